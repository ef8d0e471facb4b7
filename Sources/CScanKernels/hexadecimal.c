#include "CScanKernels.h"

#include <string.h>

static inline uint64_t eight_bytes(const uint8_t *text)
{
    uint64_t bytes;
    memcpy(&bytes, text, 8);
    return bytes;
}

static inline int is_hexadecimal(uint64_t bytes)
{
    const uint64_t fourth = 0x1010101010101010ull;
    // Of 0x3_ and 0x6_ just one of the bits 4 and 6 is set; of 0x2_ and 0x7_ none or both.
    return ((bytes ^ bytes >> 2) & fourth) == fourth && (bytes & 0x8080808080808080ull) == 0;
}

static inline int is_numeric(uint64_t bytes)
{
    return ((bytes & 0xF0F0F0F0F0F0F0F0ull) | 0x2020202020202020ull) == 0x3030303030303030ull;
}

/// Whether a word of the class is asked for.
static inline int is_wanted(const uint8_t *word, int only_long)
{
    return !only_long || is_numeric(eight_bytes(word)) || is_hexadecimal(eight_bytes(word + 8));
}

#if defined(__SSE2__)
#include <emmintrin.h>

size_t sluice_hexadecimal_words(const uint8_t *text, size_t from, size_t to, int only_long, uint32_t *found)
{
    const __m128i kind = _mm_set1_epi8((char)0xF0), bit = _mm_set1_epi8(0x20);
    size_t count = 0;
    for (size_t place = from; place < to; place += 64) {
        uint64_t of_class = 0;
        for (int part = 0; part < 4; part++) {
            __m128i bytes = _mm_loadu_si128((const __m128i *)(text + place + 16 * part));
            bytes = _mm_and_si128(_mm_or_si128(bytes, bit), kind);
            __m128i same = _mm_or_si128(
                _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x30)), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x60)));
            of_class |= (uint64_t)(uint16_t)_mm_movemask_epi8(same) << (16 * part);
        }
        of_class &= of_class >> 1;
        of_class &= of_class >> 2;
        of_class &= of_class >> 4;
        for (uint64_t words = of_class & 0x0101010101010101ull; words; words &= words - 1) {
            size_t word = place + (size_t)__builtin_ctzll(words);
            if (word < to && is_wanted(text + word, only_long)) found[count++] = (uint32_t)word;
        }
    }
    return count;
}
#else
size_t sluice_hexadecimal_words(const uint8_t *text, size_t from, size_t to, int only_long, uint32_t *found)
{
    size_t count = 0;
    for (size_t place = from; place < to; place += 8)
        if (is_hexadecimal(eight_bytes(text + place)) && is_wanted(text + place, only_long))
            found[count++] = (uint32_t)place;
    return count;
}
#endif

#if defined(__x86_64__)
#include "blocks.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

/// A bit for each of the eight words at `text` that are of the class, and in bits 8 to 15 for those of 0x30–0x3F alone.
AVX512 static inline unsigned words_at(const uint8_t *text)
{
    const __m512i fourth = _mm512_set1_epi8(0x10);
    __m512i bytes = _mm512_loadu_si512(text);
    // As in is_hexadecimal: (bytes ^ bytes >> 2) & 0x10, and what is beyond ASCII spoils it.
    __m512i of_class = _mm512_ternarylogic_epi32(bytes, _mm512_srli_epi16(bytes, 2), fourth, 0x28);
    of_class = _mm512_ternarylogic_epi32(of_class, bytes, _mm512_set1_epi8((char)0x80), 0xF8);
    __m512i digits = _mm512_ternarylogic_epi32(
        bytes, _mm512_set1_epi8((char)0xF0), _mm512_set1_epi8(0x20), 0xEA);
    return _mm512_cmpeq_epi64_mask(of_class, fourth)
        | (unsigned)_mm512_cmpeq_epi64_mask(digits, _mm512_set1_epi8(0x30)) << 8;
}

AVX512 size_t sluice_hexadecimal_words_avx512(
    const uint8_t *text, size_t from, size_t to, int only_long, uint32_t *found)
{
    const unsigned all = only_long ? 0 : 0xFF;
    size_t count = 0;
    unsigned words = words_at(text + from);
    for (size_t place = from; place < to; place += 64) {
        const unsigned next = words_at(text + place + 64);
        const unsigned followed = (words & 0xFF) >> 1 | (next & 1) << 7;
        unsigned wanted = words & (followed | words >> 8 | all) & 0xFF;
        for (; __builtin_expect(wanted, 0); wanted &= wanted - 1) {
            const size_t word = place + 8 * (size_t)__builtin_ctz(wanted);
            if (word < to) found[count++] = (uint32_t)word;
        }
        words = next;
    }
    return count;
}

/// The same bits for the four words at `text`.
AVX2 static inline unsigned four_words_at(const uint8_t *text)
{
    const __m256i fourth = _mm256_set1_epi8(0x10);
    __m256i bytes = _mm256_loadu_si256((const __m256i *)text);
    __m256i of_class = _mm256_and_si256(_mm256_xor_si256(bytes, _mm256_srli_epi16(bytes, 2)), fourth);
    of_class = _mm256_or_si256(of_class, _mm256_and_si256(bytes, _mm256_set1_epi8((char)0x80)));
    __m256i digits = _mm256_or_si256(
        _mm256_and_si256(bytes, _mm256_set1_epi8((char)0xF0)), _mm256_set1_epi8(0x20));
    __m256i all_of_class = _mm256_cmpeq_epi64(of_class, fourth);
    __m256i all_digits = _mm256_cmpeq_epi64(digits, _mm256_set1_epi8(0x30));
    return (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(all_of_class))
        | (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(all_digits)) << 8;
}

AVX2 size_t sluice_hexadecimal_words_avx2(
    const uint8_t *text, size_t from, size_t to, int only_long, uint32_t *found)
{
    const unsigned all = only_long ? 0 : 0xFF;
    size_t count = 0;
    unsigned words = four_words_at(text + from) | four_words_at(text + from + 32) << 4;
    for (size_t place = from; place < to; place += 64) {
        const unsigned next = four_words_at(text + place + 64) | four_words_at(text + place + 96) << 4;
        const unsigned followed = (words & 0xFF) >> 1 | (next & 1) << 7;
        unsigned wanted = words & (followed | words >> 8 | all) & 0xFF;
        for (; __builtin_expect(wanted != 0, 0); wanted &= wanted - 1) {
            const size_t word = place + 8 * (size_t)__builtin_ctz(wanted);
            if (word < to) found[count++] = (uint32_t)word;
        }
        words = next;
    }
    return count;
}
#else
size_t sluice_hexadecimal_words_avx2(
    const uint8_t *text, size_t from, size_t to, int only_long, uint32_t *found)
{
    return sluice_hexadecimal_words(text, from, to, only_long, found);
}

size_t sluice_hexadecimal_words_avx512(
    const uint8_t *text, size_t from, size_t to, int only_long, uint32_t *found)
{
    return sluice_hexadecimal_words(text, from, to, only_long, found);
}
#endif
