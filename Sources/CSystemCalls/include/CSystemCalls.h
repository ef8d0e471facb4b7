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

/// Opens a file once more, to be written past the system's cache of files (O_DIRECT); -1 where it cannot be.
///
/// What is written by it is pages of memory that begin where pages do, at places of the file that do.
int sluice_open_direct(int descriptor);

/// Writes bytes at a place of a file; 0, or the error's number.
///
/// A descriptor of ``sluice_open_direct`` goes through the cache from where the file system does not take it otherwise.
int sluice_write_at(int descriptor, const void *bytes, size_t count, off_t offset);
