#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/modules/sre/host.h"
#include "vm/modules/sre/machine.h"
#include "vm/modules/sre/program.h"

namespace krait::sre {

/// What to look in: `size` characters of 1, 2 or 4 bytes each. Must stay as it is while a Matcher
/// uses it.
struct Subject {
  const void* data;
  size_t size;
  uint8_t width;
};

/// Where a match is to be.
enum class Operation : uint8_t {
  kMatch,      // starts where the operation does
  kFullMatch,  // likewise, and goes up to the end
  kSearch,     // the first one from there on
};

/// A part of the subject, in characters; both -1 for a group that took no part. Only code that no
/// compiler made can yield a start behind the end.
struct Span {
  ptrdiff_t start;
  ptrdiff_t end;
};

/// Finds one match after the other in one subject. It serves one thread at a time; the program must
/// outlive it.
class Matcher {
 public:
  /// Looks in the first `end` characters of the subject, from `start` on. What lies before `start`
  /// is there for `^`, `\b` and looking back; what lies from `end` on is not there at all. `end` is
  /// at most the subject's size.
  Matcher(Host& host, const Program& program, const Subject& subject, size_t start, size_t end);

  /// Finds the next match: from `start` on at first, then from the end of the one before; behind an
  /// empty one there is none that is empty at the same place. After kNoMatch there is no other;
  /// after any status but kMatch the results are void.
  Status Next(Operation operation);

  /// Before the first Next: as if an empty match at `start` had been found already.
  void BarEmpty() { machine_.barred_end = next_start_; }

  /// The match. Group 0 is all of it.
  Span group(uint32_t index) const;
  uint32_t groups() const { return machine_.header.groups; }
  /// The group that was closed last, or 0 if none was.
  uint32_t last_index() const { return static_cast<uint32_t>(machine_.last_index); }
  /// The greatest mark that is set (2 * group + 1 if the group from 0 has an end), or -1.
  int64_t last_mark() const;

 private:
  template <typename C>
  Status NextOf(Operation operation);
  Status Dispatch(Operation operation);
  ptrdiff_t IndexOf(const void* position) const;

  Machine machine_;
  uint8_t width_;
  bool done_ = false;
  bool marks_used_ = false;
  const void* next_start_;
  const void* match_begin_ = nullptr;
};

}  // namespace krait::sre
