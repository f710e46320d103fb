#include "vm/pyc/stack_effect.h"

#include <array>
#include <bit>
#include <cstddef>

namespace krait {
namespace {

struct Row {
  StackOp op;
  StackEffect effect;
};

constexpr Row kRows[] = {
    {StackOp::POP_TOP, {"o", ""}},
    {StackOp::PUSH_NULL, {"", "n"}},
    {StackOp::NOP, {"", ""}},
    {StackOp::COPY, {"", "o"}},  // see StackEffect
    {StackOp::SWAP, {"", ""}},
    {StackOp::LOAD_CONST, {"", "o"}},
    // Names, locals, cells.
    {StackOp::LOAD_FAST, {"", "o"}},
    {StackOp::STORE_FAST, {"o", ""}},
    {StackOp::DELETE_FAST, {"", ""}},
    {StackOp::LOAD_NAME, {"", "o"}},
    {StackOp::STORE_NAME, {"o", ""}},
    {StackOp::DELETE_NAME, {"", ""}},
    {StackOp::LOAD_GLOBAL, {"", "o"}},  // and a NULL below it if the flag is set
    {StackOp::STORE_GLOBAL, {"o", ""}},
    {StackOp::DELETE_GLOBAL, {"", ""}},
    {StackOp::MAKE_CELL, {"", ""}},
    {StackOp::COPY_FREE_VARS, {"", ""}},
    {StackOp::LOAD_CLOSURE, {"", "o"}},
    {StackOp::LOAD_DEREF, {"", "o"}},
    {StackOp::STORE_DEREF, {"o", ""}},
    {StackOp::DELETE_DEREF, {"", ""}},
    {StackOp::LOAD_CLASSDEREF, {"", "o"}},
    {StackOp::LOAD_BUILD_CLASS, {"", "o"}},
    {StackOp::LOAD_ASSERTION_ERROR, {"", "o"}},
    {StackOp::SETUP_ANNOTATIONS, {"", ""}},
    // Operators.
    {StackOp::UNARY_POSITIVE, {"o", "o"}},
    {StackOp::UNARY_NEGATIVE, {"o", "o"}},
    {StackOp::UNARY_NOT, {"o", "o"}},
    {StackOp::UNARY_INVERT, {"o", "o"}},
    {StackOp::BINARY_OP, {"oo", "o"}},
    {StackOp::COMPARE_OP, {"oo", "o"}},
    {StackOp::IS_OP, {"oo", "o"}},
    {StackOp::CONTAINS_OP, {"oo", "o"}},
    {StackOp::BINARY_SUBSCR, {"oo", "o"}},
    {StackOp::STORE_SUBSCR, {"ooo", ""}},
    {StackOp::DELETE_SUBSCR, {"oo", ""}},
    {StackOp::LOAD_ATTR, {"o", "o"}},
    {StackOp::STORE_ATTR, {"oo", ""}},
    {StackOp::DELETE_ATTR, {"o", ""}},
    {StackOp::LOAD_METHOD, {"o", "po"}},
    // Collections.
    {StackOp::BUILD_TUPLE, {"N", "o"}},
    {StackOp::BUILD_LIST, {"N", "o"}},
    {StackOp::BUILD_SET, {"N", "o"}},
    {StackOp::BUILD_MAP, {"N", "o"}},
    {StackOp::BUILD_CONST_KEY_MAP, {"No", "o"}},
    {StackOp::BUILD_STRING, {"N", "o"}},
    {StackOp::BUILD_SLICE, {"N", "o"}},
    {StackOp::LIST_APPEND, {"o", ""}},
    {StackOp::LIST_EXTEND, {"o", ""}},
    {StackOp::SET_ADD, {"o", ""}},
    {StackOp::SET_UPDATE, {"o", ""}},
    {StackOp::MAP_ADD, {"oo", ""}},
    {StackOp::DICT_UPDATE, {"o", ""}},
    {StackOp::DICT_MERGE, {"o", ""}},
    {StackOp::LIST_TO_TUPLE, {"o", "o"}},
    {StackOp::UNPACK_SEQUENCE, {"o", "N"}},
    {StackOp::UNPACK_EX, {"o", "N"}},
    {StackOp::FORMAT_VALUE, {"N", "o"}},
    {StackOp::GET_LEN, {"o|", "o"}},
    {StackOp::MATCH_MAPPING, {"o|", "o"}},
    {StackOp::MATCH_SEQUENCE, {"o|", "o"}},
    {StackOp::MATCH_KEYS, {"oo|", "o"}},
    {StackOp::MATCH_CLASS, {"ooo", "o"}},
    // Calls and imports.
    {StackOp::CALL, {"poN", "o"}},
    {StackOp::CALL_FUNCTION_EX, {"nN", "o"}},
    {StackOp::MAKE_FUNCTION, {"N", "o"}},
    {StackOp::IMPORT_NAME, {"oo", "o"}},
    {StackOp::IMPORT_FROM, {"o|", "o"}},
    {StackOp::IMPORT_STAR, {"o", ""}},
    {StackOp::PRINT_EXPR, {"o", ""}},
    // Flow. FOR_ITER, SEND and JUMP_IF_x_OR_POP leave another stack when they jump.
    {StackOp::RESUME, {"", ""}},
    {StackOp::JUMP, {"", ""}},
    {StackOp::POP_JUMP_IF_FALSE, {"o", ""}},
    {StackOp::POP_JUMP_IF_TRUE, {"o", ""}},
    {StackOp::POP_JUMP_IF_NONE, {"o", ""}},
    {StackOp::POP_JUMP_IF_NOT_NONE, {"o", ""}},
    {StackOp::JUMP_IF_FALSE_OR_POP, {"o", ""}},
    {StackOp::JUMP_IF_TRUE_OR_POP, {"o", ""}},
    {StackOp::GET_ITER, {"o", "o"}},
    {StackOp::FOR_ITER, {"o|", "o"}},
    {StackOp::RETURN_VALUE, {"o", ""}},
    // Generators.
    {StackOp::RETURN_GENERATOR, {"", "o"}},
    {StackOp::YIELD_VALUE, {"o", "o"}},
    {StackOp::ASYNC_GEN_WRAP, {"o", "o"}},
    {StackOp::SEND, {"o|o", "o"}},
    {StackOp::GET_YIELD_FROM_ITER, {"o", "o"}},
    {StackOp::GET_AWAITABLE, {"o", "o"}},
    {StackOp::GET_AITER, {"o", "o"}},
    {StackOp::GET_ANEXT, {"o|", "o"}},
    {StackOp::END_ASYNC_FOR, {"oe", ""}},
    // Exceptions.
    {StackOp::RAISE_VARARGS, {"N", ""}},
    {StackOp::RERAISE, {"x", ""}},
    {StackOp::PUSH_EXC_INFO, {"e", "xe"}},
    {StackOp::POP_EXCEPT, {"x", ""}},
    {StackOp::CHECK_EXC_MATCH, {"e|o", "o"}},
    {StackOp::CHECK_EG_MATCH, {"xo", "xx"}},
    {StackOp::PREP_RERAISE_STAR, {"eo", "x"}},
    {StackOp::BEFORE_WITH, {"o", "oo"}},
    {StackOp::BEFORE_ASYNC_WITH, {"o", "oo"}},
    {StackOp::WITH_EXCEPT_START, {"olxe|", "o"}},
};

constexpr std::size_t kOpCount = static_cast<size_t>(StackOp::kCount);

constexpr std::array<StackEffect, kOpCount> MakeTable() {
  std::array<StackEffect, kOpCount> table{};
  for (const Row& row : kRows) table[static_cast<size_t>(row.op)] = row.effect;
  return table;
}

constexpr std::array<StackEffect, kOpCount> kEffects = MakeTable();

constexpr bool IsComplete() {
  for (const StackEffect& effect : kEffects) {
    if (effect.takes == nullptr) return false;
  }
  return std::size(kRows) == kOpCount;
}
static_assert(IsComplete());

constexpr const char* kNames[] = {
#define KRAIT_STACK_OP_NAME(name) #name,
    KRAIT_STACK_OPS(KRAIT_STACK_OP_NAME)
#undef KRAIT_STACK_OP_NAME
};

}  // namespace

StackEffect EffectOf(StackOp op) { return kEffects[static_cast<size_t>(op)]; }

const char* StackOpName(StackOp op) { return kNames[static_cast<size_t>(op)]; }

int64_t OperandCount(const StackInstruction& in) {
  switch (in.op) {
    case StackOp::BUILD_MAP:
      return 2 * int64_t{in.arg};
    case StackOp::UNPACK_EX:  // those before the star, its list, those after it
      return (in.arg & 0xFF) + 1 + (in.arg >> 8);
    case StackOp::CALL_FUNCTION_EX:  // callable, arguments, keywords if any
      return 2 + (in.arg & 1);
    case StackOp::MAKE_FUNCTION:  // what the flags name, and the code
      return std::popcount(static_cast<uint32_t>(in.arg)) + 1;
    case StackOp::FORMAT_VALUE:
      return (in.arg & 4) != 0 ? 2 : 1;
    default:
      return in.arg;
  }
}

SlotKinds KindsTaken(char letter) {
  switch (letter) {
    case 'n':
      return kSlotNull;
    case 'p':
      return kSlotNull | kSlotAnyValue;
    case 'e':
      return kSlotException;
    case 'x':
      return kSlotException | kSlotExceptionOrNone;
    case 'l':
      return kSlotLasti;
    default:
      return kSlotAnyValue;
  }
}

SlotKinds KindsGiven(char letter) {
  switch (letter) {
    case 'n':
      return kSlotNull;
    case 'p':
      return kSlotNull | kSlotValue;
    case 'e':
      return kSlotException;
    case 'x':
      return kSlotExceptionOrNone;
    default:
      return kSlotValue;
  }
}

}  // namespace krait
