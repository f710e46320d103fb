#include "absl/strings/str_cat.h"
#include "vm/builtins/specs.h"
#include "vm/builtins/super_lookup.h"
#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/frame/frame.h"
#include "vm/object/attributes.h"
#include "vm/object/bound_method.h"
#include "vm/object/bytes.h"
#include "vm/object/descriptors.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// super.
namespace krait {

int SlotOfClassCell(const Code* code) {
  for (int i = 0; i < code->localsplus_count(); ++i) {
    if ((code->localspluskinds()->data()[i] & kLocalFree) == 0) continue;
    if (Cast<Str>(code->localsplusnames()->At(i))->EqualsAscii("__class__")) return i;
  }
  return -1;
}

Value LookupBehind(Thread& t, const Type* type, const Type* cls, Str* name) {
  const absl::Span<const Value> order = type->ancestors();
  size_t i = 0;
  while (i < order.size() && Cast<Type>(order[i]) != cls) ++i;
  for (++i; i < order.size(); ++i) {
    const Value found = Cast<Type>(order[i])->dict()->GetStr(t, name);
    if (!found.IsUnbound()) return found;
  }
  return Value::Unbound();
}
namespace {

Super* AsSuper(Value value) { return Cast<Super>(value); }

Raised RaiseRuntimeError(Thread& t, const std::string& message) {
  return Raise(t, &BuiltinTypes::RuntimeError, message);
}

Result<Super*> NewSuper(Thread& t, Type* cls) {
  auto* super = static_cast<Super*>(TRY(AllocateInstance(t, cls, sizeof(Super))));
  super->Initialize(nullptr, Value::Unbound(), nullptr);
  return super;
}

Result<Value> SuperNew(Thread& t, Type* cls, Args) { return NewSuper(t, cls); }

/// The type whose MRO is searched for `object`, an instance of `type` or a class below it.
Result<Type*> CheckObject(Thread& t, Type* type, Value object) {
  if (Is<Type>(object) && Cast<Type>(object)->IsSubtypeOf(type)) return Cast<Type>(object);
  Type* own = TypeOf(t, object);
  if (own->IsSubtypeOf(type)) return own;
  // A proxy may claim another class.
  const Value claimed = TRY(GetAttrOrUnbound(t, object, names(t).__class__));
  if (Is<Type>(claimed) && Cast<Type>(claimed)->IsSubtypeOf(type)) return Cast<Type>(claimed);
  return RaiseTypeError(t, "super(type, obj): obj must be an instance or subtype of type");
}

Result<None> Initialize(Thread& t, Super* super, Type* type, Value object) {
  if (object.IsUnbound() || object.IsNone()) {
    super->Initialize(type, Value::Unbound(), nullptr);
    return None{};
  }
  Type* object_type = TRY(CheckObject(t, type, object));
  super->Initialize(type, object, object_type);
  return None{};
}

/// __class__ of the method that runs in `frame`.
Result<Type*> DefiningClass(Thread& t, Frame* frame) {
  const int slot = SlotOfClassCell(frame->code);
  if (slot < 0) return RaiseRuntimeError(t, "super(): __class__ cell not found");
  const Value cell = frame->slots()[slot];
  if (!Is<Cell>(cell)) return RaiseRuntimeError(t, "super(): bad __class__ cell");
  const Value content = Cast<Cell>(cell)->content();
  if (content.IsUnbound()) return RaiseRuntimeError(t, "super(): empty __class__ cell");
  if (Is<Type>(content)) return Cast<Type>(content);
  return RaiseRuntimeError(
      t, absl::StrCat("super(): __class__ is not a type (", TypeName(t, content), ")"));
}

/// super() without arguments: the class and the first parameter of the method around.
Result<None> InitializeFromFrame(Thread& t, Super* super) {
  Frame* frame = t.frame;
  if (frame == nullptr) return RaiseRuntimeError(t, "super(): no current frame");
  if (frame->code->argcount() == 0) return RaiseRuntimeError(t, "super(): no arguments");
  Value first = frame->slots()[0];
  const bool in_cell = (frame->code->localspluskinds()->data()[0] & kLocalCell) != 0;
  if (in_cell && Is<Cell>(first)) first = Cast<Cell>(first)->content();
  if (first.IsUnbound()) return RaiseRuntimeError(t, "super(): arg[0] deleted");
  Type* type = TRY(DefiningClass(t, frame));
  return Initialize(t, super, type, first);
}

Result<None> SuperInit(Thread& t, Value self, Args args) {
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    return RaiseTypeError(t, "super() takes no keyword arguments");
  }
  if (args.count > 2) {
    return RaiseTypeError(t,
                          absl::StrCat("super() expected at most 2 arguments, got ", args.count));
  }
  if (args.count == 0) return InitializeFromFrame(t, AsSuper(self));
  if (!Is<Type>(args[0])) {
    return RaiseTypeError(
        t, absl::StrCat("super() argument 1 must be a type, not ", TypeName(t, args[0])));
  }
  const Value object = args.count == 2 ? args[1] : Value::Unbound();
  return Initialize(t, AsSuper(self), Cast<Type>(args[0]), object);
}

/// What the classes behind `type` in the MRO say, bound; Unbound when none does.
Result<Value> FindBehind(Thread& t, const Super* super, Str* name) {
  Type* start = super->object_type();
  if (start == nullptr || name == names(t).__class__) return Value::Unbound();
  const Value found = LookupBehind(t, start, super->type(), name);
  if (found.IsUnbound()) return found;
  const DescrGetSlot get = TypeOf(t, found)->slots().descr_get;
  if (get == nullptr) return found;
  const Value owner = Value::FromObject(start);
  const bool on_class = super->object().SameBits(owner);
  return get(t, found, on_class ? Value::Unbound() : super->object(), owner);
}

Result<Value> SuperGetAttr(Thread& t, Value self, Str* name) {
  name = Str::Intern(t, name);
  const Value found = TRY(FindBehind(t, AsSuper(self), name));
  if (!found.IsUnbound()) return found;
  return GenericGetAttr(t, self, name);
}

Result<Value> SuperGet(Thread& t, Value self, Value instance, Value) {
  Super* super = AsSuper(self);
  if (instance.IsUnbound() || instance.IsNone() || !super->object().IsUnbound()) return self;
  Type* cls = TypeOf(t, self);
  if (cls != types(t).super) {
    if (super->type() == nullptr) return CallWith(t, Value::FromObject(cls));
    return CallWith(t, Value::FromObject(cls), Value::FromObject(super->type()), instance);
  }
  if (super->type() == nullptr) return self;
  Super* bound = TRY(NewSuper(t, cls));
  TRY(Initialize(t, bound, super->type(), instance));
  return bound;
}

Result<Value> SuperRepr(Thread& t, Value self) {
  const Super* super = AsSuper(self);
  const std::string type = super->type() == nullptr ? "NULL" : super->type()->FullName(t);
  const std::string object = super->object_type() == nullptr
                                 ? "NULL"
                                 : absl::StrCat("<", super->object_type()->FullName(t), " object>");
  return Str::FromUtf8(t, absl::StrCat("<super: <class '", type, "'>, ", object, ">"));
}

Value OrNone(Type* type) { return type == nullptr ? Value::None() : Value::FromObject(type); }

Result<Value> GetThisClass(Thread&, Value self) { return OrNone(AsSuper(self)->type()); }
Result<Value> GetSelfClass(Thread&, Value self) { return OrNone(AsSuper(self)->object_type()); }
Result<Value> GetSelf(Thread&, Value self) {
  const Value object = AsSuper(self)->object();
  return object.IsUnbound() ? Value::None() : object;
}

constexpr GetSet kSuperGetSets[] = {
    {"__thisclass__", &GetThisClass, nullptr, true},
    {"__self__", &GetSelf, nullptr, true},
    {"__self_class__", &GetSelfClass, nullptr, true},
};

}  // namespace

const TypeSpec& SuperSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &SuperNew;
    spec.slots.init = &SuperInit;
    spec.slots.repr = &SuperRepr;
    spec.slots.getattr = &SuperGetAttr;
    spec.slots.descr_get = &SuperGet;
    spec.getset = kSuperGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
