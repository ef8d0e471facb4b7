#include "CReportBytes.h"

#include "CScanKernels.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

typedef __m128i block;

#define BLOCK_INLINE static inline __attribute__((always_inline))

BLOCK_INLINE block load(const uint8_t *text) { return _mm_loadu_si128((const block *)text); }
BLOCK_INLINE block equal(block bytes, uint8_t byte) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)byte)); }
/// Which bytes are at most `limit`.
BLOCK_INLINE block at_most(block bytes, uint8_t limit) {
    return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8((char)limit)), bytes);
}
BLOCK_INLINE block either(block one, block other) { return _mm_or_si128(one, other); }
BLOCK_INLINE block both(block one, block other) { return _mm_and_si128(one, other); }
BLOCK_INLINE unsigned bits(block bytes) { return (unsigned)_mm_movemask_epi8(bytes); }

BLOCK_INLINE unsigned json_escapes(block v) {
    return bits(either(either(at_most(v, 0x1F), equal(v, 0x22)), either(equal(v, 0x5C), equal(v, 0x7F))));
}

#endif

static bool escapes_json(uint8_t byte) { return byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F; }

static uint8_t *escape(uint8_t *to, uint8_t byte) {
    static const char digits[] = "0123456789abcdef";
    *to++ = 0x5C;
    switch (byte) {
    case 0x22:
    case 0x5C: *to++ = byte; break;
    case 0x0A: *to++ = 'n'; break;
    case 0x0D: *to++ = 'r'; break;
    case 0x09: *to++ = 't'; break;
    default:
        memcpy(to, "u00", 3);
        to[3] = (uint8_t)digits[byte >> 4];
        to[4] = (uint8_t)digits[byte & 15];
        to += 5;
    }
    return to;
}

size_t sluice_escape_json(uint8_t *target, const uint8_t *text, size_t count) {
    uint8_t *to = target;
    size_t place = 0;
#if defined(__SSE2__)
    while (place + 16 <= count) {
        block v = load(text + place);
        _mm_storeu_si128((block *)to, v);
        unsigned found = json_escapes(v);
        size_t plain = found ? (size_t)__builtin_ctz(found) : 16;
        place += plain;
        to += plain;
        if (found) to = escape(to, text[place++]);
    }
    // The last bytes once more with those before them, where these were copied as they are.
    if (count >= 16 && place < count && (size_t)(to - target) == place) {
        size_t left = count - place;
        block v = load(text + count - 16);
        if (json_escapes(v) >> (16 - left) == 0) {
            _mm_storeu_si128((block *)(to + left - 16), v);
            return (size_t)(to - target) + left;
        }
    }
#endif
    for (; place < count; place++) {
        if (escapes_json(text[place])) {
            to = escape(to, text[place]);
        } else {
            *to++ = text[place];
        }
    }
    return (size_t)(to - target);
}

bool sluice_needs_json_escape(const uint8_t *text, size_t count) {
    size_t place = 0;
#if defined(__SSE2__)
    for (; place + 16 <= count; place += 16) {
        if (json_escapes(load(text + place))) return true;
    }
    if (count >= 16) return json_escapes(load(text + count - 16)) != 0;
#endif
    for (; place < count; place++) {
        if (escapes_json(text[place])) return true;
    }
    return false;
}

size_t sluice_last_column(const uint8_t *text, size_t count, size_t *lines) {
    const uint8_t *start = text, *end = text + count;
    *lines = 0;
    while (start < end) {
        const uint8_t *feed = memchr(start, 0x0A, (size_t)(end - start));
        if (feed == NULL) break;
        *lines += 1;
        start = feed + 1;
    }
    return sluice_code_points(start, (size_t)(end - start));
}

enum { other, separator, letter };

#define ROW(kind) kind, kind, kind, kind, kind, kind, kind, kind, kind, kind

static const uint8_t kinds[256] = {
    [0x09] = separator, [0x0A] = separator, [0x0B] = separator, [0x0C] = separator, [0x0D] = separator,
    [0x20] = separator, [0x2D] = separator, [0x2E] = separator, [0x2F] = separator,
    ['0'] = ROW(letter),
    ['A'] = ROW(letter), ROW(letter), letter, letter, letter, letter, letter, letter,
    ['a'] = ROW(letter), ROW(letter), letter, letter, letter, letter, letter, letter,
};

/// Which of 64 bytes are separators, and which letters or digits, a bit each.
struct kinds_seen {
    uint64_t separators, letters;
};

static struct kinds_seen look(const uint8_t text[64]) {
    struct kinds_seen seen = {0, 0};
#if defined(__SSE2__)
    for (int i = 0; i < 64; i += 16) {
        block v = load(text + i);
        block blanks = either(at_most(_mm_sub_epi8(v, _mm_set1_epi8(0x09)), 4), equal(v, 0x20));
        block signs = at_most(_mm_sub_epi8(v, _mm_set1_epi8(0x2D)), 2);
        block digits = at_most(_mm_sub_epi8(v, _mm_set1_epi8('0')), 9);
        block small = either(v, _mm_set1_epi8(0x20));
        block letters = at_most(_mm_sub_epi8(small, _mm_set1_epi8('a')), 25);
        seen.separators |= (uint64_t)bits(either(blanks, signs)) << i;
        seen.letters |= (uint64_t)bits(either(digits, letters)) << i;
    }
#else
    for (int i = 0; i < 64; i++) {
        seen.separators |= (uint64_t)(kinds[text[i]] == separator) << i;
        seen.letters |= (uint64_t)(kinds[text[i]] == letter) << i;
    }
#endif
    return seen;
}

static uint8_t *write_dots(uint8_t *to, size_t count) {
    // Sixteen at a time, of which those too many are written over.
    static const uint8_t dots[49] = "••••••••••••••••";
    for (size_t done = 0; done < count; done += 16) memcpy(to + 3 * done, dots, 48);
    return to + 3 * count;
}

size_t sluice_mask_ends(uint8_t *target, const uint8_t *text, size_t count) {
    size_t start = count > sluice_mask_longest ? count - sluice_mask_longest : 0, shown = count - start;
    uint8_t last[64] = {0};
    memcpy(last, text + start, shown);
    struct kinds_seen seen = look(last);
    unsigned letters = (unsigned)__builtin_popcountll(seen.letters);
    for (size_t place = 0; place < start && letters < 16; place++) letters += kinds[text[place]] == letter;
    unsigned left = letters < 16 ? letters / 4 : 4;
    for (; shown > 0; shown--) {
        uint64_t bit = (uint64_t)1 << (shown - 1);
        if (left > 0 && (seen.letters & bit)) {
            left--;
        } else if (!(seen.separators & bit)) {
            break;
        }
    }
    uint8_t *to = target;
    if (count >= sluice_mask_longest) {
        memcpy(to, "…", 3);
        to += 3;
    }
    size_t place = 0;
    while (place < shown) {
        uint64_t rest = seen.separators >> place;
        size_t next = rest ? place + (size_t)__builtin_ctzll(rest) : shown;
        if (next > shown) next = shown;
        to = write_dots(to, next - place);
        place = next;
        if (place < shown) *to++ = last[place++];
    }
    memcpy(to, text + start + shown, count - start - shown);
    return (size_t)(to - target) + count - start - shown;
}

/// Whether a code point that begins at a place speaks against a plain message; what is cut off does.
static bool is_loud(const uint8_t *text, size_t count, size_t place) {
    uint8_t byte = text[place];
    if (byte < 0x20 || byte == 0x5D || byte == 0x7B || byte == 0x7D || byte == 0x7F) return true;
    if (byte == 0xC2) return place + 1 >= count || text[place + 1] < 0xA0;
    if (byte != 0xE2) return false;
    if (place + 2 >= count) return true;
    uint8_t second = text[place + 1], third = text[place + 2];
    return second == 0x81 || (second == 0x80 && (third < 0x90 || (third >= 0xA8 && third < 0xAF)));
}

#if defined(__SSE2__)
/// The same of sixteen places, behind which two more bytes stand.
static unsigned loud(const uint8_t *text) {
    block v = load(text), second = load(text + 1), third = load(text + 2);
    block ascii = either(
        either(at_most(v, 0x1F), equal(v, 0x5D)), either(either(equal(v, 0x7B), equal(v, 0x7D)), equal(v, 0x7F)));
    block controls = both(equal(v, 0xC2), at_most(second, 0x9F));
    block hidden = either(
        at_most(third, 0x8F), at_most(_mm_sub_epi8(third, _mm_set1_epi8((char)0xA8)), 0xAF - 0xA8 - 1));
    block marks = both(equal(v, 0xE2), either(equal(second, 0x81), both(equal(second, 0x80), hidden)));
    return bits(either(ascii, either(controls, marks)));
}
#endif

bool sluice_is_plain_message(const uint8_t *text, size_t count) {
    size_t place = 0;
#if defined(__SSE2__)
    for (; place + 18 <= count; place += 16) {
        if (loud(text + place)) return false;
    }
    if (count >= 18 && place < count - 2) {
        if (loud(text + count - 18)) return false;
        place = count - 2;
    }
#endif
    for (; place < count; place++) {
        if (is_loud(text, count, place)) return false;
    }
    return true;
}

static bool is_plain_in_cell(uint8_t byte) {
    return byte >= 0x20 && byte != 0x22 && byte != 0x2C && byte != 0x3B;
}

bool sluice_is_plain_cell(const uint8_t *text, size_t count) {
    size_t place = 0;
#if defined(__SSE2__)
    if (count >= 16) {
        for (;;) {
            block v = load(text + place);
            block found = either(
                either(at_most(v, 0x1F), equal(v, 0x22)), either(equal(v, 0x2C), equal(v, 0x3B)));
            if (bits(found)) return false;
            if (place + 16 == count) return true;
            place = place + 32 <= count ? place + 16 : count - 16;
        }
    }
#endif
    for (; place < count; place++) {
        if (!is_plain_in_cell(text[place])) return false;
    }
    return true;
}
