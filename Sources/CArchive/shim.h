#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

/// archive_set_error(3), which takes a list of arguments of any length.
static inline void sluice_archive_set_fault(struct archive *archive, const char *words) {
    archive_set_error(archive, EIO, "%s", words);
}
