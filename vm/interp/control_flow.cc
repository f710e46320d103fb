#include "vm/interp/calls.h"
#include "vm/interp/handlers.h"
#include "vm/interp/poll.h"
#include "vm/interp/recording.h"
#include "vm/interp/tier_up.h"
#include "vm/interp/tracing.h"

/// Jumps and returns.
namespace krait::interp {

KRAIT_HANDLER Handle_JUMP(KRAIT_HANDLER_ARGUMENTS) {
  pc = Destination(pc);
  KRAIT_DISPATCH();
}

static KRAIT_HANDLER PollSlow(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  if (!Poll(*t).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  if (IsTracing(*t) && table == &kHandlers) {
    table = &kTracingHandlers;
    if (IsPoll(pc)) KRAIT_DISPATCH();  // a frame is entered
  }
  pc = BehindHot(pc);
  KRAIT_DISPATCH();
}

[[gnu::noinline]] static TierUp::HotEntry EnterHot(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  if (auto* tier_up = t.vm().FindPart<TierUp>()) return tier_up->EnterHot(t, slots, pc);
  HeatOf(pc).store(INT32_MIN, std::memory_order_relaxed);
  return {BehindHot(pc)};
}

static KRAIT_HANDLER Hot(KRAIT_HANDLER_ARGUMENTS) {
  // While instructions are traced or recorded they run one by one.
  if (table != &kHandlers) {
    pc = BehindHot(pc);
    KRAIT_DISPATCH();
  }
  const TierUp::HotEntry entry = EnterHot(*t, slots, pc);
  if (entry.pc == nullptr) [[unlikely]]
    KRAIT_TAIL(Unwind);
  if (entry.records) table = &kRecordingHandlers;
  pc = entry.pc;
  slots = t->frame->slots();
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_JUMP_BACK(KRAIT_HANDLER_ARGUMENTS) {
  if (t->poll_word.load(std::memory_order_relaxed) != 0) [[unlikely]]
    KRAIT_TAIL(PollSlow);
  const int32_t heat = HeatOfLoop(pc).load(std::memory_order_relaxed) + 1;
  if (heat > 0) [[unlikely]]
    KRAIT_TAIL(Hot);
  HeatOfLoop(pc).store(heat, std::memory_order_relaxed);
  pc = Destination(pc);
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_POLL(KRAIT_HANDLER_ARGUMENTS) {
  if (t->poll_word.load(std::memory_order_relaxed) != 0) [[unlikely]]
    KRAIT_TAIL(PollSlow);
  const int32_t heat = HeatOfFunction(pc).load(std::memory_order_relaxed) + 1;
  if (heat > 0) [[unlikely]]
    KRAIT_TAIL(Hot);
  HeatOfFunction(pc).store(heat, std::memory_order_relaxed);
  ++pc;
  KRAIT_DISPATCH();
}

static KRAIT_HANDLER ReturnSlow(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  const Word* next = ReturnFrom(*t, Load(slots, pc->a));
  if (next == nullptr) {
    if (t->HasPending()) KRAIT_TAIL(Unwind);
    return;  // to C++, the value in t->returned
  }
  pc = next;
  slots = t->frame->slots();
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_RETURN(KRAIT_HANDLER_ARGUMENTS) {
  Frame* frame = Frame::OfSlots(slots);
  Value result = Load(slots, pc->a);
  if (frame->flags != 0 || reinterpret_cast<char*>(frame) == t->frame_base) [[unlikely]] {
    if (reinterpret_cast<char*>(frame) == t->frame_base) KRAIT_TAIL(ReturnSlow);
    if (frame->flags == Frame::kEntry) {
      t->frame = frame->previous;
      t->frame_top = reinterpret_cast<char*>(frame);
      ++t->recursion_remaining;
      t->returned = result;
      return;
    }
    if (frame->flags != Frame::kConstructor || !result.IsNone()) KRAIT_TAIL(ReturnSlow);
    result = frame->result;
  }
  Frame* caller = frame->previous;
  t->frame = caller;
  t->frame_top = reinterpret_cast<char*>(frame);
  ++t->recursion_remaining;
  pc = frame->return_pc;
  slots = caller->slots();
  slots[frame->return_slot] = result;
  KRAIT_DISPATCH();
}

}  // namespace krait::interp
