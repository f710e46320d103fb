#include <string>

#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/modules/builtins_functions.h"
#include "vm/object/attributes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// print, input and breakpoint.
namespace krait {
namespace {

/// sys.<name>, or Unbound.
Result<Value> SysAttribute(Thread& t, Str* name) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  if (sys.IsUnbound()) return sys;
  return GetAttrOrUnbound(t, sys, name);
}

Result<Value> SeparatorOr(Thread& t, const char* name, Value given, Value otherwise) {
  if (given.IsNone()) return otherwise;
  if (Is<Str>(given)) return given;
  return RaiseTypeError(t,
                        absl::StrCat(name, " must be None or a string, not ", TypeName(t, given)));
}

/// file.write(str(object)).
Result<None> WriteText(Thread& t, Value file, Value object) {
  Str* text = TRY(ToStr(t, object));
  TRY(CallMethodWith(t, file, names(t).write, Value::FromObject(text)));
  return None{};
}

/// A stream that input() needs: RuntimeError when sys has lost it.
Result<Value> StreamFor(Thread& t, Str* name) {
  const Value stream = TRY(SysAttribute(t, name));
  if (!stream.IsUnbound() && !stream.IsNone()) return stream;
  return Raise(t, &BuiltinTypes::RuntimeError, absl::StrCat("input(): lost sys.", name->ToUtf8()));
}

/// flush() of a stream whose failure is nobody's concern.
Result<None> FlushQuietly(Thread& t, Value stream) {
  const Result<Value> flushed = CallMethodWith(t, stream, names(t).flush);
  if (!flushed.ok() && !ClearPendingIf(t, &BuiltinTypes::Exception)) return Raised{};
  return None{};
}

/// One line without its newline; EOFError at the end.
Result<Value> ReadLine(Thread& t, Value stream) {
  Str* readline = TRY(Str::InternUtf8(t, "readline"));
  const Value line = TRY(CallMethodWith(t, stream, readline));
  if (!Is<Str>(line)) return RaiseTypeError(t, "object.readline() returned non-string");
  Str* text = Cast<Str>(line);
  const size_t length = text->length();
  if (length == 0) return Raise(t, &BuiltinTypes::EOFError, "EOF when reading a line");
  if (text->At(length - 1) != '\n') return text;
  return Str::Substring(t, text, 0, length - 1);
}

}  // namespace

Result<None> BuiltinPrint(Thread& t, Args args) {
  Value sep = Value::None();
  Value end = Value::None();
  Value file = Value::None();
  Value flush = Value::False();
  struct Keyword {
    const char* name;
    Value* value;
  };
  const Keyword keywords[] = {{"sep", &sep}, {"end", &end}, {"file", &file}, {"flush", &flush}};
  for (size_t k = 0; args.has_keywords() && k < args.keyword_names->size(); ++k) {
    const Str* name = Cast<Str>(args.keyword_names->At(k));
    const Keyword* known = nullptr;
    for (const Keyword& keyword : keywords) {
      if (name->EqualsAscii(keyword.name)) known = &keyword;
    }
    if (known == nullptr) {
      return RaiseTypeError(
          t, absl::StrCat("'", name->ToUtf8(), "' is an invalid keyword argument for print()"));
    }
    *known->value = args[args.count + k];
  }
  const bool flushes = TRY(IsTrue(t, flush));
  if (file.IsNone()) {
    file = TRY(SysAttribute(t, names(t).stdout));
    if (file.IsUnbound()) return Raise(t, &BuiltinTypes::RuntimeError, "lost sys.stdout");
    if (file.IsNone()) return None{};
  }
  const Value space = Value::FromObject(t.vm().latin1_char(' '));
  const Value newline = Value::FromObject(t.vm().latin1_char('\n'));
  sep = TRY(SeparatorOr(t, "sep", sep, space));
  end = TRY(SeparatorOr(t, "end", end, newline));
  for (uint32_t i = 0; i < args.count; ++i) {
    if (i > 0) TRY(WriteText(t, file, sep));
    TRY(WriteText(t, file, args[i]));
  }
  TRY(WriteText(t, file, end));
  if (flushes) TRY(CallMethodWith(t, file, names(t).flush));
  return None{};
}

Result<Value> BuiltinInput(Thread& t, Opt<Value> prompt) {
  Str* stdin_name = TRY(Str::InternUtf8(t, "stdin"));
  Str* stderr_name = TRY(Str::InternUtf8(t, "stderr"));
  const Value in = TRY(StreamFor(t, stdin_name));
  const Value out = TRY(StreamFor(t, names(t).stdout));
  const Value err = TRY(StreamFor(t, stderr_name));
  TRY(FlushQuietly(t, err));
  if (prompt) TRY(WriteText(t, out, *prompt));
  TRY(FlushQuietly(t, out));
  return ReadLine(t, in);
}

Result<Value> BuiltinBreakpoint(Thread& t, Args args) {
  Str* name = TRY(Str::InternUtf8(t, "breakpointhook"));
  const Value hook = TRY(SysAttribute(t, name));
  if (hook.IsUnbound()) {
    return Raise(t, &BuiltinTypes::RuntimeError, "lost sys.breakpointhook");
  }
  return Call(t, hook, args);
}

}  // namespace krait
