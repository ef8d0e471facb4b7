#include "archives.h"

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>

/// Makes a function that calls the library's of the same name.
///
/// Hidden, so that the library itself finds its own.
#define CALLS(result, name, parameters, arguments) \
    static __typeof__(name) *its_##name; \
    __attribute__((visibility("hidden"))) result name parameters { return its_##name arguments; }

/// Such a function that makes the library read one kind of archive.
#define READS(kind) \
    CALLS(int, archive_read_support_##kind, (struct archive *archive), (archive))

CALLS(struct archive *, archive_read_new, (void), ())
CALLS(int, archive_read_free, (struct archive *archive), (archive))
CALLS(int, archive_read_open,
    (struct archive *archive, void *data, archive_open_callback *open,
        archive_read_callback *read, archive_close_callback *close),
    (archive, data, open, read, close))
CALLS(int, archive_read_open_fd,
    (struct archive *archive, int descriptor, size_t size),
    (archive, descriptor, size))
CALLS(int, archive_read_set_option,
    (struct archive *archive, const char *module, const char *option, const char *value),
    (archive, module, option, value))
CALLS(int, archive_read_next_header,
    (struct archive *archive, struct archive_entry **entry),
    (archive, entry))
CALLS(int, archive_read_data_block,
    (struct archive *archive, const void **bytes, size_t *size, la_int64_t *offset),
    (archive, bytes, size, offset))
CALLS(int, archive_read_has_encrypted_entries, (struct archive *archive), (archive))
CALLS(la_int64_t, archive_filter_bytes, (struct archive *archive, int number), (archive, number))
CALLS(int, archive_filter_count, (struct archive *archive), (archive))
CALLS(int, archive_format, (struct archive *archive), (archive))
CALLS(const char *, archive_format_name, (struct archive *archive), (archive))
CALLS(const char *, archive_error_string, (struct archive *archive), (archive))
CALLS(la_int64_t, archive_entry_size, (struct archive_entry *entry), (entry))
CALLS(int, archive_entry_size_is_set, (struct archive_entry *entry), (entry))
CALLS(int, archive_entry_is_data_encrypted, (struct archive_entry *entry), (entry))
CALLS(__LA_MODE_T, archive_entry_filetype, (struct archive_entry *entry), (entry))
CALLS(const char *, archive_entry_hardlink, (struct archive_entry *entry), (entry))
CALLS(const char *, archive_entry_pathname, (struct archive_entry *entry), (entry))
CALLS(const char *, archive_entry_pathname_utf8, (struct archive_entry *entry), (entry))

READS(filter_gzip)
READS(filter_bzip2)
READS(filter_xz)
READS(filter_lzma)
READS(filter_lzip)
READS(filter_zstd)
READS(filter_lz4)
READS(filter_compress)
READS(filter_rpm)
READS(format_zip)
READS(format_tar)
READS(format_7zip)
READS(format_rar)
READS(format_rar5)
READS(format_cab)
READS(format_iso9660)
READS(format_cpio)
READS(format_ar)
READS(format_lha)
READS(format_xar)
READS(format_raw)
READS(format_empty)

static __typeof__(archive_set_error) *its_archive_set_error;

/// Where the library's functions are kept, by name.
static const struct {
    const char *name;
    void **place;
} functions[] = {
#define FUNCTION(name) { #name, (void **)&its_##name }
    FUNCTION(archive_read_new),
    FUNCTION(archive_read_free),
    FUNCTION(archive_read_open),
    FUNCTION(archive_read_open_fd),
    FUNCTION(archive_read_set_option),
    FUNCTION(archive_read_next_header),
    FUNCTION(archive_read_data_block),
    FUNCTION(archive_read_has_encrypted_entries),
    FUNCTION(archive_filter_bytes),
    FUNCTION(archive_filter_count),
    FUNCTION(archive_format),
    FUNCTION(archive_format_name),
    FUNCTION(archive_error_string),
    FUNCTION(archive_entry_size),
    FUNCTION(archive_entry_size_is_set),
    FUNCTION(archive_entry_is_data_encrypted),
    FUNCTION(archive_entry_filetype),
    FUNCTION(archive_entry_hardlink),
    FUNCTION(archive_entry_pathname),
    FUNCTION(archive_entry_pathname_utf8),
    FUNCTION(archive_read_support_filter_gzip),
    FUNCTION(archive_read_support_filter_bzip2),
    FUNCTION(archive_read_support_filter_xz),
    FUNCTION(archive_read_support_filter_lzma),
    FUNCTION(archive_read_support_filter_lzip),
    FUNCTION(archive_read_support_filter_zstd),
    FUNCTION(archive_read_support_filter_lz4),
    FUNCTION(archive_read_support_filter_compress),
    FUNCTION(archive_read_support_filter_rpm),
    FUNCTION(archive_read_support_format_zip),
    FUNCTION(archive_read_support_format_tar),
    FUNCTION(archive_read_support_format_7zip),
    FUNCTION(archive_read_support_format_rar),
    FUNCTION(archive_read_support_format_rar5),
    FUNCTION(archive_read_support_format_cab),
    FUNCTION(archive_read_support_format_iso9660),
    FUNCTION(archive_read_support_format_cpio),
    FUNCTION(archive_read_support_format_ar),
    FUNCTION(archive_read_support_format_lha),
    FUNCTION(archive_read_support_format_xar),
    FUNCTION(archive_read_support_format_raw),
    FUNCTION(archive_read_support_format_empty),
    FUNCTION(archive_set_error),
};

bool sluice_archive_load(void)
{
    static bool is_loaded = false;
    if (is_loaded) return true;
    // Never closed: the process that unpacks ends by _exit.
    void *library = dlopen("libarchive.so.13", RTLD_LAZY | RTLD_LOCAL);
    if (library == NULL) return false;
    for (size_t index = 0; index < sizeof functions / sizeof functions[0]; index++) {
        *functions[index].place = dlsym(library, functions[index].name);
        if (*functions[index].place == NULL) return false;
    }
    is_loaded = true;
    return true;
}

void sluice_archive_set_fault(struct archive *archive, const char *words)
{
    its_archive_set_error(archive, EIO, "%s", words);
}
