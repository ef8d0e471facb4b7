#include "blocks.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

bool sluice_has_hash_instructions(void) {
    unsigned a, b, c, d;
    // SHA is bit 29 of EBX in leaf 7; SSE4.1, which comes with it, is checked all the same (Intel SDM, CPUID).
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1) && __get_cpuid(1, &a, &b, &c, &d)
        && (c >> 19 & 1) && (c >> 9 & 1);
}

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3"), always_inline)) static inline

/// A state in the order that the instructions want, and the words of the next sixteen rounds.
struct lane {
    __m128i abef, cdgh, words[4];
};

WITH_SHA struct lane load_state(const uint32_t state[8]) {
    __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xb1);
    __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1b);
    struct lane lane;
    lane.abef = _mm_alignr_epi8(cdab, efgh, 8);
    lane.cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    return lane;
}

WITH_SHA void store_state(const struct lane *lane, uint32_t state[8]) {
    __m128i feba = _mm_shuffle_epi32(lane->abef, 0x1b);
    __m128i dchg = _mm_shuffle_epi32(lane->cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

WITH_SHA void load_block(struct lane *lane, const uint8_t *block) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    for (int i = 0; i < 4; i++) {
        __m128i words = _mm_loadu_si128((const __m128i *)(block + 16 * i));
        lane->words[i] = _mm_shuffle_epi8(words, big_endian);
    }
}

/// Four rounds, and the words of those that come sixteen rounds later.
WITH_SHA void step(struct lane *lane, int i) {
    __m128i *w = lane->words;
    __m128i sum = _mm_add_epi32(w[i & 3], _mm_loadu_si128((const __m128i *)(sluice_round_constants + 4 * i)));
    lane->cdgh = _mm_sha256rnds2_epu32(lane->cdgh, lane->abef, sum);
    lane->abef = _mm_sha256rnds2_epu32(lane->abef, lane->cdgh, _mm_shuffle_epi32(sum, 0x0e));
    if (i >= 12) return;
    __m128i last = w[(i + 3) & 3];
    __m128i seventh = _mm_alignr_epi8(last, w[(i + 2) & 3], 4);
    __m128i next = _mm_add_epi32(_mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]), seventh);
    w[i & 3] = _mm_sha256msg2_epu32(next, last);
}

WITH_SHA void end_block(struct lane *lane, __m128i abef, __m128i cdgh) {
    lane->abef = _mm_add_epi32(lane->abef, abef);
    lane->cdgh = _mm_add_epi32(lane->cdgh, cdgh);
}

__attribute__((target("sha,sse4.1,ssse3"))) void sluice_blocks(
    uint32_t state[8], const uint8_t *bytes, size_t count) {
    struct lane lane = load_state(state);
    for (; count > 0; count--, bytes += 64) {
        __m128i abef = lane.abef, cdgh = lane.cdgh;
        load_block(&lane, bytes);
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) step(&lane, i);
        end_block(&lane, abef, cdgh);
    }
    store_state(&lane, state);
}

__attribute__((target("sha,sse4.1,ssse3"))) void sluice_block_pairs(
    uint32_t first[8], const uint8_t *first_bytes, uint32_t second[8], const uint8_t *second_bytes,
    size_t count) {
    struct lane one = load_state(first), two = load_state(second);
    for (; count > 0; count--, first_bytes += 64, second_bytes += 64) {
        __m128i abef = one.abef, cdgh = one.cdgh, abef2 = two.abef, cdgh2 = two.cdgh;
        load_block(&one, first_bytes);
        load_block(&two, second_bytes);
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            step(&one, i);
            step(&two, i);
        }
        end_block(&one, abef, cdgh);
        end_block(&two, abef2, cdgh2);
    }
    store_state(&one, first);
    store_state(&two, second);
}

#else

bool sluice_has_hash_instructions(void) { return false; }

void sluice_blocks(uint32_t state[8], const uint8_t *bytes, size_t count) {
    sluice_blocks_portable(state, bytes, count);
}

void sluice_block_pairs(
    uint32_t first[8], const uint8_t *first_bytes, uint32_t second[8], const uint8_t *second_bytes,
    size_t count) {
    sluice_blocks_portable(first, first_bytes, count);
    sluice_blocks_portable(second, second_bytes, count);
}

#endif
