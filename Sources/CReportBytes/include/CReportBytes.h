#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What reports ask of the bytes of each finding, sixteen of them at a time.

/// Writes a text as a string of JSON holds it, without quotes; gives how many bytes that are.
///
/// `target` has room for 6 * `count` + 16 bytes.
size_t sluice_escape_json(uint8_t *target, const uint8_t *text, size_t count);

/// Whether a text has a byte that JSON escapes: a control character, a quote, a backslash, DEL.
bool sluice_needs_json_escape(const uint8_t *text, size_t count);

/// How many code points begin behind the last line feed of a text; `lines` counts the line feeds.
size_t sluice_last_column(const uint8_t *text, size_t count, size_t *lines);

enum {
    /// Of a masked value so many bytes are shown at most, each by a dot or as it is.
    sluice_mask_longest = 64,
    sluice_mask_room = 3 * sluice_mask_longest + 3 + 48,
};

/// Writes a text of ASCII with dots for all but its last letters and digits, four and a quarter of them at most, and
/// the separators; gives how many bytes that are.
///
/// `target` has room for `sluice_mask_room` bytes.
size_t sluice_mask_ends(uint8_t *target, const uint8_t *text, size_t count);

/// Whether a text can be a message of SARIF as it is; no is said of some that can, too.
///
/// What speaks against it are placeholders and links, and what a terminal or a reader does not show as it is: control
/// characters up to U+009F, U+200E and U+200F, U+2028 to U+202E, and all from U+2040 to U+207F.
bool sluice_is_plain_message(const uint8_t *text, size_t count);

/// Whether a cell of CSV needs no quotes: it has no control character, comma, semicolon or quote.
bool sluice_is_plain_cell(const uint8_t *text, size_t count);
