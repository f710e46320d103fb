#pragma once

#include <string>
#include <string_view>

#include "vm/object/str_writer.h"

namespace krait::compiler {

/// What is wrong with a literal.
struct StringProblem {
  std::string message;  // in CPython's words, if it says nothing
  /// The first escape that only means something by chance, if there is one: it stands for itself,
  /// or is an octal number above 255.
  std::string_view strange_escape = {};

  void TellOfEscape(std::string_view escape) {
    if (strange_escape.empty()) strange_escape = escape;
  }
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
  bool CheckUtf8(std::string_view part, StringProblem* problem) const;

  bool bytes_ = false;
  bool raw_ = false;
  bool formatted_ = false;
  bool unicode_ = false;
  std::string_view body_;
};

}  // namespace krait::compiler
