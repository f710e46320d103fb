#pragma once

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/number/format_error.h"
#include "vm/number/format_layout.h"
#include "vm/number/format_spec.h"
#include "vm/number/format_text.h"

/// __format__ of str and the number types, and what other formatting shares with it.
namespace krait {

class Str;
class StrWriter;
class Thread;

/// object.__format__(spec) of a str-like, an int-like, a float-like and a complex. An empty `spec`
/// gives str().
Result<Str*> FormatStrValue(Thread& t, Value self, Str* spec);
Result<Str*> FormatIntValue(Thread& t, Value self, Str* spec);
Result<Str*> FormatFloatValue(Thread& t, Value self, Str* spec);
Result<Str*> FormatComplexValue(Thread& t, Value self, Str* spec);

/// Appends format(value, spec), where the spec is the characters of `text` from `begin` up to, not
/// including, `end`.
Result<None> AppendFormatted(Thread& t, Value value, Str* text, size_t begin, size_t end,
                             StrWriter& out);

/// What the heap limit leaves for a text that is being made.
FormatLimits FormatLimitsOf(Thread& t);
/// Makes the exception that formatting failed with pending.
Raised RaiseFormatError(Thread& t, const FormatError& error);

}  // namespace krait
