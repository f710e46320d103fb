#include "vm/object/operations.h"

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/object/attributes.h"
#include "vm/object/bound_method.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/native_function.h"
#include "vm/object/recursion.h"
#include "vm/object/shape.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/union_type.h"

namespace krait {

Type* TypeOfImmediate(Thread& t, Value value) {
  const BuiltinTypes& b = types(t);
  if (value.IsInt()) return b.int_;
  if (value.IsFloat()) return b.float_;
  if (value.IsBool()) return b.bool_;
  if (value.IsNone()) return b.none_type;
  if (value.IsNotImplemented()) return b.not_implemented_type;
  return b.ellipsis;
}

bool IsInstanceOf(Thread& t, Value value, const Type* type) {
  return TypeOf(t, value)->IsSubtypeOf(type);
}

std::string TypeName(Thread& t, Value value) { return TypeOf(t, value)->FullName(t); }

/// Not a number is not even itself by value: each cell that holds one is another.
static bool SameBits(double x, double y) {
  return x == y && std::bit_cast<uint64_t>(x) == std::bit_cast<uint64_t>(y);
}

bool IsSame(Value a, Value b) {
  if (a.SameBits(b)) return true;
  if (!a.IsObject() || !b.IsObject()) return false;
  // Boxed numbers of the exact types have no identity of their own.
  const uint16_t layout = a.AsObject()->layout_word();
  if (layout != b.AsObject()->layout_word()) return false;
  if (layout == static_cast<uint16_t>(Layout::kInt)) {
    return bigint::Compare(Cast<Int>(a)->view(), Cast<Int>(b)->view()) == 0;
  }
  if (layout == static_cast<uint16_t>(Layout::kFloat)) return SameBits(FloatOf(a), FloatOf(b));
  if (layout == static_cast<uint16_t>(Layout::kComplex)) {
    const auto* x = Cast<Complex>(a);
    const auto* y = Cast<Complex>(b);
    return SameBits(x->real(), y->real()) && SameBits(x->imag(), y->imag());
  }
  return false;
}

Raised RaiseTooDeep(Thread& t, const char* where) {
  return Raise(t, &BuiltinTypes::RecursionError,
               absl::StrCat("maximum recursion depth exceeded", where));
}

Result<Value> Call(Thread& t, Value callee, Args args) {
  TRY(CheckNativeStack(t));
  const CallSlot call = TypeOf(t, callee)->slots().call;
  if (call == nullptr) [[unlikely]] {
    return RaiseTypeError(t, absl::StrCat("'", TypeName(t, callee), "' object is not callable"));
  }
  return call(t, callee, args);
}

Result<Value> CallWithReceiver(Thread& t, Value callable, Value receiver, Args args) {
  const size_t total = args.count + (args.has_keywords() ? args.keyword_names->size() : 0);
  constexpr size_t kOnStack = 8;
  if (total < kOnStack) {
    Value values[kOnStack];
    values[0] = receiver;
    std::copy_n(args.values, total, values + 1);
    return Call(t, callable, {values, args.count + 1, args.keyword_names});
  }
  RootedVector values(t);
  values.push_back(receiver);
  for (size_t i = 0; i < total; ++i) values.push_back(args[i]);
  return Call(t, callable, {values.data(), args.count + 1, args.keyword_names});
}

Result<Value> CallMethod(Thread& t, Value object, Str* name, Args args) {
  Type* type = TypeOf(t, object);
  if (!type->HasFlag(Type::kCustomGetAttr) && !Is<Type>(object)) {
    name = Str::Intern(t, name);
    const Value found = type->Lookup(t, name);
    if (slot_dispatch::BindsAsMethod(found) &&
        (!object.IsObject() || GetOwnAttribute(t, object.AsObject(), name).IsUnbound())) {
      return CallWithReceiver(t, found, object, args);
    }
  }
  const Value bound = TRY(GetAttr(t, object, name));
  return Call(t, bound, args);
}

Result<Value> LookupSpecial(Thread& t, Value object, Str* name) {
  Type* type = TypeOf(t, object);
  const Value found = type->Lookup(t, name);
  if (found.IsUnbound()) return found;
  const DescrGetSlot get = TypeOf(t, found)->slots().descr_get;
  return get == nullptr ? Result<Value>(found) : get(t, found, object, Value::FromObject(type));
}

/// An AttributeError that does not say what was looked for, in what, gets to know it.
[[gnu::noinline]] static void AddAttributeContext(Thread& t, Value object, Str* name) {
  if (!PendingIs(t, &BuiltinTypes::AttributeError)) return;
  auto* error = Cast<Exception>(t.pending);
  if (!error->field(0).IsNone() || !error->field(1).IsNone()) return;
  error->set_field(0, Value::FromObject(name));
  error->set_field(1, object);
}

Result<Value> GetAttr(Thread& t, Value object, Str* name) {
  TRY(CheckNativeStack(t));
  const Result<Value> value = TypeOf(t, object)->slots().getattr(t, object, name);
  if (!value.ok()) [[unlikely]]
    AddAttributeContext(t, object, name);
  return value;
}

Result<Value> GetAttrOrUnbound(Thread& t, Value object, Str* name) {
  const Type* type = TypeOf(t, object);
  const bool generic = type->slots().getattr == &GenericGetAttr;
  Result<Value> result =
      generic ? GenericGetAttrOrUnbound(t, object, name) : GetAttr(t, object, name);
  if (result.ok() || !ClearPendingIf(t, &BuiltinTypes::AttributeError)) return result;
  return Value::Unbound();
}

Result<None> SetAttr(Thread& t, Value object, Str* name, Value value) {
  const SetAttrSlot set = TypeOf(t, object)->slots().setattr;
  return set(t, object, name, value);
}

Result<None> DelAttr(Thread& t, Value object, Str* name) {
  return SetAttr(t, object, name, Value::Unbound());
}

Result<bool> IsInstance(Thread& t, Value object, Value type_or_tuple) {
  Type* type = TypeOf(t, object);
  if (Value::FromObject(type).SameBits(type_or_tuple)) return true;
  if (IsExactly<Type>(type_or_tuple) && TypeOf(t, type_or_tuple) == types(t).type) {
    return PlainIsInstance(t, object, type_or_tuple);
  }
  if (Is<UnionType>(type_or_tuple)) {
    return IsInstance(t, object, Value::FromObject(Cast<UnionType>(type_or_tuple)->args()));
  }
  if (Is<Tuple>(type_or_tuple)) {
    const RecursionScope level(t);
    TRY(level.Check(" in __instancecheck__"));
    const Tuple* tuple = Cast<Tuple>(type_or_tuple);
    for (size_t i = 0; i < tuple->size(); ++i) {
      if (TRY(IsInstance(t, object, tuple->At(i)))) return true;
    }
    return false;
  }
  const Value check = TRY(LookupSpecial(t, type_or_tuple, names(t).__instancecheck__));
  if (check.IsUnbound()) return PlainIsInstance(t, object, type_or_tuple);
  const RecursionScope level(t);
  TRY(level.Check(" in __instancecheck__"));
  return IsTrue(t, TRY(CallWith(t, check, object)));
}

Result<bool> PlainIsInstance(Thread& t, Value object, Value type) {
  if (Is<Type>(type)) {
    if (TypeOf(t, object)->IsSubtypeOf(Cast<Type>(type))) return true;
    const Value cls = TRY(GetAttrOrUnbound(t, object, names(t).__class__));
    return Is<Type>(cls) && Cast<Type>(cls)->IsSubtypeOf(Cast<Type>(type));
  }
  TRY(CheckIsClass(t, type, "isinstance() arg 2 must be a type, a tuple of types, or a union"));
  const Value cls = TRY(GetAttrOrUnbound(t, object, names(t).__class__));
  if (cls.IsUnbound()) return false;
  return AbstractIsSubclass(t, cls, type);
}

/// The tuple in `cls.__bases__`, or Unbound when `cls` is no class of any kind.
static Result<Value> BasesOf(Thread& t, Value cls) {
  const Value bases = TRY(GetAttrOrUnbound(t, cls, names(t).__bases__));
  return Is<Tuple>(bases) ? bases : Value::Unbound();
}

Result<None> CheckIsClass(Thread& t, Value cls, const char* message) {
  const Value bases = TRY(BasesOf(t, cls));
  if (bases.IsUnbound()) return RaiseTypeError(t, message);
  return None{};
}

Result<bool> AbstractIsSubclass(Thread& t, Value derived, Value cls) {
  const RecursionScope level(t);
  TRY(level.Check(" in __issubclass__"));
  if (derived.SameBits(cls)) return true;
  const Value bases = TRY(BasesOf(t, derived));
  if (bases.IsUnbound()) return false;
  const Tuple* tuple = Cast<Tuple>(bases);
  for (size_t i = 0; i < tuple->size(); ++i) {
    if (TRY(AbstractIsSubclass(t, tuple->At(i), cls))) return true;
  }
  return false;
}

Result<bool> PlainIsSubclass(Thread& t, Value derived, Value cls) {
  if (Is<Type>(derived) && Is<Type>(cls)) return Cast<Type>(derived)->IsSubtypeOf(Cast<Type>(cls));
  TRY(CheckIsClass(t, derived, "issubclass() arg 1 must be a class"));
  TRY(CheckIsClass(t, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"));
  return AbstractIsSubclass(t, derived, cls);
}

Result<bool> IsSubclass(Thread& t, Value derived, Value cls) {
  if (IsExactly<Type>(cls) && TypeOf(t, cls) == types(t).type) {
    if (derived.SameBits(cls)) return true;
    return PlainIsSubclass(t, derived, cls);
  }
  if (Is<UnionType>(cls)) {
    return IsSubclass(t, derived, Value::FromObject(Cast<UnionType>(cls)->args()));
  }
  if (Is<Tuple>(cls)) {
    const RecursionScope level(t);
    TRY(level.Check(" in __subclasscheck__"));
    const Tuple* tuple = Cast<Tuple>(cls);
    for (size_t i = 0; i < tuple->size(); ++i) {
      if (TRY(IsSubclass(t, derived, tuple->At(i)))) return true;
    }
    return false;
  }
  const Value check = TRY(LookupSpecial(t, cls, names(t).__subclasscheck__));
  if (check.IsUnbound()) return PlainIsSubclass(t, derived, cls);
  const RecursionScope level(t);
  TRY(level.Check(" in __subclasscheck__"));
  return IsTrue(t, TRY(CallWith(t, check, derived)));
}

}  // namespace krait
