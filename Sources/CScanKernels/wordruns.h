#pragma once
#include <stdint.h>

/// The bits of `now` that begin a run of at least `least` bits, or of somewhat fewer; `next` goes on behind.
static inline uint64_t long_runs(uint64_t now, uint64_t next, unsigned least)
{
    if (least < 2) return now;
    uint64_t two = now & (now >> 1 | next << 63), next_two = next & next >> 1;
    if (least == 2) return two;
    if (least == 3) return two & (two >> 1 | next_two << 63);
    uint64_t four = two & (two >> 2 | next_two << 62), next_four = next_two & next_two >> 2;
    if (least < 6) return four;
    if (least < 8) return four & (four >> 2 | next_four << 62);
    return four & (four >> 4 | next_four << 60);
}
