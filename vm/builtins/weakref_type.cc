#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/builtins/weak_references.h"
#include "vm/number/hash.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/weakref.h"

/// weakref.ref.
namespace krait {

Result<WeakRef*> MakeWeakReference(Thread& t, Type* cls, Value referent, Value callback) {
  if (!referent.IsObject() || !TypeOf(t, referent)->HasFlag(Type::kHasWeakref)) {
    return RaiseTypeError(
        t, absl::StrCat("cannot create weak reference to '", TypeName(t, referent), "' object"));
  }
  if (callback.IsNone() && !cls->HasFlag(Type::kHeapType)) {
    // One without a callback can serve everybody.
    for (WeakRef* other : t.vm().weakrefs().ReferencesTo(referent.AsObject())) {
      if (other->callback().IsNone() && TypeOf(t, Value::FromObject(other)) == cls) return other;
    }
  }
  return WeakRef::New(t, cls, referent.AsObject(), callback);
}

namespace {

WeakRef* AsRef(Value value) { return Cast<WeakRef>(value); }

Result<None> CheckRefArguments(Thread& t, const char* function, Args args) {
  if (args.count >= 1 && args.count <= 2) return None{};
  const bool few = args.count == 0;
  return RaiseTypeError(t, absl::StrCat(function, " expected at ", few ? "least 1" : "most 2",
                                        " argument", few ? "" : "s", ", got ", args.count));
}

Result<Value> RefNew(Thread& t, Type* cls, Args args) {
  TRY(CheckRefArguments(t, "__new__", args));
  return MakeWeakReference(t, cls, args[0], args.count == 2 ? args[1] : Value::None());
}

Result<None> RefInit(Thread& t, Value self, Args args) {
  if (args.has_keywords() && !self.AsObject()->IsSubclassInstance()) {
    return RaiseTypeError(t, "ref() takes no keyword arguments");
  }
  return CheckRefArguments(t, "__init__", args);
}

Result<Value> RefCall(Thread& t, Value self, Args args) {
  if (args.has_keywords()) return RaiseTypeError(t, "weakref() takes no keyword arguments");
  if (args.count != 0) {
    return RaiseTypeError(t, absl::StrCat("weakref expected 0 arguments, got ", args.count));
  }
  Object* referent = AsRef(self)->referent();
  return referent == nullptr ? Value::None() : Value::FromObject(referent);
}

Result<int64_t> RefHash(Thread& t, Value self) {
  WeakRef* ref = AsRef(self);
  if (ref->hash() != -1) return ref->hash();
  Object* referent = ref->referent();
  if (referent == nullptr) return RaiseTypeError(t, "weak object has gone away");
  const int64_t hash = TRY(Hash(t, Value::FromObject(referent)));
  ref->set_hash(hash);
  return hash;
}

Result<Value> RefCompare(Thread& t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<WeakRef>(self) || !Is<WeakRef>(other)) {
    return Value::NotImplemented();
  }
  Object* a = AsRef(self)->referent();
  Object* b = AsRef(other)->referent();
  if (a == nullptr || b == nullptr) {
    return Value::FromBool(self.SameBits(other) == (op == CompareOp::kEq));
  }
  return RichCompare(t, Value::FromObject(a), Value::FromObject(b), op);
}

std::string Address(const Object* object) {
  return absl::StrCat("0x", absl::Hex(reinterpret_cast<uintptr_t>(object)));
}

Result<Value> RefRepr(Thread& t, Value self) {
  Object* referent = AsRef(self)->referent();
  const std::string start = absl::StrCat("<weakref at ", Address(self.AsObject()));
  if (referent == nullptr) return Str::FromUtf8(t, absl::StrCat(start, "; dead>"));
  const Value target = Value::FromObject(referent);
  const Value name = TRY(GetAttrOrUnbound(t, target, names(t).__name__));
  const std::string shown = Is<Str>(name) ? absl::StrCat(" (", Cast<Str>(name)->ToUtf8(), ")") : "";
  return Str::FromUtf8(t, absl::StrCat(start, "; to '", TypeName(t, target), "' at ",
                                       Address(referent), shown, ">"));
}

Result<Value> GetCallback(Thread&, Value self) {
  WeakRef* ref = AsRef(self);
  return ref->referent() == nullptr ? Value::None() : ref->callback();
}

Result<Value> RefClassGetItem(Thread& t, Value cls, Value item) {
  return MakeGenericAlias(t, cls, item);
}

constexpr Method kRefMethods[] = {
    HideSignature(Bind<RefClassGetItem>("__class_getitem__", "($cls, item, /)").AsClassMethod()),
};
constexpr GetSet kRefGetSets[] = {{"__callback__", &GetCallback, nullptr, true}};

}  // namespace

const TypeSpec& WeakRefSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &RefNew;
    spec.slots.init = &RefInit;
    spec.slots.call = &RefCall;
    spec.slots.hash = &RefHash;
    spec.slots.compare = &RefCompare;
    spec.slots.repr = &RefRepr;
    spec.methods = kRefMethods;
    spec.getset = kRefGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
