#include "vm/object/slot_dispatch.h"

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/object/descriptors.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/iterators.h"
#include "vm/object/recursion.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::slot_dispatch {
namespace {

/// Calls `callable` with `first` in front of `args`.
Result<Value> CallWithFirst(Thread& t, Value callable, Value first, Args args) {
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  RootedVector values(t);
  values.push_back(first);
  for (size_t i = 0; i < args.count + keywords; ++i) values.push_back(args[i]);
  return krait::Call(t, callable, {values.data(), args.count + 1, args.keyword_names});
}

Result<Value> CallBound(Thread& t, Value self, Str* name, Args args) {
  const Value found = TypeOf(t, self)->Lookup(t, name);
  if (found.IsUnbound()) {
    return RaiseWithArgument(t, &BuiltinTypes::AttributeError, Value::FromObject(name));
  }
  if (BindsAsMethod(found)) return CallWithFirst(t, found, self, args);
  const DescrGetSlot get = TypeOf(t, found)->slots().descr_get;
  if (get == nullptr) return krait::Call(t, found, args);
  const Value bound = TRY(get(t, found, self, Value::FromObject(TypeOf(t, self))));
  return krait::Call(t, bound, args);
}

Str* CompareName(Thread& t, CompareOp op) {
  const Names& n = names(t);
  Str* const table[] = {n.__lt__, n.__le__, n.__eq__, n.__ne__, n.__gt__, n.__ge__};
  return table[static_cast<int>(op)];
}

}  // namespace

bool IsOverloaded(Thread& t, Value left, Value right, Str* reflected) {
  const Value of_right = TypeOf(t, right)->Lookup(t, reflected);
  if (of_right.IsUnbound()) return false;
  return !TypeOf(t, left)->Lookup(t, reflected).SameBits(of_right);
}

namespace {

/// For the slots that take a method that cannot be had, whatever it raised, for one that is not
/// there.
FoundMethod FindMethodOrNone(Thread& t, Value self, Str* name) {
  const Result<FoundMethod> method = FindMethod(t, self, name);
  if (method.ok()) return *method;
  t.pending = Value::Unbound();
  return FoundMethod{Value::Unbound()};
}

}  // namespace

Result<Value> Repr(Thread& t, Value self) {
  const FoundMethod method = FindMethodOrNone(t, self, names(t).__repr__);
  if (method.callable.IsUnbound()) return types(t).object->slots().repr(t, self);
  // Whoever wants text checks that it is one.
  return CallFound(t, method, self);
}

Result<Value> ToStr(Thread& t, Value self) { return CallMethodOrFail(t, self, names(t).__str__); }

Result<int64_t> Hash(Thread& t, Value self) {
  const FoundMethod method = FindMethodOrNone(t, self, names(t).__hash__);
  if (method.callable.IsUnbound() || method.callable.IsNone()) return HashNotImplemented(t, self);
  const Value hash = TRY(CallFound(t, method, self));
  if (!IsIntLike(hash)) return RaiseTypeError(t, "__hash__ method should return an integer");
  int64_t result;
  // Beyond int64 the hash of the int itself stands in; -1 is never a hash.
  if (!ToInt64(hash, &result)) result = TRY(krait::Hash(t, hash));
  return result == -1 ? -2 : result;
}

Result<int64_t> HashNotImplemented(Thread& t, Value self) {
  return RaiseTypeError(t, absl::StrCat("unhashable type: '", TypeName(t, self), "'"));
}

Result<Value> Compare(Thread& t, Value self, Value other, CompareOp op) {
  const FoundMethod method = FindMethodOrNone(t, self, CompareName(t, op));
  if (method.callable.IsUnbound()) return Value::NotImplemented();
  return CallFound(t, method, self, other);
}

Result<Value> Call(Thread& t, Value self, Args args) {
  const RecursionScope level(t);
  TRY(level.Check(" while calling a Python object"));
  return CallBound(t, self, names(t).__call__, args);
}

Result<Value> GetAttr(Thread& t, Value self, Str* name) {
  Type* type = TypeOf(t, self);
  const Value getattribute = type->Lookup(t, names(t).__getattribute__);
  const bool is_generic =
      Is<SlotWrapper>(getattribute) &&
      Cast<SlotWrapper>(getattribute)->function() == reinterpret_cast<void*>(&GenericGetAttr);
  const Value getattr = type->Lookup(t, names(t).__getattr__);
  Result<Value> result = Raised{};
  if (is_generic && !getattr.IsUnbound()) {
    result = GenericGetAttrOrUnbound(t, self, name);
    if (result.ok() && (*result).IsUnbound()) {
      return CallMethodOrFail(t, self, names(t).__getattr__, Value::FromObject(name));
    }
  } else {
    result = CallMethodOrFail(t, self, names(t).__getattribute__, Value::FromObject(name));
  }
  if (result.ok() || getattr.IsUnbound()) return result;
  if (!ClearPendingIf(t, &BuiltinTypes::AttributeError)) return Raised{};
  return CallMethodOrFail(t, self, names(t).__getattr__, Value::FromObject(name));
}

Result<None> SetAttr(Thread& t, Value self, Str* name, Value value) {
  if (value.IsUnbound()) {
    TRY(CallMethodOrFail(t, self, names(t).__delattr__, Value::FromObject(name)));
  } else {
    TRY(CallMethodOrFail(t, self, names(t).__setattr__, Value::FromObject(name), value));
  }
  return None{};
}

Result<Value> DescrGet(Thread& t, Value self, Value instance, Value owner) {
  if (instance.IsUnbound()) instance = Value::None();
  if (owner.IsUnbound()) owner = Value::None();
  // Of all special methods, this one is not bound before it is called.
  const Value found = TypeOf(t, self)->Lookup(t, names(t).__get__);
  return found.IsUnbound() ? self : CallWith(t, found, self, instance, owner);
}

namespace {

/// A data descriptor may have only one of __set__ and __delete__.
template <typename... V>
Result<Value> CallAccessor(Thread& t, Value self, Str* name, V... values) {
  const Value result = TRY(TryMethod(t, self, name, values...));
  if (!result.IsUnbound()) return result;
  return RaiseWithArgument(t, &BuiltinTypes::AttributeError, Value::FromObject(name));
}

}  // namespace

Result<None> DescrSet(Thread& t, Value self, Value instance, Value value) {
  if (value.IsUnbound()) {
    TRY(CallAccessor(t, self, names(t).__delete__, instance));
  } else {
    TRY(CallAccessor(t, self, names(t).__set__, instance, value));
  }
  return None{};
}

Result<Value> New(Thread& t, Type* cls, Args args) {
  const Value self = Value::FromObject(cls);
  const Value callable = TRY(krait::GetAttr(t, self, names(t).__new__));
  return CallWithFirst(t, callable, self, args);
}

Result<None> Init(Thread& t, Value self, Args args) {
  const Value result = TRY(CallBound(t, self, names(t).__init__, args));
  if (result.IsNone()) return None{};
  return RaiseTypeError(
      t, absl::StrCat("__init__() should return None, not '", TypeName(t, result), "'"));
}

Result<None> Finalize(Thread& t, Value self) {
  TRY(TryMethod(t, self, names(t).__del__));
  return None{};
}

Result<Value> Iter(Thread& t, Value self) {
  const auto not_iterable = [&] {
    return RaiseTypeError(t, absl::StrCat("'", TypeName(t, self), "' object is not iterable"));
  };
  if (TypeOf(t, self)->Lookup(t, names(t).__iter__).IsNone()) return not_iterable();
  const FoundMethod method = FindMethodOrNone(t, self, names(t).__iter__);
  if (!method.callable.IsUnbound()) return CallFound(t, method, self);
  if (!FindMethodOrNone(t, self, names(t).__getitem__).callable.IsUnbound()) {
    return SequenceIterator::New(t, self);
  }
  return not_iterable();
}

Result<Value> Next(Thread& t, Value self) { return CallMethodOrFail(t, self, names(t).__next__); }

Result<int64_t> Length(Thread& t, Value self) {
  const Value length = TRY(CallMethodOrFail(t, self, names(t).__len__));
  const Value index = TRY(ToIndex(t, length));
  int64_t result;
  const bool fits = ToInt64(index, &result);
  const bool negative = fits ? result < 0 : IntOperand(index).view().negative;
  if (negative) return RaiseValueError(t, "__len__() should return >= 0");
  if (!fits) return RaiseOverflowError(t, "cannot fit 'int' into an index-sized integer");
  return result;
}

Result<None> SetItem(Thread& t, Value self, Value key, Value value) {
  if (value.IsUnbound()) {
    TRY(CallMethodOrFail(t, self, names(t).__delitem__, key));
  } else {
    TRY(CallMethodOrFail(t, self, names(t).__setitem__, key, value));
  }
  return None{};
}

Result<bool> Contains(Thread& t, Value self, Value item) {
  const Value found = TypeOf(t, self)->Lookup(t, names(t).__contains__);
  if (found.IsNone()) {
    return RaiseTypeError(t, absl::StrCat("'", TypeName(t, self), "' object is not a container"));
  }
  return IsTrue(t, TRY(CallMethodOrFail(t, self, names(t).__contains__, item)));
}

Result<bool> Truth(Thread& t, Value self) {
  const Value result = TRY(CallMethodOrFail(t, self, names(t).__bool__));
  if (result.IsBool()) return result.AsBool();
  return RaiseTypeError(
      t, absl::StrCat("__bool__ should return bool, returned ", TypeName(t, result)));
}

Result<Value> Power(Thread& t, Value base, Value exponent, Value modulus) {
  if (modulus.IsNone()) {
    // The two-argument form follows the reflected-operand rules of other operators.
    Type* base_type = TypeOf(t, base);
    Type* exponent_type = TypeOf(t, exponent);
    bool try_right = base_type != exponent_type && exponent_type->slots().power == &Power;
    if (base_type->slots().power == &Power) {
      if (try_right && exponent_type->IsSubtypeOf(base_type) &&
          IsOverloaded(t, base, exponent, names(t).__rpow__)) {
        const Value result = TRY(TryMethod(t, exponent, names(t).__rpow__, base));
        if (!result.IsUnbound() && !result.IsNotImplemented()) return result;
        try_right = false;
      }
      const Value result = TRY(TryMethod(t, base, names(t).__pow__, exponent));
      if (!result.IsUnbound() && !result.IsNotImplemented()) return result;
      if (base_type == exponent_type) return Value::NotImplemented();
    }
    if (try_right) {
      const Value result = TRY(TryMethod(t, exponent, names(t).__rpow__, base));
      if (!result.IsUnbound()) return result;
    }
    return Value::NotImplemented();
  }
  if (TypeOf(t, base)->slots().power != &Power) return Value::NotImplemented();
  const Value result = TRY(TryMethod(t, base, names(t).__pow__, exponent, modulus));
  return result.IsUnbound() ? Value::NotImplemented() : result;
}

Result<Value> InplacePower(Thread& t, Value base, Value exponent, Value) {
  return CallMethodOrFail(t, base, names(t).__ipow__, exponent);
}

}  // namespace krait::slot_dispatch
