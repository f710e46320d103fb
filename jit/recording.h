#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "jit/frames.h"
#include "jit/new_objects.h"
#include "jit/quiet.h"
#include "jit/trace.h"
#include "vm/code/code_unit.h"
#include "vm/interp/calls.h"

namespace krait {
class Dict;
}

/// What was recorded of a loop: the paths through it that ran while somebody looked. What they
/// change are *places*: slots of frames, numbered as exits count them, and counters of range
/// iterators.
namespace krait::jit {

inline constexpr uint32_t kNoPath = UINT32_MAX;

/// A point of a path in Python's terms: before the instruction at `word` of the innermost frame.
struct Moment {
  const InlineFrame* frame = nullptr;
  uint32_t word = 0;
  uint32_t frames_to_push = 0;
  /// See Resumption.
  bool keeps_pc = false;
  /// Of a call that is not done with: generators that wait may have been resumed by somebody else.
  bool generators_may_have_run = false;
  /// What is in places that the path has changed, by number.
  std::vector<Exit::Slot> changed = {};
};

/// A recorded step; its operands are recorded steps.
struct Recorded {
  Step step;
  /// It says something of first values alone: it can be done before the loop.
  bool is_entry = false;
  /// Of what may leave, or changes something: where Python is if it is left there.
  Moment moment = {};
  /// Of a call: slots that it reads in the frame, whatever is alive.
  std::vector<uint32_t> reads = {};
  /// Of a call that makes frames real: the first slot of the outermost. What was written there for
  /// other frames is gone.
  uint32_t pushes_from = UINT32_MAX;
  /// The path that goes on where the step leaves.
  uint32_t branch = kNoPath;
  /// Where it leaves to cannot be recorded, or was in vain.
  bool never_branches = false;
};

/// Whether it can leave, or has to when what it needs cannot be made.
inline bool HasMoment(const Step& step) {
  return step.MayLeave() || (step.operation < kMicroOpCount &&
                             (OperationOf(step.operation).effects & uop::kWritesHeap) != 0);
}

struct Path {
  ValueId begin;
  ValueId end = 0;
  /// Which step leads here; kNoValue: the loop's beginning.
  ValueId guard = kNoValue;
  /// It comes back to the loop's beginning; if not, its last step leaves.
  bool loops = false;
  /// Nothing asked the thread on the way whether it has something to do.
  bool needs_poll = false;
  Moment at_end = {};
};

/// Something that the loop may change.
struct Place {
  ValueId first = kNoValue;      // what it held when the loop began; kNoValue: nobody asked
  std::vector<ValueId> aliases;  // all that `first` was: less was known of it then
};

/// A generator that the loop resumes: while nobody looks, its frame is in registers, too. It was
/// there when the loop began, and between rounds it is suspended; or it is made on a path, and held
/// as long as there is something in the place YieldPlaceOf.
struct HeldGenerator {
  uint32_t iterator;  // the place that had it when the loop began; kMadeOnPath: none
  ValueId object;
  const Word* yield;  // where it waits at first
  CodeUnit* unit;     // of its frame
  Dict* globals;
  Dict* builtins;

  static constexpr uint32_t kMadeOnPath = UINT32_MAX;
  bool is_made_on_path() const { return iterator == kMadeOnPath; }
};

/// What a generator is made of; its slots are unbound. Its address is a CallSite's `extra`.
struct NewGenerator {
  CodeUnit* unit;
  Function* function;  // null: one that was not made
  Dict* globals;
  Dict* builtins;
  const Word* begin;
  uint32_t index;  // among the activation's
};

struct Recording {
  /// The origin of exits that are taken before the loop is entered.
  static constexpr ValueId kEntry = UINT32_MAX - 1;

  const CodeUnit* unit;
  const Word* header;
  /// No path comes back: those that end leave where the frame returns.
  const bool is_function;

  std::vector<Recorded> recorded = {};
  std::vector<ValueType> types = {};
  std::map<uint32_t, Place> places = {};
  std::vector<Path> paths = {};
  /// Bits of objects that steps know by their addresses. Nothing keeps them alive: when one dies,
  /// so does the code.
  std::set<uint64_t> objects = {};
  /// By operation and bits.
  std::map<std::pair<uint16_t, uint64_t>, ValueId> constants = {};
  std::vector<HeldGenerator> generators = {};
  /// Places that hold values of several types when the loop begins again: those are not unboxed.
  std::set<uint32_t> mixed = {};
  /// Places whose objects are made each round, though another recording might do without.
  std::set<uint32_t> made_each_round = {};

  // Addressed by steps, and by code that was made of them: these only grow.
  std::deque<InlineFrame> frames = {};
  std::deque<CallSite> calls = {};
  std::deque<NativeCallee> natives = {};
  std::deque<NewObject> new_objects = {};
  std::deque<NewGenerator> new_generators = {};
  std::deque<QuietCallee> quiets = {};
  std::deque<SliceParts> slices = {};
  std::deque<interp::HandlingFrame> handlers = {};
};

/// The path that a step is on.
const Path& PathOf(const Recording& recording, ValueId step);
/// Whether the generator's frame is one of those that run at that moment.
bool IsRunning(uint32_t generator, const Moment& moment);

/// Places that are looked at from a moment on.
class LivePlaces {
 public:
  LivePlaces(const Recording& recording, const Moment& moment);
  bool Has(uint32_t place) const;

 private:
  /// Those of a frame.
  struct Slots {
    uint32_t base;
    uint32_t stack;  // where temporaries begin
    uint32_t end;    // 0: of a generator that does not wait
    uint64_t live_stack;
    uint32_t result = UINT32_MAX;  // another place that is looked at

    bool Has(uint32_t number) const;
  };
  static Slots SlotsOf(const CodeUnit* unit, uint32_t base, uint32_t word);
  static Slots SlotsOfWaiting(const Recording& recording, const Moment& moment, uint32_t generator);

  absl::InlinedVector<Slots, 4> frames_;                                   // the innermost first
  absl::InlinedVector<Slots, stencils::Activation::kGenerators> waiting_;  // by generator
};

}  // namespace krait::jit
