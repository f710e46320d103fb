#include <bit>
#include <cmath>

#include "vm/builtins/complex_arithmetic.h"
#include "vm/builtins/complex_new.h"
#include "vm/builtins/complex_text.h"
#include "vm/builtins/number_format.h"
#include "vm/builtins/number_operands.h"
#include "vm/builtins/specs.h"
#include "vm/number/bigint_double.h"
#include "vm/number/hash.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

ComplexNumber NumberOf(Value self) {
  const auto* complex = Cast<Complex>(self);
  return {complex->real(), complex->imag()};
}

Result<Value> ToValue(Thread& t, ComplexNumber number) {
  return Complex::New(t, number.real, number.imag);
}

/// False when `value` is no number. OverflowError for an int that no float holds.
Result<bool> TakeComplex(Thread& t, Value value, ComplexNumber* out) {
  if (Is<Complex>(value)) {
    *out = NumberOf(value);
    return true;
  }
  out->imag = 0;
  return TakeDouble(t, value, &out->real);
}
Result<bool> TakeBoth(Thread& t, Value a, Value b, ComplexNumber* x, ComplexNumber* y) {
  if (!TRY(TakeComplex(t, a, x))) return false;
  return TakeComplex(t, b, y);
}

Result<Value> ComplexAdd(Thread& t, Value a, Value b) {
  ComplexNumber x, y;
  if (!TRY(TakeBoth(t, a, b, &x, &y))) return Value::NotImplemented();
  return ToValue(t, x + y);
}
Result<Value> ComplexSubtract(Thread& t, Value a, Value b) {
  ComplexNumber x, y;
  if (!TRY(TakeBoth(t, a, b, &x, &y))) return Value::NotImplemented();
  return ToValue(t, x - y);
}
Result<Value> ComplexMultiply(Thread& t, Value a, Value b) {
  ComplexNumber x, y;
  if (!TRY(TakeBoth(t, a, b, &x, &y))) return Value::NotImplemented();
  return ToValue(t, x * y);
}
Result<Value> ComplexDivide(Thread& t, Value a, Value b) {
  ComplexNumber x, y;
  if (!TRY(TakeBoth(t, a, b, &x, &y))) return Value::NotImplemented();
  ComplexNumber quotient;
  if (Divide(x, y, &quotient) == ComplexStatus::kOk) return ToValue(t, quotient);
  return Raise(t, &BuiltinTypes::ZeroDivisionError, "complex division by zero");
}
Result<Value> ComplexPower(Thread& t, Value base, Value exponent, Value modulus) {
  ComplexNumber x, y;
  if (!TRY(TakeBoth(t, base, exponent, &x, &y))) return Value::NotImplemented();
  if (!modulus.IsNone()) return RaiseValueError(t, "complex modulo");
  ComplexNumber power;
  switch (Power(x, y, &power)) {
    case ComplexStatus::kOk:
      return ToValue(t, power);
    case ComplexStatus::kDomain:
      return Raise(t, &BuiltinTypes::ZeroDivisionError, "0.0 to a negative or complex power");
    case ComplexStatus::kOverflow:
      break;
  }
  return RaiseOverflowError(t, "complex exponentiation");
}

Result<Value> ComplexNegative(Thread& t, Value self) {
  const ComplexNumber number = NumberOf(self);
  return ToValue(t, {-number.real, -number.imag});
}
/// The number itself, without a subclass.
Result<Value> Exact(Thread& t, Value self) {
  return IsExactly<Complex>(self) ? Result<Value>(self) : ToValue(t, NumberOf(self));
}
Result<Value> ComplexAbsolute(Thread& t, Value self) {
  double magnitude;
  if (Magnitude(NumberOf(self), &magnitude) == ComplexStatus::kOk) {
    return Float::From(t, magnitude);
  }
  return RaiseOverflowError(t, "absolute value too large");
}
Result<bool> ComplexTruth(Thread&, Value self) {
  const ComplexNumber number = NumberOf(self);
  return number.real != 0 || number.imag != 0;
}

Result<Value> ComplexReprSlot(Thread& t, Value self) {
  return Str::FromLatin1(t, ComplexRepr(NumberOf(self)));
}

Result<int64_t> ComplexHash(Thread&, Value self) {
  const ComplexNumber number = NumberOf(self);
  // NaN hashes by identity, which for exact numbers goes by the bits.
  const auto bits =
      std::rotl(std::bit_cast<uint64_t>(number.real), 1) ^ std::bit_cast<uint64_t>(number.imag);
  return HashComplex(number.real, number.imag,
                     IsExactly<Complex>(self) ? AvoidMinusOne(static_cast<HashValue>(bits))
                                              : HashPointer(self.AsObject()));
}

bool EqualsReal(ComplexNumber number, Value real) {
  if (number.imag != 0) return false;
  if (IsFloatLike(real)) return number.real == FloatOf(real);
  return bigint::CompareWithDouble(IntOperand(real), number.real) == 0;
}

Result<Value> ComplexCompare(Thread&, Value self, Value other, CompareOp op) {
  if (op != CompareOp::kEq && op != CompareOp::kNe) return Value::NotImplemented();
  const ComplexNumber number = NumberOf(self);
  bool equal;
  if (Is<Complex>(other)) {
    const ComplexNumber right = NumberOf(other);
    equal = number.real == right.real && number.imag == right.imag;
  } else if (IsFloatLike(other) || IsIntLike(other)) {
    equal = EqualsReal(number, other);
  } else {
    return Value::NotImplemented();
  }
  return Value::FromBool(equal == (op == CompareOp::kEq));
}

Result<Value> ComplexConjugate(Thread& t, Value self) {
  const ComplexNumber number = NumberOf(self);
  return ToValue(t, {number.real, -number.imag});
}
Result<Value> ComplexNewArguments(Thread& t, Value self) {
  const Value real = TRY(Float::From(t, NumberOf(self).real));
  const Value imag = TRY(Float::From(t, NumberOf(self).imag));
  return Tuple::Of(t, real, imag);
}
Result<Str*> ComplexFormat(Thread& t, Value self, Str* spec) {
  return FormatComplexValue(t, self, spec);
}
Result<Value> GetReal(Thread& t, Value self) { return Float::From(t, NumberOf(self).real); }
Result<Value> GetImag(Thread& t, Value self) { return Float::From(t, NumberOf(self).imag); }

constexpr Method kMethods[] = {
    Bind<ComplexConjugate>("conjugate", "($self, /)"),
    Bind<Exact>("__complex__", "($self, /)"),
    Bind<ComplexNewArguments>("__getnewargs__", "($self, /)"),
    Bind<ComplexFormat>("__format__", "($self, format_spec, /)"),
};

constexpr GetSet kGetSets[] = {
    {.name = "real", .get = &GetReal, .is_member = true},
    {.name = "imag", .get = &GetImag, .is_member = true},
};

}  // namespace

const TypeSpec& ComplexSpec() {
  static const TypeSpec kSpec{
      .slots =
          {
              .repr = &ComplexReprSlot,
              .hash = &ComplexHash,
              .compare = &ComplexCompare,
              .getattr = &GenericGetAttr,
              .new_ = &ComplexNew,
              .truth = &ComplexTruth,
              .negative = &ComplexNegative,
              .positive = &Exact,
              .absolute = &ComplexAbsolute,
              .add = &ComplexAdd,
              .subtract = &ComplexSubtract,
              .multiply = &ComplexMultiply,
              .power = &ComplexPower,
              .true_divide = &ComplexDivide,
          },
      .methods = kMethods,
      .getset = kGetSets,
      .text_signature = "(real=0, imag=0)",
  };
  return kSpec;
}

}  // namespace krait
