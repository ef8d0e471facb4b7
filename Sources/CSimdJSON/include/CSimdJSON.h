#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The first stage of simdjson: where in a text the tokens of JSON begin.
///
/// One thread at a time may use it. It keeps its memory from one text to the next.
struct sluice_json_indexer;

/// What the first stage says about a text.
typedef enum {
    /// Strings are closed and hold no control characters.
    sluice_json_indexed = 0,
    /// As above, but the bytes are not UTF-8.
    sluice_json_not_utf8 = 1,
    /// There is no index: a string is not closed, or a control character stands in one.
    sluice_json_broken = 2,
    /// There is no index: the text is empty or blank.
    sluice_json_empty = 3,
    /// There is no index: the text is too long, or memory ran out.
    sluice_json_too_long = 4,
} sluice_json_outcome;

/// Null where memory ran out.
struct sluice_json_indexer *_Nullable sluice_json_indexer_create(void);
void sluice_json_indexer_destroy(struct sluice_json_indexer *_Nullable indexer);

/// Indexes `count` bytes, behind which 64 more are readable.
///
/// Behind a good outcome `*places` points to `*place_count` offsets, rising: of each bracket, colon and comma outside
/// of strings, of each opening quote, and of the first byte of each number or word. They stay until the next call.
sluice_json_outcome sluice_json_index(
    struct sluice_json_indexer *_Nonnull indexer, const uint8_t *_Nonnull bytes, size_t count,
    const uint32_t *_Nullable *_Nonnull places, size_t *_Nonnull place_count);

#ifdef __cplusplus
}
#endif

#endif
