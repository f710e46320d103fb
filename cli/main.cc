#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/stream_settings.h"
#include "gil/blocking.h"
#include "vm/frame/frame.h"
#include "vm/modules/runtime.h"
#include "vm/modules/system/signals.h"
#include "vm/object/exception.h"
#include "vm/object/lookup_cache.h"
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

int RunProgram(Thread& t, const Options& options, const std::string& bytes) {
  Config config;
  config.argv = options.arguments;
  ReadStreamSettings(config);
  if (!StartRuntime(t, std::move(config)).ok()) {
    std::fprintf(stderr, "krait: not enough memory to start\n");
    return 1;
  }
  TakeOverSignals(t);
  int status = 0;
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  const Result<Code*> code = LoadPyc(t, {data, bytes.size()}, options.program);
  if (!code.ok() || !RunMain(t, *code, options.program).ok()) {
    status = ReportMainException(t);
  }
  FinishMain(t);
  if (!FlushStreams(t)) status = kFlushFailedStatus;
  return status;
}

/// Whoever waits for this process sees that a signal ended it, as with python3.
void EndByInterrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::raise(SIGINT);
}

int Run(const Options& options) {
  std::string bytes;
  if (!ReadAll(options.program, &bytes)) {
    std::fprintf(stderr, "krait: can't open file '%s': [Errno %d] %s\n", options.program.c_str(),
                 errno, std::strerror(errno));
    return 2;
  }
  VmOptions vm_options;
  vm_options.threading = options.threading;
  vm_options.heap = options.heap;
  Vm vm(WithRuntime(vm_options));
  Thread thread(vm, vm.heap(), vm.shape_table().base());
  LookupCache cache;
  thread.lookup_cache = &cache;
  vm.threads().Register(thread);
  int status;
  {
    gil::AttachScope attached(thread);
    status = RunProgram(thread, options, bytes);
    if (options.gc_stats) PrintGcStats(vm.heap());
    if (HasRunningThreads(thread)) {
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
  const absl::StatusOr<Options> options = krait::cli::ParseOptions(argc, argv);
  if (!options.ok()) {
    std::fprintf(stderr, "krait: %s\nTry 'krait --help'.\n",
                 std::string(options.status().message()).c_str());
    return 2;
  }
  switch (options->action) {
    case Options::Action::kHelp:
      std::fputs(krait::cli::kHelp, stdout);
      return 0;
    case Options::Action::kVersion:
      std::puts("Krait 0.1 (Python 3.11.2)");
      return 0;
    case Options::Action::kRun:
      return krait::cli::Run(*options);
  }
}
