#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vm/builtins/generator_methods.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/builtins/unawaited.h"
#include "vm/frame/frame_object.h"
#include "vm/heap/rooted.h"
#include "vm/interp/generator_run.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// generator, and what coroutines share with it.
namespace krait {
namespace {

Generator* AsGenerator(Value value) { return Cast<Generator>(value); }

bool IsExceptionClass(Thread& t, Value value) {
  return Is<Type>(value) && Cast<Type>(value)->IsSubtypeOf(types(t).BaseException);
}

/// A generator or coroutine, which needs no detour through its methods.
bool IsPlainGenerator(Thread& t, Value value) {
  return Is<Generator>(value) && TypeOf(t, value) != types(t).async_generator;
}

bool MeansGeneratorExit(Thread& t, Value thrown) {
  Type* type = IsExceptionClass(t, thrown) ? Cast<Type>(thrown) : TypeOf(t, thrown);
  return type->IsSubtypeOf(types(t).GeneratorExit);
}

/// The instance that raising the class `type` with `value` makes.
Result<Value> Instantiate(Thread& t, Value type, Value value) {
  if (Is<Exception>(value) && TypeOf(t, value)->IsSubtypeOf(Cast<Type>(type))) return value;
  Result<Value> made = Raised{};
  if (value.IsUnbound() || value.IsNone()) {
    made = CallWith(t, type);
  } else if (Is<Tuple>(value)) {
    const auto values = Cast<Tuple>(value)->values();
    made = Call(t, type, {values.data(), static_cast<uint32_t>(values.size())});
  } else {
    made = CallWith(t, type, value);
  }
  const Value exception = TRY(made);
  if (Is<Exception>(exception)) return exception;
  return RaiseTypeError(t, absl::StrCat("calling ", TRY(Repr(t, type))->ToUtf8(),
                                        " should have returned an instance of BaseException, not ",
                                        TypeName(t, exception)));
}

Result<None> CloseIterator(Thread& t, Value iterator) {
  if (IsPlainGenerator(t, iterator)) return GeneratorClose(t, AsGenerator(iterator));
  const Result<Value> close = GetAttrOrUnbound(t, iterator, names(t).close);
  if (!close.ok()) {
    WriteUnraisable(t, "in", iterator);
    return None{};
  }
  if ((*close).IsUnbound()) return None{};
  TRY(CallWith(t, *close));
  return None{};
}

/// Shows a suspended generator as running while what it delegates to is at work.
class DelegateScope {
 public:
  explicit DelegateScope(Generator* generator) : generator_(generator) {
    claimed_ = generator->TryRun(Generator::State::kSuspended);
  }
  ~DelegateScope() {
    if (claimed_) generator_->set_state(Generator::State::kSuspended);
  }
  DelegateScope(const DelegateScope&) = delete;
  DelegateScope& operator=(const DelegateScope&) = delete;
  bool claimed() const { return claimed_; }

 private:
  Generator* generator_;
  bool claimed_;
};

/// Shows it as the caller, too: throw() does that, close() does not.
class CallerScope {
 public:
  CallerScope(Thread& t, Frame* frame) : t_(t), frame_(frame) {
    frame->previous = t.frame;
    t.frame = frame;
  }
  ~CallerScope() { t_.frame = std::exchange(frame_->previous, nullptr); }
  CallerScope(const CallerScope&) = delete;
  CallerScope& operator=(const CallerScope&) = delete;

 private:
  Thread& t_;
  Frame* frame_;
};

Result<None> CloseDelegate(Thread& t, Generator* generator, Value delegate) {
  DelegateScope scope(generator);
  return CloseIterator(t, delegate);
}

/// throw() on what `generator` delegates to; `*handled` is false when that has no throw().
Result<Value> ThrowToDelegate(Thread& t, Generator* generator, Value delegate, Args args,
                              bool close_delegate, bool* finished, bool* handled) {
  *handled = true;
  DelegateScope scope(generator);
  std::optional<CallerScope> caller;
  if (scope.claimed()) caller.emplace(t, generator->frame());
  if (IsPlainGenerator(t, delegate)) {
    return ThrowTo(t, AsGenerator(delegate), args, close_delegate, finished);
  }
  const Value method = TRY(GetAttrOrUnbound(t, delegate, names(t).throw_));
  if (method.IsUnbound()) {
    *handled = false;
    return Value::None();
  }
  const Result<Value> result = Call(t, method, args);
  if (result.ok() || !PendingIs(t, &BuiltinTypes::StopIteration)) return result;
  *finished = true;
  return Cast<Exception>(t.TakePending())->field(0);
}

}  // namespace

Result<Value> MakeThrown(Thread& t, Args args) {
  const Value type = args[0];
  const Value value = args.count > 1 ? args[1] : Value::Unbound();
  Value traceback = args.count > 2 ? args[2] : Value::Unbound();
  if (traceback.IsNone()) traceback = Value::Unbound();
  if (!traceback.IsUnbound() && !Is<Traceback>(traceback)) {
    return RaiseTypeError(t, "throw() third argument must be a traceback object");
  }
  Value exception = type;
  if (IsExceptionClass(t, type)) {
    const Result<Value> made = Instantiate(t, type, value);
    // What goes wrong while the exception is made is thrown in its place.
    exception = made.ok() ? *made : t.TakePending();
  } else if (!Is<Exception>(type)) {
    return RaiseTypeError(
        t, absl::StrCat("exceptions must be classes or instances deriving from BaseException, "
                        "not ",
                        TypeName(t, type)));
  } else if (!value.IsUnbound() && !value.IsNone()) {
    return RaiseTypeError(t, "instance exception may not have a separate value");
  }
  if (!traceback.IsUnbound()) Cast<Exception>(exception)->set_traceback(traceback);
  return exception;
}

Result<Value> ThrowTo(Thread& t, Generator* generator, Args args, bool close_delegate,
                      bool* finished) {
  *finished = false;
  TRY(CheckNativeStack(t));
  const Value delegate = generator->yield_from();
  if (!delegate.IsUnbound()) {
    if (close_delegate && MeansGeneratorExit(t, args[0])) {
      if (!CloseDelegate(t, generator, delegate).ok()) {
        return ThrowIntoGenerator(t, generator, t.TakePending(), finished);
      }
    } else {
      bool delegate_finished = false;
      bool handled;
      const Result<Value> result = ThrowToDelegate(t, generator, delegate, args, close_delegate,
                                                   &delegate_finished, &handled);
      if (!result.ok()) return ThrowIntoGenerator(t, generator, t.TakePending(), finished);
      if (delegate_finished) return ContinueAfterDelegate(t, generator, *result, finished);
      if (handled) return result;
    }
  }
  const Value exception = TRY(MakeThrown(t, args));
  return ThrowIntoGenerator(t, generator, exception, finished);
}

Raised RaiseStopIteration(Thread& t, Value value) {
  return RaiseWithArgument(t, &BuiltinTypes::StopIteration,
                           value.IsNone() ? Value::Unbound() : value);
}

// --- Methods ----------------------------------------------------------------------------------

Result<Value> GeneratorSend(Thread& t, Generator* self, Value value) {
  bool finished;
  const Value result = TRY(SendToGenerator(t, self, value, &finished));
  if (finished) return RaiseStopIteration(t, result);
  return result;
}

Result<Value> GeneratorThrow(Thread& t, Generator* self, Value type, Opt<Value> value,
                             Opt<Value> traceback) {
  const Value given[] = {type, value.value_or(Value::None()), traceback.value_or(Value::None())};
  const uint32_t count = traceback ? 3 : value ? 2 : 1;
  bool finished;
  const Value result = TRY(ThrowTo(t, self, {given, count}, true, &finished));
  if (finished) return RaiseStopIteration(t, result);
  return result;
}

Result<None> GeneratorClose(Thread& t, Generator* self) {
  if (self->state() == Generator::State::kFinished) return None{};
  const Value delegate = self->yield_from();
  Value exception;
  if (!delegate.IsUnbound() && !CloseDelegate(t, self, delegate).ok()) {
    exception = t.TakePending();
  } else {
    Exception* exit = TRY(Exception::New(t, types(t).GeneratorExit, Tuple::Empty(t)));
    exception = Value::FromObject(exit);
  }
  bool finished;
  const Result<Value> result = ThrowIntoGenerator(t, self, exception, &finished);
  if (result.ok()) {
    if (finished) return None{};
    const Type* type = TypeOf(t, Value::FromObject(self));
    const char* kind = type == types(t).coroutine         ? "coroutine"
                       : type == types(t).async_generator ? "async generator"
                                                          : "generator";
    return Raise(t, &BuiltinTypes::RuntimeError, absl::StrCat(kind, " ignored GeneratorExit"));
  }
  if (ClearPendingIf(t, &BuiltinTypes::StopIteration) ||
      ClearPendingIf(t, &BuiltinTypes::GeneratorExit)) {
    return None{};
  }
  return Raised{};
}

namespace {

/// Somebody (an event loop) asked to close the generators that it began to iterate over.
Result<bool> GiveToFinalizer(Thread& t, Generator* generator) {
  const Value finalizer = generator->finalizer().Load();
  if (!generator->code()->HasFlag(kCodeAsyncGenerator) || finalizer.IsNone() || generator->closed ||
      generator->state() == Generator::State::kFinished) {
    return false;
  }
  TRY(CallWith(t, finalizer, Value::FromObject(generator)));
  return true;
}

}  // namespace

Result<None> GeneratorFinalize(Thread& t, Value self) {
  Generator* generator = AsGenerator(self);
  if (TRY(GiveToFinalizer(t, generator))) return None{};
  // A coroutine that was never awaited is most likely a mistake.
  if (generator->state() == Generator::State::kCreated &&
      generator->code()->HasFlag(kCodeCoroutine)) {
    TRY(t.vm().part<UnawaitedReporter>().WarnUnawaited(t, generator));
  }
  return GeneratorClose(t, AsGenerator(self));
}

// --- Attributes -------------------------------------------------------------------------------

Result<int64_t> GeneratorSizeof(Thread& t, Value self) {
  return int64_t{TypeOf(t, self)->instance_size()};
}

Result<Value> GetGeneratorName(Thread&, Value self) { return AsGenerator(self)->name(); }

Result<None> SetGeneratorName(Thread& t, Value self, Value value) {
  if (!Is<Str>(value)) return RaiseTypeError(t, "__name__ must be set to a string object");
  AsGenerator(self)->set_name(Cast<Str>(value));
  return None{};
}

Result<Value> GetGeneratorQualname(Thread&, Value self) { return AsGenerator(self)->qualname(); }

Result<None> SetGeneratorQualname(Thread& t, Value self, Value value) {
  if (!Is<Str>(value)) return RaiseTypeError(t, "__qualname__ must be set to a string object");
  AsGenerator(self)->set_qualname(Cast<Str>(value));
  return None{};
}

Result<Value> GetGeneratorFrame(Thread& t, Value self) {
  Generator* generator = AsGenerator(self);
  if (generator->state() == Generator::State::kFinished) return Value::None();
  return FrameObject::Of(t, generator->frame());
}

Result<Value> GetGeneratorCode(Thread&, Value self) { return AsGenerator(self)->code(); }

Result<Value> GetGeneratorRunning(Thread&, Value self) {
  return Value::FromBool(AsGenerator(self)->state() == Generator::State::kRunning);
}

Result<Value> GetGeneratorSuspended(Thread&, Value self) {
  return Value::FromBool(AsGenerator(self)->state() == Generator::State::kSuspended);
}

Result<Value> GetGeneratorDelegate(Thread&, Value self) {
  const Value delegate = AsGenerator(self)->yield_from();
  return delegate.IsUnbound() ? Value::None() : delegate;
}

Result<Value> GeneratorRepr(Thread& t, Value self) {
  return Str::FromUtf8(
      t, absl::StrCat("<", TypeName(t, self), " object ", AsGenerator(self)->qualname()->ToUtf8(),
                      " at 0x", absl::Hex(reinterpret_cast<uintptr_t>(self.AsObject())), ">"));
}

namespace {

Result<Value> GeneratorNext(Thread& t, Value self) {
  bool finished;
  const Value result = TRY(NextOfGenerator(t, AsGenerator(self), &finished));
  if (!finished) return result;
  if (result.IsNone()) return Value::Unbound();
  return RaiseStopIteration(t, result);
}

constexpr Method kGeneratorMethods[] = {
    HideSignature(Bind<GeneratorSizeof>("__sizeof__", "($self, /)")),
    HideSignature(Bind<GeneratorSend>("send", "($self, arg, /)")),
    HideSignature(Bind<GeneratorThrow>(
        "throw", "($self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)")),
    HideSignature(Bind<GeneratorClose>("close", "($self, /)")),
};

constexpr GetSet kGeneratorGetSets[] = {
    {"__name__", &GetGeneratorName, &SetGeneratorName},
    {"__qualname__", &GetGeneratorQualname, &SetGeneratorQualname},
    {"gi_yieldfrom", &GetGeneratorDelegate},
    {"gi_running", &GetGeneratorRunning},
    {"gi_frame", &GetGeneratorFrame},
    {"gi_suspended", &GetGeneratorSuspended},
    {"gi_code", &GetGeneratorCode, nullptr, true},
};

}  // namespace

const TypeSpec& GeneratorSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &GeneratorRepr;
    spec.slots.iter = &IterSelf;
    spec.slots.next = &GeneratorNext;
    spec.slots.finalize = &GeneratorFinalize;
    spec.methods = kGeneratorMethods;
    spec.getset = kGeneratorGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
