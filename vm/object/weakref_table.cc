#include "vm/object/weakref_table.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "vm/heap/marker.h"
#include "vm/heap/rooted.h"
#include "vm/object/exception.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/weakref.h"

namespace krait {
namespace {

void Finalize(Thread& t, Value object) {
  Type* type = TypeOf(t, object);
  if (type->slots().finalize == nullptr || type->slots().finalize(t, object).ok()) return;
  // A class's __del__ is named; a generator, itself.
  const Value method = type->Lookup(t, names(t).__del__);
  WriteUnraisable(t, "in", type->HasFlag(Type::kHeapType) ? method : object);
}

}  // namespace

struct WeakrefTable::References {
  absl::flat_hash_map<Object*, std::vector<WeakRef*>> of;
};

WeakrefTable::WeakrefTable() : references_(new References) {}
WeakrefTable::~WeakrefTable() = default;

void WeakrefTable::AddReference(Object* referent, WeakRef* reference) {
  gil::RawMutexLock lock(mutex_);
  references_->of[referent].push_back(reference);
}

std::vector<WeakRef*> WeakrefTable::ReferencesTo(Object* referent) {
  gil::RawMutexLock lock(mutex_);
  auto found = references_->of.find(referent);
  if (found == references_->of.end()) return {};
  std::vector<WeakRef*> alive;
  for (WeakRef* reference : found->second) {
    if (reference->referent() == referent) alive.push_back(reference);
  }
  return alive;
}

void WeakrefTable::AddFinalizable(Object* object) {
  gil::RawMutexLock lock(mutex_);
  finalizable_.push_back(object);
}

size_t WeakrefTable::finalizable_count() const {
  gil::RawMutexLock lock(mutex_);
  return finalizable_.size();
}

bool WeakrefTable::WasFinalized(const Object* object) const {
  gil::RawMutexLock lock(mutex_);
  const auto waits_in = [&](const std::vector<Object*>& list) {
    return std::find(list.begin(), list.end(), object) != list.end();
  };
  return !waits_in(finalizable_) && !waits_in(finalizers_);
}

void WeakrefTable::AddReleasable(NativeObject* object) {
  gil::RawMutexLock lock(mutex_);
  releasable_.push_back(object);
}

bool WeakrefTable::ProcessUnreachable(Marker& marker) {
  if (unreachable_done_) return false;
  unreachable_done_ = true;
  // References are cleared before finalizers run, also those that a finalizer could still reach.
  for (auto& [referent, references] : references_->of) {
    if (marker.IsMarked(referent)) continue;
    for (WeakRef* reference : references) {
      reference->Clear();  // one that is garbage itself, too: a finalizer may bring it back
      if (marker.IsMarked(reference) && !reference->callback().IsNone()) {
        callbacks_.push_back(reference);
      }
    }
  }
  const size_t queued = callbacks_.size() + finalizers_.size();
  for (Object* object : finalizable_) {
    if (!marker.IsMarked(object)) finalizers_.push_back(object);
  }
  std::erase_if(finalizable_, [&](Object* object) { return !marker.IsMarked(object); });
  TraceQueued(marker);
  return callbacks_.size() + finalizers_.size() != queued;
}

void WeakrefTable::TraceQueued(Marker& marker) {
  for (WeakRef* reference : callbacks_) marker.Visit(reference);
  for (Object* object : finalizers_) marker.Visit(object);
}

void WeakrefTable::DropUnmarked(Marker& marker) {
  unreachable_done_ = false;
  absl::erase_if(references_->of, [&](auto& entry) {
    std::erase_if(entry.second, [&](WeakRef* reference) {
      return !marker.IsMarked(reference) || reference->referent() == nullptr;
    });
    // A resurrected referent starts without references: those it had are cleared.
    return entry.second.empty();
  });
  std::erase_if(releasable_, [&](NativeObject* object) {
    if (marker.IsMarked(object)) return false;
    object->native_class()->release(object);
    return true;
  });
}

void WeakrefTable::ReleaseAll() {
  for (NativeObject* object : std::exchange(releasable_, {})) {
    object->native_class()->release(object);
  }
}

void WeakrefTable::RunQueued(Thread& t) {
  for (;;) {
    RootedVector references(t);
    RootedVector objects(t);
    {
      gil::RawMutexLock lock(mutex_);
      for (WeakRef* reference : std::exchange(callbacks_, {})) {
        references.push_back(Value::FromObject(reference));
      }
      for (Object* object : std::exchange(finalizers_, {})) {
        objects.push_back(Value::FromObject(object));
      }
    }
    if (references.empty() && objects.empty()) return;
    PendingScope pending(t);
    for (Value reference : references) {
      const Value callback = Cast<WeakRef>(reference)->callback();
      if (!CallWith(t, callback, reference).ok()) WriteUnraisable(t, "in", callback);
    }
    for (Value object : objects) Finalize(t, object);
  }
}

}  // namespace krait
