#include "jit/hot_loop.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "jit/build_trace.h"
#include "jit/evaluate.h"
#include "jit/force_exit.h"
#include "vm/code/code.h"
#include "vm/code/line_table.h"
#include "vm/frame/generator.h"
#include "vm/heap/marker.h"
#include "vm/heap/thread.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::jit {

/// The slots of a generator that waits where the code expects it; null if it does not.
static Value* SlotsOfGenerator(Thread& t, Value value, const HeldGenerator& held) {
  if (!IsExactly<Generator>(value) || TypeOf(t, value) != types(t).generator) return nullptr;
  auto* generator = Cast<Generator>(value);
  Frame* frame = generator->frame();
  const bool fits = generator->state() == Generator::State::kSuspended && frame->pc == held.yield &&
                    frame->globals == held.globals && frame->builtins == held.builtins;
  return fits ? frame->slots() : nullptr;
}

bool HotLoop::Code::Fits(const Thread& t, Value* slots) const {
  return Namespaces::Of(*Frame::OfSlots(slots)) == namespaces &&
         HasRoom(t, t.frame_top, frame_depth);
}

bool HotLoop::Code::FindGenerators(Thread& t, stencils::Activation& activation) const {
  // Another thread could resume them.
  if (!generators.empty() && t.object_locks) return false;
  for (size_t i = 0; i < generators.size(); ++i) {
    if (generators[i].is_made_on_path()) continue;
    // Another one's frame may have it: that was found before.
    Value* slots = SlotsOfGenerator(t, SlotAt(activation, generators[i].iterator), generators[i]);
    if (slots == nullptr) return false;
    activation.generated[i] = slots;
  }
  return true;
}

static std::string WhereIn(const CodeUnit& unit, const Word* pc) {
  const krait::Code* code = unit.code();
  const int line = LineAt(code, unit.PositionOf(unit.IndexOf(pc)).offset);
  return absl::StrCat(code->qualname()->ToUtf8(), " (", code->filename()->ToUtf8(), ":", line, ")");
}

std::string HotLoop::where() const { return WhereIn(*unit(), header()); }

std::string HotLoop::WhereIs(const Word* pc) const {
  const auto has_it = [&](const InlineFrame& frame) {
    return pc >= frame.unit->words() && pc < frame.unit->words() + frame.unit->word_count();
  };
  const std::deque<InlineFrame>& frames = recorder_.recording().frames;
  const auto frame = std::ranges::find_if(frames, has_it);
  return WhereIn(frame == frames.end() ? *unit() : *frame->unit, pc);
}

void HotLoop::BeginLoop(Value* slots) {
  namespaces_ = Namespaces::Of(*Frame::OfSlots(slots));
  code_.store(nullptr, std::memory_order_release);
  is_stale = false;
  branches_without_code = 0;
  recorder_.BeginLoop(slots);
}

bool HotLoop::InvalidateIfDead(const Marker& marker) {
  std::set<uint64_t>& objects = recorder_.recording().objects;
  const bool all_live = std::ranges::all_of(
      objects, [&](uint64_t bits) { return marker.IsLive(Value::FromBits(bits)); });
  if (all_live) return false;
  objects.clear();
  return Invalidate();
}

void HotLoop::NameForGdb(const std::string& name) {
  Code& code = *versions_.back();
  code.gdb_entry = std::make_unique<GdbEntry>(code.trace->machine_code(), name);
}

void HotLoop::DropOldVersions(absl::FunctionRef<bool(const Runnable&)> is_running) {
  std::erase_if(versions_, [&](const std::unique_ptr<Code>& version) {
    return version.get() != code() && !is_running(*version->trace);
  });
}

bool HotLoop::Invalidate() {
  is_stale = true;
  return code_.exchange(nullptr, std::memory_order_acq_rel) != nullptr;
}

std::string HotLoop::Compile(CodeMemory& memory, const Options& options, Verification& verification,
                             std::vector<CodePiece>* pieces) {
  branches_without_code = 0;
  std::variant<Trace, NoTrace> built = BuildTrace(recorder_.recording());
  if (const auto* failed = std::get_if<NoTrace>(&built)) {
    if (failed->was_mixed) --attempts;
    return failed->reason;
  }
  trace_ = std::get<Trace>(std::move(built));
  if (options.exit_at) ForceExit(trace_, *options.exit_at);
  std::variant<Placed, std::string> placed = Allocate(trace_, options.registers);
  if (auto* reason = std::get_if<std::string>(&placed)) return *reason;
  auto code = std::make_unique<Code>(Code{nullptr, namespaces_});
  if (!options.uncompiled) {
    std::unique_ptr<CompiledTrace> linked =
        Link(std::get<Placed>(std::move(placed)), memory, pieces);
    if (linked == nullptr) return kNoRoom;
    if (options.verify == nullptr) {
      code->trace = std::move(linked);
    } else {
      code->trace =
          std::make_unique<VerifiedTrace>(trace_, std::move(linked), where(), verification);
    }
  } else {
    code->trace = std::make_unique<UncompiledTrace>(trace_);
  }
  for (const InlineFrame& frame : recorder_.recording().frames) {
    code->frame_bytes = std::max<size_t>(code->frame_bytes, frame.bytes());
    code->frame_depth = std::max(code->frame_depth, static_cast<int32_t>(frame.depth));
  }
  code->generators = recorder_.recording().generators;
  code->compiled = code->trace->AsCompiled();
  code_.store(code.get(), std::memory_order_release);
  versions_.push_back(std::move(code));
  return "";
}

}  // namespace krait::jit
