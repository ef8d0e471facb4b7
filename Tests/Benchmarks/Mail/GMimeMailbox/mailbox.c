#define _GNU_SOURCE
#include "GMimeMailbox.h"
#include <fcntl.h>
#include <gmime/gmime.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void count(gmime_counts *counts, const char *text)
{
    if (!text) return;
    counts->texts++;
    counts->bytes += strlen(text);
}

static void take_people(GMimeMessage *mail, gmime_counts *counts)
{
    for (int kind = GMIME_ADDRESS_TYPE_SENDER; kind <= GMIME_ADDRESS_TYPE_BCC; kind++) {
        InternetAddressList *list = g_mime_message_get_addresses(mail, kind);
        for (int index = 0; index < internet_address_list_length(list); index++) {
            InternetAddress *one = internet_address_list_get_address(list, index);
            count(counts, internet_address_get_name(one));
            if (INTERNET_ADDRESS_IS_MAILBOX(one)) count(counts, internet_address_mailbox_get_addr((void *)one));
        }
    }
}

static void take_part(GMimeObject *parent, GMimeObject *part, gpointer context)
{
    (void)parent;
    gmime_counts *counts = context;
    if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage *mail = g_mime_message_part_get_message((GMimeMessagePart *)part);
        if (mail) g_mime_message_foreach(mail, take_part, context);
    } else if (GMIME_IS_TEXT_PART(part)) {
        char *text = g_mime_text_part_get_text((GMimeTextPart *)part);
        count(counts, text);
        g_free(text);
    } else if (GMIME_IS_PART(part)) {
        GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *)part);
        if (!content) return;
        GMimeStream *file = g_mime_stream_mem_new();
        g_mime_data_wrapper_write_to_stream(content, file);
        counts->bytes += (size_t)g_mime_stream_length(file);
        g_object_unref(file);
    }
}

/// The first line that begins with `From ` behind `place`; `size` where there is none.
static size_t next_separator(const char *bytes, size_t size, size_t place)
{
    const char *line = place < size ? memmem(bytes + place, size - place, "\nFrom ", 6) : NULL;
    return line ? (size_t)(line - bytes) + 1 : size;
}

static void read_mails(int descriptor, const char *bytes, size_t size, gmime_counts *counts)
{
    GMimeStream *stream = g_mime_stream_fs_new(descriptor);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
    size_t start = 0;
    while (!g_mime_parser_eos(parser)) {
        GMimeMessage *mail = g_mime_parser_construct_message(parser, NULL);
        if (mail) {
            counts->mails++;
            count(counts, g_mime_message_get_subject(mail));
            take_people(mail, counts);
            g_mime_message_foreach(mail, take_part, counts);
            g_object_unref(mail);
            continue;
        }
        // It goes no further from a line of a mail that begins as a separator does: it is set upon the next one.
        const size_t failed = (size_t)g_mime_parser_tell(parser);
        start = next_separator(bytes, size, failed > start ? failed : start);
        g_mime_stream_seek(stream, (gint64)start, GMIME_STREAM_SEEK_SET);
        g_mime_parser_init_with_stream(parser, stream);
        g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
        counts->restarts++;
        if (start == size) break;
    }
    g_object_unref(parser);
    // It closes the file, too.
    g_object_unref(stream);
}

gmime_counts gmime_read_mailbox(const char *path)
{
    gmime_counts counts = { 0 };
    struct stat status;
    g_mime_init();
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return counts;
    if (!fstat(descriptor, &status) && status.st_size > 0) {
        const size_t size = (size_t)status.st_size;
        const char *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (bytes != MAP_FAILED) {
            read_mails(descriptor, bytes, size, &counts);
            munmap((void *)bytes, size);
            return counts;
        }
    }
    close(descriptor);
    return counts;
}
