#include <utility>

#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/code/jump.h"
#include "vm/code/operands.h"
#include "vm/frame/frame.h"
#include "vm/interp/calls.h"
#include "vm/interp/consumers.h"
#include "vm/interp/instruction_functions.h"
#include "vm/interp/tier_up.h"
#include "vm/object/native_function.h"
#include "vm/object/recursion.h"
#include "vm/object/shape.h"
#include "vm/uop/catalog.h"

/// Calls: of Python functions, which become part of the trace, and of everything outside.
namespace krait::jit {

using uop::kNumberOf;

namespace {

/// Of frames of one function in each other.
constexpr int kMostRecursion = 2;

/// Makes the frame real, with those between it and the site's.
Value PushInlined(Thread& t, Value*, const CallSite& site, const Value*) {
  const auto* inlined = reinterpret_cast<const InlineFrame*>(site.extra);
  uint32_t count = 0;
  for (const InlineFrame* frame = inlined; frame != site.frame; frame = frame->caller) ++count;
  PushFrames(t, inlined, count);
  FindFunctions(t.frame, inlined, count);
  return Value::None();
}

/// Of a real frame, which somebody may have looked at. The trace has what it returns: as in a FOR
/// loop, no slot gets it.
Value PopInlined(Thread& t, Value*, const CallSite&, const Value* operands) {
  t.frame->flags = (t.frame->flags & ~(Frame::kOperator | Frame::kEnter)) | Frame::kForIter;
  (void)interp::ReturnFrom(t, operands[0]);
  return Value::None();
}

/// A CallSite::Function: calls what the CALL or CALL_METHOD says. Unbound: there is too little of
/// the native stack left, and the interpreter is to go on.
Value CallOutside(Thread& t, Value* slots, const CallSite& site, const Value*) {
  if (IsNativeStackHalfUsed(t)) return Value::Unbound();
  Frame* frame = interp::TryPushCall(t, slots, site.pc);
  if (frame == nullptr) return interp::Run_CALL(t, slots, site.pc).raw();
  const bool has_code = interp::IsPoll(frame->pc) &&
                        interp::HeatOfFunction(frame->pc).load(std::memory_order_relaxed) > 0;
  if (!has_code) return interp::RunOn(t, {frame->pc}).raw();
  auto& tier_up = t.vm().part<interp::TierUp>();
  return interp::RunOn(t, tier_up.EnterHot(t, frame->slots(), frame->pc)).raw();
}

}  // namespace

bool IsReceiver(Thread& t, Value method, Value receiver) {
  const auto* descriptor = Cast<MethodDescriptor>(method);
  return receiver.IsObject() && descriptor->method().kind == Method::Kind::kInstance &&
         ShapeOf(t, receiver.AsObject())->type() == descriptor->owner();
}

// --- Outside -------------------------------------------------------------------------------------

/// A call of a C++ function for the instruction at `pc`. Whoever looks at the frames then sees what
/// Python has in them.
ValueId Recorder::AddCall(CallSite::Function function, const Word* pc, uint64_t extra,
                          CallOperands operands) {
  PushFrames();
  call_ = AddCallSite({function, pc, frame_, extra}, pc, operands);
  ForgetOutside();
  return call_;
}

/// Other code has run.
void Recorder::ForgetOutside() {
  ForgetObjects();
  runs_outside_ = true;
  generators_may_have_run_ = !recording_.generators.empty();
}

ValueId Recorder::AddLeafCall(CallSite::Function function, const Word* pc, uint64_t extra,
                              CallOperands operands) {
  return AddCallSite({function, pc, nullptr, extra, true}, pc, operands);
}

ValueId Recorder::AddCallSite(const CallSite& site, const Word* resume, CallOperands operands) {
  recording_.calls.push_back(site);
  return AddAt({.operation = NumberOf(TraceOperation::kCall),
                .a = operands[0],
                .b = operands[1],
                .c = operands[2],
                .constant = reinterpret_cast<uint64_t>(&recording_.calls.back())},
               resume);
}

void Recorder::PushFrames() {
  const uint32_t depth = frame_ == nullptr ? 0 : frame_->depth;
  if (pushed_ == depth) return;
  const InlineFrame* first = frame_;
  while (first->depth > pushed_ + 1) first = first->caller;
  const ValueId id =
      AddCallSite({&PushInlined, first->call, first->caller, reinterpret_cast<uint64_t>(frame_)},
                  pc_, kNoOperands);
  recording_.recorded[id].pushes_from = IsOfGenerator(first) ? TopOf(first) : first->header();
  pushed_ = depth;
}

/// Somebody may have asked the thread for something meanwhile.
void Recorder::PollAfter(const Word* resume) {
  AddAt({.operation = NumberOf(TraceOperation::kPoll)}, resume);
}

/// Runs a function of the interpreter on the frame; what it writes there is read again.
ValueId Recorder::RunOutside(const Word* pc, uint64_t extra, bool stores,
                             CallSite::Function function) {
  std::vector<uint32_t> reads;
  std::vector<int> writes;
  VisitOperands(*FrameUnit(), FrameUnit()->IndexOf(pc), [&](const struct Operand& operand) {
    const bool is_slot = operand.value >= 0 && operand.value != kNoOperand;
    const bool writes_it =
        operand.role == OperandRole::kWrite || operand.role == OperandRole::kChange;
    const bool reads_it = operand.role == OperandRole::kRead ||
                          operand.role == OperandRole::kReadSlot ||
                          operand.role == OperandRole::kChange;
    if (is_slot && reads_it) reads.push_back(PlaceOf(operand.value));
    if (is_slot && writes_it) writes.push_back(operand.value);
  });
  // What is read must be known, to be written where the function reads it.
  for (uint32_t place : reads) (void)Get(place);
  const ValueId result = AddCall(function, pc, extra);
  recording_.recorded[result].reads = std::move(reads);
  objects_.Follow(recording_, result);
  for (int slot : writes) {
    if (stores && slot == pc->a) continue;
    SetSlot(slot, Add({.operation = NumberOf(TraceOperation::kSlot), .constant = PlaceOf(slot)}));
  }
  return result;
}

bool Recorder::RecordFunction(const Word* pc) {
  const auto opcode = static_cast<Opcode>(pc->op);
  const interp::InstructionFunction function = interp::FunctionOf(opcode);
  if (function.run == nullptr) return Refuse(OpcodeName(opcode));
  const ValueId result = RunOutside(pc, reinterpret_cast<uint64_t>(function.run), function.stores);
  if (function.stores) SetSlot(pc->a, result);
  PollAfter(pc + InstructionLength(pc));
  return true;
}

// --- Calls ---------------------------------------------------------------------------------------

bool Recorder::RecordCall(Thread& t, const Word* pc) {
  const bool is_method = static_cast<Opcode>(pc->op) == Opcode::CALL_METHOD;
  int16_t callee = pc->b;
  int16_t self = is_method ? static_cast<int16_t>(pc->b + 1) : pc[1].operands[1];
  if (is_method && RecordSuperCall(pc)) return true;
  if (is_method && Actual(callee).IsUnbound()) {
    const ValueId value = Get(PlaceOf(callee));
    const Step& step = recording_.recorded[value].step;
    if (!step.Is(TraceOperation::kConstant)) {
      Add({.operation = kNumberOf<uop::IsItem>, .use = stencils::Use::kRequireFalse, .a = value});
    }
    callee = self;
    self = kNoOperand;
  }
  const bool has_self = self != kNoOperand;
  const Value actual = Actual(callee);
  const int given_before = has_self ? 1 : 0;
  if (IsExactly<Function>(actual) &&
      (CanInlineCall(Cast<Function>(actual), pc, given_before) ||
       CanMakeGenerator(t, Cast<Function>(actual), pc, given_before))) {
    if (VariesOften(Operand(callee))) return RecordOutsideCall(pc);
    std::vector<ValueId> before;
    if (has_self) before.push_back(Operand(self));
    RecordFunctionCall(pc, callee, ArgumentsOf(pc, std::move(before)));
    return true;
  }
  return RecordBoundCall(pc, callee, self) || RecordSuper(t, pc, callee) ||
         RecordConsumer(t, pc, callee, self) || RecordNativeCall(t, pc, callee, self) ||
         RecordConstructor(t, pc, callee, self) || RecordException(t, pc, callee, self) ||
         RecordDirectCall(pc, callee, self) || RecordOutsideCall(pc);
}

/// Of the arguments that a call names; null: of none.
const Tuple* Recorder::NamesOf(const Word* pc) const {
  const int16_t names = pc[1].operands[0];
  return names == kNoOperand ? nullptr : Cast<Tuple>(Actual(names));
}

/// The operands in an instruction's list, behind others.
std::vector<ValueId> Recorder::ListOf(const Word* pc, std::vector<ValueId> before) {
  const int16_t* operands = pc[2].operands;  // in as many words as it takes
  for (int i = 0; i < pc->c; ++i) before.push_back(Operand(operands[i]));
  return before;
}

/// What a call has in its list, behind others.
Recorder::Arguments Recorder::ArgumentsOf(const Word* pc, std::vector<ValueId> before) {
  return {.values = ListOf(pc, std::move(before)), .names = NamesOf(pc)};
}

/// The function of a bound method; null: it is none, or too many are called there.
Function* Recorder::BoundFunctionIn(int16_t callee) {
  const Value actual = Actual(callee);
  if (!IsExactly<BoundMethod>(actual)) return nullptr;
  const Value function = Cast<BoundMethod>(actual)->function();
  const bool is_known = IsExactly<Function>(function) && !VariesOften(Operand(callee));
  return is_known ? Cast<Function>(function) : nullptr;
}

/// What it is bound to, known to be of that function.
ValueId Recorder::SelfOfBound(int16_t callee, Function* function) {
  const ValueId bound = Required(Operand(callee), kBoundMethodType);
  const Value known = Value::FromObject(function);
  Rely(known);
  RequireIdentity(Add({.operation = kNumberOf<uop::BoundFunction>, .a = bound}), known);
  return Add({.operation = kNumberOf<uop::BoundSelf>, .a = bound});
}

bool Recorder::RecordBoundCall(const Word* pc, int16_t callee, int16_t self) {
  const bool has_self = self != kNoOperand;
  Function* function = BoundFunctionIn(callee);
  if (function == nullptr || !CanInlineCall(function, pc, 1 + (has_self ? 1 : 0))) return false;
  std::vector<ValueId> before = {SelfOfBound(callee, function)};
  if (has_self) before.push_back(Operand(self));
  RecordInlineCall(pc, function, ArgumentsOf(pc, std::move(before)), pc + pc[1].operands[2]);
  return true;
}

/// A native function that goes through a generator: the function in Python that stands in for it.
bool Recorder::RecordConsumer(Thread& t, const Word* pc, int16_t callee, int16_t self) {
  if (pc->c != 1 || pc[1].operands[0] != kNoOperand) return false;
  const Value actual = Actual(callee);
  const int16_t argument = pc[2].operands[0];
  const bool is_method = self != kNoOperand;
  Function* function = interp::KnownConsumer(t, interp::ConsumerOf(t, actual), Actual(argument));
  if (function == nullptr || !CanInline(function, 3) ||
      is_method != IsExactly<MethodDescriptor>(actual)) {
    return false;
  }
  ValueId receiver = AddConstant(Value::None());
  if (is_method) {
    if (!IsReceiver(t, actual, Actual(self))) return false;
    receiver = AsWord(Operand(self));
    RequireShape(receiver, Actual(self).AsObject()->shape_id());
  }
  Rely(actual);
  Rely(Value::FromObject(function));
  RequireIdentity(Operand(callee), actual);
  RequireResumable(Operand(argument), Actual(argument));
  RecordInlineCall(pc, function, {{Operand(argument), Operand(callee), receiver}},
                   pc + pc[1].operands[2]);
  return true;
}

/// A class whose objects object.__new__ makes: its __init__ becomes part of the trace.
bool Recorder::RecordConstructor(Thread& t, const Word* pc, int16_t callee, int16_t self) {
  const Value actual = Actual(callee);
  if (!IsExactly<krait::Type>(actual) || self != kNoOperand) return false;
  auto* type = Cast<krait::Type>(actual);
  Function* init = interp::SimpleInitOf(t, type);
  if (init == nullptr || !CanInlineCall(init, pc, 1) || type->version() > INT32_MAX) {
    return false;
  }
  Rely(actual);
  Rely(Value::FromObject(init));
  RequireIdentity(Operand(callee), actual);
  RequireTypeVersion(type, type->version());
  const ValueId object = AddInstance(type, pc);
  RecordInlineCall(pc, init, ArgumentsOf(pc, {object}), pc + pc[1].operands[2],
                   Frame::kConstructor);
  Set(frame_->result(), object);
  return true;
}

/// A closure never changes: the cells of a known function are known.
bool Recorder::RecordFreeVariables(const Word* pc) {
  if (frame_ == nullptr) return RecordFunction(pc);
  const Tuple* closure = Frame::OfSlots(slots_.back())->function->closure();
  if (closure == nullptr || closure->size() != static_cast<size_t>(pc->c)) {
    return RecordFunction(pc);
  }
  for (int i = 0; i < pc->c; ++i) {
    ValueId cell;
    if (frame_->function == nullptr) {
      cell = Add({.operation = kNumberOf<uop::ClosureCell>,
                  .a = now_.at(frame_->result()),
                  .constant = static_cast<uint64_t>(i)});
    } else {
      cell = AddConstant(closure->At(static_cast<size_t>(i)));
      recording_.types[cell] = kCellType;
    }
    SetSlot(pc->a + i, cell);
  }
  return true;
}

bool Recorder::RecordOutsideCall(const Word* pc) {
  FinishCall(pc, RunOutside(pc, 0, true, &CallOutside));
  return true;
}

/// The call of a function that has its own code, or will have some.
bool Recorder::RecordDirectCall(const Word* pc, int16_t callee, int16_t self) {
  const Value actual = Actual(callee);
  if (!IsExactly<Function>(actual) || VariesOften(Operand(callee))) return false;
  auto* function = Cast<Function>(actual);
  const int before = self == kNoOperand ? 0 : 1;
  if ((function->code()->code_flags() & kCodeAnyGenerator) != 0 ||
      !CanBindCall(function, pc, before) || !interp::IsPoll(function->code()->unit()->words())) {
    return false;
  }
  Rely(actual);
  RequireIdentity(Operand(callee), actual);
  const Arguments arguments =
      ArgumentsOf(pc, before == 0 ? std::vector<ValueId>() : std::vector{Operand(self)});
  const std::vector<ValueId> values = ParametersOf(pc, function, arguments, kNoValue);
  for (const InlineFrame* inlined = frame_; inlined != nullptr; inlined = inlined->caller) {
    if (IsOfGenerator(inlined)) PushFrames();
  }
  const InlineFrame* frame = AddFrame(pc, function, pc + pc[1].operands[2], 0, false);
  const std::vector<uint32_t> slots = SetLocals(*frame, values);
  call_ = AddCallSite({.function = nullptr,
                       .pc = pc,
                       .frame = frame_,
                       .extra = reinterpret_cast<uint64_t>(frame),
                       .is_direct = true,
                       .frames_to_push = (frame_ == nullptr ? 0 : frame_->depth) - pushed_},
                      pc, kNoOperands);
  recording_.recorded[call_].reads = slots;
  objects_.Follow(recording_, call_);
  ForgetOutside();
  for (uint32_t slot : slots) now_.erase(slot);
  FinishCall(pc, call_);
  return true;
}

/// Of a call that leaves when there is too little of the native stack left.
void Recorder::FinishCall(const Word* pc, ValueId result) {
  Add({.operation = kNumberOf<uop::RequireBound>, .a = result});
  SetSlot(pc->a, result);
  PollAfter(pc + InstructionLength(pc));
}

/// Whether the path is too deep in calls, or in calls of one function, for another one.
bool Recorder::IsTooDeepFor(const CodeUnit* unit) const {
  int same = unit == recording_.unit ? 1 : 0;
  for (const InlineFrame* frame = frame_; frame != nullptr; frame = frame->caller) {
    same += frame->unit == unit ? 1 : 0;
  }
  const uint32_t depth = frame_ == nullptr ? 0 : frame_->depth;
  return depth >= kMostDepth || same >= kMostRecursion;
}

/// Whether a call with so many arguments, one for each parameter, can be part of the trace.
bool Recorder::CanInline(const Function* function, int given) const {
  const Code* code = function->code();
  return code->unit() != nullptr && code->has_simple_parameters() && given == code->argcount() &&
         (code->code_flags() & kCodeAnyGenerator) == 0 && !IsTooDeepFor(code->unit());
}

bool Recorder::CanInlineCall(const Function* function, const Word* pc, int before) const {
  return (function->code()->code_flags() & kCodeAnyGenerator) == 0 &&
         CanBindCall(function, pc, before) && !IsTooDeepFor(function->code()->unit());
}

/// Whether it is known what a call puts in its frame.
bool Recorder::CanBindCall(const Function* function, const Word* pc, int before) const {
  const Code* code = function->code();
  return code->unit() != nullptr && CanBind(function, before + pc->c, NamesOf(pc));
}

/// A function with a name is always the same one; of others there may be many of the same code.
void Recorder::RecordFunctionCall(const Word* pc, int16_t callee, const Arguments& arguments) {
  const Value actual = Actual(callee);
  const ValueId value = Operand(callee);
  auto* function = Cast<Function>(actual);
  const Word* return_pc = pc + pc[1].operands[2];
  const Step& step = recording_.recorded[value].step;
  const bool needs_identity = NeedsDefaults(function, arguments) && DefaultsOf(value) == kNoValue;
  if (step.IsConstant() || step.operation == kNumberOf<uop::LoadEntry> || needs_identity) {
    Rely(actual);
    RequireIdentity(value, actual);
    RecordInlineCall(pc, function, arguments, return_pc);
    return;
  }
  const Value parts[] = {Value::FromObject(function->code()),
                         Value::FromObject(function->globals()),
                         Value::FromObject(function->builtins())};
  for (Value part : parts) Rely(part);
  const ValueId known = Required(value, kFunctionType);
  Add({.operation = kNumberOf<uop::RequireCode>, .a = known, .b = AddConstant(parts[0])});
  Add({.operation = kNumberOf<uop::RequireNamespaces>,
       .a = known,
       .b = AddConstant(parts[1]),
       .c = AddConstant(parts[2])});
  RecordInlineCall(pc, function, arguments, return_pc, 0, known);
}

void Recorder::RecordInlineCall(const Word* pc, Function* function, const Arguments& arguments,
                                const Word* return_pc, uint32_t flags, ValueId made) {
  const std::vector<ValueId> values = ParametersOf(pc, function, arguments, made);
  frame_ = AddFrame(pc, function, return_pc, flags, made != kNoValue);
  SetLocals(*frame_, values);
  if (made != kNoValue) Set(frame_->result(), made);
  slots_.push_back(nullptr);
  Expect(frame_->unit->words());
}

/// Of a frame that begins: first its parameters, the others unbound. Returns the places.
std::vector<uint32_t> Recorder::SetLocals(const InlineFrame& frame,
                                          const std::vector<ValueId>& parameters) {
  const ValueId unbound = AddConstant(Value::Unbound());
  std::vector<uint32_t> places;
  for (size_t i = 0; i < static_cast<size_t>(frame.unit->code()->localsplus_count()); ++i) {
    places.push_back(frame.base + static_cast<uint32_t>(i));
    Set(places.back(), i < parameters.size() ? parameters[i] : unbound);
  }
  return places;
}

/// One above the innermost. `finds_function`: which one it is, the trace says.
const InlineFrame* Recorder::AddFrame(const Word* pc, Function* function, const Word* return_pc,
                                      uint32_t flags, bool finds_function) {
  recording_.frames.push_back({.caller = frame_,
                               .function = finds_function ? nullptr : function,
                               .unit = function->code()->unit(),
                               .globals = function->globals(),
                               .builtins = function->builtins(),
                               .call = pc,
                               .return_pc = return_pc,
                               .return_slot = pc->a,
                               .base = BaseAbove(frame_),
                               .flags = flags,
                               .depth = frame_ == nullptr ? 1 : frame_->depth + 1});
  return &recording_.frames.back();
}

bool Recorder::RecordReturn(const Word* pc) {
  if (frame_ == nullptr) return Refuse("RETURN");
  if (IsOfGenerator(frame_)) return RecordEndOfGenerator(pc);
  ValueId value = Operand(pc->a);
  if ((frame_->flags & Frame::kConstructor) != 0) {
    if (!Actual(pc->a).IsNone()) return Refuse("__init__ returns something");
    if (!recording_.recorded[value].step.IsConstant()) {
      Add({.operation = kNumberOf<uop::IsNone>, .use = stencils::Use::kRequireTrue, .a = value});
    }
  }
  const bool is_operator = (frame_->flags & Frame::kOperator) != 0;
  if (is_operator && !RequireResult(pc, value)) return false;
  const Word* next = is_operator ? BehindOperator(*frame_, Actual(pc->a)) : frame_->return_pc;
  if (pushed_ == frame_->depth) {
    AddCall(&PopInlined, pc, 0, {AsWord(value), kNoValue, kNoValue});
    --pushed_;
  }
  const InlineFrame* frame = frame_;
  const ValueId held = frame->has_result() ? now_[frame->result()] : kNoValue;
  if ((frame->flags & Frame::kConstructor) != 0) value = held;
  ForgetFrame();
  now_.erase(frame->result());
  GoBackWith(value, next);
  if ((frame->flags & Frame::kEnter) != 0) SetSlot(frame->return_slot - 1, held);
  return true;
}

/// The innermost frame is left; its caller has the value, if it wants it, and goes on at `next`.
void Recorder::GoBackWith(ValueId value, const Word* next) {
  const InlineFrame* frame = std::exchange(frame_, frame_->caller);
  slots_.pop_back();
  if (frame->return_slot != kNoOperand) SetSlot(frame->return_slot, value);
  Expect(next);
}

}  // namespace krait::jit
