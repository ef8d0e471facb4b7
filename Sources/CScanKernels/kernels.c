#include "CScanKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "pairs.h"

int sluice_has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2")
        && __builtin_cpu_supports("bmi2");
}

AVX512 size_t sluice_numeric_words_avx512(const uint8_t *text, size_t from, size_t to, uint32_t *found)
{
    size_t count = 0;
    for (size_t place = from; place < to; place += 64) {
        __m512i bytes = _mm512_loadu_si512(text + place);
        __m512i kind = _mm512_and_si512(bytes, _mm512_set1_epi8((char)0xE0));
        uint64_t of_class = _mm512_cmpeq_epi8_mask(kind, _mm512_set1_epi8(0x20));
        // Eight in a row from a multiple of 4 on: runs of four first, the next 64 bytes' first four included.
        __m128i behind = _mm_loadu_si128((const __m128i *)(text + place + 64));
        uint64_t next = (uint64_t)_mm_cmpeq_epi8_mask(
            _mm_and_si128(behind, _mm_set1_epi8((char)0xE0)), _mm_set1_epi8(0x20));
        uint64_t two = of_class & (of_class >> 1 | next << 63);
        uint64_t four = two & (two >> 2 | (next & next >> 1) << 62);
        uint64_t next_four = (next & 0xF) == 0xF;
        uint64_t eight = four & (four >> 4 | next_four << 60) & 0x1111111111111111ull;
        while (eight) {
            size_t word = place + (size_t)__builtin_ctzll(eight);
            uint64_t value;
            __builtin_memcpy(&value, text + word, 8);
            if (word < to && __builtin_popcountll(value & 0x1010101010101010ull) >= 3) found[count++] = (uint32_t)word;
            eight &= eight - 1;
        }
    }
    return count;
}

#else

int sluice_has_avx512(void) { return 0; }

size_t sluice_numeric_words_avx512(const uint8_t *text, size_t from, size_t to, uint32_t *found)
{
    (void)text, (void)from, (void)to, (void)found;
    return 0;
}

#endif

static int is_rare_letter(const uint8_t *text, size_t place, size_t end)
{
    if (text[place] < 0x80 || end - place < 2) return 0;
    if (text[place] == 0xC5) return text[place + 1] == 0xBF;
    if (end - place < 3) return 0;
    if (text[place] == 0xE1) return text[place + 1] == 0xBA && text[place + 2] == 0x9E;
    return text[place] == 0xE2 && text[place + 1] == 0x84 && (text[place + 2] | 1) == 0xAB;
}

#if defined(__SSE2__)
#include <emmintrin.h>

/// The first place of `from..<to`, a multiple of 64 behind `from`, from which 64 bytes hold a rare letter's first byte; or
/// the last of those multiples.
AVX512 static size_t rare_group_avx512(const uint8_t *text, size_t from, size_t to)
{
    size_t place = from;
    for (; to - place >= 64; place += 64) {
        __m512i bytes = _mm512_loadu_si512(text + place);
        __mmask64 seen = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)0xC5))
            | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)0xE1))
            | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)0xE2));
        if (seen) break;
    }
    return place;
}

size_t sluice_rare_letter(const uint8_t *text, size_t from, size_t to, size_t end)
{
    const __m128i a = _mm_set1_epi8((char)0xC5), b = _mm_set1_epi8((char)0xE1), c = _mm_set1_epi8((char)0xE2);
    const int is_wide = sluice_has_avx512();
    size_t place = from;
    for (; to - place >= 64; place += 64) {
        if (is_wide) place = rare_group_avx512(text, place, to);
        if (to - place < 64) break;
        __m128i seen[4];
        for (int part = 0; part < 4; part++) {
            __m128i here = _mm_loadu_si128((const __m128i *)(text + place + 16 * part));
            seen[part] = _mm_or_si128(
                _mm_or_si128(_mm_cmpeq_epi8(here, a), _mm_cmpeq_epi8(here, b)), _mm_cmpeq_epi8(here, c));
        }
        __m128i any = _mm_or_si128(_mm_or_si128(seen[0], seen[1]), _mm_or_si128(seen[2], seen[3]));
        if (_mm_movemask_epi8(any) == 0) continue;
        for (int part = 0; part < 4; part++) {
            for (uint32_t mask = (uint32_t)_mm_movemask_epi8(seen[part]); mask; mask &= mask - 1) {
                size_t one = place + (size_t)(16 * part + __builtin_ctz(mask));
                if (is_rare_letter(text, one, end)) return one;
            }
        }
    }
    for (; place < to; place++)
        if (is_rare_letter(text, place, end)) return place;
    return to;
}

/// A hyphen with a control character behind it; bytes beyond ASCII count as such here.
static inline __m128i hyphens(const uint8_t *text)
{
    __m128i hyphen = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)text), _mm_set1_epi8('-'));
    __m128i behind = _mm_loadu_si128((const __m128i *)(text + 1));
    return _mm_and_si128(hyphen, _mm_cmplt_epi8(behind, _mm_set1_epi8(0x0E)));
}

/// The first place of `from..<to`, a multiple of 64 behind `from`, from which 64 bytes hold such a hyphen; or the last
/// of those multiples.
AVX512 static size_t hyphen_group_avx512(const uint8_t *text, size_t from, size_t to)
{
    size_t place = from;
    for (; place + 64 <= to; place += 64) {
        __mmask64 seen = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(text + place), _mm512_set1_epi8('-'));
        __m512i behind = _mm512_loadu_si512(text + place + 1);
        if (_mm512_mask_cmplt_epi8_mask(seen, behind, _mm512_set1_epi8(0x0E)) != 0) break;
    }
    return place;
}

static size_t hyphen_group(const uint8_t *text, size_t from, size_t to)
{
    size_t place = from;
    for (; place + 64 <= to; place += 64) {
        __m128i low = _mm_or_si128(hyphens(text + place), hyphens(text + place + 16));
        __m128i high = _mm_or_si128(hyphens(text + place + 32), hyphens(text + place + 48));
        if (_mm_movemask_epi8(_mm_or_si128(low, high)) != 0) break;
    }
    return place;
}

size_t sluice_hyphen_at_line_end(const uint8_t *text, size_t from, size_t to)
{
    int wide = sluice_has_avx512();
    size_t place = from;
    while (place < to) {
        place = wide ? hyphen_group_avx512(text, place, to) : hyphen_group(text, place, to);
        size_t end = to - place < 64 ? to : place + 64;
        for (; place < end; place++)
            if (text[place] == '-' && (text[place + 1] == '\n' || text[place + 1] == '\r')) return place;
    }
    return to;
}

size_t sluice_places_of(const uint8_t *text, size_t from, size_t to, const uint8_t bytes[4], uint32_t *found)
{
    const __m128i a = _mm_set1_epi8((char)bytes[0]), b = _mm_set1_epi8((char)bytes[1]);
    const __m128i c = _mm_set1_epi8((char)bytes[2]), d = _mm_set1_epi8((char)bytes[3]);
    size_t count = 0;
    for (size_t place = from; place < to; place += 64) {
        __m128i seen[4];
        for (int part = 0; part < 4; part++) {
            __m128i here = _mm_loadu_si128((const __m128i *)(text + place + 16 * part));
            seen[part] = _mm_or_si128(
                _mm_or_si128(_mm_cmpeq_epi8(here, a), _mm_cmpeq_epi8(here, b)),
                _mm_or_si128(_mm_cmpeq_epi8(here, c), _mm_cmpeq_epi8(here, d)));
        }
        __m128i any = _mm_or_si128(_mm_or_si128(seen[0], seen[1]), _mm_or_si128(seen[2], seen[3]));
        if (_mm_movemask_epi8(any) == 0) continue;
        uint64_t mask = 0;
        for (int part = 0; part < 4; part++) mask |= (uint64_t)(uint16_t)_mm_movemask_epi8(seen[part]) << (16 * part);
        for (; mask; mask &= mask - 1) {
            size_t one = place + (size_t)__builtin_ctzll(mask);
            if (one < to) found[count++] = (uint32_t)one;
        }
    }
    return count;
}

#else

size_t sluice_hyphen_at_line_end(const uint8_t *text, size_t from, size_t to)
{
    for (size_t place = from; place < to; place++)
        if (text[place] == '-' && (text[place + 1] == '\n' || text[place + 1] == '\r')) return place;
    return to;
}

size_t sluice_rare_letter(const uint8_t *text, size_t from, size_t to, size_t end)
{
    for (size_t place = from; place < to; place++)
        if (is_rare_letter(text, place, end)) return place;
    return to;
}

size_t sluice_places_of(const uint8_t *text, size_t from, size_t to, const uint8_t bytes[4], uint32_t *found)
{
    size_t count = 0;
    for (size_t place = from; place < to; place++) {
        uint8_t here = text[place];
        if (here == bytes[0] || here == bytes[1] || here == bytes[2] || here == bytes[3])
            found[count++] = (uint32_t)place;
    }
    return count;
}

#endif
