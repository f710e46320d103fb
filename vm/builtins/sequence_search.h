#pragma once

#include "absl/strings/str_cat.h"
#include "vm/object/bind.h"
#include "vm/object/operations.h"

namespace krait {

/// The start and stop of list.index() and tuple.index(): as SliceIndex, but None is no bound.
struct SearchBound {
  int64_t value = 0;

  int64_t ClampedTo(int64_t size) const {
    return value < 0 ? std::max<int64_t>(value + size, 0) : value;
  }
};

template <>
struct ArgumentAs<SearchBound> {
  static Result<SearchBound> From(Thread& t, const ArgumentPlace&, Value value) {
    if (!IsIntLike(value) && TypeOf(t, value)->slots().index == nullptr) {
      return RaiseTypeError(t, "slice indices must be integers or have an __index__ method");
    }
    return SearchBound{TRY(ToSliceIndex(t, value, 0))};
  }
};

/// How many elements pass between two safepoints of a loop over native data.
inline constexpr size_t kElementsPerPoll = 4096;

inline Result<None> PollAt(Thread& t, size_t index) {
  if (index % kElementsPerPoll != kElementsPerPoll - 1) [[likely]]
    return None{};
  return CheckPoll(t);
}

/// What a comparison of this element will read, well before it does: the objects of a list lie
/// anywhere.
inline void PrefetchElement(Value element) {
  if (element.IsObject()) __builtin_prefetch(element.AsObject());
}

/// The first index in [begin, end) whose element equals `value`, or -1. `at(i)` gives Unbound
/// behind the last element: the sequence may shrink while elements are compared.
template <typename At>
Result<int64_t> FindElement(Thread& t, At at, Value value, size_t begin, size_t end) {
  constexpr size_t kAhead = 8;
  for (size_t i = begin; i < end; ++i) {
    const Value item = at(i);
    if (item.IsUnbound()) break;
    if (item.SameBits(value)) return static_cast<int64_t>(i);
    if (item.IsObject()) PrefetchElement(at(i + kAhead));
    if (TRY(Equals(t, item, value))) return static_cast<int64_t>(i);
    TRY(PollAt(t, i));
  }
  return -1;
}

template <typename At>
Result<int64_t> CountElements(Thread& t, At at, Value value) {
  int64_t count = 0;
  for (size_t i = 0;; ++i) {
    const Value item = at(i);
    if (item.IsUnbound()) return count;
    if (TRY(Equals(t, item, value))) ++count;
    TRY(PollAt(t, i));
  }
}

/// Compares two sequences element by element, as list and tuple do. `a(i)` and `b(i)` give Unbound
/// behind the last element, `size_a()` and `size_b()` what the sizes are now.
template <typename A, typename B, typename SizeA, typename SizeB>
Result<Value> CompareElements(Thread& t, A a, B b, SizeA size_a, SizeB size_b, CompareOp op) {
  for (size_t i = 0;; ++i) {
    const Value x = a(i);
    const Value y = b(i);
    if (x.IsUnbound() || y.IsUnbound()) break;
    if (!TRY(Equals(t, x, y))) {
      if (i >= size_a() || i >= size_b()) break;  // the comparison took them away
      if (op == CompareOp::kEq) return Value::False();
      if (op == CompareOp::kNe) return Value::True();
      return RichCompare(t, x, y, op);
    }
    TRY(PollAt(t, i));
  }
  const auto left = Value::FromInt(static_cast<int64_t>(size_a()));
  return RichCompare(t, left, Value::FromInt(static_cast<int64_t>(size_b())), op);
}

}  // namespace krait
