#ifndef SLUICE_JSON_BLOCK_H
#define SLUICE_JSON_BLOCK_H

#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// What 64 bytes of JSON leave to the next 64; all zero at a place outside of strings.
struct sluice_json_carry {
    /// All ones where the next byte stands in a string.
    uint64_t in_string;
    /// One where the next byte is escaped by a backslash.
    uint64_t escaped;
};

/// What stands in 64 bytes outside of strings; the lowest bit is the first byte.
struct sluice_json_block {
    /// `{` and `[`.
    uint64_t opening;
    /// `}` and `]`.
    uint64_t closing;
    uint64_t commas;
};

struct sluice_json_marks {
    uint64_t quotes, backslashes, opening, closing, commas;
};

static inline struct sluice_json_marks sluice_json_marks_of(const uint8_t *_Nonnull bytes) {
    struct sluice_json_marks marks = {0, 0, 0, 0, 0};
#if defined(__SSE2__)
    // Bit 5 is all that parts [ from { and ] from }.
    const __m128i lower = _mm_set1_epi8(0x20);
    for (int quarter = 0; quarter < 4; quarter++) {
        __m128i text = _mm_loadu_si128((const __m128i *)(bytes + 16 * quarter));
        __m128i folded = _mm_or_si128(text, lower);
        int shift = 16 * quarter;
#define SLUICE_MARKS(vector, byte) \
    ((uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8((vector), _mm_set1_epi8(byte))) << shift)
        marks.quotes |= SLUICE_MARKS(text, '"');
        marks.backslashes |= SLUICE_MARKS(text, '\\');
        marks.opening |= SLUICE_MARKS(folded, '{');
        marks.closing |= SLUICE_MARKS(folded, '}');
        marks.commas |= SLUICE_MARKS(text, ',');
#undef SLUICE_MARKS
    }
#else
    for (int place = 0; place < 64; place++) {
        uint8_t byte = bytes[place];
        uint64_t bit = (uint64_t)1 << place;
        if (byte == '"') marks.quotes |= bit;
        if (byte == '\\') marks.backslashes |= bit;
        if ((byte | 0x20) == '{') marks.opening |= bit;
        if ((byte | 0x20) == '}') marks.closing |= bit;
        if (byte == ',') marks.commas |= bit;
    }
#endif
    return marks;
}

/// The bytes that a backslash escapes: those behind an odd number of backslashes in a row.
static inline uint64_t sluice_json_escaped(uint64_t backslashes, struct sluice_json_carry *_Nonnull carry) {
    uint64_t from_before = carry->escaped;
    carry->escaped = 0;
    if (backslashes == 0) return from_before;
    const uint64_t even = 0x5555555555555555u;
    backslashes &= ~from_before;
    uint64_t behind = backslashes << 1 | from_before;
    uint64_t odd_starts = backslashes & ~even & ~behind;
    uint64_t sequences = odd_starts + backslashes;
    carry->escaped = sequences < backslashes;
    return (even ^ (sequences << 1)) & behind;
}

/// Looks at 64 bytes, and takes over what the 64 before them left.
static inline struct sluice_json_block sluice_json_read_block(
    const uint8_t *_Nonnull bytes, struct sluice_json_carry *_Nonnull carry) {
    struct sluice_json_marks marks = sluice_json_marks_of(bytes);
    uint64_t strings = marks.quotes & ~sluice_json_escaped(marks.backslashes, carry);
    for (int shift = 1; shift < 64; shift *= 2) strings ^= strings << shift;
    strings ^= carry->in_string;
    carry->in_string = (uint64_t)((int64_t)strings >> 63);
    struct sluice_json_block block = {
        marks.opening & ~strings, marks.closing & ~strings, marks.commas & ~strings};
    return block;
}

#endif
