#pragma once
#include <immintrin.h>
#include <stdint.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

/// A bit for each pair of six-bit symbols: byte `second / 8 * 64 + first`, bit `second % 8`.
typedef struct {
    __m512i row[8];
} pair_table;

AVX512 static inline pair_table load_table(const uint8_t *bytes)
{
    pair_table table;
    for (int i = 0; i < 8; i++) table.row[i] = _mm512_loadu_si512(bytes + 64 * i);
    return table;
}

/// A byte's low five bits and bit 0x40: letters of either case are one, and nothing but bit 0x20 is lost.
AVX512 static inline __m512i symbols(__m512i bytes)
{
    __m512i low = _mm512_and_si512(bytes, _mm512_set1_epi8(0x1F));
    return _mm512_ternarylogic_epi32(low, _mm512_srli_epi16(bytes, 1), _mm512_set1_epi8(0x20), 0xF8);
}

AVX512 static inline __mmask64 pairs_in(const pair_table *table, __m512i first, __m512i second)
{
    const __m512i bits = _mm512_set1_epi64((long long)0x8040201008040201ull);
    __m512i index = _mm512_ternarylogic_epi32(
        first, _mm512_slli_epi16(second, 3), _mm512_set1_epi8(0x40), 0xF8);
    __mmask64 fourth = _mm512_test_epi8_mask(second, _mm512_set1_epi8(0x10));
    __mmask64 fifth = _mm512_test_epi8_mask(second, _mm512_set1_epi8(0x20));
    __m512i a = _mm512_permutex2var_epi8(table->row[0], index, table->row[1]);
    __m512i b = _mm512_permutex2var_epi8(table->row[2], index, table->row[3]);
    __m512i c = _mm512_permutex2var_epi8(table->row[4], index, table->row[5]);
    __m512i d = _mm512_permutex2var_epi8(table->row[6], index, table->row[7]);
    __m512i low = _mm512_mask_blend_epi8(fourth, a, b);
    __m512i high = _mm512_mask_blend_epi8(fourth, c, d);
    __m512i byte = _mm512_mask_blend_epi8(fifth, low, high);
    return _mm512_test_epi8_mask(byte, _mm512_shuffle_epi8(bits, second));
}
