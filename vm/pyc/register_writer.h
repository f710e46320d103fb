#pragma once

#include <cstdint>
#include <vector>

#include "vm/code/code_unit.h"
#include "vm/code/opcode.h"
#include "vm/heap/rooted.h"

namespace krait {

/// What the translator knows of one stack position: where its value is now. Any slot or constant
/// will do until control flow joins or a handler could look: then it must be in its home slot.
struct Entry {
  enum Kind : uint8_t {
    kValue,    // certainly no NULL
    kNull,     // certainly NULL, and in no slot
    kUnknown,  // in its slot: a value, or Unbound for NULL
  };
  int16_t operand = 0;
  Kind kind = kValue;
};

/// Writes register code, keeping track of which operand stands for each position of the stack that
/// the original code believes in.
///
/// Moves are only emitted while the operands they must not overwrite are still entries: make room
/// (FlushPrefix, PrepareResults, Vacate) first, then pop, then emit.
class RegisterWriter {
 public:
  RegisterWriter(Thread& t, int locals) : locals_(locals), constants_(t) {}

 protected:
  struct Fixup {
    uint32_t instruction_word;
    uint32_t target_word;
    int32_t target;  // index of a stack instruction
  };

  // Emitting.
  void Emit(Opcode op, int a = 0, int b = 0, int c = 0);
  /// The instruction just emitted computes `a`: a STORE_FAST that follows may redirect it.
  void MayRetarget(size_t word) { retargetable_ = static_cast<int64_t>(word); }
  size_t LastWord() const { return words_.size() - 1; }
  void EmitOperands(int w = 0, int x = 0, int y = 0, int z = 0);
  void EmitCache();
  void EmitTarget(int32_t target);
  void EmitList(const std::vector<int16_t>& operands);
  void Move(int to, int from) { Emit(Opcode::MOVE, to, from); }
  static Opcode Variant(Opcode op, int left, int right);

  // The symbolic stack.
  int depth() const { return static_cast<int>(entries_.size()); }
  int Home(int position) const { return locals_ + position; }
  bool IsUsed(int slot) const;
  /// Moves whatever entries hold in `slot` somewhere else.
  void Vacate(int slot) { VacateTo(slot, slot, slot + 1); }
  /// Brings the lowest `count` entries into their home slots.
  void FlushPrefix(int count);
  void FlushAll() { FlushPrefix(depth()); }
  void PushOperand(int operand) { entries_.push_back({static_cast<int16_t>(operand)}); }
  /// A result pushed: where the instruction about to be emitted puts it.
  int PushResult();
  /// Makes room for `count` results in neighbouring home slots once the top `pops` are popped;
  /// returns the lowest slot. Then pop, emit, and PushResults.
  int PrepareResults(int pops, int count);
  void PushResults(int first, int count);
  Entry PopEntry();
  /// The operand of the popped top entry.
  int Pop() { return PopEntry().operand; }
  std::vector<int16_t> PopMany(int count);
  int Peek(int from_top) const { return entries_[depth() - from_top].operand; }
  /// Makes the frame large enough for `slot`, and returns it.
  int Note(int slot);
  /// Which stack slots hold values now, as UnitPosition has it.
  uint64_t LiveStack() const;

  const int locals_;
  std::vector<Entry> entries_;
  std::vector<Word> words_;
  std::vector<UnitPosition> positions_;
  std::vector<uint32_t> cache_words_;
  std::vector<Fixup> fixups_;
  RootedVector constants_;  // the last one is Unbound, for NULLs that must be stored
  uint32_t offset_ = 0;     // of the original instruction being translated
  uint64_t live_ = 0;       // LiveStack before it, and after each move it made
  int64_t retargetable_ = -1;
  int most_slots_ = 0;

 private:
  /// The lowest stack slot that no entry uses, outside [begin, end).
  int FreeSlot(int begin = 0, int end = 0);
  /// Vacates `slot`, for a slot outside [begin, end).
  void VacateTo(int slot, int begin, int end);
  int PlaceFor(int position);
};

}  // namespace krait
