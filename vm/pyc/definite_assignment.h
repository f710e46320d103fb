#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "vm/pyc/stack_code.h"

namespace krait {

/// For each instruction, which locals are certainly bound before it runs: a forward analysis over
/// all paths, those into exception handlers included.
class DefiniteAssignment {
 public:
  /// `bound_at_entry` locals (parameters) are bound at the start.
  DefiniteAssignment(const StackCode& code, int local_count, int bound_at_entry);

  /// Follows the code in order: call for every instruction, then ask.
  void MoveTo(size_t instruction);
  bool IsBound(int local) const { return (now_[local / 64] >> (local % 64)) & 1; }

 private:
  using Bits = std::vector<uint64_t>;

  /// A place where paths join: the start, jump targets, handlers.
  struct Leader {
    Bits bits;  // bound on all paths found so far; empty: none found yet
    uint32_t index = 0;
    bool is_waiting = false;
  };

  void FindLeaders();
  void Solve();
  void FollowFrom(size_t leader);
  void Apply(const StackInstruction& instruction, Bits& bits) const;
  void Merge(size_t target, const Bits& bits);

  const StackCode& code_;
  size_t words_;
  std::vector<Leader> leaders_;
  std::vector<int32_t> leader_at_;   // of instructions: index into leaders_, or -1
  std::vector<int32_t> handler_at_;  // likewise of StackCode::handlers
  std::vector<int32_t> waiting_;     // leaders to follow
  size_t looks_ = 0;
  Bits now_;
};

/// True for instructions after which control does not go on to the next one.
bool EndsFlow(StackOp op);

}  // namespace krait
