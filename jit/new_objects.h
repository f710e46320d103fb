#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "jit/frames.h"
#include "jit/trace.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/heap/thread.h"

namespace krait {
class Code;
class Dict;
class Type;
}  // namespace krait

/// Objects that compiled code makes. As long as nobody else knows one, what its fields hold is
/// known: to load them takes no step, and an object that nobody comes to know is never made.
namespace krait::jit {

struct Path;
struct Recording;

/// How such an object is made, whose fields steps write afterwards. Its address is a CallSite's
/// `extra`.
struct NewObject {
  Result<Object*> (*make)(Thread& t, const NewObject& what);
  ValueType type = kAnyType;  // kAnyType: an instance of a class in Python
  Object* of = nullptr;       // an instance's class, a function's code
  size_t size = 0;            // of a tuple
  uint32_t shape_id = 0;      // of an instance, at first
  Dict* globals = nullptr;    // of a function
  Dict* builtins = nullptr;
};

/// Nothing if instances of the class are made in another way.
std::optional<NewObject> NewInstance(Type* type);
NewObject NewTuple(size_t size);
NewObject NewCell();
/// The builtins are those that the globals name.
NewObject NewFunction(Code* code, Dict* globals, Dict* builtins);

/// What `make`, which gives a Result of an object, has made; Unbound if there is no memory without
/// a collection.
template <typename Make>
Value MakeSparingly(Thread& t, Make make) {
  const LocalHeap::Sparing sparing(t.local_heap());
  const auto object = make();
  if (object.ok()) return Value::FromObject(*object);
  t.pending = Value::Unbound();
  return Value::Unbound();
}

/// A CallSite::Function, of a leaf: see MakeSparingly.
Value MakeNewObject(Thread& t, Value* slots, const CallSite& site, const Value* operands);
/// What a step makes; null if it makes none of these.
const NewObject* NewObjectOf(const Step& step);

/// Whether the micro-op that writes a field takes what is written as an operand.
bool TakesValue(uint16_t store);
/// Runs a micro-op of kStores: `object` gets the value.
void WriteField(Thread& t, Value object, uint16_t store, uint64_t constant, Value value);

/// Makes the objects of an Exit or Recipe when the trace is left: into `made`, a word for each.
/// Does not collect. `value_of`: what is written to a field, a Result<Value>; it can be one of
/// `made`. `otherwise_of`: what is there in place of the object; Unbound: nothing is.
template <typename Object, typename ValueOf, typename OtherwiseOf>
Result<None> MakeObjects(Thread& t, const std::vector<Object>& objects, Value* made,
                         ValueOf value_of, OtherwiseOf otherwise_of) {
  if (objects.empty()) return None{};
  const LocalHeap::Sparing sparing(t.local_heap());
  for (size_t i = 0; i < objects.size(); ++i) {
    made[i] = otherwise_of(objects[i]);
    if (!made[i].IsUnbound()) continue;
    made[i] = Value::FromObject(TRY(objects[i].what->make(t, *objects[i].what)));
  }
  for (size_t i = 0; i < objects.size(); ++i) {
    if (!otherwise_of(objects[i]).IsUnbound()) continue;
    for (const auto& field : objects[i].fields) {
      const Value value = TRY(value_of(field));
      WriteField(t, made[i], field.store, field.constant, value);
    }
  }
  return None{};
}

/// The objects that a path has made and that nobody else knows, by the steps that made them.
class NewObjects {
 public:
  /// A step that wrote a field.
  struct Field {
    uint16_t store;
    uint64_t constant;
    ValueId value;
  };
  struct Object {
    ValueId id;
    const NewObject* what;
    std::vector<Field> fields;

    /// Null if it has not been written.
    const Field* FieldOf(uint16_t store, uint64_t constant) const;
    /// Of an instance, by now.
    uint32_t shape_id() const;
  };

  void Clear() { objects_.clear(); }
  size_t size() const { return objects_.size(); }
  auto begin() const { return objects_.begin(); }
  auto end() const { return objects_.end(); }
  /// Null if it is none of them.
  const Object* Find(ValueId id) const;
  /// The path goes on behind the step. Whoever it gives an object to knows that.
  void Follow(const Recording& recording, ValueId id);
  /// The same of all steps from the loop's beginning to that one of the path.
  void FollowPath(const Recording& recording, const Path& path, ValueId end);
  /// Whether `step`, which requires something of an object, holds for this one.
  static bool Holds(const Recording& recording, const Object& object, const Step& step);
  /// The micro-op that writes what `operation` loads; kNoOperation: it is no such load.
  static uint16_t StoreOf(uint16_t operation);
  /// And the other way round.
  static uint16_t LoadOf(uint16_t store);
  /// Whether the step, which is not done yet, is about one of them alone and needs no others.
  bool IsWithin(const Step& step) const;
  /// The value that the step would give; kNoValue of one that requires what is so. Nothing if that
  /// is not known.
  std::optional<ValueId> ResultOf(const Recording& recording, const Step& step) const;
  /// Others know it from now on, and so what is in its fields: those that they learn of.
  std::vector<Object> Publish(ValueId id);

 private:
  void Write(Object& object, const Step& step);
  void Publish(ValueId id, std::vector<Object>& published);
  std::optional<ValueId> Load(ValueId object, uint16_t store, uint64_t constant) const;

  std::vector<Object> objects_;
};

}  // namespace krait::jit
