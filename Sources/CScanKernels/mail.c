#include "CScanKernels.h"

#if defined(__x86_64__)
#include "blocks.h"
#include "pairs.h"

static inline unsigned equal_bytes(__m128i bytes, char byte)
{
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte)));
}

size_t sluice_copy_up_to(const uint8_t *from, size_t count, uint8_t byte, uint8_t *to)
{
    size_t place = 0;
    for (; place + 16 <= count; place += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(from + place));
        _mm_storeu_si128((__m128i *)(to + place), bytes);
        unsigned hits = equal_bytes(bytes, (char)byte);
        if (hits) return place + (size_t)__builtin_ctz(hits);
    }
    for (; place < count && from[place] != byte; place++) to[place] = from[place];
    return place;
}

/// Wojciech Muła, Daniel Lemire: Faster Base64 Encoding and Decoding Using AVX2 Instructions (2018).
AVX2 size_t sluice_base64_blocks_avx2(const uint8_t *from, size_t count, uint8_t *to)
{
    const __m256i low_table = _mm256_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A,
        0x1B, 0x1B, 0x1B, 0x1A, 0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B,
        0x1B, 0x1A);
    const __m256i high_table = _mm256_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10,
        0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10,
        0x10, 0x10, 0x10);
    const __m256i roll_table = _mm256_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 19, 4,
        -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m256i slash = _mm256_set1_epi8(0x2F);
    const __m256i order = _mm256_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1, 2, 1, 0, 6, 5, 4, 10,
        9, 8, 14, 13, 12, -1, -1, -1, -1);
    const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, -1, -1);
    size_t place = 0;
    for (; place + 32 <= count; place += 32, to += 24) {
        __m256i text = _mm256_loadu_si256((const __m256i *)(from + place));
        __m256i high = _mm256_and_si256(_mm256_srli_epi32(text, 4), slash);
        __m256i low = _mm256_and_si256(text, slash);
        __m256i fits = _mm256_and_si256(
            _mm256_shuffle_epi8(low_table, low), _mm256_shuffle_epi8(high_table, high));
        if (!_mm256_testz_si256(fits, fits)) break;
        __m256i is_slash = _mm256_cmpeq_epi8(text, slash);
        __m256i values
            = _mm256_add_epi8(text, _mm256_shuffle_epi8(roll_table, _mm256_add_epi8(is_slash, high)));
        __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
        __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
        __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(groups, order), lanes);
        _mm256_storeu_si256((__m256i *)to, bytes);
    }
    return place;
}

#else

size_t sluice_copy_up_to(const uint8_t *from, size_t count, uint8_t byte, uint8_t *to)
{
    size_t place = 0;
    for (; place < count && from[place] != byte; place++) to[place] = from[place];
    return place;
}

size_t sluice_base64_blocks_avx2(const uint8_t *from, size_t count, uint8_t *to)
{
    (void)from, (void)count, (void)to;
    return 0;
}

#endif

size_t sluice_line_with(const uint8_t *text, size_t from, size_t to, uint8_t byte)
{
    size_t place = from;
#if defined(__x86_64__)
    const __m128i feed = _mm_set1_epi8('\n'), first = _mm_set1_epi8((char)byte);
    for (; place + 65 <= to; place += 64) {
        uint64_t hits = 0;
        for (int quarter = 3; quarter >= 0; quarter--) {
            const uint8_t *bytes = text + place + 16 * quarter;
            const __m128i feeds = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)bytes), feed);
            const __m128i next = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(bytes + 1)), first);
            hits = hits << 16 | (unsigned)_mm_movemask_epi8(_mm_and_si128(feeds, next));
        }
        if (hits) return place + (size_t)__builtin_ctzll(hits);
    }
#endif
    for (; place + 1 < to; place++) {
        if (text[place] == '\n' && text[place + 1] == byte) return place;
    }
    return to;
}

/// Whether a line that counts begins behind the line feed at `place`; 15 bytes behind it are there.
static inline int is_mail_line(const uint8_t *text, size_t place)
{
    const uint8_t *line = text + place + 1;
    if (line[0] == 'F') return __builtin_memcmp(line, "From ", 5) == 0;
    static const char name[] = "content-length:";
    for (size_t index = 0; index < sizeof name - 1; index++)
        if ((line[index] | (index < 14 && index != 7 ? 0x20 : 0)) != (uint8_t)name[index]) return 0;
    return 1;
}

/// The same near the text's end.
static size_t last_mail_line(const uint8_t *text, size_t place, size_t to, size_t *feeds)
{
    for (; place < to; place++) {
        if (text[place] != '\n') continue;
        if (to - place > 15 ? is_mail_line(text, place)
                            : to - place > 5 && __builtin_memcmp(text + place + 1, "From ", 5) == 0) {
            return place;
        }
        ++*feeds;
    }
    return to;
}

/// The first of the places behind `place` that `hits` names at which such a line stands; SIZE_MAX where none does.
static inline size_t first_mail_line(const uint8_t *text, size_t place, uint64_t hits)
{
    for (; hits; hits &= hits - 1) {
        const size_t found = place + (size_t)__builtin_ctzll(hits);
        if (is_mail_line(text, found)) return found;
    }
    return SIZE_MAX;
}

#if defined(__x86_64__)
/// Blocks of 64 bytes up to the last that `last`, a place where the mark may begin, lies behind; `place` goes on there.
AVX2 static size_t mail_line_blocks(const uint8_t *text, size_t *place, size_t last, size_t *feeds)
{
    const __m256i feed = _mm256_set1_epi8('\n'), from = _mm256_set1_epi8('F'), length = _mm256_set1_epi8('c');
    const __m256i small = _mm256_set1_epi8(0x20);
    size_t known = 0;
    for (; *place + 63 <= last; *place += 64) {
        uint64_t lines = 0, hits = 0;
        for (int half = 1; half >= 0; half--) {
            const uint8_t *bytes = text + *place + 32 * half;
            const __m256i ends = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)bytes), feed);
            const __m256i next = _mm256_loadu_si256((const __m256i *)(bytes + 1));
            const __m256i begins = _mm256_or_si256(_mm256_cmpeq_epi8(next, from),
                _mm256_cmpeq_epi8(_mm256_or_si256(next, small), length));
            lines = lines << 32 | (uint32_t)_mm256_movemask_epi8(ends);
            hits = hits << 32 | (uint32_t)_mm256_movemask_epi8(_mm256_and_si256(ends, begins));
        }
        const size_t found = first_mail_line(text, *place, hits);
        if (found != SIZE_MAX) {
            *feeds += known + (size_t)__builtin_popcountll(lines & ((1ull << (found - *place)) - 1));
            return found;
        }
        known += (size_t)__builtin_popcountll(lines);
    }
    *feeds += known;
    return SIZE_MAX;
}

/// Likewise.
AVX512 static size_t mail_line_blocks_avx512(const uint8_t *text, size_t *place, size_t last, size_t *feeds)
{
    const __m512i feed = _mm512_set1_epi8('\n'), from = _mm512_set1_epi8('F'), length = _mm512_set1_epi8('c');
    const __m512i small = _mm512_set1_epi8(0x20);
    size_t known = 0;
    for (; *place + 63 <= last; *place += 64) {
        const __m512i next = _mm512_loadu_si512(text + *place + 1);
        const uint64_t lines = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(text + *place), feed);
        uint64_t hits = _mm512_mask_cmpeq_epi8_mask(lines, next, from)
            | _mm512_mask_cmpeq_epi8_mask(lines, _mm512_or_si512(next, small), length);
        const size_t found = first_mail_line(text, *place, hits);
        if (found != SIZE_MAX) {
            *feeds += known + (size_t)__builtin_popcountll(lines & ((1ull << (found - *place)) - 1));
            return found;
        }
        known += (size_t)__builtin_popcountll(lines);
    }
    *feeds += known;
    return SIZE_MAX;
}
#endif

size_t sluice_mail_line(const uint8_t *text, size_t from, size_t to, size_t *feeds)
{
    if (to <= from) return to;
    size_t place = from;
#if defined(__x86_64__)
    if (to - from > 80 && sluice_has_avx2()) {
        const size_t found = sluice_has_avx512() ? mail_line_blocks_avx512(text, &place, to - 16, feeds)
                                                 : mail_line_blocks(text, &place, to - 16, feeds);
        if (found != SIZE_MAX) return found;
    }
#endif
    return last_mail_line(text, place, to, feeds);
}
