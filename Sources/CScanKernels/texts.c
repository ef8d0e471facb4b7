#include "CScanKernels.h"
#include "runs.h"

// What many short texts hold, by one look at each.

static inline uint8_t flags(int is_odd, int has_runs, const sluice_text_looks *marks)
{
    return (uint8_t)((is_odd ? SLUICE_TEXT_ODD : 0) | (has_runs || tell_escapes(marks) ? SLUICE_TEXT_CODED : 0));
}

/// Line ends; `>` and `|`; what runs are made of; `%`, `&`, `\` and `=`: a bit each, in this order.
static const uint8_t kinds[128] = {
    ['\n'] = 1, ['>'] = 2, ['|'] = 2, ['%'] = 8, ['&'] = 8, ['\\'] = 8, ['='] = 8, ['+'] = 4, ['-'] = 4, ['/'] = 4,
    ['_'] = 4, ['0'] = 4, ['1'] = 4, ['2'] = 4, ['3'] = 4, ['4'] = 4, ['5'] = 4, ['6'] = 4, ['7'] = 4, ['8'] = 4,
    ['9'] = 4, ['A'] = 4, ['B'] = 4, ['C'] = 4, ['D'] = 4, ['E'] = 4, ['F'] = 4, ['G'] = 4, ['H'] = 4, ['I'] = 4,
    ['J'] = 4, ['K'] = 4, ['L'] = 4, ['M'] = 4, ['N'] = 4, ['O'] = 4, ['P'] = 4, ['Q'] = 4, ['R'] = 4, ['S'] = 4,
    ['T'] = 4, ['U'] = 4, ['V'] = 4, ['W'] = 4, ['X'] = 4, ['Y'] = 4, ['Z'] = 4, ['a'] = 4, ['b'] = 4, ['c'] = 4,
    ['d'] = 4, ['e'] = 4, ['f'] = 4, ['g'] = 4, ['h'] = 4, ['i'] = 4, ['j'] = 4, ['k'] = 4, ['l'] = 4, ['m'] = 4,
    ['n'] = 4, ['o'] = 4, ['p'] = 4, ['q'] = 4, ['r'] = 4, ['s'] = 4, ['t'] = 4, ['u'] = 4, ['v'] = 4, ['w'] = 4,
    ['x'] = 4, ['y'] = 4, ['z'] = 4,
};

/// Looks at a text byte by byte; characters beyond ASCII are odd but for U+00C0 to U+00FF.
static uint8_t look_portable(const uint8_t *text, size_t count, uint8_t *to)
{
    sluice_text_looks marks = { 0 };
    size_t run = 0;
    int is_odd = 0, has_runs = 0;
    for (size_t place = 0; place < count; place++) {
        const uint8_t byte = text[place], kind = byte < 0x80 ? kinds[byte] : 0;
        if (kind == 4) {
            run++;
            continue;
        }
        has_runs |= run >= SLUICE_SHORTEST_RUN;
        run = 0;
        if (byte >= 0x80) {
            const int is_letter = byte == 0xC3 && place + 1 < count && (text[place + 1] & 0xC0) == 0x80;
            is_odd |= !is_letter;
            place += (size_t)is_letter;
        } else if (kind == 2) {
            is_odd |= place == 0 || text[place - 1] == '\n';
        } else if (kind == 8) {
            count_mark(text + place, count - place, &marks);
        }
    }
    if (to) __builtin_memcpy(to, text, count);
    return flags(is_odd, has_runs || run >= SLUICE_SHORTEST_RUN, &marks);
}

#if defined(__x86_64__)
#include "blocks.h"
#include "pairs.h"

/// What is known of a text up to a block.
typedef struct {
    carry characters;
    sluice_text_looks marks;
    /// The bytes right before the block that a run is made of.
    size_t run;
    uint64_t newline, odd;
    int has_runs;
} text_so_far;

static void count_marks(const uint8_t *text, size_t count, size_t place, uint64_t marks, sluice_text_looks *seen)
{
    for (; marks; marks &= marks - 1) {
        const size_t mark = place + (size_t)__builtin_ctzll(marks);
        count_mark(text + mark, count - mark, seen);
    }
}

/// What is told of a text; a character that goes on behind it is not there.
static inline uint8_t told(const text_so_far *seen)
{
    return flags(seen->odd || goes_on(&seen->characters), seen->has_runs, &seen->marks);
}

/// Looks at a text, and copies it to `to` in whole blocks where that is given.
AVX512 static uint8_t look_avx512(const uint8_t *text, size_t count, uint8_t *to)
{
    const __m512i low = _mm512_loadu_si512(kinds), high = _mm512_loadu_si512(kinds + 64);
    text_so_far seen = { .newline = 1 };
    for (size_t place = 0; place < count; place += 64) {
        const __mmask64 valid = count - place < 64 ? (1ull << (count - place)) - 1 : ~0ull;
        const __m512i bytes = _mm512_maskz_loadu_epi8(valid, text + place);
        if (to) _mm512_storeu_si512(to + place, bytes);
        const uint64_t beyond = _mm512_movepi8_mask(bytes);
        const __m512i found = _mm512_maskz_permutex2var_epi8(~beyond, low, bytes, high);
        const uint64_t newlines = _mm512_test_epi8_mask(found, _mm512_set1_epi8(1));
        seen.odd |= (newlines << 1 | seen.newline) & _mm512_test_epi8_mask(found, _mm512_set1_epi8(2));
        seen.newline = newlines >> 63;
        seen.has_runs |= holds_run(_mm512_test_epi8_mask(found, _mm512_set1_epi8(4)), &seen.run);
        const uint64_t marks = _mm512_test_epi8_mask(found, _mm512_set1_epi8(8));
        if (marks) count_marks(text, count, place, marks, &seen.marks);
        const uint64_t continuing = _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8((char)0xC0));
        const uint64_t latin = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)0xC3));
        const uint64_t leads = beyond & ~continuing;
        if (is_latin(leads, continuing, latin, &seen.characters)) continue;
        const block halves = { _mm512_castsi512_si256(bytes), _mm512_extracti64x4_epi64(bytes, 1) };
        seen.odd |= unknown_among(halves, leads, continuing, latin, &seen.characters);
    }
    return told(&seen);
}

AVX2 static inline uint64_t within(block text, uint8_t first, uint8_t last)
{
    const __m256i from = _mm256_set1_epi8((char)first), most = _mm256_set1_epi8((char)(last - first));
    const __m256i low = _mm256_sub_epi8(text.low, from), high = _mm256_sub_epi8(text.high, from);
    return joined(_mm256_cmpeq_epi8(_mm256_min_epu8(low, most), low), _mm256_cmpeq_epi8(_mm256_min_epu8(high, most), high));
}

AVX2 static uint8_t look_avx2(const uint8_t *text, size_t count, uint8_t *to)
{
    const __m256i blank = _mm256_set1_epi8(0x20);
    text_so_far seen = { .newline = 1 };
    for (size_t place = 0; place < count; place += 64) {
        uint8_t last[64] = { 0 };
        const uint8_t *some = text + place;
        if (count - place < 64) some = __builtin_memcpy(last, some, count - place);
        const block bytes = block_at(some);
        if (to) {
            _mm256_storeu_si256((__m256i *)(to + place), bytes.low);
            _mm256_storeu_si256((__m256i *)(to + place + 32), bytes.high);
        }
        const block lowered = { _mm256_or_si256(bytes.low, blank), _mm256_or_si256(bytes.high, blank) };
        const uint64_t newlines = equal(bytes, '\n');
        seen.odd |= (newlines << 1 | seen.newline) & (equal(bytes, '>') | equal(bytes, '|'));
        seen.newline = newlines >> 63;
        // `/` stands before the digits.
        const uint64_t runs = within(lowered, 'a', 'z') | within(bytes, '/', '9') | equal(bytes, '+') | equal(bytes, '-')
            | equal(bytes, '_');
        seen.has_runs |= holds_run(runs, &seen.run);
        const uint64_t marks = within(bytes, '%', '&') | equal(bytes, '\\') | equal(bytes, '=');
        if (marks) count_marks(text, count, place, marks, &seen.marks);
        const uint64_t beyond = joined(bytes.low, bytes.high);
        if (beyond | goes_on(&seen.characters)) seen.odd |= unknown(bytes, beyond, &seen.characters);
    }
    return told(&seen);
}
#endif

typedef uint8_t (*look)(const uint8_t *text, size_t count, uint8_t *to);

static look look_with(unsigned kernel)
{
#if defined(__x86_64__)
    if (kernel == 2) return look_avx512;
    if (kernel == 1) return look_avx2;
#endif
    (void)kernel;
    return look_portable;
}

void sluice_look_at_texts(
    const uint8_t *text, const sluice_range *texts, size_t count, unsigned kernel, uint8_t *looks)
{
    const look look = look_with(kernel);
    for (size_t index = 0; index < count; index++) {
        looks[index] = look(text + texts[index].start, texts[index].end - texts[index].start, 0);
    }
}

uint8_t sluice_copy_text(const uint8_t *text, size_t count, unsigned kernel, uint8_t *to)
{
    return look_with(kernel)(text, count, to);
}

size_t sluice_copy_texts(
    const uint8_t *text, const sluice_range *texts, size_t count, unsigned kernel, const sluice_batch *batch)
{
    const look look = look_with(kernel);
    uint8_t *to = batch->bytes;
    size_t place = SLUICE_TEXT_GAP, index = 0;
    __builtin_memset(to, 0, SLUICE_TEXT_GAP);
    for (; index < count; index++) {
        const size_t start = texts[index].start, length = texts[index].end - start;
        const int is_long = length > batch->longest;
        if (place + (is_long ? 0 : length) + SLUICE_TEXT_ROOM > batch->room) break;
        batch->looks[index] = is_long ? SLUICE_TEXT_LONG : look(text + start, length, to + place);
        if (!is_long) place += length;
        batch->ends[index] = place;
        __builtin_memset(to + place, 0, SLUICE_TEXT_GAP);
        place += SLUICE_TEXT_GAP;
    }
    return index;
}
