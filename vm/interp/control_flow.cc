#include "vm/frame/generator.h"
#include "vm/interp/calls.h"
#include "vm/interp/handlers.h"
#include "vm/interp/poll.h"
#include "vm/interp/tracing.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/tuple.h"

/// Jumps, loops and returns.
namespace krait::interp {

KRAIT_HANDLER Handle_JUMP(KRAIT_HANDLER_ARGUMENTS) {
  pc = fold::Destination(pc);
  KRAIT_DISPATCH();
}

static KRAIT_HANDLER PollSlow(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  if (!Poll(*t).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  if (IsTracing(*t) && table == &kHandlers) {
    table = &kTracingHandlers;
    if (static_cast<Opcode>(pc->op) == Opcode::POLL) KRAIT_DISPATCH();  // a frame is entered
  }
  pc = static_cast<Opcode>(pc->op) == Opcode::JUMP_BACK ? fold::Destination(pc) : pc + 1;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_JUMP_BACK(KRAIT_HANDLER_ARGUMENTS) {
  if (t->poll_word.load(std::memory_order_relaxed) != 0) [[unlikely]]
    KRAIT_TAIL(PollSlow);
  pc = fold::Destination(pc);
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_POLL(KRAIT_HANDLER_ARGUMENTS) {
  if (t->poll_word.load(std::memory_order_relaxed) != 0) [[unlikely]]
    KRAIT_TAIL(PollSlow);
  ++pc;
  KRAIT_DISPATCH();
}

Result<Value> Run_GET_ITER(Thread& t, Value* slots, const Word* pc) {
  return GetIter(t, Load(slots, pc->b));
}

[[gnu::noinline]] static Value NextSlow(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  return Next(t, slots[pc->b]).raw();
}

static KRAIT_HANDLER ForIterGeneric(KRAIT_HANDLER_ARGUMENTS) {
  const Value item = NextSlow(*t, slots, pc);
  if (item.IsRaised()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  if (item.IsUnbound()) {
    pc = fold::Destination(pc);
    KRAIT_DISPATCH();
  }
  slots[pc->a] = item;
  pc += 2;
  KRAIT_DISPATCH();
}

/// A generator runs on in this loop: no C++ frame between it and its consumer.
static KRAIT_HANDLER ForIterGenerator(KRAIT_HANDLER_ARGUMENTS) {
  Frame* resumed = ResumeForIter(*t, slots, pc);
  if (resumed == nullptr) KRAIT_TAIL(ForIterGeneric);
  slots = resumed->slots();
  pc = resumed->pc;
  KRAIT_DISPATCH();
}

namespace {

/// The next element that a list or tuple iterator has at hand, or Unbound: what ends it, and a
/// reversed one, is left to its own Next.
[[gnu::always_inline]] inline Value NextElement(Value iterator) {
  if (IsExactly<ListIterator>(iterator)) {
    auto* over = Cast<ListIterator>(iterator);
    const List* list = over->sequence();
    if (list == nullptr || over->is_reversed()) return Value::Unbound();
    const int64_t index = over->index();
    const Value item = list->TryGet(static_cast<size_t>(index));
    if (!item.IsUnbound()) over->set_index(index + 1);
    return item;
  }
  if (IsExactly<TupleIterator>(iterator)) {
    auto* over = Cast<TupleIterator>(iterator);
    const Tuple* tuple = over->sequence();
    const auto index = static_cast<size_t>(over->index());
    if (tuple == nullptr || index >= tuple->size()) return Value::Unbound();
    over->set_index(static_cast<int64_t>(index) + 1);
    return tuple->At(index);
  }
  return Value::Unbound();
}

}  // namespace

KRAIT_HANDLER Handle_FOR_ITER(KRAIT_HANDLER_ARGUMENTS) {
  const Value iterator = slots[pc->b];
  if (IsExactly<RangeIterator>(iterator)) {
    int64_t next;
    if (!Cast<RangeIterator>(iterator)->NextInt(&next)) {
      pc = fold::Destination(pc);
      KRAIT_DISPATCH();
    }
    // Bounds of this iterator fit 61 bits: see RangeIterator.
    slots[pc->a] = Value::FromInt(next);
    pc += 2;
    KRAIT_DISPATCH();
  }
  const Value item = NextElement(iterator);
  if (!item.IsUnbound()) [[likely]] {
    slots[pc->a] = item;
    pc += 2;
    KRAIT_DISPATCH();
  }
  if (IsExactly<Generator>(iterator)) KRAIT_TAIL(ForIterGenerator);
  KRAIT_TAIL(ForIterGeneric);
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
    const bool constructed = frame->flags == Frame::kConstructor && result.IsNone() &&
                             reinterpret_cast<char*>(frame) != t->frame_base;
    if (!constructed) KRAIT_TAIL(ReturnSlow);
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
