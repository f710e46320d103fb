// Changed .pyc files: each is read and verified, and what is accepted also runs for some ten
// thousand instructions without capabilities, in a VM with a GIL and in one without.
//
// Built with libFuzzer and a sanitizer (preset "fuzz"); tests/fuzz/run.py makes the seeds and runs
// it. Environment variables:
//   KRAIT_FUZZ_JOURNAL=FILE  keeps there all inputs that the VMs of now have seen, and counts
//   KRAIT_FUZZ_REPLAY=FILE   takes the inputs of such a journal one by one, says which are
//                            slow, and ends

// Before the public headers, which give names of the VM another meaning (see vm/api/inside.h).
#include "vm/api/state.h"
//
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tests/fuzz/pyc_mutator.h"

namespace {

using krait::Threading;

/// Loop iterations and calls. With what lies between them this is ten thousand instructions or
/// more.
constexpr uint64_t kSteps = 2'500;
/// An empty VM takes half a megabyte. Programs that fill a larger heap take most of the time to do
/// so.
constexpr size_t kHeapBytes = size_t{5} << 19;
/// A pair of VMs serves this many inputs, or until so much of a heap is taken: programs change
/// modules and types, and that must not pile up.
constexpr int kInputsPerVm = 1000;
constexpr size_t kTooFull = kHeapBytes / 4 * 3;

/// More than this of processor time, with sanitizer and all, says that something ran too long
/// without counting steps.
constexpr absl::Duration kSlow = absl::Seconds(10);
/// Seconds without a new input after which that one will never end.
constexpr time_t kEndless = 30;

absl::Duration ProcessorTime() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return absl::DurationFromTimespec(time);
}

/// What reading may take from the heap, whatever is done with it later.
constexpr size_t ReadingLimit(size_t input_bytes) {
  return (size_t{512} << 10) + 256 * input_bytes;
}

krait::v1::Options SandboxOptions(Threading threading) {
  krait::v1::Options options;
  options.threading = threading;
  options.capabilities = krait::v1::Capabilities();
  options.limits.heap_bytes = kHeapBytes;
  options.limits.steps = kSteps;
  options.limits.recursion = 100;
  options.hash_seed = 0;
  options.standard_output = [](absl::string_view) {};
  options.standard_error = [](absl::string_view) {};
  return options;
}

/// What the VMs of now have seen, in a file that outlives a crash: bugs may need more than the last
/// input.
class Journal {
 public:
  struct Counts {
    uint64_t inputs;    // tried
    uint64_t accepted;  // by reader and verifier
    uint64_t finished;  // of those, ended by themselves under both threading models
    uint64_t used;      // bytes of the journal
  };

  explicit Journal(const char* path) {
    int fd = -1;
    if (path != nullptr) {
      fd = open(path, O_RDWR | O_CREAT, 0644);
      if (fd < 0 || ftruncate(fd, kBytes) != 0) {
        std::perror(path);
        std::abort();
      }
    }
    void* memory = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE,
                        fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) std::abort();
    bytes_ = static_cast<char*>(memory);
    if (fd >= 0) close(fd);
  }

  Counts& counts() { return *reinterpret_cast<Counts*>(bytes_); }
  void Clear() { counts().used = 0; }
  void Add(absl::string_view input) {
    const uint32_t size = static_cast<uint32_t>(input.size());
    if (kBytes - sizeof(Counts) - counts().used < sizeof(size) + size) return;
    char* end = bytes_ + sizeof(Counts) + counts().used;
    std::memcpy(end, &size, sizeof(size));
    std::memcpy(end + sizeof(size), input.data(), size);
    counts().used += sizeof(size) + size;
  }
  /// Calls f with each input.
  template <typename F>
  void ForEach(F f) {
    const char* at = bytes_ + sizeof(Counts);
    const char* const end = at + counts().used;
    while (at < end) {
      uint32_t size;
      std::memcpy(&size, at, sizeof(size));
      f(absl::string_view(at + sizeof(size), size));
      at += sizeof(size) + size;
    }
  }

 private:
  static constexpr size_t kBytes = size_t{16} << 20;
  char* bytes_;
};

class Sandbox {
 public:
  explicit Sandbox(Threading threading) : threading_(threading) {}

  void Renew() {
    vm_.reset();
    absl::StatusOr<krait::v1::Vm> vm = krait::v1::Vm::Create(SandboxOptions(threading_));
    if (!vm.ok()) {
      std::fprintf(stderr, "no VM: %s\n", vm.status().ToString().c_str());
      std::abort();
    }
    vm_ = std::make_unique<krait::v1::Vm>(*std::move(vm));
  }

  bool is_too_full() const {
    if (vm_ == nullptr) return false;
    krait::internal::Entry entry(vm_->ref());
    return entry.ok() && entry.thread().heap().live_bytes() > kTooFull;
  }

  enum class Outcome { kRefused, kEnded, kStopped };
  Outcome Take(absl::string_view pyc) {
    if (vm_ == nullptr) Renew();
    bool accepted;
    {
      krait::internal::Entry entry(vm_->ref());
      if (!entry.ok()) std::abort();
      accepted = Run(entry.thread(), pyc);
      // Making a status of each exception, with its traceback, would take half of the time.
      if (++runs_ % 16 == 0 && entry.thread().HasPending()) entry.Error().IgnoreError();
      entry.thread().pending = krait::inside::Value::Unbound();
    }
    if (vm_->IsStopped()) {
      if (!vm_->Resume().ok()) std::abort();
      return Outcome::kStopped;
    }
    return accepted ? Outcome::kEnded : Outcome::kRefused;
  }

 private:
  static bool Run(krait::Thread& t, absl::string_view pyc) {
    const krait::Heap& heap = t.heap();
    const size_t bytes_before = heap.allocated_bytes();
    const krait::Result<krait::inside::Code*> code =
        krait::LoadPyc(t, {reinterpret_cast<const uint8_t*>(pyc.data()), pyc.size()}, "input.pyc");
    if (heap.allocated_bytes() > bytes_before + ReadingLimit(pyc.size())) {
      std::fprintf(stderr, "reading %zu bytes took %zu\n", pyc.size(),
                   heap.allocated_bytes() - bytes_before);
      std::abort();
    }
    if (!code.ok()) return false;
    const krait::Result<krait::Str*> name = krait::Str::InternUtf8(t, "input");
    if (name.ok()) (void)krait::internal::RunAsModule(t, *code, *name);
    return true;
  }

  Threading threading_;
  std::unique_ptr<krait::v1::Vm> vm_;
  uint64_t runs_ = 0;
};

/// All there is. It lives until the process ends: the leak checker must find it reachable.
class Fuzzer {
 public:
  static Fuzzer& Get() {
    static Fuzzer& fuzzer = *new Fuzzer;
    return fuzzer;
  }

  void Take(absl::string_view pyc) {
    if (++inputs_ > kInputsPerVm || with_gil_.is_too_full() || without_.is_too_full()) {
      inputs_ = 1;
      with_gil_.Renew();
      without_.Renew();
      journal_.Clear();
    }
    journal_.Add(pyc);
    const absl::Duration before = ProcessorTime();
    Try(pyc);
    const absl::Duration took = ProcessorTime() - before;
    if (took > kSlow) {
      std::fprintf(stderr, "slow: it took %.0f ms\n", absl::ToDoubleMilliseconds(took));
      std::abort();
    }
  }

  void Replay(const char* path) {
    Journal recorded(path);
    int number = 0;
    recorded.ForEach([&](absl::string_view pyc) {
      const absl::Time start = absl::Now();
      Try(pyc);
      const absl::Duration took = absl::Now() - start;
      if (took > absl::Milliseconds(50)) {
        std::fprintf(stderr, "input %d took %.0f ms\n", number, absl::ToDoubleMilliseconds(took));
      }
      ++number;
    });
  }

 private:
  Fuzzer() : journal_(std::getenv("KRAIT_FUZZ_JOURNAL")) { WatchProcessorTime(); }

  /// libFuzzer's own time limit goes by the clock on the wall, which says little on a busy machine.
  static void WatchProcessorTime() {
    struct sigaction action = {};
    action.sa_handler = [](int) {
      static uint64_t last = 0;
      const uint64_t now = Get().journal_.counts().inputs;
      if (now == last) std::abort();
      last = now;
    };
    sigaction(SIGPROF, &action, nullptr);
    const itimerval timer = {{kEndless, 0}, {kEndless, 0}};
    setitimer(ITIMER_PROF, &timer, nullptr);
  }

  void Try(absl::string_view pyc) {
    ++journal_.counts().inputs;
    const Sandbox::Outcome first = with_gil_.Take(pyc);
    if (first == Sandbox::Outcome::kRefused) return;
    ++journal_.counts().accepted;
    const Sandbox::Outcome second = without_.Take(pyc);
    if (first == Sandbox::Outcome::kEnded && second == first) ++journal_.counts().finished;
  }

  Journal journal_;
  Sandbox with_gil_{Threading::kGil};
  Sandbox without_{Threading::kFree};
  int inputs_ = 0;
};

absl::string_view ViewOf(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

std::string_view StdViewOf(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  if (const char* path = std::getenv("KRAIT_FUZZ_REPLAY")) {
    Fuzzer::Get().Replay(path);
    std::exit(0);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Fuzzer::Get().Take(ViewOf(data, size));
  return 0;
}

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

/// Mostly changes that keep the form; else bytes, but the header that every .pyc begins with.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned int seed) {
  constexpr size_t kHeader = 16;
  if (seed % 16 != 0) {
    const std::string changed = krait::fuzz::MutatePyc(StdViewOf(data, size), "", seed / 16);
    if (!changed.empty() && changed.size() <= max_size) {
      std::memcpy(data, changed.data(), changed.size());
      return changed.size();
    }
  }
  if (size <= kHeader || seed % 512 == 0) return LLVMFuzzerMutate(data, size, max_size);
  return kHeader + LLVMFuzzerMutate(data + kHeader, size - kHeader, max_size - kHeader);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* data1, size_t size1,
                                            const uint8_t* data2, size_t size2, uint8_t* out,
                                            size_t max_out_size, unsigned int seed) {
  const std::string changed =
      krait::fuzz::MutatePyc(StdViewOf(data1, size1), StdViewOf(data2, size2), seed);
  if (changed.empty() || changed.size() > max_out_size) return 0;
  std::memcpy(out, changed.data(), changed.size());
  return changed.size();
}
