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
#include "sets.h"

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

/// The 64 bytes at `text`, of which `left` are wanted, and zeros in place of the others.
AVX2 static inline block first_of_block(const uint8_t *text, size_t left)
{
    const __m256i wanted = _mm256_set1_epi8((char)left), middle = _mm256_set1_epi8(32);
    const __m256i places = _mm256_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
        23, 24, 25, 26, 27, 28, 29, 30, 31);
    const block bytes = block_at(text);
    return (block){ _mm256_and_si256(bytes.low, _mm256_cmpgt_epi8(wanted, places)),
        _mm256_and_si256(bytes.high, _mm256_cmpgt_epi8(wanted, _mm256_add_epi8(places, middle))) };
}

/// Looks at a text; `reads_on` where as many bytes as a block has are there behind it.
AVX2 static inline __attribute__((always_inline)) uint8_t look_at(
    const uint8_t *text, size_t count, uint8_t *to, int reads_on)
{
    const __m256i quote = _mm256_set1_epi8('>'), bar = _mm256_set1_epi8('|');
    text_so_far seen = { .newline = 1 };
    unsigned eight = 0;
    for (size_t place = 0; place < count; place += 64) {
        const size_t left = count - place;
        uint8_t last[64] = { 0 };
        const uint8_t *some = text + place;
        if (!reads_on && left < 64) some = __builtin_memcpy(last, some, left);
        const block bytes = reads_on ? first_of_block(some, left < 64 ? left : 64) : block_at(some);
        if (to) {
            _mm256_storeu_si256((__m256i *)(to + place), bytes.low);
            _mm256_storeu_si256((__m256i *)(to + place + 32), bytes.high);
        }
        const __m256i low = sets_of(bytes.low), high = sets_of(bytes.high);
        const uint64_t newlines = equal(bytes, '\n');
        seen.odd |= (newlines << 1 | seen.newline)
            & joined(_mm256_or_si256(_mm256_cmpeq_epi8(bytes.low, quote), _mm256_cmpeq_epi8(bytes.low, bar)),
                _mm256_or_si256(_mm256_cmpeq_epi8(bytes.high, quote), _mm256_cmpeq_epi8(bytes.high, bar)));
        seen.newline = newlines >> 63;
        if (may_hold_run(eights_of_runs(low, high), &eight) && !seen.has_runs) {
            seen.has_runs = has_run_around(text, count, place);
        }
        if (holds_any_of(low, high, 0xE0)) count_marks(text, count, place, any_of(low, high, 0xE0), &seen.marks);
        // Letters of U+00C0 to U+00FF stand in one block and not in the next, where nothing foretells a branch.
        const uint64_t beyond = joined(bytes.low, bytes.high), continuing = beyond_ascii_below(bytes, 0xC0);
        const uint64_t latin = equal(bytes, 0xC3), leads = beyond & ~continuing;
        if (is_latin(leads, continuing, latin, &seen.characters)) continue;
        seen.odd |= unknown_among(bytes, leads, continuing, latin, &seen.characters);
    }
    return told(&seen);
}

AVX2 static uint8_t look_avx2(const uint8_t *text, size_t count, uint8_t *to) { return look_at(text, count, to, 0); }

/// Likewise; a block's bytes are there behind the text.
AVX2 static uint8_t look_on_avx2(const uint8_t *text, size_t count, uint8_t *to) { return look_at(text, count, to, 1); }
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

/// Likewise for texts behind which 64 bytes are there.
static look look_on_with(unsigned kernel)
{
#if defined(__x86_64__)
    if (kernel == 1) return look_on_avx2;
#endif
    return look_with(kernel);
}

/// Where the last of some texts ends; up to there bytes are there.
static inline size_t end_of(const sluice_range *texts, size_t count) { return count ? texts[count - 1].end : 0; }

void sluice_look_at_texts(
    const uint8_t *text, const sluice_range *texts, size_t count, unsigned kernel, uint8_t *looks)
{
    const look usual = look_with(kernel), look_on = look_on_with(kernel);
    const size_t known = end_of(texts, count);
    for (size_t index = 0; index < count; index++) {
        const size_t start = texts[index].start, end = texts[index].end;
        looks[index] = (end + 64 <= known ? look_on : usual)(text + start, end - start, 0);
    }
}

uint8_t sluice_copy_text(const uint8_t *text, size_t count, unsigned kernel, uint8_t *to)
{
    return look_with(kernel)(text, count, to);
}

size_t sluice_copy_texts(
    const uint8_t *text, const sluice_range *texts, size_t count, unsigned kernel, const sluice_batch *batch)
{
    const look usual = look_with(kernel), look_on = look_on_with(kernel);
    const size_t known = end_of(texts, count);
    uint8_t *to = batch->bytes;
    size_t place = SLUICE_TEXT_GAP, index = 0;
    __builtin_memset(to, 0, SLUICE_TEXT_GAP);
    for (; index < count; index++) {
        const size_t start = texts[index].start, end = texts[index].end, length = end - start;
        const int is_long = length > batch->longest;
        if (place + (is_long ? 0 : length) + SLUICE_TEXT_ROOM > batch->room) break;
        const look some = end + 64 <= known ? look_on : usual;
        batch->looks[index] = is_long ? SLUICE_TEXT_LONG : some(text + start, length, to + place);
        if (!is_long) place += length;
        batch->ends[index] = place;
        __builtin_memset(to + place, 0, SLUICE_TEXT_GAP);
        place += SLUICE_TEXT_GAP;
    }
    return index;
}
