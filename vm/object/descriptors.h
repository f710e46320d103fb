#pragma once

#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/args.h"

namespace krait {

class Marker;
class Str;
class Thread;
class Type;
struct SlotDef;

/// wrapper_descriptor, and method-wrapper once bound: a slot of a built-in type as Python sees it,
/// such as int.__add__.
class SlotWrapper : public Object {
 public:
  static constexpr Layout kLayout = Layout::kSlotWrapper;

  /// `function` is the slot's C++ function in `owner`.
  static Result<SlotWrapper*> New(Thread& t, Type* owner, const SlotDef* def, void* function);
  static Result<SlotWrapper*> Bind(Thread& t, SlotWrapper* unbound, Value self);

  Type* owner() const { return owner_.Load(); }
  const SlotDef& def() const { return *def_; }
  void* function() const { return function_; }
  Value self() const { return self_.Load(); }  // Unbound for the descriptor itself

  void Trace(Marker& marker);

 private:
  const SlotDef* def_;
  void* function_;
  Field<Type*> owner_;
  Field<Value> self_;
};

/// An attribute computed by C++ functions; one line of a type's table.
struct GetSet {
  const char* name;
  Result<Value> (*get)(Thread& t, Value self);
  /// Null: read-only. Unbound `value` deletes.
  Result<None> (*set)(Thread& t, Value self, Value value) = nullptr;
  /// Python calls those backed by a plain field member_descriptor.
  bool is_member = false;
};

/// getset_descriptor, and member_descriptor for GetSet::is_member.
class GetSetDescriptor : public Object {
 public:
  static constexpr Layout kLayout = Layout::kGetSetDescriptor;
  static Result<GetSetDescriptor*> New(Thread& t, Type* owner, const GetSet* row);
  Type* owner() const { return owner_.Load(); }
  const GetSet& row() const { return *row_; }
  void Trace(Marker& marker);

 private:
  const GetSet* row_;
  Field<Type*> owner_;
};

/// member_descriptor: a __slots__ entry.
class MemberDescriptor : public Object {
 public:
  static constexpr Layout kLayout = Layout::kMemberDescriptor;
  static Result<MemberDescriptor*> New(Thread& t, Type* owner, Str* name, uint32_t slot);
  Type* owner() const { return owner_.Load(); }
  Str* name() const { return name_.Load(); }
  uint32_t slot() const { return slot_; }
  void Trace(Marker& marker);

 private:
  Field<Type*> owner_;
  Field<Str*> name_;
  uint32_t slot_;
};

/// What classmethod and staticmethod are: a callable, and attributes.
class WrappedCallable : public Object {
 public:
  Value callable() const { return callable_.Load(); }
  void set_callable(Value callable) { callable_.Store(this, callable); }
  void Trace(Marker& marker);

 private:
  Field<Object*> attributes_;
  Field<Value> callable_;
};

class ClassMethod : public WrappedCallable {
 public:
  static constexpr Layout kLayout = Layout::kClassMethod;
  static Result<ClassMethod*> New(Thread& t, Type* cls, Value callable);
};

class StaticMethod : public WrappedCallable {
 public:
  static constexpr Layout kLayout = Layout::kStaticMethod;
  static Result<StaticMethod*> New(Thread& t, Type* cls, Value callable);
};

/// property. Each part is None where it was not given.
class Property : public Object {
 public:
  static constexpr Layout kLayout = Layout::kProperty;
  Value get() const { return get_.Load(); }
  Value set() const { return set_.Load(); }
  Value del() const { return del_.Load(); }
  Value doc() const { return doc_.Load(); }
  /// The name that __set_name__ gave, or Unbound.
  Value name() const { return name_.Load(); }
  void Initialize(Value get, Value set, Value del, Value doc, Value name) {
    get_.Store(this, get);
    set_.Store(this, set);
    del_.Store(this, del);
    doc_.Store(this, doc);
    name_.Store(this, name);
  }
  void set_doc(Value doc) { doc_.Store(this, doc); }
  void set_name(Value name) { name_.Store(this, name); }
  bool getter_doc() const { return (flags() & 1) != 0; }
  void set_getter_doc(bool on) { set_flags(on ? 1 : 0); }
  void Trace(Marker& marker);

 private:
  Field<Value> get_;
  Field<Value> set_;
  Field<Value> del_;
  Field<Value> doc_;
  Field<Value> name_;
};

/// super(type, object): looks attributes up behind `type` in the MRO of `object_type`.
class Super : public Object {
 public:
  static constexpr Layout kLayout = Layout::kSuper;
  /// Null and Unbound while not initialized.
  Type* type() const { return type_.Load(); }
  Value object() const { return object_.Load(); }
  Type* object_type() const { return object_type_.Load(); }
  void Initialize(Type* type, Value object, Type* object_type) {
    type_.Store(this, type);
    object_.Store(this, object);
    object_type_.Store(this, object_type);
  }
  void Trace(Marker& marker);

 private:
  Field<Type*> type_;
  Field<Value> object_;
  Field<Type*> object_type_;
};

}  // namespace krait
