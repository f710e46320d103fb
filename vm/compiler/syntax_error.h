#pragma once

#include "vm/compiler/parse/tokenizer.h"
#include "vm/core/result.h"

namespace krait {
class Str;
class Thread;
}  // namespace krait

namespace krait::compiler {

/// Raises what `problem` says: a SyntaxError, or one of its kin. If it does not know what to show,
/// that is the line in the file of that name, if there is one.
Raised RaiseSyntaxError(Thread& t, const Problem& problem, Str* filename);

}  // namespace krait::compiler
