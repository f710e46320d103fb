#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "jit/allocate.h"
#include "jit/code_memory.h"
#include "stencils/abi.h"
#include "vm/core/result.h"

namespace krait {
class CodeUnit;
}

namespace krait::jit {

/// A trace as machine code, ready to run.
class CompiledTrace {
 public:
  CompiledTrace(const uint8_t* code, size_t bytes, std::vector<Recipe> recipes)
      : code_(code), bytes_(bytes), recipes_(std::move(recipes)), hits_(recipes_.size()) {}

  /// Runs it on the frame slots of `activation`, which lies on the native stack, until it leaves,
  /// pushes the frames that are there in Python by then, and writes what they hold. Returns the
  /// recipe of the exit that it took, and that frame's `pc` says where to go on; raises when the
  /// recipe says so, and MemoryError if there is no room for a float. `unit` is that of the frame;
  /// null: the slots are in no frame.
  Result<const Recipe*> Run(stencils::Activation& activation, Thread& t,
                            const CodeUnit* unit) const;

  /// Counts that the exit of one of its recipes was taken: how often by now, or nearly so.
  uint32_t CountExit(const Recipe& recipe) const {
    std::atomic_ref<uint32_t> hits(hits_[static_cast<size_t>(&recipe - recipes_.data())]);
    const uint32_t count = hits.load(std::memory_order_relaxed) + 1;
    hits.store(count, std::memory_order_relaxed);
    return count;
  }

  const uint8_t* code() const { return code_; }
  size_t bytes() const { return bytes_; }

 private:
  const uint8_t* code_;
  size_t bytes_;
  std::vector<Recipe> recipes_;
  mutable std::vector<uint32_t> hits_;
};

/// Copies the stencils and fills their holes: hot parts first, in a row, then the ways out, then
/// cold parts. Null when there is no room.
std::unique_ptr<CompiledTrace> Link(Placed placed, CodeMemory& memory);

}  // namespace krait::jit
