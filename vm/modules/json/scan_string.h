#pragma once

#include <cstddef>
#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Str;
class Thread;

namespace json {

/// Makes json.decoder.JSONDecodeError(message, text, position) pending.
Raised RaiseDecodeError(Thread& t, std::string_view message, Str* text, size_t position);

/// The first character from `at` on that ends a run of plain ones: a quote, a backslash or a
/// control character.
template <typename C>
size_t FindStringStop(const C* characters, size_t at, size_t length) {
  for (; at < length; ++at) {
    const C c = characters[at];
    if (c == '"' || c == '\\' || c <= 0x1F) break;
  }
  return at;
}

/// The string whose characters start at `begin`, behind its opening quote. `next` becomes the
/// position behind the closing one. Control characters are errors if `strict`.
Result<Value> ScanString(Thread& t, Str* text, size_t begin, bool strict, size_t* next);

}  // namespace json
}  // namespace krait
