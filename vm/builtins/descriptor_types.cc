#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/heap/rooted.h"
#include "vm/number/hash.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/descriptors.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/slot_table.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// What built-in types keep in their dicts: native methods, wrapped slots, computed attributes.
namespace krait {
namespace {

// --- What the descriptors share ----------------------------------------------------------------

/// Owner and name of any of them.
struct DescriptorInfo {
  Type* owner;
  std::string name;
};

DescriptorInfo InfoOf(Value self) {
  switch (self.AsObject()->layout()) {
    case Layout::kMethodDescriptor:
      return {Cast<MethodDescriptor>(self)->owner(), Cast<MethodDescriptor>(self)->method().name};
    case Layout::kSlotWrapper:
      return {Cast<SlotWrapper>(self)->owner(), Cast<SlotWrapper>(self)->def().name};
    case Layout::kGetSetDescriptor:
      return {Cast<GetSetDescriptor>(self)->owner(), Cast<GetSetDescriptor>(self)->row().name};
    default:
      return {Cast<MemberDescriptor>(self)->owner(),
              Cast<MemberDescriptor>(self)->name()->ToUtf8()};
  }
}

Result<Value> GetDescriptorName(Thread& t, Value self) {
  return Str::InternUtf8(t, InfoOf(self).name);
}
Result<Value> GetDescriptorOwner(Thread&, Value self) { return InfoOf(self).owner; }
Result<Value> GetDescriptorQualname(Thread& t, Value self) {
  const DescriptorInfo info = InfoOf(self);
  return Str::FromUtf8(t, absl::StrCat(info.owner->qualname()->ToUtf8(), ".", info.name));
}
Result<Value> GetNoDoc(Thread&, Value) { return Value::None(); }

/// What help() shows of a native function: how it is called.
Result<Value> UsageText(Thread& t, const char* name, const char* signature) {
  std::string text(signature == nullptr ? "(...)" : signature);
  if (text.starts_with("($")) {
    const size_t comma = text.find(", ");
    text = comma == std::string::npos ? "()" : absl::StrCat("(", text.substr(comma + 2));
    if (text == "(/)") text = "()";
  }
  return Str::FromUtf8(t, absl::StrCat(name, text));
}

/// The text signature without its receiver's dollar sign, or None.
Result<Value> SignatureText(Thread& t, const char* text) {
  if (text == nullptr) return Value::None();
  return Str::FromUtf8(t, text);
}

Result<None> CheckReceiver(Thread& t, Value self, Value instance) {
  const DescriptorInfo info = InfoOf(self);
  if (TypeOf(t, instance)->IsSubtypeOf(info.owner)) return None{};
  return RaiseTypeError(
      t, absl::StrCat("descriptor '", info.name, "' for '", info.owner->FullName(t),
                      "' objects doesn't apply to a '", TypeName(t, instance), "' object"));
}

Result<Value> DescriptorRepr(Thread& t, const char* kind, Value self, const char* things) {
  const DescriptorInfo info = InfoOf(self);
  return Str::FromUtf8(t, absl::StrCat("<", kind, " '", info.name, "' of '",
                                       info.owner->FullName(t), "' ", things, ">"));
}

Result<Value> ReduceToGetattr(Thread& t, Value self) {
  Str* getattr = TRY(Str::InternUtf8(t, "getattr"));
  const DescriptorInfo info = InfoOf(self);
  Str* name = TRY(Str::InternUtf8(t, info.name));
  Value holder = Value::FromObject(info.owner);
  if (auto* wrapper = TryCast<SlotWrapper>(self); wrapper != nullptr) {
    if (!wrapper->self().IsUnbound()) holder = wrapper->self();
  }
  Tuple* args = TRY(Tuple::Of(t, holder, Value::FromObject(name)));
  return Tuple::Of(t, t.vm().builtins()->GetStr(t, getattr), Value::FromObject(args));
}

constexpr Method kReduce[] = {HideSignature(Bind<ReduceToGetattr>("__reduce__", "($self, /)"))};

// --- method_descriptor, classmethod_descriptor -------------------------------------------------

Result<Value> MethodDescriptorRepr(Thread& t, Value self) {
  return DescriptorRepr(t, "method", self, "objects");
}

Result<Value> MethodDescriptorCall(Thread& t, Value self, Args args) {
  return Cast<MethodDescriptor>(self)->Call(t, args);
}

Result<Value> MethodDescriptorGet(Thread& t, Value self, Value instance, Value) {
  if (instance.IsUnbound()) return self;
  TRY(CheckReceiver(t, self, instance));
  return NativeFunction::New(t, &Cast<MethodDescriptor>(self)->method(), instance, Value::None());
}

Result<Value> ClassMethodDescriptorGet(Thread& t, Value self, Value instance, Value owner) {
  Value type = owner;
  if (type.IsUnbound()) type = Value::FromObject(TypeOf(t, instance));
  TRY(Cast<MethodDescriptor>(self)->CheckClass(t, type));
  return NativeFunction::New(t, &Cast<MethodDescriptor>(self)->method(), type, Value::None());
}

Result<Value> GetMethodSignature(Thread& t, Value self) {
  return SignatureText(t, Cast<MethodDescriptor>(self)->method().text_signature);
}
Result<Value> GetMethodDoc(Thread& t, Value self) {
  const Method& method = Cast<MethodDescriptor>(self)->method();
  return UsageText(t, method.name, method.text_signature);
}

constexpr GetSet kMethodDescriptorGetSets[] = {
    {"__name__", &GetDescriptorName, nullptr, true},
    {"__objclass__", &GetDescriptorOwner, nullptr, true},
    {"__doc__", &GetMethodDoc},
    {"__qualname__", &GetDescriptorQualname},
    {"__text_signature__", &GetMethodSignature},
};

// --- wrapper_descriptor, method-wrapper --------------------------------------------------------

Result<Value> WrapperRepr(Thread& t, Value self) {
  return DescriptorRepr(t, "slot wrapper", self, "objects");
}

Result<Value> CallWrapped(Thread& t, const SlotWrapper* wrapper, Value self, Args args) {
  return wrapper->def().wrapper(t, wrapper->def(), wrapper->function(), self, args);
}

Result<Value> WrapperCall(Thread& t, Value self, Args args) {
  const DescriptorInfo info = InfoOf(self);
  if (args.count == 0) {
    return RaiseTypeError(t, absl::StrCat("descriptor '", info.name, "' of '",
                                          info.owner->FullName(t), "' object needs an argument"));
  }
  if (!TypeOf(t, args[0])->IsSubtypeOf(info.owner)) {
    return RaiseTypeError(
        t, absl::StrCat("descriptor '", info.name, "' requires a '", info.owner->FullName(t),
                        "' object but received a '", TypeName(t, args[0]), "'"));
  }
  return CallWrapped(t, Cast<SlotWrapper>(self), args[0], args.Rest());
}

Result<Value> WrapperGet(Thread& t, Value self, Value instance, Value) {
  if (instance.IsUnbound()) return self;
  TRY(CheckReceiver(t, self, instance));
  return SlotWrapper::Bind(t, Cast<SlotWrapper>(self), instance);
}

Result<Value> GetWrapperSignature(Thread& t, Value self) {
  return SignatureText(t, Cast<SlotWrapper>(self)->def().text_signature);
}
Result<Value> GetWrapperDoc(Thread& t, Value self) {
  const SlotDef& def = Cast<SlotWrapper>(self)->def();
  return UsageText(t, def.name, def.text_signature);
}

constexpr GetSet kWrapperGetSets[] = {
    {"__name__", &GetDescriptorName, nullptr, true},
    {"__objclass__", &GetDescriptorOwner, nullptr, true},
    {"__doc__", &GetWrapperDoc},
    {"__qualname__", &GetDescriptorQualname},
    {"__text_signature__", &GetWrapperSignature},
};

Result<Value> MethodWrapperRepr(Thread& t, Value self) {
  const auto* wrapper = Cast<SlotWrapper>(self);
  return Str::FromUtf8(
      t, absl::StrCat("<method-wrapper '", wrapper->def().name, "' of ",
                      TypeName(t, wrapper->self()), " object at 0x",
                      absl::Hex(wrapper->self().IsObject()
                                    ? reinterpret_cast<uintptr_t>(wrapper->self().AsObject())
                                    : wrapper->self().bits()),
                      ">"));
}

Result<Value> MethodWrapperCall(Thread& t, Value self, Args args) {
  const auto* wrapper = Cast<SlotWrapper>(self);
  return CallWrapped(t, wrapper, wrapper->self(), args);
}

Result<int64_t> MethodWrapperHash(Thread&, Value self) {
  const auto* wrapper = Cast<SlotWrapper>(self);
  return AvoidMinusOne(HashPointer(reinterpret_cast<void*>(wrapper->self().bits())) ^
                       HashPointer(&wrapper->def()));
}

Result<Value> MethodWrapperCompare(Thread&, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<SlotWrapper>(other) ||
      !Is<SlotWrapper>(self)) {
    return Value::NotImplemented();
  }
  const auto* a = Cast<SlotWrapper>(self);
  const auto* b = Cast<SlotWrapper>(other);
  const bool equal = &a->def() == &b->def() && IsSame(a->self(), b->self());
  return Value::FromBool(equal == (op == CompareOp::kEq));
}

Result<Value> GetMethodWrapperSelf(Thread&, Value self) { return Cast<SlotWrapper>(self)->self(); }

constexpr GetSet kMethodWrapperGetSets[] = {
    {"__self__", &GetMethodWrapperSelf, nullptr, true},
    {"__objclass__", &GetDescriptorOwner},
    {"__name__", &GetDescriptorName},
    {"__qualname__", &GetDescriptorQualname},
    {"__doc__", &GetWrapperDoc},
    {"__text_signature__", &GetWrapperSignature},
};

// --- getset_descriptor, member_descriptor ------------------------------------------------------

Result<Value> GetSetRepr(Thread& t, Value self) {
  const bool member = !Is<GetSetDescriptor>(self) || Cast<GetSetDescriptor>(self)->row().is_member;
  return DescriptorRepr(t, member ? "member" : "attribute", self, "objects");
}

Result<Value> GetSetGet(Thread& t, Value self, Value instance, Value) {
  if (instance.IsUnbound()) return self;
  TRY(CheckReceiver(t, self, instance));
  if (Is<GetSetDescriptor>(self)) return Cast<GetSetDescriptor>(self)->row().get(t, instance);
  const auto* member = Cast<MemberDescriptor>(self);
  const Value value = ReadSlot(t, instance.AsObject(), member->slot());
  if (value.IsUnbound()) return RaiseAttributeError(t, instance, member->name());
  return value;
}

Result<None> MemberSet(Thread& t, const MemberDescriptor* member, Value instance, Value value) {
  if (value.IsUnbound() && ReadSlot(t, instance.AsObject(), member->slot()).IsUnbound()) {
    return RaiseWithArgument(t, &BuiltinTypes::AttributeError, Value::FromObject(member->name()));
  }
  return WriteSlot(t, instance.AsObject(), member->slot(), value);
}

Result<None> GetSetSet(Thread& t, Value self, Value instance, Value value) {
  TRY(CheckReceiver(t, self, instance));
  if (Is<MemberDescriptor>(self))
    return MemberSet(t, Cast<MemberDescriptor>(self), instance, value);
  const GetSet& row = Cast<GetSetDescriptor>(self)->row();
  if (row.set != nullptr) return row.set(t, instance, value);
  if (row.is_member) return Raise(t, &BuiltinTypes::AttributeError, "readonly attribute");
  return Raise(t, &BuiltinTypes::AttributeError,
               absl::StrCat("attribute '", row.name, "' of '", InfoOf(self).owner->FullName(t),
                            "' objects is not writable"));
}

constexpr GetSet kGetSetGetSets[] = {
    {"__name__", &GetDescriptorName, nullptr, true},
    {"__objclass__", &GetDescriptorOwner, nullptr, true},
    {"__doc__", &GetNoDoc},
    {"__qualname__", &GetDescriptorQualname},
};

// --- builtin_function_or_method ----------------------------------------------------------------

NativeFunction* AsNative(Value value) { return Cast<NativeFunction>(value); }

bool IsModuleFunction(Value self) {
  const Value receiver = AsNative(self)->self();
  return receiver.IsUnbound() || Is<Module>(receiver);
}

Result<Value> NativeRepr(Thread& t, Value self) {
  const NativeFunction* function = AsNative(self);
  if (IsModuleFunction(self)) {
    return Str::FromUtf8(t, absl::StrCat("<built-in function ", function->method().name, ">"));
  }
  const Value receiver = function->self();
  return Str::FromUtf8(
      t,
      absl::StrCat("<built-in method ", function->method().name, " of ", TypeName(t, receiver),
                   " object at 0x",
                   absl::Hex(receiver.IsObject() ? reinterpret_cast<uintptr_t>(receiver.AsObject())
                                                 : receiver.bits()),
                   ">"));
}

/// A bound method speaks of the class of its receiver, the method itself of the class it is from:
/// "bool.bit_count() takes no arguments" instead of "int.bit_count() ...".
void NameReceiver(Thread& t, const NativeFunction* function) {
  const Method& method = function->method();
  auto* error = TryCast<Exception>(t.pending);
  if (method.kind != Method::Kind::kInstance || function->self().IsUnbound() || error == nullptr ||
      TypeOf(t, t.pending) != types(t).TypeError || !error->traceback().IsNone() ||
      error->args()->size() != 1 || !Is<Str>(error->args()->At(0))) {
    return;
  }
  const Value pending = t.TakePending();
  const std::string text = Cast<Str>(error->args()->At(0))->ToUtf8();
  const std::string start = absl::StrCat(QualifiedName(t, method, function->self()), "() takes ");
  if (text.starts_with(start) && !Is<Module>(function->self())) {
    const Type* type = TypeOf(t, function->self());
    const Result<Str*> shown =
        Str::FromUtf8(t, absl::StrCat(type->qualname()->ToUtf8(), ".", method.name, "() takes ",
                                      text.substr(start.size())));
    if (shown.ok()) {
      const Result<Tuple*> args = Tuple::Of(t, Value::FromObject(*shown));
      if (args.ok()) error->set_args(*args);
    }
  }
  t.pending = pending;
}

Result<Value> NativeCall(Thread& t, Value self, Args args) {
  const RecursionScope level(t);
  TRY(level.Check(" while calling a Python object"));
  const Result<Value> result = AsNative(self)->Call(t, args);
  if (!result.ok()) [[unlikely]]
    NameReceiver(t, AsNative(self));
  return result;
}

Result<int64_t> NativeHash(Thread&, Value self) {
  const NativeFunction* function = AsNative(self);
  const auto receiver = reinterpret_cast<void*>(function->self().bits());
  return AvoidMinusOne(HashPointer(receiver) ^ HashPointer(&function->method()));
}

Result<Value> NativeCompare(Thread&, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<NativeFunction>(self) ||
      !Is<NativeFunction>(other)) {
    return Value::NotImplemented();
  }
  const bool equal = &AsNative(self)->method() == &AsNative(other)->method() &&
                     IsSame(AsNative(self)->self(), AsNative(other)->self());
  return Value::FromBool(equal == (op == CompareOp::kEq));
}

Result<Value> GetNativeName(Thread& t, Value self) {
  return Str::InternUtf8(t, AsNative(self)->method().name);
}
Result<Value> GetNativeQualname(Thread& t, Value self) {
  if (IsModuleFunction(self)) return GetNativeName(t, self);
  const Value receiver = AsNative(self)->self();
  const Type* type = Is<Type>(receiver) ? Cast<Type>(receiver) : TypeOf(t, receiver);
  return Str::FromUtf8(
      t, absl::StrCat(type->qualname()->ToUtf8(), ".", AsNative(self)->method().name));
}
Result<Value> GetNativeModule(Thread&, Value self) { return AsNative(self)->module_name(); }
Result<None> SetNativeModule(Thread&, Value self, Value value) {
  AsNative(self)->set_module_name(value.IsUnbound() ? Value::None() : value);
  return None{};
}
Result<Value> GetNativeSelf(Thread&, Value self) {
  const Value receiver = AsNative(self)->self();
  const bool is_static = AsNative(self)->method().kind == Method::Kind::kStatic;
  // A type's __new__ knows its type, other static methods do not show it.
  const bool is_new = AsNative(self)->method().name == std::string_view("__new__");
  return receiver.IsUnbound() || (is_static && !is_new) ? Value::None() : receiver;
}
Result<Value> GetNativeSignature(Thread& t, Value self) {
  return SignatureText(t, AsNative(self)->method().text_signature);
}
Result<Value> GetNativeDoc(Thread& t, Value self) {
  const Method& method = AsNative(self)->method();
  return UsageText(t, method.name, method.text_signature);
}
Result<Value> NativeReduce(Thread& t, Value self) {
  if (IsModuleFunction(self)) return GetNativeQualname(t, self);
  Str* getattr = TRY(Str::InternUtf8(t, "getattr"));
  Str* name = TRY(Str::InternUtf8(t, AsNative(self)->method().name));
  Tuple* args = TRY(Tuple::Of(t, AsNative(self)->self(), Value::FromObject(name)));
  return Tuple::Of(t, t.vm().builtins()->GetStr(t, getattr), Value::FromObject(args));
}

constexpr Method kNativeMethods[] = {HideSignature(Bind<NativeReduce>("__reduce__", "($self, /)"))};
constexpr GetSet kNativeGetSets[] = {
    {"__module__", &GetNativeModule, &SetNativeModule, true},
    {"__doc__", &GetNativeDoc},
    {"__name__", &GetNativeName},
    {"__qualname__", &GetNativeQualname},
    {"__self__", &GetNativeSelf},
    {"__text_signature__", &GetNativeSignature},
};

}  // namespace

const TypeSpec& MethodDescriptorSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &MethodDescriptorRepr;
    spec.slots.call = &MethodDescriptorCall;
    spec.slots.descr_get = &MethodDescriptorGet;
    spec.methods = kReduce;
    spec.getset = kMethodDescriptorGetSets;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& ClassMethodDescriptorSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec = MethodDescriptorSpec();
    spec.methods = {};
    spec.slots.descr_get = &ClassMethodDescriptorGet;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& WrapperDescriptorSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &WrapperRepr;
    spec.slots.call = &WrapperCall;
    spec.slots.descr_get = &WrapperGet;
    spec.methods = kReduce;
    spec.getset = kWrapperGetSets;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& MethodWrapperSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &MethodWrapperRepr;
    spec.slots.call = &MethodWrapperCall;
    spec.slots.hash = &MethodWrapperHash;
    spec.slots.compare = &MethodWrapperCompare;
    spec.methods = kReduce;
    spec.getset = kMethodWrapperGetSets;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& GetSetDescriptorSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &GetSetRepr;
    spec.slots.descr_get = &GetSetGet;
    spec.slots.descr_set = &GetSetSet;
    spec.getset = kGetSetGetSets;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& MemberDescriptorSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec = GetSetDescriptorSpec();
    spec.methods = kReduce;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& NativeFunctionSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &NativeRepr;
    spec.slots.call = &NativeCall;
    spec.slots.hash = &NativeHash;
    spec.slots.compare = &NativeCompare;
    spec.methods = kNativeMethods;
    spec.getset = kNativeGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
