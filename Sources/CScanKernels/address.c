#include "CScanKernels.h"

enum { LETTER = 1, ALPHANUMERIC = 2, LABEL = 4, LOCAL = 8 };

#define DIGIT (ALPHANUMERIC | LABEL | LOCAL)
#define ANY_LETTER (LETTER | DIGIT)

static const uint8_t kinds[256] = {
    ['0' ... '9'] = DIGIT,
    ['A' ... 'Z'] = ANY_LETTER,
    ['a' ... 'z'] = ANY_LETTER,
    ['-'] = LABEL | LOCAL,
    ['.'] = LOCAL,
    ['_'] = LOCAL,
    ['%'] = LOCAL,
    ['+'] = LOCAL,
};

/// Where the domain ends that begins at `first`; 0 where there is none: at most eight labels with a full stop each, and
/// then 2 to 24 letters.
static size_t domain_end(const uint8_t *text, size_t first, size_t count)
{
    size_t end = 0, place = first;
    for (int labels = 0; labels <= 8; labels++) {
        const size_t begin = place;
        uint8_t all = LETTER;
        while (place < count && (kinds[text[place]] & LABEL)) all &= kinds[text[place++]];
        const size_t length = place - begin;
        if (labels > 0 && all && length >= 2 && length <= 24) end = place;
        if (length == 0 || length > 63 || place == count || text[place] != '.') break;
        place++;
    }
    return end;
}

sluice_address sluice_next_address(const uint8_t *text, size_t from, size_t to, size_t count)
{
    const size_t last = count - to > SLUICE_LOCAL_PART ? to + SLUICE_LOCAL_PART : count - 1;
    for (size_t at = from + 1; at <= last; at++) {
        if (text[at] != '@') continue;
        size_t start = at;
        while (start > 0 && at - start <= SLUICE_LOCAL_PART && (kinds[text[start - 1]] & LOCAL)) start--;
        if (start < from || start > to || start == at || at - start > SLUICE_LOCAL_PART) continue;
        if (!(kinds[text[start]] & ALPHANUMERIC)) continue;
        const size_t end = domain_end(text, at + 1, count);
        if (end) return (sluice_address){start, at, end};
    }
    return (sluice_address){0, 0, 0};
}
