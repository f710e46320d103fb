#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"

/// The _bisect module.
namespace krait {
namespace {

/// sequence[at], as PySequence_GetItem has it.
Result<Value> ItemAt(Thread& t, Value sequence, int64_t at) {
  if (IsExactly<List>(sequence)) {
    const Value item = Cast<List>(sequence)->TryGet(static_cast<size_t>(at));
    if (!item.IsUnbound()) [[likely]]
      return item;
  }
  if (Is<Dict>(sequence)) {
    return RaiseTypeError(t, absl::StrCat(TypeName(t, sequence), " is not a sequence"));
  }
  if (TypeOf(t, sequence)->slots().getitem == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("'", TypeName(t, sequence), "' object does not support indexing"));
  }
  return GetItem(t, sequence, TRY(Int::From(t, at)));
}

Result<bool> IsLess(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) return a.AsInt() < b.AsInt();
  if (a.IsFloat() && b.IsFloat()) return a.AsFloat() < b.AsFloat();
  return RichCompareBool(t, a, b, CompareOp::kLt);
}

/// The first position in [lo, hi) whose item is not before x (kRight: whose item is behind x).
template <bool kRight>
Result<int64_t> Find(Thread& t, Value a, Value x, int64_t lo, Value hi, Value key) {
  if (lo < 0) return RaiseValueError(t, "lo must be non-negative");
  // -1 counts as None, as in CPython.
  int64_t high = hi.IsNone() ? -1 : TRY(ToIndexSsize(t, hi));
  if (high == -1) high = TRY(Length(t, a));
  while (lo < high) {
    const auto middle =
        static_cast<int64_t>((static_cast<uint64_t>(lo) + static_cast<uint64_t>(high)) / 2);
    Value item = TRY(ItemAt(t, a, middle));
    if (!key.IsNone()) item = TRY(CallWith(t, key, item));
    const bool go_left = kRight ? TRY(IsLess(t, x, item)) : !TRY(IsLess(t, item, x));
    if (go_left) {
      high = middle;
    } else {
      lo = middle + 1;
    }
  }
  return lo;
}

template <bool kRight>
Result<int64_t> Bisect(Thread& t, Value a, Value x, Index lo, Value hi, Value key) {
  return Find<kRight>(t, a, x, lo.value, hi, key);
}

template <bool kRight>
Result<None> Insort(Thread& t, Value a, Value x, Index lo, Value hi, Value key) {
  const Value sought = key.IsNone() ? x : TRY(CallWith(t, key, x));
  const int64_t at = TRY(Find<kRight>(t, a, sought, lo.value, hi, key));
  if (IsExactly<List>(a)) {
    List* list = Cast<List>(a);
    gil::CriticalSection lock(t, list->lock_byte());
    return list->Insert(t, std::min(static_cast<size_t>(at), list->size()), x);
  }
  TRY(CallMethodWith(t, a, names(t).insert, TRY(Int::From(t, at)), x));
  return None{};
}

constexpr Method kFunctions[] = {
    Bind<Bisect<true>>("bisect_right", "($module, a, x, lo=0, hi=None, *, key=None)"),
    Bind<Insort<true>>("insort_right", "($module, a, x, lo=0, hi=None, *, key=None)"),
    Bind<Bisect<false>>("bisect_left", "($module, a, x, lo=0, hi=None, *, key=None)"),
    Bind<Insort<false>>("insort_left", "($module, a, x, lo=0, hi=None, *, key=None)"),
};

}  // namespace

Result<Module*> MakeBisectModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_bisect"))));
  TRY(module->AddFunctions(t, kFunctions));
  return module;
}

}  // namespace krait
