#pragma once
#include "blocks.h"
#include "runs.h"

// What bytes of blocks are of, told by tables for both halves of a byte.

/// What a byte is of: the sets that the tables `lows` and `highs` name for both its halves.
AVX2 static inline __m256i looked_up_by_halves(__m256i text, __m256i lows, __m256i highs)
{
    const __m256i high_halves = _mm256_and_si256(_mm256_srli_epi16(text, 4), _mm256_set1_epi8(0x0F));
    // A shuffle heeds the low half alone, but for bytes beyond ASCII, which are of no set.
    return _mm256_and_si256(_mm256_shuffle_epi8(lows, text), _mm256_shuffle_epi8(highs, high_halves));
}

/// What runs and marks are made of: 1 to 0x10 are letters, digits and `+/-_`; 0x20 to 0x80 are `%` and `&`, `\`, `=`.
AVX2 static inline __m256i sets_of(__m256i text)
{
    const __m256i lows = _mm256_broadcastsi128_si256(_mm_setr_epi8(0x1A, 0x1E, 0x1E, 0x1E, 0x1E, 0x3E, 0x3E, 0x1E, 0x1E,
        0x1E, 0x1C, 0x05, 0x44, (char)0x85, 0x04, 0x0D));
    const __m256i highs = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 0, 0x21, (char)0x82, 0x04, 0x48, 0x04, 0x10, 0, 0, 0, 0, 0, 0, 0, 0));
    return looked_up_by_halves(text, lows, highs);
}

/// The bytes of a block that are of one of the sets `bits`.
AVX2 static inline uint64_t any_of(__m256i low, __m256i high, uint8_t bits)
{
    const __m256i wanted = _mm256_set1_epi8((char)bits), zero = _mm256_setzero_si256();
    return ~joined(_mm256_cmpeq_epi8(_mm256_and_si256(low, wanted), zero),
        _mm256_cmpeq_epi8(_mm256_and_si256(high, wanted), zero));
}

/// Whether a byte of a block is of one of the sets `bits`.
AVX2 static inline int holds_any_of(__m256i low, __m256i high, uint8_t bits)
{
    return !_mm256_testz_si256(_mm256_or_si256(low, high), _mm256_set1_epi8((char)bits));
}

/// A bit for each eight bytes of a block that ``sets_of`` finds to be of a run from their beginning to their end.
AVX2 static inline unsigned eights_of_runs(__m256i low, __m256i high)
{
    const __m256i run = _mm256_set1_epi8(0x1F), zero = _mm256_setzero_si256();
    const __m256i low_others = _mm256_cmpeq_epi8(_mm256_and_si256(low, run), zero);
    const __m256i high_others = _mm256_cmpeq_epi8(_mm256_and_si256(high, run), zero);
    return (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(low_others, zero)))
        | (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(high_others, zero))) << 4;
}

/// Whether a long enough run may end in a block: it fills two neighbours of the eights that the text consists of.
///
/// `before` tells of the last eight bytes before the block, and then of its own.
static inline int may_hold_run(unsigned eights, unsigned *before)
{
    const unsigned full = *before | eights << 1;
    *before = full >> 8;
    return (full & full >> 1) != 0;
}

/// Whether a run that is long enough stands around the block at `place`.
static inline int has_run_around(const uint8_t *text, size_t count, size_t place)
{
    const size_t from = place < 64 ? 0 : place - 64, to = count - place < 128 ? count : place + 128;
    return sluice_next_run(text, from, to) < to;
}
