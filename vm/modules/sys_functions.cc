#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "gil/thread_list.h"
#include "vm/frame/frame_object.h"
#include "vm/heap/rooted.h"
#include "vm/modules/import.h"
#include "vm/modules/module_spec.h"
#include "vm/modules/sys_part.h"
#include "vm/object/audit.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"
#include "vm/object/warn.h"

/// sys: sizes, limits, encodings, audit hooks, and what tools ask of the interpreter.
namespace krait {
namespace {

SysPart& Part(Thread& t) { return t.vm().part<SysPart>(); }

// --- Encodings, limits, flags -----------------------------------------------------------------

Result<Value> GetFilesystemEncoding(Thread& t) { return names(t).utf_8; }
Result<Str*> GetFilesystemErrors(Thread& t) { return Str::InternUtf8(t, "surrogateescape"); }
Result<bool> IsFinalizing(Thread& t) { return Part(t).finalizing; }

Result<int64_t> GetMaxDigits(Thread& t) { return int64_t{t.vm().int_max_str_digits()}; }
Result<None> SetMaxDigits(Thread& t, int maxdigits) {
  constexpr int kThreshold = 640;
  if (maxdigits != 0 && maxdigits < kThreshold) {
    return RaiseValueError(t, "maxdigits must be 0 or larger than 640");
  }
  t.vm().int_max_str_digits() = maxdigits;
  return None{};
}

Result<int64_t> GetDlopenFlags(Thread& t) { return int64_t{Part(t).dlopen_flags}; }
Result<None> SetDlopenFlags(Thread& t, int flags) {
  Part(t).dlopen_flags = flags;
  return None{};
}

// --- Sizes ------------------------------------------------------------------------------------

/// What CPython's garbage collector puts in front of objects that can be part of cycles.
int64_t HeaderSize(Value object) {
  if (!object.IsObject()) return 0;
  switch (object.AsObject()->layout()) {
    case Layout::kInt:
    case Layout::kFloat:
    case Layout::kComplex:
    case Layout::kStr:
    case Layout::kBytes:
    case Layout::kByteArray:
    case Layout::kRange:
    case Layout::kCode:
      return 0;
    default:
      return 16;
  }
}

Result<Value> SizeOf(Thread& t, Value object) {
  Str* name = TRY(Str::InternUtf8(t, "__sizeof__"));
  const Value method = TRY(LookupSpecial(t, object, name));
  if (method.IsUnbound()) {
    return RaiseTypeError(t,
                          absl::StrCat("Type ", TypeName(t, object), " doesn't define __sizeof__"));
  }
  const Value size = TRY(CallWith(t, method));
  if (!IsIntLike(size)) return RaiseTypeError(t, "an integer is required");
  return size;
}

Result<Value> GetSizeOf(Thread& t, Value object, Opt<Value> otherwise) {
  const Result<Value> size = SizeOf(t, object);
  if (!size.ok()) {
    if (!otherwise || !ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return *otherwise;
  }
  const int64_t bytes = TRY(ToIndexSsize(t, *size));
  if (bytes < 0) return RaiseValueError(t, "__sizeof__() should return >= 0");
  return Int::From(t, bytes + HeaderSize(object));
}

Result<int64_t> GetAllocatedBlocks(Thread& t) {
  constexpr size_t kTypicalBlock = 64;
  return static_cast<int64_t>(t.vm().heap().allocated_bytes() / kTypicalBlock);
}

// --- Audit hooks ------------------------------------------------------------------------------

Result<None> AddAuditHook(Thread& t, Value hook) {
  // A hook may refuse further ones, by any exception; that this happened stays between them.
  if (!Audit(t, "sys.addaudithook").ok()) {
    return ClearPendingIf(t, &BuiltinTypes::Exception) ? Result<None>(None{}) : Raised{};
  }
  auto& part = t.vm().part<AuditPart>();
  if (part.hooks.IsNone()) part.hooks = Value::FromObject(TRY(List::New(t)));
  auto* hooks = Cast<List>(part.hooks);
  gil::CriticalSection lock(t, hooks->lock_byte());
  return hooks->Append(t, hook);
}

Result<None> SysAudit(Thread& t, Args args) {
  if (args.has_keywords()) return RaiseTypeError(t, "sys.audit() takes no keyword arguments");
  if (args.count == 0) {
    return RaiseTypeError(t, "audit() missing 1 required positional argument: 'event'");
  }
  if (!Is<Str>(args[0])) {
    return RaiseTypeError(
        t, absl::StrCat("expected str for argument 'event', not ", TypeName(t, args[0])));
  }
  if (!IsAudited(t)) return None{};
  return CallAuditHooks(t, Cast<Str>(args[0])->ToUtf8(),
                        {args.values + 1, args.count - 1, nullptr});
}

// --- For tools --------------------------------------------------------------------------------

Result<Value> CallTracing(Thread& t, Value function, Tuple* args) {
  return Call(t, function, {args->values().data(), static_cast<uint32_t>(args->size()), nullptr});
}

/// Gives the innermost frames of all threads their objects. A thread that enters functions faster
/// than that may be left without.
Result<None> MakeFrameObjects(Thread& t) {
  constexpr int kTries = 4;
  constexpr int kSpare = 32;  // locals: another function may be running by then
  for (int i = 0; i < kTries; ++i) {
    RootedVector codes(t);
    const auto for_each_bare = [&](auto visit) {
      gil::StopTheWorld stop(*t.group(), t);
      t.group()->ForEach([&](gil::ThreadState& state) {
        Frame* frame = Frame::Visible(static_cast<Thread&>(state).frame);
        if (frame != nullptr && frame->object == nullptr) visit(frame);
      });
    };
    for_each_bare([&](Frame* frame) { codes.push_back(Value::FromObject(frame->code)); });
    if (codes.empty()) return None{};
    RootedVector objects(t);
    std::vector<int> room;
    for (Value code : codes) {
      room.push_back(Cast<Code>(code)->localsplus_count() + kSpare);
      objects.push_back(
          Value::FromObject(TRY(FrameObject::Prepare(t, Cast<Code>(code), room.back()))));
    }
    size_t next = 0;
    for_each_bare([&](Frame* frame) {
      if (next == room.size() || frame->code->localsplus_count() > room[next]) return;
      Cast<FrameObject>(objects[next++])->AttachTo(frame);
    });
  }
  return None{};
}

/// {thread: value} of all threads that run Python code, `of(thread)` being Unbound for others.
template <typename F>
Result<Value> OfThreads(Thread& t, F of) {
  RootedVector values(t);
  std::vector<uint64_t> idents;
  {
    gil::StopTheWorld stop(*t.group(), t);
    t.group()->ForEach([&](gil::ThreadState& state) {
      const Value value = of(static_cast<Thread&>(state));
      if (value.IsUnbound()) return;
      idents.push_back(state.native_thread());
      values.push_back(value);
    });
  }
  Dict* result = TRY(Dict::New(t));
  for (size_t i = 0; i < idents.size(); ++i) {
    TRY(result->Set(t, TRY(Int::FromUnsigned(t, idents[i])), values[i]));
  }
  return result;
}

Result<Value> CurrentFrames(Thread& t) {
  TRY(Audit(t, "sys._current_frames"));
  TRY(MakeFrameObjects(t));
  return OfThreads(t, [](Thread& thread) {
    FrameObject* object = thread.frame == nullptr ? nullptr : thread.frame->object;
    return object == nullptr ? Value::Unbound() : Value::FromObject(object);
  });
}

Result<Value> CurrentExceptions(Thread& t) {
  TRY(Audit(t, "sys._current_exceptions"));
  const Value handled = TRY(OfThreads(t, [](Thread& thread) {
    for (HandledException* entry = thread.handled; entry != nullptr; entry = entry->previous) {
      if (!entry->exception.IsNone()) return entry->exception;
    }
    return thread.frame == nullptr ? Value::Unbound() : Value::None();
  }));
  auto* result = Cast<Dict>(handled);
  const Value none = Value::None();
  size_t position = 0;
  Value ident, exception;
  while (result->Next(position, ident, exception)) {
    Tuple* triple = exception.IsNone()
                        ? TRY(Tuple::Of(t, none, none, none))
                        : TRY(Tuple::Of(t, Value::FromObject(TypeOf(t, exception)), exception,
                                        Cast<Exception>(exception)->traceback()));
    TRY(result->Set(t, ident, Value::FromObject(triple)));
  }
  return result;
}

Result<None> ClearTypeCache(Thread&) { return None{}; }
Result<int64_t> GetQuickenedCount(Thread&) { return int64_t{0}; }

// --- Coroutines and asynchronous generators ---------------------------------------------------

Result<int64_t> GetOriginDepth(Thread& t) { return int64_t{t.coroutine_origin_depth}; }
Result<None> SetOriginDepth(Thread& t, int depth) {
  if (depth < 0) return RaiseValueError(t, "depth must be >= 0");
  t.coroutine_origin_depth = depth;
  return None{};
}

constexpr const char* kHookFields[] = {"firstiter", "finalizer"};
constexpr StructSequenceSpec kAsyncgenHooks = {"asyncgen_hooks", kHookFields, 2};

Result<Value> GetAsyncgenHooks(Thread& t) {
  SysPart& part = Part(t);
  if (part.asyncgen_hooks_type.IsNone()) {
    part.asyncgen_hooks_type = Value::FromObject(TRY(StructSequence<kAsyncgenHooks>::NewType(t)));
  }
  const Value values[] = {t.asyncgen_firstiter, t.asyncgen_finalizer};
  return StructSequence<kAsyncgenHooks>::New(t, Cast<Type>(part.asyncgen_hooks_type), values);
}

Result<None> CheckHook(Thread& t, const char* name, Value hook) {
  if (hook.IsUnbound() || hook.IsNone() || TypeOf(t, hook)->slots().call != nullptr) return None{};
  return RaiseTypeError(t, absl::StrCat("callable ", name, " expected, got ", TypeName(t, hook)));
}

Result<None> SetAsyncgenHooks(Thread& t, Args args) {
  if (args.count > 2) {
    return RaiseTypeError(
        t, absl::StrCat("function takes at most 2 arguments (", args.count, " given)"));
  }
  Value hooks[2] = {args.count > 0 ? args[0] : Value::Unbound(),
                    args.count > 1 ? args[1] : Value::Unbound()};
  for (size_t i = 0; args.has_keywords() && i < args.keyword_names->size(); ++i) {
    const Str* name = Cast<Str>(args.keyword_names->At(i));
    const int index = name->EqualsAscii("firstiter") ? 0 : name->EqualsAscii("finalizer") ? 1 : -1;
    if (index < 0) {
      return RaiseTypeError(t, absl::StrCat("'", name->ToUtf8(),
                                            "' is an invalid keyword argument for this function"));
    }
    hooks[index] = args[args.count + i];
  }
  TRY(CheckHook(t, "finalizer", hooks[1]));
  if (!hooks[1].IsUnbound()) {
    TRY(Audit(t, "sys.set_asyncgen_hook_finalizer"));
    t.asyncgen_finalizer = hooks[1];
  }
  TRY(CheckHook(t, "firstiter", hooks[0]));
  if (!hooks[0].IsUnbound()) {
    TRY(Audit(t, "sys.set_asyncgen_hook_firstiter"));
    t.asyncgen_firstiter = hooks[0];
  }
  return None{};
}

// --- breakpoint() -----------------------------------------------------------------------------

/// What PYTHONBREAKPOINT says now: programs may change it. Empty when it is to be ignored.
std::string BreakpointPath(Thread& t) {
  const char* path = Part(t).config.reads_breakpoint ? std::getenv("PYTHONBREAKPOINT") : nullptr;
  return path == nullptr ? std::string() : path;
}

/// The object at the end of a dotted name; ImportError or AttributeError when there is none.
Result<Value> ImportDotted(Thread& t, const std::string& path) {
  const size_t dot = path.rfind('.');
  const std::string module = dot == std::string::npos ? "builtins" : path.substr(0, dot);
  if (module.empty()) return Raise(t, &BuiltinTypes::ImportError, "Empty module name");
  const Value found = TRY(ImportModule(t, TRY(Str::InternUtf8(t, module))));
  return GetAttr(t, found, TRY(Str::InternUtf8(t, path.substr(dot + 1))));
}

Result<Value> BreakpointHook(Thread& t, Args args) {
  std::string path = BreakpointPath(t);
  if (path == "0") return Value::None();
  if (path.empty()) path = "pdb.set_trace";
  const Result<Value> function = ImportDotted(t, path);
  if (function.ok()) return Call(t, *function, args);
  if (!ClearPendingIf(t, &BuiltinTypes::ImportError) &&
      !ClearPendingIf(t, &BuiltinTypes::AttributeError)) {
    return Raised{};
  }
  TRY(Warn(t, &BuiltinTypes::RuntimeWarning,
           absl::StrCat("Ignoring unimportable $PYTHONBREAKPOINT: \"", path, "\"")));
  return Value::None();
}

constexpr Method kFunctions[] = {
    Bind<ClearTypeCache>("_clear_type_cache", "($module, /)"),
    Bind<CurrentExceptions>("_current_exceptions", "($module, /)"),
    Bind<CurrentFrames>("_current_frames", "($module, /)"),
    Bind<GetQuickenedCount>("_getquickenedcount", "($module, /)"),
    Bind<AddAuditHook>("addaudithook", "($module, hook)"),
    Bind<SysAudit>("audit", "(event, /, *args, **kwargs)"),
    Bind<BreakpointHook>("breakpointhook", "(*args, **kwargs)"),
    Bind<CallTracing>("call_tracing", "(func, args, /)"),
    Bind<GetAsyncgenHooks>("get_asyncgen_hooks", "($module, /)"),
    Bind<GetOriginDepth>("get_coroutine_origin_tracking_depth", "($module, /)"),
    Bind<GetMaxDigits>("get_int_max_str_digits", "($module, /)"),
    Bind<GetAllocatedBlocks>("getallocatedblocks", "($module, /)"),
    Bind<GetDlopenFlags>("getdlopenflags", "($module, /)"),
    Bind<GetFilesystemErrors>("getfilesystemencodeerrors", "($module, /)"),
    Bind<GetFilesystemEncoding>("getfilesystemencoding", "($module, /)"),
    Bind<GetSizeOf>("getsizeof", "(object, default=...)"),
    Bind<IsFinalizing>("is_finalizing", "($module, /)"),
    Bind<SetAsyncgenHooks>("set_asyncgen_hooks", "(*args, **kwargs)"),
    Bind<SetOriginDepth>("set_coroutine_origin_tracking_depth", "($module, depth)"),
    Bind<SetMaxDigits>("set_int_max_str_digits", "($module, maxdigits)"),
    Bind<SetDlopenFlags>("setdlopenflags", "($module, flags, /)"),
};

}  // namespace

Result<None> AddSysFunctions(Thread& t, Module* sys) {
  TRY(sys->AddFunctions(t, kFunctions));
  const Value hook = sys->dict()->GetStr(t, TRY(Str::InternUtf8(t, "breakpointhook")));
  return sys->Add(t, "__breakpointhook__", hook);
}

}  // namespace krait
