#pragma once

#include <string_view>

#include "vm/compiler/parse/tokenizer.h"
#include "vm/core/result.h"

namespace krait {
class Str;
class Thread;
}  // namespace krait

namespace krait::compiler {

/// Raises what `problem` says: a SyntaxError, or one of its kin. The line that it shows comes from
/// `text` if that is not null, else from the file of that name, if there is one.
Raised RaiseSyntaxError(Thread& t, const Problem& problem, Str* filename,
                        const std::string_view* text);

}  // namespace krait::compiler
