#pragma once

#include <string>
#include <string_view>

#include "vm/object/str_writer.h"

namespace krait::compiler {

/// Why a literal says nothing, in CPython's words.
struct StringProblem {
  std::string message;
};

/// A string token taken apart: its prefix, and what is between the quotes.
class StringLiteral {
 public:
  explicit StringLiteral(std::string_view token);

  bool is_bytes() const { return bytes_; }
  bool is_raw() const { return raw_; }
  bool is_formatted() const { return formatted_; }
  bool is_unicode() const { return unicode_; }
  std::string_view body() const { return body_; }

  /// What a bytes literal says. False: see `problem`.
  bool AppendBytes(std::string* out, StringProblem* problem) const;
  /// What `part` of the body says: escapes count, unless the literal is raw.
  bool AppendText(std::string_view part, StrWriter* out, StringProblem* problem) const;

 private:
  bool bytes_ = false;
  bool raw_ = false;
  bool formatted_ = false;
  bool unicode_ = false;
  std::string_view body_;
};

}  // namespace krait::compiler
