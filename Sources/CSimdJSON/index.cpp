// Only the first stage is used: it gives the places of all tokens, where the document model of the library gives
// strings without their places, and its on-demand walk stops for good at the first fault.

#include "CSimdJSON.h"

#include <memory>
#include <new>

#include <simdjson.h>

struct sluice_json_indexer {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stages;
    size_t capacity = 0;
};

extern "C" struct sluice_json_indexer *sluice_json_indexer_create(void) {
    return new (std::nothrow) sluice_json_indexer;
}

extern "C" void sluice_json_indexer_destroy(struct sluice_json_indexer *indexer) { delete indexer; }

/// Makes room for `count` bytes; false where there is none.
static bool reserve(sluice_json_indexer &indexer, size_t count) {
    if (indexer.stages && count <= indexer.capacity) { return true; }
    size_t capacity = count < 4096 ? 4096 : count;
    if (!indexer.stages) {
        // The depth only sizes what the second stage needs.
        auto fault = simdjson::get_active_implementation()->create_dom_parser_implementation(
            capacity, 1, indexer.stages);
        if (fault != simdjson::SUCCESS) {
            indexer.stages.reset();
            return false;
        }
    } else if (indexer.stages->set_capacity(capacity) != simdjson::SUCCESS) {
        indexer.stages.reset();
        indexer.capacity = 0;
        return false;
    }
    indexer.capacity = capacity;
    return true;
}

extern "C" sluice_json_outcome sluice_json_index(
    struct sluice_json_indexer *indexer, const uint8_t *bytes, size_t count, const uint32_t **places,
    size_t *place_count) {
    *places = nullptr;
    *place_count = 0;
    if (count == 0) { return sluice_json_empty; }
    if (count >= simdjson::SIMDJSON_MAXSIZE_BYTES || !reserve(*indexer, count)) { return sluice_json_too_long; }
    auto fault = indexer->stages->stage1(bytes, count, simdjson::stage1_mode::regular);
    if (fault == simdjson::EMPTY) { return sluice_json_empty; }
    if (fault != simdjson::SUCCESS && fault != simdjson::UTF8_ERROR) { return sluice_json_broken; }
    *places = indexer->stages->structural_indexes.get();
    *place_count = indexer->stages->n_structural_indexes;
    return fault == simdjson::SUCCESS ? sluice_json_indexed : sluice_json_not_utf8;
}
