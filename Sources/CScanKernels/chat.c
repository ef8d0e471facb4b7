#include "CScanKernels.h"
#include <string.h>

// The lines of an exported chat: headers, authors, ends.

/// A number of two digits at most; `worth` is zero for digits that are none.
static inline unsigned number(const uint8_t *text, const sluice_two_digits *digits)
{
    return (unsigned)(text[digits->first] - '0') * digits->first_worth
        + (unsigned)(text[digits->last] - '0') * digits->last_worth;
}

size_t sluice_chat_header(const sluice_chat_form *form, const uint8_t *text, size_t start, size_t end)
{
    const size_t behind = start + form->length;
    if (!form->length || behind >= end) return 0;
    const uint8_t *header = text + start;
    uint8_t odd = 0;
    for (size_t place = 0; place < sizeof form->fixed; place++) {
        const uint8_t byte = header[place], digit = (uint8_t)((byte ^ '0') & form->digits[place]);
        odd |= (uint8_t)(((byte & form->others[place]) ^ form->fixed[place]) | (digit > 9));
    }
    if (odd) return 0;
    // More blanks would belong to the header.
    const uint8_t next = text[behind];
    if (next == ' ' || next == 0xC2 || next == 0xE2) return 0;
    return number(header, &form->hour) < 25 && number(header, &form->minute) < 60 && number(header, &form->second) < 61
        ? behind
        : 0;
}

static const uint8_t ones[64] = { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };

int sluice_author_beginning(const uint8_t *text, size_t start, size_t end, sluice_author_name *name)
{
    // The first colon ends the name, where a blank stands behind it.
    const uint8_t *colon = memchr(text + start, ':', SLUICE_LONGEST_AUTHOR - 1);
    if (!colon) return 0;
    const size_t length = (size_t)(colon - (text + start)) + 2;
    if (length == 2 || start + length >= end || colon[1] != ' ' || colon[2] == 0xE2) return 0;
    uint8_t bytes[SLUICE_LONGEST_AUTHOR];
    for (size_t place = 0; place < sizeof bytes; place++) {
        bytes[place] = text[start + place] & ones[sizeof bytes - length + place];
    }
    memcpy(name->words, bytes, sizeof bytes);
    name->length = (uint32_t)length;
    return 1;
}

static inline size_t slot_of(const sluice_author_name *name)
{
    const uint64_t *words = name->words;
    const uint64_t front = (words[0] ^ (words[1] << 23 | words[1] >> 41)) * 0x9E3779B97F4A7C15;
    const uint64_t back = (words[2] ^ (words[3] << 23 | words[3] >> 41)) * 0xC2B2AE3D27D4EB4F;
    return (size_t)(((front ^ (back << 31) ^ (back >> 33)) * 0x9E3779B97F4A7C15) >> 32);
}

size_t sluice_author_slot(const sluice_author_name *known, size_t count, const sluice_author_name *name)
{
    size_t slot = slot_of(name) & (count - 1);
    for (; known[slot].length; slot = (slot + 1) & (count - 1)) {
        if (known[slot].length == name->length && memcmp(known[slot].words, name->words, sizeof name->words) == 0) break;
    }
    return slot;
}

/// Whether a header may begin with that byte: with a digit, a bracket or a mark of direction or byte order.
static inline int may_begin(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || byte == '[' || byte == 0xE2 || byte == 0xEF;
}

/// Whether what stands in `start..<end` is one line and sure to be words; no mark of direction stands before it.
static inline int is_words(const uint8_t *text, size_t start, size_t end)
{
    if (end - start < 4 || text[start] == '<') return 0;
    uint32_t tail;
    memcpy(&tail, text + end - 4, sizeof tail);
    const uint8_t last = text[end - 1];
    if (last == '>' || last == ')' || last == '\r') return 0;
    // Of the words that stand for a file left out: `ssen`, `tted`, `omis`, `tido`, `esso`, `aten`.
    switch (tail | 0x20202020) {
    case 0x6E657373: case 0x64657474: case 0x73696D6F: case 0x6F646974: case 0x6F737365: case 0x6E657461: return 0;
    default: return 1;
    }
}

/// The message whose header is known and behind which the next begins at `next`.
static inline sluice_chat_message message(
    const uint8_t *text, const sluice_chat_walk *walk, size_t next, const sluice_author_name *known, size_t count)
{
    size_t start = walk->behind, end = next;
    while (end > start && (text[end - 1] == '\n' || text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\r'))
        end--;
    sluice_chat_message found = { .header = (uint32_t)walk->header, .behind = (uint32_t)start,
        .start = (uint32_t)start, .end = (uint32_t)end, .line_end = (uint32_t)walk->header_line_end,
        .line = (uint32_t)walk->header_line, .author = -1 };
    sluice_author_name name;
    const size_t line_end = walk->header_line_end < end ? walk->header_line_end : end;
    if (!sluice_author_beginning(text, start, line_end, &name)) return found;
    const sluice_author_name *author = known + sluice_author_slot(known, count, &name);
    if (!author->length) return found;
    found.author = author->author;
    found.start = (uint32_t)(start + name.length);
    found.is_words = line_end == end && is_words(text, start + name.length, end);
    return found;
}

size_t sluice_chat_messages(const uint8_t *text, size_t count, const sluice_chat_form *form,
    const sluice_author_name *known, size_t known_count, sluice_chat_walk *walk, sluice_chat_message *found, size_t most)
{
    size_t messages = 0;
    while (walk->place < count && messages < most) {
        const size_t start = walk->place;
        const uint8_t *feed = memchr(text + start, '\n', count - start);
        walk->line_end = feed ? (size_t)(feed - text) : count;
        if (!feed) break;
        if (may_begin(text[start])) {
            const size_t behind = sluice_chat_header(form, text, start, walk->line_end);
            if (!behind || (start && !walk->has_header)) break;
            if (walk->has_header) found[messages++] = message(text, walk, start, known, known_count);
            walk->has_header = 1;
            walk->header = start;
            walk->behind = behind;
            walk->header_line_end = walk->line_end;
            walk->header_line = walk->line;
        }
        walk->place = walk->line_end + 1;
        walk->line++;
    }
    return messages;
}
