#pragma once

#include <atomic>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/modules/sre/matcher.h"
#include "vm/object/bytes.h"
#include "vm/object/native_object.h"
#include "vm/object/type_builder.h"
#include "vm/object/vm.h"

namespace krait {

class Dict;
class Tuple;

namespace sre {

/// re.Pattern: immutable.
class Pattern final : public NativeObject {
 public:
  static const NativeClass kClass;
  /// Which subjects it is for.
  enum class Kind : uint8_t { kAny, kStr, kBytes };

  /// What _sre.compile was given. `code` and `program` (what Translate made of it) are kept in
  /// RawArrays.
  struct Parts {
    Value pattern;
    Kind kind;
    int32_t flags;
    uint32_t groups;
    Dict* groupindex;
    Tuple* indexgroup;
    absl::Span<const uint32_t> code;
    absl::Span<const uint32_t> program;
  };
  static Result<Pattern*> New(Thread& t, const Parts& parts);

  Value pattern() const { return pattern_.Load(); }
  Kind kind() const { return kind_; }
  int32_t flags() const { return flags_; }
  uint32_t groups() const { return groups_; }
  Dict* groupindex() const { return groupindex_.Load(); }
  Tuple* indexgroup() const { return indexgroup_.Load(); }
  absl::Span<const uint32_t> code() const { return Words(code_.Load()); }
  Program program() const { return Program(Words(program_.Load())); }

  /// The number of the group that `index` (an int or a name) stands for, or -1.
  Result<int64_t> GroupNumber(Thread& t, Value index) const;

 private:
  static absl::Span<const uint32_t> Words(RawArray* array) {
    return {reinterpret_cast<const uint32_t*>(array->data()), array->capacity() / sizeof(uint32_t)};
  }

  Field<Value> pattern_;
  Field<Dict*> groupindex_;
  Field<Tuple*> indexgroup_;
  Field<RawArray*> code_;
  Field<RawArray*> program_;
  int32_t flags_;
  uint32_t groups_;
  Kind kind_;
};

/// re.Match: immutable.
class Match final : public NativeObject {
 public:
  static const NativeClass kClass;

  /// The match that `matcher` has found in `string` between `pos` and `endpos`.
  static Result<Match*> New(Thread& t, Pattern* pattern, Value string, int64_t pos, int64_t endpos,
                            const Matcher& matcher);

  Pattern* pattern() const { return pattern_.Load(); }
  Value string() const { return string_.Load(); }
  int64_t pos() const { return pos_; }
  int64_t endpos() const { return endpos_; }
  uint32_t groups() const { return groups_; }
  /// 0: none.
  uint32_t last_index() const { return last_index_; }
  /// `group` is at most groups().
  Span span(uint32_t group) const { return spans()[group]; }
  /// The text of a group, or `if_unset`.
  Result<Value> Text(Thread& t, uint32_t group, Value if_unset) const;
  /// Made when first asked for; Unbound before.
  Field<Value>& regs() { return regs_; }

 private:
  Span* spans() { return reinterpret_cast<Span*>(this + 1); }
  const Span* spans() const { return reinterpret_cast<const Span*>(this + 1); }

  Field<Pattern*> pattern_;
  Field<Value> string_;
  Field<Value> regs_;
  int64_t pos_;
  int64_t endpos_;
  uint32_t groups_;
  uint32_t last_index_;
};

/// _sre.SRE_Scanner: looks for one match after the other.
class Scanner final : public NativeObject {
 public:
  static const NativeClass kClass;
  static Result<Scanner*> New(Thread& t, Pattern* pattern, Value string, int64_t pos,
                              int64_t endpos);

  Pattern* pattern() const { return pattern_.Load(); }
  /// The next match, or None.
  Result<Value> Next(Thread& t, Operation operation);

 private:
  Field<Pattern*> pattern_;
  Field<Value> string_;
  Field<Object*> view_;  // a memoryview: a bytearray keeps its size while there is a scanner
  int64_t pos_;
  int64_t endpos_;
  // Threads that share a scanner may see a match twice.
  std::atomic<int64_t> start_;  // of the next match; -1: there is none
  std::atomic<bool> bar_empty_;
};

/// The module's types in a VM.
struct Types final : public VmPart {
  static constexpr VmPartId kPartId = VmPartId::kSre;
  Type* pattern = nullptr;
  Type* match = nullptr;
  Type* scanner = nullptr;

  void TraceRoots(Marker& marker) override;
};

const TypeSpec& PatternSpec();
const TypeSpec& MatchSpec();
const TypeSpec& ScannerSpec();

}  // namespace sre
}  // namespace krait
