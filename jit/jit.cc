#include "jit/jit.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "gil/raw_mutex.h"
#include "gil/thread_list.h"
#include "jit/code_memory.h"
#include "jit/hot_loop.h"
#include "vm/code/code.h"
#include "vm/code/jump.h"
#include "vm/frame/frame.h"
#include "vm/heap/marker.h"
#include "vm/interp/tier_up.h"
#include "vm/object/str.h"

namespace krait::jit {
namespace {

using interp::HeatOf;
using Clock = std::chrono::steady_clock;

/// A loop that was left so often as soon as it was entered is recorded anew.
constexpr uint32_t kMostFailures = 100;
constexpr uint32_t kMostAttempts = 8;
/// The heat of a JUMP_BACK whose loop has code: this, and the loop's number.
constexpr int32_t kHasCode = 1 << 30;
constexpr int32_t kMostNumbered = 1 << 16;
/// An exit that was taken so often is worth a branch; and so often, one that was recorded is worth
/// new code.
constexpr uint32_t kHotExit = 40;
constexpr uint32_t kVeryHotExit = 8 * kHotExit;
/// The code of all of a loop is made anew when so large a part of its paths has none: the more
/// there are, the more of them at once, so that each is compiled a few times only.
constexpr uint32_t kPathsWithoutCode = 4;

/// With Options::invalidate_every: more would take long, and find the same.
constexpr uint64_t kMostInvalidations = 20000;

class Jit : public interp::TierUp {
 public:
  Jit(Vm& vm, const Options& options)
      : vm_(vm), options_(options), memory_(options.code_bytes), verification_{options.verify} {}

  LoopEntry GoRound(Thread& t, Value* slots, const Word* pc) override;
  bool Record(Thread& t, Value* slots, const Word* pc) override;
  void TraceRoots(Marker&) override {}
  void DropUnmarked(Marker& marker) override;
  void Invalidate() override;
  bool IsAvailable() const override { return true; }
  bool IsEnabled() const override { return true; }
  bool IsActive(const Thread&) const override { return false; }  // compiled code calls nobody

  bool has_memory() const { return memory_.ok(); }
  Stats stats() {
    gil::RawMutexLock lock(mutex_);
    Stats stats = stats_;
    stats.enabled = true;
    stats.code_bytes = memory_.used();
    stats.entered = entered_before_;
    if (options_.verify != nullptr) AddVerification(stats);
    for (const auto& [header, loop] : loops_) {
      stats.entered += loop->entered();
      if (loop->entered() != 0) stats.entered_by_loop[loop->where()] += loop->entered();
    }
    return stats;
  }

 private:
  /// What a thread records.
  struct Recording {
    HotLoop* loop;
    Clock::duration time{0};
  };

  /// The loop whose number the JUMP_BACK has; null if it has none.
  HotLoop* Numbered(const Word* pc) const {
    const int32_t number = HeatOf(pc).load(std::memory_order_relaxed) - kHasCode;
    return number < 0 || number >= kMostNumbered
               ? nullptr
               : numbered_[static_cast<size_t>(number)].load(std::memory_order_acquire);
  }
  void AddVerification(Stats& stats) const;
  LoopEntry Enter(Thread& t, Value* slots, const Word* pc, HotLoop& loop);
  LoopEntry GoRoundWithoutCode(Thread& t, Value* slots, const Word* pc);
  /// Whether what follows on an exit of the code, which was just taken, is now to be recorded.
  bool RecordBranch(Thread& t, const HotLoop::Code& code, const Resumption& at, HotLoop& loop);
  bool BeginRecording(Thread& t, HotLoop& loop);
  void EndRecording(Thread& t, HotLoop& loop, Recorder::Outcome outcome);
  void Compile(HotLoop& loop);
  void CountCompiled(HotLoop& loop);
  void SendOut();
  void InvalidateNowAndThen();
  /// As RunCallSite, of code that is invalidated now and then.
  static uint64_t CallAndInvalidate(Thread* t, stencils::Activation* activation, uint64_t what,
                                    uint64_t x, uint64_t y, uint64_t z);
  bool IsCompiled(const Word* header);
  bool IsRecording(const Thread& t) {
    gil::RawMutexLock lock(mutex_);
    return recordings_.contains(&t);
  }
  void SetHeat(const Word* pc, int64_t rounds) const {
    HeatOf(pc).store(static_cast<int32_t>(-rounds), std::memory_order_relaxed);
  }

  Vm& vm_;
  const Options options_;
  gil::RawMutex mutex_;
  CodeMemory memory_;
  Verification verification_;
  absl::flat_hash_map<const Word*, std::unique_ptr<HotLoop>> loops_;  // by header
  // Loops that have or had code, to be found without a lock; null when the code unit is gone.
  std::unique_ptr<std::atomic<HotLoop*>[]> numbered_{new std::atomic<HotLoop*>[kMostNumbered]()};
  int32_t next_number_ = 0;
  std::atomic<uint64_t> invalidation_chances_ = 0;
  uint64_t entered_before_ = 0;  // by loops that are gone
  std::map<const Thread*, Recording> recordings_;
  Stats stats_;
};

void Jit::AddVerification(Stats& stats) const {
  stats.compared = verification_.compared;
  stats.not_compared = {{"other threads ran", verification_.among_threads},
                        {"the thread was asked for something", verification_.polled},
                        {"it was wrong", verification_.different}};
  std::erase_if(stats.not_compared, [](const auto& entry) { return entry.second == 0; });
}

// --- Running -------------------------------------------------------------------------------------

Jit::LoopEntry Jit::Enter(Thread& t, Value* slots, const Word* pc, HotLoop& loop) {
  const HotLoop::Code* code = loop.code();
  if (code == nullptr || !code->Fits(t, slots)) return {Destination(pc)};
  stencils::Activation activation;
  activation.slots = slots;
  activation.inlined = reinterpret_cast<Value*>(t.frame_top);
  if (options_.invalidate_every != 0) activation.call = &CallAndInvalidate;
  if (!code->FindGenerators(t, activation)) {
    loop.failures.fetch_add(1, std::memory_order_relaxed);
    return {Destination(pc)};
  }
  loop.CountEntry();
  InvalidateNowAndThen();
  const Result<Runnable::Left> run = code->trace->Run(activation, t, loop.unit());
  if (!run.ok()) return {nullptr};
  const auto [left, exit] = *run;
  const Resumption& at = *left;
  if (at.origin == jit::Recording::kEntry) {
    loop.failures.fetch_add(1, std::memory_order_relaxed);
    return {Destination(pc)};
  }
  // Code of an inner loop that it called may have asked for a recording.
  if (at.keeps_pc && IsRecording(t)) return {t.frame->pc, true};
  const uint32_t hits = code->trace->CountExit(exit);
  const bool is_hot = (hits == kHotExit || hits == kVeryHotExit) && at.origin != kNoValue;
  return {t.frame->pc, is_hot && RecordBranch(t, *code, at, loop)};
}

bool Jit::RecordBranch(Thread& t, const HotLoop::Code& code, const Resumption& at, HotLoop& loop) {
  gil::RawMutexLock lock(mutex_);
  // Another thread may have made the recording another one.
  if (loop.code() != &code || loop.recording_thread != nullptr || !memory_.CanGrow()) return false;
  if (loop.recorder().BeginBranch(at.origin, t.frame->slots())) return BeginRecording(t, loop);
  if (loop.branches_without_code != 0) Compile(loop);
  return false;
}

Jit::LoopEntry Jit::GoRound(Thread& t, Value* slots, const Word* pc) {
  HotLoop* numbered = Numbered(pc);
  if (numbered != nullptr && numbered->code() != nullptr &&
      numbered->failures.load(std::memory_order_relaxed) < kMostFailures) {
    return Enter(t, slots, pc, *numbered);
  }
  return GoRoundWithoutCode(t, slots, pc);
}

Jit::LoopEntry Jit::GoRoundWithoutCode(Thread& t, Value* slots, const Word* pc) {
  const Word* header = Destination(pc);
  HotLoop* loop;
  {
    gil::RawMutexLock lock(mutex_);
    std::unique_ptr<HotLoop>& entry = loops_[header];
    const bool is_new = entry == nullptr;
    if (is_new) entry = std::make_unique<HotLoop>(Frame::OfSlots(slots)->unit, header);
    loop = entry.get();
    const bool has_failed = loop->failures >= kMostFailures;
    const bool is_cold = is_new && options_.hot_loop > 1;
    const bool wants_code = loop->code() == nullptr || has_failed;
    const bool is_given_up = wants_code && loop->attempts >= kMostAttempts;
    if (is_cold || is_given_up) {
      SetHeat(pc, is_cold ? int64_t{options_.hot_loop} - 1 : INT32_MAX);
      return {header};
    }
    if (wants_code) {
      if (loop->recording_thread != nullptr || !memory_.CanGrow()) {
        SetHeat(pc, options_.hot_loop);
        return {header};
      }
      SetHeat(pc, 0);
      ++loop->attempts;
      loop->failures = 0;
      loop->BeginLoop(slots);
      return {header, BeginRecording(t, *loop)};
    }
    HeatOf(pc).store(kHasCode + loop->number, std::memory_order_relaxed);
  }
  return Enter(t, slots, pc, *loop);
}

// --- Recording -----------------------------------------------------------------------------------

bool Jit::BeginRecording(Thread& t, HotLoop& loop) {
  // One that the interpreter lost sight of: a generator that was recorded is suspended, say.
  if (const auto lost = recordings_.find(&t); lost != recordings_.end()) {
    lost->second.loop->recording_thread = nullptr;
    lost->second.loop->failures = kMostFailures;
  }
  ++stats_.recorded;
  loop.recording_thread = &t;
  recordings_[&t] = {&loop};
  return true;
}

bool Jit::IsCompiled(const Word* header) {
  gil::RawMutexLock lock(mutex_);
  const auto found = loops_.find(header);
  return found != loops_.end() && found->second->code() != nullptr;
}

bool Jit::Record(Thread& t, Value*, const Word* pc) {
  Recording* recording;
  {
    gil::RawMutexLock lock(mutex_);
    const auto found = recordings_.find(&t);
    if (found == recordings_.end()) return false;
    recording = &found->second;
  }
  HotLoop& loop = *recording->loop;
  const Clock::time_point start = Clock::now();
  const Recorder::Outcome outcome =
      loop.recorder().Record(t, pc, [&](const Word* header) { return IsCompiled(header); });
  recording->time += Clock::now() - start;
  if (outcome == Recorder::Outcome::kGoesOn) return true;
  EndRecording(t, loop, outcome);
  return false;
}

void Jit::CountCompiled(HotLoop& loop) {
  if (loop.number < 0 && next_number_ < kMostNumbered) {
    loop.number = next_number_++;
    numbered_[static_cast<size_t>(loop.number)].store(&loop, std::memory_order_release);
  }
  const std::vector<Step>& steps = loop.trace().steps;
  stats_.micro_ops += static_cast<uint64_t>(std::count_if(
      steps.begin(), steps.end(), [](const Step& step) { return step.operation < kMicroOpCount; }));
  ++stats_.compiled;
  if (options_.dump == nullptr) return;
  const uint32_t word = loop.unit()->IndexOf(loop.header());
  options_.dump(
      absl::StrCat("loop at word ", word, " of ", loop.where(), "\n", Print(loop.trace())));
}

void Jit::EndRecording(Thread& t, HotLoop& loop, Recorder::Outcome outcome) {
  gil::RawMutexLock lock(mutex_);
  stats_.recording += recordings_[&t].time;
  recordings_.erase(&t);
  loop.recording_thread = nullptr;
  if (outcome != Recorder::Outcome::kDone || loop.is_stale) {
    const std::string& reason = loop.recorder().reason();
    if (!reason.empty()) ++stats_.given_up[reason];
    return;
  }
  const size_t paths = loop.recorder().recording().paths.size();
  if (++loop.branches_without_code * kPathsWithoutCode >= paths) Compile(loop);
}

void Jit::Compile(HotLoop& loop) {
  const Clock::time_point start = Clock::now();
  const std::string reason = loop.Compile(memory_, options_, verification_);
  stats_.compiling += Clock::now() - start;
  if (reason.empty()) return CountCompiled(loop);
  ++stats_.given_up[reason];
  loop.failures = kMostFailures;  // it is recorded anew
}

void Jit::Invalidate() {
  gil::RawMutexLock lock(mutex_);
  bool had_code = false;
  for (const auto& [header, loop] : loops_) {
    if (!loop->Invalidate()) continue;
    had_code = true;
    if (options_.invalidate_every != 0) loop->attempts = 0;  // it is to be tried again and again
  }
  if (had_code) SendOut();
}

/// Threads that run code leave it.
void Jit::SendOut() {
  CountInvalidation();
  vm_.threads().ForEach(
      [](gil::ThreadState& thread) { thread.RequestPoll(interp::TierUp::kStaleCode); });
}

void Jit::InvalidateNowAndThen() {
  if (options_.invalidate_every == 0) return;
  const uint64_t chances = invalidation_chances_.fetch_add(1, std::memory_order_relaxed) + 1;
  const bool is_enough = chances / options_.invalidate_every > kMostInvalidations;
  if (chances % options_.invalidate_every == 0 && !is_enough) Invalidate();
}

uint64_t Jit::CallAndInvalidate(Thread* t, stencils::Activation* activation, uint64_t what,
                                uint64_t x, uint64_t y, uint64_t z) {
  const uint64_t result = RunCallSite(t, activation, what, x, y, z);
  static_cast<Jit&>(t->vm().part<interp::TierUp>()).InvalidateNowAndThen();
  return result;
}

void Jit::DropUnmarked(Marker& marker) {
  // The code stays where it is: what memory it takes is bounded.
  std::erase_if(recordings_,
                [&](const auto& entry) { return !marker.IsMarked(entry.second.loop->unit()); });
  absl::erase_if(loops_, [&](const auto& entry) {
    const HotLoop& loop = *entry.second;
    if (marker.IsMarked(loop.unit())) return false;
    if (loop.number >= 0) numbered_[static_cast<size_t>(loop.number)].store(nullptr);
    entered_before_ += loop.entered();
    return true;
  });
  bool had_code = false;
  for (const auto& [header, loop] : loops_) {
    had_code |= loop->InvalidateIfDead(marker);
  }
  if (had_code) SendOut();
}

}  // namespace

bool Install(Vm& vm, const Options& options) {
  auto jit = std::make_unique<Jit>(vm, options);
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
