#pragma once

#include "absl/types/span.h"
#include "vm/heap/marker.h"
#include "vm/object/args.h"
#include "vm/object/method.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/type.h"
#include "vm/object/vm.h"

/// What the iterators of itertools share. All of them keep their state in Fields and plain numbers
/// that are checked at each use, so threads that share one may lose or repeat items, no more.
namespace krait::itertools {

/// The types that C++ code makes instances of.
class Part : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kItertools;
  Type* chain = nullptr;
  Type* islice = nullptr;
  Type* grouper = nullptr;
  Type* tee = nullptr;
  Type* tee_data = nullptr;

  void TraceRoots(Marker& marker) override {
    for (Type* type : {chain, islice, grouper, tee, tee_data}) marker.Visit(type);
  }
};

inline Part& PartOf(Thread& t) { return t.vm().part<Part>(); }

/// A NativeClass's trace function for a T that has TraceFields(Marker&).
template <typename T>
void TraceOf(Object* object, Marker& marker) {
  static_cast<T*>(object)->TraceFields(marker);
}

/// A type's next slot for a T that has Next(Thread&).
template <typename T>
Result<Value> NextOf(Thread& t, Value self) {
  return Cast<T>(self)->Next(t);
}

/// What differs between the iterator types.
struct IteratorType {
  const char* name;  // without the module
  uint32_t size;
  NewSlot new_;
  NextSlot next;
  absl::Span<const Method> methods;
  UnarySlot repr = nullptr;
  uint32_t flags = Type::kBaseType;
};
Result<Type*> AddIteratorType(Thread& t, Module* module, const IteratorType& row);

/// TypeErrors of constructors whose parameters are positional: "f expected 1 argument, got 0". Only
/// subclasses with an __init__ of their own may be given keywords.
Result<None> CheckArguments(Thread& t, const Type* cls, const char* name, Args args, uint32_t least,
                            uint32_t most);

/// A __setstate__ argument that must be a tuple of `least` to `most` items.
Result<Tuple*> StateTuple(Thread& t, Value state, size_t least, size_t most);
/// "argument 1 must be list, not int".
Raised RaiseStateType(Thread& t, int position, const char* expected, Value actual);

/// (type(self), args) and (type(self), args, state).
Result<Value> Reduced(Thread& t, Object* self, Result<Tuple*> args);
Result<Value> Reduced(Thread& t, Object* self, Result<Tuple*> args, Value state);

// One function per source file: adds its types to the module.
Result<None> AddInfinite(Thread& t, Module* module);
Result<None> AddChain(Thread& t, Module* module);
Result<None> AddSelecting(Thread& t, Module* module);
Result<None> AddSlicing(Thread& t, Module* module);
Result<None> AddCombining(Thread& t, Module* module);
Result<None> AddProduct(Thread& t, Module* module);
Result<None> AddCombinatoric(Thread& t, Module* module);
Result<None> AddGroupBy(Thread& t, Module* module);
Result<None> AddTee(Thread& t, Module* module);

}  // namespace krait::itertools
