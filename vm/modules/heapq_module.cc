#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/float.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// The _heapq module. Comparisons run Python code, which may change the list: it is looked at anew
/// after each. Elements are moved one swap at a time, so that none is ever missing meanwhile.
namespace krait {
namespace {

/// a < b.
Result<bool> IsLess(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return a.AsInt() < b.AsInt();
  if (a.IsFloat() && b.IsFloat()) return a.AsFloat() < b.AsFloat();
  if (IsExactly<Str>(a) && IsExactly<Str>(b)) {
    return Str::Compare(Cast<Str>(a), Cast<Str>(b)) < 0;
  }
  if (IsExactly<Tuple>(a) && IsExactly<Tuple>(b)) {
    // Most often the first items decide: (priority, ...).
    const Tuple* x = Cast<Tuple>(a);
    const Tuple* y = Cast<Tuple>(b);
    if (x->size() != 0 && y->size() != 0) {
      const Value p = x->At(0);
      const Value q = y->At(0);
      if (Value::BothInts(p, q) && !p.SameBits(q)) return p.AsInt() < q.AsInt();
      if (p.IsFloat() && q.IsFloat() && p.AsFloat() != q.AsFloat()) {
        return p.AsFloat() < q.AsFloat();
      }
    }
  }
  return RichCompareBool(t, a, b, CompareOp::kLt);
}

/// The order of a heap: the smallest or the largest first.
struct MinFirst {
  static Result<bool> Before(Thread& t, Value a, Value b) { return IsLess(t, a, b); }
};
struct MaxFirst {
  static Result<bool> Before(Thread& t, Value a, Value b) { return IsLess(t, b, a); }
};

Raised RaiseChanged(Thread& t) {
  return Raise(t, &BuiltinTypes::RuntimeError, "list changed size during iteration");
}
Raised RaiseRange(Thread& t) { return Raise(t, &BuiltinTypes::IndexError, "index out of range"); }

/// Swaps two elements, if the list still has `size`.
Result<None> Swap(Thread& t, List* heap, size_t size, size_t a, size_t b) {
  {
    gil::CriticalSection lock(t, heap->lock_byte());
    if (heap->size() == size) {
      const Value first = heap->TryGet(a);
      const Value second = heap->TryGet(b);
      heap->Set(a, second);
      heap->Set(b, first);
      return None{};
    }
  }
  return RaiseChanged(t);
}

/// Moves the element at `at` towards the root until its parent is not behind it.
template <typename Order>
Result<None> SiftTowardsRoot(Thread& t, List* heap, size_t root, size_t at) {
  const size_t size = heap->size();
  if (at >= size) return RaiseRange(t);
  while (at > root) {
    const size_t parent = (at - 1) / 2;
    const Value item = heap->TryGet(at);
    const Value above = heap->TryGet(parent);
    if (item.IsUnbound() || above.IsUnbound()) return RaiseChanged(t);
    const bool before = TRY(Order::Before(t, item, above));
    if (heap->size() != size) return RaiseChanged(t);
    if (!before) break;
    TRY(Swap(t, heap, size, at, parent));
    at = parent;
  }
  return None{};
}

/// Moves the element at `at` down along the smaller children to a leaf, then up to its place.
template <typename Order>
Result<None> SiftFromRoot(Thread& t, List* heap, size_t at) {
  const size_t size = heap->size();
  if (at >= size) return RaiseRange(t);
  const size_t start = at;
  const size_t first_leaf = size / 2;
  while (at < first_leaf) {
    size_t child = 2 * at + 1;
    if (child + 1 < size) {
      const Value left = heap->TryGet(child);
      const Value right = heap->TryGet(child + 1);
      if (left.IsUnbound() || right.IsUnbound()) return RaiseChanged(t);
      const bool before = TRY(Order::Before(t, left, right));
      if (heap->size() != size) return RaiseChanged(t);
      if (!before) ++child;
    }
    TRY(Swap(t, heap, size, at, child));
    at = child;
  }
  return SiftTowardsRoot<Order>(t, heap, start, at);
}

Result<None> HeapPush(Thread& t, List* heap, Value item) {
  size_t last;
  {
    gil::CriticalSection lock(t, heap->lock_byte());
    last = heap->size();
    TRY(heap->Append(t, item));
  }
  return SiftTowardsRoot<MinFirst>(t, heap, 0, last);
}

template <typename Order>
Result<Value> Pop(Thread& t, List* heap) {
  Value last;
  Value first;
  {
    gil::CriticalSection lock(t, heap->lock_byte());
    const size_t size = heap->size();
    if (size != 0) {
      last = heap->RemoveAt(size - 1);
      if (size > 1) {
        first = heap->TryGet(0);
        heap->Set(0, last);
      }
    }
  }
  if (last.IsUnbound()) return RaiseRange(t);
  if (first.IsUnbound()) return last;
  TRY(SiftFromRoot<Order>(t, heap, 0));
  return first;
}

template <typename Order>
Result<Value> Replace(Thread& t, List* heap, Value item) {
  Value first;
  {
    gil::CriticalSection lock(t, heap->lock_byte());
    first = heap->TryGet(0);
    if (!first.IsUnbound()) heap->Set(0, item);
  }
  if (first.IsUnbound()) return RaiseRange(t);
  TRY(SiftFromRoot<Order>(t, heap, 0));
  return first;
}

Result<Value> HeapPushPop(Thread& t, List* heap, Value item) {
  const Value first = heap->TryGet(0);
  if (first.IsUnbound() || !TRY(IsLess(t, first, item))) return item;
  return Replace<MinFirst>(t, heap, item);
}

template <typename Order>
Result<None> Heapify(Thread& t, List* heap) {
  const size_t size = heap->size();
  for (size_t i = size / 2; i-- > 0;) {
    TRY(SiftFromRoot<Order>(t, heap, i));
    TRY(CheckPoll(t));
  }
  return None{};
}

constexpr Method kFunctions[] = {
    Bind<HeapPush>("heappush", "($module, heap, item, /)"),
    Bind<HeapPushPop>("heappushpop", "($module, heap, item, /)"),
    Bind<Pop<MinFirst>>("heappop", "($module, heap, /)"),
    Bind<Replace<MinFirst>>("heapreplace", "($module, heap, item, /)"),
    Bind<Heapify<MinFirst>>("heapify", "($module, heap, /)"),
    Bind<Pop<MaxFirst>>("_heappop_max", "($module, heap, /)"),
    Bind<Heapify<MaxFirst>>("_heapify_max", "($module, heap, /)"),
    Bind<Replace<MaxFirst>>("_heapreplace_max", "($module, heap, item, /)"),
};

}  // namespace

Result<Module*> MakeHeapqModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_heapq"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->AddStr(t, "__about__", "Heap queues over plain lists: see the heapq module."));
  return module;
}

}  // namespace krait
