#pragma once
#include <stddef.h>
#include <stdint.h>

/// Asks for the cache line at `place`, which may lie outside of any memory.
static inline void sluice_prefetch(const void *place) { __builtin_prefetch(place); }

/// Whether this processor has what the functions here need: AVX-512 with VBMI and VBMI2.
int sluice_has_avx512(void);

/// Writes the even places of `from..<to` at which one of a filter's strings may stand, as distances from `text`.
///
/// `pairs` holds three bit tables of 512 bytes: for each string its first and second, second and third, third and
/// fourth byte. Of `narrow` and `wide` one is there: a table by the 16 bits of two bytes, whose entry has in its low half
/// the buckets of strings that begin with them, in its high half of those that end with them. Where
/// `accepts_non_ascii` is set, strings with a byte beyond ASCII are looked up too. 200 bytes behind `to` must be
/// readable; `found` and `scratch` must have room for half the distance and 128 more. Gives how many places were
/// written to `found`.
size_t sluice_pair_places_avx512(
    const uint8_t *text, size_t from, size_t to, const uint8_t *pairs, int accepts_non_ascii,
    const uint32_t *narrow, const uint64_t *wide, uint32_t *scratch, uint32_t *found);

/// Writes the places of eight-byte words (at multiples of 8 from `from`) that are all of 0x30–0x3F and 0x60–0x6F, in
/// either case, and gives their number. 64 bytes behind `to` must be readable.
size_t sluice_hexadecimal_words(const uint8_t *text, size_t from, size_t to, uint32_t *found);
size_t sluice_hexadecimal_words_avx512(const uint8_t *text, size_t from, size_t to, uint32_t *found);

/// Likewise for words at multiples of 4 that are all of 0x20–0x3F with at least three of 0x30–0x3F.
size_t sluice_numeric_words_avx512(const uint8_t *text, size_t from, size_t to, uint32_t *found);

/// Writes, for each 64 bytes of `from..<to`, which are digits and which are upper-case letters of ASCII: one bit a byte,
/// the first byte lowest. Whole groups of 64 bytes are read.
void sluice_class_masks(const uint8_t *text, size_t from, size_t to, uint64_t *digits, uint64_t *upper);

/// Whether this processor has what ``sluice_plain_run_avx2`` needs: AVX2 with BMI and BMI2.
int sluice_has_avx2(void);

/// How far `from..<to` is sure to have nothing that a view would fold: UTF-8 of ASCII, U+00A1 to U+00FF without the
/// soft hyphen, U+2012 to U+2027, U+20A0 to U+20BF, where neither quote mark follows a line end and, with
/// `every_line`, no line ends. `from` begins a character. What stops the run begins there or a character behind.
/// 64 bytes behind `to` must be readable.
size_t sluice_plain_run_avx2(
    const uint8_t *text, size_t from, size_t to, uint8_t first_quote, uint8_t second_quote, int every_line);

/// Writes the places of `from..<to` that hold one of four bytes (which may be the same), as distances from `text`, and
/// gives their number. 64 bytes behind `to` must be readable.
size_t sluice_places_of(const uint8_t *text, size_t from, size_t to, const uint8_t bytes[4], uint32_t *found);

/// The first place of `from..<to` at which U+017F, U+1E9E, U+212A or U+212B begins; at least `to` where none does.
/// The text is readable up to `end`, which is not before `to`.
size_t sluice_rare_letter(const uint8_t *text, size_t from, size_t to, size_t end);

/// How many of `count` bytes are `byte`.
size_t sluice_count_avx2(const uint8_t *text, size_t count, uint8_t byte);

/// How many of `count` bytes are control characters that texts do not have: below 0x20, but not BEL to CR, and not ESC.
size_t sluice_count_controls(const uint8_t *text, size_t count);

/// The first place of `from..<to` at which a hyphen stands with LF or CR behind it; `to` where there is none. The byte
/// at `to` must be readable.
size_t sluice_hyphen_at_line_end(const uint8_t *text, size_t from, size_t to);

/// The first place in `from..<to` at which LF stands with `From ` behind it, all before `to`; `to` where there is none.
size_t sluice_from_line(const uint8_t *text, size_t from, size_t to);

/// Copies `count` bytes up to the first `byte` and gives how many stand before it. Up to 16 bytes more than that may be
/// written, but never more than `count`.
size_t sluice_copy_up_to(const uint8_t *from, size_t count, uint8_t byte, uint8_t *to);

/// Decodes base64 in blocks of 32 letters, up to the first block in which another byte stands, and gives how many letters
/// were decoded. 24 bytes are written for each block, and 8 more are touched. ``sluice_has_avx2`` must hold.
size_t sluice_base64_blocks_avx2(const uint8_t *from, size_t count, uint8_t *to);

/// How far an encoded text was read, how many bytes were written, and the letters of base64 that wait for others.
typedef struct {
    size_t read, written;
    uint32_t bits, letters;
} sluice_decoded;

/// Decodes base64, white space between its letters passed by, in blocks of 64 bytes up to the first block in which
/// another byte stands. Room for three bytes for each four is enough. ``sluice_has_avx512`` must hold.
sluice_decoded sluice_base64_lines_avx512(const uint8_t *from, size_t count, uint8_t *to);

/// Decodes quoted-printable up to the last 65 bytes, or to an `=` that begins neither an escape nor a line end. Never
/// more is written than was read, but 64 bytes may be touched where that many were read. ``sluice_has_avx512`` must hold.
sluice_decoded sluice_quoted_printable_avx512(const uint8_t *from, size_t count, uint8_t *to);

/// Runs of letters, digits and `+/-_` that are shorter are chance.
#define SLUICE_SHORTEST_RUN 24

/// What stands in a text beyond plain words, as far as one pass tells.
typedef struct {
    /// Lines that begin in the text, and how many places of such beginnings were written.
    size_t lines, starts;
    /// Two hexadecimal digits behind `=`, those of them for bytes beyond ASCII, and line ends behind `=`.
    size_t quoted_bytes, quoted_high, soft_breaks;
    /// Beginnings of `%C3`, `&uuml;`, `\u00fc`.
    size_t escapes;
    /// Whether ``SLUICE_SHORTEST_RUN`` letters, digits and `+/-_` stand in a row.
    int has_runs;
    /// Whether a zero, ESC, or anything stands there that ``sluice_plain_run_avx2`` does not pass, line ends apart.
    int is_odd;
} sluice_text_looks;

/// Looks at a text; writes up to `most` places where a line begins with `>`, `|`, `-`, `=`, `b`, a blank or a byte beyond
/// ASCII. A text with more of them counts as odd. 64 bytes behind the text must be readable, and ``sluice_has_avx2`` or
/// ``sluice_has_avx512`` must hold.
sluice_text_looks sluice_text_looks_avx2(const uint8_t *text, size_t count, uint32_t *starts, size_t most);
sluice_text_looks sluice_text_looks_avx512(const uint8_t *text, size_t count, uint32_t *starts, size_t most);

/// How many places ``sluice_words_avx512`` wrote to `starts` and to `beyond`.
typedef struct {
    size_t starts, beyond;
} sluice_word_counts;

/// Writes where words of ASCII letters, digits and underscores begin in `groups` times 64 bytes, as distances from `text`.
///
/// `least` is how many bytes they have at least (somewhat shorter ones may be among them), `carry` says whether a word goes
/// on from before. Where `beginnings` is given (two bit tables of 512 bytes: of the first and second, and of the third and
/// fourth byte), only words that begin so. Of each group and the one behind `masks` gets a bit for each byte of a word;
/// `beyond` gets the numbers of the groups with bytes beyond ASCII. 64 bytes behind the groups must be readable, and
/// `starts` must have room for 32 a group and 32 more.
sluice_word_counts sluice_words_avx512(
    const uint8_t *text, size_t groups, int carry, unsigned least, const uint8_t *beginnings, uint64_t *masks,
    uint32_t *beyond, uint32_t *starts);
