#include "CScanKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

enum { groups = 4, table_size = 128 };

/// A byte for each of 128 values.
typedef struct {
    __m512i low, high;
} bytes_128;

AVX512 static inline bytes_128 load_128(const uint8_t *bytes)
{
    return (bytes_128) { _mm512_loadu_si512(bytes), _mm512_loadu_si512(bytes + 64) };
}

/// By the low seven bits of each byte.
AVX512 static inline __m512i looked_up(bytes_128 table, __m512i index)
{
    return _mm512_permutex2var_epi8(table.low, index, table.high);
}

/// The byte in a table by a kind and the upper two bits of another, which stand at 0x60.
AVX512 static inline __m512i index_of(__m512i kind, __m512i upper)
{
    return _mm512_ternarylogic_epi32(kind, upper, _mm512_set1_epi8(0x60), 0xF8);
}

/// Writes `base` plus twice each of the numbers.
AVX512 static inline void write_places(uint32_t *to, __m128i numbers, __m512i base)
{
    _mm512_storeu_si512(to, _mm512_add_epi32(_mm512_slli_epi32(_mm512_cvtepu8_epi32(numbers), 1), base));
}

AVX512 size_t sluice_kind_places_avx512(
    const uint8_t *text, size_t from, size_t to, const uint8_t *kinds, uint32_t *places)
{
    const bytes_128 kind_of = load_128(kinds);
    bytes_128 front[groups], middle[groups], back[groups];
    for (int i = 0; i < groups; i++) {
        const uint8_t *group = kinds + table_size + 3 * table_size * i;
        front[i] = load_128(group);
        middle[i] = load_128(group + table_size);
        back[i] = load_128(group + 2 * table_size);
    }
    uint8_t order[64];
    for (int i = 0; i < 64; i++) order[i] = (uint8_t)i;
    const __m512i numbers = _mm512_loadu_si512(order);
    const __m512i even = _mm512_slli_epi16(numbers, 1), odd = _mm512_or_si512(even, _mm512_set1_epi8(1));
    const __m512i bits = _mm512_set1_epi64((long long)0x8040201008040201ull);
    size_t count = 0;
    for (size_t place = from; place < to; place += 128) {
        _mm_prefetch((const char *)(text + place + 2048), _MM_HINT_T0);
        _mm_prefetch((const char *)(text + place + 2112), _MM_HINT_T0);
        __m512i near = looked_up(kind_of, _mm512_loadu_si512(text + place));
        __m512i far = looked_up(kind_of, _mm512_loadu_si512(text + place + 64));
        __m512i next = looked_up(kind_of, _mm512_loadu_si512(text + place + 2));
        __m512i last = looked_up(kind_of, _mm512_loadu_si512(text + place + 66));
        __m512i first = _mm512_permutex2var_epi8(near, even, far);
        __m512i second = _mm512_permutex2var_epi8(near, odd, far);
        __m512i third = _mm512_permutex2var_epi8(next, even, last);
        __m512i fourth = _mm512_permutex2var_epi8(next, odd, last);
        __m512i second_bit = _mm512_shuffle_epi8(bits, second), third_bit = _mm512_shuffle_epi8(bits, third);
        __m512i upper = _mm512_slli_epi16(second, 2);
        __m512i in_front = index_of(first, upper), in_middle = index_of(third, upper);
        __m512i in_back = index_of(fourth, _mm512_slli_epi16(third, 2));
        __mmask64 seen = 0;
        for (int i = 0; i < groups; i++) {
            __m512i both = _mm512_and_si512(looked_up(front[i], in_front), looked_up(middle[i], in_middle));
            __mmask64 begins = _mm512_test_epi8_mask(both, second_bit);
            seen |= _mm512_mask_test_epi8_mask(begins, looked_up(back[i], in_back), third_bit);
        }
        size_t left = (to - place + 1) / 2;
        if (left < 64) seen &= (1ull << left) - 1;
        // Most often there are no more than 32 of 64 places; the rest is written where there are.
        __m512i chosen = _mm512_maskz_compress_epi8(seen, numbers);
        __m512i base = _mm512_set1_epi32((int)place);
        size_t number = (size_t)_mm_popcnt_u64(seen);
        write_places(places + count, _mm512_castsi512_si128(chosen), base);
        write_places(places + count + 16, _mm512_extracti32x4_epi32(chosen, 1), base);
        if (__builtin_expect(number > 32, 0)) {
            write_places(places + count + 32, _mm512_extracti32x4_epi32(chosen, 2), base);
            write_places(places + count + 48, _mm512_extracti32x4_epi32(chosen, 3), base);
        }
        count += number;
    }
    return count;
}

#else

size_t sluice_kind_places_avx512(
    const uint8_t *text, size_t from, size_t to, const uint8_t *kinds, uint32_t *places)
{
    (void)text, (void)from, (void)to, (void)kinds, (void)places;
    return 0;
}

#endif
