#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "cli/command_host.h"
#include "cli/help.h"
#include "cli/jit_stats.h"
#include "cli/options.h"
#include "cli/readline_module.h"
#include "cli/run.h"
#include "cli/search_path.h"
#include "cli/site_packages.h"
#include "cli/stream_settings.h"
#include "gil/blocking.h"
#include "jit/jit.h"
#include "vm/compiler/compiler_part.h"
#include "vm/frame/frame.h"
#include "vm/modules/runtime.h"
#include "vm/modules/system/signals.h"
#include "vm/object/lookup_cache.h"

namespace krait::cli {
namespace {

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

void InstallJit(Vm& vm, const Options& options) {
  if (!options.jit.value_or(false)) {
    jit::InstallSwitchedOff(vm);
  } else if (!jit::Install(vm, options.jit_options)) {
    std::fputs("krait: no executable memory: running without machine code\n", stderr);
  }
}

/// Whoever waits for this process sees that a signal ended it, as with python3.
void EndByInterrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::raise(SIGINT);
}

int Run(const Options& options, const SiteCode& site) {
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
  InstallJit(vm, options);
  Thread thread(vm, vm.heap(), vm.shape_table().base());
  LookupCache cache;
  thread.lookup_cache = &cache;
  vm.threads().Register(thread);
  int status;
  {
    gil::AttachScope attached(thread);
    const bool started =
        StartRuntime(thread, options.config, std::make_unique<CommandHost>(site)).ok() &&
        compiler::InstallCompiler(thread).ok() && AddNativeModule(thread, kReadlineModule).ok();
    if (started) {
      status = RunProgram(thread, options, source);
    } else {
      std::fprintf(stderr, "krait: not enough memory to start\n");
      status = 1;
    }
    if (options.gc_stats) PrintGcStats(vm.heap());
    if (options.jit_stats) std::fputs(JitStatsText(jit::StatsOf(vm)).c_str(), stderr);
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
    std::fprintf(stderr,
                 "%s\nusage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
                 "Try `krait -h' for more information.\n",
                 std::string(options.status().message()).c_str(), argv[0]);
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
      std::puts(krait::cli::kLongVersion);
      return 0;
    case Options::Action::kRun:
    case Options::Action::kDisassemble:
    case Options::Action::kRunModule:
    case Options::Action::kRunCommand:
    case Options::Action::kPrompt: {
      krait::cli::FindLibrary(argv[0], *options);
      const krait::cli::SiteCode site = krait::cli::AddSitePackages(*options);
      krait::cli::AddProgramFolder(*options);
      krait::cli::ReadStreamSettings(options->config);
      return krait::cli::Run(*options, site);
    }
  }
}
