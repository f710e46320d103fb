#include "jit/hot_loop.h"

#include <algorithm>

#include "jit/build_trace.h"
#include "vm/heap/thread.h"

namespace krait::jit {

bool HotLoop::Fits(const Thread& t, Value* slots) const {
  return Namespaces(Frame::OfSlots(slots)) == namespaces_ &&
         static_cast<size_t>(t.frame_limit - t.frame_top) >= frame_bytes_ &&
         t.recursion_remaining > frame_depth_;
}

void HotLoop::BeginLoop(Value* slots) {
  namespaces_ = Namespaces(Frame::OfSlots(slots));
  code_.store(nullptr, std::memory_order_release);
  is_stale = false;
  recorder_.BeginLoop(slots);
}

bool HotLoop::Invalidate() {
  is_stale = true;
  return code_.exchange(nullptr, std::memory_order_acq_rel) != nullptr;
}

std::string HotLoop::Compile(CodeMemory& memory) {
  std::variant<Trace, NoTrace> built = BuildTrace(recorder_.recording());
  if (const auto* failed = std::get_if<NoTrace>(&built)) {
    if (failed->was_mixed) --attempts;
    return failed->reason;
  }
  trace_ = std::get<Trace>(std::move(built));
  std::variant<Placed, std::string> placed = Allocate(trace_);
  if (auto* reason = std::get_if<std::string>(&placed)) return *reason;
  std::unique_ptr<CompiledTrace> code = Link(std::get<Placed>(std::move(placed)), memory);
  if (code == nullptr) return "no room for more code";
  for (const InlineFrame& frame : recorder_.recording().frames) {
    frame_bytes_ = std::max<size_t>(frame_bytes_, frame.bytes());
    frame_depth_ = std::max(frame_depth_, static_cast<int32_t>(frame.depth));
  }
  code_.store(code.get(), std::memory_order_release);
  versions_.push_back(std::move(code));
  return "";
}

}  // namespace krait::jit
