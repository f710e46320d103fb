#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/core/result.h"
#include "vm/core/value.h"

/// The formats that programs use most, without the general way's locales, limits and errors. What
/// is refused here is what the general way knows better, mistakes included.
namespace krait {

class Str;
class StrWriter;
class Thread;

/// What a specification or a % conversion asks for.
struct QuickSpec {
  char fill = ' ';     // ASCII
  char align = '\0';   // '<', '>', '=' or '^'; none: what suits the value
  char sign = '\0';    // '+', '-', ' ' or none
  char type = '\0';    // or none
  bool zero = false;   // '0' before the width: numbers are padded behind the sign
  bool comma = false;  // thousands
  int width = 0;       // below 100
  int precision = -1;  // below 100; -1: none given
};

/// [[fill]align][sign][0][width][,][.precision][type]. False: not of this kind.
bool ParseQuickSpec(const uint8_t* text, size_t size, QuickSpec* spec);

/// %[flags][width][.precision]type for the types d i u x e f s. `at` is behind the '%', then behind
/// the type. False, with nothing changed: not of this kind.
bool ParseQuickPercent(const uint8_t** at, const uint8_t* end, QuickSpec* spec);

/// Appends what `spec` makes of `value`: an immediate int, an immediate float or an exact str.
/// False, with nothing appended, for anything else.
bool AppendQuick(Value value, const QuickSpec& spec, StrWriter& out);

/// format(value, spec) in the same cases, else Unbound.
Result<Value> FormatQuick(Thread& t, Value value, const Str* spec);

}  // namespace krait
