#include "vm/code/code_unit.h"
#include "vm/code/layouts.h"
#include "vm/frame/async_generator.h"
#include "vm/frame/frame_object.h"
#include "vm/frame/generator.h"
#include "vm/heap/marker.h"
#include "vm/interp/filled_caches.h"
#include "vm/interp/interpreter.h"
#include "vm/interp/poll.h"
#include "vm/interp/run_control.h"
#include "vm/interp/tier_up.h"
#include "vm/interp/tracing.h"
#include "vm/interp/translate_on_demand.h"
#include "vm/object/layout_table.h"
#include "vm/object/type.h"
#include "vm/object/vm.h"
#include "vm/pyc/decode_311.h"
#include "vm/pyc/translator.h"
#include "vm/pyc/verifier.h"

namespace krait {
namespace {

/// What the interpreter keeps per VM.
class InterpreterPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kInterp;
  explicit InterpreterPart(Vm& vm) : control_(vm) {}

  RunControl& control() { return control_; }
  interp::FilledCaches& filled_caches() { return filled_caches_; }
  void TraceRoots(Marker&) override {}
  void DropUnmarked(Marker& marker) override { filled_caches_.DropUnmarked(marker); }

 private:
  RunControl control_;
  interp::FilledCaches filled_caches_;
};

}  // namespace

namespace interp {

Result<CodeUnit*> TranslateOnDemand(Thread& t, Code* code) {
  StackCode stack;
  TRY(DecodeAndVerify(t, code->fields(), &stack));
  CodeUnit* made = TRY(Translate(t, code, stack));
  return code->SetUnit(made);
}

Result<CodeUnit*> EnsureTracedUnit(Thread& t, Code* code) {
  if (CodeUnit* unit = code->traced_unit()) return unit;
  StackCode stack;
  TRY(DecodeAndVerify(t, code->fields(), &stack));
  CodeUnit* made = TRY(TranslateForTracing(t, code, stack));
  return code->SetTracedUnit(made);
}

static void FlushCaches(Thread& t) {
  FilledCachesOf(t.vm()).Flush();
  if (auto* tier_up = t.vm().FindPart<TierUp>()) tier_up->Invalidate();
}

FilledCaches& FilledCachesOf(Vm& vm) { return vm.part<InterpreterPart>().filled_caches(); }

}  // namespace interp

Result<None> Poll(Thread& t) {
  using gil::ThreadState;
  const uint32_t wanted = t.vm().threading().Poll(t);
  if ((wanted & (ThreadState::kAsync | RunControl::kStopped | RunControl::kCounting)) != 0) {
    TRY(ControlOf(t.vm()).Check(t));
  }
  if ((t.poll_word.load(std::memory_order_relaxed) & ThreadState::kSignal) != 0) {
    if (auto hook = t.vm().signal_hook()) {
      t.ClearPoll(ThreadState::kSignal);
      TRY(hook(t));
    }
  }
  t.ClearPoll(interp::TierUp::kStaleCode);
  if (t.ClearPoll(Heap::kCollectionDue) != 0) t.heap().CollectIfDue(t);
  // After the signals' handlers: what those raise would be lost in a finalizer.
  if (t.ClearPoll(ThreadState::kFinalize) != 0) t.vm().weakrefs().RunQueued(t);
  return None{};
}

RunControl& ControlOf(Vm& vm) { return vm.part<InterpreterPart>().control(); }

void AddInterpreterLayouts(LayoutTable& table) {
  AddCodeLayouts(table);
  table.Add<FrameObject>(Type::kDisallowNew);
  table.Add<Traceback>();
  table.Add<Generator>(Type::kDisallowNew | Type::kHasWeakref);
  table.Add<AsyncGeneratorStep>(Type::kDisallowNew);
  table.Add<CoroutineWrapper>(Type::kDisallowNew);
}

void InstallInterpreter(Vm& vm) {
  vm.AddPart(std::make_unique<InterpreterPart>(vm));
  vm.AddPart(std::make_unique<interp::Tracing>());
  vm.set_frame_tracer(&TraceFrames);
  vm.set_cache_flusher(&interp::FlushCaches);
  vm.set_poll_hook(&Poll);
  vm.set_globals_hook([](Thread& t) { return t.frame == nullptr ? nullptr : t.frame->globals; });
}

}  // namespace krait
