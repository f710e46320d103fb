#pragma once

#include "vm/core/result.h"

namespace krait {

class Str;
class StrWriter;
class Thread;
class Tuple;

/// origin[args]: what `list[int]` gives, a types.GenericAlias. `args` that is no tuple counts as a
/// tuple of one.
Result<Value> MakeGenericAlias(Thread& t, Value origin, Value args);

/// How generic aliases and unions show one of their parts: classes as their names, anything else
/// as its repr().
Result<None> AppendTypeName(Thread& t, StrWriter& writer, Value item);

/// The type variables among `args`, each once.
Result<Tuple*> TypeParameters(Thread& t, Tuple* args);

/// `args` with `item` (one argument, or a tuple of them) put in for `parameters`. `alias` is what
/// messages speak of.
Result<Tuple*> SubstituteParameters(Thread& t, Value alias, Tuple* args, Tuple* parameters,
                                    Value item);

}  // namespace krait
