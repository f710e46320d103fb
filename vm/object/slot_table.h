#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/object/args.h"
#include "vm/object/names.h"
#include "vm/object/slots.h"

namespace krait {

class Thread;
class Type;

/// One dunder name and the slot behind it. A slot may have several names (__add__ and __radd__),
/// and a name several slots (__add__: number and sequence).
struct SlotDef {
  const char* name;
  Str* Names::* name_member;
  uint16_t offset;  // of the slot in TypeSlots
  /// Calls slot function `function` with what Python gave.
  Result<Value> (*wrapper)(Thread& t, const SlotDef& def, void* function, Value self, Args args);
  /// What the slot becomes when a Python-level class defines the name; null: nothing.
  void* dispatch;
  const char* text_signature;
  uint8_t argument = 0;  // the CompareOp, for comparisons
};

absl::Span<const SlotDef> SlotDefs();

inline void*& SlotAt(TypeSlots& slots, const SlotDef& def) {
  return *reinterpret_cast<void**>(reinterpret_cast<char*>(&slots) + def.offset);
}

/// Puts a wrapper_descriptor into a built-in type's dict for each slot that `own` declares.
Result<None> AddSlotWrappers(Thread& t, Type* type, const TypeSlots& own);

/// Recomputes the slots that `name` stands for, in `type` and everything below it.
Result<None> UpdateSlotsFor(Thread& t, Type* type, Str* name);
/// Recomputes all slots of `type` and everything below it.
Result<None> UpdateAllSlots(Thread& t, Type* type);
/// For a new class: takes over the base's slots, then recomputes those that its own namespace or
/// another base may change.
void InheritSlots(Thread& t, Type* type);

}  // namespace krait
