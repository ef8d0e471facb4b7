#pragma once
// Libraries that are loaded by those who unpack, and by nobody else.
#include "archives.h"
#include "inflating.h"
