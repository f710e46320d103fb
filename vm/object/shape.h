#pragma once

#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Dict;
class Marker;
class Str;
class Thread;
class Type;
class ValueArray;

/// Which attributes an object has and where they are: a node in a per-type tree whose edges are
/// attribute additions. Every object's header names one, and through it its type.
///
/// Slot i of a shape lies inside the object while i < inline_capacity, else in the object's
/// AttributeSlots. A slot never changes meaning; deleting an attribute moves the object to the
/// type's dictionary shape, where attributes live in a Dict.
class Shape : public Object {
 public:
  static constexpr Layout kLayout = Layout::kShape;
  static constexpr uint32_t kNoSlot = UINT32_MAX;

  /// A new root for `type`. `slots` are already taken (by __slots__).
  static Result<Shape*> NewRoot(Thread& t, Type* type, uint32_t inline_capacity, uint32_t slots);

  Type* type() const { return type_.Load(); }
  uint32_t id() const { return id_; }
  uint32_t count() const { return count_; }
  uint32_t inline_capacity() const { return inline_capacity_; }
  bool is_dictionary() const { return is_dictionary_; }
  Shape* parent() const { return parent_.Load(); }
  /// The attribute that this shape added to its parent; null for roots.
  Str* name() const { return name_.Load(); }

  /// The slot of `name` (interned), or kNoSlot. Lock-free.
  uint32_t Lookup(Str* name) const;
  /// The shape after adding `name` (interned) as slot count(); creates it if need be.
  Result<Shape*> Add(Thread& t, Str* name);
  /// The shape with the same slots, but the rest in a Dict.
  Result<Shape*> Dictionary(Thread& t);
  /// The first shape of this tree.
  Shape* Root();

  void Trace(Marker& marker);

 private:
  static Result<Shape*> New(Thread& t, Type* type, Shape* parent, Str* name);
  Result<ValueArray*> BuildTable(Thread& t);
  Shape* FindTransition(const Str* name) const;

  Field<Type*> type_;
  Field<Shape*> parent_;
  Field<Str*> name_;
  Field<ValueArray*> transitions_;  // child shapes, in order of creation; grows by replacement
  Field<Shape*> dictionary_;        // of roots only
  Field<ValueArray*> table_;        // open-addressed name/slot pairs once the chain is long
  uint32_t id_;
  uint32_t count_;
  uint32_t inline_capacity_;
  uint32_t transition_count_;
  bool is_dictionary_;
};

}  // namespace krait
