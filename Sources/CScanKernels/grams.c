#include "CScanKernels.h"

#include <string.h>

#define MULTIPLIER 0x9E3779B1u

#if defined(__x86_64__)
#include "blocks.h"
#include "pairs.h"

/// The hashes of the eight strings at even places of sixteen bytes; two bytes more are read, and what is behind them.
AVX2 static inline __m256i hashes_at(const uint8_t *text)
{
    const __m256i strings = _mm256_setr_epi8(
        0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7, 8, 9, 0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7, 8, 9);
    __m128i low = _mm_loadu_si128((const __m128i *)text), high = _mm_loadu_si128((const __m128i *)(text + 8));
    __m256i bytes = _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
    __m256i folded = _mm256_or_si256(_mm256_shuffle_epi8(bytes, strings), _mm256_set1_epi8(0x20));
    return _mm256_mullo_epi32(folded, _mm256_set1_epi32((int)MULTIPLIER));
}

/// Of eight strings, which have both of their marks.
AVX2 static inline uint64_t marked_of_eight(const uint32_t *hashes, const uint32_t *words)
{
    const __m256i most = _mm256_set1_epi32(31);
    __m256i hash = _mm256_loadu_si256((const __m256i *)hashes), word = _mm256_loadu_si256((const __m256i *)words);
    __m256i first = _mm256_srlv_epi32(word, _mm256_and_si256(_mm256_srli_epi32(hash, 12), most));
    __m256i second = _mm256_srlv_epi32(word, _mm256_and_si256(_mm256_srli_epi32(hash, 7), most));
    __m256i both = _mm256_slli_epi32(_mm256_and_si256(first, second), 31);
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(both));
}

AVX2 size_t sluice_gram_places_avx2(
    const uint8_t *text, size_t from, size_t to, const uint32_t *marks, unsigned shift, uint32_t *found)
{
    const __m128i count_of = _mm_cvtsi32_si128((int)shift);
    uint32_t hashes[64], places[64], words[64];
    size_t count = 0;
    for (size_t place = from; place < to; place += 128) {
        _mm_prefetch((const char *)(text + place + 2048), _MM_HINT_T0);
        _mm_prefetch((const char *)(text + place + 2112), _MM_HINT_T0);
        for (size_t i = 0; i < 64; i += 8) {
            __m256i hash = hashes_at(text + place + 2 * i);
            _mm256_storeu_si256((__m256i *)(hashes + i), hash);
            _mm256_storeu_si256((__m256i *)(places + i), _mm256_srl_epi32(hash, count_of));
        }
        // One by one: few processors gather as fast.
#pragma clang loop vectorize(disable)
        for (size_t i = 0; i < 64; i += 2) {
            uint64_t two;
            memcpy(&two, places + i, 8);
            words[i] = marks[(uint32_t)two];
            words[i + 1] = marks[two >> 32];
        }
        uint64_t seen = 0;
        for (size_t i = 0; i < 64; i += 8) seen |= marked_of_eight(hashes + i, words + i) << i;
        const size_t left = (to - place + 1) / 2;
        if (left < 64) seen &= (1ull << left) - 1;
        const size_t number = (size_t)__builtin_popcountll(seen);
        uint32_t *out = found + count;
        // Four are written whether they are there or not: a jump at each would be guessed wrong too often.
        for (size_t i = 0; i < 4; i++, seen &= seen - 1) out[i] = (uint32_t)(place + 2 * _tzcnt_u64(seen));
        for (size_t i = 4; i < number; i++, seen &= seen - 1) out[i] = (uint32_t)(place + 2 * _tzcnt_u64(seen));
        count += number;
    }
    return count;
}

/// Of sixteen strings, which have both of their marks.
AVX512 static inline __mmask16 marked(__m512i bytes, const uint32_t *marks, __m128i shift)
{
    __m512i hash = _mm512_mullo_epi32(
        _mm512_or_si512(bytes, _mm512_set1_epi32(0x20202020)), _mm512_set1_epi32((int)MULTIPLIER));
    __m512i words = _mm512_i32gather_epi32(_mm512_srl_epi32(hash, shift), marks, 4);
    // The counts of a rotation are taken modulo 32.
    __m512i first = _mm512_rorv_epi32(words, _mm512_srli_epi32(hash, 12));
    __m512i second = _mm512_rorv_epi32(words, _mm512_srli_epi32(hash, 7));
    return _mm512_test_epi32_mask(_mm512_and_si512(first, second), _mm512_set1_epi32(1));
}

AVX512 size_t sluice_gram_places_avx512(
    const uint8_t *text, size_t from, size_t to, const uint32_t *marks, unsigned shift, uint32_t *found)
{
    uint8_t order[64], fours[64];
    for (int i = 0; i < 64; i++) {
        order[i] = (uint8_t)i;
        fours[i] = (uint8_t)(i / 4 * 2 + i % 4);
    }
    const __m512i numbers = _mm512_loadu_si512(order), strings = _mm512_loadu_si512(fours);
    const __m128i count_of = _mm_cvtsi32_si128((int)shift);
    size_t count = 0;
    for (size_t place = from; place < to; place += 128) {
        _mm_prefetch((const char *)(text + place + 2048), _MM_HINT_T0);
        _mm_prefetch((const char *)(text + place + 2112), _MM_HINT_T0);
        uint64_t seen = 0;
        for (int part = 0; part < 4; part++) {
            __m512i bytes = _mm512_permutexvar_epi8(strings, _mm512_loadu_si512(text + place + 32 * part));
            seen |= (uint64_t)marked(bytes, marks, count_of) << (16 * part);
        }
        size_t left = (to - place + 1) / 2;
        if (left < 64) seen &= (1ull << left) - 1;
        __m512i chosen = _mm512_maskz_compress_epi8(seen, numbers), base = _mm512_set1_epi32((int)place);
        size_t number = (size_t)_mm_popcnt_u64(seen);
        __m512i sixteen = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(chosen));
        _mm512_storeu_si512(found + count, _mm512_add_epi32(_mm512_slli_epi32(sixteen, 1), base));
        for (size_t more = 16; __builtin_expect(more < number, 0); more += 16) {
            chosen = _mm512_permutexvar_epi8(_mm512_add_epi8(numbers, _mm512_set1_epi8(16)), chosen);
            sixteen = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(chosen));
            _mm512_storeu_si512(found + count + more, _mm512_add_epi32(_mm512_slli_epi32(sixteen, 1), base));
        }
        count += number;
    }
    return count;
}

#else

size_t sluice_gram_places_avx2(
    const uint8_t *text, size_t from, size_t to, const uint32_t *marks, unsigned shift, uint32_t *found)
{
    (void)text, (void)from, (void)to, (void)marks, (void)shift, (void)found;
    return 0;
}

size_t sluice_gram_places_avx512(
    const uint8_t *text, size_t from, size_t to, const uint32_t *marks, unsigned shift, uint32_t *found)
{
    (void)text, (void)from, (void)to, (void)marks, (void)shift, (void)found;
    return 0;
}

#endif
