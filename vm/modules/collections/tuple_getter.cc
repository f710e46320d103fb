#include "absl/strings/str_cat.h"
#include "vm/modules/collections/types.h"
#include "vm/object/bind.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// _tuplegetter: the descriptor behind a named tuple's fields.
namespace krait::collections {
namespace {

struct TupleGetter : NativeObject {
  static const NativeClass kClass;
  int64_t index;
  Field<Value> doc;
};

const NativeClass TupleGetter::kClass = {
    "_collections._tuplegetter",
    [](Object* self, Marker& marker) { marker.Visit(static_cast<TupleGetter*>(self)->doc); },
    nullptr};

Result<Value> GetterNew(Thread& t, Type* cls, Args args) {
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    return RaiseTypeError(t, "_tuplegetter() takes no keyword arguments");
  }
  if (args.count != 2) {
    return RaiseTypeError(t, absl::StrCat("_tuplegetter expected 2 arguments, got ", args.count));
  }
  const int64_t index = TRY(ToIndexSsize(t, args[0]));
  auto* self = TRY(NewNative<TupleGetter>(t, cls));
  self->index = index;
  self->doc.Store(self, args[1]);
  return self;
}

Result<Value> GetterGet(Thread& t, Value self_value, Value instance, Value) {
  auto* self = Cast<TupleGetter>(self_value);
  if (instance.IsUnbound()) return self_value;
  if (!Is<Tuple>(instance)) {
    if (instance.IsNone()) return self_value;
    return RaiseTypeError(t, absl::StrCat("descriptor for index '", self->index,
                                          "' for tuple subclasses doesn't apply to '",
                                          TypeName(t, instance), "' object"));
  }
  const Tuple* tuple = Cast<Tuple>(instance);
  const auto at = static_cast<uint64_t>(self->index);
  if (at >= tuple->size()) return Raise(t, &BuiltinTypes::IndexError, "tuple index out of range");
  return tuple->At(at);
}

Result<None> GetterSet(Thread& t, Value, Value, Value value) {
  return Raise(t, &BuiltinTypes::AttributeError,
               value.IsUnbound() ? "can't delete attribute" : "can't set attribute");
}

Result<Value> GetterRepr(Thread& t, Value self_value) {
  auto* self = Cast<TupleGetter>(self_value);
  return Str::FromUtf8(t, absl::StrCat(TypeOf(t, self_value)->name()->ToUtf8(), "(", self->index,
                                       ", ", TRY(Repr(t, self->doc.Load()))->ToUtf8(), ")"));
}

Result<Value> GetterReduce(Thread& t, TupleGetter* self) {
  Tuple* args = TRY(Tuple::Of(t, TRY(Int::From(t, self->index)), self->doc.Load()));
  return Tuple::Of(t, Value::FromObject(TypeOf(t, Value::FromObject(self))),
                   Value::FromObject(args));
}

constexpr Method kMethods[] = {Bind<GetterReduce>("__reduce__", "($self, /)")};

Result<Value> GetDoc(Thread&, Value self) { return Cast<TupleGetter>(self)->doc.Load(); }
Result<None> SetDoc(Thread&, Value self, Value value) {
  auto* getter = Cast<TupleGetter>(self);
  getter->doc.Store(getter, value.IsUnbound() ? Value::None() : value);
  return None{};
}

constexpr GetSet kMembers[] = {{"__doc__", &GetDoc, &SetDoc, true}};

}  // namespace

Result<None> AddTupleGetter(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "_collections._tuplegetter";
  spec.instance_size = sizeof(TupleGetter);
  spec.flags = 0;
  spec.spec.slots.new_ = &GetterNew;
  spec.spec.slots.descr_get = &GetterGet;
  spec.spec.slots.descr_set = &GetterSet;
  spec.spec.slots.repr = &GetterRepr;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  return module->Add(t, "_tuplegetter", Value::FromObject(type));
}

}  // namespace krait::collections
