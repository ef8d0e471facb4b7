#include "CScanKernels.h"

// The classes in their order: digits, upper-case letters, and these bytes.
static const uint8_t single_bytes[] = {'-', ':', '@', '\\', '/'};
enum { singles = sizeof single_bytes };

#if defined(__x86_64__)
#include "blocks.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

AVX512 void sluice_class_masks_avx512(const uint8_t *text, size_t groups, uint64_t *masks, size_t stride)
{
    for (size_t group = 0; group < groups; group++) {
        __m512i bytes = _mm512_loadu_si512(text + 64 * group);
        masks[group] = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
        masks[stride + group] = _mm512_cmplt_epu8_mask(
            _mm512_sub_epi8(bytes, _mm512_set1_epi8('A')), _mm512_set1_epi8(26));
        for (int i = 0; i < singles; i++)
            masks[(size_t)(2 + i) * stride + group] = _mm512_cmpeq_epi8_mask(
                bytes, _mm512_set1_epi8((char)single_bytes[i]));
    }
}

AVX2 void sluice_class_masks_avx2(const uint8_t *text, size_t groups, uint64_t *masks, size_t stride)
{
    for (size_t group = 0; group < groups; group++) {
        block bytes = block_at(text + 64 * group);
        masks[group] = in_range(bytes, '0', 10);
        masks[stride + group] = in_range(bytes, 'A', 26);
        for (int i = 0; i < singles; i++) masks[(size_t)(2 + i) * stride + group] = equal(bytes, single_bytes[i]);
    }
}
#else
void sluice_class_masks_avx2(const uint8_t *text, size_t groups, uint64_t *masks, size_t stride)
{
    sluice_class_masks(text, groups, masks, stride);
}

void sluice_class_masks_avx512(const uint8_t *text, size_t groups, uint64_t *masks, size_t stride)
{
    sluice_class_masks(text, groups, masks, stride);
}
#endif

#if defined(__SSE2__)
/// One bit each for bytes of `first..<first + count`; a signed comparison sees them after the first is moved to -128.
static inline uint64_t between(__m128i bytes, char first, char count)
{
    __m128i moved = _mm_sub_epi8(bytes, _mm_set1_epi8((char)(first + 128)));
    return (uint16_t)_mm_movemask_epi8(_mm_cmplt_epi8(moved, _mm_set1_epi8((char)(count - 128))));
}

void sluice_class_masks(const uint8_t *text, size_t groups, uint64_t *masks, size_t stride)
{
    for (size_t group = 0; group < groups; group++) {
        uint64_t found[2 + singles] = {0};
        for (int part = 0; part < 4; part++) {
            __m128i bytes = _mm_loadu_si128((const __m128i *)(text + 64 * group + 16 * part));
            found[0] |= between(bytes, '0', 10) << (16 * part);
            found[1] |= between(bytes, 'A', 26) << (16 * part);
            for (int i = 0; i < singles; i++) {
                __m128i same = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)single_bytes[i]));
                found[2 + i] |= (uint64_t)(uint16_t)_mm_movemask_epi8(same) << (16 * part);
            }
        }
        for (size_t i = 0; i < 2 + singles; i++) masks[i * stride + group] = found[i];
    }
}
#else
void sluice_class_masks(const uint8_t *text, size_t groups, uint64_t *masks, size_t stride)
{
    for (size_t group = 0; group < groups; group++) {
        uint64_t found[2 + singles] = {0};
        for (int i = 0; i < 64; i++) {
            uint8_t byte = text[64 * group + (size_t)i];
            found[0] |= (uint64_t)(byte >= '0' && byte <= '9') << i;
            found[1] |= (uint64_t)(byte >= 'A' && byte <= 'Z') << i;
            for (int k = 0; k < singles; k++) found[2 + k] |= (uint64_t)(byte == single_bytes[k]) << i;
        }
        for (size_t i = 0; i < 2 + singles; i++) masks[i * stride + group] = found[i];
    }
}
#endif

static inline __attribute__((always_inline)) size_t strings(
    const uint64_t *masks, size_t stride, size_t groups, const uint8_t *classes, const uint8_t *offsets, int count,
    uint64_t *scratch, uint32_t *found)
{
    const uint64_t *first = masks + classes[0] * stride;
    for (size_t group = 0; group < groups; group++) scratch[group] = first[group];
    for (int i = 1; i < count; i++) {
        const uint64_t *mask = masks + classes[i] * stride;
        const unsigned ahead = offsets[i], behind = 64 - ahead;
        for (size_t group = 0; group < groups; group++)
            scratch[group] &= mask[group] >> ahead | mask[group + 1] << behind;
    }
    size_t places = 0;
    for (size_t group = 0; group < groups; group++)
        for (uint64_t rest = scratch[group]; rest; rest &= rest - 1)
            found[places++] = (uint32_t)(64 * group + (size_t)__builtin_ctzll(rest));
    return places;
}

size_t sluice_class_strings(
    const uint64_t *masks, size_t stride, size_t groups, const uint8_t *classes, const uint8_t *offsets, int count,
    uint64_t *scratch, uint32_t *found)
{
    return strings(masks, stride, groups, classes, offsets, count, scratch, found);
}

#if defined(__x86_64__)
AVX2 size_t sluice_class_strings_avx2(
    const uint64_t *masks, size_t stride, size_t groups, const uint8_t *classes, const uint8_t *offsets, int count,
    uint32_t *found)
{
    size_t places = 0;
    for (size_t group = 0; group < groups; group += 4) {
        __m256i all = _mm256_loadu_si256((const __m256i *)(masks + classes[0] * stride + group));
        for (int i = 1; i < count; i++) {
            const uint64_t *mask = masks + classes[i] * stride + group;
            const __m128i ahead = _mm_cvtsi32_si128(offsets[i]), behind = _mm_cvtsi32_si128(64 - offsets[i]);
            __m256i low = _mm256_srl_epi64(_mm256_loadu_si256((const __m256i *)mask), ahead);
            __m256i high = _mm256_sll_epi64(_mm256_loadu_si256((const __m256i *)(mask + 1)), behind);
            all = _mm256_and_si256(all, _mm256_or_si256(low, high));
        }
        if (_mm256_testz_si256(all, all)) continue;
        uint64_t words[4];
        _mm256_storeu_si256((__m256i *)words, all);
        for (size_t one = 0; one < 4 && group + one < groups; one++)
            for (uint64_t rest = words[one]; rest; rest &= rest - 1)
                found[places++] = (uint32_t)(64 * (group + one) + (size_t)__builtin_ctzll(rest));
    }
    return places;
}

AVX512 size_t sluice_class_strings_avx512(
    const uint64_t *masks, size_t stride, size_t groups, const uint8_t *classes, const uint8_t *offsets, int count,
    uint32_t *found)
{
    size_t places = 0;
    for (size_t group = 0; group < groups; group += 8) {
        __m512i all = _mm512_loadu_si512(masks + classes[0] * stride + group);
        for (int i = 1; i < count; i++) {
            const uint64_t *mask = masks + classes[i] * stride + group;
            const __m128i ahead = _mm_cvtsi32_si128(offsets[i]), behind = _mm_cvtsi32_si128(64 - offsets[i]);
            __m512i low = _mm512_srl_epi64(_mm512_loadu_si512(mask), ahead);
            __m512i high = _mm512_sll_epi64(_mm512_loadu_si512(mask + 1), behind);
            all = _mm512_and_si512(all, _mm512_or_si512(low, high));
        }
        __mmask8 some = _mm512_test_epi64_mask(all, all);
        if (some == 0) continue;
        uint64_t words[8];
        _mm512_storeu_si512(words, all);
        for (; some; some &= (__mmask8)(some - 1)) {
            size_t one = (size_t)__builtin_ctz(some);
            if (group + one >= groups) break;
            for (uint64_t rest = words[one]; rest; rest &= rest - 1)
                found[places++] = (uint32_t)(64 * (group + one) + (size_t)__builtin_ctzll(rest));
        }
    }
    return places;
}
#else
size_t sluice_class_strings_avx2(
    const uint64_t *masks, size_t stride, size_t groups, const uint8_t *classes, const uint8_t *offsets, int count,
    uint32_t *found)
{
    (void)masks, (void)stride, (void)groups, (void)classes, (void)offsets, (void)count, (void)found;
    return 0;
}

size_t sluice_class_strings_avx512(
    const uint64_t *masks, size_t stride, size_t groups, const uint8_t *classes, const uint8_t *offsets, int count,
    uint32_t *found)
{
    (void)masks, (void)stride, (void)groups, (void)classes, (void)offsets, (void)count, (void)found;
    return 0;
}
#endif
