#include "vm/object/intern_table.h"

#include <cstdlib>
#include <new>
#include <utility>

#include "vm/heap/marker.h"
#include "vm/object/str.h"

namespace krait {
namespace {

constexpr size_t kMinCapacity = 1024;

/// Stands where a string was that the collector dropped. Never followed.
Str* Dropped() { return reinterpret_cast<Str*>(uintptr_t{8}); }

}  // namespace

template <typename IsEqual>
InternTable::Entry& InternTable::Find(int64_t hash, IsEqual is_equal) {
  const size_t mask = capacity_ - 1;
  for (size_t i = static_cast<size_t>(hash) & mask;; i = (i + 1) & mask) {
    Entry& entry = entries_[i];
    if (entry.str == nullptr) return entry;
    if (entry.hash == hash && entry.str != Dropped() && is_equal(entry.str)) return entry;
  }
}

bool InternTable::Rehash(size_t capacity) {
  std::unique_ptr<Entry[]> fresh(new (std::nothrow) Entry[capacity]());
  if (fresh == nullptr) return false;
  for (size_t i = 0; i < capacity_; ++i) {
    const Entry& entry = entries_[i];
    if (entry.str == nullptr || entry.str == Dropped()) continue;
    size_t at = static_cast<size_t>(entry.hash) & (capacity - 1);
    while (fresh[at].str != nullptr) at = (at + 1) & (capacity - 1);
    fresh[at] = entry;
  }
  entries_ = std::move(fresh);
  capacity_ = capacity;
  used_ = count_;
  return true;
}

Str* InternTable::Intern(Str* str, int64_t hash) {
  gil::RawMutexLock lock(mutex_);
  if (used_ >= capacity_ / 4 * 3) {
    // Half full afterwards at the most. Without memory for that the present table serves on, until
    // its last free entry is needed to end searches.
    size_t capacity = kMinCapacity;
    while (capacity < count_ * 2 + 2) capacity *= 2;
    if (!Rehash(capacity) && used_ + 1 >= capacity_) return str;
  }
  Entry& entry = Find(hash, [str](const Str* present) { return present->Equals(str); });
  if (entry.str != nullptr) return entry.str;
  entry = {hash, str};
  ++used_;
  ++count_;
  str->set_flags(str->flags() | Str::kInterned);
  return str;
}

Str* InternTable::FindAscii(std::string_view characters, int64_t hash) {
  gil::RawMutexLock lock(mutex_);
  if (capacity_ == 0) return nullptr;
  return Find(hash, [characters](const Str* present) { return present->EqualsAscii(characters); })
      .str;
}

void InternTable::DropUnmarked(Marker& marker) {
  gil::RawMutexLock lock(mutex_);
  for (size_t i = 0; i < capacity_; ++i) {
    Entry& entry = entries_[i];
    if (entry.str == nullptr || entry.str == Dropped() || marker.IsMarked(entry.str)) continue;
    entry.str = Dropped();
    --count_;
  }
}

size_t InternTable::size() {
  gil::RawMutexLock lock(mutex_);
  return count_;
}

}  // namespace krait
