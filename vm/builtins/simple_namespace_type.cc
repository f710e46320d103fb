#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/repr_guard.h"
#include "vm/object/simple_namespace.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// types.SimpleNamespace.
namespace krait {
namespace {

Result<Value> NamespaceNew(Thread& t, Type* cls, Args) {
  return Value::FromObject(TRY(AllocateInstance(t, cls, sizeof(SimpleNamespace))));
}

Result<None> NamespaceInit(Thread& t, Value self, Args args) {
  if (args.count != 0) return RaiseTypeError(t, "no positional arguments expected");
  if (!args.has_keywords()) return None{};
  for (size_t i = 0; i < args.keyword_names->size(); ++i) {
    Str* name = Str::Intern(t, Cast<Str>(args.keyword_names->At(i)));
    TRY(SetOwnAttribute(t, self.AsObject(), name, args[i]));
  }
  return None{};
}

Result<Value> NamespaceRepr(Thread& t, Value self) {
  const Type* type = TypeOf(t, self);
  const std::string name = type == types(t).simple_namespace ? "namespace" : type->name()->ToUtf8();
  ReprGuard guard(t, self);
  if (guard.recursive()) return Str::FromUtf8(t, absl::StrCat(name, "(...)"));
  Dict* dict = TRY(InstanceDict(t, self.AsObject()));
  StrWriter writer(t);
  writer.Append(TRY(Str::FromUtf8(t, name)));
  writer.Append('(');
  size_t position = 0;
  bool first = true;
  Value key;
  Value value;
  while (dict->Next(position, key, value)) {
    if (!Is<Str>(key) || Cast<Str>(key)->length() == 0) continue;
    if (!first) writer.AppendAscii(", ");
    first = false;
    writer.Append(Cast<Str>(key));
    writer.Append('=');
    writer.Append(TRY(Repr(t, value)));
  }
  writer.Append(')');
  return writer.Finish(t);
}

Result<Value> NamespaceCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (!Is<SimpleNamespace>(self) || !Is<SimpleNamespace>(other)) return Value::NotImplemented();
  const Value left = Value::FromObject(TRY(InstanceDict(t, self.AsObject())));
  const Value right = Value::FromObject(TRY(InstanceDict(t, other.AsObject())));
  return RichCompare(t, left, right, op);
}

Result<Value> NamespaceReduce(Thread& t, Value self) {
  Dict* dict = TRY(InstanceDict(t, self.AsObject()));
  return Tuple::Of(t, Value::FromObject(TypeOf(t, self)), Value::FromObject(Tuple::Empty(t)),
                   Value::FromObject(dict));
}

Result<Value> GetNamespaceDict(Thread& t, Value self) { return InstanceDict(t, self.AsObject()); }

constexpr Method kNamespaceMethods[] = {
    HideSignature(Bind<NamespaceReduce>("__reduce__", "($self, /)"))};
constexpr GetSet kNamespaceGetSets[] = {{"__dict__", &GetNamespaceDict, nullptr, true}};

}  // namespace

const TypeSpec& SimpleNamespaceSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &NamespaceNew;
    spec.slots.init = &NamespaceInit;
    spec.slots.repr = &NamespaceRepr;
    spec.slots.compare = &NamespaceCompare;
    spec.methods = kNamespaceMethods;
    spec.getset = kNamespaceGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
