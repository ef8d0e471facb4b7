#pragma once
#include "blocks.h"
#include "pairs.h"

// Blocks of 64 bytes of text, for the kernels that read them with AVX-512.

/// Like ``unknown``, with its comparisons made only where a character is none of Latin-1's letters.
AVX512 static inline uint64_t unknown_wide(__m512i bytes, uint64_t beyond, carry *before)
{
    const uint64_t latin = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)0xC3));
    const uint64_t continuing = _mm512_mask_cmplt_epu8_mask(beyond, bytes, _mm512_set1_epi8((char)0xC0));
    if (__builtin_expect(is_latin(beyond ^ continuing, continuing, latin, before), 1)) return 0;
    const block halves = { _mm512_castsi512_si256(bytes), _mm512_extracti64x4_epi64(bytes, 1) };
    return unknown_among(halves, beyond ^ continuing, continuing, latin, before);
}
