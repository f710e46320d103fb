#include "vm/object/type_builder.h"

#include "absl/strings/str_cat.h"
#include "vm/object/attributes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/native_function.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/shape.h"
#include "vm/object/slot_table.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_mutator.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

/// int.__new__ and the like: `self` is the type that owns the function.
Result<Value> NativeNew(Thread& t, const Method&, Value self, Args args) {
  Type* owner = Cast<Type>(self);
  const std::string name = owner->FullName(t);
  if (args.count == 0) {
    return RaiseTypeError(t, absl::StrCat(name, ".__new__(): not enough arguments"));
  }
  if (!Is<Type>(args[0])) {
    return RaiseTypeError(
        t, absl::StrCat(name, ".__new__(X): X is not a type object (", TypeName(t, args[0]), ")"));
  }
  Type* cls = Cast<Type>(args[0]);
  const std::string cls_name = cls->FullName(t);
  if (!cls->IsSubtypeOf(owner)) {
    return RaiseTypeError(t, absl::StrCat(name, ".__new__(", cls_name, "): ", cls_name,
                                          " is not a subtype of ", name));
  }
  const Type* native = cls;
  while (native->HasFlag(Type::kHeapType) && native->is_complete()) native = native->base();
  if (!native->is_complete() || native->slots().new_ != owner->slots().new_) {
    return RaiseTypeError(t, absl::StrCat(name, ".__new__(", cls_name, ") is not safe, use ",
                                          native->FullName(t), ".__new__()"));
  }
  return owner->slots().new_(t, cls, args.Rest());
}

constexpr Method kNewMethod{"__new__", "($type, *args, **kwargs)", &NativeNew,
                            Signature::Parse("($type, *args, **kwargs)"), Method::Kind::kStatic};

Result<None> AddNew(Thread& t, Type* type) {
  NativeFunction* function =
      TRY(NativeFunction::New(t, &kNewMethod, Value::FromObject(type), Value::None()));
  return type->dict()->SetStr(t, names(t).__new__, Value::FromObject(function));
}

Result<None> AddMethods(Thread& t, Type* type, absl::Span<const Method> methods) {
  for (const Method& method : methods) {
    Str* name = TRY(Str::InternUtf8(t, method.name));
    Value entry;
    if (method.kind == Method::Kind::kStatic) {
      NativeFunction* function =
          TRY(NativeFunction::New(t, &method, Value::FromObject(type), Value::None()));
      entry = Value::FromObject(
          TRY(StaticMethod::New(t, t.vm().types().staticmethod, Value::FromObject(function))));
    } else {
      entry = Value::FromObject(TRY(MethodDescriptor::New(t, type, &method)));
    }
    TRY(type->dict()->SetStr(t, name, entry));
  }
  return None{};
}

Result<None> AddGetSets(Thread& t, Type* type, absl::Span<const GetSet> rows) {
  for (const GetSet& row : rows) {
    Str* name = TRY(Str::InternUtf8(t, row.name));
    GetSetDescriptor* descriptor = TRY(GetSetDescriptor::New(t, type, &row));
    TRY(type->dict()->SetStr(t, name, Value::FromObject(descriptor)));
  }
  return None{};
}

/// Slots that a built-in type does not declare come from its base, as CPython's PyType_Ready does
/// it: comparison and hash only together.
void InheritNativeSlots(TypeSlots& slots, const TypeSlots& base) {
  const bool own_compare = slots.compare != nullptr || slots.hash != nullptr;
  const CompareSlot compare = slots.compare;
  const LengthSlot hash = slots.hash;
  auto* to = reinterpret_cast<void**>(&slots);
  auto* from = reinterpret_cast<void* const*>(&base);
  for (size_t i = 0; i < sizeof(TypeSlots) / sizeof(void*); ++i) {
    if (to[i] == nullptr) to[i] = from[i];
  }
  if (own_compare) {
    slots.compare = compare;
    slots.hash = hash;
    if (compare == nullptr) slots.compare = base.compare;
  }
}

/// Types of these modules are static in CPython: their __module__ is computed, and instances have
/// no such attribute.
bool IsStaticModule(std::string_view name) {
  for (std::string_view one : {"types", "sys", "itertools", "collections", "_collections",
                               "_contextvars", "_io", "weakref"}) {
    if (name == one) return true;
  }
  return false;
}

}  // namespace

Result<Type*> TypeBuilder::NewUnnamed(Thread& t, Type* metatype, Type* base, Layout layout,
                                      uint32_t flags) {
  Type* type;
  if (metatype == nullptr) {
    type = TRY(AllocateCell<Type>(t, 0, static_cast<uint16_t>(Layout::kType), sizeof(Type)));
  } else {
    type = static_cast<Type*>(TRY(AllocateInstance(t, metatype, metatype->instance_size())));
  }
  const LayoutInfo& info = t.vm().layouts().Info(layout);
  type->instance_layout_ = layout;
  type->instance_size_ = info.instance_size;
  type->attributes_offset_ = info.attributes_offset;
  type->flags_.store(flags | info.type_flags, std::memory_order_relaxed);
  type->version_.store(t.vm().NextVersion(), std::memory_order_relaxed);
  type->base_.Store(type, base);
  Shape* shape = TRY(Shape::NewRoot(t, type, 0, 0));
  type->instance_shape_.Store(type, shape);
  return type;
}

Result<None> TypeBuilder::SetName(Thread& t, Type* type, std::string_view name) {
  const size_t dot = name.rfind('.');
  const bool has_module = dot != std::string_view::npos;
  Str* str = TRY(Str::InternUtf8(t, has_module ? name.substr(dot + 1) : name));
  type->name_.Store(type, str);
  type->qualname_.Store(type, str);
  Dict* dict = TRY(Dict::New(t));
  type->dict_.Store(type, dict);
  if (!has_module) return None{};
  Str* module = TRY(Str::InternUtf8(t, name.substr(0, dot)));
  type->module_.Store(type, module);
  return IsStaticModule(name.substr(0, dot))
             ? Result<None>(None{})
             : dict->SetStr(t, names(t).__module__, Value::FromObject(module));
}

void TypeBuilder::SetStatics(Type* type, Type* base) {
  constexpr uint32_t kInherited = Type::kHasDict | Type::kHasWeakref | Type::kMatchSelf;
  type->SetFlag(static_cast<Type::Flag>(base->flags() & kInherited));
}

void TypeBuilder::InheritCollectionKind(Type* type) {
  constexpr uint32_t kKinds = Type::kIsMapping | Type::kIsSequence;
  for (Value entry : type->ancestors()) {
    if ((type->flags() & kKinds) != 0) return;
    type->SetFlag(static_cast<Type::Flag>(Cast<Type>(entry)->flags() & kKinds));
  }
}

Result<None> TypeBuilder::Complete(Thread& t, Type* type, const TypeSpec& spec) {
  type->SetFlag(static_cast<Type::Flag>(spec.flags | Type::kImmutable));
  Type* base = type->base();
  if (type->bases() == nullptr) {
    Tuple* bases = base == nullptr ? Tuple::Empty(t) : TRY(Tuple::Of(t, Value::FromObject(base)));
    type->bases_.Store(type, bases);
  }
  Tuple* mro = TRY(ComputeMro(t, type, type->bases()));
  type->mro_.Store(type, mro);
  type->slots_ = spec.slots;
  TRY(AddSlotWrappers(t, type, spec.slots));
  if (spec.slots.new_ != nullptr) TRY(AddNew(t, type));
  TRY(AddMethods(t, type, spec.methods));
  TRY(AddGetSets(t, type, spec.getset));
  if (base != nullptr) {
    InheritNativeSlots(type->slots_, base->slots_);
    SetStatics(type, base);
    InheritCollectionKind(type);
    for (Value entry : type->bases()->values()) {
      TRY(TypeMutator::AddSubclass(t, Cast<Type>(entry), type));
    }
  }
  if (type->HasFlag(Type::kDisallowNew)) type->slots_.new_ = nullptr;
  if (type->slots_.hash == nullptr && type->slots_.compare != nullptr) {
    TRY(type->dict()->SetStr(t, names(t).__hash__, Value::None()));
    type->slots_.hash = [](Thread& thread, Value self) -> Result<int64_t> {
      return RaiseTypeError(thread,
                            absl::StrCat("unhashable type: '", TypeName(thread, self), "'"));
    };
  }
  const bool is_metatype = type->instance_layout() == Layout::kType;
  type->SetFlag(Type::kCustomGetAttr,
                type->slots_.getattr != (is_metatype ? &TypeGetAttr : &GenericGetAttr));
  type->SetFlag(Type::kCustomSetAttr,
                type->slots_.setattr != (is_metatype ? &TypeSetAttr : &GenericSetAttr));
  if (spec.doc != nullptr) {
    Str* doc = TRY(Str::FromUtf8(t, spec.doc));
    TRY(type->dict()->SetStr(t, names(t).__doc__, Value::FromObject(doc)));
  } else if (type->dict()->GetStr(t, names(t).__doc__).IsUnbound()) {
    TRY(type->dict()->SetStr(t, names(t).__doc__, Value::None()));
  }
  TypeMutator::Invalidate(t, type);
  return None{};
}

Result<None> TypeBuilder::CompleteWithBases(Thread& t, Type* type, Tuple* bases,
                                            const TypeSpec& spec) {
  type->bases_.Store(type, bases);
  TRY(Complete(t, type, spec));
  return AddTypeDescriptors(t, type);
}

Result<Type*> TypeBuilder::NewNativeType(Thread& t, const NativeTypeSpec& spec) {
  Type* base = spec.base == nullptr ? types(t).object : spec.base;
  // A native type may also extend a built-in layout (a dict subclass, a struct sequence).
  const Layout layout = base->instance_layout() == Layout::kInstance ? Layout::kNativeObject
                                                                     : base->instance_layout();
  Type* type = TRY(NewUnnamed(t, types(t).type, base, layout,
                              spec.flags | (spec.has_dict ? Type::kHasDict : 0)));
  if ((spec.flags & Type::kBaseType) == 0) type->SetFlag(Type::kBaseType, false);
  if (layout == Layout::kNativeObject) {
    type->instance_size_ = std::max(spec.instance_size, base->instance_size());
  } else {
    type->SetFlag(kNativeSubclass);
    type->attributes_offset_ = base->attributes_offset();
    if (type->attributes_offset_ == 0) {
      type->attributes_offset_ = t.vm().layouts().Info(layout).has_items
                                     ? Type::kTrailingAttributes
                                     : (base->instance_size() + 7u) & ~7u;
    }
    if (spec.instance_size > base->instance_size()) {
      const uint32_t slots = (spec.instance_size - base->instance_size()) / sizeof(Value);
      Shape* shape = TRY(Shape::NewRoot(t, type, 0, slots));
      type->instance_shape_.Store(type, shape);
    }
  }
  TRY(SetName(t, type, spec.name));
  TRY(Complete(t, type, spec.spec));
  if (spec.has_dict) TRY(AddTypeDescriptors(t, type));
  return type;
}

}  // namespace krait
