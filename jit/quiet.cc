#include "jit/quiet.h"

#include <algorithm>

#include "vm/heap/thread.h"
#include "vm/interp/instruction_functions.h"
#include "vm/object/iterators.h"
#include "vm/object/memory_view.h"
#include "vm/object/method.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/plain.h"
#include "vm/object/slicing.h"
#include "vm/object/step.h"
#include "vm/object/vm.h"

namespace krait::jit {

bool HasQuietItems(Value value) {
  switch (static_cast<Layout>(value.AsObject()->layout_word())) {
    case Layout::kMemoryView:
    case Layout::kStrIterator:
    case Layout::kSetIterator:
      return true;
    case Layout::kBytesIterator: {
      const Object* sequence = Cast<BytesIterator>(value)->sequence();
      return sequence == nullptr || IsPlain(Value::FromObject(sequence)) ||
             sequence->IsExact(Layout::kMemoryView);
    }
    case Layout::kSequenceIterator:
      return IsExactly<MemoryView>(Cast<SequenceIterator>(value)->sequence());
    case Layout::kNativeObject:
      return Cast<NativeObject>(value)->native_class()->has_quiet_items;
    default:
      return false;
  }
}

static bool AllMeet(const QuietCallee& callee, const Value* operands) {
  for (size_t i = 0; i < std::size(callee.demands); ++i) {
    if (!Meets(callee.demands[i], operands[i])) return false;
  }
  return true;
}

Value CallQuietly(Thread& t, Value*, const CallSite& site, const Value* operands) {
  const auto& callee = *reinterpret_cast<const QuietCallee*>(site.extra);
  if (callee.demands_something && !AllMeet(callee, operands)) return Value::Unbound();
  const LocalHeap::Sparing sparing(t.local_heap());
  const Value result = callee.call.function(t, nullptr, callee.call, operands);
  if (!result.IsRaised()) [[likely]]
    return result;
  t.pending = Value::Unbound();
  return Value::Unbound();
}

Value CallQuietNative(Thread& t, Value*, const CallSite& site, const Value* operands) {
  const auto& native = *reinterpret_cast<const NativeCallee*>(site.extra);
  const Value self = native.is_bound ? Value::FromBits(native.self) : *operands++;
  return native.method->entry(t, *native.method, self, {operands, native.arguments}).raw();
}

Value NextQuietItem(Thread& t, Value*, const CallSite&, const Value* operands) {
  return StepOrStop(t, operands[0]).raw();
}

bool IsIteratedQuietly(Value iterable) {
  if (!iterable.IsObject()) return false;
  switch (static_cast<Layout>(iterable.AsObject()->layout_word())) {
    case Layout::kList:
    case Layout::kTuple:
    case Layout::kRange:
    case Layout::kDict:
    case Layout::kDictView:
    case Layout::kSet:
    case Layout::kStr:
    case Layout::kBytes:
      return true;
    default:
      return false;
  }
}

Value GetQuietIterator(Thread& t, Value*, const CallSite&, const Value* operands) {
  if (!IsIteratedQuietly(operands[0])) return Value::Unbound();
  return interp::NewIterator(t, operands[0]).raw();
}

Value SetQuietItem(Thread& t, Value*, const CallSite&, const Value* operands) {
  const Result<None> done = SetItem(t, operands[0], operands[1], operands[2]);
  return done.ok() ? Value::None() : Value::Raised();
}

/// One at a time, to be passed in registers.
static Value PartOf(const CallSite& site, const Value* operands, size_t i) {
  const auto& parts = *reinterpret_cast<const SliceParts*>(site.extra);
  const int8_t from = parts.from[i];
  return from == SliceParts::kConstant ? Value::FromBits(parts.constants[i]) : operands[from];
}

Value GetQuietSlice(Thread& t, Value*, const CallSite& site, const Value* operands) {
  const auto part = [&](size_t i) { return PartOf(site, operands, i); };
  return GetSlice(t, part(0), part(1), part(2), part(3)).raw();
}

Value SetQuietSlice(Thread& t, Value*, const CallSite& site, const Value* operands) {
  const auto part = [&](size_t i) { return PartOf(site, operands, i); };
  const Result<None> done = SetSlice(t, part(0), part(1), part(2), part(3), part(4));
  return done.ok() ? Value::None() : Value::Raised();
}

}  // namespace krait::jit
