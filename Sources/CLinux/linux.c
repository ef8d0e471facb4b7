#define _GNU_SOURCE
#include "CLinux.h"
#include <malloc.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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

void sluice_return_large_blocks(void) { mallopt(M_MMAP_THRESHOLD, 1 << 20); }
