#include "CScanKernels.h"
#include <string.h>

static inline int is_blank(uint8_t byte) { return byte == ' ' || byte == '\t'; }

static inline int is_white(uint8_t byte) { return byte == ' ' || (uint8_t)(byte - '\t') < 5; }

#if defined(__x86_64__)
#include "blocks.h"
#include "pairs.h"

/// The line feeds of the 64 bytes at `start`.
typedef struct {
    size_t start;
    uint64_t feeds;
    /// Whether carriage returns may have been passed; known only where ``next_feed`` is not asked.
    uint64_t returns;
} line_feeds;

/// Of bytes that no text has.
#define NO_LINE_FEEDS { .start = SIZE_MAX / 2 }

/// Like ``next_feed``.
AVX512 static inline size_t next_feed_avx512(line_feeds *known, const uint8_t *text, size_t place, size_t to)
{
    while (1) {
        if (place - known->start < 64) {
            const uint64_t left = known->feeds >> (place - known->start);
            if (left) return place + (size_t)__builtin_ctzll(left);
            place = known->start + 64;
        }
        if (place >= to) return SIZE_MAX;
        const uint64_t valid = to - place < 64 ? (1ull << (to - place)) - 1 : ~0ull;
        const __m512i bytes = _mm512_maskz_loadu_epi8(valid, text + place);
        known->start = place;
        known->feeds = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
        known->returns |= _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'));
    }
}

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

/// Like ``next_feed``.
AVX2 static inline size_t next_feed_avx2(line_feeds *known, const uint8_t *text, size_t place, size_t to)
{
    while (1) {
        if (place - known->start < 64) {
            const uint64_t left = known->feeds >> (place - known->start);
            if (left) return place + (size_t)__builtin_ctzll(left);
            place = known->start + 64;
        }
        if (to - place < 64 || place > to) break;
        const block bytes = block_at(text + place);
        known->start = place;
        known->feeds = equal(bytes, '\n');
        known->returns |= equal(bytes, '\r');
    }
    for (; place < to; place++) {
        if (text[place] == '\n') return place;
        known->returns |= text[place] == '\r';
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

typedef size_t feed_search(line_feeds *known, const uint8_t *text, size_t place, size_t to);

/// The line at `place`: where its text ends, CR and LF left out; `next` is where the next begins, or SIZE_MAX.
static inline __attribute__((always_inline)) size_t end_of_line(
    feed_search *search, line_feeds *known, const uint8_t *text, size_t place, size_t to, size_t *next)
{
    const size_t end = search(known, text, place, to);
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

typedef int name_search(const uint8_t *text, size_t place, size_t end, sluice_field *field, size_t *value);

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

#if defined(__x86_64__)
/// Likewise; most names are short and stand right before their colon.
AVX2 static inline int take_name_avx2(
    const uint8_t *text, size_t place, size_t end, sluice_field *field, size_t *value)
{
    if (end - place < 32) return take_name(text, place, end, field, value);
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + place));
    const __m256i colons = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(':'));
    const __m256i letters = _mm256_andnot_si256(
        _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7F)), _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(0x20)));
    const uint32_t colon = (uint32_t)_mm256_movemask_epi8(colons);
    const uint32_t others = ~(uint32_t)_mm256_movemask_epi8(letters) | colon;
    const uint32_t first = others & -others;
    if (!(first & colon & ~1u)) return take_name(text, place, end, field, value);
    field->name = (uint32_t)place;
    field->name_end = (uint32_t)(place + (size_t)__builtin_ctz(first));
    *value = field->name_end + 1;
    return 1;
}

/// Likewise.
AVX512 static inline int take_name_avx512(
    const uint8_t *text, size_t place, size_t end, sluice_field *field, size_t *value)
{
    const uint64_t valid = end - place < 64 ? (1ull << (end - place)) - 1 : ~0ull;
    const __m512i bytes = _mm512_maskz_loadu_epi8(valid, text + place);
    const uint64_t colons = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(':'));
    const uint64_t letters = _mm512_cmplt_epu8_mask(
        _mm512_sub_epi8(bytes, _mm512_set1_epi8(0x21)), _mm512_set1_epi8(0x7F - 0x21));
    const uint64_t first = (~letters | colons) & -(~letters | colons);
    if (!(first & colons & ~1ull)) return take_name(text, place, end, field, value);
    field->name = (uint32_t)place;
    field->name_end = (uint32_t)(place + (size_t)__builtin_ctzll(first));
    *value = field->name_end + 1;
    return 1;
}
#endif

static inline __attribute__((always_inline)) size_t header_fields(const uint8_t *text, size_t to, sluice_field *fields,
    size_t most, size_t *end, feed_search *search, name_search *name, line_feeds *known)
{
    size_t place = 0, found = 0, next, value;
    if (is_separator(text, to)) end_of_line(search, known, text, 0, to, &place);
    // Where no line feed stands near the beginning, lines may end with a carriage return alone.
    if (place > 4096) return SIZE_MAX;
    for (; place < to; place = next) {
        size_t stop = end_of_line(search, known, text, place, to, &next);
        if (next == SIZE_MAX || (place == 0 && next > 4096)) return SIZE_MAX;
        if (stop == place) {
            *end = next;
            return found;
        }
        if (found == most || !name(text, place, stop, fields + found, &value)) return SIZE_MAX;
        while (next < to && is_blank(text[next])) {
            size_t first = next;
            stop = end_of_line(search, known, text, first, to, &next);
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

#if defined(__x86_64__)
AVX2 static size_t header_fields_avx2(
    const uint8_t *text, size_t to, sluice_field *fields, size_t most, size_t *end, line_feeds *known)
{
    return header_fields(text, to, fields, most, end, next_feed_avx2, take_name_avx2, known);
}

AVX512 static size_t header_fields_avx512(
    const uint8_t *text, size_t to, sluice_field *fields, size_t most, size_t *end, line_feeds *known)
{
    return header_fields(text, to, fields, most, end, next_feed_avx512, take_name_avx512, known);
}
#endif

size_t sluice_header_fields(const uint8_t *text, size_t count, sluice_field *fields, size_t most, size_t *end)
{
    const size_t to = count < UINT32_MAX ? count : UINT32_MAX;
    if (!to) return SIZE_MAX;
    line_feeds known = NO_LINE_FEEDS;
    int may_have_returns = 1;
    size_t found;
#if defined(__x86_64__)
    if (sluice_has_avx512()) {
        found = header_fields_avx512(text, to, fields, most, end, &known);
        may_have_returns = known.returns != 0;
    } else if (sluice_has_avx2()) {
        found = header_fields_avx2(text, to, fields, most, end, &known);
        may_have_returns = known.returns != 0;
    } else
#endif
        found = header_fields(text, to, fields, most, end, next_feed, take_name, &known);
    return found != SIZE_MAX && may_have_returns && has_lone_return(text, *end) ? SIZE_MAX : found;
}

#if defined(__x86_64__)
/// Whether the bytes are ASCII without CR, LF and `=`.
AVX512 static int is_plain_value_avx512(const uint8_t *text, size_t count)
{
    for (size_t place = 0; place < count; place += 64) {
        const uint64_t valid = count - place < 64 ? (1ull << (count - place)) - 1 : ~0ull;
        const __m512i bytes = _mm512_maskz_loadu_epi8(valid, text + place);
        if (_mm512_movepi8_mask(bytes) | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'))
            | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'))
            | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('=')))
            return 0;
    }
    return 1;
}

/// The end of the bytes that a word of an address may hold.
AVX512 static size_t address_word_avx512(const uint8_t *text, size_t from, size_t to)
{
    for (size_t place = from; place < to; place += 64) {
        const uint64_t valid = to - place < 64 ? (1ull << (to - place)) - 1 : ~0ull;
        const __m512i bytes = _mm512_maskz_loadu_epi8(valid, text + place);
        const uint64_t others = ~(_mm512_cmpgt_epu8_mask(bytes, _mm512_set1_epi8(0x3C))
            | _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(0x2D)), _mm512_set1_epi8(13))
            | _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(0x23)), _mm512_set1_epi8(5)));
        if (others) return place + (size_t)__builtin_ctzll(others) < to ? place + (size_t)__builtin_ctzll(others) : to;
    }
    return to;
}
#endif

#if defined(__x86_64__)
/// A bit for each of the 16 bytes at `text` that is no ASCII, CR, LF or `=`.
static inline unsigned not_plain(const uint8_t *text)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)text);
    const __m128i feeds = _mm_or_si128(
        _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
    // Of bytes beyond ASCII the highest bit is set, as it is of those that are equal.
    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(_mm_or_si128(bytes, feeds), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('='))));
}

/// A bit for each of the 16 bytes at `text` that no word of an address holds.
static inline unsigned not_of_word(const uint8_t *text)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)text);
    // Of bytes beyond ASCII the highest bit is set, as it is of those that are greater.
    const __m128i high = _mm_or_si128(bytes, _mm_cmpgt_epi8(bytes, _mm_set1_epi8(0x3C)));
    const __m128i middle = _mm_and_si128(
        _mm_cmpgt_epi8(bytes, _mm_set1_epi8(0x2C)), _mm_cmpgt_epi8(_mm_set1_epi8(0x3A), bytes));
    const __m128i low = _mm_and_si128(
        _mm_cmpgt_epi8(bytes, _mm_set1_epi8(0x22)), _mm_cmpgt_epi8(_mm_set1_epi8(0x28), bytes));
    return ~(unsigned)_mm_movemask_epi8(_mm_or_si128(high, _mm_or_si128(middle, low))) & 0xFFFF;
}
#endif

int sluice_is_plain_value(const uint8_t *text, size_t count)
{
    size_t place = 0;
#if defined(__x86_64__)
    if (sluice_has_avx512()) return is_plain_value_avx512(text, count);
    if (count >= 16) {
        for (; place + 16 <= count; place += 16) {
            if (not_plain(text + place)) return 0;
        }
        return !not_plain(text + count - 16);
    }
#endif
    for (; place < count; place++) {
        const uint8_t byte = text[place];
        if (byte >= 0x80 || byte == '\n' || byte == '\r' || byte == '=') return 0;
    }
    return 1;
}

size_t sluice_address_word(const uint8_t *text, size_t from, size_t to)
{
#if defined(__x86_64__)
    if (sluice_has_avx512()) return address_word_avx512(text, from, to);
    for (; from < to && to - from >= 16; from += 16) {
        const unsigned others = not_of_word(text + from);
        if (others) return from + (size_t)__builtin_ctz(others);
    }
#endif
    for (; from < to; from++) {
        if (text[from] <= 0x3C && (uint8_t)(text[from] - 0x2D) >= 13 && (uint8_t)(text[from] - 0x23) >= 5) break;
    }
    return from;
}
