#include <bit>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "vm/builtins/float_new.h"
#include "vm/builtins/float_round.h"
#include "vm/builtins/float_slots.h"
#include "vm/builtins/int_operation.h"
#include "vm/builtins/int_slots.h"
#include "vm/builtins/number_format.h"
#include "vm/builtins/number_operands.h"
#include "vm/builtins/specs.h"
#include "vm/number/float_hex.h"
#include "vm/number/float_text.h"
#include "vm/number/hash.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/codec.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

Result<Value> FloatReprSlot(Thread& t, Value self) {
  return Str::FromLatin1(t, FloatRepr(FloatOf(self)));
}

Result<int64_t> FloatHash(Thread&, Value self) {
  // NaN hashes by identity; it is always in a cell of its own.
  return HashDouble(FloatOf(self),
                    self.IsFloat() ? 0 : AvoidMinusOne(HashPointer(self.AsObject())));
}

Result<bool> FloatTruth(Thread&, Value self) { return FloatOf(self) != 0; }

/// The number itself, without a subclass.
Result<Value> Exact(Thread& t, Value self) {
  if (self.IsFloat() || IsExactly<Float>(self)) return self;
  return Float::From(t, FloatOf(self));
}

Result<Value> FloatNegative(Thread& t, Value self) { return Float::From(t, -FloatOf(self)); }
Result<Value> FloatAbsolute(Thread& t, Value self) {
  return Float::From(t, std::fabs(FloatOf(self)));
}

Result<Value> FloatTruncate(Thread& t, Value self) { return IntFromDouble(t, FloatOf(self)); }
Result<Value> FloatFloor(Thread& t, Value self) {
  return IntFromDouble(t, std::floor(FloatOf(self)));
}
Result<Value> FloatCeiling(Thread& t, Value self) {
  return IntFromDouble(t, std::ceil(FloatOf(self)));
}

Result<Value> FloatRound(Thread& t, Value self, Value digits) {
  const double value = FloatOf(self);
  if (digits.IsNone()) {
    return IntFromDouble(t, std::isfinite(value) ? RoundToInteger(value) : value);
  }
  const int64_t places = ClampToInt64(TRY(ToIndex(t, digits)));
  if (!std::isfinite(value)) return Exact(t, self);
  const double rounded = RoundToPlaces(value, places);
  if (std::isinf(rounded)) return RaiseOverflowError(t, "rounded value too large to represent");
  return Float::From(t, rounded);
}

Result<Value> FloatRatio(Thread& t, Value self) {
  const double value = FloatOf(self);
  if (std::isinf(value)) {
    return RaiseOverflowError(t, "cannot convert Infinity to integer ratio");
  }
  if (std::isnan(value)) return RaiseValueError(t, "cannot convert NaN to integer ratio");
  const FloatParts parts = SplitFloat(value);
  const Value mantissa = Value::FromInt(parts.mantissa);
  const Value shift = Value::FromInt(std::abs(parts.exponent));
  if (parts.exponent >= 0) {
    return Tuple::Of(t, TRY(int_slots::Lshift(t, mantissa, shift)), Value::FromInt(1));
  }
  return Tuple::Of(t, mantissa, TRY(int_slots::Lshift(t, Value::FromInt(1), shift)));
}

Result<Str*> FloatToHex(Thread& t, Value self) {
  return Str::FromLatin1(t, FloatHex(FloatOf(self)));
}

Result<Value> FloatFromHex(Thread& t, Value cls, Value text) {
  if (!Is<Str>(text)) return RaiseTypeError(t, "bad argument type for built-in operation");
  Str* str = Cast<Str>(text);
  std::string_view ascii = "?";  // what lies beyond ASCII is no number, if only it is text at all
  if (str->is_ascii()) {
    ascii = str->AsciiView();
  } else {
    TRY(EncodeWith(t, Codec::kUtf8, str, nullptr));
  }
  double value;
  const HexFloatStatus status = ParseHexFloat(ascii, &value);
  if (status == HexFloatStatus::kTooLarge) return RaiseOverflowError(t, HexFloatMessage(status));
  if (status != HexFloatStatus::kOk) return RaiseValueError(t, HexFloatMessage(status));
  const Value number = TRY(Float::From(t, value));
  if (Cast<Type>(cls) == types(t).float_) return number;
  return CallWith(t, cls, number);
}

Result<bool> FloatIsInteger(Thread&, Value self) {
  const double value = FloatOf(self);
  return std::isfinite(value) && std::floor(value) == value;
}

Result<Value> FloatNewArguments(Thread& t, Value self) { return Tuple::Of(t, TRY(Exact(t, self))); }

Result<Str*> FloatGetFormat(Thread& t, Value, Str* name) {
  if (!name->EqualsAscii("double") && !name->EqualsAscii("float")) {
    return RaiseValueError(t, "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return Str::FromLatin1(
      t, std::endian::native == std::endian::little ? "IEEE, little-endian" : "IEEE, big-endian");
}

Result<Str*> FloatFormat(Thread& t, Value self, Str* spec) {
  return FormatFloatValue(t, self, spec);
}

Result<Value> Zero(Thread&, Value) { return Value::FromFloat(0.0); }

constexpr Method kMethods[] = {
    Bind<Exact>("conjugate", "($self, /)"),
    Bind<FloatTruncate>("__trunc__", "($self, /)"),
    Bind<FloatFloor>("__floor__", "($self, /)"),
    Bind<FloatCeiling>("__ceil__", "($self, /)"),
    Bind<FloatRound>("__round__", "($self, ndigits=None, /)"),
    Bind<FloatRatio>("as_integer_ratio", "($self, /)"),
    Bind<FloatFromHex>("fromhex", "($type, string, /)").AsClassMethod(),
    Bind<FloatToHex>("hex", "($self, /)"),
    Bind<FloatIsInteger>("is_integer", "($self, /)"),
    Bind<FloatNewArguments>("__getnewargs__", "($self, /)"),
    Bind<FloatGetFormat>("__getformat__", "($type, typestr, /)").AsClassMethod(),
    Bind<FloatFormat>("__format__", "($self, format_spec, /)"),
};

constexpr GetSet kGetSets[] = {
    {"real", &Exact},
    {"imag", &Zero},
};

}  // namespace

const TypeSpec& FloatSpec() {
  static const TypeSpec kSpec{
      .slots =
          {
              .repr = &FloatReprSlot,
              .hash = &FloatHash,
              .compare = &float_slots::Compare,
              .getattr = &GenericGetAttr,
              .new_ = &FloatNew,
              .truth = &FloatTruth,
              .int_ = &FloatTruncate,
              .float_ = &Exact,
              .negative = &FloatNegative,
              .positive = &Exact,
              .absolute = &FloatAbsolute,
              .add = &float_slots::Add,
              .subtract = &float_slots::Subtract,
              .multiply = &float_slots::Multiply,
              .remainder = &float_slots::Remainder,
              .divmod = &float_slots::DivMod,
              .power = &float_slots::Power,
              .floor_divide = &float_slots::FloorDivide,
              .true_divide = &float_slots::TrueDivide,
          },
      .methods = kMethods,
      .getset = kGetSets,
      .text_signature = "(x=0, /)",
  };
  return kSpec;
}

}  // namespace krait
