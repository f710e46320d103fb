#pragma once

#include "vm/code/code_unit.h"

namespace krait {

/// Where the jump at `pc` leads: its last word, the second one, says how many words from it.
inline const Word* Destination(const Word* pc) { return pc + pc[1].halves[1]; }

}  // namespace krait
