#include <bit>

#include "jit/alternatives.h"
#include "jit/apply.h"
#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/code/jump.h"
#include "vm/code/operands.h"
#include "vm/frame/frame.h"
#include "vm/interp/instruction_functions.h"
#include "vm/uop/catalog.h"

/// Instructions made of micro-ops, and those that move values about.
namespace krait::jit {

using stencils::Use;
using uop::kNumberOf;

bool Recorder::RecordInstruction(Thread& t, const Word* pc, IsCompiled is_compiled) {
  const auto opcode = static_cast<Opcode>(pc->op);
  Expect(pc + InstructionLength(pc));
  switch (opcode) {
    case Opcode::JUMP:
      Expect(Destination(pc));
      return true;
    case Opcode::JUMP_BACK:
      return RecordJumpBack(pc, is_compiled);
    case Opcode::POLL:
      // A call that is part of the trace needs no poll of its own: there is one each round.
      return true;
    case Opcode::MOVE:
      SetSlot(pc->a, Operand(pc->b));
      return true;
    case Opcode::CHECK_LOCAL:
      return RecordCheck(pc);
    case Opcode::GET_ITER:
      return RecordGetIter(t, pc);
    case Opcode::FOR_ITER:
      return RecordForIter(t, pc);
    case Opcode::FOR_ITER_PAIR:
      return RecordForPair(t, pc);
    case Opcode::LOAD_GLOBAL:
    case Opcode::LOAD_NAME:
      return RecordLoadGlobal(pc);
    case Opcode::STORE_GLOBAL:
    case Opcode::STORE_NAME:
      return RecordStoreGlobal(t, pc);
    case Opcode::LOAD_ATTR:
      return RecordLoadAttribute(pc);
    case Opcode::LOAD_METHOD:
      return RecordLoadMethod(pc);
    case Opcode::STORE_ATTR:
      return RecordStoreAttribute(t, pc);
    case Opcode::LOAD_CELL:
    case Opcode::STORE_CELL:
      return RecordCell(pc);
    case Opcode::SET_ITEM:
      return RecordSetItem(t, pc);
    case Opcode::GET_SLICE:
    case Opcode::SET_SLICE:
      return RecordSlice(t, pc);
    case Opcode::LIST_APPEND:
      return RecordChange(t, pc, kNumberOf<uop::AppendToList>) || RecordFunction(pc);
    case Opcode::SET_ADD:
      return RecordChange(t, pc, kNumberOf<uop::AddToSet>) || RecordFunction(pc);
    case Opcode::MAP_ADD:
      return RecordChange(t, pc, kNumberOf<uop::SetDictItem>) || RecordFunction(pc);
    case Opcode::UNPACK_SEQUENCE:
    case Opcode::UNPACK_PAIR:
      return RecordUnpack(pc);
    case Opcode::MAKE_CELL:
      return RecordMakeCell(pc);
    case Opcode::MAKE_FUNCTION:
      return RecordMakeFunction(t, pc);
    case Opcode::COPY_FREE_VARS:
      return RecordFreeVariables(pc);
    case Opcode::CALL:
    case Opcode::CALL_METHOD:
      return RecordCall(t, pc);
    case Opcode::CALL_EX:
      FinishCall(pc, RunOutside(pc, reinterpret_cast<uint64_t>(&interp::Run_CALL_EX), true));
      return true;
    case Opcode::RETURN:
      return RecordReturn(pc);
    case Opcode::BEFORE_WITH:
      return RecordBeforeWith(t, pc);
    case Opcode::PUSH_EXC_INFO:
      return RecordPushHandled(pc);
    case Opcode::POP_EXCEPT:
      return RecordPopExcept(pc);
    case Opcode::CHECK_EXC_MATCH:
      return RecordExceptionMatch(t, pc);
    case Opcode::BUILD_TUPLE:
      return RecordMatchOfTuple(t, pc) || RecordBuildTuple(pc);
    case Opcode::BUILD_LIST:
      return RecordBuildList(t, pc);
    case Opcode::BUILD_MAP:
    case Opcode::BUILD_CONST_KEY_MAP:
      return RecordBuildMap(t, pc);
    case Opcode::RAISE:
    case Opcode::RERAISE:
      return RecordRaise(pc) || RecordFunction(pc);
    case Opcode::WITH_EXCEPT_START:
      return RecordWithExceptStart(t, pc) || RecordFunction(pc);
    case Opcode::DELETE_LOCAL:
      return RecordDeleteLocal(pc);
    case Opcode::YIELD_VALUE:
      return RecordYield(pc);
    case Opcode::RETURN_GENERATOR:
      return RecordReturnGenerator(pc);
    default:
      break;
  }
  if (!AlternativesOf(opcode).empty()) return RecordMicroOps(t, pc);
  return RecordFunction(pc);
}

bool Recorder::RecordCheck(const Word* pc) {
  if (slots_.back()[pc->a].IsUnbound()) return Refuse("a local is unbound");
  const ValueId value = Get(PlaceOf(pc->a));
  // All but what was never looked at is a value.
  if (!recording_.recorded[value].step.Is(TraceOperation::kSlot)) return true;
  (void)Refine(value, {.operation = kNumberOf<uop::RequireBound>});
  return true;
}

bool Recorder::RecordDeleteLocal(const Word* pc) {
  if (Actual(pc->a).IsUnbound()) return RecordFunction(pc);
  if (!RecordCheck(pc)) return false;
  SetSlot(pc->a, AddConstant(Value::Unbound()));
  return true;
}

bool Recorder::RecordMicroOps(Thread& t, const Word* pc) {
  if (RecordWrapping(pc) || RecordSpecialMethod(t, pc) || RecordMissingKey(t, pc)) return true;
  const OperatorOperands operands(pc);
  Value values[2];
  for (int i = 0; i < operands.count; ++i) values[i] = Actual(operands.from[i]);
  for (uint16_t operation : AlternativesOf(static_cast<Opcode>(pc->op))) {
    bool truth = false;
    const Application found = ApplicationOf(t, operation, values, &truth);
    if (found == Application::kNot) continue;
    if (found == Application::kFast) {
      RecordAlternative(pc, operation, truth);
    } else {
      RecordGeneric(t, pc, operation);
    }
    return true;
  }
  return Refuse(OpcodeName(static_cast<Opcode>(pc->op)));
}

/// A division by a power of two is cheaper as what the bits of the number say: Python rounds down.
Step Recorder::Reduced(Step step) {
  const bool is_remainder = step.operation == kNumberOf<uop::RemainderInt>;
  if (!is_remainder && step.operation != kNumberOf<uop::FloorDivideInt>) return step;
  const Step& divisor = recording_.recorded[step.b].step;
  if (!divisor.Is(TraceOperation::kConstant)) return step;
  const int64_t number = Value::FromBits(divisor.constant).AsInt();
  if (number <= 0 || !std::has_single_bit(static_cast<uint64_t>(number))) return step;
  step.operation = kNumberOf<uop::RshiftInt>;
  if (is_remainder) step.operation = kNumberOf<uop::AndInt>;
  step.b = AddConstant(
      Value::FromInt(is_remainder ? number - 1 : std::countr_zero(static_cast<uint64_t>(number))));
  return step;
}

void Recorder::RecordAlternative(const Word* pc, uint16_t number, bool truth) {
  const OperatorOperands operands(pc);
  const Operation& operation = OperationOf(number);
  ValueId values[2] = {kNoValue, kNoValue};
  for (int i = 0; i < operands.count; ++i) {
    values[i] = Required(Operand(operands.from[i]), operation.operand_type[i]);
  }
  // What was just learnt of one may be known of the other.
  if (operands.count == 2 && operands.from[0] == operands.from[1]) values[0] = values[1];
  Step step{.operation = number};
  if (operation.float_form != kNoOperation) {
    step.operation = operation.float_form;
    for (int i = 0; i < operands.count; ++i) {
      if (operation.operand_type[i] != kIntType) continue;
      values[i] = AsFloat(values[i], operation.conversion);
    }
  }
  step.a = values[0];
  step.b = values[1];
  step = Reduced(step);
  const bool jumps = operands.to == kNoOperand;
  if (jumps) step.use = truth ? Use::kRequireTrue : Use::kRequireFalse;
  const ValueId result = Add(step);
  if (!jumps) {
    SetSlot(operands.to, result);
  } else if (truth == static_cast<bool>(pc->c)) {
    Expect(Destination(pc));
  } else {
    Expect(pc + 2);
  }
}

/// A micro-op that is a call.
void Recorder::RecordGeneric(Thread& t, const Word* pc, uint16_t number) {
  const OperatorOperands operands(pc);
  const Operation& operation = OperationOf(number);
  std::array<ValueId, 3> values = {kNoValue, kNoValue, kNoValue};
  for (int i = 0; i < operands.count; ++i) {
    const ValueId value = Required(Operand(operands.from[i]), operation.operand_type[i]);
    values[static_cast<size_t>(i)] = AsWord(value);
  }
  const bool jumps = operands.to == kNoOperand;
  bool is_leaf = (operation.effects & uop::kSafepoint) == 0;
  ValueId result = kNoValue;
  if (is_leaf) {
    result = AddLeafCall(MicroOpFunction(number), pc, jumps ? 1 : 0, values);
  } else {
    result = RecordQuietOperation(t, pc, number, values);
    is_leaf = result != kNoValue;
    if (!is_leaf) result = AddCall(MicroOpFunction(number), pc, jumps ? 1 : 0, values);
  }
  if (operation.may_exit || operation.result_type == kFloatType) {
    Add({.operation = kNumberOf<uop::RequireBound>, .a = result});
  }
  if (jumps) {
    const Word* to = Destination(pc);
    const bool on_true = static_cast<bool>(pc->c);
    Expect(to, pc + 2);
    pending_ = {.value = result,
                .if_true = on_true ? to : pc + 2,
                .if_false = on_true ? pc + 2 : to,
                .polls = !is_leaf};
    return;
  }
  SetSlot(operands.to, result);
  if (!is_leaf) PollAfter(pc + InstructionLength(pc));
}

bool Recorder::RecordCell(const Word* pc) {
  const bool loads = static_cast<Opcode>(pc->op) == Opcode::LOAD_CELL;
  const int16_t from = loads ? pc->b : pc->a;
  if (!IsExactly<Cell>(Actual(from))) return Refuse("no cell");
  const ValueId cell = Required(Operand(from), kCellType);
  if (loads) {
    if (Cast<Cell>(Actual(from))->content().IsUnbound()) return Refuse("an empty cell");
    SetSlot(pc->a, Add({.operation = kNumberOf<uop::LoadCell>, .a = cell}));
  } else {
    Add({.operation = kNumberOf<uop::StoreCell>, .a = cell, .b = AsFieldOf(cell, Operand(pc->b))});
  }
  return true;
}

bool Recorder::RecordSetItem(Thread& t, const Word* pc) {
  const Value list = Actual(pc->a);
  const Value index = Actual(pc->b);
  if (!IsExactly<List>(list) || !index.IsInt() || t.object_locks) {
    return RecordQuietSetItem(t, pc) || RecordFunction(pc);
  }
  const auto size = static_cast<int64_t>(Cast<List>(list)->size());
  if (index.AsInt() >= size || index.AsInt() < -size) return RecordFunction(pc);
  const ValueId list_id = Required(Operand(pc->a), kListType);
  const ValueId index_id = Required(Operand(pc->b), kIntType);
  Add({.operation = kNumberOf<uop::SetListItem>,
       .a = list_id,
       .b = index_id,
       .c = AsWord(Operand(pc->c))});
  return true;
}

bool Recorder::RecordUnpack(const Word* pc) {
  const bool is_pair = static_cast<Opcode>(pc->op) == Opcode::UNPACK_PAIR;
  const int16_t from = is_pair ? pc->c : pc->b;
  const int count = is_pair ? 2 : pc->c;
  const Value source = Actual(from);
  if (!IsExactly<Tuple>(source) || Cast<Tuple>(source)->size() != static_cast<size_t>(count)) {
    return RecordFunction(pc);
  }
  const ValueId tuple = Required(Operand(from), kTupleType);
  Add({.operation = kNumberOf<uop::RequireTupleSize>,
       .a = tuple,
       .constant = static_cast<uint64_t>(count)});
  std::vector<ValueId> items;
  for (int i = 0; i < count; ++i) {
    items.push_back(Add({.operation = kNumberOf<uop::TupleElement>,
                         .a = tuple,
                         .constant = static_cast<uint64_t>(i)}));
  }
  for (int i = 0; i < count; ++i) {
    const int to = is_pair ? (i == 0 ? pc->a : pc->b) : pc->a + count - 1 - i;
    SetSlot(to, items[static_cast<size_t>(i)]);
  }
  return true;
}

}  // namespace krait::jit
