#pragma once

#include "gil/object_lock.h"
#include "vm/object/attributes.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/operations.h"

/// What native loops over iterators do for every item, in line: no call but the iterator's own.
namespace krait {

namespace step_internal {
/// After a next slot has failed: a StopIteration is the end.
[[gnu::noinline]] inline Result<Value> EndOrRaise(Thread& t) {
  if (ClearPendingIf(t, &BuiltinTypes::StopIteration)) return Value::Unbound();
  return Raised{};
}
}  // namespace step_internal

/// TypeError: what has no next slot is no iterator.
Raised RaiseNotAnIterator(Thread& t, Value object);

/// NextOrStop, in line.
[[gnu::always_inline]] inline Result<Value> StepOrStop(Thread& t, Value iterator) {
  if (iterator.IsObject()) [[likely]] {
    // The most frequent ones by their layout, without a look at the type.
    switch (static_cast<Layout>(iterator.AsObject()->layout_word())) {
      case Layout::kRangeIterator:
        return Cast<RangeIterator>(iterator)->Next(t);
      case Layout::kListIterator:
        return Cast<ListIterator>(iterator)->NextElement();
      case Layout::kTupleIterator:
        return Cast<TupleIterator>(iterator)->NextElement();
      default:
        break;
    }
    const NextSlot slot = ShapeOf(t, iterator.AsObject())->type()->slots().next;
    if (slot != nullptr) [[likely]] {
      TRY(CheckNativeStack(t));  // iterators of iterators of iterators
      return slot(t, iterator);
    }
  }
  return RaiseNotAnIterator(t, iterator);
}

/// Next, in line.
[[gnu::always_inline]] inline Result<Value> Step(Thread& t, Value iterator) {
  const Result<Value> item = StepOrStop(t, iterator);
  if (!item.ok()) [[unlikely]]
    return step_internal::EndOrRaise(t);
  return item;
}

/// Call, in line.
[[gnu::always_inline]] inline Result<Value> CallStep(Thread& t, Value callee, const Args& args) {
  if (callee.IsObject()) [[likely]] {
    const CallSlot slot = ShapeOf(t, callee.AsObject())->type()->slots().call;
    if (slot != nullptr) [[likely]] {
      TRY(CheckNativeStack(t));
      return slot(t, callee, args);
    }
  }
  return Call(t, callee, args);
}

/// The items of an iterable, as iter() and next() give them; for an exact tuple or list no iterator
/// is made. Lives on the native stack.
class Items {
 public:
  [[gnu::always_inline]] Result<None> Start(Thread& t, Value iterable) {
    counted_ = IsExactly<Tuple>(iterable) || IsExactly<List>(iterable);
    source_ = counted_ ? iterable : TRY(GetIter(t, iterable));
    return None{};
  }
  /// Unbound at the end; not to be asked again then.
  [[gnu::always_inline]] Result<Value> Next(Thread& t) {
    if (!counted_) return Step(t, source_);
    if (IsExactly<List>(source_)) return Cast<List>(source_)->TryGet(at_++);
    const auto* tuple = Cast<Tuple>(source_);
    return at_ < tuple->size() ? tuple->At(at_++) : Value::Unbound();
  }

 private:
  Value source_;
  size_t at_ = 0;
  bool counted_ = false;
};

}  // namespace krait
