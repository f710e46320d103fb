#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "gil/raw_mutex.h"

namespace krait {

class Marker;
class Str;

/// The VM's interned strings: at most one Str with given characters. Entries are weak: the
/// collector drops those that nothing else keeps.
class InternTable {
 public:
  InternTable() = default;
  InternTable(const InternTable&) = delete;
  InternTable& operator=(const InternTable&) = delete;

  /// The present string equal to `str`, or `str` itself after adding it.
  Str* Intern(Str* str, int64_t hash);

  /// The present string of these ASCII characters, whose hash is `hash`; null if there is none.
  Str* FindAscii(std::string_view characters, int64_t hash);

  /// The world is stopped.
  void DropUnmarked(Marker& marker);

  size_t size();

 private:
  struct Entry {
    int64_t hash;
    Str* str;  // null: free; see also kDropped
  };

  /// The entry with this hash that `is_equal` accepts, or the free one where it belongs.
  template <typename IsEqual>
  Entry& Find(int64_t hash, IsEqual is_equal) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  /// False when there is no memory.
  bool Rehash(size_t capacity) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  gil::RawMutex mutex_;
  // Open addressing in malloc memory, a power of two.
  std::unique_ptr<Entry[]> entries_ ABSL_GUARDED_BY(mutex_);
  size_t capacity_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t used_ ABSL_GUARDED_BY(mutex_) = 0;   // entries not free, dropped ones included
  size_t count_ ABSL_GUARDED_BY(mutex_) = 0;  // strings
};

}  // namespace krait
