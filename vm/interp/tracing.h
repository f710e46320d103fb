#pragma once

#include <cstdint>
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "gil/raw_mutex.h"
#include "gil/thread_state.h"
#include "vm/frame/frame.h"
#include "vm/interp/handler.h"
#include "vm/object/vm.h"

namespace krait::interp {

/// Set in a thread's poll word while sys.settrace() or sys.setprofile() has given it a function
/// (but not while that runs). Frames find it at their first poll, so tracing costs nothing while it
/// is off.
inline constexpr uint32_t kTracingBit = gil::ThreadState::kFirstVmBit << 8;

inline bool IsTracing(const Thread& t) {
  return (t.poll_word.load(std::memory_order_relaxed) & kTracingBit) != 0;
}

/// Every instruction looks for events before it runs.
extern const HandlerTable kTracingHandlers;
/// The handlers that a loop entered now begins with.
const HandlerTable* HandlersFor(const Thread& t);

/// What one thread's events go to.
struct TraceState {
  enum class Event : uint8_t { kCall, kLine, kOpcode, kReturn, kException };

  Value trace = Value::None();
  Value profile = Value::None();
  bool inside = false;         // one of them is running: nothing is traced
  Event event = Event::kCall;  // what it was told of last
};

/// The states of a VM's threads.
class Tracing : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kTrace;

  /// The calling thread's.
  TraceState& StateOf(const Thread& t);
  void TraceRoots(Marker& marker) override;

 private:
  gil::RawMutex mutex_;
  absl::flat_hash_map<const Thread*, std::unique_ptr<TraceState>> states_;
};

/// None: no more.
void SetTraceFunction(Thread& t, Value function);
void SetProfileFunction(Thread& t, Value function);

/// What TraceStep found to do.
struct TracedStep {
  const Word* pc;     // where to go on, in t.frame; null: an exception is pending
  bool done = false;  // the instruction has run: pc is behind it
};

/// Sends the events that are due before the instruction at `pc`.
TracedStep TraceStep(Thread& t, Value* slots, const Word* pc);
/// The pending exception was raised in `frame`, or has come to it.
void TraceException(Thread& t, Frame* frame);
/// An exception is about to be thrown into the suspended `frame`.
Result<None> TraceThrow(Thread& t, Frame* frame);
/// The pending exception leaves `frame`.
void TraceUnwinding(Thread& t, Frame* frame);

}  // namespace krait::interp
