#pragma once

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/number/format_error.h"
#include "vm/number/format_layout.h"
#include "vm/number/format_spec.h"
#include "vm/number/format_text.h"

/// __format__ of the number types, and what other formatting shares with it.
namespace krait {

class Str;
class Thread;

/// object.__format__(spec) of an int-like, a float-like and a complex. An empty `spec` gives str().
Result<Str*> FormatIntValue(Thread& t, Value self, Str* spec);
Result<Str*> FormatFloatValue(Thread& t, Value self, Str* spec);
Result<Str*> FormatComplexValue(Thread& t, Value self, Str* spec);

/// Parses `spec`; `value` is what will be formatted, for messages.
Result<FormatSpec> ParseSpec(Thread& t, Str* spec, FormatKind kind, Value value);

/// What the heap limit leaves for a text that is being made.
FormatLimits FormatLimitsOf(Thread& t);
/// The str that was rendered.
Result<Str*> FinishFormat(Thread& t, const FormattedText& text);
/// Makes the exception that formatting failed with pending.
Raised RaiseFormatError(Thread& t, const FormatError& error);

}  // namespace krait
