#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "jit/allocate.h"
#include "jit/code_memory.h"
#include "jit/runnable.h"
#include "stencils/abi.h"
#include "vm/core/result.h"

namespace krait::jit {

/// A trace as machine code.
class CompiledTrace : public Runnable {
 public:
  CompiledTrace(CodeMemory::Piece code, std::vector<Recipe> recipes)
      : Runnable(recipes.size()),
        code_(std::move(code)),
        recipes_(std::move(recipes)),
        entry_(code_.run().data()) {}

  Result<Left> Run(stencils::Activation& activation, Thread& t,
                   const CodeUnit* unit) const override;

  absl::Span<const uint8_t> machine_code() const override { return code_.run(); }
  const CompiledTrace* AsCompiled() const override { return this; }

  // The parts of Run, for who does something in between:
  /// Runs the code until it leaves: by the recipe, the frames are as they were in it.
  const Recipe& Enter(stencils::Activation& activation, Thread& t) const;
  /// Does what the recipe says.
  Result<Left> Leave(stencils::Activation& activation, Thread& t, const CodeUnit* unit) const;

 private:
  CodeMemory::Piece code_;
  std::vector<Recipe> recipes_;
  const uint8_t* const entry_;
};

/// A run of machine code, and what it is there for.
struct CodePiece {
  enum class Kind : uint8_t {
    kStep,    // does the step, or a part of it
    kBack,    // goes back to the loop's beginning
    kWayOut,  // where the step leaves the trace
    kLeave,   // where ways out end
  };
  Kind kind;
  ValueId step;
  size_t begin;  // in bytes, from the beginning of the trace's code
  size_t size;
};
/// What a recipe's location held when the code was left: a word as in a register.
uint64_t WordAt(const Location& location, const stencils::Activation& activation);

/// Copies the stencils and fills their holes: hot parts first, in a row, then the ways out, then
/// cold parts. Null when there is no room. Says in `pieces`, if that is given, what lies where, in
/// no order.
std::unique_ptr<CompiledTrace> Link(Placed placed, CodeMemory& memory,
                                    std::vector<CodePiece>* pieces = nullptr);

}  // namespace krait::jit
