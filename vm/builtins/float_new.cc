#include "vm/builtins/float_new.h"

#include "absl/strings/str_cat.h"
#include "vm/builtins/int_operation.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/number_source.h"
#include "vm/number/float_text.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/vm.h"
#include "vm/object/warn.h"

namespace krait {
namespace {

constexpr Method kSignature = ConstructorSignature("float", "(x=0, /)");

std::string_view StripSpaces(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\n\v\f\r";
  const size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) + 1 - begin);
}

/// `source` is where the text is from, for the message.
Result<double> Parse(Thread& t, std::string_view text, Value source) {
  double value;
  if (ParseFloat(StripSpaces(text), &value)) return value;
  Str* repr = TRY(Repr(t, source));
  StrWriter message(t);
  message.AppendAscii("could not convert string to float: ");
  message.Append(repr);
  Str* shown = TRY(message.Finish(t));
  return RaiseWithArgument(t, &BuiltinTypes::ValueError, Value::FromObject(shown));
}

/// What __float__ gave.
Result<double> CheckFloatResult(Thread& t, Value object, Value result) {
  if (result.IsFloat() || IsExactly<Float>(result)) return FloatOf(result);
  const std::string text = absl::StrCat(TypeName(t, object), ".__float__ returned non-float (type ",
                                        TypeName(t, result), ")");
  if (!IsFloatLike(result)) return RaiseTypeError(t, text);
  TRY(WarnDeprecated(t, absl::StrCat(text,
                                     ".  The ability to return an instance of a strict "
                                     "subclass of float is deprecated, and may be removed in "
                                     "a future version of Python.")));
  return FloatOf(result);
}

}  // namespace

Result<double> FloatFromObject(Thread& t, Value object) {
  if (object.IsFloat() || IsExactly<Float>(object)) return FloatOf(object);
  const TypeSlots& slots = TypeOf(t, object)->slots();
  if (slots.float_ != nullptr) return CheckFloatResult(t, object, TRY(slots.float_(t, object)));
  if (slots.index != nullptr) return IntToDouble(t, TRY(ToIndex(t, object)));
  if (Is<Str>(object)) {
    Str* ascii = TRY(AsciiNumberText(t, Cast<Str>(object)));
    return Parse(t, ascii->AsciiView(), object);
  }
  const Value bytes = TRY(BytesOfBuffer(t, object));
  if (!bytes.IsUnbound()) return Parse(t, Cast<Bytes>(bytes)->view(), object);
  return RaiseTypeError(t, absl::StrCat("float() argument must be a string or a real number, not '",
                                        TypeName(t, object), "'"));
}

Result<Value> FloatNew(Thread& t, Type* cls, Args args) {
  Type* float_type = types(t).float_;
  // Keywords may be meant for the __init__ of a subclass.
  if (cls != float_type && cls->slots().init != float_type->slots().init) {
    args.keyword_names = nullptr;
  }
  Value object;
  TRY(BindArguments(t, kSignature, args, &object));
  if (cls == float_type && (object.IsFloat() || IsExactly<Float>(object))) return object;
  const double value = TRY(FloatFromObject(t, object));
  if (cls == float_type) return Float::From(t, value);
  return Float::NewOfType(t, cls, value);
}

}  // namespace krait
