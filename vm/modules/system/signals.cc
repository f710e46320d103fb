#include "vm/modules/system/signals.h"

#include <csignal>
#include <memory>

#include "vm/frame/frame_object.h"
#include "vm/heap/marker.h"
#include "vm/modules/system/threads.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"

namespace krait {
namespace {

Result<None> DefaultIntHandler(Thread& t, Value, Value) {
  return RaiseWithArgument(t, &BuiltinTypes::KeyboardInterrupt, Value::Unbound());
}

constexpr Method kDefaultIntHandler =
    Bind<DefaultIntHandler>("default_int_handler", "($module, signalnum, frame, /)");

constexpr bool IsSignal(int signal) { return signal > 0 && signal < process_signals::kCount; }

}  // namespace

void SignalPart::Load() {
  if (loaded_) return;
  loaded_ = true;
  for (int signal = 1; signal < process_signals::kCount; ++signal) {
    struct sigaction action{};
    const bool known = sigaction(signal, nullptr, &action) == 0;
    set_handler(signal, !known || action.sa_handler == SIG_DFL ? Value::FromInt(0)
                        : action.sa_handler == SIG_IGN         ? Value::FromInt(1)
                                                               : Value::None());
  }
}

void SignalPart::TraceRoots(Marker& marker) {
  marker.Visit(siginfo_type);
  marker.Visit(itimer_error);
  marker.Visit(default_int_handler);
  for (uint64_t word : handlers_) marker.Visit(Value::FromBits(word));
}

Result<None> InstallSignals(Thread& t) {
  SignalPart& part = t.vm().AddPart(std::make_unique<SignalPart>());
  const Value module = Value::FromObject(TRY(Str::InternUtf8(t, "_signal")));
  part.default_int_handler =
      Value::FromObject(TRY(NativeFunction::New(t, &kDefaultIntHandler, Value::Unbound(), module)));
  t.vm().set_signal_hook(&RunSignalHandlers);
  return None{};
}

void TakeOverSignals(Thread& t) {
  if (!process_signals::Claim(t)) return;
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  SignalPart& part = t.vm().part<SignalPart>();
  part.Load();
  if (!part.handler(SIGINT).SameBits(Value::FromInt(0))) return;  // nohup's children, say
  if (process_signals::Install(SIGINT)) part.set_handler(SIGINT, part.default_int_handler);
}

void ReleaseSignals(Thread& t) { process_signals::Release(t); }

Result<None> RunSignalHandlers(Thread& t) {
  if (!process_signals::IsClaimedBy(t)) return None{};
  SignalPart& part = t.vm().part<SignalPart>();
  for (int signal = 1; signal < process_signals::kCount; ++signal) {
    if (!process_signals::Take(signal)) continue;
    const Value handler = part.handler(signal);
    if (handler.IsNone() || handler.IsInt()) continue;  // changed since it arrived
    Value frame = Value::None();
    if (t.frame != nullptr) frame = Value::FromObject(TRY(FrameObject::Of(t, t.frame)));
    const Result<Value> result = CallWith(t, handler, Value::FromInt(signal), frame);
    if (result.ok()) continue;
    t.RequestPoll(gil::ThreadState::kSignal);  // there may be more
    return Raised{};
  }
  return None{};
}

Result<None> SimulateSignal(Thread& t, int signum) {
  if (!IsSignal(signum)) return RaiseValueError(t, "signal number out of range");
  SignalPart& part = t.vm().part<SignalPart>();
  part.Load();
  if (!part.handler(signum).IsInt()) process_signals::Trip(signum);
  return None{};
}

}  // namespace krait
