#include "vm/compiler/fold/fold_values.h"

#include <cstddef>

#include "vm/number/bigint_bits.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::compiler {
namespace {

// Limits of what becomes a constant.
constexpr uint64_t kMaxBits = 128;
constexpr int64_t kMaxItems = 256;      // of a tuple
constexpr int64_t kMaxText = 4096;      // of a str or bytes
constexpr int64_t kMaxAllItems = 1024;  // of tuples within tuples

bool IsTruthyInt(Value value) { return IsIntLike(value) && IntOperand(value).view().size != 0; }
uint64_t BitsOf(Value value) { return bigint::BitLength(IntOperand(value)); }
bool IsNegative(Value value) { return IntOperand(value).view().negative; }

/// What remains of `limit` after all that is in a constant, to any depth; negative when more is.
int64_t CountItems(Value value, int64_t limit) {
  if (!IsExactly<Tuple>(value)) return limit;
  const auto* tuple = Cast<Tuple>(value);
  limit -= static_cast<int64_t>(tuple->size());
  for (size_t i = 0; limit >= 0 && i < tuple->size(); ++i) limit = CountItems(tuple->At(i), limit);
  return limit;
}

/// Whether `count` times the sequence is short enough; true for what is no sequence.
bool MayRepeat(Value sequence, Value count) {
  int64_t size;
  int64_t most;
  if (IsExactly<Tuple>(sequence)) {
    size = static_cast<int64_t>(Cast<Tuple>(sequence)->size());
    most = kMaxItems;
  } else if (IsExactly<Str>(sequence)) {
    size = static_cast<int64_t>(Cast<Str>(sequence)->length());
    most = kMaxText;
  } else if (IsExactly<Bytes>(sequence)) {
    size = static_cast<int64_t>(Cast<Bytes>(sequence)->size());
    most = kMaxText;
  } else {
    return true;
  }
  if (size == 0) return true;
  const int64_t times = ClampToInt64(count);
  if (times < 0 || times > most / size) return false;
  return times == 0 || CountItems(sequence, kMaxAllItems / times) >= 0;
}

bool MayMultiply(Value a, Value b) {
  if (IsTruthyInt(a) && IsTruthyInt(b)) return BitsOf(a) + BitsOf(b) <= kMaxBits;
  if (IsIntLike(a)) return MayRepeat(b, a);
  if (IsIntLike(b)) return MayRepeat(a, b);
  return true;
}

bool MayPower(Value a, Value b) {
  if (!IsTruthyInt(a) || !IsTruthyInt(b) || IsNegative(b)) return true;
  const int64_t exponent = ClampToInt64(b);
  return BitsOf(a) <= kMaxBits / static_cast<uint64_t>(exponent);
}

bool MayShift(Value a, Value b) {
  if (!IsTruthyInt(a) || !IsTruthyInt(b)) return true;
  const int64_t count = ClampToInt64(b);
  return count >= 0 && static_cast<uint64_t>(count) <= kMaxBits &&
         BitsOf(a) <= kMaxBits - static_cast<uint64_t>(count);
}

bool MayFold(ast::Operator op, Value a, Value b) {
  switch (op) {
    case ast::Operator::kMult:
      return MayMultiply(a, b);
    case ast::Operator::kPow:
      return MayPower(a, b);
    case ast::Operator::kLShift:
      return MayShift(a, b);
    case ast::Operator::kMod:
      return !IsExactly<Str>(a) && !IsExactly<Bytes>(a);
    default:
      return true;
  }
}

/// By ast::Operator.
constexpr BinaryOperator kOperators[] = {
    BinaryOperator::kAdd,         BinaryOperator::kSubtract,
    BinaryOperator::kMultiply,    BinaryOperator::kMatrixMultiply,
    BinaryOperator::kTrueDivide,  BinaryOperator::kRemainder,
    BinaryOperator::kPower,       BinaryOperator::kLshift,
    BinaryOperator::kRshift,      BinaryOperator::kOr,
    BinaryOperator::kXor,         BinaryOperator::kAnd,
    BinaryOperator::kFloorDivide,
};

/// An operation that fails will fail when the program runs.
Value ValueOrUnbound(Thread& t, const Result<Value>& result) {
  if (result.ok()) return *result;
  t.TakePending();
  return Value::Unbound();
}

}  // namespace

BinaryOperator OperatorOf(ast::Operator op) { return kOperators[static_cast<size_t>(op)]; }

Value FoldBinary(Thread& t, ast::Operator op, Value left, Value right) {
  if (!MayFold(op, left, right)) return Value::Unbound();
  return ValueOrUnbound(t, BinaryOperation(t, OperatorOf(op), left, right));
}

Value FoldUnary(Thread& t, ast::Unaryop op, Value operand) {
  switch (op) {
    case ast::Unaryop::kInvert:
      return ValueOrUnbound(t, Invert(t, operand));
    case ast::Unaryop::kUAdd:
      return ValueOrUnbound(t, Positive(t, operand));
    case ast::Unaryop::kUSub:
      return ValueOrUnbound(t, Negative(t, operand));
    case ast::Unaryop::kNot: {
      const Result<bool> truth = IsTrue(t, operand);
      return ValueOrUnbound(
          t, truth.ok() ? Result<Value>(Value::FromBool(!*truth)) : Result<Value>(Raised{}));
    }
  }
  __builtin_unreachable();
}

Value FoldSubscript(Thread& t, Value value, Value index) {
  return ValueOrUnbound(t, GetItem(t, value, index));
}

}  // namespace krait::compiler
