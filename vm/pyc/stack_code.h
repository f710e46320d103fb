#pragma once

#include <cstdint>
#include <vector>

namespace krait {

/// The stack instructions that verifier and translator know: CPython 3.11's, without caches,
/// EXTENDED_ARG, specialised and quickened forms. Decoders of other versions map theirs onto these.
/// (name, change of stack depth when it falls through, or kVaries)
// clang-format off
#define KRAIT_STACK_OPS(X) \
  X(POP_TOP) X(PUSH_NULL) X(NOP) X(UNARY_POSITIVE) X(UNARY_NEGATIVE) X(UNARY_NOT) \
  X(UNARY_INVERT) X(BINARY_SUBSCR) X(GET_LEN) X(MATCH_MAPPING) X(MATCH_SEQUENCE) X(MATCH_KEYS) \
  X(PUSH_EXC_INFO) X(CHECK_EXC_MATCH) X(CHECK_EG_MATCH) X(WITH_EXCEPT_START) X(GET_AITER) \
  X(GET_ANEXT) X(BEFORE_ASYNC_WITH) X(BEFORE_WITH) X(END_ASYNC_FOR) X(STORE_SUBSCR) \
  X(DELETE_SUBSCR) X(GET_ITER) X(GET_YIELD_FROM_ITER) X(PRINT_EXPR) X(LOAD_BUILD_CLASS) \
  X(LOAD_ASSERTION_ERROR) X(RETURN_GENERATOR) X(LIST_TO_TUPLE) X(RETURN_VALUE) X(IMPORT_STAR) \
  X(SETUP_ANNOTATIONS) X(YIELD_VALUE) X(ASYNC_GEN_WRAP) X(PREP_RERAISE_STAR) X(POP_EXCEPT) \
  X(STORE_NAME) X(DELETE_NAME) X(UNPACK_SEQUENCE) X(FOR_ITER) X(UNPACK_EX) X(STORE_ATTR) \
  X(DELETE_ATTR) X(STORE_GLOBAL) X(DELETE_GLOBAL) X(SWAP) X(LOAD_CONST) X(LOAD_NAME) \
  X(BUILD_TUPLE) X(BUILD_LIST) X(BUILD_SET) X(BUILD_MAP) X(LOAD_ATTR) X(COMPARE_OP) \
  X(IMPORT_NAME) X(IMPORT_FROM) X(JUMP) X(JUMP_IF_FALSE_OR_POP) X(JUMP_IF_TRUE_OR_POP) \
  X(POP_JUMP_IF_FALSE) X(POP_JUMP_IF_TRUE) X(LOAD_GLOBAL) X(IS_OP) X(CONTAINS_OP) X(RERAISE) \
  X(COPY) X(BINARY_OP) X(SEND) X(LOAD_FAST) X(STORE_FAST) X(DELETE_FAST) \
  X(POP_JUMP_IF_NOT_NONE) X(POP_JUMP_IF_NONE) X(RAISE_VARARGS) X(GET_AWAITABLE) \
  X(MAKE_FUNCTION) X(BUILD_SLICE) X(MAKE_CELL) X(LOAD_CLOSURE) X(LOAD_DEREF) X(STORE_DEREF) \
  X(DELETE_DEREF) X(CALL_FUNCTION_EX) X(LIST_APPEND) X(SET_ADD) X(MAP_ADD) X(LOAD_CLASSDEREF) \
  X(COPY_FREE_VARS) X(RESUME) X(MATCH_CLASS) X(FORMAT_VALUE) X(BUILD_CONST_KEY_MAP) \
  X(BUILD_STRING) X(LOAD_METHOD) X(LIST_EXTEND) X(SET_UPDATE) X(DICT_MERGE) X(DICT_UPDATE) \
  X(CALL)
// clang-format on

enum class StackOp : uint8_t {
#define KRAIT_STACK_OP_ENUM(name) name,
  KRAIT_STACK_OPS(KRAIT_STACK_OP_ENUM)
#undef KRAIT_STACK_OP_ENUM
      kCount,
};

/// One instruction. What `arg` means is CPython 3.11's, with these differences: CALL stands for
/// PRECALL and CALL together (offset: CALL's) and has the KW_NAMES before it in `extra`; jumps
/// (forward, backward, with or without interrupt check) have their destination in `target`.
struct StackInstruction {
  StackOp op;
  /// LOAD_GLOBAL: push a NULL first. JUMP: checks for interrupts (JUMP_BACKWARD).
  bool flag = false;
  int32_t arg = 0;
  /// CALL: index of the keyword names in co_consts, or -1.
  int32_t extra = -1;
  /// Index of the destination in StackCode::instructions, or -1.
  int32_t target = -1;
  /// In code units (2 bytes) from the start of co_code: what f_lasti / 2 shows.
  uint32_t offset = 0;
};

/// An entry of the exception table, in instruction indices.
struct StackHandler {
  uint32_t begin;
  uint32_t end;
  uint32_t target;
  uint16_t depth;
  bool push_lasti;
};

/// A decoded and verified code body.
struct StackCode {
  std::vector<StackInstruction> instructions;
  std::vector<StackHandler> handlers;  // sorted by begin, not overlapping
  /// Stack depth before each instruction; -1 where control never comes.
  std::vector<int32_t> depths;
  int32_t max_depth = 0;
};

}  // namespace krait
