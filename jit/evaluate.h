#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "jit/changes.h"
#include "jit/runnable.h"
#include "jit/trace.h"
#include "vm/heap/marker.h"
#include "vm/heap/thread.h"

namespace krait::jit {

/// Runs a micro-op on words as in registers, the immediate last; false if it leaves.
bool RunMicroOp(Thread& t, uint16_t operation, const uint64_t* operands, uint64_t* result);

/// A run of a trace, micro-op by micro-op, that stops at calls: who has it makes them.
class Evaluator {
 public:
  /// All of them are to outlive it. `changes` learns what the steps change in memory; null: nobody
  /// does.
  Evaluator(Thread& t, const Trace& trace, stencils::Activation& activation,
            Changes* changes = nullptr)
      : t_(t),
        trace_(trace),
        activation_(activation),
        changes_(changes),
        words_(t, trace.steps.size()) {}

  /// Goes on up to the next call, or until the trace is left.
  void GoOn();
  /// The step that calls or leaves.
  ValueId at() const { return at_; }
  bool IsAtCall() const;
  /// What the call gave. False if that leaves the trace.
  bool Answer(uint64_t result);
  /// A word as in a register; 0 for kNoValue.
  uint64_t WordOf(ValueId id) { return id == kNoValue ? 0 : words_[id]; }

  /// Runs all of it, calls included; the number of the exit.
  uint32_t Run();
  /// Writes what the exit says.
  Result<None> Leave(const Exit& exit, const CodeUnit* unit);

 private:
  /// The words of all values, which may be references.
  class Words : public RootList {
   public:
    Words(Thread& t, size_t count) : RootList(t), words_(count) {}
    uint64_t& operator[](size_t i) { return words_[i]; }
    void TraceRoots(Marker& marker) override {
      for (uint64_t word : words_) marker.VisitAmbiguous(word);
    }

   private:
    std::vector<uint64_t> words_;
  };

  bool RunStep(ValueId id);
  bool RunMicroOpOf(ValueId id);
  void RunStore(const Step& step);
  bool Pass(bool was_done);
  void EnterLoop(uint32_t from);
  uint64_t Call();

  Thread& t_;
  const Trace& trace_;
  stencils::Activation& activation_;
  Changes* const changes_;
  Words words_;
  uint32_t segment_ = 0;
  ValueId at_ = 0;
};

/// Runs without being compiled, micro-op by micro-op: what compiled code must agree with.
class UncompiledTrace : public Runnable {
 public:
  explicit UncompiledTrace(Trace trace) : Runnable(trace.exits.size()), trace_(std::move(trace)) {}

  Result<Left> Run(stencils::Activation& activation, Thread& t,
                   const CodeUnit* unit) const override;

 private:
  const Trace trace_;
};

}  // namespace krait::jit
