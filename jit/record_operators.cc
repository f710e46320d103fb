#include "jit/recorder.h"
#include "vm/code/function.h"
#include "vm/code/jump.h"
#include "vm/code/operands.h"
#include "vm/frame/frame.h"
#include "vm/interp/special_methods.h"
#include "vm/object/bound_method.h"
#include "vm/object/operations.h"
#include "vm/object/type.h"
#include "vm/uop/catalog.h"

/// Operators of classes, and what `with` calls: methods in Python become part of the trace.
namespace krait::jit {

using stencils::Use;
using uop::kNumberOf;

namespace {

/// The method as bound to the operand.
Value Bind(Thread& t, Value*, const CallSite& site, const Value* operands) {
  auto* method = reinterpret_cast<Function*>(site.extra);
  const Result<BoundMethod*> bound = BoundMethod::New(t, Value::FromObject(method), operands[0]);
  if (!bound.ok()) return Value::Raised();
  return UnlessStale(t, Value::FromObject(*bound));
}

}  // namespace

/// Requires of a right operand that it cannot go first; false if that is not to be told.
bool Recorder::RequireRight(Thread& t, int16_t operand) {
  const Value actual = Actual(operand);
  if (actual.IsInt() || actual.IsFloat()) {
    (void)Required(Operand(operand), actual.IsInt() ? kIntType : kFloatType);
    return true;
  }
  if (actual.IsNone() || actual.IsBool()) {
    RequireIdentity(Operand(operand), actual);
    return true;
  }
  return RequireInstance(t, AsWord(Operand(operand)), actual);
}

bool Recorder::RecordSpecialMethod(Thread& t, const Word* pc) {
  const auto opcode = static_cast<Opcode>(pc->op);
  const OperatorOperands operands(pc);
  const Value left = Actual(operands.from[0]);
  const bool has_right = operands.count == 2;
  const Value right = has_right ? Actual(operands.from[1]) : Value();
  Function* function = interp::SpecialMethodFor(t, opcode, left, right);
  if (function == nullptr || !CanInline(function, operands.count)) return false;
  const ValueId object = Operand(operands.from[0]);
  if (!RequireInstance(t, object, left)) return false;
  if (interp::MayBeNotImplemented(opcode) && !RequireRight(t, operands.from[1])) return false;
  Rely(Value::FromObject(function));
  std::vector<ValueId> arguments = {object};
  if (has_right) arguments.push_back(Operand(operands.from[1]));
  RecordInlineCall(pc, function, {arguments}, pc + InstructionLength(pc), Frame::kOperator);
  recording_.frames.back().return_slot = operands.to;
  return true;
}

/// __enter__ of a with statement.
bool Recorder::RecordBeforeWith(Thread& t, const Word* pc) {
  const Value manager = Actual(pc->b);
  const interp::ContextMethods methods = interp::ContextMethodsOf(t, manager);
  const ValueId object = AsWord(Operand(pc->b));
  if (methods.enter == nullptr || !CanInline(methods.enter, 1) ||
      !RequireInstance(t, object, manager)) {
    return RecordFunction(pc);
  }
  Rely(Value::FromObject(methods.enter));
  Rely(Value::FromObject(methods.exit));
  const ValueId exit =
      AddCall(&Bind, pc, reinterpret_cast<uint64_t>(methods.exit), {object, kNoValue, kNoValue});
  Add({.operation = kNumberOf<uop::RequireBound>, .a = exit});
  RecordInlineCall(pc, methods.enter, {{object}}, pc + InstructionLength(pc), Frame::kEnter);
  recording_.frames.back().return_slot = pc->a + 1;
  Set(frame_->result(), exit);
  return true;
}

/// What the operator makes of a method's result is plain from here on: a value, or which way to
/// jump.
bool Recorder::RequireResult(const Word* pc, ValueId value) {
  const Value actual = Actual(pc->a);
  const Step& step = recording_.recorded[value].step;
  if (frame_->return_slot == kNoOperand) {
    if (!actual.IsBool()) return Refuse("a comparison gives no bool");
    if (step.IsConstant()) return true;
    Add({.operation = kNumberOf<uop::TruthOfBool>,
         .use = actual.AsBool() ? Use::kRequireTrue : Use::kRequireFalse,
         .a = AsWord(value)});
    return true;
  }
  if (!interp::MayBeNotImplemented(static_cast<Opcode>(frame_->call->op))) return true;
  if (actual.IsNotImplemented()) return Refuse("NotImplemented");
  const bool is_known =
      step.IsConstant() || recording_.types[value] != kAnyType || shapes_.contains(value);
  if (is_known) return true;
  Add({.operation = kNumberOf<uop::IsIdenticalWord<true>>,
       .use = Use::kRequireTrue,
       .a = value,
       .b = AddConstant(Value::NotImplemented())});
  return true;
}

/// Where the instruction that called the method goes on.
const Word* Recorder::BehindOperator(const InlineFrame& frame, Value result) {
  if (frame.return_slot != kNoOperand) return frame.return_pc;
  return result.AsBool() == static_cast<bool>(frame.call->c) ? Destination(frame.call)
                                                             : frame.return_pc;
}

}  // namespace krait::jit
