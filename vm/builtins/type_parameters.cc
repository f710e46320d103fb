#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/heap/rooted.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// Type variables in the arguments of generic aliases: finding and replacing them.
namespace krait {
namespace {

/// Unbound when there is none. A class's own attributes do not count: they are for its instances.
Result<Value> TypingAttribute(Thread& t, Value object, const char* name) {
  if (Is<Type>(object)) return Value::Unbound();
  Str* interned = TRY(Str::InternUtf8(t, name));
  return GetAttrOrUnbound(t, object, interned);
}

int64_t IndexIn(absl::Span<const Value> values, Value wanted) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i].SameBits(wanted)) return static_cast<int64_t>(i);
  }
  return -1;
}

void AddOnce(RootedVector& values, Value value) {
  if (IndexIn({values.data(), values.size()}, value) < 0) values.push_back(value);
}

void AddAll(RootedVector& to, const Tuple* values) {
  for (size_t i = 0; i < values->size(); ++i) to.push_back(values->At(i));
}

Result<Tuple*> ToTuple(Thread& t, const RootedVector& values) {
  return Tuple::From(t, {values.data(), values.size()});
}

/// The arguments in `item`, with *tuple[int, str] taken apart.
Result<Tuple*> Unpacked(Thread& t, Value item) {
  Tuple* items = Is<Tuple>(item) ? Cast<Tuple>(item) : TRY(Tuple::Of(t, item));
  RootedVector values(t);
  for (size_t i = 0; i < items->size(); ++i) {
    const Value inner = TRY(TypingAttribute(t, items->At(i), "__typing_unpacked_tuple_args__"));
    const bool unbounded = Is<Tuple>(inner) && Cast<Tuple>(inner)->size() != 0 &&
                           Cast<Tuple>(inner)->values().back().SameBits(Value::Ellipsis());
    if (Is<Tuple>(inner) && !unbounded) {
      AddAll(values, Cast<Tuple>(inner));
    } else {
      values.push_back(items->At(i));
    }
  }
  return ToTuple(t, values);
}

/// An argument that has parameters of its own, like list[T], with `items` put in.
Result<Value> SubstituteInside(Thread& t, Value arg, Tuple* parameters, Tuple* items) {
  const Value inner = TRY(TypingAttribute(t, arg, "__parameters__"));
  if (!Is<Tuple>(inner) || Cast<Tuple>(inner)->size() == 0) return arg;
  RootedVector values(t);
  for (size_t i = 0; i < Cast<Tuple>(inner)->size(); ++i) {
    const Value parameter = Cast<Tuple>(inner)->At(i);
    const int64_t at = IndexIn(parameters->values(), parameter);
    if (at < 0) {
      values.push_back(parameter);
      continue;
    }
    const Value item = items->At(static_cast<size_t>(at));
    // A variable for any number of types (it can be iterated over) stands for a tuple.
    if (Is<Tuple>(item) && TypeOf(t, parameter)->slots().iter != nullptr) {
      AddAll(values, Cast<Tuple>(item));
    } else {
      values.push_back(item);
    }
  }
  return GetItem(t, arg, Value::FromObject(TRY(ToTuple(t, values))));
}

Result<Value> SubstituteOne(Thread& t, Value arg, Tuple* parameters, Tuple* items) {
  const Value substitute = TRY(TypingAttribute(t, arg, "__typing_subst__"));
  if (substitute.IsUnbound()) return SubstituteInside(t, arg, parameters, items);
  const int64_t at = IndexIn(parameters->values(), arg);
  if (at < 0) return arg;
  return CallWith(t, substitute, items->At(static_cast<size_t>(at)));
}

/// Whether an argument is *Ts, which its substitute, a tuple, replaces item by item.
Result<bool> IsUnpackedVariable(Thread& t, Value arg) {
  const Value flag = TRY(TypingAttribute(t, arg, "__typing_is_unpacked_typevartuple__"));
  if (flag.IsUnbound()) return false;
  return IsTrue(t, flag);
}

}  // namespace

Result<Tuple*> TypeParameters(Thread& t, Tuple* args) {
  RootedVector parameters(t);
  for (size_t i = 0; i < args->size(); ++i) {
    const Value arg = args->At(i);
    const Value substitute = TRY(TypingAttribute(t, arg, "__typing_subst__"));
    if (!substitute.IsUnbound()) {
      AddOnce(parameters, arg);
      continue;
    }
    const Value inner = TRY(TypingAttribute(t, arg, "__parameters__"));
    if (!Is<Tuple>(inner)) continue;
    for (size_t k = 0; k < Cast<Tuple>(inner)->size(); ++k) {
      AddOnce(parameters, Cast<Tuple>(inner)->At(k));
    }
  }
  return ToTuple(t, parameters);
}

Result<Tuple*> SubstituteParameters(Thread& t, Value alias, Tuple* args, Tuple* parameters,
                                    Value item) {
  if (parameters->size() == 0) {
    return RaiseTypeError(t,
                          absl::StrCat(TRY(Repr(t, alias))->ToUtf8(), " is not a generic class"));
  }
  Tuple* items = TRY(Unpacked(t, item));
  for (size_t i = 0; i < parameters->size(); ++i) {
    const Value prepare = TRY(TypingAttribute(t, parameters->At(i), "__typing_prepare_subst__"));
    if (prepare.IsUnbound() || prepare.IsNone()) continue;
    const Value prepared = TRY(CallWith(t, prepare, alias, Value::FromObject(items)));
    items = Is<Tuple>(prepared) ? Cast<Tuple>(prepared) : TRY(Tuple::Of(t, prepared));
  }
  if (items->size() != parameters->size()) {
    return RaiseTypeError(
        t, absl::StrCat("Too ", items->size() > parameters->size() ? "many" : "few",
                        " arguments for ", TRY(Repr(t, alias))->ToUtf8(), "; actual ",
                        items->size(), ", expected ", parameters->size()));
  }
  RootedVector values(t);
  for (size_t i = 0; i < args->size(); ++i) {
    const bool spread = TRY(IsUnpackedVariable(t, args->At(i)));
    const Value value = TRY(SubstituteOne(t, args->At(i), parameters, items));
    if (spread && Is<Tuple>(value)) {
      AddAll(values, Cast<Tuple>(value));
    } else {
      values.push_back(value);
    }
  }
  return ToTuple(t, values);
}

}  // namespace krait
