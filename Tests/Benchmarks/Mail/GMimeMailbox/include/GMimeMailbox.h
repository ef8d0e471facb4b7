#ifndef SLUICE_GMIME_MAILBOX_H
#define SLUICE_GMIME_MAILBOX_H

#include <stddef.h>

/// What GMime read in a mailbox.
typedef struct {
    size_t mails, texts, bytes;
    /// How often it had to be set upon the next mail.
    size_t restarts;
} gmime_counts;

/// Reads the mails of the mbox at `path`: decodes their texts, files, subjects, and the names and addresses of people.
gmime_counts gmime_read_mailbox(const char *path);

#endif
