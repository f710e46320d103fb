#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/object/slots.h"

namespace krait {

class Dict;
class Marker;
class Shape;
class Str;
class Tuple;
class ValueArray;

/// A Python type: built in or made by a class statement. Per VM.
class Type : public Object {
 public:
  static constexpr Layout kLayout = Layout::kType;

  enum Flag : uint32_t {
    kHeapType = 1 << 0,        // made by a class statement (or type())
    kBaseType = 1 << 1,        // may be subclassed
    kHasDict = 1 << 2,         // instances have __dict__
    kHasWeakref = 1 << 3,      // instances can be weakly referenced
    kImmutable = 1 << 4,       // attributes cannot be set from Python
    kAbstract = 1 << 5,        // __abstractmethods__ is set and not empty
    kIsMapping = 1 << 6,       // for match: collections.abc.Mapping
    kIsSequence = 1 << 7,      // for match: collections.abc.Sequence
    kMatchSelf = 1 << 8,       // for match: a class pattern's one positional binds the subject
    kDisallowNew = 1 << 9,     // no instances from Python
    kUncached = 1 << 10,       // mutated too often for inline caches
    kHasFinalizer = 1 << 11,   // __del__ is set: instances are registered when they are made
    kCached = 1 << 12,         // some inline cache relies on a lookup through this type
    kCustomGetAttr = 1 << 13,  // attribute reads do not follow object.__getattribute__
    kCustomSetAttr = 1 << 14,  // attribute writes do not follow object.__setattr__
  };

  Str* name() const { return name_.Load(); }  // __name__
  /// For messages: built-in types of modules carry their module, as CPython's tp_name does.
  std::string FullName(Thread& t) const;
  Str* qualname() const { return qualname_.Load(); }  // __qualname__
  /// The module that a built-in type's name speaks of; null: builtins, or a class statement's.
  Str* module() const { return module_.Load(); }
  Tuple* bases() const { return bases_.Load(); }
  Tuple* mro() const { return mro_.Load(); }
  /// Whether the class statement got as far as an MRO. A mro() method sees its class before, and
  /// when it raises an exception the class stays so: it has no instances and no subclasses.
  bool is_complete() const { return mro() != nullptr; }
  /// The types of the MRO; none before there is one.
  absl::Span<const Value> ancestors() const;
  /// The base whose instance layout this type extends (CPython's tp_base); null for object.
  Type* base() const { return base_.Load(); }
  Dict* dict() const { return dict_.Load(); }
  /// The shape that new instances start with.
  Shape* instance_shape() const { return instance_shape_.Load(); }
  /// The physical layout of instances; kInstance when no built-in type is among the ancestors.
  Layout instance_layout() const { return instance_layout_; }
  /// Bytes of the fixed part of an instance, before items and inline attribute slots.
  uint32_t instance_size() const { return instance_size_; }
  /// Where an instance keeps the reference to its AttributeSlots or Dict: a byte offset, 0 when
  /// instances have no attributes of their own, kTrailingAttributes when it follows the items.
  static constexpr uint32_t kTrailingAttributes = UINT32_MAX;
  uint32_t attributes_offset() const { return attributes_offset_; }
  uint16_t instance_layout_word() const {
    return static_cast<uint16_t>(instance_layout_) |
           (HasFlag(kHeapType) && instance_layout_ != Layout::kInstance ? kSubclassBit : 0);
  }
  uint32_t flags() const { return flags_.load(std::memory_order_relaxed); }
  bool HasFlag(Flag flag) const { return (flags() & flag) != 0; }
  void SetFlag(Flag flag, bool on = true) {
    on ? flags_.fetch_or(flag, std::memory_order_relaxed)
       : flags_.fetch_and(~flag, std::memory_order_relaxed);
  }
  /// Changes whenever a lookup through this type may give another answer.
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

  const TypeSlots& slots() const { return slots_; }
  TypeSlots& mutable_slots() { return slots_; }

  /// True when `ancestor` is in this type's MRO (itself included).
  bool IsSubtypeOf(const Type* ancestor) const;

  /// Finds `name` (interned) along the MRO; Unbound when there is none. Never raises: keys are
  /// interned strings. Goes through the VM's lookup cache.
  Value Lookup(Thread& t, Str* name) const;

  void Trace(Marker& marker);

 private:
  friend class TypeBuilder;
  friend class TypeMutator;

  Value LookupUncached(Thread& t, Str* name) const;

  Field<Str*> name_;
  Field<Str*> qualname_;
  Field<Str*> module_;
  Field<Tuple*> bases_;
  Field<Tuple*> mro_;
  Field<Type*> base_;
  Field<Dict*> dict_;
  Field<Shape*> instance_shape_;
  Field<ValueArray*> subclasses_;  // built-in types, weak references to classes, or int 0
  Layout instance_layout_;
  uint32_t instance_size_;
  uint32_t attributes_offset_;
  std::atomic<uint32_t> flags_;
  std::atomic<uint64_t> version_;
  std::atomic<uint32_t> invalidations_;  // times caches had to be flushed for this type
  TypeSlots slots_;
};

}  // namespace krait
