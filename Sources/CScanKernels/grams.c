#include "CScanKernels.h"

#define MULTIPLIER 0x9E3779B1u

#if defined(__x86_64__)
#include "pairs.h"

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

size_t sluice_gram_places_avx512(
    const uint8_t *text, size_t from, size_t to, const uint32_t *marks, unsigned shift, uint32_t *found)
{
    (void)text, (void)from, (void)to, (void)marks, (void)shift, (void)found;
    return 0;
}

#endif
