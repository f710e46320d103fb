#include <cerrno>
#include <cmath>
#include <limits>
#include <numbers>

#include "vm/builtins/complex_new.h"
#include "vm/modules/math/complex_functions.h"
#include "vm/modules/math/math_module.h"
#include "vm/object/bind.h"
#include "vm/object/float.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"

/// The cmath module.
namespace krait {

/// Complex numbers as arguments: whatever has __complex__, __float__ or __index__.
template <>
struct ArgumentAs<ComplexNumber> {
  static Result<ComplexNumber> From(Thread& t, const ArgumentPlace&, Value value) {
    if (value.IsFloat()) return ComplexNumber{value.AsFloat(), 0};
    if (!Is<Complex>(value)) {
      const Value converted = TRY(CallComplexMethod(t, value));
      if (converted.IsUnbound()) return ComplexNumber{TRY(ToDouble(t, value)), 0};
      value = converted;
    }
    const auto* complex = Cast<Complex>(value);
    return ComplexNumber{complex->real(), complex->imag()};
  }
};

namespace math {
namespace {

Raised RaiseStatus(Thread& t, ComplexStatus status) {
  if (status == ComplexStatus::kDomain) return RaiseValueError(t, "math domain error");
  return RaiseOverflowError(t, "math range error");
}

Result<Value> Finish(Thread& t, ComplexStatus status, ComplexNumber result) {
  if (status != ComplexStatus::kOk) return RaiseStatus(t, status);
  return Complex::New(t, result.real, result.imag);
}

template <ComplexFunction kFunction>
Result<Value> Unary(Thread& t, ComplexNumber z) {
  ComplexNumber result;
  const ComplexStatus status = kFunction(z, &result);
  return Finish(t, status, result);
}

Result<Value> LogToBase(Thread& t, ComplexNumber z, Opt<ComplexNumber> base) {
  ComplexNumber result;
  ComplexStatus status = Log(z, &result);
  if (base) {
    // An error in the first logarithm does not survive the second.
    ComplexNumber divisor;
    status = Log(*base, &divisor);
    const ComplexNumber dividend = result;
    const ComplexStatus quotient = Divide(dividend, divisor, &result);
    if (status == ComplexStatus::kOk) status = quotient;
  }
  return Finish(t, status, result);
}

Result<double> Phase(Thread& t, ComplexNumber z) {
  errno = 0;
  const double angle = std::atan2(z.imag, z.real);
  // An angle too small for a double is an error, as in CPython.
  if (errno == ERANGE) return RaiseOverflowError(t, "math range error");
  return angle;
}

Result<Value> Polar(Thread& t, ComplexNumber z) {
  double length;
  if (Magnitude(z, &length) != ComplexStatus::kOk) {
    return RaiseStatus(t, ComplexStatus::kOverflow);
  }
  const Value first = TRY(Float::From(t, length));
  return Tuple::Of(t, first, TRY(Float::From(t, std::atan2(z.imag, z.real))));
}

Result<Value> FromPolar(Thread& t, double r, double phi) {
  ComplexNumber result;
  const ComplexStatus status = Rect(r, phi, &result);
  return Finish(t, status, result);
}

bool HasInfinity(ComplexNumber z) { return std::isinf(z.real) || std::isinf(z.imag); }

Result<bool> IsFinite(Thread&, ComplexNumber z) {
  return std::isfinite(z.real) && std::isfinite(z.imag);
}
Result<bool> IsInf(Thread&, ComplexNumber z) { return HasInfinity(z); }
Result<bool> IsNan(Thread&, ComplexNumber z) { return std::isnan(z.real) || std::isnan(z.imag); }

double Length(ComplexNumber z) { return std::hypot(z.real, z.imag); }

Result<bool> IsClose(Thread& t, ComplexNumber a, ComplexNumber b, Opt<double> rel_tol,
                     Opt<double> abs_tol) {
  const double relative = rel_tol.value_or(1e-09);
  const double absolute = abs_tol.value_or(0.0);
  if (relative < 0 || absolute < 0) {
    return RaiseValueError(t, "tolerances must be non-negative");
  }
  if (a.real == b.real && a.imag == b.imag) return true;
  if (HasInfinity(a) || HasInfinity(b)) return false;
  const double difference = Length(a - b);
  return difference <= relative * Length(b) || difference <= relative * Length(a) ||
         difference <= absolute;
}

constexpr char kOne[] = "($module, z, /)";

constexpr Method kFunctions[] = {
    Bind<Unary<Acos>>("acos", kOne),
    Bind<Unary<Acosh>>("acosh", kOne),
    Bind<Unary<Asin>>("asin", kOne),
    Bind<Unary<Asinh>>("asinh", kOne),
    Bind<Unary<Atan>>("atan", kOne),
    Bind<Unary<Atanh>>("atanh", kOne),
    Bind<Unary<Cos>>("cos", kOne),
    Bind<Unary<Cosh>>("cosh", kOne),
    Bind<Unary<Exp>>("exp", kOne),
    Bind<IsClose>("isclose", "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)"),
    Bind<IsFinite>("isfinite", kOne),
    Bind<IsInf>("isinf", kOne),
    Bind<IsNan>("isnan", kOne),
    Bind<LogToBase>("log", "($module, z, base=<unrepresentable>, /)"),
    Bind<Unary<Log10>>("log10", kOne),
    Bind<Phase>("phase", kOne),
    Bind<Polar>("polar", kOne),
    Bind<FromPolar>("rect", "($module, r, phi, /)"),
    Bind<Unary<Sin>>("sin", kOne),
    Bind<Unary<Sinh>>("sinh", kOne),
    Bind<Unary<Sqrt>>("sqrt", kOne),
    Bind<Unary<Tan>>("tan", kOne),
    Bind<Unary<Tanh>>("tanh", kOne),
};

}  // namespace
}  // namespace math

Result<Module*> MakeCmathModule(Thread& t) {
  constexpr double kInf = std::numeric_limits<double>::infinity();
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "cmath"))));
  TRY(module->AddFunctions(t, math::kFunctions));
  TRY(module->Add(t, "pi", TRY(Float::From(t, std::numbers::pi))));
  TRY(module->Add(t, "e", TRY(Float::From(t, std::numbers::e))));
  TRY(module->Add(t, "tau", TRY(Float::From(t, 2 * std::numbers::pi))));
  TRY(module->Add(t, "inf", TRY(Float::From(t, kInf))));
  TRY(module->Add(t, "nan", TRY(Float::From(t, kNan))));
  TRY(module->Add(t, "infj", Value::FromObject(TRY(Complex::New(t, 0, kInf)))));
  TRY(module->Add(t, "nanj", Value::FromObject(TRY(Complex::New(t, 0, kNan)))));
  return module;
}

}  // namespace krait
