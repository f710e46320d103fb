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
  recorder_.BeginLoop(slots);
}

std::string HotLoop::Compile(CodeMemory& memory, uint64_t* micro_ops) {
  std::variant<Trace, NoTrace> built = BuildTrace(recorder_.recording());
  if (const auto* failed = std::get_if<NoTrace>(&built)) {
    if (failed->was_mixed) --attempts;
    return failed->reason;
  }
  const Trace& trace = std::get<Trace>(built);
  std::variant<Placed, std::string> placed = Allocate(trace);
  if (auto* reason = std::get_if<std::string>(&placed)) return *reason;
  std::unique_ptr<CompiledTrace> code = Link(std::get<Placed>(std::move(placed)), memory);
  if (code == nullptr) return "no room for more code";
  for (const InlineFrame& frame : recorder_.recording().frames) {
    frame_bytes_ = std::max<size_t>(frame_bytes_, frame.bytes());
    frame_depth_ = std::max(frame_depth_, static_cast<int32_t>(frame.depth));
  }
  *micro_ops = static_cast<uint64_t>(
      std::count_if(trace.steps.begin(), trace.steps.end(),
                    [](const Step& step) { return step.operation < kMicroOpCount; }));
  code_.store(code.get(), std::memory_order_release);
  versions_.push_back(std::move(code));
  return "";
}

}  // namespace krait::jit
