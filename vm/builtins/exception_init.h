#pragma once

#include "vm/core/result.h"
#include "vm/object/builtin_types.h"
#include "vm/object/exception.h"
#include "vm/object/slots.h"

/// How particular exception types read their arguments and show themselves.
namespace krait {

/// Part of __new__: what must hold even when a subclass's __init__ never calls ours.
Result<None> PrepareException(Thread& t, Exception* exception, Args args);

/// The __init__ and __str__ of a built-in exception type: null where the base's will do.
InitSlot InitOf(Type* BuiltinTypes::* type);
UnarySlot StrOf(Type* BuiltinTypes::* type);

}  // namespace krait
