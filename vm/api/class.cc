#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vm/api/host_call.h"

namespace krait::inline v1::internal {
namespace {

/// A C++ object as Python holds it.
class HostObject : public NativeObject {
 public:
  static const NativeClass kClass;

  TypeTag tag() const { return tag_; }
  const std::shared_ptr<void>& held() const { return *held_; }
  void Hold(TypeTag tag, std::shared_ptr<void> object) {
    tag_ = tag;
    held_ = new std::shared_ptr<void>(std::move(object));
  }

 private:
  static void Release(Object* object) { delete static_cast<HostObject*>(object)->held_; }

  TypeTag tag_;
  std::shared_ptr<void>* held_;  // owned; null until the object is made
};

const NativeClass HostObject::kClass = {"object of the host", nullptr, &HostObject::Release};

Result<inside::Value> NewInstance(Thread& t, Type* cls, HostClass* host_class,
                                  std::shared_ptr<void> object) {
  auto* instance = TRY(NewNative<HostObject>(t, cls));
  instance->Hold(host_class->tag, std::move(object));
  return inside::Value::FromObject(instance);
}

/// TypeSlots::new_ of every host class.
Result<inside::Value> NewHostObject(Thread& t, Type* cls, Args args) {
  VmState& state = StateOf(t);
  HostClass* host_class = state.FindClass(cls);
  if (host_class == nullptr || !host_class->constructor) {
    return RaiseTypeError(t, absl::StrCat("cannot create '", cls->FullName(t), "' instances"));
  }
  if (args.has_keywords()) {
    return RaiseTypeError(t, absl::StrCat(cls->name()->ToUtf8(), "() takes no keyword arguments"));
  }
  const std::vector<Value> arguments = WrapArguments(state, inside::Value::Unbound(), args);
  absl::StatusOr<std::shared_ptr<void>> made =
      Guarded(state, t, [&]() -> absl::StatusOr<std::shared_ptr<void>> {
        return host_class->constructor(arguments);
      });
  if (!made.ok()) return state.RaiseStatus(t, made.status());
  if (*made == nullptr) return RaiseTypeError(t, "the constructor made no object");
  return NewInstance(t, cls, host_class, *std::move(made));
}

/// A derived class's __init__ may take what it likes; __new__ has seen the arguments.
Result<None> InitHostObject(Thread&, inside::Value, Args) { return None{}; }

Type* TypeIn(const Value& type) {
  return Cast<Type>(inside::Value::FromBits(Access::WordOf(type)));
}

Result<None> SetTypeAttribute(Thread& t, Type* type, absl::string_view name, inside::Value value) {
  Str* text = TRY(NewText(t, name));
  return SetAttr(t, inside::Value::FromObject(type), Str::Intern(t, text), value);
}

HostMethod* MakeMethod(VmState& state, absl::string_view name, HostFunction function) {
  HostMethod* method = state.NewMethod(name, std::move(function));
  method->entry = &CallHostMethod;
  return method;
}

}  // namespace

absl::StatusOr<Value> NewClass(const VmRef& vm, absl::string_view module, absl::string_view name,
                               TypeTag tag) {
  Entry entry(vm);
  if (!entry.ok()) return entry.status();
  if (vm->FindClass(tag) != nullptr) {
    return absl::AlreadyExistsError("the VM has a class for this C++ type already");
  }
  const std::string full_name = absl::StrCat(module, ".", name);
  NativeTypeSpec spec;
  spec.name = full_name.c_str();
  spec.instance_size = sizeof(HostObject);
  spec.flags = Type::kBaseType | Type::kHasWeakref;
  spec.has_dict = true;
  spec.spec.slots.new_ = &NewHostObject;
  spec.spec.slots.init = &InitHostObject;
  const Result<Type*> type = TypeBuilder::NewNativeType(entry.thread(), spec);
  if (!type.ok()) return entry.Error();
  (*type)->SetFlag(Type::kImmutable, false);
  vm->NewClass(tag, *type);
  return entry.Wrap(inside::Value::FromObject(*type));
}

absl::Status SetConstructor(const Value& type, Constructor constructor) {
  Entry entry(Access::StateOf(type));
  if (!entry.ok()) return entry.status();
  entry.state().FindClass(TypeIn(type))->constructor = std::move(constructor);
  return absl::OkStatus();
}

absl::Status AddMethod(const Value& type, absl::string_view name, HostFunction function) {
  Entry entry(Access::StateOf(type));
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  HostMethod* method = MakeMethod(entry.state(), name, std::move(function));
  const Result<MethodDescriptor*> descriptor = MethodDescriptor::New(t, TypeIn(type), method);
  if (!descriptor.ok()) return entry.Error();
  return entry.Finish(
      SetTypeAttribute(t, TypeIn(type), name, inside::Value::FromObject(*descriptor)));
}

absl::Status AddProperty(const Value& type, absl::string_view name, HostFunction get,
                         HostFunction set) {
  Entry entry(Access::StateOf(type));
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  inside::Value functions[2] = {inside::Value::None(), inside::Value::None()};
  HostFunction* const sources[2] = {&get, &set};
  for (int i = 0; i < 2; ++i) {
    if (!*sources[i]) continue;
    HostMethod* method = MakeMethod(entry.state(), name, std::move(*sources[i]));
    const Result<NativeFunction*> function =
        NativeFunction::New(t, method, inside::Value::Unbound(), inside::Value::None());
    if (!function.ok()) return entry.Error();
    functions[i] = inside::Value::FromObject(*function);
  }
  const Result<inside::Value> property =
      CallWith(t, inside::Value::FromObject(types(t).property), functions[0], functions[1]);
  if (!property.ok()) return entry.Error();
  const Result<Str*> text = NewText(t, name);
  if (!text.ok()) return entry.Error();
  Cast<Property>(*property)->set_name(inside::Value::FromObject(*text));
  return entry.Finish(SetTypeAttribute(t, TypeIn(type), name, *property));
}

absl::StatusOr<Value> WrapObject(const VmRef& vm, TypeTag tag, std::shared_ptr<void> object) {
  Entry entry(vm);
  if (!entry.ok()) return entry.status();
  HostClass* host_class = vm->FindClass(tag);
  if (host_class == nullptr) {
    return absl::FailedPreconditionError("the VM has no class for this C++ type");
  }
  return entry.Finish(NewInstance(entry.thread(), host_class->type, host_class, std::move(object)));
}

absl::StatusOr<std::shared_ptr<void>> UnwrapObject(const Value& value, TypeTag tag) {
  Entry entry(Access::StateOf(value));
  if (!entry.ok()) return entry.status();
  const inside::Value word = entry.Unwrap(value);
  const auto* object = TryCastNative<HostObject>(word);
  if (object == nullptr || object->tag() != tag) {
    const HostClass* wanted = entry.state().FindClass(tag);
    return absl::InvalidArgumentError(absl::StrCat(
        "expected ", wanted == nullptr ? "another type" : wanted->type->name()->ToUtf8(), ", got ",
        TypeName(entry.thread(), word)));
  }
  return object->held();
}

}  // namespace krait::inline v1::internal
