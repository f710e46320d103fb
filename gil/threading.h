#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "absl/time/time.h"

namespace krait::gil {

class ThreadGroup;
class ThreadState;

enum class ModelKind : uint8_t {
  kGil,      ///< one thread at a time, switched as in CPython
  kGilFair,  ///< one thread at a time, in the order in which they asked
  kFree,     ///< all threads at once, objects locked one by one
};

/// How the threads of one VM share it: a value chosen when the VM is created.
///
/// A model decides whose turn it is, and nothing else; stopping the world, object locks, waiting
/// and forking are the same for all. A new model is one file, one enumerator and one line in
/// models.cc.
class ThreadingModel {
 public:
  static std::unique_ptr<ThreadingModel> Create(ModelKind kind);

  /// The model called `name` ("gil", "gil-fair", "free").
  static std::optional<ModelKind> FromName(std::string_view name);
  static std::string_view Name(ModelKind kind);

  ThreadingModel(const ThreadingModel&) = delete;
  ThreadingModel& operator=(const ThreadingModel&) = delete;
  virtual ~ThreadingModel() = default;

  ModelKind kind() const { return kind_; }
  std::string_view name() const { return Name(kind_); }

  /// The one trait that handlers, stencils and critical sections know: attached threads run at the
  /// same time, so objects need their locks.
  bool object_locks() const { return object_locks_; }

  /// Lets the thread use the VM: waits for its turn, and for a stopped world to go on. The thread
  /// is registered, detached, and on its own native stack.
  ///
  /// These two bracket a native thread's use of the VM. Around a call that blocks with frames of
  /// the VM below it, use DetachScope: a bare Detach does not show those frames to a collector.
  void Attach(ThreadState& thread);

  /// Gives the VM up. Never inside a critical section or a stopped world.
  void Detach(ThreadState& thread);

  /// What a safepoint calls when the poll word is not zero: parks if the world is being stopped,
  /// yields if the turn is up, and returns the other bits, still set, for the VM to act on. Other
  /// threads may have run meanwhile. Never inside a critical section or a stopped world.
  uint32_t Poll(ThreadState& thread);

  /// How long a thread keeps its turn once another wants it; 5 ms unless set. At least 1 us. Free
  /// threading keeps the figure and has no use for it.
  absl::Duration switch_interval() const;
  void set_switch_interval(absl::Duration interval);

 protected:
  ThreadingModel(ModelKind kind, bool object_locks) : kind_(kind), object_locks_(object_locks) {}

  int64_t switch_interval_nanos() const { return interval_.load(std::memory_order_relaxed); }

 private:
  friend class ThreadGroup;

  /// Waits until it is the thread's turn. The thread counts as detached.
  virtual void TakeTurn(ThreadState& thread) = 0;
  /// Ends the turn of the thread that has it. After the call `thread` may cease to exist.
  virtual void EndTurn(ThreadState& thread) = 0;
  /// Lets the others have a turn first, if any want one. The thread counts as detached.
  virtual void YieldTurn(ThreadState& thread) = 0;
  /// In the child of a fork: it is `self`'s turn, and nobody waits.
  virtual void ResetAfterFork(ThreadState& self) = 0;

  const ModelKind kind_;
  const bool object_locks_;
  std::atomic<int64_t> interval_{5'000'000};
};

}  // namespace krait::gil
