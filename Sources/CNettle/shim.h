#pragma once
#include <nettle/memops.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

// What the macros of nettle name otherwise are functions here, and since its version 4 a digest has no length.
static inline void sluice_sha256_digest(struct sha256_ctx *context, uint8_t digest[SHA256_DIGEST_SIZE]) {
#if NETTLE_VERSION_MAJOR < 4
    nettle_sha256_digest(context, SHA256_DIGEST_SIZE, digest);
#else
    nettle_sha256_digest(context, digest);
#endif
}
