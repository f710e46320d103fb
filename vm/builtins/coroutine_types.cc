#include "absl/strings/str_cat.h"
#include "vm/builtins/generator_methods.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/frame/async_generator.h"
#include "vm/interp/calls.h"
#include "vm/interp/generator_run.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

/// coroutine and coroutine_wrapper; anext_awaitable, which is laid out as the latter.
namespace krait {
namespace {

// --- coroutine --------------------------------------------------------------------------------

Result<Value> CoroutineAwait(Thread& t, Value self) {
  return CoroutineWrapper::New(t, types(t).coroutine_wrapper, self, Value::Unbound());
}

Result<Value> GetOrigin(Thread&, Value self) { return Cast<Generator>(self)->origin().Load(); }

constexpr Method kCoroutineMethods[] = {
    HideSignature(Bind<GeneratorSizeof>("__sizeof__", "($self, /)")),
    HideSignature(Bind<GeneratorSend>("send", "($self, arg, /)")),
    HideSignature(Bind<GeneratorThrow>(
        "throw", "($self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)")),
    HideSignature(Bind<GeneratorClose>("close", "($self, /)")),
};

constexpr GetSet kCoroutineGetSets[] = {
    {"__name__", &GetGeneratorName, &SetGeneratorName},
    {"__qualname__", &GetGeneratorQualname, &SetGeneratorQualname},
    {"cr_await", &GetGeneratorDelegate},
    {"cr_running", &GetGeneratorRunning},
    {"cr_frame", &GetGeneratorFrame},
    {"cr_suspended", &GetGeneratorSuspended},
    {"cr_code", &GetGeneratorCode, nullptr, true},
    {"cr_origin", &GetOrigin, nullptr, true},
};

// --- coroutine_wrapper ------------------------------------------------------------------------

Generator* WrappedBy(const CoroutineWrapper* self) { return Cast<Generator>(self->wrapped()); }

Result<Value> WrapperSend(Thread& t, CoroutineWrapper* self, Value value) {
  return GeneratorSend(t, WrappedBy(self), value);
}

Result<Value> WrapperThrow(Thread& t, CoroutineWrapper* self, Value type, Opt<Value> value,
                           Opt<Value> traceback) {
  return GeneratorThrow(t, WrappedBy(self), type, value, traceback);
}

Result<None> WrapperClose(Thread& t, CoroutineWrapper* self) {
  return GeneratorClose(t, WrappedBy(self));
}

Result<Value> WrapperNext(Thread& t, Value self) {
  return GeneratorSend(t, WrappedBy(Cast<CoroutineWrapper>(self)), Value::None());
}

constexpr Method kWrapperMethods[] = {
    HideSignature(Bind<WrapperSend>("send", "($self, arg, /)")),
    HideSignature(Bind<WrapperThrow>(
        "throw", "($self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)")),
    HideSignature(Bind<WrapperClose>("close", "($self, /)")),
};

// --- anext_awaitable --------------------------------------------------------------------------

/// The iterator that awaiting the wrapped __anext__() result means.
Result<Value> AwaitedIterator(Thread& t, const CoroutineWrapper* self) {
  const Value awaitable = TRY(interp::GetAwaitable(t, self->wrapped()));
  if (TypeOf(t, awaitable)->slots().next != nullptr) return awaitable;
  const Value iterator = TRY(TypeOf(t, awaitable)->slots().await(t, awaitable));
  if (TypeOf(t, iterator)->slots().next != nullptr) return iterator;
  return RaiseTypeError(t, "__await__ must return an iterable");
}

/// The end of the asynchronous iterator means that awaiting gives the default.
Result<Value> OrDefault(Thread& t, const CoroutineWrapper* self, Result<Value> result) {
  if (result.ok() || !ClearPendingIf(t, &BuiltinTypes::StopAsyncIteration)) return result;
  return RaiseStopIteration(t, self->default_value());
}

Result<Value> AnextNext(Thread& t, Value value) {
  const auto* self = Cast<CoroutineWrapper>(value);
  const Value iterator = TRY(AwaitedIterator(t, self));
  return OrDefault(t, self, NextOrStop(t, iterator));
}

Result<Value> AnextSend(Thread& t, CoroutineWrapper* self, Value value) {
  const Value iterator = TRY(AwaitedIterator(t, self));
  return OrDefault(t, self, CallMethodWith(t, iterator, names(t).send, value));
}

Result<Value> AnextThrow(Thread& t, CoroutineWrapper* self, Args args) {
  const Value iterator = TRY(AwaitedIterator(t, self));
  return OrDefault(t, self, CallMethod(t, iterator, names(t).throw_, args));
}

Result<Value> AnextClose(Thread& t, CoroutineWrapper* self) {
  const Value iterator = TRY(AwaitedIterator(t, self));
  return OrDefault(t, self, CallMethodWith(t, iterator, names(t).close));
}

constexpr Method kAnextMethods[] = {
    HideSignature(Bind<AnextSend>("send", "($self, arg, /)")),
    HideSignature(Bind<AnextThrow>("throw", "($self, *args)")),
    HideSignature(Bind<AnextClose>("close", "($self, /)")),
};

}  // namespace

const TypeSpec& CoroutineSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &GeneratorRepr;
    spec.slots.await = &CoroutineAwait;
    spec.slots.finalize = &GeneratorFinalize;
    spec.methods = kCoroutineMethods;
    spec.getset = kCoroutineGetSets;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& CoroutineWrapperSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.iter = &IterSelf;
    spec.slots.next = &WrapperNext;
    spec.methods = kWrapperMethods;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& ANextAwaitableSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.await = &IterSelf;
    spec.slots.iter = &IterSelf;
    spec.slots.next = &AnextNext;
    spec.methods = kAnextMethods;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
