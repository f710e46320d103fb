#include "vm/builtins/int_operation.h"

#include <cmath>
#include <string>

#include "vm/number/bigint_cost.h"
#include "vm/number/bigint_division.h"
#include "vm/number/bigint_double.h"
#include "vm/number/int_text.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

size_t RoomLeft(Thread& t) {
  const size_t limit = t.heap().options().limit_bytes;
  const size_t used = t.heap().allocated_bytes();
  return limit > used ? limit - used : 0;
}

}  // namespace

IntScratch::IntScratch(Thread& t) : thread_(t), malloc_(RoomLeft(t)) {}

void* IntScratch::Allocate(size_t bytes) {
  void* memory = malloc_.Allocate(bytes);
  refused_ |= memory == nullptr;
  return memory;
}

bool IntScratch::Reserve(size_t bytes) {
  const bool granted = malloc_.Reserve(bytes);
  refused_ |= !granted;
  return granted;
}

bool IntScratch::StopRequested() {
  const uint32_t wanted = thread_.poll_word.load(std::memory_order_relaxed);
  if ((wanted & gil::ThreadState::kInterruptBits) == 0) return false;
  if (thread_.attached()) return !CheckPoll(thread_).ok();
  gil::AttachScope attached(thread_);
  return !CheckPoll(thread_).ok();
}

Raised RaiseIntStatus(Thread& t, IntStatus status) {
  if (status == IntStatus::kTooManyTextDigits) {
    return RaiseValueError(t, DigitLimitMessage(t.vm().int_max_str_digits(), std::nullopt));
  }
  const IntError error = ErrorOf(status);
  switch (error.type) {
    case IntErrorType::kZeroDivisionError:
      return Raise(t, &BuiltinTypes::ZeroDivisionError, error.text);
    case IntErrorType::kValueError:
      return RaiseValueError(t, error.text);
    case IntErrorType::kOverflowError:
      return RaiseOverflowError(t, error.text);
    case IntErrorType::kMemoryError:
      return RaiseMemoryError(t);
    case IntErrorType::kNone:
      break;
  }
  return Raised{};
}

Result<Value> FinishInt(Thread& t, Int* cell, const IntOut& out) {
  if (out.size < cell->capacity() / 2) return Int::FromView(t, out.View());
  return Int::Finish(cell, out);
}

Result<IntDivision> DivideInts(Thread& t, Value a, Value b) {
  const IntOperand x(a), y(b);
  Limb small_quotient[3];
  Limb small_remainder[2];
  const size_t quotient_size = bigint::QuotientSize(x, y);
  const size_t remainder_size = bigint::RemainderSize(y);
  IntOut quotient{small_quotient, std::size(small_quotient)};
  IntOut remainder{small_remainder, std::size(small_remainder)};
  Int* quotient_cell = nullptr;
  Int* remainder_cell = nullptr;
  if (quotient_size > quotient.capacity) {
    quotient_cell = TRY(Int::NewUninitialized(t, quotient_size));
    quotient = quotient_cell->out();
  }
  if (remainder_size > remainder.capacity) {
    remainder_cell = TRY(Int::NewUninitialized(t, remainder_size));
    remainder = remainder_cell->out();
  }
  const IntStatus status = RunIntOperation(t, bigint::DivideIsLong(x, y), [&](Scratch& scratch) {
    return bigint::DivMod(x, y, quotient, remainder, scratch);
  });
  if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
  IntDivision result;
  result.quotient = TRY(quotient_cell != nullptr ? FinishInt(t, quotient_cell, quotient)
                                                 : Int::FromView(t, quotient.View()));
  result.remainder = TRY(remainder_cell != nullptr ? FinishInt(t, remainder_cell, remainder)
                                                   : Int::FromView(t, remainder.View()));
  return result;
}

Result<double> IntToDouble(Thread& t, Value value) {
  if (value.IsInt()) return static_cast<double>(value.AsInt());
  double result;
  const IntStatus status = bigint::ToDouble(IntOperand(value), result);
  if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
  return result;
}

Result<Value> IntFromDouble(Thread& t, double value) {
  constexpr double kBeyondImmediate = -static_cast<double>(Value::kMinInt);
  if (std::fabs(value) < kBeyondImmediate) [[likely]] {
    return Value::FromInt(static_cast<int64_t>(value));
  }
  Limb limbs[bigint::kDoubleLimbs];
  IntOut out{limbs, std::size(limbs)};
  const IntStatus status = bigint::FromDouble(value, out);
  if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
  return Int::FromView(t, out.View());
}

}  // namespace krait
