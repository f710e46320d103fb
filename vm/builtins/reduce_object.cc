#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/object_type.h"
#include "vm/heap/rooted.h"
#include "vm/object/attributes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// object.__reduce_ex__ and object.__getstate__: how instances are taken apart for pickling.
namespace krait {

Result<Value> CopyReg(Thread& t, const char* function) {
  const Value import = t.vm().builtins()->GetStr(t, names(t).__import__);
  if (import.IsUnbound()) return Raise(t, &BuiltinTypes::ImportError, "__import__ not found");
  const Value module = TRY(CallWith(t, import, Value::FromObject(names(t).copyreg)));
  Str* name = TRY(Str::InternUtf8(t, function));
  return GetAttr(t, module, name);
}

namespace {

/// What one class's __slots__ adds to `found`, private names as they are stored.
Result<None> AddSlotNames(Thread& t, const Type* cls, RootedVector& found) {
  const Value slots = cls->dict()->GetStr(t, names(t).__slots__);
  if (slots.IsUnbound()) return None{};
  std::string prefix = cls->name()->ToUtf8();
  prefix.erase(0, prefix.find_first_not_of('_'));
  const auto add = [&](Value name) -> Result<None> {
    if (!Is<Str>(name)) return None{};
    const std::string text = Cast<Str>(name)->ToUtf8();
    if (text == "__dict__" || text == "__weakref__") return None{};
    const bool is_private = text.starts_with("__") && !text.ends_with("__") && !prefix.empty();
    if (is_private) {
      name = Value::FromObject(TRY(Str::InternUtf8(t, absl::StrCat("_", prefix, text))));
    }
    found.push_back(name);
    return None{};
  };
  if (Is<Str>(slots)) return add(slots);
  return ForEach(t, slots, add);
}

/// Names of all slots of an instance of `cls`: copyreg's cache, or what the classes say.
Result<None> SlotNames(Thread& t, Type* cls, RootedVector& found) {
  Str* key = TRY(Str::InternUtf8(t, "__slotnames__"));
  const Value cached = cls->dict()->GetStr(t, key);
  if (Is<List>(cached)) {
    for (Value name : Cast<List>(cached)->values()) found.push_back(name);
    return None{};
  }
  for (Value entry : cls->ancestors()) TRY(AddSlotNames(t, Cast<Type>(entry), found));
  return None{};
}

bool HasItems(const Type* type) {
  switch (type->instance_layout()) {
    case Layout::kCode:
    case Layout::kMemoryView:
    case Layout::kInt:
    case Layout::kBytes:
    case Layout::kTuple:
    case Layout::kType:
      return true;
    default:
      return false;
  }
}

/// Instances that hold more than attributes cannot be made again from attributes alone.
Result<None> CheckCanPickle(Thread& t, const Type* type) {
  if (HasItems(type)) {
    return RaiseTypeError(t, absl::StrCat("cannot pickle ", type->FullName(t), " objects"));
  }
  if (type->instance_layout() == Layout::kInstance) return None{};
  return RaiseTypeError(t, absl::StrCat("cannot pickle '", type->FullName(t), "' object"));
}

Result<Value> DefaultState(Thread& t, Value self, bool required) {
  Type* type = TypeOf(t, self);
  if (required) TRY(CheckCanPickle(t, type));
  Value state = Value::None();
  if (self.IsObject() && type->HasFlag(Type::kHasDict)) {
    const Value dict = TRY(GetAttrOrUnbound(t, self, names(t).__dict__));
    if (Is<Dict>(dict) && Cast<Dict>(dict)->size() != 0) state = dict;
  }
  RootedVector slot_names(t);
  TRY(SlotNames(t, type, slot_names));
  if (slot_names.empty()) return state;
  Dict* slots = TRY(Dict::New(t));
  for (size_t i = 0; i < slot_names.size(); ++i) {
    const Value content = TRY(GetAttrOrUnbound(t, self, Cast<Str>(slot_names[i])));
    if (!content.IsUnbound()) TRY(slots->Set(t, slot_names[i], content));
  }
  if (slots->size() == 0) return state;
  return Tuple::Of(t, state, Value::FromObject(slots));
}

/// What __getstate__ gives: the class's own, or the default one, which here may refuse.
Result<Value> StateOf(Thread& t, Value self, bool required) {
  Str* name = names(t).__getstate__;
  const Value found = TypeOf(t, self)->Lookup(t, name);
  if (found.SameBits(types(t).object->dict()->GetStr(t, name)) &&
      (!self.IsObject() || GetOwnAttribute(t, self.AsObject(), name).IsUnbound())) {
    return DefaultState(t, self, required);
  }
  return CallMethodWith(t, self, name);
}

/// Arguments for __new__; each stays null when the class has no such method.
struct NewArguments {
  Tuple* positional = nullptr;
  Dict* keywords = nullptr;
};

Result<None> TakeNewArgumentsEx(Thread& t, Value given, NewArguments& out) {
  if (!Is<Tuple>(given)) {
    return RaiseTypeError(
        t, absl::StrCat("__getnewargs_ex__ should return a tuple, not '", TypeName(t, given), "'"));
  }
  const Tuple* pair = Cast<Tuple>(given);
  if (pair->size() != 2) {
    return RaiseValueError(
        t, absl::StrCat("__getnewargs_ex__ should return a tuple of length 2, not ", pair->size()));
  }
  if (!Is<Tuple>(pair->At(0))) {
    return RaiseTypeError(
        t, absl::StrCat("first item of the tuple returned by __getnewargs_ex__ must be a tuple, "
                        "not '",
                        TypeName(t, pair->At(0)), "'"));
  }
  if (!Is<Dict>(pair->At(1))) {
    return RaiseTypeError(
        t, absl::StrCat("second item of the tuple returned by __getnewargs_ex__ must be a dict, "
                        "not '",
                        TypeName(t, pair->At(1)), "'"));
  }
  out.positional = Cast<Tuple>(pair->At(0));
  out.keywords = Cast<Dict>(pair->At(1));
  return None{};
}

Result<None> TakeNewArguments(Thread& t, Value self, NewArguments& out) {
  const Value extended = TRY(LookupSpecial(t, self, names(t).__getnewargs_ex__));
  if (!extended.IsUnbound()) return TakeNewArgumentsEx(t, TRY(CallWith(t, extended)), out);
  const Value plain = TRY(LookupSpecial(t, self, names(t).__getnewargs__));
  if (plain.IsUnbound()) return None{};
  const Value given = TRY(CallWith(t, plain));
  if (!Is<Tuple>(given)) {
    return RaiseTypeError(
        t, absl::StrCat("__getnewargs__ should return a tuple, not '", TypeName(t, given), "'"));
  }
  out.positional = Cast<Tuple>(given);
  return None{};
}

}  // namespace

Result<Value> DefaultObjectState(Thread& t, Value self) { return DefaultState(t, self, false); }

Result<Value> ReduceNewObject(Thread& t, Value self) {
  Type* type = TypeOf(t, self);
  if (type->slots().new_ == nullptr) {
    return RaiseTypeError(t, absl::StrCat("cannot pickle '", type->FullName(t), "' object"));
  }
  NewArguments given;
  TRY(TakeNewArguments(t, self, given));
  const Value cls = Value::FromObject(type);
  Value maker;
  Value arguments;
  if (given.keywords == nullptr || given.keywords->size() == 0) {
    maker = TRY(CopyReg(t, "__newobj__"));
    RootedVector values(t);
    values.push_back(cls);
    if (given.positional != nullptr) {
      for (Value value : given.positional->values()) values.push_back(value);
    }
    arguments = Value::FromObject(TRY(Tuple::From(t, {values.data(), values.size()})));
  } else {
    maker = TRY(CopyReg(t, "__newobj_ex__"));
    arguments = Value::FromObject(TRY(
        Tuple::Of(t, cls, Value::FromObject(given.positional), Value::FromObject(given.keywords))));
  }
  const bool required = given.positional == nullptr && !Is<List>(self) && !Is<Dict>(self);
  const Value state = TRY(StateOf(t, self, required));
  Value items = Value::None();
  Value pairs = Value::None();
  if (Is<List>(self)) items = TRY(GetIter(t, self));
  if (Is<Dict>(self)) {
    pairs = TRY(GetIter(t, TRY(CallMethodWith(t, self, names(t).items))));
  }
  return Tuple::Of(t, maker, arguments, state, items, pairs);
}

}  // namespace krait
