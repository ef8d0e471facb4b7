#include "CScanKernels.h"

// What may be written in an encoding: long runs of letters, digits and `+/-_`, and escapes.

static inline int is_run_byte(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10 || byte == '+' || byte == '-' || byte == '/'
        || byte == '_';
}

static inline int is_hexadecimal(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 6;
}

/// Whether an escape may begin with the mark at the beginning of `text`, of which `left` bytes are there.
static int may_escape(const uint8_t *text, size_t left)
{
    if (left < 2) return 0;
    const uint8_t next = text[1];
    switch (text[0]) {
    case '%': return left > 2 && is_hexadecimal(next) && is_hexadecimal(text[2]);
    case '&': return next == '#' || (uint8_t)((next | 0x20) - 'a') < 26;
    case '\\': return next == 'x' || (next | 0x20) == 'u';
    case '=': return next == '\n' || next == '\r' || (left > 2 && is_hexadecimal(next) && is_hexadecimal(text[2]));
    default: return 0;
    }
}

static size_t next_coded(const uint8_t *text, size_t from, size_t count)
{
    size_t start = from;
    for (size_t place = from; place < count; place++) {
        if (is_run_byte(text[place])) {
            if (place + 1 - start == SLUICE_SHORTEST_RUN) return start;
            continue;
        }
        if (may_escape(text + place, count - place)) return place;
        start = place + 1;
    }
    return count;
}

#if defined(__x86_64__)
#include "blocks.h"
#include "pairs.h"
#include "runs.h"

/// The first thing in a block at `place`, of which `runs` and `marks` are told; `count` where nothing is.
///
/// `before` are the bytes right before the block that a run is made of, and becomes those at its end.
static inline size_t first_coded(
    const uint8_t *text, size_t count, size_t place, uint64_t runs, uint64_t marks, size_t *before)
{
    const size_t first = runs == ~0ull ? 64 : (size_t)__builtin_ctzll(~runs);
    const uint64_t longer = long_runs(runs);
    size_t run = count;
    if (*before + first >= SLUICE_SHORTEST_RUN) {
        run = place - *before;
    } else if (longer) {
        run = place + (size_t)__builtin_ctzll(longer);
    }
    *before = runs == ~0ull ? *before + 64 : (size_t)__builtin_clzll(~runs);
    for (; marks; marks &= marks - 1) {
        const size_t mark = place + (size_t)__builtin_ctzll(marks);
        if (mark > run) break;
        if (may_escape(text + mark, count - mark)) return mark;
    }
    return run;
}

/// For each byte below 0x80 whether runs are made of it, 1, or it begins an escape, 2.
static const uint8_t kinds[128] = {
    ['%'] = 2, ['&'] = 2, ['\\'] = 2, ['='] = 2, ['+'] = 1, ['-'] = 1, ['/'] = 1, ['_'] = 1, ['0'] = 1, ['1'] = 1,
    ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1,
    ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1,
    ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1,
    ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1,
    ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1,
    ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

AVX512 static size_t next_coded_avx512(const uint8_t *text, size_t from, size_t count)
{
    const __m512i low = _mm512_loadu_si512(kinds), high = _mm512_loadu_si512(kinds + 64);
    size_t before = 0;
    for (size_t place = from; place < count; place += 64) {
        const __mmask64 valid = count - place < 64 ? (1ull << (count - place)) - 1 : ~0ull;
        const __m512i bytes = _mm512_maskz_loadu_epi8(valid, text + place);
        const __m512i found = _mm512_maskz_permutex2var_epi8(~_mm512_movepi8_mask(bytes), low, bytes, high);
        const size_t first = first_coded(text, count, place, _mm512_test_epi8_mask(found, _mm512_set1_epi8(1)),
            _mm512_test_epi8_mask(found, _mm512_set1_epi8(2)), &before);
        if (first < count) return first;
    }
    return count;
}

AVX2 static inline uint64_t within(block text, uint8_t first, uint8_t last)
{
    const __m256i from = _mm256_set1_epi8((char)first), most = _mm256_set1_epi8((char)(last - first));
    const __m256i low = _mm256_sub_epi8(text.low, from), high = _mm256_sub_epi8(text.high, from);
    return joined(_mm256_cmpeq_epi8(_mm256_min_epu8(low, most), low), _mm256_cmpeq_epi8(_mm256_min_epu8(high, most), high));
}

AVX2 static size_t next_coded_avx2(const uint8_t *text, size_t from, size_t count)
{
    const __m256i blank = _mm256_set1_epi8(0x20);
    size_t before = 0;
    for (size_t place = from; place < count; place += 64) {
        uint8_t last[64] = { 0 };
        const uint8_t *some = text + place;
        if (count - place < 64) some = __builtin_memcpy(last, some, count - place);
        const block bytes = { _mm256_loadu_si256((const __m256i *)some), _mm256_loadu_si256((const __m256i *)(some + 32)) };
        const block lowered = { _mm256_or_si256(bytes.low, blank), _mm256_or_si256(bytes.high, blank) };
        // `/` stands before the digits.
        const uint64_t runs = within(lowered, 'a', 'z') | within(bytes, '/', '9') | equal(bytes, '+') | equal(bytes, '-')
            | equal(bytes, '_');
        const uint64_t marks = within(bytes, '%', '&') | equal(bytes, '\\') | equal(bytes, '=');
        const size_t first = first_coded(text, count, place, runs, marks, &before);
        if (first < count) return first;
    }
    return count;
}
#endif

size_t sluice_next_coded(const uint8_t *text, size_t from, size_t count)
{
#if defined(__x86_64__)
    if (sluice_has_avx512() && sluice_has_avx2()) return next_coded_avx512(text, from, count);
    if (sluice_has_avx2()) return next_coded_avx2(text, from, count);
#endif
    return next_coded(text, from, count);
}
