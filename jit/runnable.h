#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "jit/trace.h"
#include "stencils/abi.h"
#include "vm/core/result.h"

namespace krait {
class CodeUnit;
class Thread;
}  // namespace krait

namespace krait::jit {

class CompiledTrace;

/// A trace that can be run: as machine code, or micro-op by micro-op.
class Runnable {
 public:
  explicit Runnable(size_t exits) : hits_(exits) {}
  virtual ~Runnable() = default;
  Runnable(const Runnable&) = delete;
  Runnable& operator=(const Runnable&) = delete;

  /// Which way out was taken.
  struct Left {
    const Resumption* at;
    uint32_t exit;
  };
  /// Runs it on the frame slots of `activation`, which lies on the native stack, until it leaves,
  /// pushes the frames that are there in Python by then, and writes what they hold; the innermost
  /// one's `pc` says where to go on, or what raised the pending exception if `at` says so. A frame
  /// that is not pushed yet is not pushed to return. Calls go
  /// to `activation.call`; null: to RunCallSite. Raises MemoryError if there is no room for a
  /// float. `unit` is that of the frame; null: the slots are in no frame.
  virtual Result<Left> Run(stencils::Activation& activation, Thread& t,
                           const CodeUnit* unit) const = 0;

  /// Itself, if that is all it does; else null.
  virtual const CompiledTrace* AsCompiled() const { return nullptr; }
  /// Where its machine code runs; empty if it has none.
  virtual absl::Span<const uint8_t> machine_code() const { return {}; }

  /// Counts that an exit was taken: how often by now, or nearly so.
  uint32_t CountExit(uint32_t exit) const {
    std::atomic_ref<uint32_t> hits(hits_[exit]);
    const uint32_t count = hits.load(std::memory_order_relaxed) + 1;
    hits.store(count, std::memory_order_relaxed);
    return count;
  }

 private:
  mutable std::vector<uint32_t> hits_;
};

}  // namespace krait::jit
