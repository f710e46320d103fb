#include "vm/object/dict_keys.h"

#include <algorithm>
#include <bit>

#include "vm/heap/marker.h"
#include "vm/heap/thread.h"
#include "vm/object/key_match.h"
#include "vm/object/str.h"

namespace krait {
namespace {

constexpr size_t UsableOf(int log2_slots) { return (size_t{2} << log2_slots) / 3; }

constexpr uint8_t IndexWidth(int log2_slots) {
  if (log2_slots <= 8) return 1;
  if (log2_slots <= 16) return 2;
  return log2_slots <= 32 ? 4 : 8;
}

}  // namespace

DictKeys* DictKeys::Empty() {
  // All zero: no entries, and an index of one slot, unused, of the widest kind.
  alignas(16) static constexpr char kImage[sizeof(DictKeys) + 8] = {};
  return reinterpret_cast<DictKeys*>(const_cast<char*>(kImage));
}

Result<DictKeys*> DictKeys::New(Thread& t, size_t usable) {
  int log2_slots = kMinLog2Slots;
  while (log2_slots <= kMaxLog2Slots && UsableOf(log2_slots) < usable) ++log2_slots;
  return NewWithLog2Slots(t, log2_slots);
}

Result<DictKeys*> DictKeys::NewWithSlots(Thread& t, size_t slots) {
  const int log2_slots = slots <= 1 ? 0 : std::bit_width(slots - 1);
  return NewWithLog2Slots(t, std::max(log2_slots, kMinLog2Slots));
}

Result<DictKeys*> DictKeys::NewWithLog2Slots(Thread& t, int log2_slots) {
  if (log2_slots > kMaxLog2Slots) return RaiseMemoryError(t);
  const uint8_t width = IndexWidth(log2_slots);
  const size_t index_size = static_cast<size_t>(width) << log2_slots;
  const size_t usable = UsableOf(log2_slots);
  // Of the entries only those in use are read.
  const size_t begin = sizeof(DictKeys) + index_size;
  DictKeys* keys = TRY(AllocateStorage<DictKeys>(t, begin + usable * sizeof(Entry), begin));
  keys->log2_slots_ = static_cast<uint8_t>(log2_slots);
  keys->index_width_ = width;
  keys->usable_ = usable;
  keys->entries_ = reinterpret_cast<Entry*>(reinterpret_cast<char*>(keys + 1) + index_size);
  return keys;
}

Result<DictKeys*> DictKeys::NewWithGap(Thread& t, size_t usable, size_t gap) {
  gap = std::min<size_t>(gap, UINT32_MAX);
  DictKeys* keys = TRY(New(t, usable + gap));
  for (size_t i = 0; i < gap; ++i) {
    keys->entries_[i].key.Store(keys, Value::Unbound());
    keys->entries_[i].value.Store(keys, Value::Unbound());
  }
  keys->gap_.store(static_cast<uint32_t>(gap), std::memory_order_relaxed);
  keys->begin_.store(static_cast<uint32_t>(gap), std::memory_order_relaxed);
  keys->used_.store(gap, std::memory_order_release);
  return keys;
}

[[gnu::always_inline]] inline int64_t DictKeys::FindAtFirst(Value key, int64_t hash) const {
  return WithIndex([&](auto* index) -> int64_t {
    const size_t word = index[static_cast<uint64_t>(hash) & mask()].load(std::memory_order_acquire);
    if (word == kUnused) return kMissing;
    const bool is_there = word >= kFirst && entries_[word - kFirst].key.Load().SameBits(key);
    return is_there ? static_cast<int64_t>(word - kFirst) : kElsewhere;
  });
}

int64_t DictKeys::FindStr(const Str* key, int64_t hash) const {
  const int64_t found = FindAtFirst(Value::FromObject(key), hash);
  return found != kElsewhere ? found : FindStrFurther(key, hash);
}

int64_t DictKeys::FindSimple(Value key, int64_t hash) const {
  const int64_t found = FindAtFirst(key, hash);
  return found != kElsewhere ? found : FindSimpleFurther(key, hash);
}

[[gnu::noinline]] int64_t DictKeys::FindStrFurther(const Str* key, int64_t hash) const {
  const Value word = Value::FromObject(key);
  return Find(hash, [&](const Entry& entry) {
    const Value present = entry.key.Load();
    if (present.SameBits(word)) return true;
    return Is<Str>(present) && SameText(Cast<Str>(present), key);
  });
}

[[gnu::noinline]] int64_t DictKeys::FindSimpleFurther(Value key, int64_t hash) const {
  if (IsExactly<Str>(key) && all_strings()) return FindStrFurther(Cast<Str>(key), hash);
  bool ask_python = false;
  const int64_t found = Find(hash, [&](const Entry& entry) {
    const KeyMatch match = MatchKeys(entry.key.Load(), key);
    ask_python = match == KeyMatch::kAskPython;
    return match != KeyMatch::kNo;
  });
  return ask_python ? kAskPython : found;
}

void DictKeys::Fill(size_t at, int64_t hash, Value key, Value value) {
  Entry& entry = entries_[at];
  entry.hash.store(hash, std::memory_order_relaxed);
  entry.key.Store(this, key);
  entry.value.Store(this, value);
  if (!IsExactly<Str>(key)) other_keys_.store(true, std::memory_order_relaxed);
  version_.store(0, std::memory_order_relaxed);
}

void DictKeys::AddToIndex(size_t at, int64_t hash) {
  WithIndex([&](auto* index) {
    Probe probe(hash, mask());
    // Slots of deleted entries are not taken again: a racing search must not come to its end early.
    while (index[probe.slot()].load(std::memory_order_relaxed) != kUnused) probe.Advance();
    using Word = typename std::remove_pointer_t<decltype(index)>::value_type;
    index[probe.slot()].store(static_cast<Word>(at + kFirst), std::memory_order_release);
  });
}

void DictKeys::Append(int64_t hash, Value key, Value value) {
  const size_t at = used_.load(std::memory_order_relaxed);
  Fill(at, hash, key, value);
  used_.store(at + 1, std::memory_order_release);
  AddToIndex(at, hash);
}

void DictKeys::Prepend(int64_t hash, Value key, Value value) {
  const size_t at = gap() - 1;
  Fill(at, hash, key, value);
  gap_.store(static_cast<uint32_t>(at), std::memory_order_relaxed);
  begin_.store(static_cast<uint32_t>(at), std::memory_order_release);
  AddToIndex(at, hash);
}

void DictKeys::AppendLiveOf(const DictKeys* source) {
  const size_t end = source->used();
  for (size_t i = source->begin(); i < end; ++i) {
    const Entry& entry = source->entries_[i];
    const Value value = entry.value.Load();
    if (value.IsUnbound()) continue;
    Append(entry.hash.load(std::memory_order_relaxed), entry.key.Load(), value);
  }
}

void DictKeys::Delete(size_t at) {
  Entry& entry = entries_[at];
  WithIndex([&](auto* index) {
    Probe probe(entry.hash.load(std::memory_order_relaxed), mask());
    while (index[probe.slot()].load(std::memory_order_relaxed) != at + kFirst) probe.Advance();
    index[probe.slot()].store(kDeleted, std::memory_order_release);
  });
  entry.value.Store(this, Value::Unbound());
  entry.key.Store(this, Value::Unbound());
  // Releases: who takes the link for a hash sees the key gone.
  entry.hash.store(static_cast<int64_t>(at) - 1, std::memory_order_release);
  if (at == begin() && at < UINT32_MAX) {
    begin_.store(static_cast<uint32_t>(at) + 1, std::memory_order_relaxed);
  }
}

int64_t DictKeys::FirstLive() {
  const size_t end = used_.load(std::memory_order_relaxed);
  size_t live = begin();
  while (live < end && entries_[live].value.Load().IsUnbound()) ++live;
  begin_.store(static_cast<uint32_t>(std::min<size_t>(live, UINT32_MAX)),
               std::memory_order_relaxed);
  return live == end ? kMissing : static_cast<int64_t>(live);
}

// Entries are not taken back, so after many calls of popitem the table ends in a long run of
// deleted ones. Each holds a link to an entry before it, everything between being deleted too;
// links are shortened on the way, as in a union-find forest.
int64_t DictKeys::LastLive() {
  const auto last = static_cast<int64_t>(used_.load(std::memory_order_relaxed)) - 1;
  int64_t live = last;
  while (live >= 0 && entries_[live].value.Load().IsUnbound()) {
    live = entries_[live].hash.load(std::memory_order_relaxed);
  }
  for (int64_t i = last; i > live;) {
    const int64_t next = entries_[i].hash.load(std::memory_order_relaxed);
    entries_[i].hash.store(live, std::memory_order_relaxed);
    i = next;
  }
  return live;
}

void DictKeys::Trace(Marker& marker) {
  const size_t end = used();
  for (size_t i = 0; i < end; ++i) {
    marker.Visit(entries_[i].key);
    marker.Visit(entries_[i].value);
  }
}

}  // namespace krait
