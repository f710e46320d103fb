#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "vm/modules/sre/host.h"
#include "vm/modules/sre/program.h"

namespace krait::sre {

/// What a program runs on. Positions are pointers into the subject; a mark or a slot that holds
/// none holds 0. Everything the program may want to take back lies on one stack of entries, newest
/// on top: the words of the entry, the last of which has the Op in its low half and an operand (a
/// target, mark or slot) in its high half. Failing means to pop entries until one goes on.
struct Machine {
  Machine(Host& host, const Program& program);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine();

  /// Makes room for groups and slots. False: no memory.
  [[nodiscard]] bool Prepare();
  void ClearMarks();

  /// Counts one step. False: the host wants to stop.
  ABSL_ATTRIBUTE_ALWAYS_INLINE bool Tick() {
    budget -= kWorkPerStep;
    return ABSL_PREDICT_TRUE(budget >= 0) || Poll();
  }
  /// Counts `work` characters or words looked at, to be settled by a later Tick.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Charge(size_t work) { budget -= static_cast<int64_t>(work); }
  bool Poll();

  /// Makes sure that an entry fits above `top`, which moves if the stack does. False: no memory.
  [[nodiscard]] ABSL_ATTRIBUTE_ALWAYS_INLINE bool Reserve(uint64_t*& top) {
    if (ABSL_PREDICT_TRUE(static_cast<size_t>(limit - top) >= kMostEntryWords)) return true;
    uint64_t* moved = Grow(top);
    if (moved == nullptr) return false;
    top = moved;
    return true;
  }
  uint64_t* Grow(uint64_t* top);

  /// Gives up all ways to go on that lie in [base, top), but keeps what restores the marks. Returns
  /// the new top, or null if the host wants to stop.
  uint64_t* CutBack(uint64_t* base, uint64_t* top);
  /// Restores the marks from [base, top) and drops it. False if the host wants to stop.
  bool Unwind(uint64_t* base, uint64_t* top);

  static constexpr int64_t kWorkPerStep = 64;
  static constexpr int64_t kWorkPerPoll = 2048 * kWorkPerStep;
  static constexpr size_t kInlineStack = 96;
  static constexpr size_t kInlineState = 32;

  const uint32_t* code;
  const uint32_t* predicates;
  const uint8_t* tables;
  uint64_t* limit;
  int64_t budget = kWorkPerPoll;
  uint64_t* marks = nullptr;
  uint64_t* slots = nullptr;
  uint64_t* stack;
  uint64_t last_index = 0;
  const void* begin = nullptr;  // of the subject
  const void* end = nullptr;
  const void* barred_end = nullptr;  // where a match must not end, if not null
  const void* match_end = nullptr;
  bool whole = false;  // a match must end at `end`
  Host& host;
  const ProgramHeader header;
  uint64_t inline_stack[kInlineStack];
  uint64_t inline_state[kInlineState];
};

constexpr uint64_t Entry(Op op, uint64_t operand) {
  return operand << 32 | static_cast<uint32_t>(op);
}
constexpr Op EntryOp(uint64_t entry) { return static_cast<Op>(entry & 0xFF); }
constexpr uint64_t EntryOperand(uint64_t entry) { return entry >> 32; }

}  // namespace krait::sre
