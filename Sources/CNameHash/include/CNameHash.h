#pragma once
#include <stddef.h>
#include <stdint.h>

// HMAC (RFC 2104) with SHA-256 (FIPS 180-4) of short texts, made for millions of them: no block is spent on the
// key, two texts go through the processor side by side, and nothing is allocated.

/// A key as its two hashes have taken it up.
struct sluice_name_key {
    uint32_t inner[8];
    uint32_t outer[8];
};

enum {
    sluice_name_key_block = 64,
    /// How much room a text needs behind it.
    sluice_name_room = 72,
    sluice_name_code = 32,
};

/// Takes up a key, which is filled with zeros to the length of a block.
void sluice_name_key_init(struct sluice_name_key *key, const uint8_t block[sluice_name_key_block]);

/// The code of a text; the room behind it is written over.
void sluice_name_hash(
    const struct sluice_name_key *key, uint8_t *text, size_t count, uint8_t code[sluice_name_code]);

/// The codes of two texts, one behind the other.
void sluice_name_hash_pair(
    const struct sluice_name_key *key, uint8_t *first, size_t first_count, uint8_t *second, size_t second_count,
    uint8_t codes[2 * sluice_name_code]);

/// The same by the portable loop, whatever the processor has.
void sluice_name_hash_portable(
    const struct sluice_name_key *key, uint8_t *text, size_t count, uint8_t code[sluice_name_code]);
