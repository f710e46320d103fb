#include <bit>

#include "vm/compiler/flow/flow_graph.h"

namespace krait::compiler {

int StackEffect(Op op, int argument, bool jumps) {
  switch (op) {
    case Op::COPY:
    case Op::PUSH_NULL:
    case Op::LOAD_BUILD_CLASS:
    case Op::LOAD_CONST:
    case Op::LOAD_NAME:
    case Op::LOAD_FAST:
    case Op::LOAD_CLOSURE:
    case Op::LOAD_DEREF:
    case Op::LOAD_CLASSDEREF:
    case Op::LOAD_METHOD:
    case Op::LOAD_ASSERTION_ERROR:
    case Op::IMPORT_FROM:
    case Op::PUSH_EXC_INFO:
    case Op::WITH_EXCEPT_START:
    case Op::BEFORE_WITH:
    case Op::BEFORE_ASYNC_WITH:
    case Op::GET_ANEXT:
    case Op::GET_LEN:
    case Op::MATCH_MAPPING:
    case Op::MATCH_SEQUENCE:
    case Op::MATCH_KEYS:
      return 1;
    case Op::POP_TOP:
    case Op::SET_ADD:
    case Op::LIST_APPEND:
    case Op::BINARY_SUBSCR:
    case Op::BINARY_OP:
    case Op::PRINT_EXPR:
    case Op::RETURN_VALUE:
    case Op::IMPORT_STAR:
    case Op::IMPORT_NAME:
    case Op::POP_EXCEPT:
    case Op::STORE_NAME:
    case Op::STORE_GLOBAL:
    case Op::STORE_FAST:
    case Op::STORE_DEREF:
    case Op::DELETE_ATTR:
    case Op::COMPARE_OP:
    case Op::IS_OP:
    case Op::CONTAINS_OP:
    case Op::PREP_RERAISE_STAR:
    case Op::RERAISE:
    case Op::CALL:
    case Op::LIST_EXTEND:
    case Op::SET_UPDATE:
    case Op::DICT_UPDATE:
    case Op::DICT_MERGE:
    case Op::POP_JUMP_IF_FALSE:
    case Op::POP_JUMP_IF_TRUE:
    case Op::POP_JUMP_IF_NONE:
    case Op::POP_JUMP_IF_NOT_NONE:
      return -1;
    case Op::MAP_ADD:
    case Op::DELETE_SUBSCR:
    case Op::STORE_ATTR:
    case Op::END_ASYNC_FOR:
    case Op::MATCH_CLASS:
      return -2;
    case Op::STORE_SUBSCR:
      return -3;
    case Op::LOAD_GLOBAL:
      return 1 + (argument & 1);
    case Op::UNPACK_SEQUENCE:
      return argument - 1;
    case Op::UNPACK_EX:
      return (argument & 0xff) + (argument >> 8);
    case Op::BUILD_TUPLE:
    case Op::BUILD_LIST:
    case Op::BUILD_SET:
    case Op::BUILD_STRING:
    case Op::BUILD_SLICE:
      return 1 - argument;
    case Op::BUILD_MAP:
      return 1 - 2 * argument;
    case Op::BUILD_CONST_KEY_MAP:
    case Op::RAISE_VARARGS:
    case Op::PRECALL:
      return -argument;
    case Op::CALL_FUNCTION_EX:
      return -2 - (argument & 1);
    case Op::MAKE_FUNCTION:
      return -std::popcount(static_cast<unsigned>(argument & 0xf));
    case Op::FORMAT_VALUE:
      return (argument & 4) != 0 ? -1 : 0;
    case Op::FOR_ITER:
      return jumps ? -1 : 1;
    case Op::SEND:
      return jumps ? -1 : 0;
    case Op::JUMP_IF_TRUE_OR_POP:
    case Op::JUMP_IF_FALSE_OR_POP:
      return jumps ? 0 : -1;
    case Op::SETUP_FINALLY:
    case Op::SETUP_WITH:
      return jumps ? 1 : 0;
    case Op::SETUP_CLEANUP:
      return jumps ? 2 : 0;
    default:
      return 0;
  }
}

}  // namespace krait::compiler
