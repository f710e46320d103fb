#include "vm/object/type_mutator.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "vm/heap/enumerate.h"
#include "vm/heap/rooted.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/shape.h"
#include "vm/object/slot_table.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"
#include "vm/object/vm.h"
#include "vm/object/weakref.h"

namespace krait {
namespace {

// A type changed this often after code had come to rely on it is left out of inline caches.
constexpr uint32_t kMaxInvalidations = 64;

bool IsDescriptor(Thread& t, Value value) {
  if (value.IsUnbound()) return false;
  const TypeSlots& slots = TypeOf(t, value)->slots();
  return slots.descr_get != nullptr || slots.descr_set != nullptr;
}

}  // namespace

void TypeMutator::Invalidate(Thread& t, Type* type) {
  type->version_.store(t.vm().NextVersion(), std::memory_order_release);
  ForEachSubclass(type, [&](Type* subclass) { Invalidate(t, subclass); });
}

void TypeMutator::FlushCaches(Thread& t, Type* type) {
  if (!type->HasFlag(Type::kCached)) return;
  t.vm().FlushInlineCaches(t);
  type->SetFlag(Type::kCached, false);
  if (type->invalidations_.fetch_add(1, std::memory_order_relaxed) >= kMaxInvalidations) {
    type->SetFlag(Type::kUncached);
  }
}

namespace {

/// A class that gets its __del__ late has instances that nobody registered.
class LateFinalizer {
 public:
  LateFinalizer(Thread& t, Type* type, Str* name, Value value) : t_(t) {
    if (name == names(t).__del__ && !value.IsUnbound()) Add(type);
  }
  void Register() {
    if (types_.empty()) return;
    HeapWalk::ForEachCell(t_, [&](Object* cell, size_t) {
      if (cell->shape_id() == 0 || !types_.contains(TypeOf(t_, Value::FromObject(cell)))) return;
      t_.vm().weakrefs().AddFinalizable(cell);
    });
  }

 private:
  void Add(Type* type) {
    if (type->HasFlag(Type::kHasFinalizer)) return;
    types_.insert(type);
    TypeMutator::ForEachSubclass(type, [&](Type* subclass) { Add(subclass); });
  }

  Thread& t_;
  absl::flat_hash_set<const Type*> types_;  // alive: the caller holds the first, that the others
};

}  // namespace

Result<None> TypeMutator::SetAttribute(Thread& t, Type* type, Str* name, Value value) {
  name = Str::Intern(t, name);
  LateFinalizer late(t, type, name, value);
  MutexScope lock(t, t.vm().type_lock());
  const Value old = type->dict()->GetStr(t, name);
  if (value.IsUnbound()) {
    if (old.IsUnbound()) {
      return Raise(t, &BuiltinTypes::AttributeError,
                   absl::StrCat("type object '", type->name()->ToUtf8(), "' has no attribute '",
                                name->ToUtf8(), "'"));
    }
    type->dict()->RemoveStr(t, name);
  } else {
    TRY(type->dict()->SetStr(t, name, value));
  }
  Invalidate(t, type);
  // Caches of a plain class attribute check the version; only a change of what attribute reads
  // mean (a new name, a descriptor, a deletion) reaches caches that do not.
  const bool plain =
      !old.IsUnbound() && !value.IsUnbound() && !IsDescriptor(t, old) && !IsDescriptor(t, value);
  if (!plain) FlushCaches(t, type);
  TRY(UpdateSlotsFor(t, type, name));
  late.Register();
  return None{};
}

// `replaced` gets a class, its new MRO and its old one for each that has a new one. A mro() method
// can assign bases, too: what it set up is then newer than what is being computed, and stays.
Result<None> TypeMutator::RecomputeMros(Thread& t, Type* type, RootedVector& replaced) {
  TRY(CheckNativeStack(t));
  Tuple* old = type->mro();
  Tuple* mro = TRY(TypeBuilder::CallMro(t, type));
  if (type->mro() != old) return None{};
  type->mro_.Store(type, mro);
  for (Object* entry :
       {static_cast<Object*>(type), static_cast<Object*>(mro), static_cast<Object*>(old)}) {
    replaced.push_back(Value::FromObject(entry));
  }
  Result<None> result = None{};
  ForEachSubclass(type, [&](Type* subclass) {
    if (result.ok()) result = RecomputeMros(t, subclass, replaced);
  });
  return result;
}

namespace {

/// Also where MROs are not up to date, in the middle of another assignment.
bool HasInBaseChain(const Type* type, const Type* ancestor) {
  while (type != nullptr && type != ancestor) type = type->base();
  return type != nullptr;
}

}  // namespace

Result<None> TypeMutator::AssignBases(Thread& t, Type* type, Tuple* bases) {
  for (Value entry : bases->values()) {
    const Type* base = Cast<Type>(entry);
    if (base->IsSubtypeOf(type) || HasInBaseChain(base, type)) {
      return RaiseTypeError(t, "a __bases__ item causes an inheritance cycle");
    }
  }
  Type* base = TRY(TypeBuilder::BestBase(t, bases));
  Type* old_base = type->base();
  if (const char* part = TypeBuilder::Incompatibility(old_base, base)) {
    return RaiseTypeError(
        t, absl::StrCat("__bases__ assignment: '", base->name()->ToUtf8(), "' ", part,
                        " differs from '", old_base->name()->ToUtf8(), "'"));
  }
  Tuple* old_bases = type->bases();
  type->bases_.Store(type, bases);
  type->base_.Store(type, base);
  RootedVector replaced(t);
  if (!RecomputeMros(t, type, replaced).ok()) {
    for (size_t i = replaced.size(); i > 0; i -= 3) {
      Type* changed = Cast<Type>(replaced[i - 3]);
      if (replaced[i - 2].AsObject() == changed->mro()) {
        changed->mro_.Store(changed, Cast<Tuple>(replaced[i - 1]));
      }
    }
    if (type->bases() == bases) {
      type->bases_.Store(type, old_bases);
      type->base_.Store(type, old_base);
    }
    return Raised{};
  }
  if (type->bases() != bases) return None{};  // a mro() method has assigned others
  for (Value entry : old_bases->values()) RemoveSubclass(Cast<Type>(entry), type);
  for (Value entry : bases->values()) TRY(AddSubclass(t, Cast<Type>(entry), type));
  Invalidate(t, type);
  t.vm().FlushInlineCaches(t);
  return UpdateAllSlots(t, type);
}

void TypeMutator::SetName(Thread&, Type* type, Str* name) { type->name_.Store(type, name); }

void TypeMutator::SetQualname(Thread&, Type* type, Str* qualname) {
  type->qualname_.Store(type, qualname);
}

Result<None> TypeMutator::GrowInlineCapacity(Thread& t, Type* type, uint32_t capacity) {
  Shape* now = type->instance_shape();
  if (now->inline_capacity() >= capacity) return None{};
  Shape* root = TRY(Shape::NewRoot(t, type, capacity, now->count()));
  type->instance_shape_.Store(type, root);
  return None{};
}

Type* TypeMutator::SubclassOf(Value entry) {
  if (!entry.IsObject()) return nullptr;
  if (Is<Type>(entry)) return Cast<Type>(entry);
  return static_cast<Type*>(Cast<WeakRef>(entry)->referent());
}

Result<None> TypeMutator::AddSubclass(Thread& t, Type* base, Type* type) {
  Value entry = Value::FromObject(type);
  if (type->HasFlag(Type::kHeapType)) {
    entry = Value::FromObject(TRY(WeakRef::New(t, types(t).weakref, type, Value::None())));
  }
  ValueArray* now = base->subclasses_.Load();
  const size_t capacity = now == nullptr ? 0 : now->capacity();
  for (size_t i = 0; i < capacity; ++i) {
    if (SubclassOf(now->At(i)) != nullptr) continue;
    now->Set(i, entry);
    return None{};
  }
  ValueArray* grown = TRY(ValueArray::New(t, capacity == 0 ? 4 : capacity * 2));
  for (size_t i = 0; i < capacity; ++i) grown->Set(i, now->At(i));
  grown->Set(capacity, entry);
  base->subclasses_.Store(base, grown);
  return None{};
}

void TypeMutator::RemoveSubclass(Type* base, Type* type) {
  ValueArray* now = base->subclasses_.Load();
  if (now == nullptr) return;
  for (size_t i = 0; i < now->capacity(); ++i) {
    if (SubclassOf(now->At(i)) == type) now->Set(i, Value::FromInt(0));
  }
}

}  // namespace krait
