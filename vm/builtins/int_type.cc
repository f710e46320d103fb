#include <algorithm>

#include "vm/builtins/int_bytes.h"
#include "vm/builtins/int_operation.h"
#include "vm/builtins/int_slots.h"
#include "vm/builtins/int_string.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/number_format.h"
#include "vm/builtins/specs.h"
#include "vm/number/bigint_bits.h"
#include "vm/number/bigint_power.h"
#include "vm/number/hash.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/compare_order.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

Result<Value> IntRepr(Thread& t, Value self) { return IntToStr(t, self); }

Result<int64_t> IntHash(Thread&, Value self) {
  return self.IsInt() ? HashInt64(self.AsInt()) : HashInt(IntOperand(self));
}

Result<Value> IntRichCompare(Thread&, Value self, Value other, CompareOp op) {
  if (!IsIntLike(self) || !IsIntLike(other)) return Value::NotImplemented();
  return CompareByOrder(IntCompare(self, other), op);
}

Result<bool> IntTruth(Thread&, Value self) { return IntSign(self) != 0; }

Result<Value> IntFloat(Thread& t, Value self) { return Float::From(t, TRY(IntToDouble(t, self))); }

Result<Value> IntBitLength(Thread& t, Value self) {
  return Int::FromUnsigned(t, bigint::BitLength(IntOperand(self)));
}

Result<Value> IntBitCount(Thread& t, Value self) {
  return Int::FromUnsigned(t, bigint::BitCount(IntOperand(self)));
}

Result<Value> IntRatio(Thread& t, Value self) {
  const Value numerator = TRY(int_slots::Exact(t, self));
  return Tuple::Of(t, numerator, Value::FromInt(1));
}

Result<Value> IntNewArguments(Thread& t, Value self) {
  return Tuple::Of(t, TRY(int_slots::Exact(t, self)));
}

/// 10 ** exponent.
Result<Value> PowerOfTen(Thread& t, Value exponent) {
  return int_slots::Power(t, Value::FromInt(10), exponent, Value::None());
}

/// What is to be taken from `self` to get the multiple of `unit` nearest to it, the even one of
/// two.
Result<Value> ExcessOver(Thread& t, Value self, Value unit) {
  const IntDivision division = TRY(DivideInts(t, self, unit));
  const Value doubled = TRY(IntAdd(t, division.remainder, division.remainder));
  const int order = IntCompare(doubled, unit);
  const bool up = order > 0 || (order == 0 && IntOperand(division.quotient).view().IsOdd());
  return up ? IntSubtract(t, division.remainder, unit) : Result<Value>(division.remainder);
}

Result<Value> IntRound(Thread& t, Value self, Opt<Value> digits) {
  if (!digits) return int_slots::Exact(t, self);
  const Value places = TRY(ToIndex(t, *digits));
  if (IntSign(places) >= 0) return int_slots::Exact(t, self);
  // A power of ten with more digits than the number has bits leaves nothing of it.
  const uint64_t bits = bigint::BitLength(IntOperand(self));
  if (ClampToInt64(places) < -static_cast<int64_t>(bits) - 1) return Value::FromInt(0);
  const Value unit = TRY(PowerOfTen(t, TRY(int_slots::Negative(t, places))));
  const Value excess = TRY(ExcessOver(t, self, unit));
  return IntSubtract(t, self, excess);
}

Result<Str*> IntFormat(Thread& t, Value self, Str* spec) { return FormatIntValue(t, self, spec); }

/// CPython's answer: its header and one 30-bit digit after another.
Result<int64_t> IntSizeOf(Thread&, Value self) {
  constexpr uint64_t kHeader = 24;
  constexpr uint64_t kDigitBits = 30;
  constexpr uint64_t kDigitBytes = 4;
  const uint64_t bits = bigint::BitLength(IntOperand(self));
  const uint64_t digits = std::max<uint64_t>((bits + kDigitBits - 1) / kDigitBits, 1);
  return static_cast<int64_t>(kHeader + digits * kDigitBytes);
}

Result<Value> Zero(Thread&, Value) { return Value::FromInt(0); }
Result<Value> One(Thread&, Value) { return Value::FromInt(1); }

constexpr Method kMethods[] = {
    HideSignature(Bind<int_slots::Exact>("conjugate", "($self, /)")),
    Bind<IntBitLength>("bit_length", "($self, /)"),
    Bind<IntBitCount>("bit_count", "($self, /)"),
    Bind<IntToBytes>("to_bytes", "($self, /, length=1, byteorder='big', *, signed=False)"),
    Bind<IntFromBytes>("from_bytes", "($type, /, bytes, byteorder='big', *, signed=False)")
        .AsClassMethod(),
    Bind<IntRatio>("as_integer_ratio", "($self, /)"),
    HideSignature(Bind<int_slots::Exact>("__trunc__", "($self, /)")),
    HideSignature(Bind<int_slots::Exact>("__floor__", "($self, /)")),
    HideSignature(Bind<int_slots::Exact>("__ceil__", "($self, /)")),
    Bind<IntRound>("__round__", "($self, ndigits=<unrepresentable>, /)"),
    Bind<IntNewArguments>("__getnewargs__", "($self, /)"),
    Bind<IntFormat>("__format__", "($self, format_spec, /)"),
    Bind<IntSizeOf>("__sizeof__", "($self, /)"),
};

constexpr GetSet kGetSets[] = {
    {"real", &int_slots::Exact},
    {"imag", &Zero},
    {"numerator", &int_slots::Exact},
    {"denominator", &One},
};

}  // namespace

const TypeSpec& IntSpec() {
  static const TypeSpec kSpec{
      .slots =
          {
              .repr = &IntRepr,
              .hash = &IntHash,
              .compare = &IntRichCompare,
              .getattr = &GenericGetAttr,
              .new_ = &int_slots::New,
              .truth = &IntTruth,
              .int_ = &int_slots::Exact,
              .float_ = &IntFloat,
              .index = &int_slots::Exact,
              .negative = &int_slots::Negative,
              .positive = &int_slots::Exact,
              .absolute = &int_slots::Absolute,
              .invert = &int_slots::Invert,
              .add = &int_slots::Add,
              .subtract = &int_slots::Subtract,
              .multiply = &int_slots::Multiply,
              .remainder = &int_slots::Remainder,
              .divmod = &int_slots::DivMod,
              .power = &int_slots::Power,
              .lshift = &int_slots::Lshift,
              .rshift = &int_slots::Rshift,
              .and_ = &int_slots::And,
              .xor_ = &int_slots::Xor,
              .or_ = &int_slots::Or,
              .floor_divide = &int_slots::FloorDivide,
              .true_divide = &int_slots::TrueDivide,
          },
      .methods = kMethods,
      .getset = kGetSets,
  };
  return kSpec;
}

}  // namespace krait
