#include "CScanKernels.h"

#if defined(__x86_64__)
#include <string.h>

#include "blocks.h"
#include "wordruns.h"

AVX2 static inline __m256i word_bytes(__m256i bytes)
{
    __m256i letters = ranged(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), 'a', 26);
    __m256i lines = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('_'));
    return _mm256_or_si256(_mm256_or_si256(letters, ranged(bytes, '0', 10)), lines);
}

AVX2 static inline uint64_t word_mask(block bytes)
{
    return joined(word_bytes(bytes.low), word_bytes(bytes.high));
}

/// Writes the masks of all groups and of the one behind, which of the groups hold bytes beyond ASCII, and gives their number.
AVX2 static size_t write_masks(const uint8_t *text, size_t groups, uint64_t *masks, uint32_t *beyond)
{
    size_t count = 0;
    for (size_t group = 0; group < groups; group++) {
        const uint8_t *place = text + 64 * group;
        _mm_prefetch((const char *)(place + 2048), _MM_HINT_T0);
        block bytes = block_at(place);
        masks[group] = word_mask(bytes);
        beyond[count] = (uint32_t)group;
        count += _mm256_movemask_epi8(_mm256_or_si256(bytes.low, bytes.high)) != 0;
    }
    masks[groups] = word_mask(block_at(text + 64 * groups));
    return count;
}

/// Writes where words begin in groups whose masks are known.
AVX2 static size_t write_starts(const uint64_t *masks, size_t groups, int carry, unsigned least, uint32_t *starts)
{
    size_t count = 0;
    uint64_t before = carry != 0;
    for (size_t group = 0; group < groups; group++) {
        const uint64_t now = masks[group];
        uint64_t seen = now & ~(now << 1 | before) & long_runs(now, masks[group + 1], least);
        before = now >> 63;
        uint32_t *out = starts + count;
        const size_t number = (size_t)__builtin_popcountll(seen);
        // Eight are written whether they are there or not: a jump at each word would be guessed wrong too often.
        for (size_t i = 0; i < 8; i++, seen &= seen - 1) out[i] = (uint32_t)(64 * group + _tzcnt_u64(seen));
        for (size_t i = 8; i < number; i++, seen &= seen - 1) out[i] = (uint32_t)(64 * group + _tzcnt_u64(seen));
        count += number;
    }
    return count;
}

/// Keeps those of `count` words that begin with four bytes among the marks.
AVX2 static inline size_t begun(const uint8_t *text, uint32_t *starts, size_t count, const uint64_t *marks)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t start = starts[i], bytes;
        memcpy(&bytes, text + start, 4);
        uint32_t bit = ((bytes | 0x20202020) * 0x9E3779B1u) >> 16;
        starts[kept] = start;
        kept += marks[bit >> 6] >> (bit & 63) & 1;
    }
    return kept;
}

AVX2 sluice_word_counts sluice_words_avx2(
    const uint8_t *text, size_t groups, int carry, unsigned least, const uint64_t *marks, uint64_t *masks,
    uint32_t *beyond, uint32_t *starts)
{
    sluice_word_counts counts;
    counts.beyond = write_masks(text, groups, masks, beyond);
    counts.starts = write_starts(masks, groups, carry, least, starts);
    if (marks) counts.starts = begun(text, starts, counts.starts, marks);
    return counts;
}

#else

sluice_word_counts sluice_words_avx2(
    const uint8_t *text, size_t groups, int carry, unsigned least, const uint64_t *marks, uint64_t *masks,
    uint32_t *beyond, uint32_t *starts)
{
    (void)text, (void)groups, (void)carry, (void)least, (void)marks, (void)masks, (void)beyond, (void)starts;
    return (sluice_word_counts){0, 0};
}

#endif
