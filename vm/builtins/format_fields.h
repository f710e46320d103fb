#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/core/result.h"
#include "vm/core/value.h"

/// The syntax of str.format's templates: literal text and replacement fields, for str.format itself
/// and for string.Formatter.
namespace krait {

class Str;
class Thread;

/// Characters [begin, end) of the template.
struct TextRange {
  size_t begin = 0;
  size_t end = 0;
  bool empty() const { return begin >= end; }
};

/// Literal text and the field that follows it, if one does.
struct FormatField {
  TextRange literal;  // braces already halved
  bool has_field = false;
  TextRange name;
  char32_t conversion = 0;  // what follows '!'; 0: none
  TextRange spec;
  bool spec_is_nested = false;  // has fields of its own
};

/// Takes a template apart, field by field. ValueError for bad syntax.
class FormatFields {
 public:
  FormatFields(const Str* text, TextRange range) : text_(text), at_(range.begin), end_(range.end) {}

  /// False at the end.
  Result<bool> Next(Thread& t, FormatField* field);

 private:
  Result<None> ParseField(Thread& t, FormatField* field);

  const Str* text_;
  size_t at_;
  size_t end_;
};

/// The int that the characters spell, or -1. ValueError for one too large.
Result<int64_t> FieldIndex(Thread& t, const Str* text, TextRange range);

/// A field's name taken apart: what stands before the first '.' or '[', then one attribute or item
/// after the other.
class FieldName {
 public:
  FieldName(const Str* text, TextRange range);

  struct Step {
    bool is_attribute = false;
    TextRange name;
    int64_t index = -1;  // of an item that is an int
  };

  TextRange first() const { return first_; }
  /// False at the end.
  Result<bool> Next(Thread& t, Step* step);

 private:
  const Str* text_;
  TextRange first_;
  size_t at_;
  size_t end_;
};

}  // namespace krait
