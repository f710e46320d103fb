#pragma once

#include <cstdint>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Str;
class StrWriter;
class Thread;

namespace json {

/// How strings are quoted: by the program's own callable, or by one of the module's functions,
/// which then need not be called.
enum class Quoting : uint8_t { kCallable, kBasestring, kBasestringAscii };

/// What an encoder was made with.
struct EncodeSettings {
  Value markers;  // a dict, or None: no watch for circles
  Value default_;
  Value encoder;
  Quoting quoting;
  Str* key_separator;
  Str* item_separator;
  bool sort_keys;
  bool skip_keys;
  bool allow_nan;
};

/// Appends `value` as JSON.
Result<None> Encode(Thread& t, const EncodeSettings& settings, Value value, StrWriter& out);

}  // namespace json
}  // namespace krait
