#define _GNU_SOURCE
#include "CSystemCalls.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int sluice_pipe(int *reading, int *writing) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    *reading = ends[0];
    *writing = ends[1];
    return 0;
}

int sluice_memory_file(void) { return memfd_create("content", MFD_CLOEXEC); }

int sluice_close_from(void *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

void sluice_forbid_children_and_tracing(void) {
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_NPROC, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int sluice_send_descriptor(int socket, const void *bytes, size_t count, int descriptor) {
    struct iovec text = {(void *)bytes, count};
    union {
        char room[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control = {{0}};
    struct msghdr message = {
        .msg_iov = &text, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
    ssize_t status;
    do {
        status = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (status < 0 && errno == EINTR);
    return status < 0 ? -1 : 0;
}

ssize_t sluice_receive_descriptor(int socket, void *bytes, size_t capacity, int *descriptor) {
    struct iovec text = {bytes, capacity};
    union {
        char room[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control = {{0}};
    struct msghdr message = {
        .msg_iov = &text, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    ssize_t count;
    do {
        count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    if (count <= 0) return count;
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    if (rights == NULL || rights->cmsg_type != SCM_RIGHTS || rights->cmsg_len != CMSG_LEN(sizeof(int))) return -1;
    memcpy(descriptor, CMSG_DATA(rights), sizeof *descriptor);
    return count;
}

void sluice_return_large_blocks(void) {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    // Small blocks come again at once; giving a few of them back and fetching them anew takes longer than using them.
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
}

// Linux 6.14; include/uapi/linux/fs.h.
#ifndef RWF_DONTCACHE
#define RWF_DONTCACHE 0x80
#endif

int sluice_write_pieces(
    int descriptor, const void *first, size_t first_count, const void *second, size_t second_count,
    bool *avoids_cache) {
    struct iovec pieces[2] = {{(void *)first, first_count}, {(void *)second, second_count}};
    size_t left = first_count + second_count;
    while (left > 0) {
        ssize_t done = *avoids_cache ? pwritev2(descriptor, pieces, 2, -1, RWF_DONTCACHE)
                                     : writev(descriptor, pieces, 2);
        if (done < 0) {
            if (errno == EINTR) continue;
            if (!*avoids_cache || (errno != EOPNOTSUPP && errno != EINVAL && errno != ENOSYS)) return errno;
            *avoids_cache = false;
            continue;
        }
        left -= (size_t)done;
        for (int i = 0; i < 2; i++) {
            size_t taken = (size_t)done < pieces[i].iov_len ? (size_t)done : pieces[i].iov_len;
            pieces[i].iov_base = (char *)pieces[i].iov_base + taken;
            pieces[i].iov_len -= taken;
            done -= (ssize_t)taken;
        }
    }
    return 0;
}
