#include "cli/prompt.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/line_editor.h"
#include "cli/read_file.h"
#include "gil/blocking.h"
#include "vm/code/code.h"
#include "vm/interp/interpreter.h"
#include "vm/modules/main_module.h"
#include "vm/modules/runtime.h"
#include "vm/modules/source_compiler.h"
#include "vm/modules/sys_part.h"
#include "vm/object/audit.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::cli {
namespace {

/// An attribute of sys that programs may change; Unbound when it is gone.
Value SysAttribute(Thread& t, const char* name) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  const Result<Str*> key = Str::InternUtf8(t, name);
  Value value;
  if (Is<Module>(sys) && key.ok()) value = Cast<Module>(sys)->dict()->GetStr(t, *key);
  t.pending = Value::Unbound();
  return value;
}

void WriteToSysStderr(Thread& t, const char* text) {
  const PendingScope pending(t);
  const Value stream = SysAttribute(t, "stderr");
  if (stream.IsUnbound() || stream.IsNone()) return;
  const Result<Str*> str = Str::FromUtf8(t, text);
  if (str.ok()) (void)CallMethodWith(t, stream, names(t).write, Value::FromObject(*str));
  t.pending = Value::Unbound();
}

Result<None> SetDefault(Thread& t, const char* name, const char* text) {
  if (!SysAttribute(t, name).IsUnbound()) return None{};
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  return SetAttr(t, sys, TRY(Str::InternUtf8(t, name)),
                 Value::FromObject(TRY(Str::FromUtf8(t, text))));
}

/// str() of sys.ps1 or sys.ps2, which may be any object; "" if that fails.
std::string PromptText(Thread& t, const char* name) {
  const Value prompt = SysAttribute(t, name);
  if (prompt.IsUnbound()) return "";
  const auto text = [&]() -> Result<std::string> { return ToSystemText(t, TRY(ToStr(t, prompt))); };
  const Result<std::string> result = text();
  t.pending = Value::Unbound();
  return result.ok() ? *result : "";
}

using Outcome = LineEditor::Outcome;

/// Through the C library, which reads ahead as CPython's does: sys.stdin sees none of it.
Outcome ReadPlainLine(Thread& t, const std::string& prompt, std::string* line) {
  std::fflush(stdout);
  std::fwrite(prompt.data(), 1, prompt.size(), stderr);
  std::fflush(stderr);
  char* buffer = nullptr;
  size_t capacity = 0;
  for (;;) {
    ssize_t size;
    int error;
    {
      gil::DetachScope detached(t);
      errno = 0;
      size = ::getline(&buffer, &capacity, stdin);
      error = errno;
    }
    if (size >= 0) {
      line->append(buffer, static_cast<size_t>(size));
      std::free(buffer);
      return Outcome::kLine;
    }
    if (error != EINTR) break;
    std::clearerr(stdin);
    if (CheckPoll(t).ok()) continue;
    std::free(buffer);
    return Outcome::kRaised;
  }
  std::clearerr(stdin);
  std::free(buffer);
  return Outcome::kEnd;
}

Outcome ReadLine(Thread& t, const std::string& prompt, std::string* line) {
  LineEditor* editor = LineEditor::Get();
  const bool terminal = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
  if (terminal && editor != nullptr) return editor->ReadLine(t, prompt, line);
  return ReadPlainLine(t, prompt, line);
}

/// After a UnicodeDecodeError.
Raised RaiseUndecodable(Thread& t) {
  if (!PendingIs(t, &BuiltinTypes::UnicodeError)) return Raised{};
  const Value error = t.TakePending();
  const std::string message = absl::StrCat("(unicode error) ", TRY(ToStr(t, error))->ToUtf8());
  const Value place = Value::FromObject(
      TRY(Tuple::Of(t, Value::FromObject(TRY(Str::InternUtf8(t, "<stdin>"))), Value::FromInt(0),
                    Value::FromInt(0), Value::FromObject(t.vm().empty_str()))));
  return RaiseException(t, TRY(CallWith(t, Value::FromObject(types(t).SyntaxError),
                                        Value::FromObject(TRY(Str::FromUtf8(t, message))), place)));
}

/// With one kind of line end, and one at its end; nothing but UTF-8.
Result<None> Tidy(Thread& t, std::string* line) {
  while (!line->empty() && (line->back() == '\n' || line->back() == '\r')) line->pop_back();
  *line += '\n';
  if (line->find('\0') != std::string::npos) {
    return RaiseValueError(t, "source code string cannot contain null bytes");
  }
  Bytes* bytes = TRY(Bytes::From(t, *line));
  if (DecodeWith(t, Codec::kUtf8, bytes, TRY(Str::InternUtf8(t, "strict"))).ok()) return None{};
  return RaiseUndecodable(t);
}

/// The lines of one statement.
class StatementLines final : public LineSource {
 public:
  explicit StatementLines(Thread& t)
      : first_(PromptText(t, "ps1")), others_(PromptText(t, "ps2")) {}

  bool Next(Thread& t, std::string* line) override {
    Outcome outcome = ReadMore(t, line);
    // What the end of the input cut off, the input may also go on with: at a terminal.
    while (outcome == Outcome::kLine && line->back() != '\n') outcome = ReadMore(t, line);
    if (outcome == Outcome::kRaised || line->empty()) return false;
    return Tidy(t, line).ok();
  }

 private:
  Outcome ReadMore(Thread& t, std::string* line) {
    const Outcome outcome = ReadLine(t, is_first_ ? first_ : others_, line);
    is_first_ = false;
    if (outcome != Outcome::kLine) WriteToSysStderr(t, "\n");
    return outcome;
  }

  const std::string first_;
  const std::string others_;
  bool is_first_ = true;
};

Result<Dict*> MainNamespace(Thread& t) {
  Dict* modules = t.vm().modules();
  const Value present = modules->GetStr(t, names(t).__main__);
  if (Is<Module>(present)) return Cast<Module>(present)->dict();
  Module* main = TRY(Module::New(t, names(t).__main__));
  TRY(modules->SetStr(t, names(t).__main__, Value::FromObject(main)));
  return main->dict();
}

/// True when there are no more statements.
Result<bool> RunStatement(Thread& t, Str* filename, uint32_t* flags) {
  StatementLines lines(t);
  auto* compiler = t.vm().FindPart<SourceCompiler>();
  const Value code = TRY(compiler->CompileTyped(t, lines, filename, *flags));
  if (code.IsNone()) return true;
  *flags |= Cast<Code>(code)->code_flags() & kCompileFutureFeatures;
  Dict* globals = TRY(MainNamespace(t));
  TRY(RunCode(t, Cast<Code>(code), globals, Value::FromObject(globals)));
  FlushOutput(t);
  return false;
}

/// Its names stay; its __file__ does not.
Result<None> RunStartup(Thread& t, const char* path) {
  Str* name = TRY(FromSystemText(t, path));
  TRY(Audit(t, "cpython.run_startup", Value::FromObject(name)));
  std::string source;
  errno = 0;
  if (!ReadWholeFile(path, &source)) {
    WriteToSysStderr(t, "Could not open PYTHONSTARTUP\n");
    return RaiseOSError(t, errno, Value::FromObject(name));
  }
  Dict* globals = TRY(MainNamespace(t));
  Str* file_key = TRY(Str::InternUtf8(t, "__file__"));
  const bool had_file = !globals->GetStr(t, file_key).IsUnbound();
  if (!had_file) TRY(globals->SetStr(t, file_key, Value::FromObject(name)));
  Code* code = TRY(CompileFile(t, source, name));
  const bool ran = RunCode(t, code, globals, Value::FromObject(globals)).ok();
  if (!had_file) globals->RemoveStr(t, file_key);
  if (!ran) return Raised{};
  return None{};
}

}  // namespace

std::optional<int> RunPrompt(Thread& t) {
  // A program in which nothing works for lack of memory is left.
  constexpr int kMostMemoryErrors = 16;
  int memory_errors = 0;
  uint32_t flags = 0;  // __future__ features that statements have asked for
  if (!SetDefault(t, "ps1", ">>> ").ok() || !SetDefault(t, "ps2", "... ").ok()) {
    return ReportException(t);
  }
  const Result<Str*> filename = Str::InternUtf8(t, "<stdin>");
  if (!filename.ok()) return ReportException(t);
  for (;;) {
    const Result<bool> ended = RunStatement(t, *filename, &flags);
    if (ended.ok()) {
      if (*ended) return std::nullopt;
      memory_errors = 0;
      continue;
    }
    memory_errors = PendingIs(t, &BuiltinTypes::MemoryError) ? memory_errors + 1 : 0;
    if (memory_errors > kMostMemoryErrors) {
      t.pending = Value::Unbound();
      return 1;
    }
    if (const std::optional<int> status = ReportException(t)) return status;
    FlushOutput(t);
  }
}

std::optional<int> RunStartupFile(Thread& t, const char* path) {
  if (RunStartup(t, path).ok()) return std::nullopt;
  return ReportException(t);
}

std::optional<int> CallInteractiveHook(Thread& t) {
  const Value hook = SysAttribute(t, "__interactivehook__");
  if (hook.IsUnbound()) return std::nullopt;
  if (Audit(t, "cpython.run_interactivehook", hook).ok() && CallWith(t, hook).ok()) {
    return std::nullopt;
  }
  WriteToSysStderr(t, "Failed calling sys.__interactivehook__\n");
  return ReportException(t);
}

}  // namespace krait::cli
