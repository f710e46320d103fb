#include "vm/code/operands.h"

#include <array>
#include <cstring>

namespace krait {
namespace {

/// How an instruction's operands lie in its words: one letter for each of a, b, c, then four for
/// each further word of operands.
///   -  nothing            w  written          r  read              s  read, a slot
///   u  read and written   #  a number         n  a name            L  the length in words
///   p  written, and the slot above it         P  read, and the slot above it
///   U  as many slots written as c says        X  the same for UNPACK_EX
///   F  as many slots written as c says, no more
/// Then one letter for each kind of what follows:
///   C  an inline cache    J  a jump's target   I  the items of a list
struct Shape {
  const char* operands;
  const char* rest;
};

constexpr int kFirstWord = 3;

struct Row {
  Opcode opcode;
  Shape shape;
};

constexpr Row kRows[] = {
    {Opcode::MOVE, {"wr-", ""}},
    {Opcode::CHECK_LOCAL, {"s--", ""}},
    {Opcode::DELETE_LOCAL, {"u--", ""}},
    {Opcode::MAKE_CELL, {"u--", ""}},
    {Opcode::COPY_FREE_VARS, {"F-#", ""}},
    {Opcode::LOAD_CELL, {"ws-", ""}},
    {Opcode::STORE_CELL, {"sr-", ""}},
    {Opcode::DELETE_CELL, {"s--", ""}},
    {Opcode::LOAD_CLASS_CELL, {"ws-", ""}},
    {Opcode::LOAD_GLOBAL, {"w-n", "CC"}},
    {Opcode::STORE_GLOBAL, {"-rn", "C"}},
    {Opcode::DELETE_GLOBAL, {"--n", ""}},
    {Opcode::LOAD_NAME, {"w-n", "CC"}},
    {Opcode::STORE_NAME, {"-rn", "C"}},
    {Opcode::DELETE_NAME, {"--n", ""}},
    {Opcode::LOAD_ATTR, {"wrn", "C"}},
    {Opcode::STORE_ATTR, {"rrn", "C"}},
    {Opcode::DELETE_ATTR, {"r-n", ""}},
    {Opcode::LOAD_METHOD, {"prn", "C"}},
    {Opcode::SET_ITEM, {"rrr", ""}},
    {Opcode::DELETE_ITEM, {"rr-", ""}},
    {Opcode::GET_SLICE, {"wrrrr--", ""}},
    {Opcode::SET_SLICE, {"rrrrr--", ""}},
    {Opcode::JUMP, {"---", "J"}},
    {Opcode::JUMP_BACK, {"---", "J"}},
    {Opcode::POLL, {"---", ""}},
    {Opcode::GET_ITER, {"wr-", ""}},
    {Opcode::FOR_ITER, {"ws-", "J"}},
    {Opcode::FOR_ITER_PAIR, {"ws-", "J"}},
    {Opcode::RETURN, {"r--", ""}},
    {Opcode::CALL, {"wr#rrL-", "I"}},
    {Opcode::CALL_METHOD, {"wP#r-L-", "I"}},
    {Opcode::CALL_EX, {"wrrr---", ""}},
    {Opcode::MAKE_FUNCTION, {"wr-rrrr", ""}},
    {Opcode::BUILD_TUPLE, {"w-#L---", "I"}},
    {Opcode::BUILD_LIST, {"w-#L---", "I"}},
    {Opcode::BUILD_SET, {"w-#L---", "I"}},
    {Opcode::BUILD_MAP, {"w-#L---", "I"}},
    {Opcode::BUILD_CONST_KEY_MAP, {"w-#L---", "I"}},
    {Opcode::BUILD_STRING, {"w-#L---", "I"}},
    {Opcode::BUILD_SLICE, {"wrrr---", ""}},
    {Opcode::LIST_APPEND, {"rr-", ""}},
    {Opcode::SET_ADD, {"rr-", ""}},
    {Opcode::MAP_ADD, {"rrr", ""}},
    {Opcode::LIST_EXTEND, {"rr-", ""}},
    {Opcode::SET_UPDATE, {"rr-", ""}},
    {Opcode::DICT_UPDATE, {"rr-", ""}},
    {Opcode::DICT_MERGE, {"rrr", ""}},
    {Opcode::LIST_TO_TUPLE, {"wr-", ""}},
    {Opcode::UNPACK_SEQUENCE, {"Ur#", ""}},
    {Opcode::UNPACK_PAIR, {"wwr", ""}},
    {Opcode::UNPACK_EX, {"Xr##---", ""}},
    {Opcode::FORMAT_VALUE, {"wr#r---", ""}},
    {Opcode::IMPORT_NAME, {"wrnr---", ""}},
    {Opcode::IMPORT_FROM, {"wrn", ""}},
    {Opcode::IMPORT_STAR, {"-r-", ""}},
    {Opcode::RAISE, {"rr#", ""}},
    {Opcode::RERAISE, {"rr-", ""}},
    {Opcode::PUSH_EXC_INFO, {"wr-", ""}},
    {Opcode::POP_EXCEPT, {"-r-", ""}},
    {Opcode::CHECK_EXC_MATCH, {"wrr", ""}},
    {Opcode::CHECK_EG_MATCH, {"prr", ""}},
    {Opcode::PREP_RERAISE_STAR, {"wrr", ""}},
    {Opcode::LOAD_ASSERTION_ERROR, {"w--", ""}},
    {Opcode::BEFORE_WITH, {"pr-", ""}},
    {Opcode::BEFORE_ASYNC_WITH, {"pr-", ""}},
    {Opcode::WITH_EXCEPT_START, {"wrr", ""}},
    {Opcode::GET_LEN, {"wr-", ""}},
    {Opcode::MATCH_MAPPING, {"wr-", ""}},
    {Opcode::MATCH_SEQUENCE, {"wr-", ""}},
    {Opcode::MATCH_KEYS, {"wrr", ""}},
    {Opcode::MATCH_CLASS, {"wr-rr#-", ""}},
    {Opcode::RETURN_GENERATOR, {"---", ""}},
    {Opcode::YIELD_VALUE, {"wrr", ""}},
    {Opcode::SEND, {"wsr", "J"}},
    {Opcode::GET_YIELD_FROM_ITER, {"wr-", ""}},
    {Opcode::GET_AWAITABLE, {"wr#", ""}},
    {Opcode::GET_AITER, {"wr-", ""}},
    {Opcode::GET_ANEXT, {"wr-", ""}},
    {Opcode::END_ASYNC_FOR, {"r--", ""}},
    {Opcode::ASYNC_GEN_WRAP, {"wr-", ""}},
    {Opcode::LOAD_BUILD_CLASS, {"w--", ""}},
    {Opcode::SETUP_ANNOTATIONS, {"---", ""}},
    {Opcode::PRINT_EXPR, {"-r-", ""}},
};

constexpr size_t kOpcodeCount = static_cast<size_t>(Opcode::kCount);

constexpr Shape ShapeOfForm(Form form) {
  switch (form) {
    case Form::kBinary:
      return {"wrr", ""};
    case Form::kUnary:
      return {"wr-", ""};
    case Form::kJumpBinary:
      return {"rr#", "J"};
    case Form::kJumpUnary:
      return {"r-#", "J"};
    default:
      return {nullptr, nullptr};
  }
}

constexpr std::array<Shape, kOpcodeCount> MakeTable() {
  std::array<Shape, kOpcodeCount> table{};
#define KRAIT_SHAPE_Binary(name) \
  table[static_cast<size_t>(Opcode::name)] = ShapeOfForm(Form::kBinary);
#define KRAIT_SHAPE_Unary(name) \
  table[static_cast<size_t>(Opcode::name)] = ShapeOfForm(Form::kUnary);
#define KRAIT_SHAPE_JumpBinary(name) \
  table[static_cast<size_t>(Opcode::name)] = ShapeOfForm(Form::kJumpBinary);
#define KRAIT_SHAPE_JumpUnary(name) \
  table[static_cast<size_t>(Opcode::name)] = ShapeOfForm(Form::kJumpUnary);
#define KRAIT_SHAPE_Helper(name)
#define KRAIT_SHAPE_Control(name)
#define KRAIT_INSTRUCTION(name, form, ...) KRAIT_VARIANTS_##form(KRAIT_SHAPE_##form, name)
#include "vm/code/instructions.def"
#undef KRAIT_INSTRUCTION
#undef KRAIT_SHAPE_Binary
#undef KRAIT_SHAPE_Unary
#undef KRAIT_SHAPE_JumpBinary
#undef KRAIT_SHAPE_JumpUnary
#undef KRAIT_SHAPE_Helper
#undef KRAIT_SHAPE_Control
  for (const Row& row : kRows) table[static_cast<size_t>(row.opcode)] = row.shape;
  return table;
}

constexpr std::array<Shape, kOpcodeCount> kShapes = MakeTable();

constexpr bool IsComplete() {
  for (const Shape& shape : kShapes) {
    if (shape.operands == nullptr) return false;
  }
  return true;
}
static_assert(IsComplete(), "an instruction has no row");

const Shape& ShapeOf(const Word* instruction) { return kShapes[instruction->op]; }

int16_t OperandAt(const Word* instruction, int index) {
  if (index >= kFirstWord) {
    const int position = index - kFirstWord;
    return instruction[1 + position / 4].operands[position % 4];
  }
  return index == 0 ? instruction->a : index == 1 ? instruction->b : instruction->c;
}

uint32_t OperandWords(const Shape& shape) {
  return 1 + static_cast<uint32_t>(std::strlen(shape.operands) - kFirstWord + 3) / 4;
}

int ListLength(const Word* instruction) {
  switch (static_cast<Opcode>(instruction->op)) {
    case Opcode::BUILD_MAP:
      return 2 * instruction->c;
    case Opcode::BUILD_CONST_KEY_MAP:
      return instruction->c + 1;
    default:
      return instruction->c;
  }
}

int RangeLength(const Word* instruction, char letter) {
  switch (letter) {
    case 'p':
    case 'P':
      return 2;
    case 'U':
    case 'F':
      return instruction->c;
    case 'X':  // before the star, the star, after it
      return instruction->c + 1 + instruction[1].operands[0];
    default:
      return 1;
  }
}

OperandRole RoleOf(char letter) {
  switch (letter) {
    case 'w':
    case 'p':
    case 'U':
    case 'X':
    case 'F':
      return OperandRole::kWrite;
    case 's':
    case 'P':
      return OperandRole::kReadSlot;
    case 'u':
      return OperandRole::kChange;
    case '#':
      return OperandRole::kNumber;
    case 'n':
      return OperandRole::kName;
    default:
      return OperandRole::kRead;
  }
}

}  // namespace

OperatorOperands::OperatorOperands(const Word* pc) {
  switch (FormOf(static_cast<Opcode>(pc->op))) {
    case Form::kBinary:
      from[0] = pc->b, from[1] = pc->c, count = 2, to = pc->a;
      break;
    case Form::kUnary:
      from[0] = pc->b, from[1] = kNoOperand, count = 1, to = pc->a;
      break;
    case Form::kJumpBinary:
      from[0] = pc->a, from[1] = pc->b, count = 2, to = kNoOperand;
      break;
    default:
      from[0] = pc->a, from[1] = kNoOperand, count = 1, to = kNoOperand;
      break;
  }
}

uint32_t InstructionLength(const Word* instruction) {
  const Shape& shape = ShapeOf(instruction);
  uint32_t length = OperandWords(shape);
  for (const char* rest = shape.rest; *rest != '\0'; ++rest) {
    length += *rest == 'I' ? static_cast<uint32_t>(ListLength(instruction) + 3) / 4 : 1;
  }
  return length;
}

void VisitOperands(const CodeUnit& unit, uint32_t word, absl::FunctionRef<void(Operand)> visit) {
  const Word* instruction = unit.words() + word;
  const Shape& shape = ShapeOf(instruction);
  for (int i = 0; shape.operands[i] != '\0'; ++i) {
    const char letter = shape.operands[i];
    if (letter == '-' || letter == 'L') continue;
    const int length = RangeLength(instruction, letter);
    for (int k = 0; k < length; ++k) visit({RoleOf(letter), OperandAt(instruction, i) + k});
  }
  const uint32_t rest = OperandWords(shape);
  if (*shape.rest == 'I') {
    const int first = kFirstWord + 4 * static_cast<int>(rest - 1);
    for (int k = 0; k < ListLength(instruction); ++k) {
      visit({OperandRole::kRead, OperandAt(instruction, first + k)});
    }
  } else if (*shape.rest == 'J') {
    visit({OperandRole::kTarget, static_cast<int32_t>(word) + instruction[rest].halves[1]});
  }
}

}  // namespace krait
