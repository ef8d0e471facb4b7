#include "CScanKernels.h"

#if defined(__x86_64__)
#include "wideblocks.h"

int sluice_has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

/// Where a run ends that `found` stops in the block at `place`: where the character begins that was found, or the one before.
static size_t stop_of_run(const uint8_t *text, size_t from, size_t place, uint64_t found)
{
    size_t stop = place + (size_t)__builtin_ctzll(found);
    for (int step = 0; step < 4 && stop > from && text[stop - 1] >= 0x80; step++) {
        if (text[--stop] >= 0xC0) break;
    }
    return stop;
}

AVX2 size_t sluice_plain_run_avx2(
    const uint8_t *text, size_t from, size_t to, uint8_t first_quote, uint8_t second_quote, int every_line)
{
    carry before = { 0 };
    const uint64_t lines = every_line ? ~0ull : 0;
    for (size_t place = from; place < to; place += 64) {
        block bytes = block_at(text + place);
        uint64_t beyond = joined(bytes.low, bytes.high), newlines = equal(bytes, 0x0A);
        uint64_t quotes = equal(bytes, first_quote) | equal(bytes, second_quote);
        uint64_t found = ((newlines << 1 | before.newline) & quotes) | (newlines & lines);
        before.newline = newlines >> 63;
        if (beyond | goes_on(&before)) found |= unknown(bytes, beyond, &before);
        if (to - place < 64) found &= (1ull << (to - place)) - 1;
        if (found) return stop_of_run(text, from, place, found);
    }
    return to;
}

AVX512 size_t sluice_plain_run_avx512(
    const uint8_t *text, size_t from, size_t to, uint8_t first_quote, uint8_t second_quote, int every_line)
{
    const __m512i first = _mm512_set1_epi8((char)first_quote), second = _mm512_set1_epi8((char)second_quote);
    const uint64_t lines = every_line ? ~0ull : 0;
    carry before = { 0 };
    for (size_t place = from; place < to; place += 64) {
        const __m512i bytes = _mm512_loadu_si512(text + place);
        const uint64_t beyond = _mm512_movepi8_mask(bytes);
        const uint64_t newlines = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(0x0A));
        const uint64_t begins = newlines << 1 | before.newline;
        uint64_t found = newlines & lines;
        found |= _mm512_mask_cmpeq_epi8_mask(begins, bytes, first) | _mm512_mask_cmpeq_epi8_mask(begins, bytes, second);
        before.newline = newlines >> 63;
        // Asked of ASCII as well: where umlauts stand nobody can foresee, so a branch on them costs more.
        found |= unknown_wide(bytes, beyond, &before);
        if (to - place < 64) found &= (1ull << (to - place)) - 1;
        if (found) return stop_of_run(text, from, place, found);
    }
    return to;
}

AVX2 size_t sluice_count_avx2(const uint8_t *text, size_t count, uint8_t byte)
{
    const __m256i wanted = _mm256_set1_epi8((char)byte), zero = _mm256_setzero_si256();
    __m256i total = zero;
    size_t place = 0;
    while (count - place >= 32) {
        // A byte of a sum holds at most 255.
        size_t end = place + ((count - place) / 32 < 255 ? (count - place) / 32 : 255) * 32;
        __m256i sums = zero;
        for (; place < end; place += 32) {
            __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + place));
            sums = _mm256_sub_epi8(sums, _mm256_cmpeq_epi8(bytes, wanted));
        }
        total = _mm256_add_epi64(total, _mm256_sad_epu8(sums, zero));
    }
    size_t found = (size_t)_mm256_extract_epi64(total, 0) + (size_t)_mm256_extract_epi64(total, 1)
        + (size_t)_mm256_extract_epi64(total, 2) + (size_t)_mm256_extract_epi64(total, 3);
    for (; place < count; place++) found += text[place] == byte;
    return found;
}

AVX2 size_t sluice_places_avx2(const uint8_t *text, size_t from, size_t groups, uint8_t byte, uint32_t *found)
{
    size_t count = 0;
    for (size_t place = from; groups > 0; groups--, place += 64) {
        const block bytes = block_at(text + place);
        for (uint64_t seen = equal(bytes, byte); seen; seen &= seen - 1) {
            found[count++] = (uint32_t)(place + (size_t)__builtin_ctzll(seen));
        }
    }
    return count;
}

#else

size_t sluice_places_avx2(const uint8_t *text, size_t from, size_t groups, uint8_t byte, uint32_t *found)
{
    (void)text, (void)from, (void)groups, (void)byte, (void)found;
    return 0;
}

size_t sluice_count_avx2(const uint8_t *text, size_t count, uint8_t byte)
{
    (void)text, (void)count, (void)byte;
    return 0;
}

int sluice_has_avx2(void) { return 0; }

size_t sluice_plain_run_avx2(
    const uint8_t *text, size_t from, size_t to, uint8_t first_quote, uint8_t second_quote, int every_line)
{
    (void)text, (void)to, (void)first_quote, (void)second_quote, (void)every_line;
    return from;
}

size_t sluice_plain_run_avx512(
    const uint8_t *text, size_t from, size_t to, uint8_t first_quote, uint8_t second_quote, int every_line)
{
    (void)text, (void)to, (void)first_quote, (void)second_quote, (void)every_line;
    return from;
}

#endif
