#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "jit/allocate.h"
#include "jit/homes.h"
#include "stencils/abi.h"

namespace krait::jit {

/// Writes the stencils of a trace one behind the other. Which registers they use is somebody else's
/// business (Allocator); moving values there is this one's.
class Emitter {
 protected:
  using Plumbing = stencils::Plumbing;

  explicit Emitter(const Trace& trace)
      : trace_(trace), homes_(trace), at_branch_(trace.segments.size()) {}

  const Step& StepOf(ValueId value) const { return trace_.steps[value]; }
  RegisterClass ClassOf(ValueId value) const { return trace_.ClassOf(value); }
  void Fail(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }
  /// A free word to spill to.
  int TakeSpill();

  void Emit(uint16_t operation, stencils::Use use, int row, int column, uint64_t constant);
  void Emit(Plumbing plumbing, int row, int column, uint64_t constant = 0) {
    Emit(static_cast<uint16_t>(stencils::kFirstPlumbing + static_cast<uint16_t>(plumbing)),
         stencils::Use::kValue, row, column, constant);
  }
  void EmitMove(RegisterClass kind, int from, int to) {
    if (from != to) Emit(OfClass(Plumbing::kMoveInt, kind), from, to);
  }
  void EmitSpill(RegisterClass kind, int reg, int spill) {
    Emit(OfClass(Plumbing::kSpillInt, kind), reg, 0, SpillOffset(spill));
  }
  void EmitReload(RegisterClass kind, int spill, int reg) {
    Emit(OfClass(Plumbing::kReloadInt, kind), 0, reg, SpillOffset(spill));
  }
  /// Brings a value that is not in a register, or is in another one, to `reg`.
  void EmitLoad(ValueId value, int reg);

  /// Where the stencil emitted next goes to when it leaves: what is where now.
  struct Way {
    uint32_t recipe = kNoExit;
    uint32_t branch = kNoSegment;
  };
  Way WayOut(const Step& step);
  void Attach(Way way);

  /// Something to be brought to a register, or to a spilled word.
  struct Move {
    ValueId value;  // where it is now, unless it is parked
    int parked;     // in this word
    RegisterClass kind;
    Home to;
  };
  /// All at once: none overwrites what another one still wants.
  void EmitMoves(std::vector<Move> moves);

  const Trace& trace_;
  ValueId now_ = 0;  // the step that is being placed; kNoValue: none
  Homes homes_;
  std::vector<Homes::Snapshot> at_branch_;  // by segment
  Placed placed_;
  std::string problem_;  // why there is no code

 private:
  /// One of the two stencils that do the same for the kinds of registers; the other is next to it.
  static Plumbing OfClass(Plumbing of_ints, RegisterClass kind) {
    return static_cast<Plumbing>(static_cast<int>(of_ints) + (kind == RegisterClass::kInt ? 0 : 1));
  }
  static uint64_t SpillOffset(int spill) {
    return offsetof(stencils::Activation, spills) + 8 * static_cast<uint64_t>(spill);
  }
  Location LocationOf(ValueId value) const;
  bool Reads(const Move& move, RegisterClass kind, Home where) const;
  void EmitOne(const Move& move);
  void Park(std::vector<Move>& moves);
};

}  // namespace krait::jit
