#include "vm/modules/sre/run.h"

#include <array>
#include <utility>

#include "vm/modules/sre/choice_handlers.h"
#include "vm/modules/sre/group_handlers.h"
#include "vm/modules/sre/handler.h"
#include "vm/modules/sre/item_handlers.h"
#include "vm/modules/sre/loop_handlers.h"
#include "vm/modules/sre/position_handlers.h"

namespace krait::sre {
namespace {

template <typename C>
struct Handlers {
  std::array<Handler<C>, static_cast<size_t>(Op::kCount)> of = {};

  constexpr void Set(Op op, Handler<C> handler) { of[static_cast<size_t>(op)] = handler; }
  constexpr void Set(Op first, size_t offset, Handler<C> handler) {
    of[static_cast<size_t>(first) + offset] = handler;
  }
};

template <typename C, ItemKind kKind, typename Item>
constexpr void SetItem(Handlers<C>& handlers) {
  using Items = ItemHandlers<C>;
  constexpr size_t kOffset = static_cast<size_t>(kKind);
  handlers.Set(Op::kStep, kOffset, &Items::template Step<Item>);
  handlers.Set(Op::kRun, kOffset, &Items::template Run<Item>);
  handlers.Set(Op::kGreedy, kOffset, &Items::template Greedy<Item>);
  handlers.Set(Op::kLazy, kOffset, &Items::template Lazy<kKind, Item>);
  handlers.Set(Op::kMore, kOffset, &Items::template More<Item>);
}

template <typename C>
constexpr void SetItems(Handlers<C>& handlers) {
  handlers.Set(Op::kString, &ItemHandlers<C>::String);
  handlers.Set(Op::kFewer, &ItemHandlers<C>::Fewer);
  SetItem<C, ItemKind::kAnyAll, AnyAllItem>(handlers);
  SetItem<C, ItemKind::kAnyButNewline, AnyButNewlineItem>(handlers);
  SetItem<C, ItemKind::kLiteral, LiteralItem>(handlers);
  SetItem<C, ItemKind::kNotLiteral, NotLiteralItem>(handlers);
  SetItem<C, ItemKind::kTable, TableItem>(handlers);
  SetItem<C, ItemKind::kPredicate, PredicateItem>(handlers);
}

template <typename C>
constexpr void SetChoices(Handlers<C>& handlers) {
  using Choices = ChoiceHandlers<C>;
  handlers.Set(Op::kAccept, &Choices::Accept);
  handlers.Set(Op::kBottom, &Choices::Bottom);
  handlers.Set(Op::kFail, &Choices::Failure);
  handlers.Set(Op::kPoll, &Choices::PollPoint);
  handlers.Set(Op::kJump, &Choices::Jump);
  handlers.Set(Op::kResume, &Choices::Resume);
  handlers.Set(Op::kChoose, &Choices::Choose);
  handlers.Set(Op::kFork, &Choices::Fork);
  handlers.Set(Op::kDispatch, &Choices::Dispatch);
}

template <typename C>
constexpr void SetLoops(Handlers<C>& handlers) {
  using Loops = LoopHandlers<C>;
  handlers.Set(Op::kLoopEnter, &Loops::Enter);
  handlers.Set(Op::kUntilMax, &Loops::UntilMax);
  handlers.Set(Op::kUntilMin, &Loops::UntilMin);
  handlers.Set(Op::kUndoLoop, &Loops::UndoLoop);
  handlers.Set(Op::kUndoCount, &Loops::UndoCount);
  handlers.Set(Op::kUndoOptional, &Loops::UndoOptional);
  handlers.Set(Op::kLeaveLoop, &Loops::LeaveLoop);
  handlers.Set(Op::kAgain, &Loops::Again);
}

template <typename C>
constexpr void SetGroups(Handlers<C>& handlers) {
  using Groups = GroupHandlers<C>;
  handlers.Set(Op::kMarkStart, &Groups::MarkStart);
  handlers.Set(Op::kMarkEnd, &Groups::MarkEnd);
  handlers.Set(Op::kUndoMarkStart, &Groups::UndoMarkStart);
  handlers.Set(Op::kUndoMarkEnd, &Groups::UndoMarkEnd);
  handlers.Set(Op::kGroupRef, &Groups::template GroupRef<CaseMode::kExact>);
  handlers.Set(Op::kGroupRefAscii, &Groups::template GroupRef<CaseMode::kAscii>);
  handlers.Set(Op::kGroupRefLocale, &Groups::template GroupRef<CaseMode::kLocale>);
  handlers.Set(Op::kGroupRefUnicode, &Groups::template GroupRef<CaseMode::kUnicode>);
  handlers.Set(Op::kIfGroup, &Groups::IfGroup);
  handlers.Set(Op::kAtomicEnter, &Groups::AtomicEnter);
  handlers.Set(Op::kAtomicLeave, &Groups::AtomicLeave);
  handlers.Set(Op::kLookEnter, &Groups::LookEnter);
  handlers.Set(Op::kLookLeave, &Groups::LookLeave);
  handlers.Set(Op::kLookNotEnter, &Groups::LookNotEnter);
  handlers.Set(Op::kLookNotLeave, &Groups::LookNotLeave);
  handlers.Set(Op::kPossessiveEnter, &Groups::PossessiveEnter);
  handlers.Set(Op::kPossessiveNext, &Groups::PossessiveNext);
  handlers.Set(Op::kPossessiveLeave, &Groups::PossessiveLeave);
}

template <typename C, size_t... kAts>
constexpr void SetPositions(Handlers<C>& handlers, std::index_sequence<kAts...>) {
  (handlers.Set(Op::kAt, kAts, &PositionHandlers<C>::template At<static_cast<AtCode>(kAts)>), ...);
}

template <typename C>
constexpr Handlers<C> AllHandlers() {
  Handlers<C> handlers;
  SetItems(handlers);
  SetChoices(handlers);
  SetLoops(handlers);
  SetGroups(handlers);
  SetPositions(handlers, std::make_index_sequence<static_cast<size_t>(AtCode::kCount)>());
  return handlers;
}

template <typename C>
constexpr bool IsComplete(const Handlers<C>& handlers) {
  for (Handler<C> handler : handlers.of) {
    if (handler == nullptr) return false;
  }
  return true;
}
static_assert(IsComplete(AllHandlers<uint8_t>()));

}  // namespace

template <typename C>
constinit const std::array<Handler<C>, static_cast<size_t>(Op::kCount)> HandlerTable<C>::kHandlers =
    AllHandlers<C>().of;

template <typename C>
Status RunAt(Machine& m, uint32_t pc, const C* at) {
  uint64_t* top = m.stack;
  *top++ = Entry(Op::kBottom, 0);
  const C* end = static_cast<const C*>(m.end);
  return HandlerTable<C>::kHandlers[m.code[pc]](m, m.code + pc, at, end, top);
}

template <typename C>
const C* LeadingRunEnd(Machine& m, const C* at) {
  const uint32_t* pc = m.code + m.header.leading_run;
  const C* end = static_cast<const C*>(m.end);
  // The instruction is one of those that repeat an item, which come in groups of the item kinds.
  switch (static_cast<ItemKind>((pc[0] - static_cast<uint32_t>(Op::kStep)) % kItemKinds)) {
    case ItemKind::kAnyAll:
      return RunEnd<AnyAllItem>(m, pc + 1, at, end);
    case ItemKind::kAnyButNewline:
      return RunEnd<AnyButNewlineItem>(m, pc + 1, at, end);
    case ItemKind::kLiteral:
      return RunEnd<LiteralItem>(m, pc + 1, at, end);
    case ItemKind::kNotLiteral:
      return RunEnd<NotLiteralItem>(m, pc + 1, at, end);
    case ItemKind::kTable:
      return RunEnd<TableItem>(m, pc + 1, at, end);
    case ItemKind::kPredicate:
      return RunEnd<PredicateItem>(m, pc + 1, at, end);
  }
  return at;
}

template Status RunAt(Machine&, uint32_t, const uint8_t*);
template Status RunAt(Machine&, uint32_t, const uint16_t*);
template Status RunAt(Machine&, uint32_t, const uint32_t*);

template const uint8_t* LeadingRunEnd(Machine&, const uint8_t*);
template const uint16_t* LeadingRunEnd(Machine&, const uint16_t*);
template const uint32_t* LeadingRunEnd(Machine&, const uint32_t*);

}  // namespace krait::sre
