#include "CScanKernels.h"
#include <string.h>

static inline int is_blank(uint8_t byte) { return byte == ' ' || byte == '\t'; }

static inline int is_white(uint8_t byte) { return byte == ' ' || (uint8_t)(byte - '\t') < 5; }

#if defined(__x86_64__)
#include <emmintrin.h>

/// The line feeds of the 64 bytes at `start`.
typedef struct {
    size_t start;
    uint64_t feeds;
} line_feeds;

/// Of bytes that no text has.
#define NO_LINE_FEEDS { .start = SIZE_MAX / 2 }

/// The first line feed at or behind `place`, SIZE_MAX where there is none; places come in their order.
static inline size_t next_feed(line_feeds *known, const uint8_t *text, size_t place, size_t to)
{
    while (1) {
        if (place - known->start < 64) {
            const uint64_t left = known->feeds >> (place - known->start);
            if (left) return place + (size_t)__builtin_ctzll(left);
            place = known->start + 64;
        }
        if (to - place < 64 || place > to) break;
        const __m128i feed = _mm_set1_epi8('\n');
        known->start = place;
        known->feeds = 0;
        for (int quarter = 3; quarter >= 0; quarter--) {
            const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + place + 16 * quarter));
            known->feeds = known->feeds << 16 | (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, feed));
        }
    }
    for (; place < to; place++) {
        if (text[place] == '\n') return place;
    }
    return SIZE_MAX;
}
#else
typedef char line_feeds;
#define NO_LINE_FEEDS 0

static inline size_t next_feed(line_feeds *known, const uint8_t *text, size_t place, size_t to)
{
    (void)known;
    const uint8_t *feed = memchr(text + place, '\n', to - place);
    return feed ? (size_t)(feed - text) : SIZE_MAX;
}
#endif

/// The line at `place`: where its text ends, CR and LF left out; `next` is where the next begins, or SIZE_MAX.
static inline size_t end_of_line(line_feeds *known, const uint8_t *text, size_t place, size_t to, size_t *next)
{
    const size_t end = next_feed(known, text, place, to);
    if (end == SIZE_MAX) return *next = SIZE_MAX;
    *next = end + 1;
    return end > place && text[end - 1] == '\r' ? end - 1 : end;
}

/// Whether the text begins with the line that an mbox puts before a mail, quoted or not.
static inline int is_separator(const uint8_t *text, size_t count)
{
    const size_t place = text[0] == '>';
    return count - place >= 5 && memcmp(text + place, "From ", 5) == 0;
}

/// Whether a carriage return stands before anything but a line feed.
static int has_lone_return(const uint8_t *text, size_t count)
{
    const uint8_t *end = text + count, *place = text;
    while ((place = memchr(place, '\r', (size_t)(end - place)))) {
        if (++place == end || *place != '\n') return 1;
    }
    return 0;
}

/// The name in the line `place..<end`, and behind its colon; false where the line is no field.
static inline int take_name(const uint8_t *text, size_t place, size_t end, sluice_field *field, size_t *value)
{
    const size_t limit = end - place < SLUICE_LONGEST_FIELD_NAME ? end : place + SLUICE_LONGEST_FIELD_NAME;
    size_t stop = place;
    while (stop < limit && text[stop] > 0x20 && text[stop] < 0x7F && text[stop] != ':') stop++;
    field->name = (uint32_t)place;
    field->name_end = (uint32_t)stop;
    const int is_empty = stop == place;
    while (stop < limit && is_blank(text[stop])) stop++;
    *value = stop + 1;
    return !is_empty && stop < limit && text[stop] == ':';
}

size_t sluice_header_fields(const uint8_t *text, size_t count, sluice_field *fields, size_t most, size_t *end)
{
    size_t place = 0, found = 0, next, value;
    line_feeds known = NO_LINE_FEEDS;
    const size_t to = count < UINT32_MAX ? count : UINT32_MAX;
    // Where no line feed stands near the beginning, lines may end with a carriage return alone.
    if (!to || !memchr(text, '\n', to < 4096 ? to : 4096)) return SIZE_MAX;
    if (is_separator(text, to)) end_of_line(&known, text, 0, to, &place);
    for (; place < to; place = next) {
        size_t stop = end_of_line(&known, text, place, to, &next);
        if (next == SIZE_MAX) return SIZE_MAX;
        if (stop == place) {
            *end = next;
            return has_lone_return(text, next) ? SIZE_MAX : found;
        }
        if (found == most || !take_name(text, place, stop, fields + found, &value)) return SIZE_MAX;
        while (next < to && is_blank(text[next])) {
            size_t first = next;
            stop = end_of_line(&known, text, first, to, &next);
            if (next == SIZE_MAX) return SIZE_MAX;
            while (first < stop && is_white(text[first])) first++;
            // Whether a blank line ends the header depends on what follows.
            if (first == stop) return SIZE_MAX;
        }
        if (stop < value) stop = value;
        while (value < stop && is_white(text[value])) value++;
        while (stop > value && is_white(text[stop - 1])) stop--;
        fields[found].value = (uint32_t)value;
        fields[found++].value_end = (uint32_t)stop;
    }
    return SIZE_MAX;
}
