#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/types/span.h"
#include "jit/link.h"
#include "jit/runnable.h"
#include "jit/trace.h"

namespace krait::jit {

/// What looking at machine code has found out so far.
struct Verification {
  /// Gets a text that says where machine code and micro-ops differ.
  void (*report)(const std::string& difference);
  // Entries of code that were compared all the way, and those that were not because
  std::atomic<uint64_t> compared = 0;
  std::atomic<uint64_t> among_threads = 0;  // others could change what the code looks at
  std::atomic<uint64_t> polled = 0;         // it was left since the thread was asked for something
  std::atomic<uint64_t> different = 0;
};

/// Machine code that is compared, each time that it runs, with the micro-ops that it is made of.
///
/// From one call to the next the micro-ops run first. What they changed in memory is put back, then
/// the code runs: at the call, which is made once, and where the trace is left, both must have come
/// to the same step, with the same values, and have changed memory alike.
class VerifiedTrace : public Runnable {
 public:
  /// `code` was made of `trace`; `where` says which loop that is. `verification` is to outlive it.
  VerifiedTrace(Trace trace, std::unique_ptr<CompiledTrace> code, std::string where,
                Verification& verification)
      : Runnable(trace.steps.size()),
        trace_(std::move(trace)),
        code_(std::move(code)),
        where_(std::move(where)),
        verification_(verification) {}

  Result<Left> Run(stencils::Activation& activation, Thread& t,
                   const CodeUnit* unit) const override;
  absl::Span<const uint8_t> machine_code() const override { return code_->machine_code(); }

 private:
  const Trace trace_;
  const std::unique_ptr<CompiledTrace> code_;
  const std::string where_;
  Verification& verification_;
};

}  // namespace krait::jit
