#pragma once
#include <stddef.h>
#include <stdint.h>

/// Asks for the cache line at `place`, which may lie outside of any memory.
static inline void sluice_prefetch(const void *place) { __builtin_prefetch(place); }

/// Whether this processor has what the functions here need: AVX-512 with VBMI and VBMI2.
int sluice_has_avx512(void);

/// Writes the even places of `from..<to` at which one of a filter's strings may stand by the kinds of their bytes, as
/// distances from `text`.
///
/// `kinds` holds the kinds (below 32) of 128 bytes and then, for each of four groups of strings, three bit tables of 128
/// bytes by two kinds: for the first and second, second and third, third and fourth byte. 200 bytes behind `to` must be
/// readable; `places` must have room for half the distance and 128 more.
size_t sluice_kind_places_avx512(
    const uint8_t *text, size_t from, size_t to, const uint8_t *kinds, uint32_t *places);

/// Writes the even places of `from..<to` whose string has both of its marks (a hash leads to a word, `hash >> shift`, in which
/// two bits must be set, by bits 12 to 16 and 7 to 11 of the hash), as distances from `text`. 200 bytes behind
/// `to` must be readable; `found` must have room for half the distance and 128 more.
size_t sluice_gram_places_avx2(
    const uint8_t *text, size_t from, size_t to, const uint32_t *marks, unsigned shift, uint32_t *found);
size_t sluice_gram_places_avx512(
    const uint8_t *text, size_t from, size_t to, const uint32_t *marks, unsigned shift, uint32_t *found);

/// Writes the places of eight-byte words (at multiples of 8 from `from`) that are all of 0x30–0x3F and 0x60–0x6F, in
/// either case, and gives their number. Where `only_long` is set, only such words that are all of 0x30–0x3F, or that
/// another such word follows. 128 bytes behind `to` must be readable.
size_t sluice_hexadecimal_words(const uint8_t *text, size_t from, size_t to, int only_long, uint32_t *found);
size_t sluice_hexadecimal_words_avx2(const uint8_t *text, size_t from, size_t to, int only_long, uint32_t *found);
size_t sluice_hexadecimal_words_avx512(const uint8_t *text, size_t from, size_t to, int only_long, uint32_t *found);

/// Writes the places of eight-byte words at multiples of 4 that are all of 0x20–0x3F with at least three of 0x30–0x3F.
size_t sluice_numeric_words_avx512(const uint8_t *text, size_t from, size_t to, uint32_t *found);

/// Writes where runs of at least eight bytes of numbers begin in `from..<to`, as distances from `text`, and gives how many
/// there are: digits, and commas, full stops, hyphens, slashes, spaces and bytes beyond ASCII no more than two bytes from
/// one. A run that goes on from before `from` begins there. 128 bytes behind `to` must be readable, and `found` must have
/// room for an eighth of the distance.
size_t sluice_numbers(const uint8_t *text, size_t from, size_t to, uint32_t *found);
size_t sluice_numbers_avx2(const uint8_t *text, size_t from, size_t to, uint32_t *found);
size_t sluice_numbers_avx512(const uint8_t *text, size_t from, size_t to, uint32_t *found);

/// Writes, for each 64 bytes of `groups` groups, which are digits, upper-case letters of ASCII, hyphens, colons, `@`,
/// backslashes and slashes: one bit a byte, the first byte lowest, each class `stride` words behind the one before.
void sluice_class_masks(const uint8_t *text, size_t groups, uint64_t *masks, size_t stride);
void sluice_class_masks_avx2(const uint8_t *text, size_t groups, uint64_t *masks, size_t stride);
void sluice_class_masks_avx512(const uint8_t *text, size_t groups, uint64_t *masks, size_t stride);

/// Writes the places at which bytes of `count` such classes stand, each at its offset (0 first, the others 1 to 63), and
/// gives how many there are. Masks of one group more than `groups` are read, of 5 more by the second function and of 9 more
/// by the third; `scratch` has room for `groups` words.
size_t sluice_class_strings(
    const uint64_t *masks, size_t stride, size_t groups, const uint8_t *classes, const uint8_t *offsets, int count,
    uint64_t *scratch, uint32_t *found);
size_t sluice_class_strings_avx2(
    const uint64_t *masks, size_t stride, size_t groups, const uint8_t *classes, const uint8_t *offsets, int count,
    uint32_t *found);
size_t sluice_class_strings_avx512(
    const uint64_t *masks, size_t stride, size_t groups, const uint8_t *classes, const uint8_t *offsets, int count,
    uint32_t *found);

/// Whether this processor has what ``sluice_plain_run_avx2`` needs: AVX2 with BMI and BMI2.
int sluice_has_avx2(void);

/// How far `from..<to` is sure to have nothing that a view would fold: UTF-8 of ASCII, U+00A1 to U+00FF without the
/// soft hyphen, U+2012 to U+2027, U+20A0 to U+20BF, U+1F300 to U+1FBBF, where neither quote mark follows a line end and,
/// with `every_line`, no line ends. `from` begins a character. What stops the run begins there or a character behind.
/// 64 bytes behind `to` must be readable.
size_t sluice_plain_run_avx2(
    const uint8_t *text, size_t from, size_t to, uint8_t first_quote, uint8_t second_quote, int every_line);
size_t sluice_plain_run_avx512(
    const uint8_t *text, size_t from, size_t to, uint8_t first_quote, uint8_t second_quote, int every_line);

/// Writes the places of `from..<to` that hold one of four bytes (which may be the same), as distances from `text`, and
/// gives their number. 64 bytes behind `to` must be readable.
size_t sluice_places_of(const uint8_t *text, size_t from, size_t to, const uint8_t bytes[4], uint32_t *found);

/// Likewise the places of one byte in whole groups of 64 bytes. ``sluice_has_avx2`` must hold.
size_t sluice_places_avx2(const uint8_t *text, size_t from, size_t groups, uint8_t byte, uint32_t *found);

/// The first place of `from..<to` at which U+017F, U+1E9E, U+212A or U+212B begins; at least `to` where none does.
/// The text is readable up to `end`, which is not before `to`.
size_t sluice_rare_letter(const uint8_t *text, size_t from, size_t to, size_t end);

/// How many of `count` bytes are `byte`.
size_t sluice_count_avx2(const uint8_t *text, size_t count, uint8_t byte);

/// How many code points begin in `count` bytes of UTF-8: continuation bytes count as nothing.
size_t sluice_code_points(const uint8_t *text, size_t count);

/// How many of `count` bytes are control characters that texts do not have: below 0x20, but not BEL to CR, and not ESC.
size_t sluice_count_controls(const uint8_t *text, size_t count);

/// The first place of `from..<to` at which a hyphen stands with LF or CR behind it; `to` where there is none. The byte
/// at `to` must be readable.
size_t sluice_hyphen_at_line_end(const uint8_t *text, size_t from, size_t to);

/// The first line feed in `from..<to` behind which `byte` stands, `to` where there is none.
size_t sluice_line_with(const uint8_t *text, size_t from, size_t to, uint8_t byte);

/// The first place in `from..<to` at which LF stands with `From ` behind it, or with `Content-Length:` in any case, all
/// before `to`; `to` where there is none. How many LF stand before it, from `from` on, is added to `feeds`.
size_t sluice_mail_line(const uint8_t *text, size_t from, size_t to, size_t *feeds);

/// A name that is longer is no field's.
#define SLUICE_LONGEST_FIELD_NAME 200

/// A field of a mail's header, as distances from its beginning: its name, and its value without white space at its ends.
typedef struct {
    uint32_t name, name_end, value, value_end;
} sluice_field;

/// Writes the fields of the header that `text` begins with, at most `most`, gives how many there are and, as `end`, where
/// the body begins. Gives SIZE_MAX where the header is not as programs write it: lines that are no fields, folded lines of
/// blanks, carriage returns alone, no empty line among `count` bytes.
size_t sluice_header_fields(const uint8_t *text, size_t count, sluice_field *fields, size_t most, size_t *end);

/// Whether `count` bytes are ASCII without CR, LF and `=`, so that a field's value with them needs no decoding.
int sluice_is_plain_value(const uint8_t *text, size_t count);

/// The first byte in `from..<to` that is neither beyond `<` nor one of `-./0123456789` and `#$%&'`, `to` where there is none.
size_t sluice_address_word(const uint8_t *text, size_t from, size_t to);

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

/// Decodes base64 up to the first byte that is no letter of a group of four and no line end between two. Room for three
/// bytes for each four, and eight more, is enough. ``sluice_has_avx2`` must hold.
sluice_decoded sluice_base64_lines_avx2(const uint8_t *from, size_t count, uint8_t *to);

/// Decodes quoted-printable up to the last 34 bytes, or to an `=` that begins neither an escape nor a line end; at least
/// one byte is left. Never more is written than was read, but 32 bytes may be touched where that many are left.
/// ``sluice_has_avx2`` must hold.
sluice_decoded sluice_quoted_printable_avx2(const uint8_t *from, size_t count, uint8_t *to);

/// Decodes quoted-printable up to the last 65 bytes, or to an `=` that begins neither an escape nor a line end. Never
/// more is written than was read, but 64 bytes may be touched where that many were read. ``sluice_has_avx512`` must hold.
sluice_decoded sluice_quoted_printable_avx512(const uint8_t *from, size_t count, uint8_t *to);

/// Runs of letters, digits and `+/-_` that are shorter are chance.
#define SLUICE_SHORTEST_RUN 24

/// Where the first run begins that is as long, in `from..<count` and as if nothing stood before; `count` where none does.
size_t sluice_next_run(const uint8_t *text, size_t from, size_t count);

/// What stands in a text beyond plain words, as far as one pass tells.
typedef struct {
    /// Lines in the text that are not empty, and how many places of beginnings of lines were written.
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

/// Something may stand in a text that a view would fold, as ``sluice_plain_run_avx2`` tells it, with the marks of mails.
#define SLUICE_TEXT_ODD 1
/// Something may be written in an encoding.
#define SLUICE_TEXT_CODED 2
/// The text was too long to be copied, and nobody looked at it.
#define SLUICE_TEXT_LONG 4
/// How many zeros stand before and behind a text among others, and what room there must be behind one.
#define SLUICE_TEXT_GAP 8
#define SLUICE_TEXT_ROOM 72

/// From a first place to the one behind the last.
typedef struct {
    size_t start, end;
} sluice_range;

/// Where texts are copied to, one behind the other: for each where it ends there and what it holds. Longer ones are left out.
typedef struct {
    uint8_t *bytes;
    size_t room, longest;
    size_t *ends;
    uint8_t *looks;
} sluice_batch;

/// Says of each of `count` texts what it holds. `kernel` is 2 for AVX-512, 1 for AVX2, which the processor must have, or 0.
void sluice_look_at_texts(
    const uint8_t *text, const sluice_range *texts, size_t count, unsigned kernel, uint8_t *looks);

/// Likewise of one text, which is copied; ``SLUICE_TEXT_ROOM`` bytes more than it has may be written.
uint8_t sluice_copy_text(const uint8_t *text, size_t count, unsigned kernel, uint8_t *to);

/// Likewise of many texts; gives how many there was room for.
size_t sluice_copy_texts(
    const uint8_t *text, const sluice_range *texts, size_t count, unsigned kernel, const sluice_batch *batch);

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

/// Likewise, where beginnings are given as a bit for each of 65,536 hashes of four bytes, and ``sluice_has_avx2`` holds.
sluice_word_counts sluice_words_avx2(
    const uint8_t *text, size_t groups, int carry, unsigned least, const uint64_t *marks, uint64_t *masks,
    uint32_t *beyond, uint32_t *starts);

/// Writes those of `count` words that pass the first filter of a list of terms, which may be in place, and gives their
/// number.
///
/// A word is its place, length (from bit 16 on) and one bit (24) more; with its hash it leads to a cell (`hash >> 36`, under
/// `mask`) that must have the bits of one of 512 patterns (bits 27 to 34 of the hash, and bit 24 of the word).
/// 16 words and hashes behind the last one can be read and written.
size_t sluice_passing_words_avx512(
    const uint32_t *words, const uint64_t *hashes, size_t count, uint32_t *kept_words, uint64_t *kept_hashes,
    const uint64_t *cells, uint64_t mask, const uint64_t *patterns);

/// What ``sluice_neighboured_words_avx512`` looks up.
typedef struct {
    /// Cells by hash and neighbour, and the patterns of bits that must be set in them.
    const uint64_t *cells;
    uint64_t mask;
    const uint64_t *patterns;
    /// A class of 0 to 7 for each byte.
    const uint8_t *classes;
    /// By three classes, two bits each: 0 where a pair counts, 1 where it is not known, 2 where there is none.
    const uint8_t *verdicts;
} sluice_neighbours;

/// Keeps those of `count` words of `text` that have a neighbour of their terms, and gives their number.
///
/// Four bytes before and behind each word must be readable, 64 words and hashes behind the last one.
size_t sluice_neighboured_words_avx512(
    const uint8_t *text, uint32_t *words, uint64_t *hashes, size_t count, const sluice_neighbours *neighbours);

/// The longest local part of a mail address that is looked for.
#define SLUICE_LOCAL_PART 32

/// A mail address: where it begins, its `@`, and its end; all 0 where there is none.
typedef struct {
    size_t start, at, end;
} sluice_address;

/// The first mail address that begins in `from...to` of `count` bytes, which are more than `to`.
///
/// It is what `(?<![0-9A-Za-z._%+-])[0-9A-Za-z][0-9A-Za-z._%+-]{0,31}+@` and one to eight labels `[0-9A-Za-z-]{1,63}+\.` with
/// `[A-Za-z]{2,24}(?![0-9A-Za-z-])` behind them match.
sluice_address sluice_next_address(const uint8_t *text, size_t from, size_t to, size_t count);

/// A number of two digits at most in a header, from the header's beginning; `worth` is 10, 1, or 0 where there is none.
typedef struct {
    uint8_t first, last, first_worth, last_worth;
} sluice_two_digits;

/// What the headers of a chat are alike in, of which `length` bytes count; zero where no header is known.
typedef struct {
    /// 0xFF for a digit, and for what is none, which `fixed` is.
    uint8_t digits[32], others[32], fixed[32];
    size_t length;
    sluice_two_digits hour, minute, second;
} sluice_chat_form;

/// Behind the header of that form in the line `start..<end`; 0 where it has none. 64 bytes behind the text must be readable.
size_t sluice_chat_header(const sluice_chat_form *form, const uint8_t *text, size_t start, size_t end);

/// With how many bytes a line begins at most of which the author is looked up.
#define SLUICE_LONGEST_AUTHOR 32

/// A name, a colon and a blank, zeros behind them, and whose they are; of length zero where there is none.
typedef struct {
    uint64_t words[4];
    uint32_t length;
    int32_t author;
} sluice_author_name;

/// Whether the line `start..<end` begins as most do, with a name, a colon and a blank; 64 bytes behind must be readable.
///
/// Words stand behind it.
int sluice_author_beginning(const uint8_t *text, size_t start, size_t end, sluice_author_name *name);

/// Where a name is among `count` places, a power of two of which half are free; else the place where it belongs.
size_t sluice_author_slot(const sluice_author_name *known, size_t count, const sluice_author_name *name);

/// How far a chat was read: the line at hand, and the last line with a header, with how many lines stand before them.
typedef struct {
    size_t place, line_end, line;
    size_t header, behind, header_line_end, header_line;
    int has_header;
} sluice_chat_walk;

/// A message: where its header begins and ends, what was written, where its first line ends, how many lines stand before it.
///
/// `author` is -1, and what was written begins with the name, where the name is not known. `is_words` says that it is one
/// line and no file.
typedef struct {
    uint32_t header, behind, start, end, line_end, line;
    int32_t author;
    int32_t is_words;
} sluice_chat_message;

/// Writes messages of the text but for the last one, at most `most`, and gives how many.
///
/// Stops before a line that may have another header, before the first where something stands before it, and before one
/// without an end, which is then `count`.
size_t sluice_chat_messages(const uint8_t *text, size_t count, const sluice_chat_form *form,
    const sluice_author_name *known, size_t known_count, sluice_chat_walk *walk, sluice_chat_message *found, size_t most);
