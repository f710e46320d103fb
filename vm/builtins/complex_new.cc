#include "vm/builtins/complex_new.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/complex_arithmetic.h"
#include "vm/builtins/complex_text.h"
#include "vm/builtins/float_new.h"
#include "vm/builtins/method_signatures.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"
#include "vm/object/warn.h"

namespace krait {
namespace {

constexpr Method kSignature = ConstructorSignature("complex", "(real=<missing>, imag=<missing>)");

Result<Value> Make(Thread& t, Type* cls, double real, double imag) {
  if (cls == types(t).complex) return Complex::New(t, real, imag);
  return Complex::NewOfType(t, cls, real, imag);
}

bool IsNumber(Thread& t, Value object) {
  const TypeSlots& slots = TypeOf(t, object)->slots();
  return slots.float_ != nullptr || slots.index != nullptr || Is<Complex>(object);
}

/// An argument that is a number, as complex. `is_complex`: it was one.
struct Part {
  ComplexNumber number;
  bool is_complex = false;
};
Result<Part> TakePart(Thread& t, Value argument) {
  if (!Is<Complex>(argument)) return Part{{TRY(FloatFromObject(t, argument)), 0}, false};
  const auto* complex = Cast<Complex>(argument);
  return Part{{complex->real(), complex->imag()}, true};
}

Result<Value> FromText(Thread& t, Type* cls, Str* text, Value imag) {
  if (!imag.IsUnbound()) {
    return RaiseTypeError(t, "complex() can't take second arg if first is a string");
  }
  const ComplexNumber number = TRY(ComplexFromStr(t, text));
  return Make(t, cls, number.real, number.imag);
}

Result<Value> FromNumbers(Thread& t, Type* cls, Value real, Value imag) {
  const Value converted = TRY(CallComplexMethod(t, real));
  if (!converted.IsUnbound()) real = converted;
  if (!IsNumber(t, real)) {
    return RaiseTypeError(t, absl::StrCat("complex() first argument must be a string or a number, "
                                          "not '",
                                          TypeName(t, real), "'"));
  }
  if (!imag.IsUnbound() && !IsNumber(t, imag)) {
    return RaiseTypeError(t, absl::StrCat("complex() second argument must be a number, not '",
                                          TypeName(t, imag), "'"));
  }
  const Part first = TRY(TakePart(t, real));
  if (imag.IsUnbound()) return Make(t, cls, first.number.real, first.number.imag);
  const Part second = TRY(TakePart(t, imag));
  // real + imag * 1j, which adds nothing where an argument was no complex: zeros keep their sign.
  ComplexNumber sum{first.number.real, second.number.real};
  if (second.is_complex) sum.real -= second.number.imag;
  if (first.is_complex) sum.imag += first.number.imag;
  return Make(t, cls, sum.real, sum.imag);
}

}  // namespace

Result<Value> CallComplexMethod(Thread& t, Value object) {
  if (IsExactly<Complex>(object)) return object;
  const Value method = TRY(LookupSpecial(t, object, names(t).complex_special));
  if (method.IsUnbound()) return method;
  const Value result = TRY(CallWith(t, method));
  if (IsExactly<Complex>(result)) return result;
  const std::string text =
      absl::StrCat("__complex__ returned non-complex (type ", TypeName(t, result), ")");
  if (!Is<Complex>(result)) return RaiseTypeError(t, text);
  TRY(WarnDeprecated(t, absl::StrCat(text,
                                     ".  The ability to return an instance of a strict "
                                     "subclass of complex is deprecated, and may be removed "
                                     "in a future version of Python.")));
  return result;
}

Result<Value> ComplexNew(Thread& t, Type* cls, Args args) {
  Value bound[2];
  TRY(BindArguments(t, kSignature, args, bound));
  const Value real = bound[0].IsUnbound() ? Value::FromInt(0) : bound[0];
  const Value imag = bound[1];
  if (cls == types(t).complex && imag.IsUnbound() && IsExactly<Complex>(real)) return real;
  if (Is<Str>(real)) return FromText(t, cls, Cast<Str>(real), imag);
  if (Is<Str>(imag)) return RaiseTypeError(t, "complex() second arg can't be a string");
  return FromNumbers(t, cls, real, imag);
}

}  // namespace krait
