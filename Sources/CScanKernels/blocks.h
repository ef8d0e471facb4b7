#pragma once
#include <immintrin.h>
#include <stdint.h>

// Blocks of 64 bytes of text, for the kernels that read them with AVX2.

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

typedef struct {
    __m256i low, high;
} block;

AVX2 static inline block block_at(const uint8_t *text)
{
    return (block){ _mm256_loadu_si256((const __m256i *)text), _mm256_loadu_si256((const __m256i *)(text + 32)) };
}

/// Bytes from `first` on, `count` of them; a signed comparison sees them in their order after the first is moved to -128.
AVX2 static inline __m256i ranged(__m256i bytes, uint8_t first, uint8_t count)
{
    __m256i moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)(first + 128)));
    return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(count - 128)), moved);
}

AVX2 static inline uint64_t joined(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

AVX2 static inline uint64_t equal(block text, uint8_t byte)
{
    __m256i wanted = _mm256_set1_epi8((char)byte);
    return joined(_mm256_cmpeq_epi8(text.low, wanted), _mm256_cmpeq_epi8(text.high, wanted));
}

AVX2 static inline uint64_t in_range(block text, uint8_t first, uint8_t count)
{
    return joined(ranged(text.low, first, count), ranged(text.high, first, count));
}

/// Bytes from 0x80 up to just below `limit`.
AVX2 static inline uint64_t beyond_ascii_below(block text, uint8_t limit)
{
    __m256i wanted = _mm256_set1_epi8((char)limit);
    return joined(_mm256_cmpgt_epi8(wanted, text.low), _mm256_cmpgt_epi8(wanted, text.high));
}

/// Which bytes stood right before a block: a line end, a lead byte, or the first two or three bytes of a sign or a picture.
typedef struct {
    uint64_t newline, latin, signs, wide, general, money, picture, pictures, drawn;
} carry;

/// Whether a character that is no letter of U+00C0 to U+00FF goes on from before a block.
static inline uint64_t sign_goes_on(const carry *before)
{
    return before->signs | before->wide | before->general | before->money | before->picture | before->pictures
        | before->drawn;
}

/// Whether a character goes on from before a block.
static inline uint64_t goes_on(const carry *before) { return before->latin | sign_goes_on(before); }

/// Bytes that are neither ASCII nor of a character that is known to stay; of such a character a later one may be told.
///
/// `leads` and `continuing` are the bytes beyond ASCII, `latin` the leads of U+00C0 to U+00FF; nothing but these is mostly there.
AVX2 static inline uint64_t unknown_among(
    block text, uint64_t leads, uint64_t continuing, uint64_t latin, carry *before)
{
    uint64_t signs = equal(text, 0xC2), wide = equal(text, 0xE2), picture = equal(text, 0xF0);
    uint64_t of_latin = latin << 1 | before->latin, of_signs = signs << 1 | before->signs;
    uint64_t of_wide = wide << 1 | before->wide, of_picture = picture << 1 | before->picture;
    uint64_t general = of_wide & equal(text, 0x80), money = of_wide & equal(text, 0x82);
    uint64_t pictures = of_picture & equal(text, 0x9F);
    uint64_t of_general = general << 1 | before->general, of_money = money << 1 | before->money;
    uint64_t of_pictures = pictures << 1 | before->pictures;
    // U+1F300 to U+1FBBF.
    uint64_t drawn = of_pictures & beyond_ascii_below(text, 0xAF) & ~beyond_ascii_below(text, 0x8C);
    uint64_t of_drawn = drawn << 1 | before->drawn;
    uint64_t bad = leads & ~(latin | signs | wide | picture);
    bad |= continuing ^ (of_latin | of_signs | of_wide | of_general | of_money | of_picture | of_pictures | of_drawn);
    // U+0085, U+00A0, U+00AD.
    bad |= of_signs & (equal(text, 0x85) | equal(text, 0xA0) | equal(text, 0xAD));
    // Not U+2012 to U+2027, not U+20A0 to U+20BF.
    bad |= of_wide & ~(general | money);
    bad |= of_general & ~(beyond_ascii_below(text, 0xA8) & ~beyond_ascii_below(text, 0x92));
    bad |= of_money & beyond_ascii_below(text, 0xA0);
    bad |= (of_picture & ~pictures) | (of_pictures & ~drawn);
    before->latin = latin >> 63;
    before->signs = signs >> 63;
    before->wide = wide >> 63;
    before->general = general >> 63;
    before->money = money >> 63;
    before->picture = picture >> 63;
    before->pictures = pictures >> 63;
    before->drawn = drawn >> 63;
    return bad;
}

/// Whether all of those bytes are letters of U+00C0 to U+00FF, in which nothing is unknown; notes what goes on behind them.
static inline int is_latin(uint64_t leads, uint64_t continuing, uint64_t latin, carry *before)
{
    const uint64_t of_latin = latin << 1 | before->latin;
    if ((leads & ~latin) | sign_goes_on(before) | (continuing ^ of_latin)) return 0;
    before->latin = latin >> 63;
    return 1;
}

/// The same of a block whose bytes beyond ASCII alone are known.
AVX2 static inline uint64_t unknown(block text, uint64_t beyond, carry *before)
{
    const uint64_t continuing = beyond_ascii_below(text, 0xC0), leads = beyond & ~continuing;
    const uint64_t latin = equal(text, 0xC3);
    return is_latin(leads, continuing, latin, before) ? 0 : unknown_among(text, leads, continuing, latin, before);
}
