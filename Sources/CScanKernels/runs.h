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
