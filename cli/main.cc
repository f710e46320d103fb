#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "cli/disassemble.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/search_path.h"
#include "cli/stream_settings.h"
#include "gil/blocking.h"
#include "vm/compiler/compiler_part.h"
#include "vm/frame/frame.h"
#include "vm/modules/import.h"
#include "vm/modules/main_module.h"
#include "vm/modules/module_teardown.h"
#include "vm/modules/runtime.h"
#include "vm/modules/system/signals.h"
#include "vm/object/exception.h"
#include "vm/object/lookup_cache.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/pyc/pyc_file.h"

namespace krait::cli {
namespace {

bool ReadAll(const std::string& path, std::string* out) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return false;
  char buffer[65536];
  size_t count;
  while ((count = std::fread(buffer, 1, sizeof(buffer), file)) > 0) out->append(buffer, count);
  const bool ok = std::ferror(file) == 0;
  if (file != stdin) std::fclose(file);
  return ok;
}

void PrintGcStats(const Heap& heap) {
  HeapStats stats = heap.stats();
  std::sort(stats.pauses.begin(), stats.pauses.end());
  const auto at = [&](double share) {
    if (stats.pauses.empty()) return 0.0;
    const auto index = static_cast<size_t>(share * static_cast<double>(stats.pauses.size() - 1));
    return static_cast<double>(stats.pauses[index].count()) / 1e6;
  };
  std::fprintf(stderr,
               "krait: %llu collections, %.1f MiB live after the last, pauses p50 %.2f ms, "
               "p99 %.2f ms\n",
               static_cast<unsigned long long>(stats.collections),
               static_cast<double>(stats.live_bytes) / (1 << 20), at(0.5), at(0.99));
}

/// What the program is, if it can be told without a VM.
struct Source {
  enum class Kind { kBytecode, kText, kContainer, kModule, kCommand };
  Kind kind = Kind::kModule;
  std::string bytes;
};

/// False when the file cannot be read.
bool LookAt(const Options& options, Source* source) {
  if (options.action == Options::Action::kRunModule) return true;
  if (options.action == Options::Action::kRunCommand) {
    source->kind = Source::Kind::kCommand;
    return true;
  }
  struct stat info;
  if (options.program != "-" && stat(options.program.c_str(), &info) == 0 &&
      S_ISDIR(info.st_mode)) {
    source->kind = Source::Kind::kContainer;
    return true;
  }
  if (!ReadAll(options.program, &source->bytes)) return false;
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

Result<MainProgram> LoadProgram(Thread& t, const Options& options, const Source& source) {
  switch (source.kind) {
    case Source::Kind::kBytecode:
      return MainOfBytecode(t, source.bytes, options.program);
    case Source::Kind::kText:
      if (options.program == "-") return MainOfText(t, source.bytes, "<stdin>");
      return MainOfSource(t, source.bytes, options.program);
    case Source::Kind::kCommand:
      return MainOfText(t, options.program, "<string>");
    case Source::Kind::kContainer:
      return MainOfContainer(t, options.program);
    case Source::Kind::kModule:
      return MainOfModule(t, options.program);
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

Result<None> EnableFaultHandler(Thread& t) {
  const Value module = TRY(ImportModule(t, TRY(Str::InternUtf8(t, "faulthandler"))));
  TRY(CallMethodWith(t, module, TRY(Str::InternUtf8(t, "enable"))));
  return None{};
}

/// The warnings module knows what -W says.
void ReadWarningOptions(Thread& t, const Config& config) {
  if (config.warn_options.empty()) return;
  const Result<Str*> name = Str::InternUtf8(t, "warnings");
  if (!name.ok() || !ImportModule(t, *name).ok()) t.pending = Value::Unbound();
}

/// The exit status. Not in line: what is left of it on the stack would keep the program alive.
[[gnu::noinline]] int RunSource(Thread& t, const Options& options, const Source& source) {
  const Result<MainProgram> program = LoadProgram(t, options, source);
  if (!program.ok()) return ReportMissing(t, source) ? 1 : ReportMainException(t);
  if (options.action == Options::Action::kDisassemble) {
    const int status = PrintDisassembly(t, (*program).code);
    return t.HasPending() ? ReportMainException(t) : status;
  }
  return RunMain(t, *program).ok() ? 0 : ReportMainException(t);
}

int RunProgram(Thread& t, const Options& options, const Source& source) {
  TakeOverSignals(t);
  if (options.config.fault_handler && !EnableFaultHandler(t).ok()) return ReportMainException(t);
  ReadWarningOptions(t, options.config);
  int status = RunSource(t, options, source);
  FinishMain(t);
  if (!FlushStreams(t)) status = kFlushFailedStatus;
  if (TearDownModules(t) && !FlushStreams(t)) status = kFlushFailedStatus;
  return status;
}

/// Whoever waits for this process sees that a signal ended it, as with python3.
void EndByInterrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::raise(SIGINT);
}

int Run(const Options& options) {
  Source source;
  if (!LookAt(options, &source)) {
    std::fprintf(stderr, "krait: can't open file '%s': [Errno %d] %s\n", options.program.c_str(),
                 errno, std::strerror(errno));
    return 2;
  }
  VmOptions vm_options;
  vm_options.threading = options.threading;
  vm_options.heap = options.heap;
  vm_options.hash_secret = options.hash_secret;
  Vm vm(WithRuntime(vm_options));
  Thread thread(vm, vm.heap(), vm.shape_table().base());
  LookupCache cache;
  thread.lookup_cache = &cache;
  vm.threads().Register(thread);
  int status;
  {
    gil::AttachScope attached(thread);
    const bool started =
        StartRuntime(thread, options.config).ok() && compiler::InstallCompiler(thread).ok();
    if (started) {
      status = RunProgram(thread, options, source);
    } else {
      std::fprintf(stderr, "krait: not enough memory to start\n");
      status = 1;
    }
    if (options.gc_stats) PrintGcStats(vm.heap());
    if (started && HasRunningThreads(thread)) {
      // Daemons: nothing can be taken from under them, so nothing is.
      std::fflush(nullptr);
      if (status == kInterruptedStatus) EndByInterrupt();
      std::_Exit(status);
    }
    ReleaseSignals(thread);
    FrameStack::Release(thread);
    thread.local_heap().ReleaseBlocks();
  }
  vm.threads().Unregister(thread);
  if (status == kInterruptedStatus) EndByInterrupt();
  return status;
}

}  // namespace
}  // namespace krait::cli

int main(int argc, char** argv) {
  using krait::cli::Options;
  absl::StatusOr<Options> options = krait::cli::ParseOptions(argc, argv);
  if (!options.ok()) {
    std::fprintf(stderr, "krait: %s\nTry 'krait --help'.\n",
                 std::string(options.status().message()).c_str());
    return 2;
  }
  switch (options->action) {
    case Options::Action::kHelp:
      std::fputs(krait::cli::kHelp, stdout);
      return 0;
    case Options::Action::kHelpEnvironment:
      std::fputs(krait::cli::kHelpEnvironment, stdout);
      return 0;
    case Options::Action::kHelpX:
      std::fputs(krait::cli::kHelpX, stdout);
      return 0;
    case Options::Action::kHelpAll:
      std::printf("%s\n%s\n%s", krait::cli::kHelp, krait::cli::kHelpEnvironment,
                  krait::cli::kHelpX);
      return 0;
    case Options::Action::kVersion:
      std::puts("Krait 0.1 (Python 3.11.2)");
      return 0;
    case Options::Action::kLongVersion:
      std::puts("Krait 0.1 (Python 3.11.2) [Clang " __clang_version__ "]");
      return 0;
    case Options::Action::kRun:
    case Options::Action::kDisassemble:
    case Options::Action::kRunModule:
    case Options::Action::kRunCommand:
      krait::cli::FindLibrary(argv[0], *options);
      krait::cli::AddProgramFolder(*options);
      krait::cli::ReadStreamSettings(options->config);
      return krait::cli::Run(*options);
  }
}
