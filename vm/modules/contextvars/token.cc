#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/contextvars/objects.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/str_writer.h"
#include "vm/object/type_builder.h"

/// contextvars.Token and Token.MISSING.
namespace krait::contextvars {

const NativeClass Token::kClass = {"_contextvars.Token",
                                   [](Object* object, Marker& marker) {
                                     auto* self = static_cast<Token*>(object);
                                     marker.Visit(self->context);
                                     marker.Visit(self->variable);
                                     marker.Visit(self->old_value);
                                   },
                                   nullptr};

namespace {

struct Missing : NativeObject {
  static const NativeClass kClass;
};
const NativeClass Missing::kClass = {"Token.MISSING", nullptr, nullptr};

Result<Value> MissingRepr(Thread& t, Value) { return Str::FromUtf8(t, "<Token.MISSING>"); }

Result<Value> TokenNew(Thread& t, Type*, Args) {
  return Raise(t, &BuiltinTypes::RuntimeError, "Tokens can only be created by ContextVars");
}

Result<Value> TokenRepr(Thread& t, Value self_value) {
  auto* self = Cast<Token>(self_value);
  StrWriter writer(t);
  writer.AppendAscii(self->used.load() ? "<Token used var=" : "<Token var=");
  writer.Append(TRY(Repr(t, Value::FromObject(self->variable.Load()))));
  writer.AppendAscii(absl::StrCat(" at 0x", absl::Hex(reinterpret_cast<uintptr_t>(self)), ">"));
  return writer.Finish(t);
}

constexpr Method kMethods[] = {
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
};

Result<Value> GetVariable(Thread&, Value self) {
  return Value::FromObject(Cast<Token>(self)->variable.Load());
}
Result<Value> GetOldValue(Thread& t, Value self) {
  const Value old = Cast<Token>(self)->old_value.Load();
  return old.IsUnbound() ? Value::FromObject(PartOf(t).missing) : old;
}

constexpr GetSet kMembers[] = {{"var", &GetVariable}, {"old_value", &GetOldValue}};

Result<None> MakeMissing(Thread& t) {
  NativeTypeSpec spec{};
  spec.name = "Token.MISSING";
  spec.instance_size = sizeof(Missing);
  spec.flags = Type::kDisallowNew;
  spec.spec.slots.repr = &MissingRepr;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  PartOf(t).missing = TRY(NewNative<Missing>(t, type));
  return None{};
}

}  // namespace

Result<None> MakeTokenType(Thread& t, Module* module) {
  TRY(MakeMissing(t));
  NativeTypeSpec spec{};
  spec.name = "_contextvars.Token";
  spec.instance_size = sizeof(Token);
  spec.flags = 0;
  spec.spec.slots.new_ = &TokenNew;
  spec.spec.slots.repr = &TokenRepr;
  spec.spec.slots.hash = &slot_dispatch::HashNotImplemented;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  PartOf(t).token = type;
  TRY(type->dict()->SetStr(t, TRY(Str::InternUtf8(t, "MISSING")),
                           Value::FromObject(PartOf(t).missing)));
  return module->Add(t, "Token", Value::FromObject(type));
}

}  // namespace krait::contextvars
