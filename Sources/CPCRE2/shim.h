#pragma once
// Byte strings: the functions are imported under their `…_8` names.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
