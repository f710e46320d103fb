#pragma once

#include <cstdint>
#include <optional>

#include "vm/modules/regex/objects.h"
#include "vm/modules/sre/host.h"
#include "vm/modules/sre/matcher.h"
#include "vm/object/buffer.h"

namespace krait::sre {

/// The engine's host: memory counted against the heap limit, polls that serve the VM.
class ThreadHost final : public Host {
 public:
  explicit ThreadHost(Thread& t) : t_(t) {}
  void* Resize(void* block, size_t old_bytes, size_t new_bytes) override;
  void Free(void* block, size_t bytes) override;
  bool Poll() override;

 private:
  Thread& t_;
};

/// One operation of a pattern on a str or bytes-like object. Lives on the native stack.
class Scan {
 public:
  Scan(Thread& t, Pattern* pattern)
      : t_(t), pattern_(pattern), host_(t), buffer_(t), program_(pattern->program()) {}

  /// TypeError when `string` is not what the pattern is for. The positions are clamped.
  Result<None> Open(Value string, int64_t pos = 0, int64_t endpos = INT64_MAX);
  /// Finds the next match; false when there is none.
  Result<bool> Next(Operation operation);
  /// The next match may not be empty where it starts.
  void BarEmpty() { matcher_->BarEmpty(); }

  const Matcher& matcher() const { return *matcher_; }
  Span span() const { return matcher_->group(0); }
  Pattern* pattern() const { return pattern_; }
  Value string() const { return string_; }
  bool is_bytes() const { return is_bytes_; }
  int64_t pos() const { return pos_; }
  int64_t endpos() const { return endpos_; }
  const Subject& subject() const { return subject_; }

  Result<Value> NewMatch();
  Result<Value> Slice(int64_t start, int64_t end);
  /// The text of a group of the match; `if_unset` if it took no part.
  Result<Value> Group(uint32_t group, Value if_unset);

 private:
  Thread& t_;
  Pattern* pattern_;
  ThreadHost host_;
  Buffer buffer_;
  Program program_;
  Subject subject_{};
  Value string_;
  bool is_bytes_ = false;
  int64_t pos_ = 0;
  int64_t endpos_ = 0;
  std::optional<Matcher> matcher_;
};

/// TypeError unless `string` is a str or bytes-like, and what it is.
Result<bool> IsBytesSubject(Thread& t, Value string);
/// Part of a subject as an exact str or bytes. `start` and `end` are clamped.
Result<Value> SliceSubject(Thread& t, Value string, int64_t start, int64_t end);
/// MemoryError, RuntimeError, or what is pending already.
Raised RaiseStatus(Thread& t, Status status);

}  // namespace krait::sre
