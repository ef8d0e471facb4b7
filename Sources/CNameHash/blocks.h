#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The first 32 bits of the fractions of the cube roots of the first 64 primes.
extern const uint32_t sluice_round_constants[64];

/// Hashes blocks of 64 bytes into a state.
void sluice_blocks_portable(uint32_t state[8], const uint8_t *bytes, size_t count);

/// Whether the processor has instructions for SHA-256; the next two functions may be called only then.
bool sluice_has_hash_instructions(void);
void sluice_blocks(uint32_t state[8], const uint8_t *bytes, size_t count);

/// As many blocks of one text as of another; the instructions of one fill the waits of the other's.
void sluice_block_pairs(
    uint32_t first[8], const uint8_t *first_bytes, uint32_t second[8], const uint8_t *second_bytes,
    size_t count);
