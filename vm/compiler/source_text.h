#pragma once

#include <string>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {
class Str;
class Thread;
}  // namespace krait

namespace krait::compiler {

struct Problem;

/// How a source is read: whether its last line ends even if it does not say so, and whether what is
/// wrong with its encoding is told as of the file `filename`.
struct SourceReading {
  bool ends_line = false;
  bool from_file = false;
  Str* filename = nullptr;
};

struct SourceText {
  std::string text;
  bool encoding_known;  // from a mark or a comment, or because it was a str
};

/// A source with '\n' as the only line end, of a str or of an object with a buffer. Bytes may say
/// in which encoding they are, by a mark or a comment; if that is not UTF-8, they are made UTF-8,
/// but nobody looks whether it is UTF-8 if they say so, or nothing. Raises ValueError for null
/// bytes and TypeError for what is no source, or fails with `*problem`. Of a file that names no
/// encoding every line must be UTF-8.
Result<SourceText> SourceTextOf(Thread& t, Value source, const SourceReading& reading,
                                Problem* problem);

}  // namespace krait::compiler
