#include <atomic>
#include <cassert>

#include "absl/strings/str_cat.h"
#include "vm/frame/async_generator.h"
#include "vm/frame/generator.h"
#include "vm/interp/calls.h"
#include "vm/interp/generator_run.h"
#include "vm/interp/handlers.h"
#include "vm/interp/tracing.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {

Value Generator::yield_from() {
  if (state() != State::kSuspended) return Value::Unbound();
  const Word* pc = frame_.pc;
  if (static_cast<Opcode>(pc->op) != Opcode::YIELD_VALUE || pc->c == kNoOperand) {
    return Value::Unbound();
  }
  return frame_.slots()[pc->c];
}

namespace interp {
namespace {

const char* KindOf(const Generator* generator) {
  const Code* code = const_cast<Generator*>(generator)->code();
  return code->HasFlag(kCodeCoroutine)        ? "coroutine"
         : code->HasFlag(kCodeAsyncGenerator) ? "async generator"
                                              : "generator";
}

/// Claims a generator in state `from`; false when it is in another.
bool Claim(const Thread& t, Generator* generator, Generator::State from) {
  if (t.object_locks) return generator->TryRun(from);
  if (generator->state() != from) return false;
  generator->set_state(Generator::State::kRunning);
  return true;
}

/// Puts the frame of a generator that was claimed on top of the thread's frames. It counts as a
/// call; when calls are too deep already, that ends the generator.
Result<None> Link(Thread& t, Generator* generator) {
  if (t.recursion_remaining <= 0) {
    generator->Finish();
    return RaiseRecursion(t);
  }
  --t.recursion_remaining;
  Frame* frame = generator->frame();
  frame->previous = t.frame;
  t.frame = frame;
  // Two loads, please: one of both words would have to wait for stores of either just before.
  std::atomic_signal_fence(std::memory_order_acq_rel);
  generator->handled().previous = t.handled;
  t.handled = &generator->handled();
  return None{};
}

/// Makes a claimed generator's frame the one to run; null with an exception pending.
Frame* Enter(Thread& t, Generator* generator) {
  Frame* frame = generator->frame();
  frame->flags = Frame::kGenerator | (frame->flags & (Frame::kHasObject | Frame::kTraced));
  return Link(t, generator).ok() ? frame : nullptr;
}

/// The same at the yield where it waits, with `sent` as what that gives.
Frame* EnterAtYield(Thread& t, Generator* generator, Value sent) {
  Frame* frame = generator->frame();
  frame->slots()[frame->pc->a] = sent;
  ++frame->pc;
  if (Enter(t, generator) == nullptr) return nullptr;
  // Only the checked translation says that a generator goes on.
  if (IsTracing(t) && !frame->Has(Frame::kTraced)) frame->flags |= Frame::kResumed;
  return frame;
}

/// Claims the generator and makes it ready to go on with `sent`. Null with an exception pending, or
/// (`*ended`) when it has finished already.
Frame* Start(Thread& t, Generator* generator, Value sent, bool* ended) {
  *ended = false;
  if (Claim(t, generator, Generator::State::kSuspended)) {
    return EnterAtYield(t, generator, sent);
  }
  if (generator->state() == Generator::State::kCreated) {
    if (!sent.IsNone()) {
      (void)RaiseTypeError(
          t, absl::StrCat("can't send non-None value to a just-started ", KindOf(generator)));
      return nullptr;
    }
    return Claim(t, generator, Generator::State::kCreated) ? Enter(t, generator)
                                                           : Start(t, generator, sent, ended);
  }
  if (generator->state() == Generator::State::kFinished) {
    *ended = true;
  } else {
    (void)RaiseValueError(t, absl::StrCat(KindOf(generator), " already executing"));
  }
  return nullptr;
}

Raised RaiseReused(Thread& t) {
  return Raise(t, &BuiltinTypes::RuntimeError, "cannot reuse already awaited coroutine");
}

/// Where a resumed generator goes when it yields or returns, for a resumption inside the loop.
void SetDestinations(Frame* frame, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  frame->return_pc = pc + 2;
  frame->return_slot = pc->a;
  frame->exhausted_pc = Destination(pc);
}

bool CanResume(const Thread& t, const Generator* generator) {
  return t.recursion_remaining > 0 && (generator->state() == Generator::State::kSuspended ||
                                       generator->state() == Generator::State::kCreated);
}

}  // namespace

Frame* ResumeForIter(Thread& t, Value* slots, const Word* pc) {
  const Value value = slots[pc->b];
  auto* generator = Cast<Generator>(value);
  if (TypeOf(t, value) != types(t).generator || !CanResume(t, generator)) return nullptr;
  bool ended;
  Frame* frame = Start(t, generator, Value::None(), &ended);
  if (frame == nullptr) {
    t.pending = Value::Unbound();  // another thread was faster: the general way says so again
    return nullptr;
  }
  SetDestinations(frame, slots, pc);
  frame->flags |= Frame::kForIter;
  return frame;
}

void ContinueForIter(Thread& t, Generator* generator, Value* slots, const Word* pc) {
  [[maybe_unused]] const bool claimed = Claim(t, generator, Generator::State::kSuspended);
  Frame* frame = Enter(t, generator);
  assert(claimed && frame != nullptr);
  SetDestinations(frame, slots, pc);
  frame->flags |= Frame::kForIter;
}

/// What a yield does to a frame. From then on another thread may run it.
[[gnu::always_inline]] static inline void Suspend(Thread& t, Frame* frame, const Word* pc) {
  Generator* generator = frame->generator;
  frame->pc = pc;
  t.frame = frame->previous;
  t.handled = generator->handled().previous;
  frame->previous = nullptr;
  ++t.recursion_remaining;
  generator->set_state(Generator::State::kSuspended);
}

void SuspendInForIter(Thread& t, const Word* pc) { Suspend(t, t.frame, pc); }

Frame* ResumeSend(Thread& t, Value* slots, const Word* pc, Value value) {
  const Value receiver = slots[pc->b];
  if (!IsExactly<Generator>(receiver) || TypeOf(t, receiver) == types(t).async_generator) {
    return nullptr;
  }
  auto* generator = Cast<Generator>(receiver);
  if (!CanResume(t, generator)) return nullptr;
  bool ended;
  Frame* frame = Start(t, generator, value, &ended);
  if (frame == nullptr) {
    t.pending = Value::Unbound();
    return nullptr;
  }
  SetDestinations(frame, slots, pc);
  return frame;
}

// --- Handlers --------------------------------------------------------------------------------

static const Word* ReturnGenerator(Thread& t, Value* slots, const Word* pc) {
  Frame* frame = Frame::OfSlots(slots);
  frame->pc = pc + 1;  // where the first resumption starts
  const Result<Generator*> generator = Generator::New(t, *frame, frame->slots());
  frame->pc = pc;
  if (!generator.ok()) return nullptr;
  return ReturnFrom(t, Value::FromObject(*generator));
}

KRAIT_HANDLER Handle_RETURN_GENERATOR(KRAIT_HANDLER_ARGUMENTS) {
  const Word* next = ReturnGenerator(*t, slots, pc);
  if (next == nullptr) {
    if (t->HasPending()) KRAIT_TAIL(Unwind);
    return;
  }
  pc = next;
  slots = t->frame->slots();
  KRAIT_DISPATCH();
}

static KRAIT_HANDLER YieldOutside(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  (void)RaiseSystemError(*t, "yield outside a generator");
  KRAIT_TAIL(Unwind);
}

KRAIT_HANDLER Handle_YIELD_VALUE(KRAIT_HANDLER_ARGUMENTS) {
  Frame* frame = Frame::OfSlots(slots);
  if (frame->generator == nullptr) [[unlikely]]
    KRAIT_TAIL(YieldOutside);
  const Value value = Load(slots, pc->b);
  const bool entry = frame->Has(Frame::kEntry);
  const Word* next = frame->return_pc;
  const int to = frame->return_slot;
  Suspend(*t, frame, pc);
  if (entry) {
    t->returned = value;
    return;
  }
  slots = t->frame->slots();
  slots[to] = value;
  pc = next;
  KRAIT_DISPATCH();
}

static bool SendSlow(Thread& t, Value* slots, const Word* pc, const Word** next) {
  SavePc(slots, pc);
  bool finished;
  const Result<Value> result = SendTo(t, slots[pc->b], Load(slots, pc->c), &finished);
  if (!result.ok()) return false;
  slots[pc->a] = *result;
  *next = finished ? Destination(pc) : pc + 2;
  return true;
}

static KRAIT_HANDLER SendGeneric(KRAIT_HANDLER_ARGUMENTS) {
  const Word* next;
  if (!SendSlow(*t, slots, pc, &next)) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc = next;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_SEND(KRAIT_HANDLER_ARGUMENTS) {
  Frame* resumed = ResumeSend(*t, slots, pc, Load(slots, pc->c));
  if (resumed == nullptr) KRAIT_TAIL(SendGeneric);
  slots = resumed->slots();
  pc = resumed->pc;
  KRAIT_DISPATCH();
}

// --- await and async for -----------------------------------------------------------------------

namespace {

bool IsCoroutine(Thread& t, Value value) {
  if (!Is<Generator>(value)) return false;
  if (TypeOf(t, value) == types(t).coroutine) return true;
  return TypeOf(t, value) == types(t).generator &&
         Cast<Generator>(value)->code()->HasFlag(kCodeIterableCoroutine);
}

}  // namespace

Result<Value> GetAwaitable(Thread& t, Value value) {
  if (IsCoroutine(t, value)) return value;
  const UnarySlot await = TypeOf(t, value)->slots().await;
  if (await == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("object ", TypeName(t, value), " can't be used in 'await' expression"));
  }
  const Value iterator = TRY(await(t, value));
  if (IsCoroutine(t, iterator)) return RaiseTypeError(t, "__await__() returned a coroutine");
  if (TypeOf(t, iterator)->slots().next != nullptr) return iterator;
  return RaiseTypeError(
      t, absl::StrCat("__await__() returned non-iterator of type '", TypeName(t, iterator), "'"));
}

Result<Value> Run_GET_AWAITABLE(Thread& t, Value* slots, const Word* pc) {
  const Value source = Load(slots, pc->b);
  const Result<Value> awaitable = GetAwaitable(t, source);
  if (!awaitable.ok()) {
    // Where the awaitable came from makes a better message.
    if ((pc->c == 1 || pc->c == 2) && TypeOf(t, source)->slots().await == nullptr &&
        ClearPendingIf(t, &BuiltinTypes::TypeError)) {
      return RaiseTypeError(
          t, absl::StrCat("'async with' received an object from ",
                          pc->c == 1 ? "__aenter__" : "__aexit__",
                          " that does not implement __await__: ", TypeName(t, source)));
    }
    return awaitable;
  }
  if (Is<Generator>(*awaitable) && IsCoroutine(t, *awaitable) &&
      !Cast<Generator>(*awaitable)->yield_from().IsUnbound()) {
    return Raise(t, &BuiltinTypes::RuntimeError, "coroutine is being awaited already");
  }
  return awaitable;
}

Result<Value> Run_GET_YIELD_FROM_ITER(Thread& t, Value* slots, const Word* pc) {
  const Value source = Load(slots, pc->b);
  if (IsCoroutine(t, source)) {
    const Code* code = Frame::OfSlots(slots)->code;
    if (code->HasFlag(kCodeCoroutine) || code->HasFlag(kCodeIterableCoroutine) ||
        TypeOf(t, source) == types(t).generator) {
      return source;
    }
    return RaiseTypeError(t, "cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  if (TypeOf(t, source) == types(t).generator) return source;
  return GetIter(t, source);
}

Result<Value> Run_GET_AITER(Thread& t, Value* slots, const Word* pc) {
  const Value source = Load(slots, pc->b);
  const UnarySlot aiter = TypeOf(t, source)->slots().aiter;
  if (aiter == nullptr) {
    return RaiseTypeError(t, absl::StrCat("'async for' requires an object with __aiter__ method, "
                                          "got ",
                                          TypeName(t, source)));
  }
  const Value iterator = TRY(aiter(t, source));
  if (TypeOf(t, iterator)->slots().anext != nullptr) return iterator;
  return RaiseTypeError(t, absl::StrCat("'async for' received an object from __aiter__ that does "
                                        "not implement __anext__: ",
                                        TypeName(t, iterator)));
}

Result<Value> Run_GET_ANEXT(Thread& t, Value* slots, const Word* pc) {
  const Value iterator = Load(slots, pc->b);
  const UnarySlot anext = TypeOf(t, iterator)->slots().anext;
  if (anext == nullptr) {
    return RaiseTypeError(t, absl::StrCat("'async for' requires an iterator with __anext__ "
                                          "method, got ",
                                          TypeName(t, iterator)));
  }
  const Value step = TRY(anext(t, iterator));
  if (TypeOf(t, iterator) == types(t).async_generator) return step;
  const Result<Value> awaitable = GetAwaitable(t, step);
  if (awaitable.ok()) return awaitable;
  const Value cause = t.TakePending();
  (void)RaiseTypeError(t, absl::StrCat("'async for' received an invalid object from __anext__: ",
                                       TypeName(t, step)));
  if (auto* error = TryCast<Exception>(t.pending)) {
    error->set_cause(cause);
    error->set_context(cause);
    error->set_suppress_context(true);
  }
  return Raised{};
}

Result<Value> Run_END_ASYNC_FOR(Thread& t, Value* slots, const Word* pc) {
  const Value exception = Load(slots, pc->a);
  if (!Is<Exception>(exception)) return RaiseSystemError(t, "END_ASYNC_FOR without an exception");
  if (TypeOf(t, exception)->IsSubtypeOf(types(t).StopAsyncIteration)) return Value::None();
  t.suppress_traceback = true;
  t.pending = exception;
  return Raised{};
}

Result<Value> Run_ASYNC_GEN_WRAP(Thread& t, Value* slots, const Word* pc) {
  return AsyncGeneratorStep::New(t, types(t).async_generator_wrapped_value, Value::None(),
                                 Load(slots, pc->b));
}

}  // namespace interp

// --- From C++ ------------------------------------------------------------------------------------

namespace {

Result<Value> Finish(Thread& t, bool* finished) {
  *finished = t.generator_returned;
  t.generator_returned = false;
  if (t.HasPending()) return Raised{};
  const Value result = t.returned;
  t.returned = Value::Unbound();
  return result;
}

Result<Value> Run(Thread& t, Frame* frame, bool* finished) {
  frame->flags |= Frame::kEntry;
  t.generator_returned = false;
  const interp::HandlerTable* table = interp::HandlersFor(t);
  table->handlers[frame->pc->op](frame->pc, frame->slots(), &t, table);
  return Finish(t, finished);
}

}  // namespace

Result<Value> SendToGenerator(Thread& t, Generator* generator, Value sent, bool* finished) {
  *finished = false;
  TRY(CheckNativeStack(t));
  bool ended;
  Frame* frame = interp::Start(t, generator, sent, &ended);
  if (ended) {
    if (generator->code()->HasFlag(kCodeCoroutine)) return interp::RaiseReused(t);
    *finished = true;
    return Value::None();
  }
  if (frame == nullptr) return Raised{};
  return Run(t, frame, finished);
}

Result<Value> NextOfGenerator(Thread& t, Generator* generator, bool* finished) {
  if (t.recursion_remaining <= 0 || t.StackLow(__builtin_frame_address(0)) ||
      !interp::Claim(t, generator, Generator::State::kSuspended)) {
    return SendToGenerator(t, generator, Value::None(), finished);
  }
  Frame* frame = interp::EnterAtYield(t, generator, Value::None());
  return frame == nullptr ? Result<Value>(Raised{}) : Run(t, frame, finished);
}

Result<Value> ThrowIntoGenerator(Thread& t, Generator* generator, Value exception, bool* finished) {
  *finished = false;
  TRY(CheckNativeStack(t));
  if (generator->state() == Generator::State::kFinished) {
    if (generator->code()->HasFlag(kCodeCoroutine)) return interp::RaiseReused(t);
    t.pending = exception;
    return Raised{};
  }
  Frame* frame = generator->frame();
  if (!generator->TryRun(Generator::State::kSuspended) &&
      !generator->TryRun(Generator::State::kCreated)) {
    return RaiseValueError(t, absl::StrCat(interp::KindOf(generator), " already executing"));
  }
  frame->flags =
      Frame::kGenerator | Frame::kEntry | (frame->flags & (Frame::kHasObject | Frame::kTraced));
  TRY(interp::Link(t, generator));
  if (interp::IsTracing(t) && !interp::TraceThrow(t, frame).ok()) exception = t.TakePending();
  // Its context is what the generator handles, not what its caller does.
  if (generator->handled().exception.IsNone()) {
    t.pending = exception;
  } else {
    (void)RaiseException(t, exception);
  }
  t.generator_returned = false;
  interp::Unwind(frame->pc, frame->slots(), &t, interp::HandlersFor(t));
  return Finish(t, finished);
}

Result<Value> ContinueAfterDelegate(Thread& t, Generator* generator, Value value, bool* finished) {
  *finished = false;
  Frame* frame = generator->frame();
  // A delegating yield stands right behind the SEND of its loop.
  const Word* send = frame->pc - 2;
  if (!generator->TryRun(Generator::State::kSuspended)) {
    return RaiseValueError(t, absl::StrCat(interp::KindOf(generator), " already executing"));
  }
  frame->slots()[send->a] = value;
  frame->pc = Destination(send);
  frame->flags = Frame::kGenerator | (frame->flags & (Frame::kHasObject | Frame::kTraced));
  TRY(interp::Link(t, generator));
  return Run(t, frame, finished);
}

Result<Value> SendTo(Thread& t, Value receiver, Value value, bool* finished) {
  *finished = false;
  if (Is<Generator>(receiver) && TypeOf(t, receiver) != types(t).async_generator) {
    return SendToGenerator(t, Cast<Generator>(receiver), value, finished);
  }
  Result<Value> result = Raised{};
  const NextSlot next = TypeOf(t, receiver)->slots().next;
  if (value.IsNone() && next != nullptr) {
    result = next(t, receiver);
    if (result.ok() && (*result).IsUnbound()) {
      *finished = true;
      return Value::None();
    }
  } else {
    Str* send = names(t).send;
    result = CallMethodWith(t, receiver, send, value);
  }
  if (result.ok()) return result;
  if (!PendingIs(t, &BuiltinTypes::StopIteration)) return Raised{};
  *finished = true;
  return Cast<Exception>(t.TakePending())->field(0);
}

}  // namespace krait
