#include <atomic>

#include "absl/strings/str_cat.h"
#include "vm/modules/collections/deque.h"
#include "vm/modules/collections/types.h"
#include "vm/object/bind.h"
#include "vm/object/iterators.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// _deque_iterator and _deque_reverse_iterator.
namespace krait::collections {
namespace {

struct DequeIterator : NativeObject {
  static const NativeClass kClass;
  Field<Deque*> deque;
  uint64_t state;  // of the deque when iteration began
  std::atomic<size_t> left;
  bool reversed;
};

const NativeClass DequeIterator::kClass = {
    "_collections._deque_iterator",
    [](Object* self, Marker& marker) { marker.Visit(static_cast<DequeIterator*>(self)->deque); },
    nullptr, true};

Result<Value> IteratorNext(Thread& t, Value self_value) {
  auto* self = Cast<DequeIterator>(self_value);
  Deque* deque = self->deque.Load();
  if (deque->state() != self->state) {
    self->left.store(0, std::memory_order_relaxed);
    return RaiseMutated(t);
  }
  const size_t left = self->left.load(std::memory_order_relaxed);
  if (left == 0) return Value::Unbound();
  self->left.store(left - 1, std::memory_order_relaxed);
  return deque->Get(t, self->reversed ? left - 1 : deque->size() - left);
}

template <bool kReversed>
Result<Value> IteratorNew(Thread& t, Type* cls, Args args) {
  if (args.count < 1 || args.count > 2) {
    return RaiseTypeError(
        t, absl::StrCat("function takes at ",
                        args.count < 1 ? "least 1 argument (" : "most 2 arguments (", args.count,
                        " given)"));
  }
  auto* deque = TryCastNative<Deque>(args[0]);
  if (deque == nullptr) {
    return RaiseTypeError(t, absl::StrCat("argument 1 must be collections.deque, not ",
                                          args[0].IsNone() ? "None" : TypeName(t, args[0])));
  }
  const int64_t skipped = args.count == 2 ? TRY(ToIndexSsize(t, args[1])) : 0;
  auto* self = TRY(NewNative<DequeIterator>(t, cls));
  self->deque.Store(self, deque);
  self->state = deque->state();
  const size_t size = deque->size();
  const size_t skip = static_cast<size_t>(std::max<int64_t>(skipped, 0));
  self->left.store(skip >= size ? 0 : size - skip, std::memory_order_relaxed);
  self->reversed = kReversed;
  return self;
}

Result<int64_t> IteratorLengthHint(Thread&, DequeIterator* self) {
  return static_cast<int64_t>(self->left.load(std::memory_order_relaxed));
}

Result<Value> IteratorReduce(Thread& t, DequeIterator* self) {
  Deque* deque = self->deque.Load();
  const auto done = static_cast<int64_t>(deque->size()) -
                    static_cast<int64_t>(self->left.load(std::memory_order_relaxed));
  Tuple* args = TRY(Tuple::Of(t, Value::FromObject(deque), Value::FromInt(done)));
  return Tuple::Of(t, Value::FromObject(TypeOf(t, Value::FromObject(self))),
                   Value::FromObject(args));
}

constexpr Method kMethods[] = {
    Bind<IteratorLengthHint>("__length_hint__", "($self, /)"),
    Bind<IteratorReduce>("__reduce__", "($self, /)"),
};

Result<Type*> AddIterator(Thread& t, Module* module, const char* name, NewSlot new_slot) {
  const std::string full_name = absl::StrCat("_collections.", name);
  NativeTypeSpec spec{};
  spec.name = full_name.c_str();
  spec.instance_size = sizeof(DequeIterator);
  spec.flags = 0;
  spec.spec.slots.new_ = new_slot;
  spec.spec.slots.iter = &IterSelf;
  spec.spec.slots.next = &IteratorNext;
  spec.spec.methods = kMethods;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  TRY(module->Add(t, name, Value::FromObject(type)));
  return type;
}

}  // namespace

Result<None> AddDequeIterators(Thread& t, Module* module) {
  Part& part = PartOf(t);
  part.deque_iterator = TRY(AddIterator(t, module, "_deque_iterator", &IteratorNew<false>));
  part.deque_reverse_iterator =
      TRY(AddIterator(t, module, "_deque_reverse_iterator", &IteratorNew<true>));
  return None{};
}

}  // namespace krait::collections
