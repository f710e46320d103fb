#include <algorithm>

#include "jit/recorder.h"
#include "vm/builtins/super_lookup.h"
#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/code/operands.h"
#include "vm/frame/frame.h"
#include "vm/object/bound_method.h"
#include "vm/object/bytes.h"
#include "vm/object/descriptors.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/slot_table.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type.h"
#include "vm/uop/catalog.h"

/// super().method: one step, in which no super object is made.
namespace krait::jit {

using uop::kNumberOf;

namespace {

/// The LOAD_METHOD that takes what the call at `pc` gives; null if something else follows.
const Word* LoadMethodBehind(const Word* pc) {
  const Word* next = pc + pc[1].operands[2];
  while (static_cast<Opcode>(next->op) == Opcode::POLL) next += InstructionLength(next);
  return static_cast<Opcode>(next->op) == Opcode::LOAD_METHOD && next->b == pc->a ? next : nullptr;
}

}  // namespace

/// Of a slot wrapper: the first operand is an object of its class.
static Value CallSlot(Thread& t, Value*, const CallSite& site, const Value* operands) {
  const auto* wrapper = Cast<SlotWrapper>(Value::FromBits(site.extra));
  const RecursionScope level(t);
  if (!level.Check(" while calling a Python object").ok()) return Value::Raised();
  const SlotDef& def = wrapper->def();
  const Args args{operands + 1, static_cast<uint32_t>(site.pc->c)};
  return def.wrapper(t, def, wrapper->function(), operands[0], args).raw();
}

/// The interpreter runs all of it meanwhile, up to the LOAD_METHOD.
bool Recorder::RecordSuper(Thread& t, const Word* pc, int16_t callee) {
  const Value super = Value::FromObject(types(t).super);
  const Word* load = LoadMethodBehind(pc);
  const Code* code = FrameUnit()->code();
  const int cell_slot = SlotOfClassCell(code);
  const bool is_plain = static_cast<Opcode>(pc->op) == Opcode::CALL && pc->c == 0 &&
                        pc[1].operands[0] == kNoOperand && pc[1].operands[1] == kNoOperand;
  if (!is_plain || !Actual(callee).SameBits(super) || load == nullptr || cell_slot < 0 ||
      code->argcount() == 0 || (code->localspluskinds()->data()[0] & kLocalCell) != 0) {
    return false;
  }
  const Value self = Actual(0);
  const Value cell = Actual(static_cast<int16_t>(cell_slot));
  if (!self.IsObject() || Is<krait::Type>(self) || !IsExactly<Cell>(cell)) return false;
  const Value content = Cast<Cell>(cell)->content();
  krait::Type* type = TypeOf(t, self);
  if (!Is<krait::Type>(content) || !type->IsSubtypeOf(Cast<krait::Type>(content))) return false;
  const Value name = code->names()->At(static_cast<size_t>(load->c));
  const Value method = LookupBehind(t, type, Cast<krait::Type>(content), Cast<Str>(name));
  const ValueId object = AsWord(Get(PlaceOf(0)));
  const bool is_known = IsExactly<Function>(method) || IsExactly<SlotWrapper>(method);
  if (!is_known || !RequireInstance(t, object, self)) return false;
  Rely(method);
  Rely(content);
  RequireIdentity(Operand(callee), super);
  const ValueId known_cell = Required(Get(PlaceOf(cell_slot)), kCellType);
  RequireIdentity(Add({.operation = kNumberOf<uop::LoadCell>, .a = known_cell}), content);
  SetSlot(load->a, AddConstant(method));
  SetSlot(load->a + 1, Get(PlaceOf(0)));
  Expect(load + InstructionLength(load));
  skips_ = {pc, expected_[0]};
  return true;
}

/// The call of such a method: the interpreter has a bound one, the path the function and its
/// object.
bool Recorder::RecordSuperCall(const Word* pc) {
  const Step& step = recording_.recorded[Get(PlaceOf(pc->b))].step;
  const Value bound = Actual(static_cast<int16_t>(pc->b + 1));
  if (!Actual(pc->b).IsUnbound() || !step.Is(TraceOperation::kConstant)) return false;
  const Value method = Value::FromBits(step.constant);
  if (IsExactly<SlotWrapper>(method)) return RecordSuperSlotCall(pc, method);
  if (!IsExactly<BoundMethod>(bound) || !Cast<BoundMethod>(bound)->function().SameBits(method)) {
    return false;
  }
  auto* function = Cast<Function>(method);
  if (!CanInlineCall(function, pc, 1)) return false;
  const Arguments arguments = ArgumentsOf(pc, {Get(PlaceOf(pc->b + 1))});
  RecordInlineCall(pc, function, arguments, pc + pc[1].operands[2]);
  return true;
}

/// The same of a built-in class's slot, such as BaseException.__init__.
bool Recorder::RecordSuperSlotCall(const Word* pc, Value wrapper) {
  CallOperands operands = {AsWord(Get(PlaceOf(pc->b + 1)))};
  std::fill(operands.begin() + 1, operands.end(), kNoValue);
  const Arguments arguments = ArgumentsOf(pc);
  if (arguments.names != nullptr || arguments.values.size() >= operands.size()) return false;
  for (size_t i = 0; i < arguments.values.size(); ++i) {
    operands[i + 1] = AsWord(arguments.values[i]);
  }
  SetSlot(pc->a, AddCall(&CallSlot, pc, wrapper.bits(), operands));
  PollAfter(pc + InstructionLength(pc));
  return true;
}

}  // namespace krait::jit
