// Damaged .pyc files: each is read, verified and translated, and what is accepted also runs for ten
// thousand steps without capabilities. Inputs take turns in a VM with a GIL and one without.
//
// Built with libFuzzer and a sanitizer (preset "fuzz"); tests/fuzz/run.py makes the seeds and runs
// it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "krait/krait.h"

namespace {

using krait::Threading;

constexpr uint64_t kSteps = 10'000;
constexpr size_t kHeapBytes = size_t{64} << 20;
/// A VM serves this many inputs: programs change modules and types, and that must not pile up.
constexpr int kInputsPerVm = 2000;

krait::Options SandboxOptions(Threading threading) {
  krait::Options options;
  options.threading = threading;
  options.capabilities = krait::Capabilities();
  options.limits.heap_bytes = kHeapBytes;
  options.limits.steps = kSteps;
  options.limits.recursion = 200;
  options.limits.wall_time = absl::Seconds(5);
  options.hash_seed = 0;
  options.standard_output = [](absl::string_view) {};
  options.standard_error = [](absl::string_view) {};
  return options;
}

class Sandbox {
 public:
  explicit Sandbox(Threading threading) : threading_(threading) {}

  void Take(absl::string_view pyc) {
    if (!vm_ || ++inputs_ > kInputsPerVm) Renew();
    const absl::StatusOr<krait::Code> code = krait::Code::Load(*vm_, pyc, "input.pyc");
    if (!code.ok()) return;
    vm_->RunModule(*code, "input").status().IgnoreError();
    if (vm_->IsStopped() && !vm_->Resume().ok()) vm_.reset();
  }

 private:
  void Renew() {
    vm_.reset();
    inputs_ = 0;
    absl::StatusOr<krait::Vm> vm = krait::Vm::Create(SandboxOptions(threading_));
    if (!vm.ok()) {
      std::fprintf(stderr, "no VM: %s\n", vm.status().ToString().c_str());
      std::abort();
    }
    vm_ = std::make_unique<krait::Vm>(*std::move(vm));
  }

  Threading threading_;
  std::unique_ptr<krait::Vm> vm_;
  int inputs_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // They live until the process ends: the leak checker must find them reachable.
  static Sandbox& with_gil = *new Sandbox(Threading::kGil);
  static Sandbox& without = *new Sandbox(Threading::kFree);
  const absl::string_view pyc(reinterpret_cast<const char*>(data), size);
  (size % 2 == 0 ? with_gil : without).Take(pyc);
  return 0;
}

/// Keeps the header that every .pyc begins with, so that mutations reach what comes after it.
extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned int seed) {
  constexpr size_t kHeader = 16;
  if (size <= kHeader || seed % 64 == 0) return LLVMFuzzerMutate(data, size, max_size);
  return kHeader + LLVMFuzzerMutate(data + kHeader, size - kHeader, max_size - kHeader);
}
