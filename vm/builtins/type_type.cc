#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/metaclass.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/builtins/type_names.h"
#include "vm/builtins/union_type.h"
#include "vm/heap/rooted.h"
#include "vm/number/hash.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/codec.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/mapping_proxy.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/shape.h"
#include "vm/object/slot_table.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_mutator.h"

/// type.
namespace krait {
Result<Type*> CalculateMetaclass(Thread& t, Type* metatype, Tuple* bases) {
  Type* winner = metatype;
  for (Value base : bases->values()) {
    Type* candidate = TypeOf(t, base);
    if (winner->IsSubtypeOf(candidate)) continue;
    if (!candidate->IsSubtypeOf(winner)) {
      return RaiseTypeError(t,
                            "metaclass conflict: the metaclass of a derived class must be a "
                            "(non-strict) subclass of the metaclasses of all its bases");
    }
    winner = candidate;
  }
  return winner;
}

namespace {

Type* AsType(Value value) { return Cast<Type>(value); }

Result<None> CheckNoMroEntries(Thread& t, Tuple* bases) {
  for (Value base : bases->values()) {
    if (Is<Type>(base)) continue;
    const Value hook = TRY(GetAttrOrUnbound(t, base, names(t).__mro_entries__));
    if (hook.IsUnbound()) continue;
    return RaiseTypeError(t, "type() doesn't support MRO entry resolution; use types.new_class()");
  }
  return None{};
}

/// Names of types must have a UTF-8 form without null characters.
Result<None> CheckTypeName(Thread& t, Str* name) {
  if (!name->is_ascii()) TRY(EncodeText(t, name, nullptr, nullptr));
  for (size_t i = 0; i < name->length(); ++i) {
    if (name->At(i) == 0) return RaiseValueError(t, "type name must not contain null characters");
  }
  return None{};
}

Result<Value> TypeNew(Thread& t, Type* metatype, Args args) {
  if (args.count != 3) {
    return RaiseTypeError(
        t, absl::StrCat("type.__new__() takes exactly 3 arguments (", args.count, " given)"));
  }
  static constexpr const char* kExpected[] = {"str", "tuple", "dict"};
  const bool fits[] = {Is<Str>(args[0]), Is<Tuple>(args[1]), Is<Dict>(args[2])};
  for (int i = 0; i < 3; ++i) {
    if (fits[i]) continue;
    return RaiseTypeError(
        t, absl::StrCat("type.__new__() argument ", i + 1, " must be ", kExpected[i], ", not ",
                        args[i].IsNone() ? "None" : TypeName(t, args[i])));
  }
  Tuple* bases = Cast<Tuple>(args[1]);
  TRY(CheckNoMroEntries(t, bases));
  Type* winner = TRY(CalculateMetaclass(t, metatype, bases));
  if (winner != metatype && winner->slots().new_ != types(t).type->slots().new_) {
    return winner->slots().new_(t, winner, args);
  }
  TRY(CheckTypeName(t, Cast<Str>(args[0])));
  const Args keywords{args.values + args.count, 0, args.keyword_names};
  return TypeBuilder::NewHeapType(t, winner, Cast<Str>(args[0]), bases, Cast<Dict>(args[2]),
                                  keywords);
}

Result<None> TypeInit(Thread& t, Value, Args args) {
  if (args.has_keywords() && args.count == 1) {
    return RaiseTypeError(t, "type.__init__() takes no keyword arguments");
  }
  if (args.count == 1 || args.count == 3) return None{};
  return RaiseTypeError(t, "type.__init__() takes 1 or 3 arguments");
}

Result<Value> TypeCall(Thread& t, Value self, Args args) {
  Type* type = AsType(self);
  if (type == types(t).type) {
    if (args.count == 1 && !args.has_keywords()) return TypeOf(t, args[0]);
    if (args.count == 1) return RaiseTypeError(t, "type() takes no keyword arguments");
    if (args.count != 3) return RaiseTypeError(t, "type() takes 1 or 3 arguments");
  }
  if (type->slots().new_ == nullptr) {
    return RaiseTypeError(t, absl::StrCat("cannot create '", type->FullName(t), "' instances"));
  }
  const RecursionScope level(t);
  TRY(level.Check(" while calling a Python object"));
  const Value object = TRY(type->slots().new_(t, type, args));
  Type* made = TypeOf(t, object);
  if (made != type && !made->IsSubtypeOf(type)) return object;
  const TypeSlots& slots = made->slots();
  const TypeSlots& plain = types(t).object->slots();
  // object.__init__ leaves it to another __new__ to check the arguments.
  const bool initializes = slots.init != plain.init || slots.new_ == plain.new_;
  if (initializes && slots.init != nullptr) TRY(slots.init(t, object, args));
  return object;
}

Result<Value> TypeRepr(Thread& t, Value self) {
  Type* type = AsType(self);
  const Value module = TRY(GetAttrOrUnbound(t, self, names(t).__module__));
  if (Is<Str>(module) && !Cast<Str>(module)->EqualsAscii("builtins")) {
    return Str::FromUtf8(t, absl::StrCat("<class '", Cast<Str>(module)->ToUtf8(), ".",
                                         type->qualname()->ToUtf8(), "'>"));
  }
  // A class is named in full only with a module that is a str.
  Str* name = Is<Str>(module) ? type->qualname() : type->name();
  return Str::FromUtf8(t, absl::StrCat("<class '", name->ToUtf8(), "'>"));
}

Result<Value> TypeOr(Thread& t, Value left, Value right) { return MakeUnion(t, left, right); }

// --- Attributes ------------------------------------------------------------------------------

Result<None> CheckMutable(Thread& t, Type* type, Str* attribute) {
  if (type->HasFlag(Type::kHeapType)) return None{};
  return RaiseTypeError(t, absl::StrCat("cannot set '", attribute->ToUtf8(),
                                        "' attribute of immutable type '", type->FullName(t), "'"));
}

Result<None> CheckNotDeleted(Thread& t, Type* type, Str* attribute, Value value) {
  TRY(CheckMutable(t, type, attribute));
  if (!value.IsUnbound()) return None{};
  return RaiseTypeError(t, absl::StrCat("cannot delete '", attribute->ToUtf8(),
                                        "' attribute of immutable type '", type->FullName(t), "'"));
}

Result<Value> GetName(Thread&, Value self) { return AsType(self)->name(); }

Result<None> SetName(Thread& t, Value self, Value value) {
  Type* type = AsType(self);
  TRY(CheckNotDeleted(t, type, names(t).__name__, value));
  if (!Is<Str>(value)) {
    return RaiseTypeError(t, absl::StrCat("can only assign string to ", type->name()->ToUtf8(),
                                          ".__name__, not '", TypeName(t, value), "'"));
  }
  Str* name = Cast<Str>(value);
  TRY(CheckTypeName(t, name));
  TypeMutator::SetName(t, type, name);
  return None{};
}

Result<Value> GetQualname(Thread&, Value self) { return AsType(self)->qualname(); }

Result<None> SetQualname(Thread& t, Value self, Value value) {
  Type* type = AsType(self);
  TRY(CheckNotDeleted(t, type, names(t).__qualname__, value));
  if (!Is<Str>(value)) {
    return RaiseTypeError(t, absl::StrCat("can only assign string to ", type->name()->ToUtf8(),
                                          ".__qualname__, not '", TypeName(t, value), "'"));
  }
  TypeMutator::SetQualname(t, type, Cast<Str>(value));
  return None{};
}

Result<Value> GetModule(Thread& t, Value self) {
  const Value module = AsType(self)->dict()->GetStr(t, names(t).__module__);
  const bool heap = AsType(self)->HasFlag(Type::kHeapType);
  if (heap && module.IsUnbound()) return Raise(t, &BuiltinTypes::AttributeError, "__module__");
  // What type's own dict has under that name is this very attribute.
  if (heap || Is<Str>(module)) return module;
  return Value::FromObject(AsType(self)->module() != nullptr ? AsType(self)->module()
                                                             : names(t).builtins);
}

Result<None> SetModule(Thread& t, Value self, Value value) {
  TRY(CheckNotDeleted(t, AsType(self), names(t).__module__, value));
  return TypeMutator::SetAttribute(t, AsType(self), names(t).__module__, value);
}

Result<Value> GetBases(Thread&, Value self) { return AsType(self)->bases(); }

Result<None> SetBases(Thread& t, Value self, Value value) {
  Type* type = AsType(self);
  TRY(CheckNotDeleted(t, type, names(t).__bases__, value));
  if (!Is<Tuple>(value)) {
    return RaiseTypeError(t, absl::StrCat("can only assign tuple to ", type->name()->ToUtf8(),
                                          ".__bases__, not ", TypeName(t, value)));
  }
  Tuple* bases = Cast<Tuple>(value);
  if (bases->size() == 0) {
    return RaiseTypeError(t, absl::StrCat("can only assign non-empty tuple to ",
                                          type->name()->ToUtf8(), ".__bases__, not ()"));
  }
  for (Value base : bases->values()) {
    if (!Is<Type>(base)) {
      return RaiseTypeError(
          t, absl::StrCat(type->name()->ToUtf8(), ".__bases__ must be tuple of classes, not '",
                          TypeName(t, base), "'"));
    }
  }
  return TypeMutator::AssignBases(t, type, bases);
}

Result<Value> GetBase(Thread&, Value self) {
  Type* base = AsType(self)->base();
  return base == nullptr ? Value::None() : Value::FromObject(base);
}

Result<Value> GetMro(Thread&, Value self) {
  Tuple* mro = AsType(self)->mro();
  return mro == nullptr ? Value::None() : Value::FromObject(mro);
}

Result<Value> GetTypeDict(Thread& t, Value self) {
  return MappingProxy::New(t, Value::FromObject(AsType(self)->dict()));
}

Result<Value> GetDoc(Thread& t, Value self) {
  const Value doc = AsType(self)->dict()->GetStr(t, names(t).__doc__);
  if (const char* text = DocOf(t, AsType(self)); text != nullptr) return Str::FromUtf8(t, text);
  if (doc.IsUnbound()) return Value::None();
  const DescrGetSlot get = TypeOf(t, doc)->slots().descr_get;
  return get == nullptr ? Result<Value>(doc) : get(t, doc, Value::Unbound(), self);
}

Result<None> SetDoc(Thread& t, Value self, Value value) {
  TRY(CheckNotDeleted(t, AsType(self), names(t).__doc__, value));
  return TypeMutator::SetAttribute(t, AsType(self), names(t).__doc__, value);
}

/// The signature that a docstring starts with: "Name(parameters)\n--\n\n".
Result<Value> SignatureInDoc(Thread& t, Type* type) {
  const Value doc = type->dict()->GetStr(t, names(t).__doc__);
  if (!Is<Str>(doc)) return Value::None();
  const std::string text = Cast<Str>(doc)->ToUtf8();
  const std::string name = type->name()->ToUtf8();
  const size_t end = text.find(")\n--\n\n");
  if (end == std::string::npos || !text.starts_with(name + "(")) return Value::None();
  const std::string signature = text.substr(name.size(), end + 1 - name.size());
  if (signature.find("\n\n") != std::string::npos) return Value::None();
  return Str::FromUtf8(t, signature);
}

Result<Value> GetTextSignature(Thread& t, Value self) {
  if (AsType(self)->HasFlag(Type::kHeapType)) return SignatureInDoc(t, AsType(self));
  const char* text = TextSignatureOf(t, AsType(self));
  return text == nullptr ? Result<Value>(Value::None()) : Str::FromUtf8(t, text);
}

Result<Value> GetAbstractMethods(Thread& t, Value self) {
  Value methods;
  if (AsType(self) != types(t).type) {
    methods = AsType(self)->dict()->GetStr(t, names(t).__abstractmethods__);
  }
  if (methods.IsUnbound()) {
    return Raise(t, &BuiltinTypes::AttributeError, "__abstractmethods__");
  }
  return methods;
}

Result<None> SetAbstractMethods(Thread& t, Value self, Value value) {
  const bool abstract = !value.IsUnbound() && TRY(IsTrue(t, value));
  if (value.IsUnbound()) TRY(GetAbstractMethods(t, self));  // nothing to delete
  TRY(TypeMutator::SetAttribute(t, AsType(self), names(t).__abstractmethods__, value));
  AsType(self)->SetFlag(Type::kAbstract, abstract);
  return None{};
}

Result<Value> GetAnnotations(Thread& t, Value self) {
  Type* type = AsType(self);
  if (!type->HasFlag(Type::kHeapType)) {
    return Raise(t, &BuiltinTypes::AttributeError,
                 absl::StrCat("type object '", type->name()->ToUtf8(),
                              "' has no attribute '__annotations__'"));
  }
  Value found = type->dict()->GetStr(t, names(t).__annotations__);
  if (found.IsUnbound()) {
    found = Value::FromObject(TRY(Dict::New(t)));
    TRY(TypeMutator::SetAttribute(t, type, names(t).__annotations__, found));
    return found;
  }
  const DescrGetSlot get = TypeOf(t, found)->slots().descr_get;
  return get == nullptr ? Result<Value>(found) : get(t, found, Value::Unbound(), self);
}

Result<None> SetAnnotations(Thread& t, Value self, Value value) {
  TRY(CheckMutable(t, AsType(self), names(t).__annotations__));
  if (value.IsUnbound() && AsType(self)->dict()->GetStr(t, names(t).__annotations__).IsUnbound()) {
    return Raise(t, &BuiltinTypes::AttributeError, "__annotations__");
  }
  return TypeMutator::SetAttribute(t, AsType(self), names(t).__annotations__, value);
}

Result<Value> GetFlags(Thread& t, Value self) {
  // CPython's bits, as far as programs look at them.
  const Type* type = AsType(self);
  int64_t flags = 1 << 12;  // ready
  if (type->HasFlag(Type::kHeapType)) flags |= 1 << 9;
  if (type->HasFlag(Type::kBaseType)) flags |= 1 << 10;
  if (type->HasFlag(Type::kImmutable)) flags |= 1 << 8;
  if (type->HasFlag(Type::kDisallowNew)) flags |= 1 << 7;
  if (type->HasFlag(Type::kAbstract)) flags |= 1 << 20;
  if (type->HasFlag(Type::kIsSequence)) flags |= 1 << 5;
  if (type->HasFlag(Type::kIsMapping)) flags |= 1 << 6;
  if (type->HasFlag(Type::kMatchSelf)) flags |= 1 << 22;
  struct Row {
    Type* base;
    int bit;
  };
  const BuiltinTypes& b = types(t);
  const Row rows[] = {{b.int_, 24}, {b.list, 25}, {b.tuple, 26},         {b.bytes, 27},
                      {b.str, 28},  {b.dict, 29}, {b.BaseException, 30}, {b.type, 31}};
  for (const Row& row : rows) {
    if (type->IsSubtypeOf(row.base)) flags |= int64_t{1} << row.bit;
  }
  return Value::FromInt(flags);
}

Result<Value> GetSize(Thread&, Value self) { return Value::FromInt(AsType(self)->instance_size()); }
/// Where CPython keeps __dict__ and the list of weak references does not exist here: 1 says that
/// instances have them.
Result<Value> GetDictOffset(Thread&, Value self) {
  return Value::FromInt(AsType(self)->HasFlag(Type::kHasDict) ? 1 : 0);
}
Result<Value> GetWeakrefOffset(Thread&, Value self) {
  return Value::FromInt(AsType(self)->HasFlag(Type::kHasWeakref) ? 1 : 0);
}

/// Bytes per item of types whose instances differ in length, as CPython counts them.
Result<Value> GetItemSize(Thread&, Value self) {
  switch (AsType(self)->instance_layout()) {
    case Layout::kBytes:
      return Value::FromInt(1);
    case Layout::kInt:
      return Value::FromInt(AsType(self)->HasFlag(Type::kBaseType) ? 4 : 0);
    case Layout::kTuple:
    case Layout::kMemoryView:
      return Value::FromInt(8);
    case Layout::kType:
      return Value::FromInt(40);
    default:
      return Value::FromInt(0);
  }
}

// --- Methods ---------------------------------------------------------------------------------

Result<Value> TypeMro(Thread& t, Value self) {
  Tuple* order = TRY(TypeBuilder::ComputeMro(t, AsType(self), AsType(self)->bases()));
  return List::From(t, order->values());
}

Result<Value> TypeSubclasses(Thread& t, Value self) {
  List* list = TRY(List::New(t));
  RootedVector found(t);
  TypeMutator::ForEachSubclass(AsType(self),
                               [&](Type* type) { found.push_back(Value::FromObject(type)); });
  TRY(list->Extend(t, {found.data(), found.size()}));
  return list;
}

Result<Value> TypePrepare(Thread& t, Args) { return Dict::New(t); }

Result<bool> TypeInstanceCheck(Thread& t, Value self, Value instance) {
  return PlainIsInstance(t, instance, self);
}

Result<bool> TypeSubclassCheck(Thread& t, Value self, Value subclass) {
  return PlainIsSubclass(t, subclass, self);
}

Result<Value> TypeDir(Thread& t, Value self) {
  Dict* found = TRY(Dict::New(t));
  TRY(MergeTypeNames(t, AsType(self), found));
  return ListOf(t, Value::FromObject(found));
}

Result<Value> TypeSizeof(Thread&, Value) { return Value::FromInt(sizeof(Type)); }

constexpr Method kMethods[] = {
    Bind<TypeMro>("mro", "($self, /)"),
    Bind<TypeSubclasses>("__subclasses__", "($self, /)"),
    HideSignature(Bind<TypePrepare>("__prepare__", "(*args, **kwargs)").AsClassMethod()),
    Bind<TypeInstanceCheck>("__instancecheck__", "($self, instance, /)"),
    Bind<TypeSubclassCheck>("__subclasscheck__", "($self, subclass, /)"),
    Bind<TypeDir>("__dir__", "($self, /)"),
    Bind<TypeSizeof>("__sizeof__", "($self, /)"),
};

constexpr GetSet kGetSets[] = {
    {"__basicsize__", &GetSize, nullptr, true},
    {"__itemsize__", &GetItemSize, nullptr, true},
    {"__flags__", &GetFlags, nullptr, true},
    {"__weakrefoffset__", &GetWeakrefOffset, nullptr, true},
    {"__base__", &GetBase, nullptr, true},
    {"__dictoffset__", &GetDictOffset, nullptr, true},
    {"__name__", &GetName, &SetName},
    {"__qualname__", &GetQualname, &SetQualname},
    {"__bases__", &GetBases, &SetBases},
    {"__mro__", &GetMro, nullptr, true},
    {"__module__", &GetModule, &SetModule},
    {"__abstractmethods__", &GetAbstractMethods, &SetAbstractMethods},
    {"__dict__", &GetTypeDict},
    {"__doc__", &GetDoc, &SetDoc},
    {"__text_signature__", &GetTextSignature},
    {"__annotations__", &GetAnnotations, &SetAnnotations},
};

}  // namespace

const TypeSpec& TypeTypeSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &TypeNew;
    spec.slots.init = &TypeInit;
    spec.slots.call = &TypeCall;
    spec.slots.repr = &TypeRepr;
    spec.slots.or_ = &TypeOr;
    spec.slots.getattr = &TypeGetAttr;
    spec.slots.setattr = &TypeSetAttr;
    spec.methods = kMethods;
    spec.getset = kGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
