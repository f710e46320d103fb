#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "jit/code_memory.h"
#include "jit/frames.h"
#include "jit/gdb.h"
#include "jit/jit.h"
#include "jit/link.h"
#include "jit/recorder.h"
#include "jit/runnable.h"
#include "jit/verify.h"
#include "vm/frame/frame.h"
#include "vm/heap/thread.h"

namespace krait::jit {

/// What is known of a loop, or of a function that calls itself: what was recorded of it, and the
/// code made of that.
class HotLoop {
 public:
  /// `header`: the instruction where it begins, of a function its POLL.
  HotLoop(const CodeUnit* unit, const Word* header, bool is_function)
      : recorder_(unit, header, is_function) {}

  const CodeUnit* unit() const { return recorder_.unit(); }
  Recorder& recorder() { return recorder_; }
  const Word* header() const { return recorder_.header(); }
  bool is_function() const { return recorder_.recording().is_function; }
  /// As "function (file:line)".
  std::string where() const;
  /// The same of an instruction in the loop's frame, or in one of those above that are part of it:
  /// while the code of those cannot have been collected, as when the trace was just made.
  std::string WhereIs(const Word* pc) const;

  /// What names mean in a frame.
  struct Namespaces {
    const Dict* globals = nullptr;
    const Dict* builtins = nullptr;
    uint64_t locals = 0;

    static Namespaces Of(const Frame& frame) {
      return {frame.globals, frame.builtins, frame.locals.bits()};
    }
    bool operator==(const Namespaces&) const = default;
  };

  /// What the loop is run by, and when it can be.
  struct Code {
    std::unique_ptr<Runnable> trace;
    Namespaces namespaces;
    /// Of frames that it may push.
    size_t frame_bytes = 0;
    int32_t frame_depth = 0;
    std::vector<HeldGenerator> generators = {};
    std::unique_ptr<GdbEntry> gdb_entry = nullptr;  // null: gdb does not know of it
    const CompiledTrace* compiled = nullptr;        // see Runnable::AsCompiled

    /// Whether it is for this frame, which is at the loop's header, and has room.
    bool Fits(const Thread& t, Value* slots) const;
    /// The same of a function's frame that is not pushed.
    bool FitsCall(const Thread& t, const InlineFrame& callee, const Value* slots) const {
      const auto* top = reinterpret_cast<const char*>(slots + callee.unit->frame_slots());
      return namespaces.globals == callee.globals && namespaces.builtins == callee.builtins &&
             namespaces.locals == Value::Unbound().bits() && HasRoom(t, top, frame_depth + 1);
    }
    bool HasRoom(const Thread& t, const char* top, int32_t depth) const {
      return static_cast<size_t>(t.frame_limit - top) >= frame_bytes &&
             t.recursion_remaining > depth;
    }
    /// Finds the frames of the generators that it resumes; false if those are others.
    bool FindGenerators(Thread& t, stencils::Activation& activation) const;
  };
  /// Null while there is none.
  const Code* code() const { return code_.load(std::memory_order_acquire); }

  /// Times that the code was entered, or nearly so: threads may lose counts.
  uint64_t entered() const { return entered_.load(std::memory_order_relaxed); }
  void CountEntry() { entered_.store(entered() + 1, std::memory_order_relaxed); }

  // Under the JIT's lock:
  int32_t number = -1;  // among those that have code
  const Thread* recording_thread = nullptr;
  uint32_t attempts = 0;
  uint64_t entered_before = 0;  // when the last collection ended
  /// Branches that were recorded since the code was made.
  uint32_t branches_without_code = 0;
  /// What is being recorded does not hold any more.
  bool is_stale = false;
  /// Code that relies on inline caches, or on what is dead, is not entered any more. Whether there
  /// was any.
  bool Invalidate();
  /// Frees code that is not entered any more, and that nobody is in: to be asked while no thread
  /// runs.
  void DropOldVersions(absl::FunctionRef<bool(const Runnable&)> is_running);
  /// Invalidates it if an object that it relies on is dead.
  bool InvalidateIfDead(const Marker& marker);
  /// Begins to record a round of the loop; of a frame that is at its header.
  void BeginLoop(Value* slots);
  /// Makes code of all that was recorded so far; why it could not be done, or empty.
  /// `pieces`: see Link.
  static constexpr char kNoRoom[] = "no room for more code";
  std::string Compile(CodeMemory& memory, const Options& options, Verification& verification,
                      std::vector<CodePiece>* pieces);
  /// Lets gdb know of the code that was made last, as long as that lives.
  void NameForGdb(const std::string& name);
  /// What the code was made of.
  const Trace& trace() const { return trace_; }

  /// Counts times that nothing was done, since the code's first values were not as they must be.
  std::atomic<uint32_t> failures = 0;

 private:
  Recorder recorder_;
  Trace trace_;
  Namespaces namespaces_;  // of the frame in which the round was recorded
  // Some thread may still be running an earlier one.
  std::vector<std::unique_ptr<Code>> versions_;
  std::atomic<const Code*> code_ = nullptr;
  std::atomic<uint64_t> entered_ = 0;
};

}  // namespace krait::jit
