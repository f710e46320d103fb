#pragma once

#include "vm/heap/rooted.h"
#include "vm/modules/regex/objects.h"

namespace krait::sre {

/// A replacement text with backslashes, taken apart: literal pieces and groups of a match.
class Template {
 public:
  explicit Template(Thread& t) : parts_(t) {}

  /// `text` is a str, or an object with bytes. re.error tells what is wrong with it.
  Result<None> Parse(Thread& t, const Pattern* pattern, Value text);

  size_t size() const { return parts_.size(); }
  bool IsGroup(size_t part) const { return parts_[part].IsInt(); }
  uint32_t group(size_t part) const { return static_cast<uint32_t>(parts_[part].AsInt()); }
  /// A str, or bytes.
  Value literal(size_t part) const { return parts_[part]; }

  /// What the template makes of `match`, whose unset groups are empty.
  Result<Value> Expand(Thread& t, const Match* match) const;

 private:
  bool of_bytes_ = false;
  RootedVector parts_;
};

}  // namespace krait::sre
