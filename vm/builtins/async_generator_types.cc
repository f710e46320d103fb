#include "absl/strings/str_cat.h"
#include "vm/builtins/generator_methods.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/frame/async_generator.h"
#include "vm/interp/generator_run.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// async_generator and the awaitables that its methods give: each drives the generator from one
/// yield to the next, handing through whatever it awaits in between.
namespace krait {
namespace {

using State = AsyncGeneratorStep::State;

AsyncGeneratorStep* AsStep(Value value) { return Cast<AsyncGeneratorStep>(value); }
Generator* GeneratorOf(const AsyncGeneratorStep* step) {
  return Cast<Generator>(step->generator());
}

Raised RaiseRuntimeError(Thread& t, const char* message) {
  return Raise(t, &BuiltinTypes::RuntimeError, message);
}

bool PendingIsEnd(Thread& t) {
  return PendingIs(t, &BuiltinTypes::StopAsyncIteration) ||
         PendingIs(t, &BuiltinTypes::GeneratorExit);
}

bool IsWrapped(Thread& t, Value value) {
  return Is<AsyncGeneratorStep>(value) &&
         TypeOf(t, value) == types(t).async_generator_wrapped_value;
}

/// A generator that returned ends the asynchronous iteration.
Result<Value> EndIfFinished(Thread& t, Result<Value> result, bool finished) {
  if (!result.ok() || !finished) return result;
  return RaiseWithArgument(t, &BuiltinTypes::StopAsyncIteration, Value::Unbound());
}

Result<Value> Send(Thread& t, Generator* generator, Value value) {
  bool finished;
  const Result<Value> result = SendToGenerator(t, generator, value, &finished);
  return EndIfFinished(t, result, finished);
}

Result<Value> Throw(Thread& t, Generator* generator, Args args, bool close_delegate) {
  bool finished;
  const Result<Value> result = ThrowTo(t, generator, args, close_delegate, &finished);
  return EndIfFinished(t, result, finished);
}

/// What the generator yielded comes out of the awaitable as StopIteration(value); what it awaits
/// goes on to the event loop.
Result<Value> Unwrap(Thread& t, Generator* generator, Result<Value> result) {
  if (!result.ok()) {
    if (PendingIsEnd(t)) generator->closed = true;
    generator->running_async = false;
    return Raised{};
  }
  if (!IsWrapped(t, *result)) return result;
  generator->running_async = false;
  return RaiseStopIteration(t, AsStep(*result)->value());
}

// --- asend() and __anext__() ------------------------------------------------------------------

Result<Value> ASendSend(Thread& t, AsyncGeneratorStep* self, Value value) {
  Generator* generator = GeneratorOf(self);
  if (self->state() == State::kClosed) {
    return RaiseRuntimeError(t, "cannot reuse already awaited __anext__()/asend()");
  }
  if (self->state() == State::kInit) {
    if (generator->running_async) {
      return RaiseRuntimeError(t, "anext(): asynchronous generator is already running");
    }
    if (value.IsNone()) value = self->value();
    self->set_state(State::kIterating);
  }
  generator->running_async = true;
  const Result<Value> result = Unwrap(t, generator, Send(t, generator, value));
  if (!result.ok()) self->set_state(State::kClosed);
  return result;
}

Result<Value> ASendThrow(Thread& t, AsyncGeneratorStep* self, Value type, Opt<Value> value,
                         Opt<Value> traceback) {
  if (self->state() == State::kClosed) {
    return RaiseRuntimeError(t, "cannot reuse already awaited __anext__()/asend()");
  }
  const Value given[] = {type, value.value_or(Value::None()), traceback.value_or(Value::None())};
  Generator* generator = GeneratorOf(self);
  const Result<Value> result = Unwrap(t, generator, Throw(t, generator, {given, 3}, true));
  if (!result.ok()) self->set_state(State::kClosed);
  return result;
}

Result<None> StepClose(Thread&, AsyncGeneratorStep* self) {
  self->set_state(State::kClosed);
  return None{};
}

Result<Value> ASendNext(Thread& t, Value self) { return ASendSend(t, AsStep(self), Value::None()); }

// --- athrow() and aclose() --------------------------------------------------------------------

bool IsClose(const AsyncGeneratorStep* self) { return self->value().IsNone(); }

Raised IgnoredExit(Thread& t, AsyncGeneratorStep* self) {
  GeneratorOf(self)->running_async = false;
  self->set_state(State::kClosed);
  return RaiseRuntimeError(t, "async generator ignored GeneratorExit");
}

/// The exception that was thrown has come out again: for aclose() that is success.
Raised StepFailed(Thread& t, AsyncGeneratorStep* self) {
  GeneratorOf(self)->running_async = false;
  self->set_state(State::kClosed);
  if (!IsClose(self) || !PendingIsEnd(t)) return Raised{};
  (void)t.TakePending();
  return RaiseStopIteration(t, Value::None());
}

/// The first step: throws into the generator.
Result<Value> AThrowStart(Thread& t, AsyncGeneratorStep* self, Value value) {
  Generator* generator = GeneratorOf(self);
  if (generator->running_async) {
    self->set_state(State::kClosed);
    return RaiseRuntimeError(t, IsClose(self)
                                    ? "aclose(): asynchronous generator is already running"
                                    : "athrow(): asynchronous generator is already running");
  }
  if (generator->closed) {
    self->set_state(State::kClosed);
    return RaiseWithArgument(t, &BuiltinTypes::StopAsyncIteration, Value::Unbound());
  }
  if (!value.IsNone()) {
    return RaiseRuntimeError(t, "can't send non-None value to a just-started coroutine");
  }
  self->set_state(State::kIterating);
  generator->running_async = true;
  if (IsClose(self)) {
    generator->closed = true;
    const Value exit = Value::FromObject(types(t).GeneratorExit);
    const Result<Value> result = Throw(t, generator, {&exit, 1}, false);
    if (!result.ok()) return StepFailed(t, self);
    return IsWrapped(t, *result) ? Result<Value>(IgnoredExit(t, self)) : result;
  }
  const auto given = Cast<Tuple>(self->value())->values();
  if (given.empty() || given.size() > 3) {
    generator->running_async = false;
    self->set_state(State::kClosed);
    return RaiseTypeError(
        t, absl::StrCat("athrow expected at ", given.empty() ? "least 1" : "most 3", " argument",
                        given.empty() ? "" : "s", ", got ", given.size()));
  }
  const Args args{given.data(), static_cast<uint32_t>(given.size())};
  const Result<Value> result = Unwrap(t, generator, Throw(t, generator, args, false));
  if (!result.ok()) return StepFailed(t, self);
  return result;
}

Result<Value> AThrowSend(Thread& t, AsyncGeneratorStep* self, Value value) {
  Generator* generator = GeneratorOf(self);
  if (self->state() == State::kClosed) {
    return RaiseRuntimeError(t, "cannot reuse already awaited aclose()/athrow()");
  }
  if (generator->state() == Generator::State::kFinished) {
    self->set_state(State::kClosed);
    return RaiseStopIteration(t, Value::None());
  }
  if (self->state() == State::kInit) return AThrowStart(t, self, value);
  const Result<Value> result = Send(t, generator, value);
  if (!IsClose(self)) return Unwrap(t, generator, result);
  if (!result.ok()) return StepFailed(t, self);
  return IsWrapped(t, *result) ? Result<Value>(IgnoredExit(t, self)) : result;
}

Result<Value> AThrowThrow(Thread& t, AsyncGeneratorStep* self, Value type, Opt<Value> value,
                          Opt<Value> traceback) {
  if (self->state() == State::kClosed) {
    return RaiseRuntimeError(t, "cannot reuse already awaited aclose()/athrow()");
  }
  const Value given[] = {type, value.value_or(Value::None()), traceback.value_or(Value::None())};
  Generator* generator = GeneratorOf(self);
  const Result<Value> result = Throw(t, generator, {given, 3}, true);
  if (!IsClose(self)) return Unwrap(t, generator, result);
  if (result.ok()) return IsWrapped(t, *result) ? Result<Value>(IgnoredExit(t, self)) : result;
  if (!PendingIsEnd(t)) return Raised{};
  (void)t.TakePending();
  return RaiseStopIteration(t, Value::None());
}

Result<Value> AThrowNext(Thread& t, Value self) {
  return AThrowSend(t, AsStep(self), Value::None());
}

constexpr Method kASendMethods[] = {
    HideSignature(Bind<ASendSend>("send", "($self, arg, /)")),
    HideSignature(
        Bind<ASendThrow>("throw", "($self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)")),
    HideSignature(Bind<StepClose>("close", "($self, /)")),
};
constexpr Method kAThrowMethods[] = {
    HideSignature(Bind<AThrowSend>("send", "($self, arg, /)")),
    HideSignature(
        Bind<AThrowThrow>("throw", "($self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)")),
    HideSignature(Bind<StepClose>("close", "($self, /)")),
};

// --- async_generator --------------------------------------------------------------------------

/// The first use of a generator tells those that sys.set_asyncgen_hooks() named.
Result<None> InitHooks(Thread& t, Value self) {
  auto* generator = Cast<Generator>(self);
  if (generator->hooks_inited) return None{};
  generator->hooks_inited = true;
  generator->finalizer().Store(generator, t.asyncgen_finalizer);
  if (!t.asyncgen_firstiter.IsNone()) TRY(CallWith(t, t.asyncgen_firstiter, self));
  return None{};
}

Result<Value> GeneratorASend(Thread& t, Value self, Value value) {
  TRY(InitHooks(t, self));
  return AsyncGeneratorStep::New(t, types(t).async_generator_asend, self, value);
}

Result<Value> GeneratorANext(Thread& t, Value self) {
  return GeneratorASend(t, self, Value::None());
}

Result<Value> GeneratorAThrow(Thread& t, Value self, Args args) {
  TRY(InitHooks(t, self));
  Tuple* given = TRY(Tuple::From(t, {args.values, args.count}));
  return AsyncGeneratorStep::New(t, types(t).async_generator_athrow, self,
                                 Value::FromObject(given));
}

Result<Value> GeneratorAClose(Thread& t, Value self) {
  TRY(InitHooks(t, self));
  return AsyncGeneratorStep::New(t, types(t).async_generator_athrow, self, Value::None());
}

Result<Value> GetRunning(Thread&, Value self) {
  return Value::FromBool(Cast<Generator>(self)->running_async);
}

constexpr Method kAsyncGeneratorMethods[] = {
    HideSignature(Bind<GeneratorSizeof>("__sizeof__", "($self, /)")),
    HideSignature(Bind<GeneratorASend>("asend", "($self, value, /)")),
    HideSignature(Bind<GeneratorAThrow>("athrow", "($self, *args)")),
    HideSignature(Bind<GeneratorAClose>("aclose", "($self, /)")),
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
};

constexpr GetSet kAsyncGeneratorGetSets[] = {
    {"__name__", &GetGeneratorName, &SetGeneratorName},
    {"__qualname__", &GetGeneratorQualname, &SetGeneratorQualname},
    {"ag_await", &GetGeneratorDelegate},
    {"ag_frame", &GetGeneratorFrame},
    {"ag_running", &GetRunning, nullptr, true},
    {"ag_code", &GetGeneratorCode, nullptr, true},
};

TypeSpec StepSpec(NextSlot next, absl::Span<const Method> methods) {
  TypeSpec spec;
  spec.slots.await = &IterSelf;
  spec.slots.iter = &IterSelf;
  spec.slots.next = next;
  spec.methods = methods;
  return spec;
}

}  // namespace

const TypeSpec& AsyncGeneratorSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &GeneratorRepr;
    spec.slots.aiter = &IterSelf;
    spec.slots.anext = &GeneratorANext;
    spec.slots.finalize = &GeneratorFinalize;
    spec.methods = kAsyncGeneratorMethods;
    spec.getset = kAsyncGeneratorGetSets;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& AsyncGeneratorASendSpec() {
  static const TypeSpec kSpec = StepSpec(&ASendNext, kASendMethods);
  return kSpec;
}

const TypeSpec& AsyncGeneratorAThrowSpec() {
  static const TypeSpec kSpec = StepSpec(&AThrowNext, kAThrowMethods);
  return kSpec;
}

const TypeSpec& AsyncGeneratorWrappedValueSpec() {
  static const TypeSpec kSpec;
  return kSpec;
}

}  // namespace krait
