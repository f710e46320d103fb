#pragma once

#include <cstdint>

#include "vm/modules/regex/objects.h"

namespace krait::sre {

struct Substitution {
  Value text;
  int64_t count = 0;
};

/// Replaces up to `count` matches (0: all of them) by `repl`: a text, a template, or what a
/// callable makes of each match.
Result<Substitution> Substitute(Thread& t, Pattern* pattern, Value repl, Value string,
                                int64_t count);

}  // namespace krait::sre
