#include "CScanKernels.h"

#if defined(__x86_64__)
#include "blocks.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))
#endif

/// Of 64 bytes: which are digits, and which are digits or may stand between them.
typedef struct {
    uint64_t digits, all;
} number_masks;

/// The places at which eight bytes of a number begin: digits, and what may stand between
/// them and has one near.
///
/// `before` and `behind` are the neighbouring groups of 64.
static inline uint64_t eight_from(number_masks before, number_masks now, number_masks behind)
{
    uint64_t beside = now.digits << 1 | now.digits >> 1 | before.digits >> 63 | behind.digits << 63;
    uint64_t near = now.digits << 2 | now.digits >> 2 | before.digits >> 62 | behind.digits << 62;
    uint64_t run = now.digits | (now.all & (beside | near));
    // Only the first seven bits matter, and the next group's own digits tell of them.
    uint64_t here = behind.digits << 1 | behind.digits >> 1 | behind.digits << 2 | behind.digits >> 2;
    uint64_t next = behind.digits | (behind.all & (here | now.digits >> 63 | now.digits >> 62));
    uint64_t two = run & (run >> 1 | next << 63), next_two = next & next >> 1;
    uint64_t four = two & (two >> 2 | next_two << 62), next_four = next_two & next_two >> 2;
    return four & (four >> 4 | next_four << 60);
}

/// Whether no place of the group can begin eight bytes of a number: no digit is in it, or right beside it.
static inline int is_quiet(number_masks before, number_masks now, number_masks behind)
{
    return now.digits == 0 && (behind.digits & 7) == 0 && before.digits >> 62 == 0;
}

// Made part of its caller, so that the masks are the caller's instructions.
__attribute__((always_inline)) static inline size_t numbers(
    const uint8_t *text, size_t from, size_t to, uint32_t *found, number_masks (*masks)(const uint8_t *))
{
    size_t count = 0;
    number_masks before = {0, 0}, now = masks(text + from);
    uint64_t carry = 0;
    for (size_t place = from; place < to; place += 64) {
        number_masks behind = masks(text + place + 64);
        uint64_t eight = 0;
        if (!is_quiet(before, now, behind)) {
            eight = eight_from(before, now, behind);
            for (uint64_t first = eight & ~(eight << 1 | carry); first; first &= first - 1) {
                size_t one = place + (size_t)__builtin_ctzll(first);
                if (one < to) found[count++] = (uint32_t)one;
            }
        }
        carry = eight >> 63;
        before = now;
        now = behind;
    }
    return count;
}

#if defined(__x86_64__)
AVX512 static inline number_masks masks_avx512(const uint8_t *text)
{
    __m512i bytes = _mm512_loadu_si512(text);
    number_masks masks;
    masks.digits = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
    masks.all = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(',')), _mm512_set1_epi8(14));
    masks.all |= _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(' ')) | _mm512_movepi8_mask(bytes);
    return masks;
}

AVX512 size_t sluice_numbers_avx512(const uint8_t *text, size_t from, size_t to, uint32_t *found)
{
    return numbers(text, from, to, found, masks_avx512);
}

AVX2 static inline number_masks masks_avx2(const uint8_t *text)
{
    const block bytes = block_at(text);
    number_masks masks;
    masks.digits = in_range(bytes, '0', 10);
    masks.all = in_range(bytes, ',', 14) | equal(bytes, ' ') | joined(bytes.low, bytes.high);
    return masks;
}

AVX2 size_t sluice_numbers_avx2(const uint8_t *text, size_t from, size_t to, uint32_t *found)
{
    return numbers(text, from, to, found, masks_avx2);
}
#else
size_t sluice_numbers_avx2(const uint8_t *text, size_t from, size_t to, uint32_t *found)
{
    return sluice_numbers(text, from, to, found);
}

size_t sluice_numbers_avx512(const uint8_t *text, size_t from, size_t to, uint32_t *found)
{
    return sluice_numbers(text, from, to, found);
}
#endif

#if defined(__SSE2__)
static inline number_masks masks_of(const uint8_t *text)
{
    number_masks masks = {0, 0};
    for (int part = 0; part < 4; part++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(text + 16 * part));
        // A signed comparison sees bytes in their order after the first of them is moved to -128.
        __m128i digits = _mm_cmplt_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8((char)('0' + 128))), _mm_set1_epi8(10 - 128));
        __m128i all = _mm_cmplt_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8((char)(',' + 128))), _mm_set1_epi8(14 - 128));
        all = _mm_or_si128(_mm_or_si128(all, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(' '))), bytes);
        masks.digits |= (uint64_t)(uint16_t)_mm_movemask_epi8(digits) << (16 * part);
        masks.all |= (uint64_t)(uint16_t)_mm_movemask_epi8(all) << (16 * part);
    }
    return masks;
}
#else
static inline number_masks masks_of(const uint8_t *text)
{
    number_masks masks = {0, 0};
    for (int i = 0; i < 64; i++) {
        uint8_t byte = text[i];
        uint64_t digit = byte >= '0' && byte <= '9';
        uint64_t all = (byte >= ',' && byte <= '9') || byte == ' ' || byte >= 0x80;
        masks.digits |= digit << i;
        masks.all |= all << i;
    }
    return masks;
}
#endif

size_t sluice_numbers(const uint8_t *text, size_t from, size_t to, uint32_t *found)
{
    return numbers(text, from, to, found, masks_of);
}
