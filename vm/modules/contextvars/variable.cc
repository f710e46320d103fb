#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/contextvars/objects.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/str_writer.h"
#include "vm/object/type_builder.h"

/// contextvars.ContextVar.
namespace krait::contextvars {

const NativeClass ContextVar::kClass = {"_contextvars.ContextVar",
                                        [](Object* object, Marker& marker) {
                                          auto* self = static_cast<ContextVar*>(object);
                                          marker.Visit(self->name);
                                          marker.Visit(self->fallback);
                                        },
                                        nullptr};

namespace {

constexpr Method kParameters =
    ConstructorSignature("ContextVar", "(name, /, *, default=<unrepresentable>)");

Result<Value> VariableNew(Thread& t, Type* cls, Args args) {
  if (args.count <= 2 && args.count != 1) {
    return RaiseTypeError(
        t, absl::StrCat("ContextVar() takes ", args.count == 0 ? "exactly" : "at most",
                        " 1 positional argument (", args.count, " given)"));
  }
  Value values[2];
  TRY(BindArguments(t, kParameters, args, values));
  if (!Is<Str>(values[0])) return RaiseTypeError(t, "context variable name must be a str");
  auto* self = TRY(NewNative<ContextVar>(t, cls));
  self->name.Store(self, Cast<Str>(values[0]));
  self->fallback.Store(self, values[1]);
  self->serial = PartOf(t).last_serial.fetch_add(1, std::memory_order_relaxed);
  return self;
}

/// LookupError(variable), unless there is a default.
Result<Value> VariableGet(Thread& t, ContextVar* self, Opt<Value> fallback) {
  const Value found = TRY(CurrentContext(t))->map().Find(self->serial);
  if (!found.IsUnbound()) return found;
  if (fallback) return *fallback;
  const Value own = self->fallback.Load();
  if (!own.IsUnbound()) return own;
  return RaiseWithArgument(t, &BuiltinTypes::LookupError, Value::FromObject(self));
}

Result<Value> VariableSet(Thread& t, ContextVar* self, Value value) {
  Context* context = TRY(CurrentContext(t));
  const VariableMap map = context->map();
  auto* token = TRY(NewNative<Token>(t, PartOf(t).token));
  token->context.Store(token, context);
  token->variable.Store(token, self);
  token->old_value.Store(token, map.Find(self->serial));
  context->set_map(TRY(map.With(t, Value::FromObject(self), value)));
  return token;
}

Raised RaiseAboutToken(Thread& t, Token* token, Type* BuiltinTypes::* type, const char* text) {
  const Result<Str*> repr = Repr(t, Value::FromObject(token));
  if (!repr.ok()) return Raised{};
  return Raise(t, type, absl::StrCat((*repr)->ToUtf8(), text));
}

Result<None> VariableReset(Thread& t, ContextVar* self, Value token_value) {
  auto* token = TryCastNative<Token>(token_value);
  if (token == nullptr) {
    return RaiseTypeError(t, absl::StrCat("expected an instance of Token, got ",
                                          TRY(Repr(t, token_value))->ToUtf8()));
  }
  Context* context = TRY(CurrentContext(t));
  if (token->used.load()) {
    return RaiseAboutToken(t, token, &BuiltinTypes::RuntimeError, " has already been used once");
  }
  if (token->variable.Load() != self) {
    return RaiseAboutToken(t, token, &BuiltinTypes::ValueError,
                           " was created by a different ContextVar");
  }
  // From here on no other thread gets through: it would run in another context.
  if (token->context.Load() != context) {
    return RaiseAboutToken(t, token, &BuiltinTypes::ValueError,
                           " was created in a different Context");
  }
  token->used.store(true);
  const VariableMap map = context->map();
  const Value old = token->old_value.Load();
  context->set_map(old.IsUnbound() ? TRY(map.Without(t, self->serial))
                                   : TRY(map.With(t, Value::FromObject(self), old)));
  return None{};
}

Result<Value> VariableRepr(Thread& t, Value self_value) {
  auto* self = Cast<ContextVar>(self_value);
  StrWriter writer(t);
  writer.AppendAscii("<ContextVar name=");
  writer.Append(TRY(Repr(t, Value::FromObject(self->name.Load()))));
  const Value fallback = self->fallback.Load();
  if (!fallback.IsUnbound()) {
    writer.AppendAscii(" default=");
    writer.Append(TRY(Repr(t, fallback)));
  }
  writer.AppendAscii(absl::StrCat(" at 0x", absl::Hex(reinterpret_cast<uintptr_t>(self)), ">"));
  return writer.Finish(t);
}

constexpr Method kMethods[] = {
    Bind<VariableGet>("get", "($self, default=<unrepresentable>, /)"),
    Bind<VariableReset>("reset", "($self, token, /)"),
    Bind<VariableSet>("set", "($self, value, /)"),
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
};

Result<Value> GetName(Thread&, Value self) {
  return Value::FromObject(Cast<ContextVar>(self)->name.Load());
}

constexpr GetSet kMembers[] = {{"name", &GetName, nullptr, true}};

}  // namespace

Result<None> MakeVariableType(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "_contextvars.ContextVar";
  spec.instance_size = sizeof(ContextVar);
  spec.flags = 0;
  spec.spec.slots.new_ = &VariableNew;
  spec.spec.slots.repr = &VariableRepr;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  PartOf(t).variable = type;
  return module->Add(t, "ContextVar", Value::FromObject(type));
}

}  // namespace krait::contextvars
