#include "jit/jit.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gil/raw_mutex.h"
#include "jit/allocate.h"
#include "jit/code_memory.h"
#include "jit/link.h"
#include "jit/recorder.h"
#include "vm/code/jump.h"
#include "vm/frame/frame.h"
#include "vm/heap/marker.h"
#include "vm/interp/tier_up.h"

namespace krait::jit {
namespace {

using interp::HeatOf;
using Clock = std::chrono::steady_clock;

/// A loop that was left alone so often as soon as it was entered is not compiled any more.
constexpr uint32_t kMostFailures = 100;
constexpr uint32_t kMostAttempts = 3;

/// What is known of a loop.
struct Loop {
  explicit Loop(const CodeUnit* of) : unit(of) {}

  const CodeUnit* const unit;
  uint32_t attempts = 0;
  std::atomic<uint32_t> failures = 0;
  std::unique_ptr<CompiledTrace> code;
};

class Jit : public interp::TierUp {
 public:
  explicit Jit(const Options& options) : options_(options), memory_(options.code_bytes) {}

  LoopEntry GoRound(Thread& t, Value* slots, const Word* pc) override;
  bool Record(Thread& t, Value* slots, const Word* pc) override;
  void TraceRoots(Marker&) override {}
  void DropUnmarked(Marker& marker) override;
  bool IsAvailable() const override { return true; }
  bool IsEnabled() const override { return true; }
  bool IsActive(const Thread&) const override { return false; }  // compiled code calls nobody

  bool has_memory() const { return memory_.ok(); }
  Stats stats() {
    gil::RawMutexLock lock(mutex_);
    Stats stats = stats_;
    stats.enabled = true;
    stats.code_bytes = memory_.used();
    return stats;
  }

 private:
  /// A thread's recording, and where its frame is.
  struct Recording {
    Recorder recorder;
    const Value* slots;
    Clock::duration time{0};
  };

  LoopEntry Enter(Thread& t, Value* slots, const Word* pc, Loop& loop);
  /// Why it could not be done, or empty.
  std::string Compile(Loop& loop, const Trace& trace);
  void SetHeat(const Word* pc, int64_t rounds) const {
    HeatOf(pc).store(static_cast<int32_t>(-rounds), std::memory_order_relaxed);
  }

  const Options options_;
  gil::RawMutex mutex_;
  CodeMemory memory_;
  absl::flat_hash_map<const Word*, std::unique_ptr<Loop>> loops_;  // by header
  std::map<const Thread*, std::unique_ptr<Recording>> recordings_;
  Stats stats_;
};

Jit::LoopEntry Jit::Enter(Thread& t, Value* slots, const Word* pc, Loop& loop) {
  stencils::Activation activation;
  activation.slots = slots;
  HeatOf(pc).store(0, std::memory_order_relaxed);
  const Result<const Recipe*> left = loop.code->Run(activation, t);
  if (!left.ok()) return {nullptr};
  const Word* next = loop.unit->words() + (*left)->word;
  // Nothing changed, so nothing was done.
  if ((*left)->slots.empty()) loop.failures.fetch_add(1, std::memory_order_relaxed);
  return {next};
}

Jit::LoopEntry Jit::GoRound(Thread& t, Value* slots, const Word* pc) {
  const Word* header = Destination(pc);
  const CodeUnit* unit = Frame::OfSlots(slots)->unit;
  Loop* loop;
  {
    gil::RawMutexLock lock(mutex_);
    std::unique_ptr<Loop>& entry = loops_[header];
    const bool is_new = entry == nullptr;
    if (is_new) entry = std::make_unique<Loop>(unit);
    loop = entry.get();
    const bool is_cold = is_new && options_.hot_loop > 1;
    const bool is_given_up =
        loop->code == nullptr ? loop->attempts >= kMostAttempts : loop->failures >= kMostFailures;
    const bool can_run = loop->code != nullptr || memory_.CanGrow();
    if (is_cold || is_given_up || !can_run) {
      SetHeat(pc, is_cold && can_run ? int64_t{options_.hot_loop} - 1 : INT32_MAX);
      return {header};
    }
    if (loop->code == nullptr) {
      ++loop->attempts;
      ++stats_.recorded;
      recordings_[&t] = std::make_unique<Recording>(Recording{{unit, header, pc}, slots});
      return {header, true};
    }
    ++stats_.entered;
  }
  return Enter(t, slots, pc, *loop);
}

bool Jit::Record(Thread& t, Value* slots, const Word* pc) {
  Recording* recording;
  {
    gil::RawMutexLock lock(mutex_);
    recording = recordings_[&t].get();
  }
  if (recording == nullptr) return false;
  Recorder& recorder = recording->recorder;
  Recorder::Outcome outcome = Recorder::Outcome::kGaveUp;
  std::string reason = "the frame is left";
  if (recording->slots == slots && Frame::OfSlots(slots)->unit == recorder.unit()) {
    const Clock::time_point start = Clock::now();
    outcome = recorder.Record(t, slots, pc);
    recording->time += Clock::now() - start;
    reason = recorder.reason();
  }
  if (outcome == Recorder::Outcome::kGoesOn) return true;
  gil::RawMutexLock lock(mutex_);
  stats_.recording += recording->time;
  Loop& loop = *loops_[recorder.header()];
  if (outcome == Recorder::Outcome::kClosed) reason = Compile(loop, recorder.trace());
  if (!reason.empty()) ++stats_.given_up[reason];
  if (loop.code == nullptr) SetHeat(recorder.back_edge(), options_.hot_loop);
  recordings_.erase(&t);
  return false;
}

std::string Jit::Compile(Loop& loop, const Trace& trace) {
  if (loop.code != nullptr) return "";  // another thread was faster, and may be running it
  const Clock::time_point start = Clock::now();
  std::variant<Placed, std::string> placed = Allocate(trace);
  if (auto* reason = std::get_if<std::string>(&placed)) return *reason;
  loop.code = Link(std::get<Placed>(std::move(placed)), memory_);
  if (loop.code == nullptr) return "no room for more code";
  stats_.compiling += Clock::now() - start;
  stats_.micro_ops += static_cast<uint64_t>(
      std::count_if(trace.steps.begin(), trace.steps.end(),
                    [](const Step& step) { return step.operation < kMicroOpCount; }));
  ++stats_.compiled;
  return "";
}

void Jit::DropUnmarked(Marker& marker) {
  // The code stays where it is: what memory it takes is bounded.
  absl::erase_if(loops_, [&](const auto& loop) { return !marker.IsMarked(loop.second->unit); });
}

}  // namespace

bool Install(Vm& vm, const Options& options) {
  auto jit = std::make_unique<Jit>(options);
  if (!jit->has_memory()) {
    InstallSwitchedOff(vm);
    return false;
  }
  vm.AddPart<interp::TierUp>(std::move(jit));
  return true;
}

Stats StatsOf(Vm& vm) {
  auto* tier_up = vm.FindPart<interp::TierUp>();
  return tier_up != nullptr && tier_up->IsEnabled() ? static_cast<Jit*>(tier_up)->stats() : Stats();
}

}  // namespace krait::jit
