#pragma once
#include "CScanKernels.h"
#include <stdint.h>

/// Where in `bits` long enough runs begin, or go on.
static inline uint64_t long_runs(uint64_t bits)
{
    bits &= bits >> 1;
    bits &= bits >> 2;
    bits &= bits >> 4;
    bits &= bits >> 8;
    return bits & bits >> (SLUICE_SHORTEST_RUN - 16);
}

/// Whether the last of `bits`, together with those before them, make a run that is long enough.
static inline int holds_run(uint64_t bits, size_t *before)
{
    if (bits == ~0ull) {
        *before += 64;
        return *before >= SLUICE_SHORTEST_RUN;
    }
    const size_t first = *before + (size_t)__builtin_ctzll(~bits);
    *before = (size_t)__builtin_clzll(~bits);
    return first >= SLUICE_SHORTEST_RUN || long_runs(bits);
}

static inline int is_run_byte(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10 || byte == '+' || byte == '-' || byte == '/'
        || byte == '_';
}

static inline int is_hexadecimal(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 6;
}

/// Counts what the mark at the beginning of `text`, of which `left` bytes are there, may be the beginning of.
static inline void count_mark(const uint8_t *text, size_t left, sluice_text_looks *looks)
{
    if (left < 2) return;
    const uint8_t next = text[1];
    const int is_byte = left > 2 && is_hexadecimal(next) && is_hexadecimal(text[2]);
    switch (text[0]) {
    case '%': looks->escapes += (size_t)is_byte; break;
    case '&': looks->escapes += next == '#' || (uint8_t)((next | 0x20) - 'a') < 26; break;
    case '\\': looks->escapes += next == 'x' || (next | 0x20) == 'u'; break;
    default:
        looks->soft_breaks += next == '\n' || (next == '\r' && left > 2 && text[2] == '\n');
        looks->quoted_bytes += (size_t)is_byte;
        looks->quoted_high += is_byte && next >= '8';
    }
}

/// Whether those marks are enough to mean something: one escape of quoted-printable, and several for ASCII alone, are chance.
static inline int tell_escapes(const sluice_text_looks *looks)
{
    return looks->escapes > 0 || looks->soft_breaks > 1
        || (looks->quoted_high > 0 && looks->quoted_bytes + looks->soft_breaks > 1);
}
