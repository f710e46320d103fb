#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "jit/allocate.h"
#include "jit/code_memory.h"
#include "jit/runnable.h"
#include "stencils/abi.h"
#include "vm/core/result.h"

namespace krait::jit {

/// A trace as machine code.
class CompiledTrace : public Runnable {
 public:
  CompiledTrace(const uint8_t* code, size_t bytes, std::vector<Recipe> recipes)
      : Runnable(recipes.size()), code_(code), bytes_(bytes), recipes_(std::move(recipes)) {}

  Result<Left> Run(stencils::Activation& activation, Thread& t,
                   const CodeUnit* unit) const override;

  // The parts of Run, for who does something in between:
  /// Runs the code until it leaves: by the recipe, the frames are as they were in it.
  const Recipe& Enter(stencils::Activation& activation, Thread& t) const;
  /// Does what the recipe says.
  Result<Left> Leave(const stencils::Activation& activation, Thread& t, const CodeUnit* unit) const;

  const uint8_t* code() const { return code_; }
  size_t bytes() const { return bytes_; }

 private:
  const uint8_t* code_;
  size_t bytes_;
  std::vector<Recipe> recipes_;
};

/// What a recipe's location held when the code was left: a word as in a register.
uint64_t WordAt(const Location& location, const stencils::Activation& activation);

/// Copies the stencils and fills their holes: hot parts first, in a row, then the ways out, then
/// cold parts. Null when there is no room.
std::unique_ptr<CompiledTrace> Link(Placed placed, CodeMemory& memory);

}  // namespace krait::jit
