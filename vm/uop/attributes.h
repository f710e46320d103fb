#pragma once

#include "vm/code/function.h"
#include "vm/object/bound_method.h"
#include "vm/object/dict.h"
#include "vm/object/dict_keys.h"
#include "vm/object/tuple.h"
#include "vm/object/type.h"
#include "vm/object/value_array.h"
#include "vm/uop/immediate.h"
#include "vm/uop/machine.h"

/// Attributes, cells and global names, once it is known where they are: what compiled code makes of
/// an inline cache.
namespace krait::uop {

/// Objects of one shape have the same attributes in the same places, and one type.
struct RequireShape {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Value object, Immediate shape_id) {
    if (!object.IsObject() || object.AsObject()->shape_id() != shape_id.value) {
      return Out<Done>::Exit();
    }
    return Done{};
  }
};

inline Field<Value>& FieldAt(Value object, Immediate offset) {
  return *reinterpret_cast<Field<Value>*>(reinterpret_cast<char*>(object.AsObject()) +
                                          offset.value);
}

struct BoundFunction {
  static constexpr Effects kEffects = kReadsHeap;
  static Value Run(Exact<BoundMethod> method) { return method->function(); }
};
struct BoundSelf {
  static constexpr Effects kEffects = kReadsHeap;
  static Value Run(Exact<BoundMethod> method) { return method->self(); }
};

/// The field `offset` bytes from the beginning of an object.
struct LoadField {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Value object, Immediate offset) {
    const Value value = FieldAt(object, offset).Load();
    if (value.IsUnbound()) return Out<Value>::Exit();
    return value;
  }
};

struct StoreField {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Value object, Value value, Immediate offset) {
    FieldAt(object, offset).Store(object.AsObject(), value);
    return {};
  }
};

/// The array of attributes that do not fit in an object, if it has an item `index`; else null. An
/// object that goes over to a dictionary shape has a Dict there.
inline ValueArray* OverflowArray(const Field<Object*>& field, Immediate index) {
  Object* attributes = field.LoadAcquire();
  if (attributes == nullptr || !Is<ValueArray>(attributes)) return nullptr;
  auto* array = static_cast<ValueArray*>(attributes);
  return index.value < array->capacity() ? array : nullptr;
}
/// Whether such objects have that array just behind their header.
inline bool HasOverflow(const Object* object) {
  return object->IsExact(Layout::kInstance) || object->layout() == Layout::kException;
}
/// Of such an object.
inline const Field<Object*>& OverflowOf(Value instance) {
  return *reinterpret_cast<const Field<Object*>*>(instance.AsObject() + 1);
}

struct LoadOverflow {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Value instance, Immediate index) {
    const ValueArray* array = OverflowArray(OverflowOf(instance), index);
    if (array == nullptr || array->At(index.value).IsUnbound()) return Out<Value>::Exit();
    return array->At(index.value);
  }
};

struct StoreOverflow {
  static constexpr Effects kEffects = kWritesHeap | kMayExit;
  static Out<Done> Run(Value instance, Value value, Immediate index) {
    ValueArray* array = OverflowArray(OverflowOf(instance), index);
    if (array == nullptr) return Out<Done>::Exit();
    array->Set(index.value, value);
    return Done{};
  }
};

/// A field was added: publishes it.
struct SetShape {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Value object, Immediate shape_id) {
    object.AsObject()->set_shape_id(shape_id.value);
    return {};
  }
};

/// The keys of a dict, to or from which none was added or removed since they had the version.
struct KeysOf {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Exact<DictKeys>> Run(Exact<Dict> dict, Immediate version) {
    DictKeys* keys = dict->keys();
    if (keys->version() != version.value) return Out<Exact<DictKeys>>::Exit();
    return Exact<DictKeys>{keys};
  }
};

/// The value of entry `index`, which such keys have.
struct LoadEntry {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Exact<DictKeys> keys, Immediate index) {
    const Value value = keys->entries()[index.value].value.Load();
    if (value.IsUnbound()) return Out<Value>::Exit();
    return value;
  }
};

/// An entry that lost its key comes back only through a new table.
struct StoreEntry {
  static constexpr Effects kEffects = kWritesHeap | kMayExit | kLeaf;
  static Out<Done> Run(Machine& m, Exact<DictKeys> keys, Value value, Immediate index) {
    Field<Value>& field = keys->entries()[index.value].value;
    if (m.t.object_locks || field.Load().IsUnbound()) return Out<Done>::Exit();
    field.Store(keys.pointer, value);
    return Done{};
  }
};

/// Nothing about the type or its bases changed since it had the version.
struct RequireTypeVersion {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Exact<Type> type, Immediate version) {
    if (type->version() != version.value) return Out<Done>::Exit();
    return Done{};
  }
};

/// A function is made of that code, ...
struct RequireCode {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Exact<Function> function, Value code) {
    if (!Value::FromObject(function->code()).SameBits(code)) return Out<Done>::Exit();
    return Done{};
  }
};

/// ... and names mean in it what they mean there.
struct RequireNamespaces {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Exact<Function> function, Value globals, Value builtins) {
    if (!Value::FromObject(function->globals()).SameBits(globals) ||
        !Value::FromObject(function->builtins()).SameBits(builtins)) {
      return Out<Done>::Exit();
    }
    return Done{};
  }
};

struct SetClosure {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Exact<Function> function, Exact<Tuple> closure) {
    function->set_closure(closure.pointer);
    return {};
  }
};
struct SetDefaults {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Exact<Function> function, Exact<Tuple> defaults) {
    function->set_defaults(defaults.pointer);
    return {};
  }
};

/// Of a function that has so many.
struct ClosureCell {
  static constexpr Effects kEffects = kReadsHeap;
  static Exact<Cell> Run(Exact<Function> function, Immediate index) {
    return {Cast<Cell>(function->closure()->At(index.value))};
  }
};

struct LoadCell {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Exact<Cell> cell) {
    const Value value = cell->content();
    if (value.IsUnbound()) return Out<Value>::Exit();
    return value;
  }
};

struct StoreCell {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Exact<Cell> cell, Value value) {
    cell->set_content(value);
    return {};
  }
};

}  // namespace krait::uop
