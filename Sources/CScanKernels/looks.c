#include "CScanKernels.h"
#include "runs.h"

#if defined(__x86_64__)
#include "sets.h"
#include "wideblocks.h"

AVX512 static size_t count_controls_avx512(const uint8_t *text, size_t count)
{
    size_t found = 0;
    for (size_t place = 0; place < count; place += 64) {
        const uint64_t valid = count - place < 64 ? (1ull << (count - place)) - 1 : ~0ull;
        const __m512i bytes = _mm512_maskz_loadu_epi8(valid, text + place);
        const __m512i behind = _mm512_sub_epi8(bytes, _mm512_set1_epi8(7));
        const uint64_t low = _mm512_mask_cmplt_epu8_mask(valid, bytes, _mm512_set1_epi8(0x20));
        const uint64_t of_texts = _mm512_cmplt_epu8_mask(behind, _mm512_set1_epi8(7))
            | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(0x1B));
        found += (size_t)__builtin_popcountll(low & ~of_texts);
    }
    return found;
}
#endif

size_t sluice_count_controls(const uint8_t *text, size_t count)
{
#if defined(__x86_64__)
    if (sluice_has_avx512()) return count_controls_avx512(text, count);
#endif
    size_t found = 0;
    while (count > 0) {
        // A byte holds the sum, so that the compiler counts many at once.
        const size_t some = count < 255 ? count : 255;
        uint8_t sum = 0;
        for (size_t place = 0; place < some; place++) {
            const uint8_t byte = text[place];
            sum += (uint8_t)((byte < 0x20) & ((uint8_t)(byte - 7) >= 7) & (byte != 0x1B));
        }
        found += sum;
        text += some;
        count -= some;
    }
    return found;
}

#if defined(__x86_64__)
/// For each byte below 0x80 a bit for each thing that is looked for.
///
/// Line ends; zeros and ESC; what runs are made of; `%`, `&`, `\` and `=`; what telling lines begin with, in this order.
static const uint8_t ascii_signs[128] = {
    [0] = 2, [0x1B] = 2, ['\n'] = 1, ['\t'] = 16, [' '] = 16, ['>'] = 16, ['|'] = 16, ['%'] = 8, ['&'] = 8,
    ['\\'] = 8, ['='] = 24, ['+'] = 4, ['-'] = 20, ['/'] = 4, ['_'] = 4,
    ['0'] = 4, ['1'] = 4, ['2'] = 4, ['3'] = 4, ['4'] = 4, ['5'] = 4, ['6'] = 4, ['7'] = 4, ['8'] = 4, ['9'] = 4,
    ['A'] = 4, ['B'] = 4, ['C'] = 4, ['D'] = 4, ['E'] = 4, ['F'] = 4, ['G'] = 4, ['H'] = 4, ['I'] = 4, ['J'] = 4,
    ['K'] = 4, ['L'] = 4, ['M'] = 4, ['N'] = 4, ['O'] = 4, ['P'] = 4, ['Q'] = 4, ['R'] = 4, ['S'] = 4, ['T'] = 4,
    ['U'] = 4, ['V'] = 4, ['W'] = 4, ['X'] = 4, ['Y'] = 4, ['Z'] = 4, ['a'] = 4, ['b'] = 20, ['c'] = 4, ['d'] = 4,
    ['e'] = 4, ['f'] = 4, ['g'] = 4, ['h'] = 4, ['i'] = 4, ['j'] = 4, ['k'] = 4, ['l'] = 4, ['m'] = 4, ['n'] = 4,
    ['o'] = 4, ['p'] = 4, ['q'] = 4, ['r'] = 4, ['s'] = 4, ['t'] = 4, ['u'] = 4, ['v'] = 4, ['w'] = 4, ['x'] = 4,
    ['y'] = 4, ['z'] = 4,
};

/// Whether the bytes end within a character.
static int ends_within_character(const uint8_t *text, size_t count)
{
    for (size_t back = 1; back <= 3 && back <= count; back++) {
        const uint8_t byte = text[count - back];
        if (byte < 0x80) return 0;
        if (byte >= 0xC0) return back < (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2);
    }
    return 0;
}

/// Writes the places of `bits` behind `place`, and up to seven more.
AVX512 static inline void put_places(uint64_t bits, size_t place, uint32_t *places)
{
    const __m512i lanes = _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44,
        43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16,
        15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m128i packed = _mm512_castsi512_si128(_mm512_maskz_compress_epi8(bits, lanes));
    _mm256_storeu_si256((__m256i *)places, _mm256_add_epi32(_mm256_set1_epi32((int)place), _mm256_cvtepu8_epi32(packed)));
    if (__builtin_popcountll(bits) <= 8) return;
    for (; bits; bits &= bits - 1) *places++ = (uint32_t)(place + (size_t)__builtin_ctzll(bits));
}

AVX512 sluice_text_looks sluice_text_looks_avx512(const uint8_t *text, size_t count, uint32_t *starts, size_t most)
{
    const __m512i low = _mm512_loadu_si512(ascii_signs), high = _mm512_loadu_si512(ascii_signs + 64);
    const __m512i run = _mm512_set1_epi8(4);
    sluice_text_looks looks = { 0 };
    carry characters = { 0 };
    uint64_t newline = 1, odd = 0, full = 0;
    size_t lines = 0, places = 0;
    __m512i seen = _mm512_setzero_si512();
    for (size_t place = 0; place < count; place += 64) {
        const uint64_t valid = count - place < 64 ? (1ull << (count - place)) - 1 : ~0ull;
        const __m512i bytes = _mm512_maskz_loadu_epi8(valid, text + place);
        const uint64_t beyond = _mm512_movepi8_mask(bytes);
        const __m512i kinds = _mm512_maskz_permutex2var_epi8(~beyond & valid, low, bytes, high);
        seen = _mm512_or_si512(seen, kinds);
        odd |= unknown_wide(bytes, beyond, &characters) & valid;
        const uint64_t newlines = _mm512_test_epi8_mask(kinds, _mm512_set1_epi8(1));
        const uint64_t begins = (newlines << 1 | newline) & valid;
        newline = newlines >> 63;
        lines += (size_t)__builtin_popcountll(begins & ~newlines);
        const uint64_t telling = begins & (_mm512_test_epi8_mask(kinds, _mm512_set1_epi8(16)) | beyond);
        if (places + 64 > most) {
            odd = 1;
            break;
        }
        if (telling) put_places(telling, place, starts + places);
        places += (size_t)__builtin_popcountll(telling);
        for (uint64_t marks = _mm512_test_epi8_mask(kinds, _mm512_set1_epi8(8)); marks; marks &= marks - 1) {
            const size_t mark = place + (size_t)__builtin_ctzll(marks);
            count_mark(text + mark, count - mark, &looks);
        }
        // A run that is long enough fills two neighbours of the eights of bytes that the text consists of.
        full = (full >> 8 & 1) | (uint64_t)_mm512_cmpeq_epi64_mask(_mm512_and_si512(kinds, run), run) << 1;
        if (__builtin_expect((full & full >> 1) != 0, 0) && !looks.has_runs) {
            const size_t from = place < 64 ? 0 : place - 64, to = count - place < 128 ? count : place + 128;
            looks.has_runs = sluice_next_run(text, from, to) < to;
        }
    }
    looks.lines = lines;
    looks.starts = places;
    looks.is_odd = odd || _mm512_test_epi8_mask(seen, _mm512_set1_epi8(2)) || ends_within_character(text, count);
    return looks;
}

/// What matters of lines: 1 to 0x10 are what a telling one begins with, 0x20 and 0x40 zeros and ESC, 0x80 is its end.
AVX2 static inline __m256i line_sets_of(__m256i text)
{
    const __m256i lows = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0x22, 0, 0x08, 0, 0, 0, 0, 0, 0, 0x01, (char)0x80, 0x40, 0x10, 0x06, 0x04, 0));
    const __m256i highs = _mm256_broadcastsi128_si256(
        _mm_setr_epi8((char)0xA1, 0x40, 0x02, 0x04, 0, 0, 0x08, 0x10, 0, 0, 0, 0, 0, 0, 0, 0));
    return looked_up_by_halves(text, lows, highs);
}

/// Which of the bytes at `text`, of which `left` are there, runs are made of.
AVX2 static inline uint64_t run_bytes(const uint8_t *text, size_t left)
{
    uint8_t last[64] = { 0 };
    if (left < 64) text = __builtin_memcpy(last, text, left);
    return any_of(sets_of(_mm256_loadu_si256((const __m256i *)text)),
        sets_of(_mm256_loadu_si256((const __m256i *)(text + 32))), 0x1F);
}

AVX2 static size_t next_run_avx2(const uint8_t *text, size_t from, size_t count)
{
    size_t before = 0;
    for (size_t place = from; place < count; place += 64) {
        const uint64_t bits = run_bytes(text + place, count - place);
        const size_t first = bits == ~0ull ? 64 : (size_t)__builtin_ctzll(~bits);
        if (before + first >= SLUICE_SHORTEST_RUN) return place - before;
        const uint64_t longer = long_runs(bits);
        if (longer) return place + (size_t)__builtin_ctzll(longer);
        before = (size_t)__builtin_clzll(~bits);
    }
    return count;
}

AVX2 sluice_text_looks sluice_text_looks_avx2(const uint8_t *text, size_t count, uint32_t *starts, size_t most)
{
    sluice_text_looks looks = { 0 };
    carry characters = { 0 };
    uint64_t newline = 1, odd = 0;
    unsigned eight = 0;
    size_t lines = 0, places = 0;
    for (size_t place = 0; place < count; place += 64) {
        const uint64_t valid = count - place < 64 ? (1ull << (count - place)) - 1 : ~0ull;
        const block bytes = block_at(text + place);
        const __m256i low = sets_of(bytes.low), high = sets_of(bytes.high);
        const __m256i low_lines = line_sets_of(bytes.low), high_lines = line_sets_of(bytes.high);
        const uint64_t beyond = joined(bytes.low, bytes.high), continuing = beyond_ascii_below(bytes, 0xC0);
        const uint64_t latin = equal(bytes, 0xC3), leads = beyond & ~continuing;
        if (!is_latin(leads, continuing, latin, &characters)) {
            odd |= unknown_among(bytes, leads, continuing, latin, &characters) & valid;
        }
        if (holds_any_of(low_lines, high_lines, 0x60)) odd |= any_of(low_lines, high_lines, 0x60) & valid;
        // The end of a line is the highest bit.
        const uint64_t newlines = joined(low_lines, high_lines), begins = (newlines << 1 | newline) & valid;
        newline = newlines >> 63;
        lines += (size_t)__builtin_popcountll(begins & ~newlines);
        uint64_t telling = begins & (any_of(low_lines, high_lines, 0x1F) | beyond);
        for (; telling; telling &= telling - 1) {
            if (places == most) {
                odd = 1;
                break;
            }
            starts[places++] = (uint32_t)(place + (size_t)__builtin_ctzll(telling));
        }
        if (holds_any_of(low, high, 0xE0)) {
            for (uint64_t marks = any_of(low, high, 0xE0) & valid; marks; marks &= marks - 1) {
                const size_t mark = place + (size_t)__builtin_ctzll(marks);
                count_mark(text + mark, count - mark, &looks);
            }
        }
        if (may_hold_run(eights_of_runs(low, high), &eight) && !looks.has_runs) {
            looks.has_runs = has_run_around(text, count, place);
        }
    }
    looks.lines = lines;
    looks.starts = places;
    looks.is_odd = odd || ends_within_character(text, count);
    return looks;
}

#else

sluice_text_looks sluice_text_looks_avx2(const uint8_t *text, size_t count, uint32_t *starts, size_t most)
{
    (void)text, (void)count, (void)starts, (void)most;
    return (sluice_text_looks) { .is_odd = 1 };
}

sluice_text_looks sluice_text_looks_avx512(const uint8_t *text, size_t count, uint32_t *starts, size_t most)
{
    return sluice_text_looks_avx2(text, count, starts, most);
}

#endif

size_t sluice_next_run(const uint8_t *text, size_t from, size_t count)
{
#if defined(__x86_64__)
    if (sluice_has_avx2()) return next_run_avx2(text, from, count);
#endif
    size_t start = from;
    for (size_t place = from; place < count; place++) {
        if (!is_run_byte(text[place])) {
            start = place + 1;
        } else if (place + 1 - start == SLUICE_SHORTEST_RUN) {
            return start;
        }
    }
    return count;
}
