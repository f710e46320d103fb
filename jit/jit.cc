#include "jit/jit.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/types/span.h"
#include "gil/raw_mutex.h"
#include "gil/thread_list.h"
#include "jit/code_memory.h"
#include "jit/frames.h"
#include "jit/gdb.h"
#include "jit/hot_loop.h"
#include "jit/listing.h"
#include "jit/perf_map.h"
#include "vm/code/code.h"
#include "vm/frame/frame.h"
#include "vm/heap/marker.h"
#include "vm/interp/calls.h"
#include "vm/interp/tier_up.h"
#include "vm/object/recursion.h"
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
constexpr uint64_t kMostCode = uint64_t{1} << 30;  // jumps reach twice as far
/// An exit that was taken so often is worth a branch; and so often, one that was recorded is worth
/// new code.
constexpr uint32_t kHotExit = 40;
constexpr uint32_t kVeryHotExit = 8 * kHotExit;
constexpr bool IsHot(uint32_t hits) { return hits == kHotExit || hits == kVeryHotExit; }
/// The code of all of a loop is made anew when so large a part of its paths has none: the more
/// there are, the more of them at once, so that each is compiled a few times only.
constexpr uint32_t kPathsWithoutCode = 4;
/// With Options::invalidate_every: more would take long, and find the same.
constexpr uint64_t kMostInvalidations = 20000;

/// A run of a trace, among those of a thread as long as this lives.
struct Entry : stencils::Activation {
  Entry(Thread& thread, const Runnable& runnable) : t(thread), trace(runnable) {
    outer = t.activation;
    t.activation = this;
  }
  ~Entry() { t.activation = outer; }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  Thread& t;
  const Runnable& trace;
};

class Jit : public interp::TierUp {
 public:
  Jit(Vm& vm, const Options& options)
      : vm_(vm),
        options_(options),
        memory_(std::min(options.code_bytes, kMostCode),
                options.perf_map ? CodeMemory::Backing::kAnonymous : CodeMemory::Backing::kFile),
        verification_{options.verify} {
    if (options.perf_map) perf_map_ = std::make_unique<PerfMap>();
  }

  HotEntry EnterHot(Thread& t, Value* slots, const Word* pc) override;
  bool Record(Thread& t, Value* slots, const Word* pc) override;
  Value CallDirectly(Thread& t, stencils::Activation& caller, const InlineFrame& callee);
  void TraceRoots(Marker&) override {}
  void DropUnmarked(Marker& marker) override;
  void AfterFork(const Thread& t) override;
  void Invalidate() override;
  bool IsAvailable() const override { return true; }
  bool IsEnabled() const override { return true; }
  bool IsActive(const Thread& t) const override {
    return t.activation != nullptr && t.frame != nullptr && !options_.uncompiled &&
           IsCalling(*t.activation, t.frame);
  }

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

  /// What has code, by the heat of its JUMP_BACK or POLL; null if it has none.
  HotLoop* Numbered(std::atomic_ref<int32_t> heat) const {
    const int32_t number = heat.load(std::memory_order_relaxed) - kHasCode;
    return number < 0 || number >= kMostNumbered
               ? nullptr
               : numbered_[static_cast<size_t>(number)].load(std::memory_order_acquire);
  }
  void AddVerification(Stats& stats) const;
  HotEntry Enter(Thread& t, Value* slots, const Word* pc, HotLoop& loop);
  HotEntry AfterRun(Thread& t, const Result<Runnable::Left>& run, const Word* pc,
                    const HotLoop::Code& code, HotLoop& loop);
  HotEntry LeaveRaising(Thread& t, const HotLoop::Code& code, const Resumption& at, uint32_t exit,
                        HotLoop& loop);
  Value CallWithoutCode(Thread& t, stencils::Activation& caller, const InlineFrame& callee);
  HotEntry EnterWithoutCode(Thread& t, Value* slots, const Word* pc);
  /// Whether what follows on an exit of the code, which was just taken, is now to be recorded.
  bool RecordBranch(Thread& t, const HotLoop::Code& code, const Resumption& at, HotLoop& loop);
  bool BeginRecording(Thread& t, HotLoop& loop);
  void EndRecording(Thread& t, HotLoop& loop, Recorder::Outcome outcome);
  void Compile(HotLoop& loop);
  void CountCompiled(HotLoop& loop);
  void Show(HotLoop& loop, std::vector<CodePiece> pieces);
  using Running = absl::flat_hash_set<const Runnable*>;
  Running RunningCode();
  bool Evict(const Running& running);
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
  std::unique_ptr<PerfMap> perf_map_;  // null: nobody asked for it
  bool needs_room_ = false;            // there was none for some code
};

void Jit::AddVerification(Stats& stats) const {
  stats.compared = verification_.compared;
  stats.not_compared = {{"other threads ran", verification_.among_threads},
                        {"the thread was asked for something", verification_.polled},
                        {"it was wrong", verification_.different}};
  std::erase_if(stats.not_compared, [](const auto& entry) { return entry.second == 0; });
}

// --- Running -------------------------------------------------------------------------------------

Jit::HotEntry Jit::Enter(Thread& t, Value* slots, const Word* pc, HotLoop& loop) {
  const HotLoop::Code* code = loop.code();
  // Calls of functions go on on the native stack, as long as there is some.
  const bool is_deep = loop.is_function() && IsNativeStackHalfUsed(t);
  if (code == nullptr || is_deep || !code->Fits(t, slots)) return {interp::BehindHot(pc)};
  Entry entry(t, *code->trace);
  entry.slots = slots;
  entry.inlined = reinterpret_cast<Value*>(t.frame_top);
  if (options_.invalidate_every != 0) entry.call = &CallAndInvalidate;
  if (!code->FindGenerators(t, entry)) {
    loop.failures.fetch_add(1, std::memory_order_relaxed);
    return {interp::BehindHot(pc)};
  }
  loop.CountEntry();
  InvalidateNowAndThen();
  return AfterRun(t, code->trace->Run(entry, t, loop.unit()), pc, *code, loop);
}

/// The code was entered at `pc`, and has been left.
Jit::HotEntry Jit::AfterRun(Thread& t, const Result<Runnable::Left>& run, const Word* pc,
                            const HotLoop::Code& code, HotLoop& loop) {
  if (!run.ok()) return {nullptr};
  const auto [left, exit] = *run;
  const Resumption& at = *left;
  if (at.raises) return LeaveRaising(t, code, at, exit, loop);
  if (at.origin == jit::Recording::kEntry) {
    loop.failures.fetch_add(1, std::memory_order_relaxed);
    return {interp::BehindHot(pc)};
  }
  // Code of an inner loop that it called may have asked for a recording.
  if (at.keeps_pc && IsRecording(t)) return {t.frame->pc, true};
  const bool is_hot = IsHot(code.trace->CountExit(exit)) && at.origin != kNoValue;
  return {t.frame->pc, is_hot && RecordBranch(t, code, at, loop)};
}

/// Frames between were pushed for a direct call; the code that made it does not know.
static Value BehindPushed(Thread& t, const stencils::Activation& caller, Result<Value> result) {
  PopCallers(t, caller);
  return result.raw();
}

Value Jit::CallWithoutCode(Thread& t, stencils::Activation& caller, const InlineFrame& callee) {
  PushCallers(t, caller);
  PushFrame(t, callee);
  return BehindPushed(t, caller, RunFrame(t, t.frame));
}

Value Jit::CallDirectly(Thread& t, stencils::Activation& caller, const InlineFrame& callee) {
  const Word* poll = callee.unit->words();
  Value* slots = caller.inlined + (callee.base - Exit::kInlined);
  HotLoop* function = Numbered(interp::HeatOfFunction(poll));
  const HotLoop::Code* code = function == nullptr ? nullptr : function->code();
  if (code == nullptr || !code->FitsCall(t, callee, slots)) {
    return CallWithoutCode(t, caller, callee);
  }
  Entry entry(t, *code->trace);
  entry.slots = slots;
  entry.inlined = slots + callee.unit->frame_slots();
  entry.call = caller.call;
  entry.unpushed = &callee;
  --t.recursion_remaining;
  function->CountEntry();
  InvalidateNowAndThen();
  // Most calls return before anybody could see the frame: then nothing is left to be done.
  const Resumption* at = nullptr;
  if (code->compiled != nullptr) [[likely]]
    at = &code->compiled->Enter(entry, t);
  if (at == nullptr || !at->returns || entry.unpushed == nullptr) {
    const Result<Runnable::Left> run = at == nullptr
                                           ? code->trace->Run(entry, t, function->unit())
                                           : code->compiled->Leave(entry, t, function->unit());
    if (entry.unpushed == nullptr) {
      return BehindPushed(t, caller, interp::RunOn(t, AfterRun(t, run, poll, *code, *function)));
    }
    at = (*run).at;
  }
  ++t.recursion_remaining;
  const int16_t value = callee.unit->words()[at->word].a;
  return value < 0 ? callee.unit->constants()[value] : slots[value];
}

/// An exception that is often handled in the loop becomes part of it.
Jit::HotEntry Jit::LeaveRaising(Thread& t, const HotLoop::Code& code, const Resumption& at,
                                uint32_t exit, HotLoop& loop) {
  if (!IsHot(code.trace->CountExit(exit))) return {nullptr};
  const interp::HandlingFrame where =
      interp::FindHandler(t, at.frame == nullptr ? 1 : at.frame->depth + 1);
  const Word* pc = where.handler == nullptr ? nullptr : interp::UnwindTo(t, where);
  if (pc == nullptr) return {nullptr};
  return {pc, !IsRecording(t) && RecordBranch(t, code, at, loop)};
}

bool Jit::RecordBranch(Thread& t, const HotLoop::Code& code, const Resumption& at, HotLoop& loop) {
  gil::RawMutexLock lock(mutex_);
  // Another thread may have made the recording another one.
  if (loop.code() != &code || loop.recording_thread != nullptr || !memory_.CanGrow()) return false;
  Recorder& recorder = loop.recorder();
  const bool begins = at.raises ? recorder.BeginHandler(at.origin, t)
                                : recorder.BeginBranch(at.origin, t.frame->slots());
  if (begins) return BeginRecording(t, loop);
  if (loop.branches_without_code != 0) Compile(loop);
  return false;
}

Jit::HotEntry Jit::EnterHot(Thread& t, Value* slots, const Word* pc) {
  HotLoop* numbered = Numbered(HeatOf(pc));
  if (numbered != nullptr && numbered->code() != nullptr &&
      numbered->failures.load(std::memory_order_relaxed) < kMostFailures) {
    return Enter(t, slots, pc, *numbered);
  }
  return EnterWithoutCode(t, slots, pc);
}

/// Whether the frame's function has called itself, be it through others.
static bool IsRecursive(const Frame* frame) {
  constexpr int kMostBetween = 16;
  const Frame* outer = frame->previous;
  for (int i = 0; i < kMostBetween && outer != nullptr; ++i, outer = outer->previous) {
    if (outer->unit == frame->unit) return true;
  }
  return false;
}

Jit::HotEntry Jit::EnterWithoutCode(Thread& t, Value* slots, const Word* pc) {
  const bool is_function = interp::IsPoll(pc);
  const Word* header = is_function ? pc : Destination(pc);
  const HotEntry goes_on = {interp::BehindHot(pc)};
  const Frame* frame = Frame::OfSlots(slots);
  HotLoop* loop;
  {
    gil::RawMutexLock lock(mutex_);
    // Functions that do not call themselves become part of who calls them.
    const bool is_generator = (frame->code->code_flags() & kCodeAnyGenerator) != 0;
    if (is_function && (is_generator || !IsRecursive(frame))) {
      SetHeat(pc, is_generator ? INT32_MAX : options_.hot_loop);
      return goes_on;
    }
    std::unique_ptr<HotLoop>& entry = loops_[header];
    const bool is_new = entry == nullptr;
    if (is_new) entry = std::make_unique<HotLoop>(frame->unit, header, is_function);
    loop = entry.get();
    const bool has_failed = loop->failures >= kMostFailures;
    const bool is_cold = is_new && options_.hot_loop > 1;
    const bool wants_code = loop->code() == nullptr || has_failed;
    // Only code that no compiler made has both a loop and a function begin in one place.
    const bool is_given_up =
        (wants_code && loop->attempts >= kMostAttempts) || loop->is_function() != is_function;
    if (is_cold || is_given_up) {
      SetHeat(pc, is_cold ? int64_t{options_.hot_loop} - 1 : INT32_MAX);
      return goes_on;
    }
    if (wants_code) {
      if (loop->recording_thread != nullptr || !memory_.CanGrow()) {
        SetHeat(pc, options_.hot_loop);
        return goes_on;
      }
      SetHeat(pc, is_function ? options_.hot_loop : 0);
      ++loop->attempts;
      loop->failures = 0;
      loop->BeginLoop(slots);
      return {is_function ? pc : header, BeginRecording(t, *loop)};
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
  std::vector<CodePiece> pieces;
  const std::string reason =
      loop.Compile(memory_, options_, verification_, options_.dump == nullptr ? nullptr : &pieces);
  stats_.compiling += Clock::now() - start;
  if (!reason.empty()) {
    ++stats_.given_up[reason];
    loop.failures = kMostFailures;  // it is recorded anew
    needs_room_ |= reason == HotLoop::kNoRoom;
    return;
  }
  CountCompiled(loop);
  if (loop.is_function() && loop.number >= 0) {
    interp::HeatOfFunction(loop.header()).store(kHasCode + loop.number, std::memory_order_relaxed);
  }
  Show(loop, std::move(pieces));
}

/// To all who want to see what was compiled.
void Jit::Show(HotLoop& loop, std::vector<CodePiece> pieces) {
  if (options_.dump != nullptr) options_.dump(ListingOf(loop, std::move(pieces)));
  const absl::Span<const uint8_t> code = loop.code()->trace->machine_code();
  if (code.empty() || !(options_.perf_map || options_.gdb)) return;
  const std::string name = "krait:" + loop.where();
  if (options_.perf_map) perf_map_->Add(code, name);
  if (options_.gdb) loop.NameForGdb(name);
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
  for (const auto& [header, loop] : loops_) had_code |= loop->InvalidateIfDead(marker);
  const Running running = RunningCode();
  if (std::exchange(needs_room_, false)) had_code |= Evict(running);
  for (const auto& [header, loop] : loops_) {
    loop->entered_before = loop->entered();
    loop->DropOldVersions([&](const Runnable& code) { return running.contains(&code); });
  }
  if (had_code) SendOut();
}

/// While no thread runs.
Jit::Running Jit::RunningCode() {
  Running running;
  vm_.threads().ForEach([&](gil::ThreadState& state) {
    const stencils::Activation* activation = static_cast<Thread&>(state).activation;
    for (; activation != nullptr; activation = activation->outer) {
      running.insert(&static_cast<const Entry*>(activation)->trace);
    }
  });
  return running;
}

/// Gives up code that was not entered since the last collection, or all but what runs. Whether
/// there was any.
bool Jit::Evict(const Running& running) {
  bool evicted = false;
  for (const bool all : {false, true}) {
    for (const auto& [header, loop] : loops_) {
      const HotLoop::Code* code = loop->code();
      if (code == nullptr || running.contains(code->trace.get())) continue;
      if (!all && loop->entered() != loop->entered_before) continue;
      evicted |= loop->Invalidate();
      loop->attempts = 0;
    }
    if (evicted) return true;
  }
  return false;
}

void Jit::AfterFork(const Thread& t) {
  gil::RawMutexLock lock(mutex_);
  for (const auto& [thread, recording] : recordings_) {
    if (thread != &t) recording.loop->recording_thread = nullptr;
  }
  std::erase_if(recordings_, [&](const auto& entry) { return entry.first != &t; });
  memory_.AfterFork();
  if (!options_.perf_map) return;
  perf_map_ = std::make_unique<PerfMap>();
  for (const auto& [header, loop] : loops_) {
    if (loop->code() != nullptr) {
      perf_map_->Add(loop->code()->trace->machine_code(), "krait:" + loop->where());
    }
  }
}

}  // namespace

Value CallDirectly(Thread& t, stencils::Activation& activation, const CallSite& site) {
  if (IsNativeStackHalfUsed(t)) return Value::Unbound();
  auto& jit = static_cast<Jit&>(t.vm().part<interp::TierUp>());
  // As RunOutside does, which costs 7% more around this.
  const uint32_t invalidations = jit.invalidations();
  const auto between = static_cast<int32_t>(site.frames_to_push);
  t.recursion_remaining -= between;
  const Value result =
      jit.CallDirectly(t, activation, *reinterpret_cast<const InlineFrame*>(site.extra));
  t.recursion_remaining += between;
  if (jit.invalidations() != invalidations) t.RequestPoll(interp::TierUp::kStaleCode);
  return result;
}

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
