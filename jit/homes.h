#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <utility>
#include <vector>

#include "jit/trace.h"
#include "stencils/abi.h"

namespace krait::jit {

inline constexpr int kRegisters = stencils::kIntRegisters;
static_assert(stencils::kFloatRegisters == kRegisters);
inline constexpr int kNowhere = -1;

/// Where a value is: in a register of its kind, in a word of Activation::spills, or both.
struct Home {
  int reg = kNowhere;
  int spill = kNowhere;

  bool IsNowhere() const { return reg == kNowhere && spill == kNowhere; }
};

/// Which value is where, at one point of a path.
class Homes {
 public:
  explicit Homes(const Trace& trace) : trace_(trace), homes_(trace.steps.size()) {
    for (auto& registers : holder_) registers.fill(kNoValue);
  }

  Home Of(ValueId value) const { return homes_[value]; }
  ValueId Holder(RegisterClass kind, int reg) const { return holder_[IndexOf(kind)][reg]; }

  /// The register is free, and the value is there from now on.
  void Settle(ValueId value, int reg);
  /// The value is in the word, which TakeSpill gave, besides.
  void SetSpill(ValueId value, int spill);
  /// The value is in no register any more.
  void LeaveRegister(ValueId value);
  /// The value is nowhere any more, and its word free.
  void Release(ValueId value);
  /// A free word to spill to; Activation::kSpills when there is none.
  int TakeSpill();
  void FreeSpill(int spill) { is_taken_.reset(static_cast<size_t>(spill)); }
  /// TakeSpill does not give this one.
  void ReserveSpill(int spill) { is_taken_.set(static_cast<size_t>(spill)); }

  /// All of it, for a branch or the loop's beginning.
  struct Snapshot {
    std::vector<std::pair<ValueId, Home>> homes;
    std::bitset<stencils::Activation::kSpills> is_taken;
  };
  Snapshot Save() const;
  void Restore(const Snapshot& snapshot);

 private:
  static constexpr int IndexOf(RegisterClass kind) { return kind == RegisterClass::kInt ? 0 : 1; }
  ValueId& HolderOf(ValueId value, int reg) { return holder_[IndexOf(trace_.ClassOf(value))][reg]; }
  void Note(ValueId value) {
    if (homes_[value].IsNowhere()) settled_.push_back(value);
  }

  const Trace& trace_;
  std::vector<Home> homes_;
  std::vector<ValueId> settled_;  // all that are somewhere, and some that were
  std::array<std::array<ValueId, kRegisters>, 2> holder_;
  std::bitset<stencils::Activation::kSpills> is_taken_;
};

}  // namespace krait::jit
