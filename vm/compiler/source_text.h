#pragma once

#include <string>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {
class Thread;
}

namespace krait::compiler {

struct Problem;

/// A source as UTF-8 with '\n' as the only line end, of a str or of an object with a buffer. Bytes
/// may say in which encoding they are, by a mark or a comment; `for_eval` drops leading space.
/// Raises ValueError for null bytes and TypeError for what is no source, or fails with `*problem`.
Result<std::string> SourceTextOf(Thread& t, Value source, bool for_eval, Problem* problem);

/// Adds the '\n' that a file's last line may lack.
void EndLastLine(std::string* text);

}  // namespace krait::compiler
