#include "CNameHash.h"
#include "blocks.h"

#include <endian.h>
#include <string.h>

/// The first 32 bits of the fractions of the square roots of the first 8 primes.
static const uint32_t start[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

/// Asked once for all threads; both answers give the same codes.
static bool has_instructions(void) {
    static _Atomic int answer;
    if (answer == 0) answer = sluice_has_hash_instructions() ? 1 : 2;
    return answer == 1;
}

void sluice_name_key_init(struct sluice_name_key *key, const uint8_t block[64]) {
    uint8_t padded[64];
    memcpy(key->inner, start, sizeof start);
    memcpy(key->outer, start, sizeof start);
    for (int i = 0; i < 64; i++) padded[i] = block[i] ^ 0x36;
    sluice_blocks_portable(key->inner, padded, 1);
    for (int i = 0; i < 64; i++) padded[i] = block[i] ^ 0x5c;
    sluice_blocks_portable(key->outer, padded, 1);
}

/// Writes the padding behind a text that follows one block of the key; gives how many blocks there are now.
static size_t pad(uint8_t *text, size_t count) {
    size_t blocks = (count + 8) / 64 + 1;
    uint64_t bits = (64 + (uint64_t)count) * 8;
    text[count] = 0x80;
    memset(text + count + 1, 0, blocks * 64 - count - 9);
    bits = htobe64(bits);
    memcpy(text + blocks * 64 - 8, &bits, 8);
    return blocks;
}

static void write_state(const uint32_t state[8], uint8_t code[32]) {
    for (int i = 0; i < 8; i++) {
        uint32_t word = htobe32(state[i]);
        memcpy(code + 4 * i, &word, 4);
    }
}

static void hash(
    const struct sluice_name_key *key, uint8_t *text, size_t count, uint8_t code[32],
    void (*blocks)(uint32_t[8], const uint8_t *, size_t)) {
    uint32_t state[8];
    uint8_t last[64];
    memcpy(state, key->inner, sizeof state);
    blocks(state, text, pad(text, count));
    write_state(state, last);
    memcpy(state, key->outer, sizeof state);
    blocks(state, last, pad(last, 32));
    write_state(state, code);
}

void sluice_name_hash_portable(
    const struct sluice_name_key *key, uint8_t *text, size_t count, uint8_t code[32]) {
    hash(key, text, count, code, sluice_blocks_portable);
}

void sluice_name_hash(const struct sluice_name_key *key, uint8_t *text, size_t count, uint8_t code[32]) {
    hash(key, text, count, code, has_instructions() ? sluice_blocks : sluice_blocks_portable);
}

void sluice_name_hash_pair(
    const struct sluice_name_key *key, uint8_t *first, size_t first_count, uint8_t *second, size_t second_count,
    uint8_t codes[64]) {
    if (!has_instructions()) {
        sluice_name_hash_portable(key, first, first_count, codes);
        sluice_name_hash_portable(key, second, second_count, codes + 32);
        return;
    }
    uint32_t one[8], two[8];
    uint8_t last[128];
    size_t blocks = pad(first, first_count), others = pad(second, second_count);
    size_t both = blocks < others ? blocks : others;
    memcpy(one, key->inner, sizeof one);
    memcpy(two, key->inner, sizeof two);
    sluice_block_pairs(one, first, two, second, both);
    if (blocks > both) sluice_blocks(one, first + 64 * both, blocks - both);
    if (others > both) sluice_blocks(two, second + 64 * both, others - both);
    write_state(one, last);
    write_state(two, last + 64);
    memcpy(one, key->outer, sizeof one);
    memcpy(two, key->outer, sizeof two);
    pad(last, 32);
    pad(last + 64, 32);
    sluice_block_pairs(one, last, two, last + 64, 1);
    write_state(one, codes);
    write_state(two, codes + 32);
}
