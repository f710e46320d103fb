#include <algorithm>

#include "absl/types/span.h"
#include "jit/alternatives.h"
#include "jit/apply.h"
#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/code/code_unit.h"
#include "vm/code/operands.h"
#include "vm/frame/frame.h"
#include "vm/interp/calls.h"
#include "vm/interp/instruction_functions.h"
#include "vm/number/hash.h"
#include "vm/object/bound_method.h"
#include "vm/object/dict.h"
#include "vm/object/dict_keys.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/uop/catalog.h"

/// Exceptions that the loop itself handles: what raises goes on there, a call in a branch.
namespace krait::jit {

using interp::HandlingFrame;
using stencils::Use;
using uop::kNumberOf;

namespace {

Value Unwind(Thread& t, Value*, const CallSite& site, const Value*) {
  const auto& where = *reinterpret_cast<const HandlingFrame*>(site.extra);
  return interp::UnwindTo(t, where) == nullptr ? Value::Raised() : Value::None();
}

/// A RAISE or RERAISE, and the way to who handles that.
Value RaiseTo(Thread& t, Value* slots, const CallSite& site, const Value* operands) {
  (void)interp::FunctionOf(static_cast<Opcode>(site.pc->op)).run(t, slots, site.pc);
  return Unwind(t, slots, site, operands);
}

/// An instance of a class whose __new__ is BaseException's, of the call's arguments.
Value MakeException(Thread& t, Value*, const CallSite& site, const Value* operands) {
  auto* type = reinterpret_cast<krait::Type*>(site.extra);
  const auto count = static_cast<uint32_t>(site.pc->c);
  const Result<Value> made = type->slots().new_(t, type, {operands, count});
  return made.ok() ? UnlessStale(t, *made) : Value::Raised();
}

/// Whether the key, an int or str, is not in the dict, and no Python code would be asked for that.
bool IsMissing(Thread& t, Value dict, Value key) {
  if (!key.IsInt() && !IsExactly<Str>(key)) return false;
  const int64_t hash = key.IsInt() ? AvoidMinusOne(key.AsInt()) : Cast<Str>(key)->Hash(t);
  return Cast<Dict>(dict)->keys()->FindSimple(key, hash) == DictKeys::kMissing;
}

/// The KeyError of a dict that has no such key, and the way to who handles that; Unbound, and
/// nothing was done, if it has.
Value RaiseMissing(Thread& t, Value* slots, const CallSite& site, const Value* operands) {
  if (!IsMissing(t, operands[0], operands[1])) return Value::Unbound();
  (void)RaiseWithArgument(t, &BuiltinTypes::KeyError, operands[1]);
  if (TypeOf(t, t.pending) != types(t).KeyError) return Value::Raised();  // no memory for it
  return Unwind(t, slots, site, operands);
}

bool IsExceptionClass(Thread& t, Value value) {
  return Is<krait::Type>(value) && Cast<krait::Type>(value)->IsSubtypeOf(types(t).BaseException);
}

}  // namespace

/// Who handles what the instruction at `word` of the frame raises.
HandlingFrame Recorder::HandlerFrom(const InlineFrame* frame, uint32_t word) const {
  for (uint32_t frames = 1;; frame = frame->caller, ++frames) {
    const CodeUnit* unit = frame == nullptr ? recording_.unit : frame->unit;
    if (const UnitHandler* handler = unit->HandlerOf(word)) {
      // What is raised again came from elsewhere.
      const bool is_here = static_cast<Opcode>(unit->words()[word].op) != Opcode::RERAISE;
      return {handler, frames, is_here ? unit->PositionOf(word).offset : HandlingFrame::kNoOffset};
    }
    // A generator would end.
    if (frame == nullptr || IsOfGenerator(frame)) return {};
    const CodeUnit* caller = frame->caller == nullptr ? recording_.unit : frame->caller->unit;
    word = caller->IndexOf(frame->call);
  }
}

/// All frames are real while it runs, and their code says who handles what.
HandlingFrame Recorder::HandlerOf(ValueId call) const {
  const Moment& moment = recording_.recorded[call].moment;
  if (moment.keeps_pc || moment.frames_to_push != 0) return {};
  return HandlerFrom(moment.frame, moment.word);
}

bool Recorder::BeginHandler(ValueId call, Thread& t) {
  const HandlingFrame where = HandlerOf(call);
  if (where.handler == nullptr || !CanBranch(call)) return false;
  BeginHandler(call, where, t);
  return true;
}

void Recorder::BeginHandler(ValueId call, const HandlingFrame& where, Thread& t) {
  const Moment moment = BranchOff(call, t.frame->slots());
  pc_ = FrameUnit()->words() + moment.word;
  recording_.handlers.push_back(where);
  const auto extra = reinterpret_cast<uint64_t>(&recording_.handlers.back());
  const ValueId unwound = AddLeafCall(&Unwind, pc_, extra, kNoOperands);
  recording_.recorded[unwound].never_branches = true;
  LeaveFrames(where);
  ForgetOutside();
  FindSlots(t.frame->slots());
  (void)GoOnAt(*where.handler);
}

/// Those above the one that handles it.
void Recorder::LeaveFrames(const HandlingFrame& where) {
  for (uint32_t frames = where.frames; frames > 1; --frames) {
    ForgetFrame();
    now_.erase(frame_->result());
    frame_ = frame_->caller;
    --pushed_;
  }
}

/// The handler's frame has been written. Returns the exception.
ValueId Recorder::GoOnAt(const UnitHandler& handler) {
  int slot = FrameUnit()->code()->localsplus_count() + handler.depth;
  for (int end = slot + 1 + handler.push_lasti; slot < end; ++slot) {
    SetSlot(slot, Add({.operation = NumberOf(TraceOperation::kSlot), .constant = PlaceOf(slot)}));
  }
  const auto exception = static_cast<ValueId>(recording_.recorded.size() - 1);
  recording_.types[exception] = kExceptionType;
  const Word* target = FrameUnit()->words() + handler.target;
  PollAfter(target);
  Expect(target);
  return exception;
}

/// Whether the last instruction has just raised, and the interpreter is where the path can follow.
bool Recorder::IsAtHandler(const Thread& t, const Word* pc) const {
  if (call_ == kNoValue || wraps_until_ != nullptr || !CanBranch(call_)) return false;
  const HandlingFrame where = HandlerOf(call_);
  if (where.handler == nullptr) return false;
  const InlineFrame* raised_in = recording_.recorded[call_].moment.frame;
  const uint32_t depth = (raised_in == nullptr ? 0 : raised_in->depth) - (where.frames - 1);
  return pc == t.frame->unit->words() + where.handler->target && t.frame->slots() == slots_[depth];
}

/// What a generator handles is its own, which the thread has only while the generator really runs.
bool Recorder::IsInGenerator() const {
  const InlineFrame* frame = frame_;
  while (frame != nullptr && !IsOfGenerator(frame)) frame = frame->caller;
  return frame != nullptr;
}

// --- Raising -------------------------------------------------------------------------------------

/// Requires that it is an exception, so that to raise it runs no other code.
bool Recorder::RequireException(int16_t operand) {
  if (!Is<Exception>(Actual(operand))) return false;
  (void)Required(Operand(operand), kExceptionType);
  return true;
}

bool Recorder::RecordRaise(const Word* pc) {
  const HandlingFrame where = HandlerFrom(frame_, FrameUnit()->IndexOf(pc));
  if (where.handler == nullptr) return false;
  const bool again = static_cast<Opcode>(pc->op) == Opcode::RERAISE;
  if (again && where.frames == 1) return RecordReraiseHere(pc, *where.handler);
  const bool is_quiet =
      (again || pc->c == 1 || (pc->c == 2 && RequireException(pc->b))) && RequireException(pc->a);
  const auto shapes = shapes_;
  const auto versions = versions_;
  recording_.handlers.push_back(where);
  (void)RunOutside(pc, reinterpret_cast<uint64_t>(&recording_.handlers.back()), false, &RaiseTo);
  if (is_quiet) {
    shapes_ = shapes;
    versions_ = versions;
  }
  (void)GoOnBehindRaise(where);
  return true;
}

/// The last call has raised and unwound. Returns the exception.
ValueId Recorder::GoOnBehindRaise(const HandlingFrame& where) {
  recording_.recorded[call_].never_branches = true;
  call_ = kNoValue;
  LeaveFrames(where);
  slots_.resize(slots_.size() + 1 - where.frames);
  return GoOnAt(*where.handler);
}

/// A subscript whose key is not in the dict.
bool Recorder::RecordMissingKey(Thread& t, const Word* pc) {
  const auto alternatives = AlternativesOf(static_cast<Opcode>(pc->op));
  if (std::ranges::find(alternatives, kNumberOf<uop::GetDictItem>) == alternatives.end()) {
    return false;
  }
  const OperatorOperands operands(pc);
  const Value dict = Actual(operands.from[0]);
  const Value key = Actual(operands.from[1]);
  const HandlingFrame where = HandlerFrom(frame_, FrameUnit()->IndexOf(pc));
  if (where.handler == nullptr || !IsExactly<Dict>(dict) || !IsMissing(t, dict, key)) return false;
  const bool was_looked_up = HasFailed(pc, kNumberOf<uop::RequireBound>);
  const uint16_t lookup =
      key.IsInt() ? kNumberOf<uop::GetDictItem> : kNumberOf<uop::GetDictItemStr>;
  CallOperands values = kNoOperands;
  for (size_t i = 0; i < 2; ++i) {
    values[i] = Required(Operand(operands.from[i]), OperationOf(lookup).operand_type[i]);
  }
  if (!was_looked_up) LeaveWhereFound(AddLeafCall(MicroOpFunction(lookup), pc, 0, values), pc);
  recording_.handlers.push_back(where);
  const auto extra = reinterpret_cast<uint64_t>(&recording_.handlers.back());
  const ValueId raised = AddCall(&RaiseMissing, pc, extra, values);
  Add({.operation = kNumberOf<uop::RequireBound>, .a = raised});
  shapes_[GoOnBehindRaise(where)] = types(t).KeyError->instance_shape()->id();
  return true;
}

/// Goes on behind the subscript elsewhere, if the lookup gave an item.
void Recorder::LeaveWhereFound(ValueId item, const Word* pc) {
  const std::map<uint32_t, ValueId> at_miss = now_;
  SetSlot(OperatorOperands(pc).to, item);
  AddAt({.operation = kNumberOf<uop::IsItem>, .use = Use::kRequireFalse, .a = item},
        pc + InstructionLength(pc));
  now_ = at_miss;
}

/// What the frame itself handles: no more than a jump, as it adds no entry to the traceback.
bool Recorder::RecordReraiseHere(const Word* pc, const UnitHandler& handler) {
  const bool has_position = pc->b != kNoOperand;
  if ((has_position && !Actual(pc->b).IsInt()) || !RequireException(pc->a)) return false;
  const ValueId exception = Operand(pc->a);
  const uint32_t word = FrameUnit()->IndexOf(pc);
  const ValueId position = has_position
                               ? Required(Operand(pc->b), kIntType)
                               : AddConstant(Value::FromInt(FrameUnit()->PositionOf(word).offset));
  int slot = FrameUnit()->code()->localsplus_count() + handler.depth;
  if (handler.push_lasti) SetSlot(slot++, position);
  SetSlot(slot, exception);
  const Word* target = FrameUnit()->words() + handler.target;
  if (handler.target <= word) PollAfter(target);
  Expect(target);
  return true;
}

/// A call of an exception class: its __init__ becomes part of the trace.
bool Recorder::RecordException(Thread& t, const Word* pc, int16_t callee, int16_t self) {
  const Value actual = Actual(callee);
  if (!IsExactly<krait::Type>(actual) || self != kNoOperand || pc[1].operands[0] != kNoOperand ||
      pc->c > 3) {
    return false;
  }
  auto* type = Cast<krait::Type>(actual);
  // What was made in vain a finalizer would show to others.
  if (!interp::MakesException(t, type) || type->version() > INT32_MAX ||
      type->HasFlag(krait::Type::kHasFinalizer)) {
    return false;
  }
  const bool is_plain = type->slots().init == types(t).BaseException->slots().init;
  Function* init = is_plain ? nullptr : interp::ConstructorOf(t, type).init;
  if (!is_plain && (init == nullptr || !CanInlineCall(init, pc, 1))) return false;
  Rely(actual);
  RequireIdentity(Operand(callee), actual);
  RequireTypeVersion(type, type->version());
  Arguments arguments = ArgumentsOf(pc);
  CallOperands operands = kNoOperands;
  for (size_t i = 0; i < arguments.values.size(); ++i) operands[i] = AsWord(arguments.values[i]);
  const ValueId object = AddCall(&MakeException, pc, reinterpret_cast<uint64_t>(type), operands);
  Add({.operation = kNumberOf<uop::RequireBound>, .a = object});
  recording_.types[object] = kExceptionType;
  shapes_[object] = type->instance_shape()->id();
  if (is_plain) {
    SetSlot(pc->a, object);
    return true;
  }
  Rely(Value::FromObject(init));
  arguments.values.insert(arguments.values.begin(), object);
  RecordInlineCall(pc, init, arguments, pc + pc[1].operands[2], Frame::kConstructor);
  Set(frame_->result(), object);
  return true;
}

// --- Handling ------------------------------------------------------------------------------------

bool Recorder::RecordPushHandled(const Word* pc) {
  if (IsInGenerator()) return RecordFunction(pc);
  const ValueId exception = AsWord(Operand(pc->b));
  SetSlot(pc->a, Add({.operation = kNumberOf<uop::SwapHandled>, .a = exception}));
  return true;
}

bool Recorder::RecordPopExcept(const Word* pc) {
  const Value previous = Actual(pc->b);
  if ((!previous.IsNone() && !Is<Exception>(previous)) || IsInGenerator())
    return RecordFunction(pc);
  Add({.operation = kNumberOf<uop::SwapHandled>, .a = AsWord(Operand(pc->b))});
  return true;
}

/// Where the class of the exception is known, so is whether it matches classes that are.
bool Recorder::RecordExceptionMatch(Thread& t, const Word* pc) {
  const Value exception = Actual(pc->b);
  const Value match = Actual(pc->c);
  const ValueId object = AsWord(Operand(pc->b));
  if (!Is<Exception>(exception) || !IsExceptionClass(t, match) ||
      !RequireInstance(t, object, exception)) {
    return RecordFunction(pc);
  }
  Rely(match);
  RequireIdentity(Operand(pc->c), match);
  const bool matches = TypeOf(t, exception)->IsSubtypeOf(Cast<krait::Type>(match));
  SetSlot(pc->a, AddConstant(Value::FromBool(matches)));
  return true;
}

/// A tuple of classes that is made for an except clause: one step, in which it is not made.
bool Recorder::RecordMatchOfTuple(Thread& t, const Word* pc) {
  const Word* match = pc + InstructionLength(pc);
  if (static_cast<Opcode>(match->op) != Opcode::CHECK_EXC_MATCH || match->c != pc->a ||
      match->a != pc->a) {
    return false;
  }
  const Value exception = Actual(match->b);
  const absl::Span<const int16_t> items(pc[2].operands, static_cast<size_t>(pc->c));
  const bool are_classes =
      std::ranges::all_of(items, [&](int16_t item) { return IsExceptionClass(t, Actual(item)); });
  if (!are_classes || !Is<Exception>(exception) ||
      !RequireInstance(t, AsWord(Operand(match->b)), exception)) {
    return false;
  }
  bool matches = false;
  for (int16_t item : items) {
    const Value actual = Actual(item);
    Rely(actual);
    RequireIdentity(Operand(item), actual);
    matches |= TypeOf(t, exception)->IsSubtypeOf(Cast<krait::Type>(actual));
  }
  SetSlot(match->a, AddConstant(Value::FromBool(matches)));
  Expect(match + InstructionLength(match));
  skips_ = {pc, expected_[0]};
  return true;
}

/// A call of the __exit__ of a with statement that was left by an exception.
bool Recorder::RecordWithExceptStart(Thread& t, const Word* pc) {
  const Value exception = Actual(pc->c);
  Function* exit = BoundFunctionIn(pc->b);
  if (exit == nullptr || !CanInline(exit, 4) || !RequireException(pc->c)) return false;
  const ValueId object = Operand(pc->c);
  if (!RequireInstance(t, object, exception)) return false;
  const ValueId self = SelfOfBound(pc->b, exit);
  const ValueId type = AddConstant(Value::FromObject(TypeOf(t, exception)));
  const ValueId traceback = Add({.operation = kNumberOf<uop::TracebackOf>, .a = object});
  RecordInlineCall(pc, exit, {{self, type, object, traceback}}, pc + InstructionLength(pc));
  return true;
}

/// The path ends where the call does not raise.
void Recorder::GoOnInHandler(Thread& t) {
  const ValueId call = call_;
  LeavePath(ResolveAsExpected());
  BeginHandler(call, HandlerOf(call), t);
}

}  // namespace krait::jit
