#include "CScanKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "pairs.h"
#include "wordruns.h"

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

/// Writes those of eight words and hashes that `kept` names.
AVX512 static inline size_t keep(uint32_t *words, uint64_t *hashes, __m256i word, __m512i hash, __mmask8 kept)
{
    _mm256_storeu_si256((__m256i *)words, _mm256_maskz_compress_epi32(kept, word));
    _mm512_storeu_si512(hashes, _mm512_maskz_compress_epi64(kept, hash));
    return (size_t)__builtin_popcount(kept);
}

AVX512 size_t sluice_passing_words_avx512(
    const uint32_t *words, const uint64_t *hashes, size_t count, uint32_t *kept_words, uint64_t *kept_hashes,
    const uint64_t *cells, uint64_t mask, const uint64_t *patterns)
{
    const __m512i all = _mm512_set1_epi64((long long)mask), byte = _mm512_set1_epi64(0xFF);
    size_t kept = 0;
    for (size_t i = 0; i < count; i += 8) {
        __m256i word = _mm256_loadu_si256((const __m256i *)(words + i));
        __m512i hash = _mm512_loadu_si512(hashes + i);
        __m512i cell = _mm512_i64gather_epi64(_mm512_and_si512(_mm512_srli_epi64(hash, 36), all), cells, 8);
        __m512i number = _mm512_and_si512(_mm512_srli_epi64(hash, 27), byte);
        __m512i flag = _mm512_and_si512(
            _mm512_cvtepu32_epi64(_mm256_srli_epi32(word, 16)), _mm512_set1_epi64(0x100));
        __m512i pattern = _mm512_i64gather_epi64(_mm512_or_si512(number, flag), patterns, 8);
        __mmask8 passes = _mm512_testn_epi64_mask(_mm512_andnot_si512(cell, pattern), _mm512_set1_epi64(-1));
        if (count - i < 8) passes &= (__mmask8)((1u << (count - i)) - 1);
        kept += keep(kept_words + kept, kept_hashes + kept, word, hash, passes);
    }
    return kept;
}

/// What eight words show on one side, as a pair's code with the verdict above it.
AVX512 static inline __m512i side(__m512i pair, __m512i classes, const __m512i verdicts[2])
{
    __m512i byte = _mm512_permutex2var_epi8(verdicts[0], _mm512_srli_epi64(classes, 2), verdicts[1]);
    __m512i shift = _mm512_slli_epi64(_mm512_and_si512(classes, _mm512_set1_epi64(3)), 1);
    __m512i verdict = _mm512_and_si512(_mm512_srlv_epi64(byte, shift), _mm512_set1_epi64(3));
    __m512i folded = _mm512_or_si512(pair, _mm512_set1_epi64(0x2020));
    __m512i six = _mm512_or_si512(
        _mm512_and_si512(folded, _mm512_set1_epi64(0x1F1F)),
        _mm512_and_si512(_mm512_srli_epi64(folded, 1), _mm512_set1_epi64(0x2020)));
    __m512i code = _mm512_or_si512(
        _mm512_and_si512(six, _mm512_set1_epi64(0x3F)),
        _mm512_and_si512(_mm512_srli_epi64(six, 2), _mm512_set1_epi64(0xFC0)));
    __mmask8 counts = _mm512_testn_epi64_mask(verdict, verdict);
    return _mm512_or_si512(_mm512_maskz_mov_epi64(counts, code), _mm512_slli_epi64(verdict, 14));
}

/// Which of eight words have a term with what stands on one side.
AVX512 static inline __mmask8 allowed(__m512i hash, __m512i beside, const sluice_neighbours *neighbours)
{
    __m512i mixed = _mm512_mullo_epi64(
        _mm512_add_epi64(_mm512_srli_epi64(hash, 20), beside), _mm512_set1_epi64((long long)0x9E3779B97F4A7C15ull));
    __m512i line = _mm512_andnot_si512(_mm512_set1_epi64(7), _mm512_srli_epi64(hash, 34));
    __m512i place = _mm512_and_si512(
        _mm512_or_si512(line, _mm512_srli_epi64(mixed, 61)), _mm512_set1_epi64((long long)neighbours->mask));
    __m512i number = _mm512_and_si512(_mm512_srli_epi64(mixed, 40), _mm512_set1_epi64(0x1FF));
    __m512i cell = _mm512_i64gather_epi64(place, neighbours->cells, 8);
    __m512i missing = _mm512_andnot_si512(cell, _mm512_i64gather_epi64(number, neighbours->patterns, 8));
    return _mm512_testn_epi64_mask(missing, missing)
        & _mm512_testn_epi64_mask(beside, _mm512_set1_epi64(0x8000));
}

AVX512 size_t sluice_neighboured_words_avx512(
    const uint8_t *text, uint32_t *words, uint64_t *hashes, size_t count, const sluice_neighbours *neighbours)
{
    __m512i classes[4], verdicts[2];
    for (int i = 0; i < 4; i++) classes[i] = _mm512_loadu_si512(neighbours->classes + 64 * i);
    for (int i = 0; i < 2; i++) verdicts[i] = _mm512_loadu_si512(neighbours->verdicts + 64 * i);
    size_t kept = 0;
    for (size_t i = 0; i < count; i += 8) {
        for (size_t ahead = i + 24; ahead < i + 32; ahead++)
            _mm_prefetch((const char *)(neighbours->cells + (hashes[ahead] >> 34 & ~7ull & neighbours->mask)), _MM_HINT_T0);
        __m256i word = _mm256_loadu_si256((const __m256i *)(words + i));
        __m512i hash = _mm512_loadu_si512(hashes + i);
        __mmask8 there = count - i < 8 ? (__mmask8)((1u << (count - i)) - 1) : 0xFF;
        __m256i start = _mm256_and_si256(word, _mm256_set1_epi32(0xFFFF));
        __m256i length = _mm256_and_si256(_mm256_srli_epi32(word, 16), _mm256_set1_epi32(0xFF));
        __m256i before = _mm256_mmask_i32gather_epi32(
            _mm256_setzero_si256(), there, start, (const int *)(text - 4), 1);
        __m256i behind = _mm256_mmask_i32gather_epi32(
            _mm256_setzero_si256(), there, _mm256_add_epi32(start, length), (const int *)text, 1);
        __m512i around = _mm512_or_si512(
            _mm512_cvtepu32_epi64(before), _mm512_slli_epi64(_mm512_cvtepu32_epi64(behind), 32));
        __m512i low = _mm512_permutex2var_epi8(classes[0], around, classes[1]);
        __m512i high = _mm512_permutex2var_epi8(classes[2], around, classes[3]);
        __m512i kinds = _mm512_mask_blend_epi8(_mm512_movepi8_mask(around), low, high);
        // Of three bytes the one next to the word comes lowest.
        const __m512i first = _mm512_set1_epi64(7), second = _mm512_set1_epi64(7 << 3), third = _mm512_set1_epi64(7 << 6);
        __m512i three = _mm512_or_si512(
            _mm512_and_si512(_mm512_srli_epi64(kinds, 24), first),
            _mm512_or_si512(
                _mm512_and_si512(_mm512_srli_epi64(kinds, 13), second),
                _mm512_and_si512(_mm512_srli_epi64(kinds, 2), third)));
        __m512i back = side(_mm512_srli_epi64(around, 8), three, verdicts);
        three = _mm512_or_si512(
            _mm512_and_si512(_mm512_srli_epi64(kinds, 32), first),
            _mm512_or_si512(
                _mm512_and_si512(_mm512_srli_epi64(kinds, 37), second),
                _mm512_and_si512(_mm512_srli_epi64(kinds, 42), third)));
        __m512i ahead = side(_mm512_srli_epi64(around, 40), three, verdicts);
        __mmask8 allows = allowed(hash, _mm512_setzero_si512(), neighbours)
            | allowed(hash, _mm512_or_si512(back, _mm512_set1_epi64(0x2000)), neighbours)
            | allowed(hash, _mm512_or_si512(ahead, _mm512_set1_epi64(0x1000)), neighbours)
            // The end of a word that is longer than its hash sees is not known here.
            | _mm256_cmpge_epu32_mask(length, _mm256_set1_epi32(56));
        kept += keep(words + kept, hashes + kept, word, hash, allows & there);
    }
    return kept;
}

#else

size_t sluice_passing_words_avx512(
    const uint32_t *words, const uint64_t *hashes, size_t count, uint32_t *kept_words, uint64_t *kept_hashes,
    const uint64_t *cells, uint64_t mask, const uint64_t *patterns)
{
    (void)words, (void)hashes, (void)count, (void)kept_words, (void)kept_hashes;
    (void)cells, (void)mask, (void)patterns;
    return 0;
}

size_t sluice_neighboured_words_avx512(
    const uint8_t *text, uint32_t *words, uint64_t *hashes, size_t count, const sluice_neighbours *neighbours)
{
    (void)text, (void)words, (void)hashes, (void)count, (void)neighbours;
    return 0;
}

sluice_word_counts sluice_words_avx512(
    const uint8_t *text, size_t groups, int carry, unsigned least, const uint8_t *beginnings, uint64_t *masks,
    uint32_t *beyond, uint32_t *starts)
{
    (void)text, (void)groups, (void)carry, (void)least, (void)beginnings, (void)masks, (void)beyond, (void)starts;
    return (sluice_word_counts){0, 0};
}

#endif
