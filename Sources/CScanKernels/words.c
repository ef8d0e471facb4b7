#include "CScanKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "pairs.h"

/// The bits of `now` that begin a run of at least `least` bits, or of somewhat fewer; `next` goes on behind.
static inline uint64_t long_runs(uint64_t now, uint64_t next, unsigned least)
{
    if (least < 2) return now;
    uint64_t two = now & (now >> 1 | next << 63), next_two = next & next >> 1;
    if (least == 2) return two;
    if (least == 3) return two & (two >> 1 | next_two << 63);
    uint64_t four = two & (two >> 2 | next_two << 62), next_four = next_two & next_two >> 2;
    if (least < 6) return four;
    if (least < 8) return four & (four >> 2 | next_four << 62);
    return four & (four >> 4 | next_four << 60);
}

AVX512 static inline uint64_t word_bytes(__m512i bytes)
{
    __m512i lower = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20));
    __mmask64 letters = _mm512_cmplt_epu8_mask(
        _mm512_sub_epi8(lower, _mm512_set1_epi8('a')), _mm512_set1_epi8(26));
    __mmask64 digits = _mm512_cmplt_epu8_mask(
        _mm512_sub_epi8(bytes, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
    return letters | digits | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('_'));
}

/// The places of 64 at which a word's first two and its next two bytes are among those of the tables.
AVX512 static inline uint64_t known_beginnings(const pair_table *front, const pair_table *back, const uint8_t *text)
{
    __m512i first = symbols(_mm512_loadu_si512(text)), second = symbols(_mm512_loadu_si512(text + 1));
    __m512i third = symbols(_mm512_loadu_si512(text + 2)), fourth = symbols(_mm512_loadu_si512(text + 3));
    return pairs_in(front, first, second) & pairs_in(back, third, fourth);
}

AVX512 sluice_word_counts sluice_words_avx512(
    const uint8_t *text, size_t groups, int carry, unsigned least, const uint8_t *beginnings, uint64_t *masks,
    uint32_t *beyond, uint32_t *starts)
{
    uint8_t order[64];
    for (int i = 0; i < 64; i++) order[i] = (uint8_t)i;
    const __m512i numbers = _mm512_loadu_si512(order);
    pair_table front, back;
    if (beginnings) {
        front = load_table(beginnings);
        back = load_table(beginnings + 512);
    }
    sluice_word_counts counts = {0, 0};
    __m512i bytes = _mm512_loadu_si512(text);
    uint64_t before = carry != 0;
    masks[0] = word_bytes(bytes);
    for (size_t group = 0; group < groups; group++) {
        const uint8_t *place = text + 64 * group;
        _mm_prefetch((const char *)(place + 2048), _MM_HINT_T0);
        beyond[counts.beyond] = (uint32_t)group;
        counts.beyond += _mm512_movepi8_mask(bytes) != 0;
        bytes = _mm512_loadu_si512(place + 64);
        uint64_t now = masks[group], next = word_bytes(bytes);
        masks[group + 1] = next;
        uint64_t seen = now & ~(now << 1 | before) & long_runs(now, next, least);
        before = now >> 63;
        if (beginnings) seen &= known_beginnings(&front, &back, place);
        __m512i chosen = _mm512_maskz_compress_epi8(seen, numbers);
        __m512i base = _mm512_set1_epi32((int)(64 * group));
        size_t number = (size_t)_mm_popcnt_u64(seen);
        uint32_t *out = starts + counts.starts;
        __m512i sixteen = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(chosen));
        _mm512_storeu_si512(out, _mm512_add_epi32(sixteen, base));
        if (__builtin_expect(number > 16, 0)) {
            // A word and what parts it from the next take two bytes at least: there are no more than 32.
            sixteen = _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(chosen, 1));
            _mm512_storeu_si512(out + 16, _mm512_add_epi32(sixteen, base));
        }
        counts.starts += number;
    }
    return counts;
}

#else

sluice_word_counts sluice_words_avx512(
    const uint8_t *text, size_t groups, int carry, unsigned least, const uint8_t *beginnings, uint64_t *masks,
    uint32_t *beyond, uint32_t *starts)
{
    (void)text, (void)groups, (void)carry, (void)least, (void)beginnings, (void)masks, (void)beyond, (void)starts;
    return (sluice_word_counts){0, 0};
}

#endif
