#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>
#include <memory>

#include "absl/strings/str_cat.h"
#include "gil/blocking.h"
#include "vm/heap/rooted.h"
#include "vm/interp/run_control.h"
#include "vm/interp/vm_thread.h"
#include "vm/modules/system/signals.h"
#include "vm/modules/system/system_modules.h"
#include "vm/modules/system/threads.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

/// _thread.
namespace krait {
namespace {

/// A thread that start_new_thread made. The parent fills in what it is to call; both the Thread and
/// this belong to the new native thread then.
class StartedThread {
 public:
  explicit StartedThread(Vm& vm)
      : part_(vm.part<ThreadPart>()), owner_(vm), roots_(owner_.thread()) {}

  void SetCall(Value function, Tuple* args, Dict* keywords) {
    roots_.push_back(function);
    roots_.push_back(Value::FromObject(args));
    roots_.push_back(keywords == nullptr ? Value::None() : Value::FromObject(keywords));
  }
  Thread& thread() { return owner_.thread(); }
  ThreadPart& part() { return part_; }

  void Run() {
    Thread& t = thread();
    gil::AttachScope attached(t);
    if (!CallFunction(t).ok()) ReportException(t);
    roots_.clear();
    t.pending = Value::Unbound();
    part_.Forget(t);
  }

 private:
  Result<Value> CallFunction(Thread& t) {
    RootedVector values(t);
    for (Value value : Cast<Tuple>(roots_[1])->values()) values.push_back(value);
    const uint32_t positional = static_cast<uint32_t>(values.size());
    Tuple* keyword_names = nullptr;
    if (!roots_[2].IsNone()) {
      RootedVector keywords(t);
      size_t position = 0;
      Value key;
      Value value;
      while (Cast<Dict>(roots_[2])->Next(position, key, value)) {
        if (!Is<Str>(key)) return RaiseTypeError(t, "keywords must be strings");
        keywords.push_back(key);
        values.push_back(value);
      }
      keyword_names = TRY(Tuple::From(t, {keywords.data(), keywords.size()}));
    }
    return Call(t, roots_[0], {values.data(), positional, keyword_names});
  }

  void ReportException(Thread& t) {
    if (RunControl::IsStopped(t) || ClearPendingIf(t, &BuiltinTypes::SystemExit)) return;
    WriteUnraisable(t, "in thread started by", roots_[0]);
  }

  ThreadPart& part_;
  VmThread owner_;
  RootedVector roots_;
};

void* ThreadMain(void* argument) {
  std::unique_ptr<StartedThread> started(static_cast<StartedThread*>(argument));
  ThreadPart& part = started->part();
  started->Run();
  started.reset();
  part.ThreadEnds();
  return nullptr;
}

bool StartNative(StartedThread* started, size_t stack_size, pthread_t* thread) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (stack_size != 0) pthread_attr_setstacksize(&attributes, stack_size);
  const bool ok = pthread_create(thread, &attributes, &ThreadMain, started) == 0;
  pthread_attr_destroy(&attributes);
  return ok;
}

Result<Value> IdentOf(Thread& t, pthread_t thread) {
  return Int::FromUnsigned(t, static_cast<uint64_t>(thread));
}

Result<Value> StartNewThread(Thread& t, Args args) {
  if (args.has_keywords()) {
    return RaiseTypeError(t, "_thread.start_new_thread() takes no keyword arguments");
  }
  if (args.count < 2 || args.count > 3) {
    return RaiseTypeError(
        t, absl::StrCat("start_new_thread expected at ", args.count < 2 ? "least 2" : "most 3",
                        " arguments, got ", args.count));
  }
  if (TypeOf(t, args[0])->slots().call == nullptr) {
    return RaiseTypeError(t, "first arg must be callable");
  }
  if (!Is<Tuple>(args[1])) return RaiseTypeError(t, "2nd arg must be a tuple");
  if (args.count > 2 && !Is<Dict>(args[2])) {
    return RaiseTypeError(t, "optional 3rd arg must be a dictionary");
  }
  ThreadPart& part = t.vm().part<ThreadPart>();
  Dict* keywords = args.count > 2 ? TRY(Cast<Dict>(args[2])->Copy(t)) : nullptr;
  auto started = std::make_unique<StartedThread>(t.vm());
  ControlOf(t.vm()).Adopt(started->thread());
  started->SetCall(args[0], Cast<Tuple>(args[1]), keywords);
  part.ThreadStarts();
  pthread_t native;
  if (StartNative(started.get(), part.stack_size, &native)) {
    (void)started.release();
    return IdentOf(t, native);
  }
  {
    gil::DetachScope detached(t);  // its destructor attaches the other Thread
    started.reset();
  }
  part.ThreadEnds();
  return Raise(t, &BuiltinTypes::RuntimeError, "can't start new thread");
}

Result<Value> AllocateLock(Thread& t) {
  return Value::FromObject(reinterpret_cast<Object*>(TRY(NewLock(t))));
}

Result<None> ExitThread(Thread& t) {
  return RaiseWithArgument(t, &BuiltinTypes::SystemExit, Value::Unbound());
}

Result<Value> GetIdent(Thread& t) { return IdentOf(t, pthread_self()); }

Result<int64_t> GetNativeId(Thread&) { return static_cast<int64_t>(syscall(SYS_gettid)); }

Result<int64_t> Count(Thread& t) { return t.vm().part<ThreadPart>().count(); }

Result<int64_t> StackSize(Thread& t, Opt<Index> size) {
  std::atomic<size_t>& setting = t.vm().part<ThreadPart>().stack_size;
  const auto old = static_cast<int64_t>(setting.load());
  if (!size) return old;
  const int64_t wanted = (*size).value;
  if (wanted < 0) return RaiseValueError(t, "size must be 0 or a positive value");
  constexpr int64_t kSmallest = 32768;
  if (wanted != 0 && wanted < kSmallest) {
    return RaiseValueError(t, absl::StrCat("size not valid: ", wanted, " bytes"));
  }
  setting = static_cast<size_t>(wanted);
  return old;
}

Result<Value> SetSentinel(Thread& t) {
  LockObject* lock = TRY(NewLock(t));
  t.vm().part<ThreadPart>().SetSentinel(t, lock);
  return Value::FromObject(reinterpret_cast<Object*>(lock));
}

Result<None> InterruptMain(Thread& t, int signum) { return SimulateSignal(t, signum); }

// --- threading's excepthook ----------------------------------------------------------------------

constexpr const char* kHookFields[] = {"exc_type", "exc_value", "exc_traceback", "thread"};
constexpr StructSequenceSpec kHookArgs = {"_thread._ExceptHookArgs", kHookFields, 4};

/// "Exception in thread NAME:" on the thread's idea of sys.stderr, with the traceback.
Result<None> ExceptHook(Thread& t, Value args) {
  if (TypeOf(t, args) != t.vm().part<ThreadPart>().hook_args_type) {
    return RaiseTypeError(t, "_thread.excepthook argument type must be ExceptHookArgs");
  }
  const Tuple* fields = Cast<Tuple>(args);
  if (fields->At(0).SameBits(Value::FromObject(types(t).SystemExit))) return None{};
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  Value file = TRY(GetAttrOrUnbound(t, sys, names(t).stderr));
  const Value thread = fields->At(3);
  if (file.IsUnbound() || file.IsNone()) {
    if (thread.IsNone()) return None{};
    file = TRY(GetAttrOrUnbound(t, thread, TRY(Str::InternUtf8(t, "_stderr"))));
    if (file.IsUnbound() || file.IsNone()) return None{};
  }
  std::string name;
  if (!thread.IsNone()) {
    const Value attribute = TRY(GetAttrOrUnbound(t, thread, TRY(Str::InternUtf8(t, "_name"))));
    if (!attribute.IsUnbound()) name = TRY(ToStr(t, attribute))->ToUtf8();
  }
  if (name.empty()) name = absl::StrCat(static_cast<uint64_t>(pthread_self()));
  Str* head = TRY(Str::FromUtf8(t, absl::StrCat("Exception in thread ", name, ":\n")));
  TRY(CallMethodWith(t, file, names(t).write, Value::FromObject(head)));
  const Value exception = fields->At(1);
  if (Is<Exception>(exception)) {
    Str* hook = TRY(Str::InternUtf8(t, "__excepthook__"));
    TRY(CallMethodWith(t, sys, hook, fields->At(0), exception, fields->At(2)));
  }
  TRY(CallMethodWith(t, file, names(t).flush));
  return None{};
}

constexpr Method kFunctions[] = {
    Bind<StartNewThread>("start_new_thread", "($module, function, args, kwargs=..., /)"),
    Bind<StartNewThread>("start_new", "($module, function, args, kwargs=..., /)"),
    Bind<AllocateLock>("allocate_lock", "($module, /)"),
    Bind<AllocateLock>("allocate", "($module, /)"),
    Bind<ExitThread>("exit_thread", "($module, /)"),
    Bind<ExitThread>("exit", "($module, /)"),
    Bind<InterruptMain>("interrupt_main", "($module, signum=2, /)"),
    Bind<GetIdent>("get_ident", "($module, /)"),
    Bind<GetNativeId>("get_native_id", "($module, /)"),
    Bind<Count>("_count", "($module, /)"),
    Bind<StackSize>("stack_size", "($module, size=..., /)"),
    Bind<SetSentinel>("_set_sentinel", "($module, /)"),
    Bind<ExceptHook>("_excepthook", "($module, args, /)"),
};

}  // namespace

Result<Module*> MakeThreadModule(Thread& t) {
  ThreadPart& part = t.vm().part<ThreadPart>();
  TRY(MakeLockTypes(t));
  TRY(MakeLocalType(t));
  part.hook_args_type = TRY(StructSequence<kHookArgs>::NewType(t));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_thread"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->Add(t, "LockType", Value::FromObject(part.lock_type)));
  TRY(module->Add(t, "RLock", Value::FromObject(part.rlock_type)));
  TRY(module->Add(t, "_local", Value::FromObject(part.local_type)));
  TRY(module->Add(t, "_ExceptHookArgs", Value::FromObject(part.hook_args_type)));
  TRY(module->Add(t, "error", Value::FromObject(types(t).RuntimeError)));
  constexpr int64_t kNanosPerSecond = 1'000'000'000;
  const double most = static_cast<double>(INT64_MAX / kNanosPerSecond);
  TRY(module->Add(t, "TIMEOUT_MAX", TRY(Float::From(t, most))));
  return module;
}

}  // namespace krait
