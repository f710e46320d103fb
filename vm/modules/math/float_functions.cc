#include <climits>
#include <cmath>
#include <numbers>

#include "absl/strings/str_cat.h"
#include "vm/builtins/int_operation.h"
#include "vm/modules/math/gamma.h"
#include "vm/modules/math/math_module.h"
#include "vm/number/bigint_double.h"
#include "vm/object/bind.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/tuple.h"

/// math's functions of one or two real numbers.
namespace krait::math {
namespace {

Raised RaiseDomain(Thread& t) { return RaiseValueError(t, "math domain error"); }
Raised RaiseRange(Thread& t) { return RaiseOverflowError(t, "math range error"); }

Result<double> Checked(Thread& t, MathStatus status, double result) {
  if (status == MathStatus::kOk) return result;
  if (status == MathStatus::kDomain) return RaiseDomain(t);
  return RaiseRange(t);
}

// --- One argument ----------------------------------------------------------------------------

/// What an infinite result of a finite argument means.
enum class Infinite { kDomain, kRange };

template <double (*kFunction)(double), Infinite kInfinite = Infinite::kDomain>
Result<double> Unary(Thread& t, double x) {
  const double result = kFunction(x);
  if (std::isfinite(result)) [[likely]]
    return result;
  if (std::isnan(result)) {
    if (!std::isnan(x)) return RaiseDomain(t);
  } else if (std::isfinite(x)) {
    return kInfinite == Infinite::kDomain ? Result<double>(RaiseDomain(t)) : RaiseRange(t);
  }
  return result;
}

template <MathStatus (*kFunction)(double, double*)>
Result<double> UnaryWithStatus(Thread& t, double x) {
  double result;
  const MathStatus status = kFunction(x, &result);
  return Checked(t, status, result);
}

// Signed zeros stay what they are.
double Log1p(double x) { return x == 0 ? x : std::log1p(x); }
double Degrees(double x) { return x * (180.0 / std::numbers::pi); }
double Radians(double x) { return x * (std::numbers::pi / 180.0); }
double Fabs(double x) { return std::fabs(x); }

Result<double> ToDegrees(Thread&, double x) { return Degrees(x); }
Result<double> ToRadians(Thread&, double x) { return Radians(x); }

Result<bool> IsFinite(Thread&, double x) { return std::isfinite(x); }
Result<bool> IsInf(Thread&, double x) { return std::isinf(x); }
Result<bool> IsNan(Thread&, double x) { return std::isnan(x); }

Result<double> Ulp(Thread&, double x) {
  if (std::isnan(x)) return x;
  x = std::fabs(x);
  if (std::isinf(x)) return x;
  const double next = std::nextafter(x, INFINITY);
  return std::isinf(next) ? x - std::nextafter(x, -INFINITY) : next - x;
}

Result<Value> Frexp(Thread& t, double x) {
  int exponent = 0;
  const double mantissa = std::isfinite(x) && x != 0 ? std::frexp(x, &exponent) : x;
  return Tuple::Of(t, TRY(Float::From(t, mantissa)), Value::FromInt(exponent));
}

Result<Value> Modf(Thread& t, double x) {
  double whole = x;
  double fraction = std::isnan(x) ? x : std::copysign(0.0, x);
  if (std::isfinite(x)) fraction = std::modf(x, &whole);
  const Value first = TRY(Float::From(t, fraction));
  return Tuple::Of(t, first, TRY(Float::From(t, whole)));
}

// --- Logarithms ------------------------------------------------------------------------------

template <double (*kLog)(double)>
Result<double> LogOfDouble(Thread& t, double x) {
  if (x > 0 || std::isnan(x)) return kLog(x);
  return RaiseDomain(t);
}

/// Ints may be too large for a double: their logarithm is not.
template <double (*kLog)(double)>
Result<double> Log(Thread& t, Value x) {
  if (IsFloatLike(x)) return LogOfDouble<kLog>(t, FloatOf(x));
  if (!IsIntLike(x)) return LogOfDouble<kLog>(t, TRY(ToDouble(t, x)));
  const IntOperand operand(x);
  if (operand.view().Sign() <= 0) return RaiseDomain(t);
  double value;
  if (bigint::ToDouble(operand, value) == IntStatus::kOk) return kLog(value);
  const bigint::Fraction fraction = bigint::Frexp(operand);
  return kLog(fraction.mantissa) + kLog(2.0) * static_cast<double>(fraction.exponent);
}

/// log(x[, base]).
Result<double> LogToBase(Thread& t, Args args) {
  if (args.count != 1 && args.count != 2) {
    return RaiseTypeError(t, "math.log requires 1 to 2 arguments");
  }
  const double numerator = TRY(Log<std::log>(t, args[0]));
  if (args.count == 1) return numerator;
  const double denominator = TRY(Log<std::log>(t, args[1]));
  if (denominator == 0) {
    return Raise(t, &BuiltinTypes::ZeroDivisionError, "float division by zero");
  }
  return numerator / denominator;
}

// --- Two arguments ---------------------------------------------------------------------------

Result<double> Atan2(Thread&, double y, double x) { return std::atan2(y, x); }
Result<double> CopySign(Thread&, double x, double y) { return std::copysign(x, y); }
Result<double> NextAfter(Thread&, double x, double y) { return std::nextafter(x, y); }

Result<double> Fmod(Thread& t, double x, double y) {
  if (std::isinf(y) && std::isfinite(x)) return x;
  const double result = std::fmod(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return RaiseDomain(t);
  return result;
}

Result<double> Remainder(Thread& t, double x, double y) {
  const double result = std::remainder(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return RaiseDomain(t);
  return result;
}

Result<double> Pow(Thread& t, double x, double y) {
  const double result = std::pow(x, y);
  if (std::isfinite(result) || !std::isfinite(x) || !std::isfinite(y)) return result;
  if (std::isnan(result) || x == 0) return RaiseDomain(t);
  return RaiseRange(t);
}

Result<double> Ldexp(Thread& t, double x, Value exponent) {
  if (!IsIntLike(exponent)) {
    return RaiseTypeError(t, "Expected an int as second argument to ldexp.");
  }
  if (x == 0 || !std::isfinite(x)) return x;
  const int64_t count = ClampToInt64(exponent);
  if (count > INT_MAX) return RaiseRange(t);
  if (count < INT_MIN) return std::copysign(0.0, x);
  const double result = std::ldexp(x, static_cast<int>(count));
  return std::isinf(result) ? Result<double>(RaiseRange(t)) : result;
}

Result<bool> IsClose(Thread& t, double a, double b, Opt<double> rel_tol, Opt<double> abs_tol) {
  const double relative = rel_tol.value_or(1e-09);
  const double absolute = abs_tol.value_or(0.0);
  if (relative < 0 || absolute < 0) {
    return RaiseValueError(t, "tolerances must be non-negative");
  }
  if (a == b) return true;
  if (std::isinf(a) || std::isinf(b)) return false;
  const double difference = std::fabs(b - a);
  return difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) ||
         difference <= absolute;
}

// --- To ints ---------------------------------------------------------------------------------

/// floor() and ceil(): what the type says, else by way of a float.
template <double (*kRound)(double)>
Result<Value> RoundWith(Thread& t, Value x, const char* method) {
  if (x.IsInt() || IsExactly<Int>(x)) return x;
  if (!x.IsFloat() && !IsExactly<Float>(x)) {
    const Value special = TRY(slot_dispatch::TryMethod(t, x, TRY(Str::InternUtf8(t, method))));
    if (!special.IsUnbound()) return special;
  }
  return IntFromDouble(t, kRound(TRY(ToDouble(t, x))));
}
Result<Value> Floor(Thread& t, Value x) { return RoundWith<std::floor>(t, x, "__floor__"); }
Result<Value> Ceil(Thread& t, Value x) { return RoundWith<std::ceil>(t, x, "__ceil__"); }

Result<Value> Trunc(Thread& t, Value x) {
  if (x.IsInt() || IsExactly<Int>(x)) return x;
  if (x.IsFloat() || IsExactly<Float>(x)) return IntFromDouble(t, FloatOf(x));
  const Value special = TRY(slot_dispatch::TryMethod(t, x, TRY(Str::InternUtf8(t, "__trunc__"))));
  if (!special.IsUnbound()) return special;
  return RaiseTypeError(t,
                        absl::StrCat("type ", TypeName(t, x), " doesn't define __trunc__ method"));
}

constexpr char kOne[] = "($module, x, /)";
constexpr char kTwo[] = "($module, x, y, /)";

constexpr Method kFunctions[] = {
    Bind<Unary<std::acos>>("acos", kOne).AsQuiet(),
    Bind<Unary<std::acosh>>("acosh", kOne).AsQuiet(),
    Bind<Unary<std::asin>>("asin", kOne).AsQuiet(),
    Bind<Unary<std::asinh>>("asinh", kOne).AsQuiet(),
    Bind<Unary<std::atan>>("atan", kOne).AsQuiet(),
    Bind<Atan2>("atan2", "($module, y, x, /)").AsQuiet(),
    Bind<Unary<std::atanh>>("atanh", kOne).AsQuiet(),
    Bind<Unary<std::cbrt>>("cbrt", kOne).AsQuiet(),
    Bind<Ceil>("ceil", kOne).AsQuiet(),
    Bind<CopySign>("copysign", kTwo).AsQuiet(),
    Bind<Unary<std::cos>>("cos", kOne).AsQuiet(),
    Bind<Unary<std::cosh, Infinite::kRange>>("cosh", kOne).AsQuiet(),
    Bind<ToDegrees>("degrees", kOne).AsQuiet(),
    Bind<Unary<std::erf>>("erf", kOne).AsQuiet(),
    Bind<Unary<std::erfc>>("erfc", kOne).AsQuiet(),
    Bind<Unary<std::exp, Infinite::kRange>>("exp", kOne).AsQuiet(),
    Bind<Unary<std::exp2, Infinite::kRange>>("exp2", kOne).AsQuiet(),
    Bind<Unary<std::expm1, Infinite::kRange>>("expm1", kOne).AsQuiet(),
    Bind<Unary<Fabs>>("fabs", kOne).AsQuiet(),
    Bind<Floor>("floor", kOne).AsQuiet(),
    Bind<Fmod>("fmod", kTwo).AsQuiet(),
    Bind<Frexp>("frexp", kOne).AsQuiet(),
    Bind<UnaryWithStatus<Gamma>>("gamma", kOne).AsQuiet(),
    Bind<IsClose>("isclose", "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)").AsQuiet(),
    Bind<IsFinite>("isfinite", kOne).AsQuiet(),
    Bind<IsInf>("isinf", kOne).AsQuiet(),
    Bind<IsNan>("isnan", kOne).AsQuiet(),
    Bind<Ldexp>("ldexp", "($module, x, i, /)").AsQuiet(),
    Bind<UnaryWithStatus<LogGamma>>("lgamma", kOne).AsQuiet(),
    Bind<LogToBase>("log", "(*args)").AsQuiet(),
    Bind<Log<std::log10>>("log10", kOne).AsQuiet(),
    Bind<Unary<Log1p>>("log1p", kOne).AsQuiet(),
    Bind<Log<std::log2>>("log2", kOne).AsQuiet(),
    Bind<Modf>("modf", kOne).AsQuiet(),
    Bind<NextAfter>("nextafter", kTwo).AsQuiet(),
    Bind<Pow>("pow", kTwo).AsQuiet(),
    Bind<ToRadians>("radians", kOne).AsQuiet(),
    Bind<Remainder>("remainder", kTwo).AsQuiet(),
    Bind<Unary<std::sin>>("sin", kOne).AsQuiet(),
    Bind<Unary<std::sinh, Infinite::kRange>>("sinh", kOne).AsQuiet(),
    Bind<Unary<std::sqrt>>("sqrt", kOne).AsIntrinsic(Intrinsic::kSqrt).AsQuiet(),
    Bind<Unary<std::tan>>("tan", kOne).AsQuiet(),
    Bind<Unary<std::tanh>>("tanh", kOne).AsQuiet(),
    Bind<Trunc>("trunc", kOne).AsQuiet(),
    Bind<Ulp>("ulp", kOne).AsQuiet(),
};

}  // namespace

absl::Span<const Method> FloatFunctions() { return kFunctions; }

}  // namespace krait::math
