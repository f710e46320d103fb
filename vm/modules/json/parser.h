#pragma once

#include <cstddef>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Str;
class Thread;

namespace json {

/// What a scanner takes from its context.
struct ParseSettings {
  bool strict;
  Value object_hook;
  Value object_pairs_hook;
  Value parse_float;
  Value parse_int;
  Value parse_constant;
};

/// The value that stands at `at`; `next` becomes the position behind it. StopIteration(position)
/// where a value should start and none does.
Result<Value> Parse(Thread& t, const ParseSettings& settings, Str* text, size_t at, size_t* next);

}  // namespace json
}  // namespace krait
