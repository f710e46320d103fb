#include "vm/modules/gc_objects.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "vm/code/function.h"
#include "vm/code/layouts.h"
#include "vm/heap/enumerate.h"
#include "vm/heap/rooted.h"
#include "vm/object/attributes.h"
#include "vm/object/dict.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/tuple.h"
#include "vm/object/weakref.h"

/// The heap as gc's functions show it: objects that Python can have, not the storage they use.
namespace krait {
namespace {

bool IsStorage(const Object* cell) { return cell->shape_id() == 0; }

/// Storage that belongs to one object: what it refers to, that object refers to. The rest (shapes,
/// code units, caches) is shared.
bool IsOwned(const Object* cell) {
  if (!IsStorage(cell)) return false;
  switch (cell->layout()) {
    case Layout::kValueArray:
    case Layout::kDictKeys:
    case Layout::kSetTable:
    case Layout::kAttributeSlots:
      return true;
    default:
      return false;
  }
}

/// Types whose instances CPython's collector never looks at, as they hold no references.
bool IsAtomic(Value value) {
  if (!value.IsObject()) return true;
  if (value.AsObject()->IsSubclassInstance()) return false;
  switch (value.AsObject()->layout()) {
    case Layout::kInt:
    case Layout::kFloat:
    case Layout::kComplex:
    case Layout::kStr:
    case Layout::kBytes:
    case Layout::kByteArray:
    case Layout::kRange:
    case Layout::kRangeIterator:
    case Layout::kCode:
      return true;
    case Layout::kTuple:
      return Cast<Tuple>(value)->size() == 0;
    case Layout::kType:
      return !Cast<Type>(value)->HasFlag(Type::kHeapType);
    default:
      return false;
  }
}

}  // namespace

bool IsTracked(Value object) {
  if (!object.IsObject() || IsStorage(object.AsObject()) || IsAtomic(object)) return false;
  if (!IsExactly<Dict>(object)) return true;
  // A dict is left alone until it holds something that matters.
  size_t position = 0;
  Value key;
  Value value;
  while (Cast<Dict>(object)->Next(position, key, value)) {
    if (!IsAtomic(key) || !IsAtomic(value)) return true;
  }
  return false;
}

bool HasFinalizer(Thread& t, Value object) {
  return TypeOf(t, object)->HasFlag(Type::kHasFinalizer);
}

int64_t CountTracked(Thread& t) {
  int64_t count = 0;
  HeapWalk::ForEachCell(
      t, [&](Object* cell, size_t) { count += IsTracked(Value::FromObject(cell)) ? 1 : 0; });
  return count;
}

Result<List*> TrackedObjects(Thread& t) {
  RootedVector found(t);
  HeapWalk::ForEachCell(t, [&](Object* cell, size_t) {
    const Value object = Value::FromObject(cell);
    if (IsTracked(object)) found.push_back(object);
  });
  List* list = TRY(List::New(t));
  TRY(list->Extend(t, {found.data(), found.size()}));
  return list;
}

// --- Referrers --------------------------------------------------------------------------------

namespace {

/// Finds the words of the heap that refer to any of a set of cells.
class ReferrerSearch {
 public:
  ReferrerSearch(Thread& t, const Tuple* targets) : targets_(targets) {
    for (Value target : targets->values()) {
      if (!target.IsObject()) continue;
      AddWords(target.AsObject());
      if (!Is<Type>(target) || !Cast<Type>(target)->HasFlag(Type::kHeapType)) continue;
      types_.insert(Cast<Type>(target));
    }
    // Storage that holds a target stands for its owner: look for that, too.
    while (!words_.empty()) {
      const absl::flat_hash_set<uint64_t> words = std::exchange(words_, {});
      HeapWalk::ForEachCell(t, [&](Object* cell, size_t bytes) { Look(t, cell, bytes, words); });
      types_.clear();
    }
  }

  const absl::flat_hash_set<Object*>& found() const { return found_; }

 private:
  /// A field holds a reference as an address or as a Value.
  void AddWords(Object* cell) {
    words_.insert(reinterpret_cast<uint64_t>(cell));
    words_.insert(Value::FromObject(cell).bits());
  }

  void Look(Thread& t, Object* cell, size_t bytes, const absl::flat_hash_set<uint64_t>& words) {
    if (cell == targets_ || found_.contains(cell)) return;
    const bool owned = IsOwned(cell);
    if (owned ? seen_.contains(cell) : !IsTracked(Value::FromObject(cell))) return;
    if (!RefersTo(t, cell, bytes, words)) return;
    if (!owned) {
      found_.insert(cell);
      return;
    }
    seen_.insert(cell);
    AddWords(cell);
  }

  bool RefersTo(Thread& t, Object* cell, size_t bytes,
                const absl::flat_hash_set<uint64_t>& words) const {
    if (cell->layout() == Layout::kWeakRef || cell->layout() == Layout::kWeakProxy) {
      return words.contains(static_cast<WeakRef*>(cell)->callback().bits());
    }
    // A type's only storage of its own lists its subclasses, which it does not keep alive in
    // CPython.
    if (cell->layout() == Layout::kType && !seen_.empty()) return false;
    if (!IsStorage(cell) && types_.contains(TypeOf(t, Value::FromObject(cell)))) return true;
    const auto* begin = reinterpret_cast<const uint64_t*>(cell) + 1;
    const auto* end = begin + bytes / sizeof(uint64_t) - 1;
    return std::any_of(begin, end, [&](uint64_t word) { return words.contains(word); });
  }

  const Object* targets_;
  absl::flat_hash_set<uint64_t> words_;      // to look for in the next pass
  absl::flat_hash_set<const Type*> types_;   // whose instances refer to them
  absl::flat_hash_set<const Object*> seen_;  // storage that led further
  absl::flat_hash_set<Object*> found_;
};

}  // namespace

Result<List*> ReferrersOf(Thread& t, Tuple* targets) {
  List* list = TRY(List::New(t));
  if (targets->size() == 0) return list;
  RootedVector found(t);
  {
    // The addresses in there keep nothing alive: nothing is allocated until they are rooted.
    const ReferrerSearch search(t, targets);
    for (Object* cell : search.found()) found.push_back(Value::FromObject(cell));
  }
  std::sort(found.begin(), found.end(), [](Value a, Value b) { return a.bits() < b.bits(); });
  const Value self = Value::FromObject(list);
  for (Value value : found) {
    if (!value.SameBits(self)) TRY(list->Append(t, value));
  }
  return list;
}

// --- Referents --------------------------------------------------------------------------------

namespace {

/// What the collector finds in the cell and, instead of its storage, in that.
void CollectReferences(Thread& t, Object* cell, RootedVector& into, int depth = 0) {
  RootedVector storage(t);
  HeapWalk::ForEachReference(t, cell, [&](Object* target) {
    if (!IsStorage(target)) into.push_back(Value::FromObject(target));
    if (IsOwned(target)) storage.push_back(Value::FromObject(target));
  });
  constexpr int kDepth = 2;  // storage of storage there is none
  if (depth == kDepth) return;
  for (Value value : storage) CollectReferences(t, value.AsObject(), into, depth + 1);
}

Result<None> AddInstanceReferents(Thread& t, List* list, Object* object) {
  const Shape* shape = ShapeOf(t, object);
  if (shape->is_dictionary()) {
    RootedVector found(t);
    CollectReferences(t, object, found);
    return list->Extend(t, {found.data(), found.size()});
  }
  for (uint32_t slot = 0; slot < shape->count(); ++slot) {
    const Value value = ReadSlot(t, object, slot);
    if (!value.IsUnbound()) TRY(list->Append(t, value));
  }
  return None{};
}

}  // namespace

Result<None> AddReferents(Thread& t, List* list, Value object) {
  if (!object.IsObject() || IsAtomic(object)) return None{};
  if (Is<List>(object)) {
    for (size_t i = 0; i < Cast<List>(object)->size(); ++i) {
      const Value item = Cast<List>(object)->TryGet(i);
      if (!item.IsUnbound()) TRY(list->Append(t, item));
    }
  } else if (Is<Tuple>(object)) {
    for (Value item : Cast<Tuple>(object)->values()) TRY(list->Append(t, item));
  } else if (Is<Dict>(object)) {
    size_t position = 0;
    Value key;
    Value value;
    while (Cast<Dict>(object)->Next(position, key, value)) {
      TRY(list->Append(t, key));
      TRY(list->Append(t, value));
    }
  } else if (Is<Set>(object)) {
    TRY(ForEach(t, object, [&](Value item) { return list->Append(t, item); }));
  } else if (Is<Instance>(object)) {
    TRY(AddInstanceReferents(t, list, object.AsObject()));
  } else {
    RootedVector found(t);
    CollectReferences(t, object.AsObject(), found);
    TRY(list->Extend(t, {found.data(), found.size()}));
  }
  Type* type = TypeOf(t, object);
  return type->HasFlag(Type::kHeapType) ? list->Append(t, Value::FromObject(type)) : None{};
}

namespace {

/// Overwrites what earlier calls left on the native stack below: the collector takes stale words
/// there for references, and a program that asks for a collection wants to see what it frees.
[[gnu::noinline]] void WipeStack() {
  constexpr size_t kBytes = 16 << 10;
  volatile char words[kBytes];
  for (size_t i = 0; i < kBytes; ++i) words[i] = 0;
}

}  // namespace

// Little of its own on the stack: what it left there would count as a reference.
void CollectNow(Thread& t, const uintptr_t* native_roots_begin) {
  if (native_roots_begin == nullptr) WipeStack();
  t.heap().Collect(t, native_roots_begin);
}

}  // namespace krait
