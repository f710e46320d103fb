#include "vm/modules/sys_hooks.h"

#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/frame/frame_object.h"
#include "vm/modules/sys_part.h"
#include "vm/modules/traceback_text.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

constexpr const char* kUnraisableFields[] = {"exc_type", "exc_value", "exc_traceback", "err_msg",
                                             "object"};
constexpr StructSequenceSpec kUnraisableArgs = {"UnraisableHookArgs", kUnraisableFields, 5};
using UnraisableArgs = StructSequence<kUnraisableArgs>;

/// sys.<name>, or Unbound.
Value SysAttribute(Thread& t, const char* name) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  if (!Is<Module>(sys)) return Value::Unbound();
  const Result<Str*> interned = Str::InternUtf8(t, name);
  t.pending = Value::Unbound();
  if (!interned.ok()) return Value::Unbound();
  return Cast<Module>(sys)->dict()->GetStr(t, *interned);
}

void SetSysAttribute(Thread& t, const char* name, Value value) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  if (Is<Module>(sys)) (void)Cast<Module>(sys)->Add(t, name, value);
  t.pending = Value::Unbound();
}

void FlushQuietly(Thread& t, Value stream) {
  (void)CallMethodWith(t, stream, names(t).flush);
  t.pending = Value::Unbound();
}

/// To sys.stderr. Nobody is left to tell of an error.
void WriteError(Thread& t, Str* text) {
  const Value out = SysAttribute(t, "stdout");
  if (!out.IsUnbound() && !out.IsNone()) FlushQuietly(t, out);
  const Value stream = SysAttribute(t, "stderr");
  if (stream.IsNone()) return;
  if (stream.IsUnbound()) {
    const std::string utf8 = text->ToUtf8();
    (void)!write(STDERR_FILENO, utf8.data(), utf8.size());
    return;
  }
  (void)CallMethodWith(t, stream, names(t).write, Value::FromObject(text));
  t.pending = Value::Unbound();
  FlushQuietly(t, stream);
}

void WriteError(Thread& t, std::string_view text) {
  const Result<Str*> str = Str::FromUtf8(t, text);
  t.pending = Value::Unbound();
  if (str.ok()) WriteError(t, *str);
}

void Display(Thread& t, Value exception) {
  const Result<Str*> text = FormatException(t, exception);
  t.pending = Value::Unbound();
  if (text.ok()) WriteError(t, *text);
}

Result<None> SysExceptHook(Thread& t, Value exctype, Value value, Value traceback) {
  (void)exctype;
  if (Is<Exception>(value) && Is<Traceback>(traceback) &&
      Cast<Exception>(value)->traceback().IsNone()) {
    Cast<Exception>(value)->set_traceback(traceback);
  }
  Display(t, value);
  return None{};
}

// --- Values of expressions at the prompt ------------------------------------------------------

/// What the stream cannot encode becomes escapes.
Result<None> WriteEscaped(Thread& t, Value stream, Str* text) {
  if (CallMethodWith(t, stream, names(t).write, Value::FromObject(text)).ok()) return None{};
  if (!ClearPendingIf(t, &BuiltinTypes::UnicodeEncodeError)) return Raised{};
  const Value encoding = TRY(GetAttr(t, stream, TRY(Str::InternUtf8(t, "encoding"))));
  if (!Is<Str>(encoding)) return RaiseTypeError(t, "encoding must be str");
  Str* errors = TRY(Str::InternUtf8(t, "backslashreplace"));
  Bytes* bytes = TRY(EncodeText(t, text, Cast<Str>(encoding), errors));
  Str* strict = TRY(Str::InternUtf8(t, "strict"));
  Str* escaped = TRY(DecodeText(t, bytes, Cast<Str>(encoding), strict));
  TRY(CallMethodWith(t, stream, names(t).write, Value::FromObject(escaped)));
  return None{};
}

Result<None> SysDisplayHook(Thread& t, Value object) {
  const Value builtins = t.vm().modules()->GetStr(t, names(t).builtins);
  if (builtins.IsUnbound()) {
    return Raise(t, &BuiltinTypes::RuntimeError, "lost builtins module");
  }
  if (object.IsNone()) return None{};
  Str* underscore = TRY(Str::InternUtf8(t, "_"));
  TRY(SetAttr(t, builtins, underscore, Value::None()));
  const Value out = SysAttribute(t, "stdout");
  if (out.IsUnbound() || out.IsNone()) {
    return Raise(t, &BuiltinTypes::RuntimeError, "lost sys.stdout");
  }
  TRY(WriteEscaped(t, out, TRY(Repr(t, object))));
  TRY(CallMethodWith(t, out, names(t).write, Value::FromObject(t.vm().latin1_char('\n'))));
  return SetAttr(t, builtins, underscore, object);
}

// --- Exceptions that cannot be raised --------------------------------------------------------

/// What was about to be said of an exception: the parts of UnraisableHookArgs.
struct Unraisable {
  Value type;
  Value value;
  Value traceback;
  Value message;  // a str: instead of "Exception ignored in"; or None
  Value object;   // None: none
};

void AppendUnraisable(Thread& t, StrWriter& out, const Unraisable& u) {
  if (!u.object.IsNone()) {
    if (Is<Str>(u.message)) {
      out.Append(Cast<Str>(u.message));
    } else {
      out.AppendAscii("Exception ignored in");
    }
    out.AppendAscii(": ");
    const Result<Str*> repr = Repr(t, u.object);
    if (repr.ok()) {
      out.Append(*repr);
    } else {
      out.AppendAscii("<object repr() failed>");
    }
    out.Append(U'\n');
  } else if (Is<Str>(u.message)) {
    out.Append(Cast<Str>(u.message));
    out.AppendAscii(":\n");
  }
  t.pending = Value::Unbound();
  if (Is<Traceback>(u.traceback)) {
    const Result<Str*> text = FormatTraceback(t, u.traceback);
    if (text.ok()) out.Append(*text);
  }
  if (u.type.IsNone()) return;
  const Result<Str*> name = ExceptionTypeText(t, u.type);
  if (name.ok()) out.Append(*name);
  if (!u.value.IsNone()) {
    const Result<Str*> text = ToStr(t, u.value);
    out.AppendAscii(": ");
    if (text.ok()) {
      out.Append(*text);
    } else {
      out.AppendAscii("<exception str() failed>");
    }
  }
  t.pending = Value::Unbound();
  out.Append(U'\n');
}

void DisplayUnraisable(Thread& t, const Unraisable& u) {
  StrWriter out(t);
  AppendUnraisable(t, out, u);
  const Result<Str*> text = out.Finish(t);
  t.pending = Value::Unbound();
  if (text.ok()) WriteError(t, *text);
}

Result<None> SysUnraisableHook(Thread& t, Value unraisable) {
  const Value type = t.vm().part<SysPart>().unraisable_args_type;
  if (!Is<Type>(type) || TypeOf(t, unraisable) != Cast<Type>(type)) {
    return RaiseTypeError(t, "sys.unraisablehook argument type must be UnraisableHookArgs");
  }
  const Tuple* args = Cast<Tuple>(unraisable);
  DisplayUnraisable(t, {args->At(0), args->At(1), args->At(2), args->At(3), args->At(4)});
  return None{};
}

Unraisable TakeUnraisable(Thread& t) {
  const Value exception = t.TakePending();
  Value traceback = Cast<Exception>(exception)->traceback();
  if (traceback.IsNone() && t.frame != nullptr) {
    const Result<FrameObject*> frame = FrameObject::Of(t, t.frame);
    if (frame.ok()) {
      const Result<Traceback*> entry = Traceback::New(t, Value::None(), *frame, t.frame);
      if (entry.ok()) traceback = Value::FromObject(*entry);
    }
    t.pending = Value::Unbound();
  }
  return {Value::FromObject(TypeOf(t, exception)), exception, traceback, Value::None(),
          Value::None()};
}

Result<Value> CallUnraisableHook(Thread& t, Value hook, const Unraisable& u) {
  const Value type = t.vm().part<SysPart>().unraisable_args_type;
  Tuple* args = TRY(UnraisableArgs::New(t, Cast<Type>(type),
                                        {u.type, u.value, u.traceback, u.message, u.object}));
  return CallWith(t, hook, Value::FromObject(args));
}

/// Vm::UnraisableHook. `where` completes "Exception ignored "; empty: "in".
void ReportUnraisable(Thread& t, std::string_view where, Value object) {
  if (!t.HasPending()) return;
  Unraisable unraisable = TakeUnraisable(t);
  if (!object.IsUnbound()) unraisable.object = object;
  if (!where.empty() && where != "in") {
    const Result<Str*> message =
        Str::FromUtf8(t, absl::StrCat("Exception ignored ", std::string(where)));
    if (message.ok()) unraisable.message = Value::FromObject(*message);
    t.pending = Value::Unbound();
  }
  const Value hook = SysAttribute(t, "unraisablehook");
  if (hook.IsUnbound() || hook.IsNone()) return DisplayUnraisable(t, unraisable);
  if (CallUnraisableHook(t, hook, unraisable).ok()) return;
  Unraisable failure = TakeUnraisable(t);
  failure.object = hook;
  const Result<Str*> message = Str::FromUtf8(t, "Exception ignored in sys.unraisablehook");
  t.pending = Value::Unbound();
  if (message.ok()) failure.message = Value::FromObject(*message);
  DisplayUnraisable(t, failure);
}

constexpr Method kHooks[] = {
    Bind<SysDisplayHook>("displayhook", "(object, /)"),
    Bind<SysExceptHook>("excepthook", "(exctype, value, traceback, /)"),
    Bind<SysUnraisableHook>("unraisablehook", "(unraisable, /)"),
};

Result<None> KeepOriginal(Thread& t, Module* sys, const char* name) {
  Str* interned = TRY(Str::InternUtf8(t, name));
  const Value hook = sys->dict()->GetStr(t, interned);
  return sys->Add(t, absl::StrCat("__", name, "__"), hook);
}

}  // namespace

Result<None> AddSysHooks(Thread& t, Module* sys) {
  TRY(sys->AddFunctions(t, kHooks));
  for (const Method& hook : kHooks) TRY(KeepOriginal(t, sys, hook.name));
  const Value args_type = Value::FromObject(TRY(UnraisableArgs::NewType(t)));
  t.vm().part<SysPart>().unraisable_args_type = args_type;
  TRY(sys->Add(t, "UnraisableHookArgs", args_type));
  t.vm().set_unraisable_hook(&ReportUnraisable);
  return None{};
}

std::optional<Value> ReportUncaught(Thread& t, Value exception) {
  const Value type = Value::FromObject(TypeOf(t, exception));
  const Value traceback = Cast<Exception>(exception)->traceback();
  SetSysAttribute(t, "last_type", type);
  SetSysAttribute(t, "last_value", exception);
  SetSysAttribute(t, "last_traceback", traceback);
  const Value hook = SysAttribute(t, "excepthook");
  if (hook.IsUnbound()) {
    WriteError(t, "sys.excepthook is missing\n");
    Display(t, exception);
    return std::nullopt;
  }
  if (CallWith(t, hook, type, exception, traceback).ok()) return std::nullopt;
  const Value failure = t.TakePending();
  if (TypeOf(t, failure)->IsSubtypeOf(types(t).SystemExit)) return failure;
  WriteError(t, "Error in sys.excepthook:\n");
  Display(t, failure);
  WriteError(t, "\nOriginal exception was:\n");
  Display(t, exception);
  return std::nullopt;
}

}  // namespace krait
