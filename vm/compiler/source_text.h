#pragma once

#include <string>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {
class Thread;
}

namespace krait::compiler {

struct Problem;

struct SourceText {
  std::string text;
  bool encoding_known;  // from a mark or a comment, or because it was a str
};

/// A source with '\n' as the only line end, of a str or of an object with a buffer. Bytes may say
/// in which encoding they are, by a mark or a comment; if that is not UTF-8, they are made UTF-8,
/// but nobody looks whether it is UTF-8 if they say so, or nothing. Raises ValueError for null
/// bytes and TypeError for what is no source, or fails with `*problem`. A file's last line ends,
/// too.
Result<SourceText> SourceTextOf(Thread& t, Value source, bool as_file, Problem* problem);

}  // namespace krait::compiler
