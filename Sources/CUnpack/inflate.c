#include "inflating.h"

#include <dlfcn.h>
#include <stdlib.h>

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

struct sluice_inflater {
    __typeof__(isal_inflate_init) *init;
    __typeof__(isal_inflate_reset) *reset;
    __typeof__(isal_inflate) *inflate;
    __typeof__(crc32_gzip_refl) *crc;
    struct inflate_state state;
};

struct sluice_inflater *sluice_inflater_create(void) {
    // Never closed: the process that unpacks ends by _exit.
    void *library = dlopen("libisal.so.2", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return NULL;
    struct sluice_inflater *inflater = malloc(sizeof *inflater);
    if (inflater == NULL) return NULL;
    inflater->init = (__typeof__(inflater->init))dlsym(library, "isal_inflate_init");
    inflater->reset = (__typeof__(inflater->reset))dlsym(library, "isal_inflate_reset");
    inflater->inflate = (__typeof__(inflater->inflate))dlsym(library, "isal_inflate");
    inflater->crc = (__typeof__(inflater->crc))dlsym(library, "crc32_gzip_refl");
    if (!inflater->init || !inflater->reset || !inflater->inflate || !inflater->crc) {
        free(inflater);
        return NULL;
    }
    inflater->init(&inflater->state);
    return inflater;
}

void sluice_inflater_destroy(struct sluice_inflater *inflater) { free(inflater); }

void sluice_inflater_reset(struct sluice_inflater *inflater, bool has_trailer) {
    inflater->reset(&inflater->state);
    inflater->state.crc_flag = has_trailer ? ISAL_GZIP_NO_HDR_VER : ISAL_DEFLATE;
}

sluice_inflate_outcome sluice_inflate(
    struct sluice_inflater *inflater, const uint8_t *in, uint32_t *in_count, uint8_t *out, uint32_t *out_count) {
    struct inflate_state *state = &inflater->state;
    state->next_in = (uint8_t *)in;
    state->avail_in = *in_count;
    state->next_out = out;
    state->avail_out = *out_count;
    int status = inflater->inflate(state);
    *in_count = state->avail_in;
    *out_count = state->avail_out;
    if (status < 0 || status == ISAL_NEED_DICT) return sluice_inflate_broken;
    return state->block_state == ISAL_BLOCK_FINISH ? sluice_inflate_end : sluice_inflate_more;
}

uint32_t sluice_crc32(const struct sluice_inflater *inflater, uint32_t before, const uint8_t *bytes, size_t count) {
    return inflater->crc(before, bytes, count);
}
