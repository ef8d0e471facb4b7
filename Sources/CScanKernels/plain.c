#include "CScanKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

int sluice_has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

typedef struct {
    __m256i low, high;
} block;

AVX2 static inline uint64_t joined(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

AVX2 static inline uint64_t equal(block text, uint8_t byte)
{
    __m256i wanted = _mm256_set1_epi8((char)byte);
    return joined(_mm256_cmpeq_epi8(text.low, wanted), _mm256_cmpeq_epi8(text.high, wanted));
}

/// Bytes from 0x80 up to just below `limit`.
AVX2 static inline uint64_t beyond_ascii_below(block text, uint8_t limit)
{
    __m256i wanted = _mm256_set1_epi8((char)limit);
    return joined(_mm256_cmpgt_epi8(wanted, text.low), _mm256_cmpgt_epi8(wanted, text.high));
}

/// Which bytes stood right before a block: a line end, a lead byte, or the first two bytes of a sign.
typedef struct {
    uint64_t newline, latin, signs, wide, general, money;
} carry;

/// Bytes that are neither ASCII nor of a character that is known to stay; of such a character a later one may be told.
AVX2 static inline uint64_t unknown(block text, uint64_t beyond, carry *before)
{
    uint64_t continuing = beyond_ascii_below(text, 0xC0), leads = beyond & ~continuing;
    uint64_t latin = equal(text, 0xC3), of_latin = latin << 1 | before->latin;
    uint64_t others = (leads & ~latin) | before->signs | before->wide | before->general | before->money;
    before->latin = latin >> 63;
    if (!(others | (continuing ^ of_latin))) return 0;
    uint64_t signs = equal(text, 0xC2), wide = equal(text, 0xE2);
    uint64_t of_signs = signs << 1 | before->signs, of_wide = wide << 1 | before->wide;
    uint64_t general = of_wide & equal(text, 0x80), money = of_wide & equal(text, 0x82);
    uint64_t of_general = general << 1 | before->general, of_money = money << 1 | before->money;
    uint64_t bad = leads & ~(latin | signs | wide);
    bad |= continuing ^ (of_latin | of_signs | of_wide | of_general | of_money);
    // U+0085, U+00A0, U+00AD.
    bad |= of_signs & (equal(text, 0x85) | equal(text, 0xA0) | equal(text, 0xAD));
    // Not U+2012 to U+2027, not U+20A0 to U+20BF.
    bad |= of_wide & ~(general | money);
    bad |= of_general & ~(beyond_ascii_below(text, 0xA8) & ~beyond_ascii_below(text, 0x92));
    bad |= of_money & beyond_ascii_below(text, 0xA0);
    before->signs = signs >> 63;
    before->wide = wide >> 63;
    before->general = general >> 63;
    before->money = money >> 63;
    return bad;
}

AVX2 size_t sluice_plain_run_avx2(
    const uint8_t *text, size_t from, size_t to, uint8_t first_quote, uint8_t second_quote, int every_line)
{
    carry before = { 0 };
    const uint64_t lines = every_line ? ~0ull : 0;
    for (size_t place = from; place < to; place += 64) {
        block bytes = { _mm256_loadu_si256((const __m256i *)(text + place)),
            _mm256_loadu_si256((const __m256i *)(text + place + 32)) };
        uint64_t beyond = joined(bytes.low, bytes.high), newlines = equal(bytes, 0x0A);
        uint64_t quotes = equal(bytes, first_quote) | equal(bytes, second_quote);
        uint64_t found = ((newlines << 1 | before.newline) & quotes) | (newlines & lines);
        before.newline = newlines >> 63;
        if (beyond | before.latin | before.signs | before.wide | before.general | before.money) {
            found |= unknown(bytes, beyond, &before);
        }
        if (to - place < 64) found &= (1ull << (to - place)) - 1;
        if (!found) continue;
        size_t stop = place + (size_t)__builtin_ctzll(found);
        // Back to the beginning of the character.
        for (int step = 0; step < 3 && stop > from && text[stop - 1] >= 0x80; step++) {
            if (text[--stop] >= 0xC0) break;
        }
        return stop;
    }
    return to;
}

AVX2 size_t sluice_count_avx2(const uint8_t *text, size_t count, uint8_t byte)
{
    const __m256i wanted = _mm256_set1_epi8((char)byte), zero = _mm256_setzero_si256();
    __m256i total = zero;
    size_t place = 0;
    while (count - place >= 32) {
        // A byte of a sum holds at most 255.
        size_t end = place + ((count - place) / 32 < 255 ? (count - place) / 32 : 255) * 32;
        __m256i sums = zero;
        for (; place < end; place += 32) {
            __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + place));
            sums = _mm256_sub_epi8(sums, _mm256_cmpeq_epi8(bytes, wanted));
        }
        total = _mm256_add_epi64(total, _mm256_sad_epu8(sums, zero));
    }
    size_t found = (size_t)_mm256_extract_epi64(total, 0) + (size_t)_mm256_extract_epi64(total, 1)
        + (size_t)_mm256_extract_epi64(total, 2) + (size_t)_mm256_extract_epi64(total, 3);
    for (; place < count; place++) found += text[place] == byte;
    return found;
}

#else

size_t sluice_count_avx2(const uint8_t *text, size_t count, uint8_t byte)
{
    (void)text, (void)count, (void)byte;
    return 0;
}

int sluice_has_avx2(void) { return 0; }

size_t sluice_plain_run_avx2(
    const uint8_t *text, size_t from, size_t to, uint8_t first_quote, uint8_t second_quote, int every_line)
{
    (void)text, (void)to, (void)first_quote, (void)second_quote, (void)every_line;
    return from;
}

#endif
