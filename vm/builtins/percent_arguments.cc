#include "vm/builtins/percent_arguments.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/int_string.h"
#include "vm/builtins/number_format.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

bool IsMapping(Thread& t, Value value, PercentDialect dialect) {
  if (Is<Tuple>(value) || Is<Str>(value)) return false;
  if (dialect == PercentDialect::kBytes &&
      (Is<Bytes>(value) || IsInstanceOf(t, value, types(t).bytearray))) {
    return false;
  }
  return TypeOf(t, value)->slots().getitem != nullptr;
}

bool IsNumber(Thread& t, Value value) {
  if (IsIntLike(value) || IsFloatLike(value) || Is<Complex>(value)) return true;
  const TypeSlots& slots = TypeOf(t, value)->slots();
  return slots.index != nullptr || slots.int_ != nullptr || slots.float_ != nullptr;
}

Raised RaiseWrongType(Thread& t, const PercentConversion& conversion, PercentDialect dialect,
                      Value value) {
  return RaiseTypeError(t, PercentTypeError(conversion, dialect, TypeName(t, value)));
}

/// The int to show: floats are cut, except under the types that show bits.
Result<Value> IntToShow(Thread& t, const PercentConversion& conversion, PercentDialect dialect,
                        Value value) {
  if (IsIntLike(value)) return value;
  if (!IsNumber(t, value)) return RaiseWrongType(t, conversion, dialect, value);
  const bool index_only =
      conversion.type == 'o' || conversion.type == 'x' || conversion.type == 'X';
  const Result<Value> number =
      index_only ? ToIndex(t, value) : CallWith(t, Value::FromObject(types(t).int_), value);
  if (number.ok()) return number;
  if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
  return RaiseWrongType(t, conversion, dialect, value);
}

Result<double> FloatToShow(Thread& t, const PercentConversion& conversion, PercentDialect dialect,
                           Value value) {
  const Result<double> number = ToDouble(t, value);
  if (number.ok() || dialect == PercentDialect::kStr) return number;
  // Bytes formatting has one message for all failures.
  if (!ClearPendingIf(t, &BuiltinTypes::Exception)) return Raised{};
  return RaiseWrongType(t, conversion, dialect, value);
}

}  // namespace

PercentArguments::PercentArguments(Thread& t, Value arguments, PercentDialect dialect)
    : t_(t),
      dialect_(dialect),
      arguments_(arguments),
      current_(arguments),
      is_tuple_(Is<Tuple>(arguments)) {
  if (IsMapping(t, arguments, dialect)) mapping_ = arguments;
}

Result<Value> PercentArguments::Next() {
  if (is_tuple_) {
    const Tuple* tuple = Cast<Tuple>(arguments_);
    if (next_ < tuple->size()) return tuple->At(next_++);
  } else if (!given_) {
    given_ = true;
    return current_;
  }
  return RaiseTypeError(t_, std::string(kNotEnoughArguments));
}

Result<None> PercentArguments::CheckIsMapping() {
  if (mapping_.IsUnbound()) return RaiseTypeError(t_, std::string(kNeedsMapping));
  return None{};
}

Result<None> PercentArguments::TakeKey(Value key) {
  current_ = TRY(GetItem(t_, mapping_, key));
  given_ = false;
  return None{};
}

Result<None> PercentArguments::TakeStars(PercentConversion* conversion) {
  if (conversion->star_width) {
    const Value width = TRY(Next());
    if (!IsIntLike(width)) return RaiseTypeError(t_, std::string(kStarWantsInt));
    conversion->SetWidth(TRY(ToIndexSsize(t_, width)));
  }
  if (conversion->star_precision) {
    const Value precision = TRY(Next());
    if (!IsIntLike(precision)) return RaiseTypeError(t_, std::string(kStarWantsInt));
    int64_t value;
    if (!ToInt64(precision, &value) || value < INT32_MIN || value > INT32_MAX) {
      return RaiseOverflowError(t_, "Python int too large to convert to C int");
    }
    conversion->SetPrecision(static_cast<int32_t>(value));
  }
  return None{};
}

Result<None> PercentArguments::Finish() {
  const bool done = is_tuple_ ? next_ == Cast<Tuple>(arguments_)->size() : given_;
  if (done || !mapping_.IsUnbound()) return None{};
  if (dialect_ == PercentDialect::kStr) return RaiseTypeError(t_, std::string(kNotAllConverted));
  return RaiseTypeError(t_, "not all arguments converted during bytes formatting");
}

Result<bool> FormatPercentNumber(Thread& t, const PercentConversion& conversion,
                                 PercentDialect dialect, Value value, FormattedText* out) {
  FormatFailure failure;
  switch (conversion.type) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': {
      const Value number = TRY(IntToShow(t, conversion, dialect, value));
      IntDigits digits;
      TRY(digits.Convert(t, number, PercentBase(conversion.type)));
      failure =
          RenderPercentInt(conversion, digits.negative(), digits.digits(), FormatLimitsOf(t), out);
      break;
    }
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const double number = TRY(FloatToShow(t, conversion, dialect, value));
      failure = RenderPercentFloat(conversion, number, FormatLimitsOf(t), out);
      break;
    }
    default:
      return false;
  }
  if (failure) return RaiseFormatError(t, *failure);
  return true;
}

}  // namespace krait
