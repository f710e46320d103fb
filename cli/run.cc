#include "cli/run.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <string>

#include "cli/command_host.h"
#include "cli/disassemble.h"
#include "cli/environment.h"
#include "cli/help.h"
#include "cli/prompt.h"
#include "cli/read_file.h"
#include "vm/modules/import.h"
#include "vm/modules/main_module.h"
#include "vm/modules/module_teardown.h"
#include "vm/modules/runtime.h"
#include "vm/modules/system/signals.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/pyc/pyc_file.h"

namespace krait::cli {

using Action = Options::Action;

bool LookAt(const Options& options, Source* source) {
  if (options.action == Action::kRunModule) return true;
  if (options.action == Action::kRunCommand || options.action == Action::kPrompt) {
    source->kind =
        options.action == Action::kPrompt ? Source::Kind::kPrompt : Source::Kind::kCommand;
    return true;
  }
  struct stat info;
  if (options.program != "-" && stat(options.program.c_str(), &info) == 0 &&
      S_ISDIR(info.st_mode)) {
    source->kind = Source::Kind::kContainer;
    return true;
  }
  if (!ReadWholeFile(options.program, &source->bytes)) return false;
  const std::string& bytes = source->bytes;
  if (bytes.compare(0, 4, "PK\3\4") == 0) {
    source->kind = Source::Kind::kContainer;
  } else if (options.program.ends_with(".pyc") || LooksLikePyc(bytes)) {
    source->kind = Source::Kind::kBytecode;
  } else {
    source->kind = Source::Kind::kText;
  }
  return true;
}

namespace {

Result<MainProgram> LoadProgram(Thread& t, const Options& options, const Source& source) {
  switch (source.kind) {
    case Source::Kind::kBytecode:
      return MainOfBytecode(t, source.bytes, options.program);
    case Source::Kind::kText:
      if (options.program == "-") return MainOfText(t, source.bytes, "<stdin>");
      return MainOfSource(t, source.bytes, options.program);
    case Source::Kind::kCommand:
      return MainOfCommand(t, options.program);
    case Source::Kind::kContainer:
      return MainOfContainer(t, options.program);
    case Source::Kind::kModule:
      return MainOfModule(t, options.program);
    case Source::Kind::kPrompt:
      return MainOfPrompt(t);
  }
  return Raised{};
}

/// A program that cannot be found is the command's to complain about, in one line.
bool ReportMissing(Thread& t, const Source& source) {
  const bool named =
      source.kind == Source::Kind::kContainer || source.kind == Source::Kind::kModule;
  if (!named || !PendingIs(t, &BuiltinTypes::ImportError)) return false;
  auto* error = Cast<Exception>(t.pending);
  if (!error->traceback().IsNone() || !Is<Str>(error->field(0))) return false;
  t.pending = Value::Unbound();
  std::fprintf(stderr, "krait: %s\n", Cast<Str>(error->field(0))->ToUtf8().c_str());
  return true;
}

/// A text that is no text is the command's, too.
bool ReportUndecodable(Thread& t, const Source& source) {
  if (source.kind != Source::Kind::kCommand || !PendingIs(t, &BuiltinTypes::UnicodeEncodeError)) {
    return false;
  }
  std::fputs("Unable to decode the command from the command line:\n", stderr);
  (void)ReportException(t);
  return true;
}

/// With `inspect` a prompt follows, and SystemExit is an exception like others.
int ReportEnd(Thread& t, bool inspect) {
  if (!inspect) return ReportMainException(t);
  return ReportException(t, false).value_or(1);
}

Result<None> EnableFaultHandler(Thread& t) {
  const Value module = TRY(ImportModule(t, TRY(Str::InternUtf8(t, "faulthandler"))));
  TRY(CallMethodWith(t, module, TRY(Str::InternUtf8(t, "enable"))));
  return None{};
}

/// Imports a module that things go on without.
void TryImport(Thread& t, const char* name) {
  const Result<Str*> interned = Str::InternUtf8(t, name);
  if (!interned.ok() || !ImportModule(t, *interned).ok()) t.pending = Value::Unbound();
}

bool InputIsInteractive(const Options& options) {
  return options.config.interactive > 0 || ::isatty(STDIN_FILENO) == 1;
}

bool IsPrompt(const Options& options) { return options.action == Action::kPrompt; }

/// Whether somebody will type statements, as far as it is known before the program runs.
bool WillPrompt(const Options& options) {
  return IsPrompt(options) || (options.config.inspect > 0 && InputIsInteractive(options));
}

/// What python3 imports for whoever types.
void PrepareToPrompt(Thread& t, const Options& options) {
  const Config& config = options.config;
  if (!config.no_site) {
    static_cast<CommandHost&>(t.vm().part<Host>()).LeaveSiteToItself();
    TryImport(t, "site");
  }
  if (config.isolated || ::isatty(STDIN_FILENO) != 1) return;
  TryImport(t, "readline");
  TryImport(t, "rlcompleter");
}

void PrintBanner(const Options& options) {
  const Config& config = options.config;
  if (config.quiet > 0 || (config.verbose == 0 && !IsPrompt(options))) return;
  std::fprintf(stderr, "%s on linux\n", kLongVersion);
  if (config.no_site) return;
  std::fputs("Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n",
             stderr);
}

/// Statements from standard input as the whole program.
int RunTypedProgram(Thread& t, const Options& options, const MainProgram& main) {
  if (!MakeMainModule(t, main).ok()) return ReportMainException(t);
  if (const char* path = Variable(options, "PYTHONSTARTUP")) {
    if (const std::optional<int> status = RunStartupFile(t, path)) return *status;
  }
  if (const std::optional<int> status = CallInteractiveHook(t)) return *status;
  return RunPrompt(t).value_or(0);
}

int RunLoaded(Thread& t, const Options& options, const MainProgram& main) {
  if (options.action == Action::kDisassemble) {
    const int status = PrintDisassembly(t, main.code);
    return t.HasPending() ? ReportMainException(t) : status;
  }
  if (IsPrompt(options)) return RunTypedProgram(t, options, main);
  return RunMain(t, main).ok() ? 0 : ReportEnd(t, options.config.inspect > 0);
}

/// After the program: the user may look at what it left.
std::optional<int> RunPromptAfter(Thread& t, const Options& options) {
  const bool inspects = options.config.inspect > 0 || Variable(options, "PYTHONINSPECT") != nullptr;
  const bool prompts = inspects && InputIsInteractive(options) && !IsPrompt(options) &&
                       options.action != Action::kDisassemble;
  if (!prompts) return std::nullopt;
  if (const std::optional<int> status = CallInteractiveHook(t)) return status;
  return RunPrompt(t).value_or(0);
}

/// The exit status. Not in line: what is left of it on the stack would keep the program alive.
[[gnu::noinline]] int RunSource(Thread& t, const Options& options, const Source& source) {
  int status = 0;
  const Result<MainProgram> program = LoadProgram(t, options, source);
  if (program.ok()) {
    status = RunLoaded(t, options, *program);
  } else {
    status = ReportMissing(t, source) || ReportUndecodable(t, source)
                 ? 1
                 : ReportEnd(t, options.config.inspect > 0);
  }
  return RunPromptAfter(t, options).value_or(status);
}

}  // namespace

int RunProgram(Thread& t, const Options& options, const Source& source) {
  TakeOverSignals(t);
  if (options.config.fault_handler && !EnableFaultHandler(t).ok()) return ReportMainException(t);
  // The warnings module knows what -W says.
  if (!options.config.warn_options.empty()) TryImport(t, "warnings");
  if (WillPrompt(options)) PrepareToPrompt(t, options);
  PrintBanner(options);
  int status = RunSource(t, options, source);
  FinishMain(t);
  if (!FlushStreams(t)) status = kFlushFailedStatus;
  if (TearDownModules(t) && !FlushStreams(t)) status = kFlushFailedStatus;
  return status;
}

}  // namespace krait::cli
