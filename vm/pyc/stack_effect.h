#pragma once

#include <cstdint>

#include "vm/pyc/stack_code.h"

namespace krait {

/// What may lie in a stack slot: a set of these bits.
enum SlotKind : uint8_t {
  kSlotNull = 1,
  kSlotValue = 2,  // any object
  kSlotException = 4,
  kSlotExceptionOrNone = 8,
  kSlotLasti = 16,  // where a handler was entered from, an int
};
using SlotKinds = uint8_t;
inline constexpr SlotKinds kSlotAnyValue =
    kSlotValue | kSlotException | kSlotExceptionOrNone | kSlotLasti;

/// What an instruction does on the stack when it falls through. Each letter is a slot, the topmost
/// last; those left of a '|' are looked at and stay where they are.
///   o  an object           n  NULL         p  NULL or an object
///   e  an exception        x  an exception or None
///   l  lasti               N  as many objects as OperandCount says
/// COPY and SWAP are not described by this, nor how RERAISE and the likes of LIST_APPEND reach
/// down.
struct StackEffect {
  const char* takes;
  const char* gives;
};

StackEffect EffectOf(StackOp op);

/// What the letter N stands for.
int64_t OperandCount(const StackInstruction& in);

const char* StackOpName(StackOp op);

/// What a letter allows in a slot that is taken, and says of one that is given.
SlotKinds KindsTaken(char letter);
SlotKinds KindsGiven(char letter);

}  // namespace krait
