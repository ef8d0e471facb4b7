#define _GNU_SOURCE
#include "CSystemCalls.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
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

int sluice_open_direct(int descriptor) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    return open(path, O_WRONLY | O_DIRECT | O_CLOEXEC);
}

int sluice_write_at(int descriptor, const void *bytes, size_t count, off_t offset) {
    size_t done = 0;
    while (done < count) {
        ssize_t status = pwrite(descriptor, (const char *)bytes + done, count - done, offset + (off_t)done);
        if (status > 0) {
            done += (size_t)status;
            continue;
        }
        if (status == 0) return ENOSPC;
        if (errno == EINTR) continue;
        int code = errno, flags = fcntl(descriptor, F_GETFL);
        if (code != EINVAL || flags < 0 || !(flags & O_DIRECT)) return code;
        if (fcntl(descriptor, F_SETFL, flags & ~O_DIRECT) != 0) return code;
    }
    return 0;
}
