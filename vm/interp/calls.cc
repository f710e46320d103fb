#include "vm/interp/calls.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "vm/frame/frame_object.h"
#include "vm/frame/generator.h"
#include "vm/heap/rooted.h"
#include "vm/interp/consumers.h"
#include "vm/interp/handlers.h"
#include "vm/interp/instruction_functions.h"
#include "vm/interp/recording.h"
#include "vm/interp/special_methods.h"
#include "vm/interp/tracing.h"
#include "vm/interp/translate_on_demand.h"
#include "vm/object/attributes.h"
#include "vm/object/bound_method.h"
#include "vm/object/exception.h"
#include "vm/object/native_function.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/shape.h"
#include "vm/object/tuple.h"

/// Python calls: frames pushed and popped inside the loop.
namespace krait::interp {
namespace {

constexpr int kFewArguments = 6;

/// The operands behind a call's two words, in a row.
const int16_t* ArgumentOperands(const Word* pc) { return pc[2].operands; }

[[gnu::always_inline]] inline void LoadArguments(Value* slots, const Word* pc, Value* to) {
  const int16_t* operands = ArgumentOperands(pc);
  const int count = pc->c;
#pragma clang loop unroll(disable)
  for (int i = 0; i < count; ++i) to[i] = Load(slots, operands[i]);
}

// Rooms on the native stack, where the collector sees them: what was there before would be kept
// alive. To clear the larger one takes as long as a short call, so it is cleared afterwards.
using FewArguments = Value[kFewArguments];
template <int kCount>
union ArgumentBuffer {
  ArgumentBuffer() {}  // NOLINT
  Value values[kCount];
};

/// Who is called, and the value to go before the arguments (Unbound: none).
struct Target {
  Value callee;
  Value self;
};

/// As a CALL or CALL_METHOD instruction has it.
template <Opcode kOp>
[[gnu::always_inline]] inline Target TargetOf(Value* slots, const Word* pc) {
  if constexpr (kOp == Opcode::CALL_METHOD) {
    const Target target{slots[pc->b], slots[pc->b + 1]};
    return target.callee.IsUnbound() ? Target{target.self, Value::Unbound()} : target;
  } else {
    const int16_t self = pc[1].operands[1];
    return {Load(slots, pc->b), self == kNoOperand ? Value::Unbound() : Load(slots, self)};
  }
}

/// What such an instruction says, decoded.
struct CallSite {
  Value callee;
  Value self;
  int count;  // values in the list, keyword values included
  Tuple* keyword_names;
  int words;

  CallSite(Value* slots, const Word* pc) : count(pc->c), words(pc[1].operands[2]) {
    const Target target = static_cast<Opcode>(pc->op) == Opcode::CALL_METHOD
                              ? TargetOf<Opcode::CALL_METHOD>(slots, pc)
                              : TargetOf<Opcode::CALL>(slots, pc);
    callee = target.callee;
    self = target.self;
    keyword_names =
        pc[1].operands[0] == kNoOperand ? nullptr : Cast<Tuple>(Load(slots, pc[1].operands[0]));
  }
};

/// The arguments of a site in a row on the native stack, where the collector sees them: self (if
/// there is one) and then the list. There is room for one more in front.
class GatheredArguments {
 public:
  GatheredArguments(Thread& t, Value* slots, const Word* pc, const CallSite& site) {
    const int total = site.count + 2;
    first_ = inline_.values + 2;
    if (total > kInline) {
      overflow_.emplace(t).resize(total);
      first_ = overflow_->data() + 2;
    }
    LoadArguments(slots, pc, first_);
    const int keywords =
        site.keyword_names == nullptr ? 0 : static_cast<int>(site.keyword_names->size());
    args_ = {first_, static_cast<uint32_t>(site.count - keywords),
             keywords == 0 ? nullptr : site.keyword_names};
    if (!site.self.IsUnbound()) Prepend(site.self);
  }
  /// What follows on this stack and does not write all of it would keep dead arguments alive.
  ~GatheredArguments() {
    for (Value& value : inline_.values) value = Value::Unbound();
    asm volatile("" : : "r"(inline_.values) : "memory");
  }
  /// Puts `self` in front, twice at most.
  void Prepend(Value self) {
    *--first_ = self;
    args_.values = first_;
    ++args_.count;
  }
  GatheredArguments(const GatheredArguments&) = delete;
  GatheredArguments& operator=(const GatheredArguments&) = delete;
  const Args& args() const { return args_; }

 private:
  static constexpr int kInline = 12;
  ArgumentBuffer<kInline> inline_;
  std::optional<RootedVector> overflow_;
  Value* first_;
  Args args_;
};

}  // namespace

Result<CodeUnit*> EnsureUnit(Thread& t, Code* code) {
  if (CodeUnit* unit = code->unit()) [[likely]]
    return unit;
  return TranslateOnDemand(t, code);
}

// --- Pushing and popping --------------------------------------------------------------------

Raised RaiseRecursion(Thread& t) {
  return Raise(t, &BuiltinTypes::RecursionError, "maximum recursion depth exceeded");
}

namespace {

Result<Frame*> PushRaw(Thread& t, CodeUnit* unit) {
  if (t.recursion_remaining <= 0) return RaiseRecursion(t);
  char* memory = TRY(FrameStack::Push(t, Frame::SizeFor(unit)));
  --t.recursion_remaining;
  return reinterpret_cast<Frame*>(memory);
}

/// Makes a frame whose locals are filled the innermost one.
void Link(Thread& t, Frame* frame) {
  frame->previous = t.frame;
  t.frame = frame;
}

}  // namespace

}  // namespace krait::interp

namespace krait {

using interp::EnsureUnit;

void PopFrame(Thread& t, Frame* frame) {
  t.frame = frame->previous;
  ++t.recursion_remaining;
  if (frame->generator == nullptr) FrameStack::Pop(t, reinterpret_cast<char*>(frame));
}

Result<Frame*> PushFunctionFrame(Thread& t, Function* function, Args args) {
  Code* code = function->code();
  CodeUnit* unit = TRY(EnsureUnit(t, code));
  Frame* frame = TRY(interp::PushRaw(t, unit));
  interp::InitializeFrame(frame, unit, function);
  const Result<None> bound = BindParameters(t, function, args, frame->slots());
  if (!bound.ok()) {
    ++t.recursion_remaining;
    FrameStack::Pop(t, reinterpret_cast<char*>(frame));
    return Raised{};
  }
  interp::Link(t, frame);
  return frame;
}

Result<Frame*> PushCodeFrame(Thread& t, Function* function, Value locals) {
  Frame* frame = TRY(PushFunctionFrame(t, function, {}));
  frame->locals = locals;
  return frame;
}

Result<Value> RunFrame(Thread& t, Frame* frame) {
  frame->flags |= Frame::kEntry;
  frame->return_slot = -1;
  return interp::RunOn(t, {frame->pc});
}

Result<Value> CallFunction(Thread& t, Value function, Args args) {
  TRY(CheckNativeStack(t));
  auto* callee = Cast<Function>(function);
  Frame* frame = args.has_keywords()
                     ? nullptr
                     : interp::TryMakeSimpleFrame(&t, callee, static_cast<int>(args.count));
  if (frame != nullptr) [[likely]] {
    std::copy_n(args.values, args.count, frame->slots());
    interp::EnterSimpleFrame(&t, frame, nullptr, -1);
  } else {
    frame = TRY(PushFunctionFrame(t, callee, args));
  }
  return RunFrame(t, frame);
}

Result<Value> RunCode(Thread& t, Code* code, Dict* globals, Value locals) {
  TRY(CheckNativeStack(t));
  Function* function = TRY(Function::New(t, code, globals));
  Frame* frame = TRY(PushCodeFrame(t, function, locals));
  return RunFrame(t, frame);
}

}  // namespace krait

namespace krait::interp {

Result<Value> RunOn(Thread& t, const TierUp::HotEntry& from) {
  const Word* pc = from.pc == nullptr ? UnwindToHandler(t) : from.pc;
  if (pc == nullptr) return Raised{};
  t.returned = Value::Raised();
  const HandlerTable* table = from.records ? &kRecordingHandlers : HandlersFor(t);
  table->handlers[pc->op](pc, t.frame->slots(), &t, table);
  if (t.HasPending()) return Raised{};
  const Value result = t.returned;
  t.returned = Value::Unbound();
  return result;
}

const Word* ReturnFrom(Thread& t, Value result) {
  Frame* frame = t.frame;
  if (frame->Has(Frame::kHasObject)) {
    if (!FrameObject::Detach(t, frame).ok()) t.pending = Value::Unbound();
  }
  if (frame->Has(Frame::kConstructor)) {
    if (!result.IsNone()) {
      const std::string type = TypeName(t, result);
      PopFrame(t, frame);
      (void)RaiseTypeError(t, absl::StrCat("__init__() should return None, not '", type, "'"));
      return nullptr;
    }
    result = frame->result;
  }
  const uint32_t flags = frame->flags;
  const Value held = frame->result;
  const Word* next = frame->return_pc;
  const int slot = frame->return_slot;
  Generator* generator = frame->generator;
  if (generator != nullptr) next = frame->exhausted_pc;
  PopFrame(t, frame);
  if (generator != nullptr) {
    t.handled = generator->handled().previous;
    generator->Finish();
  }
  if ((flags & Frame::kEntry) != 0) {
    t.returned = result;
    if (generator != nullptr) t.generator_returned = true;
    return nullptr;
  }
  if ((flags & Frame::kOperator) != 0) return FinishOperator(t, result);
  if ((flags & Frame::kEnter) != 0) t.frame->slots()[slot - 1] = held;
  // FOR_ITER has no use for a generator's return value.
  if ((flags & Frame::kForIter) == 0) t.frame->slots()[slot] = result;
  return next;
}

namespace {

/// A Python __init__ that type.__call__ runs on what __new__ gave; else null.
Function* PythonInitOf(Thread& t, Type* type) {
  if (!type->HasFlag(Type::kHeapType) || TypeOf(t, Value::FromObject(type)) != types(t).type) {
    return nullptr;
  }
  const Value init = type->Lookup(t, names(t).__init__);
  return IsExactly<Function>(init) ? Cast<Function>(init) : nullptr;
}

}  // namespace

Function* SimpleInitOf(Thread& t, Type* type) {
  const bool is_plain =
      !type->HasFlag(Type::kAbstract) && type->slots().new_ == types(t).object->slots().new_;
  return is_plain ? PythonInitOf(t, type) : nullptr;
}

bool MakesException(Thread& t, const Type* type) {
  return type->slots().new_ == types(t).BaseException->slots().new_;
}

Constructor ConstructorOf(Thread& t, Type* type) {
  if (Function* init = SimpleInitOf(t, type)) return {init, false};
  if (MakesException(t, type)) return {PythonInitOf(t, type), true};
  return {};
}

Result<Value> MakeFor(Thread& t, Type* type, const Constructor& constructor, Args args) {
  if (constructor.makes_exception) return type->slots().new_(t, type, args);
  return AllocateInstance(t, type, type->instance_size());
}

// --- CALL -----------------------------------------------------------------------------------

namespace {

/// type.__call__ for a class that has one: makes the object and the frame of __init__.
Result<Frame*> PushConstructor(Thread& t, Type* type, const Constructor& constructor,
                               GatheredArguments& arguments) {
  const Value self = TRY(MakeFor(t, type, constructor, arguments.args()));
  arguments.Prepend(self);
  Frame* frame = TRY(PushFunctionFrame(t, constructor.init, arguments.args()));
  frame->flags |= Frame::kConstructor;
  frame->result = self;
  return frame;
}

/// Without going on in this loop.
Result<Value> CallNatively(Thread& t, Value callee, const Args& args) {
  if (IsExactly<MethodDescriptor>(callee)) return Cast<MethodDescriptor>(callee)->Call(t, args);
  return Call(t, callee, args);
}

}  // namespace

Result<const Word*> RunCall(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  const CallSite site(slots, pc);
  GatheredArguments arguments(t, slots, pc, site);
  Value callee = site.callee;
  if (IsExactly<BoundMethod>(callee)) {
    arguments.Prepend(Cast<BoundMethod>(callee)->self());
    callee = Cast<BoundMethod>(callee)->function();
  }
  if (IsExactly<Function>(callee)) {
    Frame* frame = TRY(PushFunctionFrame(t, Cast<Function>(callee), arguments.args()));
    return Enter(frame, pc, site.words);
  }
  if (Is<Type>(callee) && site.self.IsUnbound()) {
    const Constructor constructor = ConstructorOf(t, Cast<Type>(callee));
    if (constructor.init != nullptr) {
      Frame* frame = TRY(PushConstructor(t, Cast<Type>(callee), constructor, arguments));
      return Enter(frame, pc, site.words);
    }
  }
  slots[pc->a] = TRY(CallNatively(t, callee, arguments.args()));
  return pc + site.words;
}

[[gnu::noinline]] static KRAIT_HANDLER CallGeneric(KRAIT_HANDLER_ARGUMENTS) {
  const Result<const Word*> next = RunCall(*t, slots, pc);
  if (!next.ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc = *next;
  slots = t->frame->slots();
  if (IsTracing(*t)) [[unlikely]]
    table = &kTracingHandlers;  // perhaps since this call
  KRAIT_DISPATCH();
}

namespace {

/// A native function to be entered at once, without the layers of Call: `self` goes to its entry
/// beside the arguments.
struct NativeTarget {
  const Method* method = nullptr;  // null: the call is of another kind
  Value self;
};

/// A method's receiver must be of exactly its owner's type, and there are few arguments and no
/// keywords.
[[gnu::always_inline]] inline NativeTarget NativeTargetOf(Thread* t, const Word* pc,
                                                          Target target) {
  if (pc[1].operands[0] != kNoOperand || pc->c > kFewArguments) return {};
  if (target.self.IsUnbound()) {
    if (!IsExactly<NativeFunction>(target.callee)) return {};
    const auto* function = Cast<NativeFunction>(target.callee);
    return {&function->method(), function->self()};
  }
  if (!IsExactly<MethodDescriptor>(target.callee) || !target.self.IsObject()) return {};
  const auto* descriptor = Cast<MethodDescriptor>(target.callee);
  if (ShapeOf(*t, target.self.AsObject())->type() != descriptor->owner() ||
      descriptor->method().kind != Method::Kind::kInstance) {
    return {};
  }
  return {&descriptor->method(), target.self};
}

[[gnu::noinline]] Value CallNative(Thread& t, Value* slots, const Word* pc, const Method* method,
                                   Value self) {
  SavePc(slots, pc);
  const RecursionScope level(t);
  if (!level.Check(" while calling a Python object").ok()) return Value::Raised();
  FewArguments arguments = {};
  LoadArguments(slots, pc, arguments);
  return method->entry(t, *method, self, {arguments, static_cast<uint32_t>(pc->c)}).raw();
}

/// Of a function that collects: what stale words on the native stack refer to is to be found dead.
/// It has no arguments, which could be converted by code that has frames there.
[[gnu::noinline]] Value CallCollector(Thread& t, Value* slots, const Word* pc, const Method* method,
                                      Value self) {
  t.native_roots_begin = static_cast<const uintptr_t*>(__builtin_dwarf_cfa());
  const Value result = CallNative(t, slots, pc, method, self);
  t.native_roots_begin = nullptr;
  return result;
}

}  // namespace

Result<Value> Run_CALL(Thread& t, Value* slots, const Word* pc) {
  if (IsNativeStackHalfUsed(t)) return Value::Unbound();
  const CallSite site(slots, pc);
  const NativeTarget native = NativeTargetOf(&t, pc, {site.callee, site.self});
  if (native.method != nullptr) {
    return Result<Value>::FromRaw(CallNative(t, slots, pc, native.method, native.self));
  }
  const GatheredArguments arguments(t, slots, pc, site);
  return CallNatively(t, site.callee, arguments.args());
}

namespace {

/// Calls a type whose instances no Python code makes: str(x), int(x), range(n).
[[gnu::noinline]] Value CallTypeSlot(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  FewArguments arguments = {};
  LoadArguments(slots, pc, arguments);
  return types(t)
      .type->slots()
      .call(t, Load(slots, pc->b), {arguments, static_cast<uint32_t>(pc->c)})
      .raw();
}

/// Pushes the frame of a call that TryMakeSimpleFrame can make; else null.
[[gnu::always_inline]] inline Frame* TryPushSimple(Thread* t, Value* slots, const Word* pc,
                                                   Target target) {
  if (!IsExactly<Function>(target.callee) || pc[1].operands[0] != kNoOperand) return nullptr;
  const bool has_self = !target.self.IsUnbound();
  Frame* frame = TryMakeSimpleFrame(t, Cast<Function>(target.callee), pc->c + has_self);
  if (frame == nullptr) return nullptr;
  Value* to = frame->slots();
  if (has_self) *to++ = target.self;
  LoadArguments(slots, pc, to);
  EnterSimpleFrame(t, frame, pc + pc[1].operands[2], pc->a);
  return frame;
}

/// The same of a bound method that gets one more argument in front of the list, such as the
/// __exit__ of a with statement.
[[gnu::noinline]] Frame* TryPushBound(Thread& t, Value* slots, const Word* pc, Target target) {
  const auto* method = Cast<BoundMethod>(target.callee);
  if (!IsExactly<Function>(method->function()) || pc[1].operands[0] != kNoOperand) return nullptr;
  Frame* frame = TryMakeSimpleFrame(&t, Cast<Function>(method->function()), pc->c + 2);
  if (frame == nullptr) return nullptr;
  Value* to = frame->slots();
  to[0] = method->self();
  to[1] = target.self;
  LoadArguments(slots, pc, to + 2);
  EnterSimpleFrame(&t, frame, pc + pc[1].operands[2], pc->a);
  SavePc(slots, pc);
  return frame;
}

/// See TryPushCall.
[[gnu::always_inline]] inline Frame* TryPushEntry(Thread* t, Value* slots, const Word* pc,
                                                  Target target) {
  if (target.self.IsUnbound() && IsExactly<BoundMethod>(target.callee)) {
    const auto* method = Cast<BoundMethod>(target.callee);
    target = {method->function(), method->self()};
  }
  Frame* frame = TryPushSimple(t, slots, pc, target);
  if (frame == nullptr) return nullptr;
  frame->flags = Frame::kEntry;
  frame->return_slot = -1;
  return frame;
}

/// Makes an object and pushes the frame of its __init__; null with or without an exception.
[[gnu::noinline]] Frame* TryPushConstructor(Thread& t, Value* slots, const Word* pc, Type* type,
                                            const Constructor& constructor) {
  SavePc(slots, pc);
  Frame* frame = TryMakeSimpleFrame(&t, constructor.init, pc->c + 1);
  if (frame == nullptr) return nullptr;
  Value* to = frame->slots();
  LoadArguments(slots, pc, to + 1);
  const Result<Value> object =
      MakeFor(t, type, constructor, {to + 1, static_cast<uint32_t>(pc->c)});
  if (!object.ok()) {
    ++t.recursion_remaining;
    FrameStack::Pop(t, reinterpret_cast<char*>(frame));
    return nullptr;
  }
  frame->flags = Frame::kConstructor;
  frame->result = to[0] = *object;
  EnterSimpleFrame(&t, frame, pc + pc[1].operands[2], pc->a);
  return frame;
}

/// Where a call of a type goes on: in the frame of an __init__, or behind the call.
enum class TypeCall { kEntered, kDone, kRaised, kOther };

[[gnu::noinline]] TypeCall TryCallType(Thread& t, Value* slots, const Word* pc) {
  const Value callee = Load(slots, pc->b);
  auto* type = Cast<Type>(callee);
  const Consumer consumer = ConsumerOf(t, callee);
  if (consumer != Consumer::kNone &&
      TryPushConsumer(t, slots, pc, consumer, callee, Value::Unbound()) != nullptr) {
    return TypeCall::kEntered;
  }
  const Constructor constructor = ConstructorOf(t, type);
  if (constructor.init != nullptr) {
    if (TryPushConstructor(t, slots, pc, type, constructor) != nullptr) return TypeCall::kEntered;
    return t.HasPending() ? TypeCall::kRaised : TypeCall::kOther;
  }
  if (pc->c > kFewArguments) return TypeCall::kOther;
  const Value object = CallTypeSlot(t, slots, pc);
  if (object.IsRaised()) return TypeCall::kRaised;
  slots[pc->a] = object;
  return TypeCall::kDone;
}

}  // namespace

Frame* TryPushCall(Thread& t, Value* slots, const Word* pc) {
  if (IsTracing(t)) return nullptr;
  return static_cast<Opcode>(pc->op) == Opcode::CALL_METHOD
             ? TryPushEntry(&t, slots, pc, TargetOf<Opcode::CALL_METHOD>(slots, pc))
             : TryPushEntry(&t, slots, pc, TargetOf<Opcode::CALL>(slots, pc));
}

/// A type, of exactly the metaclass `type`, called without keywords.
static KRAIT_HANDLER CallType(KRAIT_HANDLER_ARGUMENTS) {
  switch (TryCallType(*t, slots, pc)) {
    case TypeCall::kEntered:
      pc = t->frame->pc;
      slots = t->frame->slots();
      KRAIT_DISPATCH();
    case TypeCall::kDone:
      pc += pc[1].operands[2];
      if (IsTracing(*t)) [[unlikely]]
        table = &kTracingHandlers;
      KRAIT_DISPATCH();
    case TypeCall::kRaised:
      KRAIT_TAIL(Unwind);
    case TypeCall::kOther:
      KRAIT_TAIL(CallGeneric);
  }
}

static KRAIT_HANDLER CallBoundWithSelf(KRAIT_HANDLER_ARGUMENTS) {
  if (TryPushBound(*t, slots, pc, TargetOf<Opcode::CALL>(slots, pc)) == nullptr) {
    KRAIT_TAIL(CallGeneric);
  }
  KRAIT_TAIL(RunPushed);
}

/// kBound: of a bound method, whose parts are called.
template <Opcode kOp, bool kBound>
static KRAIT_HANDLER CallTarget(KRAIT_HANDLER_ARGUMENTS) {
  Target target = TargetOf<kOp>(slots, pc);
  if constexpr (kBound) {
    const auto* method = Cast<BoundMethod>(target.callee);
    target = {method->function(), method->self()};
  }
  Frame* frame = TryPushSimple(t, slots, pc, target);
  NativeTarget native;
  if (frame == nullptr) [[unlikely]] {
    native = NativeTargetOf(t, pc, target);
    if (native.method != nullptr && native.method->consumer != Consumer::kNone) {
      frame = TryPushConsumer(*t, slots, pc, native.method->consumer, target.callee, target.self);
    }
  }
  if (frame == nullptr) [[unlikely]] {
    if (native.method != nullptr) {
      const auto call = native.method->collects && pc->c == 0 ? &CallCollector : &CallNative;
      const Value result = call(*t, slots, pc, native.method, native.self);
      if (result.IsRaised()) [[unlikely]]
        KRAIT_TAIL(Unwind);
      slots[pc->a] = result;
      pc += pc[1].operands[2];
      if (IsTracing(*t)) [[unlikely]]
        table = &kTracingHandlers;
      KRAIT_DISPATCH();
    }
    if constexpr (!kBound) {
      if (IsExactly<BoundMethod>(target.callee)) {
        if (target.self.IsUnbound()) KRAIT_TAIL((CallTarget<kOp, true>));
        if constexpr (kOp == Opcode::CALL) KRAIT_TAIL(CallBoundWithSelf);
      }
    }
    if constexpr (kOp == Opcode::CALL && !kBound) {
      const bool plain = target.self.IsUnbound() && pc[1].operands[0] == kNoOperand;
      if (plain && IsExactly<Type>(target.callee)) KRAIT_TAIL(CallType);
    }
    KRAIT_TAIL(CallGeneric);
  }
  SavePc(slots, pc);
  pc = frame->pc;
  slots = frame->slots();
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_CALL(KRAIT_HANDLER_ARGUMENTS) {
  KRAIT_TAIL((CallTarget<Opcode::CALL, false>));
}
KRAIT_HANDLER Handle_CALL_METHOD(KRAIT_HANDLER_ARGUMENTS) {
  KRAIT_TAIL((CallTarget<Opcode::CALL_METHOD, false>));
}

}  // namespace krait::interp
