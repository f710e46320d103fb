#include "absl/strings/str_cat.h"
#include "vm/interp/handlers.h"
#include "vm/object/bound_method.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/uop/attributes.h"

/// Locals and cells.
namespace krait::interp {
namespace {

Str* LocalName(Value* slots, int slot) {
  return Cast<Str>(Frame::OfSlots(slots)->code->localsplusnames()->At(slot));
}

Raised RaiseUnboundLocal(Thread& t, Value* slots, int slot) {
  Str* name = LocalName(slots, slot);
  (void)Raise(t, &BuiltinTypes::UnboundLocalError,
              absl::StrCat("cannot access local variable '", name->ToUtf8(),
                           "' where it is not associated with a value"));
  return Raised{};
}

/// For an empty cell: a local of this function, or a free variable.
Raised RaiseUnboundCell(Thread& t, Value* slots, int slot) {
  const Code* code = Frame::OfSlots(slots)->code;
  if (slot < code->localsplus_count() - code->nfreevars()) return RaiseUnboundLocal(t, slots, slot);
  Str* name = LocalName(slots, slot);
  (void)Raise(t, &BuiltinTypes::NameError,
              absl::StrCat("cannot access free variable '", name->ToUtf8(),
                           "' where it is not associated with a value in enclosing scope"));
  if (PendingIs(t, &BuiltinTypes::NameError)) {
    Cast<Exception>(t.pending)->set_field(0, Value::FromObject(name));
  }
  return Raised{};
}

/// What the verifier cannot prove: that a cell variable's slot holds a cell.
Result<Cell*> CellIn(Thread& t, Value* slots, int slot) {
  if (Cell* cell = TryCast<Cell>(slots[slot])) return cell;
  return RaiseSystemError(t, "code object uses a variable before making its cell");
}

}  // namespace

KRAIT_HANDLER Handle_MOVE(KRAIT_HANDLER_ARGUMENTS) {
  slots[pc->a] = Load(slots, pc->b);
  ++pc;
  KRAIT_DISPATCH();
}

static KRAIT_HANDLER CheckLocalFailed(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  (void)RaiseUnboundLocal(*t, slots, pc->a);
  KRAIT_TAIL(Unwind);
}

KRAIT_HANDLER Handle_CHECK_LOCAL(KRAIT_HANDLER_ARGUMENTS) {
  if (slots[pc->a].IsUnbound()) [[unlikely]]
    KRAIT_TAIL(CheckLocalFailed);
  ++pc;
  KRAIT_DISPATCH();
}

Result<Value> Run_DELETE_LOCAL(Thread& t, Value* slots, const Word* pc) {
  if (slots[pc->a].IsUnbound()) return RaiseUnboundLocal(t, slots, pc->a);
  slots[pc->a] = Value::Unbound();
  return Value::None();
}

Result<Value> Run_MAKE_CELL(Thread& t, Value* slots, const Word* pc) {
  slots[pc->a] = Value::FromObject(TRY(Cell::New(t, slots[pc->a])));
  return Value::None();
}

Result<Value> Run_COPY_FREE_VARS(Thread& t, Value* slots, const Word* pc) {
  const Frame* frame = Frame::OfSlots(slots);
  const Tuple* closure = frame->function == nullptr ? nullptr : frame->function->closure();
  if (closure == nullptr || closure->size() != static_cast<size_t>(pc->c)) {
    return RaiseSystemError(t, "code object needs a closure of another size");
  }
  for (int i = 0; i < pc->c; ++i) slots[pc->a + i] = closure->At(i);
  return Value::None();
}

static KRAIT_HANDLER LoadCellFailed(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  if (Is<Cell>(slots[pc->b])) {
    (void)RaiseUnboundCell(*t, slots, pc->b);
  } else {
    (void)CellIn(*t, slots, pc->b);
  }
  KRAIT_TAIL(Unwind);
}

KRAIT_HANDLER Handle_LOAD_CELL(KRAIT_HANDLER_ARGUMENTS) {
  Value content;
  if (!fold::TryFast<uop::LoadCell>({*t, pc}, &slots[pc->b], &content)) [[unlikely]]
    KRAIT_TAIL(LoadCellFailed);
  slots[pc->a] = content;
  ++pc;
  KRAIT_DISPATCH();
}

static KRAIT_HANDLER StoreCellFailed(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  (void)CellIn(*t, slots, pc->a);
  KRAIT_TAIL(Unwind);
}

KRAIT_HANDLER Handle_STORE_CELL(KRAIT_HANDLER_ARGUMENTS) {
  const Value cell = slots[pc->a];
  if (!Is<Cell>(cell)) [[unlikely]]
    KRAIT_TAIL(StoreCellFailed);
  Cast<Cell>(cell)->set_content(Load(slots, pc->b));
  ++pc;
  KRAIT_DISPATCH();
}

Result<Value> Run_DELETE_CELL(Thread& t, Value* slots, const Word* pc) {
  Cell* cell = TRY(CellIn(t, slots, pc->a));
  if (cell->content().IsUnbound()) return RaiseUnboundCell(t, slots, pc->a);
  cell->set_content(Value::Unbound());
  return Value::None();
}

Result<Value> Run_LOAD_CLASS_CELL(Thread& t, Value* slots, const Word* pc) {
  Frame* frame = Frame::OfSlots(slots);
  const Value name = Value::FromObject(LocalName(slots, pc->b));
  if (frame->locals.IsUnbound()) return RaiseSystemError(t, "no locals when loading a class cell");
  Value value;
  if (IsExactly<Dict>(frame->locals)) {
    value = TRY(Cast<Dict>(frame->locals)->Get(t, name));
  } else {
    const Result<Value> found = GetItem(t, frame->locals, name);
    if (found.ok()) {
      value = *found;
    } else if (!ClearPendingIf(t, &BuiltinTypes::KeyError)) {
      return Raised{};
    }
  }
  if (!value.IsUnbound()) return value;
  Cell* cell = TRY(CellIn(t, slots, pc->b));
  if (cell->content().IsUnbound()) return RaiseUnboundCell(t, slots, pc->b);
  return cell->content();
}

}  // namespace krait::interp
