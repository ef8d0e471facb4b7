#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// What the C library offers under _GNU_SOURCE only, where Swift's Glibc module does not see it.

/// pipe2(2) with both ends closed when a program is started.
int sluice_pipe(int *reading, int *writing);

/// memfd_create(2): a file in memory, closed when a program is started.
int sluice_memory_file(void);

/// posix_spawn_file_actions_addclosefrom_np(3); `actions` is a posix_spawn_file_actions_t.
int sluice_close_from(void *actions, int first);

/// The process can start no others, and others of the same user cannot look into it.
void sluice_forbid_children_and_tracing(void);

/// sendmsg(2) of `count` bytes and one descriptor (SCM_RIGHTS), without a signal where nobody receives them.
///
/// 0, or -1 with `errno`.
int sluice_send_descriptor(int socket, const void *bytes, size_t count, int descriptor);

/// recvmsg(2) of such a message; how many bytes it has, 0 where no more come, -1 where there is no descriptor.
ssize_t sluice_receive_descriptor(int socket, void *bytes, size_t capacity, int *descriptor);

/// mallopt(3): blocks of a mebibyte and more go back to the system as soon as they are freed.
void sluice_return_large_blocks(void);

/// Writes two pieces one behind the other at a file's place; 0, or the error's number.
///
/// Where `avoids_cache`, the pages leave the cache once they are on the disk (RWF_DONTCACHE); it becomes false where
/// the system or the file system knows no such thing.
int sluice_write_pieces(
    int descriptor, const void *first, size_t first_count, const void *second, size_t second_count,
    bool *avoids_cache);
