#pragma once
// libarchive, as archive_read(3) has it: those of its functions that are used.
//
// The library and the dozen that it needs are loaded when they are asked for, so that no process loads them that
// unpacks nothing: they would take a third of the time in which the program starts.

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>

/// Loads the library, if nobody has; false where it is not installed. No other function may be called before.
bool sluice_archive_load(void);

/// archive_set_error(3), which takes a list of arguments of any length.
void sluice_archive_set_fault(struct archive *archive, const char *words);
