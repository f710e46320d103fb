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

  void Apply(const StackInstruction& instruction, Bits& bits) const;
  bool Merge(size_t target, const Bits& bits);
  bool Pass();

  const StackCode& code_;
  size_t words_;
  std::vector<Bits> at_leader_;      // empty: not reached (or not a leader)
  std::vector<bool> is_leader_;
  Bits now_;
};

/// True for instructions after which control does not go on to the next one.
bool EndsFlow(StackOp op);

}  // namespace krait
