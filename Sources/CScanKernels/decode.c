#include "CScanKernels.h"

#if defined(__x86_64__)
#include "blocks.h"
#include "pairs.h"

enum { NO = 0x80 };

/// What hexadecimal digits stand for.
static const uint8_t digit_values[128] = {
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, NO, NO, NO, NO, NO, NO,
    NO, 10, 11, 12, 13, 14, 15, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, 10, 11, 12, 13, 14, 15, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
};

/// What letters of base64 stand for.
static const uint8_t letter_values[128] = {
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, 62, NO, NO, NO, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, NO, NO, NO, NO, NO, NO,
    NO, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, NO, NO, NO, NO, NO,
    NO, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, NO, NO, NO, NO, NO,
};

/// The values of 64 digits by a table of 128; 0x80 and higher for what is none.
AVX512 static inline __m512i looked_up(__m512i low, __m512i high, __m512i digits)
{
    // The highest bit of a byte is no part of its index, and makes it none.
    return _mm512_or_si512(_mm512_permutex2var_epi8(low, digits, high),
        _mm512_and_si512(digits, _mm512_set1_epi8((char)0x80)));
}

AVX512 static inline __mmask64 newline_or_escape(__m512i first, __m512i second, __mmask64 marks, __mmask64 *returns)
{
    __mmask64 newlines = _mm512_mask_cmpeq_epi8_mask(marks, first, _mm512_set1_epi8('\n'));
    *returns = _mm512_mask_cmpeq_epi8_mask(marks, first, _mm512_set1_epi8('\r'))
        & _mm512_cmpeq_epi8_mask(second, _mm512_set1_epi8('\n'));
    return newlines;
}

AVX512 sluice_decoded sluice_quoted_printable_avx512(const uint8_t *from, size_t count, uint8_t *to)
{
    const __m512i low = _mm512_loadu_si512(digit_values), high = _mm512_loadu_si512(digit_values + 64);
    sluice_decoded done = { 0 };
    // An escape that begins in a block ends two bytes behind it.
    while (count - done.read >= 66) {
        const uint8_t *place = from + done.read;
        const __m512i text = _mm512_loadu_si512(place);
        __mmask64 marks = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('='));
        if (!marks) {
            _mm512_storeu_si512(to + done.written, text);
            done.read += 64;
            done.written += 64;
            continue;
        }
        // What begins in the last two bytes is left to the next block.
        size_t length = marks >> 62 ? 62 + (size_t)!(marks >> 62 & 1) : 64;
        const __m512i first = _mm512_loadu_si512(place + 1), second = _mm512_loadu_si512(place + 2);
        const __m512i upper = looked_up(low, high, first), lower = looked_up(low, high, second);
        const __mmask64 bytes = marks & ~_mm512_movepi8_mask(_mm512_or_si512(upper, lower));
        __mmask64 returns, newlines = newline_or_escape(first, second, marks, &returns);
        const __mmask64 others = marks & ~(bytes | newlines | returns);
        if (others && (size_t)__builtin_ctzll(others) < length) length = (size_t)__builtin_ctzll(others);
        if (length == 0) break;
        const __m512i halves = _mm512_and_si512(upper, _mm512_set1_epi8(0x0F));
        const __m512i values = _mm512_or_si512(_mm512_slli_epi16(halves, 4), lower);
        __mmask64 dropped = bytes << 1 | bytes << 2 | newlines | newlines << 1 | returns | returns << 1 | returns << 2;
        __mmask64 kept = ~dropped & (length == 64 ? ~0ull : (1ull << length) - 1);
        _mm512_storeu_si512(
            to + done.written, _mm512_maskz_compress_epi8(kept, _mm512_mask_mov_epi8(text, bytes, values)));
        done.read += length;
        done.written += (size_t)__builtin_popcountll(kept);
    }
    return done;
}

/// How many bytes at `text` the escape there takes, two more of which are there; 0 where it is none.
///
/// What it stands for is written behind the first `written` bytes, which become more.
static inline size_t take_escape(const uint8_t *text, uint8_t *to, size_t *written)
{
    const uint8_t first = text[1], second = text[2];
    const uint8_t upper = digit_values[first & 0x7F] | (first & 0x80);
    const uint8_t lower = digit_values[second & 0x7F] | (second & 0x80);
    if (!((upper | lower) & NO)) {
        to[(*written)++] = (uint8_t)(upper << 4 | lower);
        return 3;
    }
    if (first == '\n') return 2;
    return first == '\r' && second == '\n' ? 3 : 0;
}

AVX2 static inline void copy_32(const uint8_t *from, uint8_t *to)
{
    _mm256_storeu_si256((__m256i *)to, _mm256_loadu_si256((const __m256i *)from));
}

AVX2 sluice_decoded sluice_quoted_printable_avx2(const uint8_t *from, size_t count, uint8_t *to)
{
    sluice_decoded done = { 0 };
    // Where text begins that is not written; an escape and the text behind it go on behind their block.
    size_t plain = 0;
    while (count - done.read >= 67) {
        const __m256i text = _mm256_loadu_si256((const __m256i *)(from + done.read));
        uint32_t marks = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(text, _mm256_set1_epi8('=')));
        // All of a block are known at once, so that no place waits for the one before.
        for (; marks; marks &= marks - 1) {
            const size_t mark = done.read + (size_t)__builtin_ctz(marks);
            copy_32(from + plain, to + done.written);
            done.written += mark - plain;
            const size_t length = take_escape(from + mark, to, &done.written);
            if (!length) {
                done.read = mark;
                return done;
            }
            plain = mark + length;
        }
        const size_t end = done.read + 32;
        if (plain < end) {
            copy_32(from + plain, to + done.written);
            done.written += end - plain;
            plain = end;
        }
        done.read = plain;
    }
    // An escape that begins in a block ends two bytes behind it, before the last byte.
    while (count - done.read >= 35) {
        const __m256i text = _mm256_loadu_si256((const __m256i *)(from + done.read));
        _mm256_storeu_si256((__m256i *)(to + done.written), text);
        const uint32_t marks = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(text, _mm256_set1_epi8('=')));
        const size_t before = marks ? (size_t)__builtin_ctz(marks) : 32;
        done.read += before;
        done.written += before;
        if (!marks) continue;
        const size_t length = take_escape(from + done.read, to, &done.written);
        if (!length) break;
        done.read += length;
    }
    return done;
}

AVX2 sluice_decoded sluice_base64_lines_avx2(const uint8_t *from, size_t count, uint8_t *to)
{
    sluice_decoded done = { 0 };
    while (1) {
        const size_t letters = sluice_base64_blocks_avx2(from + done.read, count - done.read, to + done.written);
        done.read += letters;
        done.written += letters / 4 * 3;
        // A line of MIME has 76 letters, two blocks and twelve more: with some that are decoded already they are a block.
        if (letters >= 32 && count - done.read > 12 && from[done.read + 12] == '\n'
            && sluice_base64_blocks_avx2(from + done.read - 20, 32, to + done.written - 15)) {
            done.read += 12;
            done.written += 9;
        }
        // The end of another line, most of whose letters were in blocks.
        while (count - done.read >= 4) {
            const uint8_t *letter = from + done.read;
            if ((letter[0] | letter[1] | letter[2] | letter[3]) & 0x80) break;
            const uint8_t value[] = { letter_values[letter[0]], letter_values[letter[1]], letter_values[letter[2]],
                letter_values[letter[3]] };
            if ((value[0] | value[1] | value[2] | value[3]) & NO) break;
            const uint32_t group
                = (uint32_t)value[0] << 18 | (uint32_t)value[1] << 12 | (uint32_t)value[2] << 6 | value[3];
            to[done.written++] = (uint8_t)(group >> 16);
            to[done.written++] = (uint8_t)(group >> 8);
            to[done.written++] = (uint8_t)group;
            done.read += 4;
        }
        if (count - done.read < 2) return done;
        const uint8_t *end = from + done.read;
        const size_t blanks = end[0] == '\n' ? 1 : end[0] == '\r' && end[1] == '\n' ? 2 : 0;
        if (!blanks) return done;
        done.read += blanks;
    }
}

/// Writes the 48 bytes that 64 letters of base64 with these values stand for.
AVX512 static inline void put_letters(__m512i values, uint8_t *to)
{
    const __m512i order = _mm512_set_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60, 61, 62, 56, 57, 58, 52, 53,
        54, 48, 49, 50, 44, 45, 46, 40, 41, 42, 36, 37, 38, 32, 33, 34, 28, 29, 30, 24, 25, 26, 20, 21, 22, 16, 17, 18,
        12, 13, 14, 8, 9, 10, 4, 5, 6, 0, 1, 2);
    __m512i pairs = _mm512_maddubs_epi16(values, _mm512_set1_epi32(0x01400140));
    __m512i groups = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00011000));
    _mm512_mask_storeu_epi8(to, (1ull << 48) - 1, _mm512_permutexvar_epi8(order, groups));
}

AVX512 sluice_decoded sluice_base64_lines_avx512(const uint8_t *from, size_t count, uint8_t *to)
{
    uint8_t held[128];
    const __m512i low = _mm512_loadu_si512(letter_values), high = _mm512_loadu_si512(letter_values + 64);
    const __m512i spaces = _mm512_set1_epi8(' '), controls = _mm512_set1_epi8('\t');
    sluice_decoded done = { 0 };
    size_t waiting = 0;
    while (count - done.read >= 64) {
        const __m512i text = _mm512_loadu_si512(from + done.read);
        const __m512i values = looked_up(low, high, text);
        const __mmask64 others = _mm512_movepi8_mask(values);
        const __mmask64 blanks = _mm512_cmpeq_epi8_mask(text, spaces)
            | _mm512_cmplt_epu8_mask(_mm512_sub_epi8(text, controls), _mm512_set1_epi8(5));
        if (others & ~blanks) break;
        done.read += 64;
        if (!others && !waiting) {
            put_letters(values, to + done.written);
            done.written += 48;
            continue;
        }
        _mm512_storeu_si512(held + waiting, _mm512_maskz_compress_epi8(~others, values));
        waiting += (size_t)__builtin_popcountll(~others);
        if (waiting < 64) continue;
        put_letters(_mm512_loadu_si512(held), to + done.written);
        done.written += 48;
        waiting -= 64;
        _mm512_storeu_si512(held, _mm512_loadu_si512(held + 64));
    }
    const uint8_t *value = held;
    for (; waiting >= 4; waiting -= 4, value += 4) {
        const uint32_t group = (uint32_t)value[0] << 18 | (uint32_t)value[1] << 12 | (uint32_t)value[2] << 6 | value[3];
        to[done.written++] = (uint8_t)(group >> 16);
        to[done.written++] = (uint8_t)(group >> 8);
        to[done.written++] = (uint8_t)group;
    }
    for (; waiting > 0; waiting--) done.bits = done.bits << 6 | *value++, done.letters++;
    return done;
}

#else

sluice_decoded sluice_quoted_printable_avx2(const uint8_t *from, size_t count, uint8_t *to)
{
    (void)from, (void)count, (void)to;
    return (sluice_decoded) { 0 };
}

sluice_decoded sluice_base64_lines_avx2(const uint8_t *from, size_t count, uint8_t *to)
{
    (void)from, (void)count, (void)to;
    return (sluice_decoded) { 0 };
}

sluice_decoded sluice_quoted_printable_avx512(const uint8_t *from, size_t count, uint8_t *to)
{
    (void)from, (void)count, (void)to;
    return (sluice_decoded) { 0 };
}

sluice_decoded sluice_base64_lines_avx512(const uint8_t *from, size_t count, uint8_t *to)
{
    (void)from, (void)count, (void)to;
    return (sluice_decoded) { 0 };
}

#endif
