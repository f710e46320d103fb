#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "jit/trace.h"
#include "vm/code/code_unit.h"

namespace krait {
class Thread;
class Value;
}  // namespace krait

namespace krait::jit {

/// Writes down one round of a loop as it runs, and makes a trace of it.
///
/// What the loop changes are *places*: frame slots, and the counters of range iterators. Their
/// first values and what must hold of these move in front of the loop, so that inside numbers are
/// unboxed all the way round.
class Recorder {
 public:
  /// `header` is where `back_edge`, a JUMP_BACK of `unit`, leads.
  Recorder(const CodeUnit* unit, const Word* header, const Word* back_edge);

  enum class Outcome : uint8_t { kGoesOn, kClosed, kGaveUp };
  /// The instruction at `pc`, which is about to run on the frame's slots.
  Outcome Record(Thread& t, const Value* slots, const Word* pc);

  const CodeUnit* unit() const { return unit_; }
  const Word* header() const { return header_; }
  const Word* back_edge() const { return back_edge_; }
  /// After kClosed.
  const Trace& trace() const { return trace_; }
  /// After kGaveUp: why.
  const std::string& reason() const { return reason_; }

 private:
  /// Something that the loop may change.
  struct Place {
    ValueId first = kNoValue;      // what it held when the round began; kNoValue: nobody asked
    ValueId now = kNoValue;        // kNoValue: as at first
    std::vector<ValueId> aliases;  // all that `first` was: less was known of it then
    // For the trace, whose values these are:
    bool goes_round = false;
    ValueId phi = kNoValue;
    ValueId last = kNoValue;
  };
  /// A recorded step; `is_entry`: it says something of first values alone.
  struct Recorded {
    Step step;
    bool is_entry;
    std::vector<Exit::Slot> exit;  // by values as recorded
    uint32_t exit_word;
  };

  // Recording.
  bool RecordStep(Thread& t, const Value* slots, const Word* pc);
  bool RecordMicroOps(Thread& t, const Value* slots, const Word* pc);
  struct Operands;
  bool RecordForIter(const Value* slots, const Word* pc);
  bool RecordCheck(uint32_t slot);
  bool RecordAlternative(uint16_t operation, const Operands& operands, bool truth);
  bool GiveUp(std::string reason);
  ValueId Add(Step step);
  ValueId AddEntry(Step step);
  ValueId AddConstant(Value value);
  ValueId Operand(int16_t operand);
  ValueId Get(uint32_t place);
  void Set(uint32_t place, ValueId value) { places_[place].now = value; }
  /// The value, known to be of the type from here on.
  ValueId Required(ValueId value, Type type);
  void Replace(ValueId value, ValueId known);
  ValueId AsWord(ValueId value);
  ValueId AsFloat(ValueId value, uint16_t conversion);
  bool IsLiveAt(uint32_t place, uint32_t word) const;

  // Closing.
  bool Close();
  bool FindLoopPlaces();
  void Copy(ValueId id);
  void AddPhis();
  bool EndRound();
  uint32_t AddExit(uint32_t word, const std::vector<Exit::Slot>& slots);
  std::vector<Exit::Slot> SlotsAt(uint32_t word, const std::vector<Exit::Slot>& recorded);

  const CodeUnit* const unit_;
  const Word* const header_;
  const Word* const back_edge_;
  const Word* pc_ = nullptr;
  const Value* constants_ = nullptr;
  std::map<uint32_t, Place> places_;  // by Exit::Slot's numbers
  std::vector<Recorded> recorded_;
  std::vector<Type> types_;
  std::vector<ValueId> map_;  // from what was recorded to the trace's values
  Trace trace_;
  std::string reason_;
};

}  // namespace krait::jit
