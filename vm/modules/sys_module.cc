#include <atomic>

#include "absl/strings/str_cat.h"
#include "gil/threading.h"
#include "vm/frame/frame_object.h"
#include "vm/heap/rooted.h"
#include "vm/modules/io/std_streams.h"
#include "vm/modules/registry.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"

/// The sys module.
namespace krait {
namespace {

Result<Value> SysExit(Thread& t, Opt<Value> status) {
  const Value type = Value::FromObject(types(t).SystemExit);
  const Value code = status.value_or(Value::None());
  const Value exception = code.IsNone() ? TRY(CallWith(t, type)) : TRY(CallWith(t, type, code));
  return RaiseException(t, exception);
}

Result<bool> SysIsGilEnabled(Thread& t) { return !t.vm().threading().object_locks(); }

Result<int64_t> SysGetRecursionLimit(Thread& t) { return int64_t{t.vm().recursion_limit()}; }

Result<None> SysSetRecursionLimit(Thread& t, int limit) {
  if (limit < 1) return RaiseValueError(t, "recursion limit must be greater or equal than 1");
  const int used = t.vm().recursion_limit() - t.recursion_remaining;
  if (used >= limit) {
    return Raise(t, &BuiltinTypes::RecursionError,
                 absl::StrCat("cannot set the recursion limit to ", limit,
                              " at the recursion depth ", used, ": the limit is too low"));
  }
  t.vm().recursion_limit() = limit;
  t.recursion_remaining = limit - used;
  return None{};
}

Result<Value> SysIntern(Thread& t, Value string) {
  if (!Is<Str>(string)) {
    return RaiseTypeError(t, absl::StrCat("intern() argument must be str, not ",
                                          string.IsNone() ? "None" : TypeName(t, string)));
  }
  if (!IsExactly<Str>(string)) {
    return RaiseTypeError(t, absl::StrCat("can't intern ", TypeName(t, string)));
  }
  return Str::Intern(t, Cast<Str>(string));
}

/// What the innermost except block is handling, or None.
Value Handled(Thread& t) {
  for (HandledException* entry = t.handled; entry != nullptr; entry = entry->previous) {
    if (!entry->exception.IsNone()) return entry->exception;
  }
  return Value::None();
}

Result<Value> SysException(Thread& t) { return Handled(t); }

Result<Value> SysExcInfo(Thread& t) {
  const Value exception = Handled(t);
  if (exception.IsNone()) return Tuple::Of(t, exception, exception, exception);
  return Tuple::Of(t, Value::FromObject(TypeOf(t, exception)), exception,
                   Cast<Exception>(exception)->traceback());
}

Result<Value> SysGetFrame(Thread& t, int depth) {
  Frame* frame = Frame::Visible(t.frame);
  for (; frame != nullptr && depth > 0; --depth) frame = frame->caller();
  if (frame == nullptr) return RaiseValueError(t, "call stack is not deep enough");
  return FrameObject::Of(t, frame);
}

Result<int64_t> SysGetRefcount(Thread&, Value) {
  return int64_t{2};  // Krait counts no references: documented as a constant
}

Result<double> SysGetSwitchInterval(Thread& t) {
  return absl::ToDoubleSeconds(t.vm().threading().switch_interval());
}

Result<None> SysSetSwitchInterval(Thread& t, double interval) {
  if (!(interval > 0)) return RaiseValueError(t, "switch interval must be strictly positive");
  t.vm().threading().set_switch_interval(absl::Seconds(interval));
  return None{};
}

Result<Value> SysGetDefaultEncoding(Thread& t) { return names(t).utf_8; }

constexpr Method kFunctions[] = {
    Bind<SysExit>("exit", "(status=..., /)"),
    Bind<SysIsGilEnabled>("_is_gil_enabled", "()"),
    Bind<SysGetRecursionLimit>("getrecursionlimit", "()"),
    Bind<SysSetRecursionLimit>("setrecursionlimit", "(limit, /)"),
    Bind<SysIntern>("intern", "(string, /)"),
    Bind<SysException>("exception", "()"),
    Bind<SysExcInfo>("exc_info", "()"),
    Bind<SysGetFrame>("_getframe", "(depth=0, /)"),
    Bind<SysGetRefcount>("getrefcount", "(object, /)"),
    Bind<SysGetSwitchInterval>("getswitchinterval", "()"),
    Bind<SysSetSwitchInterval>("setswitchinterval", "(interval, /)"),
    Bind<SysGetDefaultEncoding>("getdefaultencoding", "()"),
};

}  // namespace

Result<Module*> MakeSysModule(Thread& t) {
  Module* sys = TRY(Module::New(t, names(t).sys));
  TRY(sys->AddFunctions(t, kFunctions));
  TRY(sys->Add(t, "modules", Value::FromObject(t.vm().modules())));
  TRY(AddSysFacts(t, sys));
  TRY(AddSysSettings(t, sys));
  const Config& config = t.vm().part<SysPart>().config;
  TRY(AddStandardStreams(t, sys, {config.unbuffered, config.stdio_encoding, config.stdio_errors}));
  TRY(AddSysHooks(t, sys));
  TRY(AddSysFunctions(t, sys));
  TRY(AddSysJit(t, sys));
  TRY(AddSysTrace(t, sys));
  return sys;
}

}  // namespace krait
