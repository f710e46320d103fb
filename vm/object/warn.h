#pragma once

#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

struct BuiltinTypes;
class Thread;
class Type;

/// Issues a warning for the Python code that is running, as the filters of the warnings machinery
/// say: nothing, a message, or an exception. Nothing where there is no such machinery. `source` is
/// the object that it speaks of, if any.
Result<None> Warn(Thread& t, Type* BuiltinTypes::* category, std::string_view message,
                  Value source = Value::Unbound());
/// The same of category DeprecationWarning. `stack_level` 2 is about the running code's caller, and
/// so on.
Result<None> WarnDeprecated(Thread& t, std::string_view message, int stack_level = 1);

}  // namespace krait
