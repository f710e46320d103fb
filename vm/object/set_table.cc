#include "vm/object/set_table.h"

#include <array>

#include "vm/heap/marker.h"
#include "vm/heap/thread.h"

namespace krait {
namespace {

constexpr size_t kMaxSlots = size_t{1} << 43;

}  // namespace

SetTable* SetTable::Empty() {
  constexpr size_t kHeaderWords = sizeof(SetTable) / 8;
  constexpr size_t kWords = kHeaderWords + kMinSlots * (sizeof(Entry) / 8);
  alignas(16) static constexpr std::array<uint64_t, kWords> kImage = [] {
    std::array<uint64_t, kWords> image{};
    image[1] = kMinSlots - 1;  // mask_, behind the header
    for (size_t i = kHeaderWords + 1; i < kWords; i += 2) image[i] = Value::Unbound().bits();
    return image;
  }();
  return reinterpret_cast<SetTable*>(const_cast<uint64_t*>(kImage.data()));
}

Result<SetTable*> SetTable::New(Thread& t, size_t slots) {
  if (slots > kMaxSlots) return RaiseMemoryError(t);
  SetTable* table =
      TRY(AllocateStorage<SetTable>(t, sizeof(SetTable) + slots * sizeof(Entry), sizeof(SetTable)));
  table->mask_ = slots - 1;
  // A hash is read only beside a key.
  for (size_t i = 0; i < slots; ++i) table->entries()[i].key.Store(table, Value::Unbound());
  return table;
}

SetTable::Place SetTable::FindSimple(Value key, int64_t hash) {
  // Most searches end in the first slot.
  Entry& first = entries()[static_cast<uint64_t>(hash) & mask_];
  const Value present = first.key.LoadAcquire();
  if (present.SameBits(key)) return {&first, KeyMatch::kYes};
  if (present.IsUnbound()) return {&first, KeyMatch::kNo};
  return FindSimpleFurther(key, hash);
}

[[gnu::noinline]] SetTable::Place SetTable::FindSimpleFurther(Value key, int64_t hash) {
  return Find(hash, [key](const Entry&, Value present) { return MatchKeys(present, key); });
}

void SetTable::Put(Entry* entry, Value key, int64_t hash) {
  if (entry->key.Load().IsUnbound()) ++fill_;
  entry->hash.store(hash, std::memory_order_release);
  entry->key.Store(this, key);
  inserted_.store(inserted() + 1, std::memory_order_release);
}

void SetTable::PutNew(Value key, int64_t hash) {
  Walk(hash, [&](Entry& entry) {
    if (!entry.key.Load().IsUnbound()) return false;
    Put(&entry, key, hash);
    return true;
  });
}

void SetTable::PutAllOf(const SetTable* source) {
  Value key;
  int64_t hash;
  for (size_t i = 0; i <= source->mask_; ++i) {
    if (source->Read(i, key, hash)) PutNew(key, hash);
  }
}

void SetTable::CopySlotsOf(const SetTable* source) {
  Value key;
  int64_t hash;
  for (size_t i = 0; i <= mask_; ++i) {
    if (source->Read(i, key, hash)) Put(&entries()[i], key, hash);
  }
}

void SetTable::Trace(Marker& marker) {
  for (size_t i = 0; i <= mask_; ++i) marker.Visit(entries()[i].key);
}

}  // namespace krait
