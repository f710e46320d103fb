#include "vm/object/shape.h"

#include "vm/heap/marker.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/value_array.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

// Chains longer than this get a hash table at their lower end.
constexpr uint32_t kLinearLimit = 8;

size_t PointerHash(const Str* name) {
  return (reinterpret_cast<uintptr_t>(name) >> 4) * 0x9E3779B97F4A7C15u >> 20;
}

}  // namespace

Result<Shape*> Shape::New(Thread& t, Type* type, Shape* parent, Str* name) {
  Shape* shape = TRY(AllocateStorage<Shape>(t, sizeof(Shape)));
  shape->type_.Store(shape, type);
  shape->parent_.Store(shape, parent);
  shape->name_.Store(shape, name);
  shape->id_ = t.vm().shape_table().Add(shape);
  if (shape->id_ == 0) return RaiseMemoryError(t);
  return shape;
}

Result<Shape*> Shape::NewRoot(Thread& t, Type* type, uint32_t inline_capacity, uint32_t slots) {
  Shape* shape = TRY(New(t, type, nullptr, nullptr));
  shape->inline_capacity_ = inline_capacity;
  shape->count_ = slots;
  return shape;
}

uint32_t Shape::Lookup(Str* name) const {
  const Shape* shape = this;
  for (; shape != nullptr; shape = shape->parent()) {
    if (const ValueArray* table = shape->table_.LoadAcquire()) {
      const size_t pairs = table->capacity() / 2;
      for (size_t i = PointerHash(name) & (pairs - 1);; i = (i + 1) & (pairs - 1)) {
        const Value key = table->At(2 * i);
        if (!key.IsObject()) return kNoSlot;
        if (key.AsObject() == name) return static_cast<uint32_t>(table->At(2 * i + 1).AsInt());
      }
    }
    if (shape->name() == name && name != nullptr) return shape->count_ - 1;
  }
  return kNoSlot;
}

/// Covers the whole chain above and including `shape`, so that a lookup walks few shapes.
Result<ValueArray*> Shape::BuildTable(Thread& t) {
  size_t pairs = 16;
  while (pairs < count_ * 2) pairs *= 2;
  ValueArray* table = TRY(ValueArray::New(t, pairs * 2));
  for (Shape* shape = this; shape != nullptr; shape = shape->parent()) {
    if (shape->name() == nullptr) continue;
    size_t i = PointerHash(shape->name()) & (pairs - 1);
    while (table->At(2 * i).IsObject()) i = (i + 1) & (pairs - 1);
    table->Set(2 * i, Value::FromObject(shape->name()));
    table->Set(2 * i + 1, Value::FromInt(shape->count_ - 1));
  }
  return table;
}

Shape* Shape::FindTransition(const Str* name) const {
  const ValueArray* transitions = transitions_.LoadAcquire();
  if (transitions == nullptr) return nullptr;
  for (size_t i = 0; i < transitions->capacity(); ++i) {
    const Value child = transitions->At(i);
    if (!child.IsObject()) return nullptr;
    if (Cast<Shape>(child)->name() == name) return Cast<Shape>(child);
  }
  return nullptr;
}

Result<Shape*> Shape::Add(Thread& t, Str* name) {
  if (Shape* child = FindTransition(name)) return child;
  MutexScope lock(t, t.vm().type_lock());
  if (Shape* child = FindTransition(name)) return child;
  Shape* child = TRY(New(t, type(), this, name));
  child->inline_capacity_ = inline_capacity_;
  child->count_ = count_ + 1;
  if (child->count_ % kLinearLimit == 0) {
    ValueArray* table = TRY(child->BuildTable(t));
    child->table_.Store(child, table);
  }
  ValueArray* transitions = transitions_.Load();
  const size_t capacity = transitions == nullptr ? 0 : transitions->capacity();
  if (transition_count_ == capacity) {
    ValueArray* grown = TRY(ValueArray::New(t, capacity == 0 ? 2 : capacity * 2));
    for (uint32_t i = 0; i < transition_count_; ++i) grown->Set(i, transitions->At(i));
    transitions_.Store(this, grown);
    transitions = grown;
  }
  transitions->Set(transition_count_++, Value::FromObject(child));
  return child;
}

Result<Shape*> Shape::Dictionary(Thread& t) {
  // Slots of __slots__ stay where they are; everything else moves to the Dict.
  Shape* root = Root();
  if (Shape* shape = root->dictionary_.LoadAcquire()) return shape;
  MutexScope lock(t, t.vm().type_lock());
  if (Shape* shape = root->dictionary_.Load()) return shape;
  Shape* shape = TRY(New(t, type(), nullptr, nullptr));
  shape->inline_capacity_ = root->inline_capacity_;
  shape->count_ = root->count_;
  shape->is_dictionary_ = true;
  root->dictionary_.Store(root, shape);
  return shape;
}

Shape* Shape::Root() {
  Shape* shape = this;
  while (shape->parent() != nullptr) shape = shape->parent();
  return shape;
}

void Shape::Trace(Marker& marker) {
  marker.Visit(type_);
  marker.Visit(parent_);
  marker.Visit(name_);
  marker.Visit(transitions_);
  marker.Visit(dictionary_);
  marker.Visit(table_);
}

}  // namespace krait
