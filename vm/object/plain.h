#pragma once

#include "vm/core/layout.h"
#include "vm/core/object.h"
#include "vm/core/value.h"

namespace krait {

/// Whether the value is one in whose operations no Python code can hide, and which take no long:
/// None, a bool, an int of a word, a float, a complex number, or exactly a str, bytes or bytearray.
inline bool IsPlain(Value value) {
  constexpr auto kPlain = [] {
    uint64_t layouts = 0;
    for (Layout layout :
         {Layout::kFloat, Layout::kComplex, Layout::kStr, Layout::kBytes, Layout::kByteArray}) {
      layouts |= uint64_t{1} << static_cast<int>(layout);  // all of them are among the first
    }
    return layouts;
  }();
  if (!value.IsObject()) return true;
  const uint16_t layout = value.AsObject()->layout_word();
  return layout < 64 && (kPlain >> layout & 1) != 0;
}

}  // namespace krait
