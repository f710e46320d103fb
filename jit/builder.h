#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/container/btree_map.h"
#include "jit/build_trace.h"
#include "jit/new_objects.h"
#include "jit/recording.h"
#include "jit/trace.h"

namespace krait::jit {

/// Whether there is a micro-op that requires it.
constexpr bool IsRequired(ValueType type) { return type != kAnyType && type != kBoolType; }

constexpr bool IsCounter(uint32_t place) { return place > Exit::kSlotMask; }
/// Of an iterator, which must be another one to have another.
constexpr bool IsFixed(uint32_t place) {
  return (place & (Exit::kRangeStep | Exit::kRangeEnd)) != 0;
}
/// Whether it is a slot of the frame, or counted by what is in one.
bool IsIn(const InlineFrame* frame, uint32_t place);

/// While it is not made, an object is in the map as this.
constexpr ValueId Unmade(ValueId recorded) { return Exit::kFirstObject | recorded; }

/// Copies what was recorded to a trace: what goes round the loop becomes phis, and frames are
/// written where somebody looks.
class Builder {
 public:
  explicit Builder(Recording& recording) : recording_(recording) {}

  std::variant<Trace, NoTrace> Run();
  /// It took an object for one that need not be made each round: the recording knows now.
  bool is_to_be_redone() const { return is_to_be_redone_; }

 private:
  /// What is in the frames' memory, by the trace's values; what is not named is what it was when
  /// the loop was entered, or, of a place that goes round, nobody knows.
  using Memory = absl::btree_map<uint32_t, ValueId>;

  /// What is known at a point of a path.
  struct PathState {
    Memory memory;
    NewObjects objects;               // that nobody has needed yet
    std::map<ValueId, ValueId> made;  // and those that somebody has, by what was recorded
  };

  /// An object that is not made though a place has it when the loop begins again: what is in its
  /// fields goes round. The place's phi is what was there before the first round, or Unbound.
  struct Carried {
    NewObjects::Object object;     // its fields' values are phis
    std::vector<ValueType> types;  // of them
    bool is_loaded;                // the first one's fields, too
  };

  /// What a place is in the loop.
  struct Round {
    bool goes_round = false;
    ValueId phi = kNoValue;
    ValueType type = kAnyType;  // when the loop begins
    std::optional<Carried> carried = std::nullopt;
  };

  ValueType TypeOf(ValueId recorded) const { return recording_.types[recorded]; }
  ValueId AtEnd(const Path& path, uint32_t place) const;
  void FindRounds();
  void NeedFirst(uint32_t place);
  void NeedType(uint32_t place);
  bool Mixes(uint32_t place);

  ValueId Add(Step step);
  ValueId Mapped(ValueId operand, RegisterClass wanted, const Recorded& user);
  ValueId Boxed(ValueId value, uint32_t exit);
  void CopyEntries();
  void AddPhis();
  void CopyPath(uint32_t number);
  std::optional<uint32_t> ReturnedAt(const Moment& moment) const;
  void MarkReturn(const Moment& moment, Exit& exit) const;
  void MakeReturned(const Moment& moment);
  void Copy(ValueId recorded);
  void Write(uint32_t place, ValueId value, const Moment& moment);
  bool StaysUnmade(ValueId recorded);
  bool IsUnmade(ValueId recorded) const;
  void Make(ValueId recorded, const Moment& moment);
  void AddObjects(Exit& exit) const;

  void FindCarried();
  std::optional<Carried> CarriedAt(uint32_t place,
                                   const std::vector<std::pair<const Path*, NewObjects>>& ends);
  bool AddEnd(std::optional<Carried>& carried, const NewObjects::Object& object) const;
  bool IsLoaded(uint32_t place) const;
  void RequireAlike(ValueId first, const NewObjects::Object& object);
  void EnterCarried(uint32_t place, Carried& carried);
  ValueId AddAtEntry(Step step);
  const Carried* CarriedIn(ValueId phi) const;
  ValueType TypeOfCarried(ValueId phi) const;
  bool IsOfCarried(ValueId recorded);
  void MakeEachRound(ValueId phi);
  void EndCarried(const Path& path, uint32_t place, uint32_t exit, std::vector<ValueId>& back);
  void WriteFrames(const Recorded& recorded);
  void ForgetFrom(uint32_t place);
  void ForgetAfter(const Recorded& call);
  void WriteAll(const Moment& moment);
  ValueId Holder(uint32_t place) const;
  void WriteKnownCounter(uint32_t place, ValueId value, const Moment& moment);
  void WriteCounter(uint32_t place, ValueId iterator, ValueId next);
  bool MayBeUnbound(uint32_t place, ValueId last) const;
  void EndPath(const Path& path);
  ValueId CounterAtEnd(const Path& path, uint32_t place, uint32_t exit);
  void StoreLostCounters(const Path& path);

  uint32_t NewExit(const Moment& moment, uint32_t origin, bool raises);
  uint32_t EntryExit();
  bool IsInMemory(uint32_t place, ValueId value) const;
  std::vector<Exit::Slot> SlotsAt(const Moment& moment, bool keeps_frame = false) const;

  Recording& recording_;
  Trace trace_;
  const Word* pc_ = nullptr;  // of what is being copied
  std::map<uint32_t, Round> rounds_;
  std::vector<Exit::Slot> phis_;        // of those that go round, by place
  std::vector<const Round*> carrying_;  // those that carry an object
  std::vector<ValueId> map_;            // from what was recorded to the trace's values
  PathState now_;
  Memory& memory_ = now_.memory;
  Memory at_header_;
  std::map<uint32_t, PathState> at_branch_;  // by path
  std::string problem_;
  bool was_mixed_ = false;
  bool is_to_be_redone_ = false;
};

}  // namespace krait::jit
