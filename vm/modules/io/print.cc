#include <unistd.h>

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/open.h"
#include "vm/modules/io/std_streams.h"
#include "vm/modules/io/system_call.h"
#include "vm/modules/io/text_io.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/host.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// print() and input().
namespace krait {
namespace {

/// An attribute of sys, or Unbound.
Result<Value> SysAttribute(Thread& t, Str* name) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  if (sys.IsUnbound()) return sys;
  return GetAttrOrUnbound(t, sys, name);
}

struct PrintOptions {
  Value sep = Value::None();
  Value end = Value::None();
  Value file = Value::None();
  Value flush = Value::False();
};

Result<None> ReadOptions(Thread& t, Args args, PrintOptions& options) {
  struct Keyword {
    const char* name;
    Value* value;
  };
  const Keyword keywords[] = {{"sep", &options.sep},
                              {"end", &options.end},
                              {"file", &options.file},
                              {"flush", &options.flush}};
  for (size_t k = 0; k < args.keyword_names->size(); ++k) {
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
  return None{};
}

Result<None> CheckSeparator(Thread& t, const char* name, Value given) {
  if (given.IsNone() || Is<Str>(given)) return None{};
  return RaiseTypeError(t,
                        absl::StrCat(name, " must be None or a string, not ", TypeName(t, given)));
}

/// file.write(str(item)).
Result<None> Write(Thread& t, Value file, Value item) {
  // A file that cannot be written to is told before str() runs.
  const Value write = TRY(GetAttr(t, file, names(t).write));
  TRY(CallWith(t, write, Value::FromObject(TRY(ToStr(t, item)))));
  return None{};
}

Result<None> PrintTo(Thread& t, Value file, Args args, Value sep, Value end) {
  for (uint32_t i = 0; i < args.count; ++i) {
    if (i > 0) TRY(Write(t, file, sep));
    TRY(Write(t, file, args[i]));
  }
  return Write(t, file, end);
}

/// The same for a stream whose methods are known. str() may run Python code: what it does to the
/// stream is seen before each write.
Result<None> PrintToText(Thread& t, TextIO* file, Args args, Value sep, Value end) {
  const auto write = [&](Value item) -> Result<None> {
    Str* text = IsExactly<Str>(item) ? Cast<Str>(item) : TRY(ToStr(t, item));
    TRY(file->CheckOpen(t));
    return file->Write(t, text);
  };
  for (uint32_t i = 0; i < args.count; ++i) {
    if (i > 0) TRY(write(sep));
    TRY(write(args[i]));
  }
  return write(end);
}

}  // namespace

Result<None> BuiltinPrint(Thread& t, Args args) {
  PrintOptions options;
  if (args.has_keywords()) {
    TRY(ReadOptions(t, args, options));
  }
  const bool flushes = TRY(IsTrue(t, options.flush));
  if (options.file.IsNone()) {
    options.file = TRY(SysAttribute(t, names(t).stdout));
    if (options.file.IsUnbound()) {
      return Raise(t, &BuiltinTypes::RuntimeError, "lost sys.stdout");
    }
    if (options.file.IsNone()) return None{};
  }
  TRY(CheckSeparator(t, "sep", options.sep));
  TRY(CheckSeparator(t, "end", options.end));
  if (options.sep.IsNone()) options.sep = Value::FromObject(t.vm().latin1_char(' '));
  if (options.end.IsNone()) options.end = Value::FromObject(t.vm().latin1_char('\n'));
  if (TextIO* text = ExactTextIO(t, options.file)) {
    TRY(PrintToText(t, text, args, options.sep, options.end));
  } else {
    TRY(PrintTo(t, options.file, args, options.sep, options.end));
  }
  if (flushes) TRY(CallMethodWith(t, options.file, names(t).flush));
  return None{};
}

namespace {

// --- input() ---------------------------------------------------------------------------------

Result<Value> RequireStream(Thread& t, Str* name) {
  const Value stream = TRY(SysAttribute(t, name));
  if (!stream.IsUnbound() && !stream.IsNone()) return stream;
  return Raise(t, &BuiltinTypes::RuntimeError, absl::StrCat("input(): lost sys.", name->ToUtf8()));
}

/// Whether `stream` is the process's own descriptor `fd`, and a terminal.
bool IsOwnTerminal(Thread& t, Value stream, int fd) {
  const Result<Value> given = CallMethodWith(t, stream, io_names(t).fileno);
  if (!given.ok()) t.pending = Value::Unbound();
  return given.ok() && (*given).IsInt() && (*given).AsInt() == fd && ::isatty(fd) == 1;
}

Result<None> FlushQuietly(Thread& t, Value stream) {
  if (!CallMethodWith(t, stream, names(t).flush).ok()) {
    if (!PendingIs(t, &BuiltinTypes::Exception)) return Raised{};
    t.pending = Value::Unbound();
  }
  return None{};
}

/// By the host's line editor; Unbound when it has none.
Result<Value> EditedLine(Thread& t, Opt<Value> prompt) {
  Str* text = prompt ? TRY(ToStr(t, *prompt)) : t.vm().empty_str();
  const Value line = TRY(t.vm().part<Host>().ReadTerminalLine(t, text));
  if (!Is<Str>(line)) return line;
  Str* typed = Cast<Str>(line);
  if (typed->length() == 0) {
    return Raise(t, &BuiltinTypes::EOFError, "EOF when reading a line");
  }
  return Str::Substring(t, typed, 0, typed->length() - 1);
}

/// On a terminal the prompt goes to standard error, so that output can be redirected.
Result<None> PromptOnTerminal(Thread& t, Value prompt) {
  Str* text = TRY(ToStr(t, prompt));
  Str* errors = TRY(Str::InternUtf8(t, "backslashreplace"));
  Bytes* bytes = TRY(EncodeWith(t, Codec::kUtf8, text, errors));
  TRY(SystemCall(t, [&] { return ::write(STDERR_FILENO, bytes->data(), bytes->size()); }));
  return None{};
}

Result<Value> LineOf(Thread& t, Value stream) {
  const Value line = TRY(CallMethodWith(t, stream, names(t).readline));
  const auto raise_eof = [&] {
    return Raise(t, &BuiltinTypes::EOFError, "EOF when reading a line");
  };
  if (Is<Str>(line)) {
    Str* text = Cast<Str>(line);
    if (text->length() == 0) return raise_eof();
    if (text->At(text->length() - 1) != '\n') return line;
    return Str::Substring(t, text, 0, text->length() - 1);
  }
  if (Is<Bytes>(line)) {
    Bytes* bytes = Cast<Bytes>(line);
    if (bytes->size() == 0) return raise_eof();
    if (bytes->data()[bytes->size() - 1] != '\n') return line;
    return Bytes::From(t, bytes->span().subspan(0, bytes->size() - 1));
  }
  return RaiseTypeError(t, "object.readline() returned non-string");
}

}  // namespace

Result<Value> BuiltinInput(Thread& t, Opt<Value> prompt) {
  const Value in = TRY(RequireStream(t, names(t).stdin));
  const Value out = TRY(RequireStream(t, names(t).stdout));
  const Value error = TRY(RequireStream(t, names(t).stderr));
  TRY(FlushQuietly(t, error));
  if (IsOwnTerminal(t, in, STDIN_FILENO) && IsOwnTerminal(t, out, STDOUT_FILENO)) {
    TRY(FlushQuietly(t, out));
    const Value line = TRY(EditedLine(t, prompt));
    if (!line.IsUnbound()) return line;
    if (prompt) TRY(PromptOnTerminal(t, *prompt));
    return LineOf(t, in);
  }
  if (prompt) TRY(Write(t, out, *prompt));
  TRY(FlushQuietly(t, out));
  return LineOf(t, in);
}

}  // namespace krait
