#include <array>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {
namespace {

struct OperatorRow {
  const char* symbol;
  BinarySlot TypeSlots::* slot;  // null for power
  BinarySlot TypeSlots::* inplace_slot;
};

constexpr std::array<OperatorRow, static_cast<size_t>(BinaryOperator::kCount)> kOperators = {{
    {"+", &TypeSlots::add, &TypeSlots::inplace_add},
    {"&", &TypeSlots::and_, &TypeSlots::inplace_and},
    {"//", &TypeSlots::floor_divide, &TypeSlots::inplace_floor_divide},
    {"<<", &TypeSlots::lshift, &TypeSlots::inplace_lshift},
    {"@", &TypeSlots::matrix_multiply, &TypeSlots::inplace_matrix_multiply},
    {"*", &TypeSlots::multiply, &TypeSlots::inplace_multiply},
    {"%", &TypeSlots::remainder, &TypeSlots::inplace_remainder},
    {"|", &TypeSlots::or_, &TypeSlots::inplace_or},
    {"** or pow()", nullptr, nullptr},
    {">>", &TypeSlots::rshift, &TypeSlots::inplace_rshift},
    {"-", &TypeSlots::subtract, &TypeSlots::inplace_subtract},
    {"/", &TypeSlots::true_divide, &TypeSlots::inplace_true_divide},
    {"^", &TypeSlots::xor_, &TypeSlots::inplace_xor},
}};

/// What was Python 2's way to print to a stream: `print >> stream`.
bool IsRedirectedPrint(const std::string& symbol, Value a) {
  const auto* function = TryCast<NativeFunction>(a);
  return symbol == ">>" && function != nullptr &&
         std::string_view(function->method().name) == "print";
}

Raised RaiseUnsupported(Thread& t, const std::string& symbol, Value a, Value b) {
  const char* hint = IsRedirectedPrint(symbol, a)
                         ? ". Did you mean \"print(<message>, file=<output_stream>)\"?"
                         : "";
  return RaiseTypeError(t, absl::StrCat("unsupported operand type(s) for ", symbol, ": '",
                                        TypeName(t, a), "' and '", TypeName(t, b), "'", hint));
}

/// Tries both operands' slots, the right one first when its type is below the left's.
Result<Value> TrySlots(Thread& t, BinarySlot TypeSlots::* slot, Value a, Value b) {
  Type* type_a = TypeOf(t, a);
  Type* type_b = TypeOf(t, b);
  const BinarySlot slot_a = type_a->slots().*slot;
  BinarySlot slot_b = type_a == type_b ? nullptr : type_b->slots().*slot;
  if (slot_b == slot_a) slot_b = nullptr;
  if (slot_a != nullptr) {
    if (slot_b != nullptr && type_b->IsSubtypeOf(type_a)) {
      const Value result = TRY(slot_b(t, a, b));
      if (!result.IsNotImplemented()) return result;
      slot_b = nullptr;
    }
    const Value result = TRY(slot_a(t, a, b));
    if (!result.IsNotImplemented()) return result;
  }
  return slot_b != nullptr ? slot_b(t, a, b) : Result<Value>(Value::NotImplemented());
}

/// sequence * count, whichever side the count is on. NotImplemented when neither repeats.
Result<Value> TryRepeat(Thread& t, RepeatSlot TypeSlots::* first_slot, Value a, Value b) {
  const auto repeat = [&](RepeatSlot slot, Value sequence, Value count) -> Result<Value> {
    if (!IsIntLike(count) && TypeOf(t, count)->slots().index == nullptr) {
      return RaiseTypeError(
          t, absl::StrCat("can't multiply sequence by non-int of type '", TypeName(t, count), "'"));
    }
    const int64_t times = TRY(ToIndexInt64(t, count));
    return slot(t, sequence, times);
  };
  if (RepeatSlot slot = TypeOf(t, a)->slots().*first_slot) return repeat(slot, a, b);
  if (RepeatSlot slot = TypeOf(t, a)->slots().repeat) return repeat(slot, a, b);
  if (RepeatSlot slot = TypeOf(t, b)->slots().repeat) return repeat(slot, b, a);
  return Value::NotImplemented();
}

/// Where the number slots gave up: sequences.
Result<Value> SequenceOperation(Thread& t, BinaryOperator op, bool inplace, Value a, Value b) {
  if (op == BinaryOperator::kAdd) {
    const TypeSlots& slots = TypeOf(t, a)->slots();
    if (inplace && slots.inplace_concat != nullptr) return slots.inplace_concat(t, a, b);
    if (slots.concat != nullptr) return slots.concat(t, a, b);
  }
  if (op == BinaryOperator::kMultiply) {
    // In place, a left operand that is some sequence keeps the right one from being asked.
    const TypeSlots& slots = TypeOf(t, a)->slots();
    if (inplace && slots.repeat == nullptr && slots.inplace_repeat == nullptr &&
        (slots.contains != nullptr || slots.concat != nullptr ||
         TypeOf(t, a)->HasFlag(Type::kHeapType))) {
      return Value::NotImplemented();
    }
    return TryRepeat(t, inplace ? &TypeSlots::inplace_repeat : &TypeSlots::repeat, a, b);
  }
  return Value::NotImplemented();
}

Result<Value> TryTernary(Thread& t, Value base, Value exponent, Value modulus) {
  Type* type_base = TypeOf(t, base);
  Type* type_exponent = TypeOf(t, exponent);
  const TernarySlot slot_base = type_base->slots().power;
  TernarySlot slot_exponent = type_base == type_exponent ? nullptr : type_exponent->slots().power;
  if (slot_exponent == slot_base) slot_exponent = nullptr;
  if (slot_base != nullptr) {
    if (slot_exponent != nullptr && type_exponent->IsSubtypeOf(type_base)) {
      const Value result = TRY(slot_exponent(t, base, exponent, modulus));
      if (!result.IsNotImplemented()) return result;
      slot_exponent = nullptr;
    }
    const Value result = TRY(slot_base(t, base, exponent, modulus));
    if (!result.IsNotImplemented()) return result;
  }
  if (slot_exponent != nullptr) {
    const Value result = TRY(slot_exponent(t, base, exponent, modulus));
    if (!result.IsNotImplemented()) return result;
  }
  const TernarySlot slot_modulus = TypeOf(t, modulus)->slots().power;
  if (!modulus.IsNone() && slot_modulus != nullptr && slot_modulus != slot_base &&
      slot_modulus != slot_exponent) {
    return slot_modulus(t, base, exponent, modulus);
  }
  return Value::NotImplemented();
}

Result<Value> UnaryOperation(Thread& t, UnarySlot TypeSlots::* slot, const char* symbol, Value v) {
  if (UnarySlot function = TypeOf(t, v)->slots().*slot) return function(t, v);
  return RaiseTypeError(t,
                        absl::StrCat("bad operand type for ", symbol, ": '", TypeName(t, v), "'"));
}

}  // namespace

Result<Value> BinaryOperation(Thread& t, BinaryOperator op, Value a, Value b) {
  if (op == BinaryOperator::kPower) return Power(t, a, b, Value::None());
  const OperatorRow& row = kOperators[static_cast<size_t>(op)];
  Value result = TRY(TrySlots(t, row.slot, a, b));
  if (!result.IsNotImplemented()) return result;
  result = TRY(SequenceOperation(t, op, false, a, b));
  if (!result.IsNotImplemented()) return result;
  return RaiseUnsupported(t, op, false, a, b);
}

Result<Value> InplaceOperation(Thread& t, BinaryOperator op, Value a, Value b) {
  const TypeSlots& slots = TypeOf(t, a)->slots();
  Value result = Value::NotImplemented();
  if (op == BinaryOperator::kPower) {
    if (slots.inplace_power != nullptr) {
      result = TRY(slots.inplace_power(t, a, b, Value::None()));
    }
  } else if (BinarySlot slot = slots.*kOperators[static_cast<size_t>(op)].inplace_slot) {
    result = TRY(slot(t, a, b));
  }
  return result.IsNotImplemented() ? OperateForInplace(t, op, a, b) : Result<Value>(result);
}

Result<Value> OperateForInplace(Thread& t, BinaryOperator op, Value a, Value b) {
  if (op == BinaryOperator::kPower) {
    const Value result = TRY(TryTernary(t, a, b, Value::None()));
    return result.IsNotImplemented() ? RaiseUnsupported(t, op, true, a, b) : Result<Value>(result);
  }
  Value result = TRY(TrySlots(t, kOperators[static_cast<size_t>(op)].slot, a, b));
  if (result.IsNotImplemented()) result = TRY(SequenceOperation(t, op, true, a, b));
  return result.IsNotImplemented() ? RaiseUnsupported(t, op, true, a, b) : Result<Value>(result);
}

Raised RaiseUnsupported(Thread& t, BinaryOperator op, bool inplace, Value a, Value b) {
  const char* symbol = kOperators[static_cast<size_t>(op)].symbol;
  if (!inplace) return RaiseUnsupported(t, symbol, a, b);
  return RaiseUnsupported(t, op == BinaryOperator::kPower ? "**=" : absl::StrCat(symbol, "="), a,
                          b);
}

Result<Value> DivMod(Thread& t, Value a, Value b) {
  const Value result = TRY(TrySlots(t, &TypeSlots::divmod, a, b));
  if (!result.IsNotImplemented()) return result;
  return RaiseUnsupported(t, "divmod()", a, b);
}

Result<Value> Power(Thread& t, Value base, Value exponent, Value modulus) {
  const Value result = TRY(TryTernary(t, base, exponent, modulus));
  if (!result.IsNotImplemented()) return result;
  if (modulus.IsNone()) return RaiseUnsupported(t, "** or pow()", base, exponent);
  return RaiseTypeError(
      t, absl::StrCat("unsupported operand type(s) for ** or pow(): '", TypeName(t, base), "', '",
                      TypeName(t, exponent), "', '", TypeName(t, modulus), "'"));
}

Result<Value> Negative(Thread& t, Value v) {
  return UnaryOperation(t, &TypeSlots::negative, "unary -", v);
}
Result<Value> Positive(Thread& t, Value v) {
  return UnaryOperation(t, &TypeSlots::positive, "unary +", v);
}
Result<Value> Absolute(Thread& t, Value v) {
  return UnaryOperation(t, &TypeSlots::absolute, "abs()", v);
}
Result<Value> Invert(Thread& t, Value v) {
  return UnaryOperation(t, &TypeSlots::invert, "unary ~", v);
}

}  // namespace krait
