#pragma once
// Raw DEFLATE (RFC 1951) by ISA-L, which takes half the time of zlib.
//
// The library is loaded when it is asked for, so that no process loads it that unpacks nothing.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sluice_inflater;

typedef enum {
    /// There is no room left, or no input.
    sluice_inflate_more,
    /// The stream has ended.
    sluice_inflate_end,
    sluice_inflate_broken,
} sluice_inflate_outcome;

/// NULL where the library is not installed, or there is no memory.
struct sluice_inflater *sluice_inflater_create(void);
void sluice_inflater_destroy(struct sluice_inflater *inflater);

/// Begins a new stream; with `has_trailer` the trailer of gzip (RFC 1952) follows it, which is checked and taken.
void sluice_inflater_reset(struct sluice_inflater *inflater, bool has_trailer);

/// Inflates from `in` to `out`; both counts become what is left of them.
///
/// At the end of a stream without a trailer a few bytes may have been taken that lie behind it.
sluice_inflate_outcome sluice_inflate(
    struct sluice_inflater *inflater, const uint8_t *in, uint32_t *in_count, uint8_t *out, uint32_t *out_count);

/// The CRC-32 of ISO 3309 of all bytes so far, going on from that of the bytes before.
uint32_t sluice_crc32(const struct sluice_inflater *inflater, uint32_t before, const uint8_t *bytes, size_t count);
