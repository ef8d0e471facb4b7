#include "CScanKernels.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

/// The continuation bytes of as many whole blocks of sixteen bytes as there are.
static size_t continuations_of_blocks(const uint8_t *text, size_t blocks)
{
    const __m128i zero = _mm_setzero_si128();
    __m128i total = zero;
    while (blocks > 0) {
        // A byte of a sum holds at most 255.
        size_t some = blocks < 255 ? blocks : 255;
        __m128i sums = zero;
        for (size_t i = 0; i < some; i++, text += 16) {
            // From 0x80 to 0xBF, which are below -64 as signed bytes.
            __m128i bytes = _mm_loadu_si128((const __m128i *)text);
            sums = _mm_sub_epi8(sums, _mm_cmplt_epi8(bytes, _mm_set1_epi8(-64)));
        }
        total = _mm_add_epi64(total, _mm_sad_epu8(sums, zero));
        blocks -= some;
    }
    return (size_t)_mm_cvtsi128_si64(_mm_add_epi64(total, _mm_unpackhi_epi64(total, total)));
}
#endif

size_t sluice_code_points(const uint8_t *text, size_t count)
{
    size_t found = count, place = 0;
#if defined(__SSE2__)
    if (count >= 16) {
        found -= continuations_of_blocks(text, count / 16);
        place = count / 16 * 16;
    }
#endif
    for (; count - place >= 8; place += 8) {
        uint64_t word;
        memcpy(&word, text + place, 8);
        word = word >> 7 & ~word >> 6 & 0x0101010101010101;
        found -= (size_t)(word * 0x0101010101010101 >> 56);
    }
    for (; place < count; place++) found -= (text[place] & 0xC0) == 0x80;
    return found;
}
