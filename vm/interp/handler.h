#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "vm/code/code_unit.h"
#include "vm/code/jump.h"
#include "vm/code/opcode.h"
#include "vm/frame/frame.h"
#include "vm/heap/thread.h"
#include "vm/interp/special_methods.h"
#include "vm/object/float.h"
#include "vm/object/operations.h"
#include "vm/uop/machine.h"
#include "vm/uop/traits.h"

/// How instructions run in tier 1: each is one function that ends in a tail call to the next one's.
/// A handler keeps its four arguments in registers that C++ calls preserve, so fast paths need no
/// stack frame; whatever may call out lives in a handler of its own (SlowPath).
namespace krait::interp {

struct HandlerTable;

#define KRAIT_HANDLER_ARGUMENTS                                       \
  const ::krait::Word *pc, ::krait::Value *slots, ::krait::Thread *t, \
      const ::krait::interp::HandlerTable *table

using Handler = __attribute__((preserve_none)) void (*)(KRAIT_HANDLER_ARGUMENTS);

struct HandlerTable {
  Handler handlers[static_cast<int>(Opcode::kCount)];
};

#define KRAIT_HANDLER __attribute__((preserve_none)) void

/// Runs the instruction at `pc`. A macro, because a tail call must stand in the handler itself.
#define KRAIT_DISPATCH() [[clang::musttail]] return table->handlers[pc->op](pc, slots, t, table)
#define KRAIT_TAIL(function) [[clang::musttail]] return function(pc, slots, t, table)

/// An exception is pending: unwinds to its handler. The frame's pc is saved.
KRAIT_HANDLER Unwind(KRAIT_HANDLER_ARGUMENTS);

/// Goes on in the innermost frame, which was just pushed.
KRAIT_HANDLER RunPushed(KRAIT_HANDLER_ARGUMENTS);

inline Value Load(Value* slots, int operand) {
  const Value* base = operand < 0 ? Frame::OfSlots(slots)->constants : slots;
  return base[operand];
}

/// Before anything that may reach a safepoint: what tracebacks and the collector see.
inline void SavePc(Value* slots, const Word* pc) { Frame::OfSlots(slots)->pc = pc; }

namespace fold {

using uop::GuardsHold;
using uop::IndexesOf;
using uop::kIsFast;
using uop::Run;
using uop::Traits;

/// Unboxed results become Values where a Value is wanted. Raised: a double that needs a cell.
inline Value Box(Value value) { return value; }
inline Value Box(bool value) { return Value::FromBool(value); }
inline Value Box(uop::SmallInt value) {
  return Value::FromBits(static_cast<uint64_t>(value.shifted));
}
inline Value Box(uop::Double value) {
  const Value word = Value::FromFloat(value.value);
  return word.IsFloat() ? word : Value::Raised();
}

template <typename R>
[[gnu::always_inline]] inline bool Deliver(R result, Value* out) {
  *out = Box(result);
  return !out->IsRaised();
}
[[gnu::always_inline]] inline bool Deliver(bool result, bool* out) {
  *out = result;
  return true;
}

/// Runs one alternative without side exits to C++: true when it applied. `out` is a Value or bool.
template <typename Op, typename T>
[[gnu::always_inline]] inline bool TryFast(uop::Machine m, const Value* operands, T* out) {
  if constexpr (!kIsFast<Op>) {
    return false;
  } else {
    if (!GuardsHold<Op>(operands, IndexesOf<Op>())) return false;
    auto produced = Run<Op>(m, operands);
    if constexpr (Traits<Op>::Result::kMayExit) {
      if (produced.exit) return false;
      return Deliver(produced.value, out);
    } else {
      return Deliver(produced, out);
    }
  }
}

/// Runs a micro-op that may exit for its effect on operands a, b, ... of the instruction: true when
/// it applied. No operand is loaded before the guards of those in front of it hold.
template <typename Op, size_t... kIndex>
[[gnu::always_inline]] inline bool TryEffect(uop::Machine m, Value* slots,
                                             std::index_sequence<kIndex...>) {
  Value operands[sizeof...(kIndex)];
  const auto load = [&]<size_t kAt>() {
    using Type = std::tuple_element_t<kAt, typename Traits<Op>::Operands>;
    operands[kAt] = Load(slots, m.pc->operands[1 + kAt]);
    return uop::OperandType<Type>::Matches(operands[kAt]);
  };
  return (load.template operator()<kIndex>() && ...) && !Run<Op>(m, operands).exit;
}
template <typename Op>
[[gnu::always_inline]] inline bool TryEffect(uop::Machine m, Value* slots) {
  return TryEffect<Op>(m, slots, IndexesOf<Op>());
}

enum class Outcome { kDone, kExit, kRaised };

inline Outcome Settle(Thread& t, Value result, Value* out) {
  (void)t;
  *out = result;
  return result.IsRaised() ? Outcome::kRaised : Outcome::kDone;
}

/// A slow path makes a Value of any result, boxing doubles in cells.
inline Result<Value> BoxSlow(Thread&, Value value) { return value; }
inline Result<Value> BoxSlow(Thread&, bool value) { return Value::FromBool(value); }
inline Result<Value> BoxSlow(Thread&, uop::SmallInt value) { return Box(value); }
inline Result<Value> BoxSlow(Thread& t, uop::Double value) { return Float::From(t, value.value); }

/// Whether the fast handler can have left `Op` for want of a cell for its result, and not only
/// because it does not apply.
template <typename Op>
inline constexpr bool kMayBox = std::is_same_v<typename Traits<Op>::Result::Type, uop::Double>;

template <typename Op>
[[gnu::always_inline]] inline Outcome TrySlow(uop::Machine& m, const Value* operands, Value* out) {
  if (kIsFast<Op> && !kMayBox<Op>) return Outcome::kExit;
  if (!GuardsHold<Op>(operands, IndexesOf<Op>())) return Outcome::kExit;
  auto produced = Run<Op>(m, operands);
  using R = typename Traits<Op>::Result;
  if constexpr (R::kMayRaise) {
    return Settle(m.t, produced.raw(), out);
  } else if constexpr (R::kMayExit) {
    if (produced.exit) return Outcome::kExit;
    return Settle(m.t, BoxSlow(m.t, produced.value).raw(), out);
  } else {
    return Settle(m.t, BoxSlow(m.t, produced).raw(), out);
  }
}

/// Runs the alternatives that a fast handler leaves, in order, until one applies. Out of line: one
/// per instruction.
template <typename... Ops>
[[gnu::noinline]] Value RunSlow(Thread& t, const Word* pc, Value* slots, Value a, Value b) {
  SavePc(slots, pc);
  uop::Machine m{t, pc};
  const Value operands[2] = {a, b};
  Value out;
  Outcome outcome = Outcome::kExit;
  (void)((outcome = TrySlow<Ops>(m, operands, &out), outcome != Outcome::kExit) || ...);
  return outcome == Outcome::kRaised ? Value::Raised() : out;
}

enum class Operands { kAny, kSlots, kSlotConstant };

template <Operands kKind>
Value LoadLeft(Value* slots, int operand) {
  if constexpr (kKind == Operands::kAny) return Load(slots, operand);
  return slots[operand];
}
template <Operands kKind>
Value LoadRight(Value* slots, int operand) {
  if constexpr (kKind == Operands::kAny) return Load(slots, operand);
  if constexpr (kKind == Operands::kSlots) return slots[operand];
  return Frame::OfSlots(slots)->constants[operand];
}

template <Operands kKind, typename... Ops>
KRAIT_HANDLER BinarySlow(KRAIT_HANDLER_ARGUMENTS) {
  const Value left = LoadLeft<kKind>(slots, pc->b);
  if (IsPlainInstance(left) && TryPushSpecialMethod(*t, slots, pc) != nullptr) {
    KRAIT_TAIL(RunPushed);
  }
  const Value out = RunSlow<Ops...>(*t, pc, slots, left, LoadRight<kKind>(slots, pc->c));
  if (out.IsRaised()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  slots[pc->a] = out;
  ++pc;
  KRAIT_DISPATCH();
}

template <Operands kKind, typename... Ops>
KRAIT_HANDLER Binary(KRAIT_HANDLER_ARGUMENTS) {
  const Value operands[2] = {LoadLeft<kKind>(slots, pc->b), LoadRight<kKind>(slots, pc->c)};
  Value out;
  if ((TryFast<Ops>({*t, pc}, operands, &out) || ...)) [[likely]] {
    slots[pc->a] = out;
    ++pc;
    KRAIT_DISPATCH();
  }
  constexpr Handler kSlow = &BinarySlow<kKind, Ops...>;
  KRAIT_TAIL(kSlow);
}

template <typename... Ops>
KRAIT_HANDLER UnarySlow(KRAIT_HANDLER_ARGUMENTS) {
  const Value operand = Load(slots, pc->b);
  if (IsPlainInstance(operand) && TryPushSpecialMethod(*t, slots, pc) != nullptr) {
    KRAIT_TAIL(RunPushed);
  }
  const Value out = RunSlow<Ops...>(*t, pc, slots, operand, Value());
  if (out.IsRaised()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  slots[pc->a] = out;
  ++pc;
  KRAIT_DISPATCH();
}

template <typename... Ops>
KRAIT_HANDLER Unary(KRAIT_HANDLER_ARGUMENTS) {
  const Value operands[1] = {Load(slots, pc->b)};
  Value out;
  if ((TryFast<Ops>({*t, pc}, operands, &out) || ...)) [[likely]] {
    slots[pc->a] = out;
    ++pc;
    KRAIT_DISPATCH();
  }
  constexpr Handler kSlow = &UnarySlow<Ops...>;
  KRAIT_TAIL(kSlow);
}

/// Jumps on an object's truth; Raised when that failed.
[[gnu::noinline]] inline Value TruthSlow(Thread& t, Value value) {
  const Result<bool> truth = IsTrue(t, value);
  return truth.ok() ? Value::FromBool(*truth) : Value::Raised();
}

template <Operands kKind, typename... Ops>
KRAIT_HANDLER JumpBinarySlow(KRAIT_HANDLER_ARGUMENTS) {
  const Value left = LoadLeft<kKind>(slots, pc->a);
  if (IsPlainInstance(left) && TryPushSpecialMethod(*t, slots, pc) != nullptr) {
    KRAIT_TAIL(RunPushed);
  }
  Value out = RunSlow<Ops...>(*t, pc, slots, left, LoadRight<kKind>(slots, pc->b));
  if (!out.IsBool() && !out.IsRaised()) out = TruthSlow(*t, out);
  if (out.IsRaised()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc = out.AsBool() == static_cast<bool>(pc->c) ? Destination(pc) : pc + 2;
  KRAIT_DISPATCH();
}

template <Operands kKind, typename... Ops>
KRAIT_HANDLER JumpBinary(KRAIT_HANDLER_ARGUMENTS) {
  const Value operands[2] = {LoadLeft<kKind>(slots, pc->a), LoadRight<kKind>(slots, pc->b)};
  bool out;
  if ((TryFast<Ops>({*t, pc}, operands, &out) || ...)) [[likely]] {
    if (out == static_cast<bool>(pc->c)) {
      pc = Destination(pc);
      KRAIT_DISPATCH();
    }
    pc += 2;
    KRAIT_DISPATCH();
  }
  constexpr Handler kSlow = &JumpBinarySlow<kKind, Ops...>;
  KRAIT_TAIL(kSlow);
}

template <typename... Ops>
KRAIT_HANDLER JumpUnarySlow(KRAIT_HANDLER_ARGUMENTS) {
  const Value out = RunSlow<Ops...>(*t, pc, slots, Load(slots, pc->a), Value());
  if (out.IsRaised()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc = out.AsBool() == static_cast<bool>(pc->c) ? Destination(pc) : pc + 2;
  KRAIT_DISPATCH();
}

template <typename... Ops>
KRAIT_HANDLER JumpUnary(KRAIT_HANDLER_ARGUMENTS) {
  const Value operands[1] = {Load(slots, pc->a)};
  bool out;
  if ((TryFast<Ops>({*t, pc}, operands, &out) || ...)) [[likely]] {
    if (out == static_cast<bool>(pc->c)) {
      pc = Destination(pc);
      KRAIT_DISPATCH();
    }
    pc += 2;
    KRAIT_DISPATCH();
  }
  constexpr Handler kSlow = &JumpUnarySlow<Ops...>;
  KRAIT_TAIL(kSlow);
}

/// Runs a function that does all the work; `kWords` is the instruction's length, 0 when its second
/// word says.
template <auto kRun, int kWords, bool kStores>
KRAIT_HANDLER Helper(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  const Result<Value> result = kRun(*t, slots, pc);
  if (!result.ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  if constexpr (kStores) slots[pc->a] = *result;
  pc += kWords != 0 ? kWords : pc[1].operands[0];
  KRAIT_DISPATCH();
}

}  // namespace fold

}  // namespace krait::interp
