#include "vm/builtins/object_type.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/builtins/type_names.h"
#include "vm/heap/rooted.h"
#include "vm/number/hash.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// object.
namespace krait {
namespace {

/// Excess arguments are an error unless the other of __new__ and __init__ takes them.
Result<Value> ObjectNew(Thread& t, Type* cls, Args args) {
  const bool any = args.count != 0 || args.has_keywords();
  const TypeSlots& object = types(t).object->slots();
  if (any) {
    if (cls->slots().new_ != object.new_) {
      return RaiseTypeError(
          t, "object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (cls->slots().init == object.init) {
      return RaiseTypeError(t, absl::StrCat(cls->name()->ToUtf8(), "() takes no arguments"));
    }
  }
  if (cls->HasFlag(Type::kAbstract)) {
    const Value methods = cls->dict()->GetStr(t, names(t).__abstractmethods__);
    List* sorted = TRY(List::New(t));
    TRY(ForEach(t, methods, [&](Value name) { return sorted->Append(t, name); }));
    TRY(CallMethodWith(t, Value::FromObject(sorted), names(t).sort));
    std::vector<std::string> texts;
    for (Value name : sorted->values()) texts.push_back(TRY(ToStr(t, name))->ToUtf8());
    return RaiseTypeError(t,
                          absl::StrCat("Can't instantiate abstract class ", cls->name()->ToUtf8(),
                                       " with abstract method", texts.size() > 1 ? "s " : " ",
                                       absl::StrJoin(texts, ", ")));
  }
  return Value::FromObject(TRY(AllocateInstance(t, cls, cls->instance_size())));
}

Result<None> ObjectInit(Thread& t, Value self, Args args) {
  if (args.count == 0 && !args.has_keywords()) return None{};
  Type* cls = TypeOf(t, self);
  const TypeSlots& object = types(t).object->slots();
  if (cls->slots().init != object.init) {
    return RaiseTypeError(
        t, "object.__init__() takes exactly one argument (the instance to initialize)");
  }
  if (cls->slots().new_ == object.new_) {
    return RaiseTypeError(t, absl::StrCat(cls->name()->ToUtf8(),
                                          ".__init__() takes exactly one argument (the instance "
                                          "to initialize)"));
  }
  return None{};
}

Result<Value> ObjectRepr(Thread& t, Value self) {
  Type* type = TypeOf(t, self);
  const Value module = TRY(GetAttrOrUnbound(t, Value::FromObject(type), names(t).__module__));
  std::string name = type->qualname()->ToUtf8();
  if (Is<Str>(module) && !Cast<Str>(module)->EqualsAscii("builtins")) {
    name = absl::StrCat(Cast<Str>(module)->ToUtf8(), ".", name);
  }
  return Str::FromUtf8(
      t, absl::StrCat("<", name, " object at 0x",
                      absl::Hex(self.IsObject() ? reinterpret_cast<uintptr_t>(self.AsObject())
                                                : self.bits()),
                      ">"));
}

Result<Value> ObjectStr(Thread& t, Value self) { return TypeOf(t, self)->slots().repr(t, self); }

Result<int64_t> ObjectHash(Thread&, Value self) {
  return HashPointer(reinterpret_cast<void*>(self.bits() & ~Value::kTagMask));
}

Result<Value> ObjectCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (op == CompareOp::kEq) {
    return IsSame(self, other) ? Value::True() : Value::NotImplemented();
  }
  if (op != CompareOp::kNe) return Value::NotImplemented();
  // By default != is the inverse of whatever == says.
  const CompareSlot compare = TypeOf(t, self)->slots().compare;
  const Value equal = TRY(compare(t, self, other, CompareOp::kEq));
  if (equal.IsNotImplemented()) return equal;
  return Value::FromBool(!TRY(IsTrue(t, equal)));
}

Result<Value> ObjectFormat(Thread& t, Value self, Str* spec) {
  if (spec->length() != 0) {
    return RaiseTypeError(
        t, absl::StrCat("unsupported format string passed to ", TypeName(t, self), ".__format__"));
  }
  return ToStr(t, self);
}

Result<Value> ObjectSizeof(Thread& t, Value self) {
  return Value::FromInt(TypeOf(t, self)->instance_size());
}

Result<Value> ObjectDir(Thread& t, Value self) {
  Dict* found = TRY(Dict::New(t));
  const Value own = TRY(GetAttrOrUnbound(t, self, names(t).__dict__));
  if (Is<Dict>(own)) TRY(found->Merge(t, Cast<Dict>(own), true));
  const Value cls = TRY(GetAttrOrUnbound(t, self, names(t).__class__));
  if (Is<Type>(cls)) TRY(MergeTypeNames(t, Cast<Type>(cls), found));
  return ListOf(t, Value::FromObject(found));
}

Result<Value> ObjectInitSubclass(Thread&, Value) { return Value::None(); }
Result<Value> ObjectSubclassHook(Thread&, Value, Value) { return Value::NotImplemented(); }

Result<Value> GetClass(Thread& t, Value self) { return TypeOf(t, self); }

Result<None> SetClass(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, "can't delete __class__ attribute");
  if (!Is<Type>(value)) {
    return RaiseTypeError(
        t, absl::StrCat("__class__ must be set to a class, not '", TypeName(t, value), "' object"));
  }
  return AssignClass(t, self, Cast<Type>(value));
}

// --- Pickling --------------------------------------------------------------------------------

Result<Value> ObjectGetState(Thread& t, Value self) { return DefaultObjectState(t, self); }

Result<Value> ReduceCommon(Thread& t, Value self, int protocol) {
  if (protocol < 2) {
    return CallWith(t, TRY(CopyReg(t, "_reduce_ex")), self, Value::FromInt(protocol));
  }
  return ReduceNewObject(t, self);
}

Result<Value> ObjectReduce(Thread& t, Value self) { return ReduceCommon(t, self, 0); }

Result<Value> ObjectReduceEx(Thread& t, Value self, int protocol) {
  const Value reduce = TypeOf(t, self)->Lookup(t, names(t).__reduce__);
  const Value plain = types(t).object->dict()->GetStr(t, names(t).__reduce__);
  if (!reduce.SameBits(plain)) return CallMethodWith(t, self, names(t).__reduce__);
  return ReduceCommon(t, self, protocol);
}

constexpr Method kMethods[] = {
    Bind<ObjectReduceEx>("__reduce_ex__", "($self, protocol, /)"),
    Bind<ObjectReduce>("__reduce__", "($self, /)"),
    Bind<ObjectGetState>("__getstate__", "($self, /)"),
    HideSignature(
        Bind<ObjectSubclassHook>("__subclasshook__", "($cls, object, /)").AsClassMethod()),
    HideSignature(Bind<ObjectInitSubclass>("__init_subclass__", "($cls, /)").AsClassMethod()),
    Bind<ObjectFormat>("__format__", "($self, format_spec, /)"),
    Bind<ObjectSizeof>("__sizeof__", "($self, /)"),
    Bind<ObjectDir>("__dir__", "($self, /)"),
};

constexpr GetSet kGetSets[] = {{"__class__", &GetClass, &SetClass}};

}  // namespace

Result<None> AssignClass(Thread& t, Value self, Type* cls) {
  Type* old = TypeOf(t, self);
  const bool modules = Is<Module>(self) && cls->instance_layout() == Layout::kModule;
  if (!modules && (!old->HasFlag(Type::kHeapType) || !cls->HasFlag(Type::kHeapType))) {
    return RaiseTypeError(
        t, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  if (const char* part = TypeBuilder::Incompatibility(old, cls)) {
    return RaiseTypeError(t, absl::StrCat("__class__ assignment: '", cls->name()->ToUtf8(), "' ",
                                          part, " differs from '", old->name()->ToUtf8(), "'"));
  }
  return ChangeType(t, self.AsObject(), cls);
}

const TypeSpec& ObjectSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.text_signature = "()";
    spec.slots.new_ = &ObjectNew;
    spec.slots.init = &ObjectInit;
    spec.slots.repr = &ObjectRepr;
    spec.slots.str = &ObjectStr;
    spec.slots.hash = &ObjectHash;
    spec.slots.compare = &ObjectCompare;
    spec.slots.getattr = &GenericGetAttr;
    spec.slots.setattr = &GenericSetAttr;
    spec.methods = kMethods;
    spec.getset = kGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
