#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/code/jump.h"
#include "vm/code/operands.h"
#include "vm/frame/frame.h"
#include "vm/interp/tier_up.h"
#include "vm/object/recursion.h"
#include "vm/uop/catalog.h"

/// Other loops on the way: they are recorded round by round, and what is left of long ones is run
/// by their own code.
namespace krait::jit {

using stencils::Use;
using uop::kNumberOf;

namespace {

/// Of another loop, on one path.
constexpr uint32_t kMostRounds = 8;
/// Rounds of a loop with code of its own that become part of the path before that is called: most
/// loops that are entered often are short.
constexpr uint32_t kMostPeeled = 4;

/// A CallSite::Function: takes the loop's JUMP_BACK. Returns the word at which the frame goes on;
/// Unbound: in another frame, or the interpreter is to go on.
Value GoRoundInnerLoop(Thread& t, Value* slots, const CallSite& site, const Value*) {
  const Frame* frame = t.frame;
  if (IsNativeStackHalfUsed(t)) {
    t.frame->pc = Destination(site.pc);
    return Value::Unbound();
  }
  const auto entry = t.vm().part<interp::TierUp>().EnterHot(t, slots, site.pc);
  if (entry.pc == nullptr) return Value::Raised();
  t.frame->pc = entry.pc;
  if (entry.records || t.frame != frame) return Value::Unbound();
  return Value::FromInt(frame->unit->IndexOf(entry.pc));
}

/// A loop's instructions, from its header on.
struct Extent {
  const Word* end;      // behind the last one that jumps back
  bool yields = false;  // its rounds can go by way of who resumes its generator
};

Extent ExtentOf(const CodeUnit* unit, const Word* header) {
  Extent extent{header};
  bool yields = false;
  const Word* end = unit->words() + unit->word_count();
  for (const Word* pc = header; pc < end; pc += InstructionLength(pc)) {
    const auto opcode = static_cast<Opcode>(pc->op);
    yields |= opcode == Opcode::YIELD_VALUE;
    if (opcode == Opcode::JUMP_BACK && Destination(pc) == header) extent = {pc + 1, yields};
  }
  return extent;
}

}  // namespace

bool Recorder::RecordJumpBack(const Word* pc, IsCompiled is_compiled) {
  const Word* to = Destination(pc);
  const bool is_around = frame_ == nullptr && to < recording_.header && recording_.header < pc;
  const bool goes_on_here = IsOfGenerator(frame_) && ExtentOf(FrameUnit(), to).yields;
  // This loop's own rounds in a call of the function by itself would multiply.
  // So would the rounds of any in a function that calls itself.
  const uint32_t rounds = ++rounds_[to];
  // Loops in that one begin anew.
  rounds_.erase(rounds_.upper_bound(to), rounds_.lower_bound(pc));
  const bool is_peeled =
      to != recording_.header && !recording_.is_function && rounds <= kMostPeeled;
  if (!is_around && !goes_on_here && !is_peeled && is_compiled(to)) {
    RecordInnerLoop(pc);
    return true;
  }
  if (rounds > kMostRounds) return Refuse("another loop goes round often");
  Add({.operation = NumberOf(TraceOperation::kPoll)});
  Expect(to);
  return true;
}

/// The rest of a loop's rounds, by its own code. That may change all of the frame, and stop
/// anywhere.
void Recorder::RecordInnerLoop(const Word* pc) {
  const ValueId where = AddCall(&GoRoundInnerLoop, pc, 0);
  recording_.recorded[where].moment.keeps_pc = true;
  LetGeneratorsGo();
  ForgetFrame();
  const ValueId bound = Add({.operation = kNumberOf<uop::RequireBound>, .a = where});
  recording_.recorded[bound].moment.keeps_pc = true;
  recording_.recorded[bound].never_branches = true;
  const Word* header = Destination(pc);
  inner_ = {where, header, ExtentOf(FrameUnit(), header).end};
}

/// Whether the interpreter is still going round an inner loop, which code will do.
bool Recorder::IsInInnerLoop(const Thread& t, const Word* pc) {
  const bool is_inside =
      pc >= inner_.begin && pc < inner_.end && static_cast<Opcode>(pc->op) != Opcode::RETURN;
  return is_inside && t.frame->slots() == slots_.back() && ++nested_ <= kMostNested;
}

/// The inner loop came to its end at `pc`: so it does mostly, and all is in memory.
bool Recorder::GoOnBehindInnerLoop(const Thread& t, const Word* pc) {
  const CodeUnit* unit = FrameUnit();
  if (t.frame->slots() != slots_.back() || t.frame->unit != unit || nested_ > kMostNested) {
    return Refuse("an inner loop ends elsewhere");
  }
  pc_ = pc;
  const ValueId where = std::exchange(inner_, {}).where;
  const ValueId end = AddConstant(Value::FromInt(unit->IndexOf(pc)));
  const ValueId guard = Add({.operation = kNumberOf<uop::IsIdenticalWord<false>>,
                             .use = Use::kRequireTrue,
                             .a = where,
                             .b = end});
  recording_.recorded[guard].moment.keeps_pc = true;
  const Moment moment{.frame = frame_, .word = unit->IndexOf(pc)};
  const LivePlaces live(recording_, moment);
  for (uint32_t i = 0; i < unit->frame_slots(); ++i) {
    const uint32_t place = Base() + i;
    if (!live.Has(place)) continue;
    Set(place, Add({.operation = NumberOf(TraceOperation::kSlot), .constant = place}));
  }
  PollAfter(pc);
  Expect(pc);
  return true;
}

}  // namespace krait::jit
