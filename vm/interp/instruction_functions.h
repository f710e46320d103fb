#pragma once

#include "vm/code/code_unit.h"
#include "vm/code/opcode.h"
#include "vm/core/result.h"

namespace krait {
class Thread;
}

namespace krait::interp {

/// What an instruction does, as a function on the frame's slots, for code that is no handler. The
/// frame's pc is saved.
struct InstructionFunction {
  /// Null: the instruction jumps, or moves between frames.
  Result<Value> (*run)(Thread& t, Value* slots, const Word* pc) = nullptr;
  /// Whether the result goes to slot a; else it is ignored.
  bool stores = false;
};
InstructionFunction FunctionOf(Opcode opcode);

// Control instructions as such functions. What jumps returns what it jumps on.

/// What GET_ITER gives.
Result<Value> NewIterator(Thread& t, Value iterable);
/// The next item; Unbound at the end.
Result<Value> Run_FOR_ITER(Thread& t, Value* slots, const Word* pc);
/// Does the UNPACK_PAIR that follows, too; False at the end, and Unbound, before anything was done,
/// for an iterator that does not YieldsPairs.
Result<Value> Run_FOR_ITER_PAIR(Thread& t, Value* slots, const Word* pc);
bool YieldsPairs(Value iterator);
Result<Value> Run_LOAD_ATTR(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_LOAD_METHOD(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_STORE_ATTR(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_LOAD_GLOBAL(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_STORE_GLOBAL(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_LOAD_NAME(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_STORE_NAME(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_SET_ITEM(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_LIST_APPEND(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_UNPACK_SEQUENCE(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_BEFORE_WITH(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_WITH_EXCEPT_START(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_UNPACK_PAIR(Thread& t, Value* slots, const Word* pc);
/// A call that runs on the native stack, Python functions' too. Unbound, before anything was done,
/// when there is little of that left.
Result<Value> Run_CALL(Thread& t, Value* slots, const Word* pc);
Result<Value> Run_CALL_EX(Thread& t, Value* slots, const Word* pc);

}  // namespace krait::interp
