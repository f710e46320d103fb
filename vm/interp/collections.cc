#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/code/function.h"
#include "vm/heap/rooted.h"
#include "vm/interp/handlers.h"
#include "vm/interp/instruction_functions.h"
#include "vm/interp/interpreter.h"
#include "vm/object/bound_method.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/slice.h"
#include "vm/object/slicing.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/uop/sequences.h"

/// Making, filling and taking apart the built-in collections; functions and f-strings too.
namespace krait::interp {
namespace {

Value Item(Value* slots, const Word* pc, int index) {
  return Load(slots, pc[2 + index / 4].operands[index % 4]);
}

/// What the verifier cannot prove: that a display's accumulator is what it should be.
template <typename T>
Result<T*> Accumulator(Thread& t, Value value) {
  if (IsExactly<T>(value)) return Cast<T>(value);
  return RaiseSystemError(t, "code object adds to what is no collection");
}

}  // namespace

Result<Value> Run_BUILD_TUPLE(Thread& t, Value* slots, const Word* pc) {
  Tuple* tuple = TRY(Tuple::New(t, pc->c));
  for (int i = 0; i < pc->c; ++i) tuple->Set(i, Item(slots, pc, i));
  return tuple;
}

Result<Value> Run_BUILD_LIST(Thread& t, Value* slots, const Word* pc) {
  List* list = TRY(List::New(t, pc->c));
  for (int i = 0; i < pc->c; ++i) TRY(list->Append(t, Item(slots, pc, i)));
  return list;
}

Result<Value> Run_BUILD_SET(Thread& t, Value* slots, const Word* pc) {
  Set* set = TRY(Set::New(t, types(t).set));
  for (int i = 0; i < pc->c; ++i) TRY(set->Add(t, Item(slots, pc, i)));
  return set;
}

Result<Value> Run_BUILD_MAP(Thread& t, Value* slots, const Word* pc) {
  Dict* dict = TRY(Dict::New(t, pc->c));
  for (int i = 0; i < pc->c; ++i) {
    TRY(dict->Set(t, Item(slots, pc, 2 * i), Item(slots, pc, 2 * i + 1)));
  }
  return dict;
}

Result<Value> Run_BUILD_CONST_KEY_MAP(Thread& t, Value* slots, const Word* pc) {
  const Value keys = Item(slots, pc, pc->c);
  if (!Is<Tuple>(keys) || Cast<Tuple>(keys)->size() != static_cast<size_t>(pc->c)) {
    return RaiseSystemError(t, "bad BUILD_CONST_KEY_MAP keys argument");
  }
  Dict* dict = TRY(Dict::New(t, pc->c));
  for (int i = 0; i < pc->c; ++i) {
    TRY(dict->Set(t, Cast<Tuple>(keys)->At(i), Item(slots, pc, i)));
  }
  return dict;
}

Result<Value> Run_BUILD_STRING(Thread& t, Value* slots, const Word* pc) {
  StrWriter writer(t);
  for (int i = 0; i < pc->c; ++i) {
    const Value piece = Item(slots, pc, i);
    if (!Is<Str>(piece)) return RaiseSystemError(t, "BUILD_STRING of what is no str");
    writer.Append(Cast<Str>(piece));
  }
  return writer.Finish(t);
}

[[gnu::noinline]] Result<Value> Run_LIST_APPEND(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  List* list = TRY(Accumulator<List>(t, Load(slots, pc->a)));
  gil::CriticalSection lock(t, list->lock_byte());
  TRY(list->Append(t, Load(slots, pc->b)));
  return Value::None();
}

[[gnu::noinline]] static KRAIT_HANDLER ListAppendGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!Run_LIST_APPEND(*t, slots, pc).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  ++pc;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_LIST_APPEND(KRAIT_HANDLER_ARGUMENTS) {
  if (!fold::TryEffect<uop::AppendToList>({*t, pc}, slots)) [[unlikely]]
    KRAIT_TAIL(ListAppendGeneric);
  ++pc;
  KRAIT_DISPATCH();
}

Result<Value> Run_SET_ADD(Thread& t, Value* slots, const Word* pc) {
  Set* set = TRY(Accumulator<Set>(t, Load(slots, pc->a)));
  TRY(set->Add(t, Load(slots, pc->b)));
  return Value::None();
}

Result<Value> Run_MAP_ADD(Thread& t, Value* slots, const Word* pc) {
  Dict* dict = TRY(Accumulator<Dict>(t, Load(slots, pc->a)));
  TRY(dict->Set(t, Load(slots, pc->b), Load(slots, pc->c)));
  return Value::None();
}

Result<Value> Run_LIST_EXTEND(Thread& t, Value* slots, const Word* pc) {
  List* list = TRY(Accumulator<List>(t, Load(slots, pc->a)));
  const Value items = Load(slots, pc->b);
  const Result<None> extended = ExtendList(t, list, items);
  if (extended.ok()) return Value::None();
  const TypeSlots& type = TypeOf(t, items)->slots();
  if (PendingIs(t, &BuiltinTypes::TypeError) && type.iter == nullptr && type.getitem == nullptr) {
    t.pending = Value::Unbound();
    return RaiseTypeError(
        t, absl::StrCat("Value after * must be an iterable, not ", TypeName(t, items)));
  }
  return Raised{};
}

Result<Value> Run_SET_UPDATE(Thread& t, Value* slots, const Word* pc) {
  Set* set = TRY(Accumulator<Set>(t, Load(slots, pc->a)));
  TRY(ForEach(t, Load(slots, pc->b), [&](Value item) -> Result<None> {
    TRY(set->Add(t, item));
    return None{};
  }));
  return Value::None();
}

/// A dict, or a subclass that iterates as dict does: it is taken as it is, whatever its other
/// methods say.
static bool IteratesAsDict(Thread& t, Value mapping) {
  return Is<Dict>(mapping) && TypeOf(t, mapping)->slots().iter == types(t).dict->slots().iter;
}

Result<Value> Run_DICT_UPDATE(Thread& t, Value* slots, const Word* pc) {
  Dict* dict = TRY(Accumulator<Dict>(t, Load(slots, pc->a)));
  const Value mapping = Load(slots, pc->b);
  if (IteratesAsDict(t, mapping)) {
    TRY(dict->Merge(t, Cast<Dict>(mapping), true));
    return Value::None();
  }
  if (!UpdateDictFromMapping(t, dict, mapping).ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::AttributeError)) return Raised{};
    return RaiseTypeError(t, absl::StrCat("'", TypeName(t, mapping), "' object is not a mapping"));
  }
  return Value::None();
}

namespace {

/// Adds one keyword of a call's **mapping.
Result<None> MergeKeyword(Thread& t, Dict* dict, Value callee, Value key, Value value) {
  const Value present = TRY(dict->Get(t, key));
  if (present.IsUnbound()) return dict->Set(t, key, value);
  Str* function = TRY(FunctionText(t, callee));
  if (!Is<Str>(key)) {
    return RaiseTypeError(t, absl::StrCat(function->ToUtf8(), " keywords must be strings"));
  }
  return RaiseTypeError(
      t, absl::StrCat(function->ToUtf8(), " got multiple values for keyword argument '",
                      Cast<Str>(key)->ToUtf8(), "'"));
}

}  // namespace

Result<Value> Run_DICT_MERGE(Thread& t, Value* slots, const Word* pc) {
  Dict* dict = TRY(Accumulator<Dict>(t, Load(slots, pc->a)));
  const Value mapping = Load(slots, pc->b);
  const Value callee = Load(slots, pc->c);
  if (IteratesAsDict(t, mapping)) {
    const Dict* source = Cast<Dict>(mapping);
    size_t position = 0;
    Value key;
    Value value;
    while (source->Next(position, key, value)) TRY(MergeKeyword(t, dict, callee, key, value));
    return Value::None();
  }
  const Value keys_method = TRY(GetAttrOrUnbound(t, mapping, names(t).keys));
  if (keys_method.IsUnbound()) {
    Str* function = TRY(FunctionText(t, callee));
    return RaiseTypeError(
        t, absl::StrCat(function->ToUtf8(), " argument after ** must be a mapping, not ",
                        TypeName(t, mapping)));
  }
  const Value keys = TRY(CallWith(t, keys_method));
  const TypeSlots& key_slots = TypeOf(t, keys)->slots();
  if (key_slots.iter == nullptr && key_slots.getitem == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat(TypeName(t, mapping), ".keys() returned a non-iterable (type ",
                        TypeName(t, keys), ")"));
  }
  TRY(ForEach(t, keys, [&](Value key) -> Result<None> {
    const Value value = TRY(GetItem(t, mapping, key));
    return MergeKeyword(t, dict, callee, key, value);
  }));
  return Value::None();
}

Result<Value> Run_LIST_TO_TUPLE(Thread& t, Value* slots, const Word* pc) {
  List* list = TRY(Accumulator<List>(t, Load(slots, pc->b)));
  return Tuple::From(t, list->values());
}

// --- Subscripts ------------------------------------------------------------------------------

[[gnu::noinline]] Result<Value> Run_SET_ITEM(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  const Value object = Load(slots, pc->a);
  const Value key = Load(slots, pc->b);
  const Value value = Load(slots, pc->c);
  if (IsExactly<Dict>(object)) {
    TRY(Cast<Dict>(object)->Set(t, key, value));
  } else {
    TRY(SetItem(t, object, key, value));
  }
  return Value::None();
}

static KRAIT_HANDLER SetItemGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!Run_SET_ITEM(*t, slots, pc).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  ++pc;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_SET_ITEM(KRAIT_HANDLER_ARGUMENTS) {
  if (!fold::TryEffect<uop::SetListItem>({*t, pc}, slots)) KRAIT_TAIL(SetItemGeneric);
  ++pc;
  KRAIT_DISPATCH();
}

Result<Value> Run_DELETE_ITEM(Thread& t, Value* slots, const Word* pc) {
  TRY(DelItem(t, Load(slots, pc->a), Load(slots, pc->b)));
  return Value::None();
}

namespace {

/// The step of a slice instruction, in its second word.
Value StepOf(Value* slots, const Word* pc) {
  const int16_t operand = pc[1].operands[0];
  return operand == kNoOperand ? Value::None() : Load(slots, operand);
}

}  // namespace

Result<Value> Run_BUILD_SLICE(Thread& t, Value* slots, const Word* pc) {
  return Slice::New(t, Load(slots, pc->b), Load(slots, pc->c), StepOf(slots, pc));
}

Result<Value> Run_GET_SLICE(Thread& t, Value* slots, const Word* pc) {
  return GetSlice(t, Load(slots, pc->b), Load(slots, pc->c), Load(slots, pc[1].operands[1]),
                  StepOf(slots, pc));
}

Result<Value> Run_SET_SLICE(Thread& t, Value* slots, const Word* pc) {
  TRY(SetSlice(t, Load(slots, pc->a), Load(slots, pc->b), Load(slots, pc->c), StepOf(slots, pc),
               Load(slots, pc[1].operands[1])));
  return Value::None();
}

// --- Unpacking -------------------------------------------------------------------------------

namespace {

Raised RaiseTooFew(Thread& t, int expected, int got, bool at_least) {
  return RaiseValueError(
      t, absl::StrCat("not enough values to unpack (expected ", at_least ? "at least " : "",
                      expected, ", got ", got, ")"));
}

Raised RaiseTooMany(Thread& t, int expected) {
  return RaiseValueError(t, absl::StrCat("too many values to unpack (expected ", expected, ")"));
}

Result<Value> UnpackIterator(Thread& t, Value source) {
  const TypeSlots& type = TypeOf(t, source)->slots();
  if (type.iter == nullptr && type.getitem == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("cannot unpack non-iterable ", TypeName(t, source), " object"));
  }
  return GetIter(t, source);
}

/// The first item ends on top of the stack: in the highest slot.
Result<None> UnpackItems(Thread& t, Value* to, absl::Span<const Value> items, int count) {
  const int size = static_cast<int>(items.size());
  if (size < count) return RaiseTooFew(t, count, size, false);
  if (size > count) return RaiseTooMany(t, count);
  for (int i = 0; i < count; ++i) to[count - 1 - i] = items[i];
  return None{};
}

Result<None> UnpackSequence(Thread& t, Value source, int count, Value* to) {
  if (IsExactly<Tuple>(source)) {
    return UnpackItems(t, to, Cast<Tuple>(source)->values(), count);
  }
  if (IsExactly<List>(source)) {
    Tuple* copy = TRY(Tuple::From(t, Cast<List>(source)->values()));
    return UnpackItems(t, to, copy->values(), count);
  }
  const Value iterator = TRY(UnpackIterator(t, source));
  RootedVector items(t);
  for (int i = 0; i < count; ++i) {
    const Value item = TRY(Next(t, iterator));
    if (item.IsUnbound()) return RaiseTooFew(t, count, i, false);
    items.push_back(item);
  }
  const Value extra = TRY(Next(t, iterator));
  if (!extra.IsUnbound()) return RaiseTooMany(t, count);
  return UnpackItems(t, to, {items.data(), items.size()}, count);
}

}  // namespace

[[gnu::noinline]] Result<Value> Run_UNPACK_SEQUENCE(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  TRY(UnpackSequence(t, Load(slots, pc->b), pc->c, slots + pc->a));
  return Value::None();
}

[[gnu::noinline]] Result<Value> Run_UNPACK_PAIR(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  Value items[2];
  TRY(UnpackSequence(t, Load(slots, pc->c), 2, items));
  slots[pc->a] = items[1];
  slots[pc->b] = items[0];
  return Value::None();
}

[[gnu::noinline]] static KRAIT_HANDLER UnpackGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!Run_UNPACK_SEQUENCE(*t, slots, pc).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  ++pc;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_UNPACK_SEQUENCE(KRAIT_HANDLER_ARGUMENTS) {
  const Value source = Load(slots, pc->b);
  const int count = pc->c;
  if (IsExactly<Tuple>(source) && Cast<Tuple>(source)->size() == static_cast<size_t>(count)) {
    const Value* items = Cast<Tuple>(source)->values().data();
    Value* to = slots + pc->a + count;
    for (int i = 0; i < count; ++i) *--to = items[i];
    ++pc;
    KRAIT_DISPATCH();
  }
  KRAIT_TAIL(UnpackGeneric);
}

[[gnu::noinline]] static KRAIT_HANDLER UnpackPairGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!Run_UNPACK_PAIR(*t, slots, pc).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  ++pc;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_UNPACK_PAIR(KRAIT_HANDLER_ARGUMENTS) {
  const Value source = Load(slots, pc->c);
  if (IsExactly<Tuple>(source) && Cast<Tuple>(source)->size() == 2) [[likely]] {
    const Value first = Cast<Tuple>(source)->At(0);
    const Value second = Cast<Tuple>(source)->At(1);
    slots[pc->a] = first;
    slots[pc->b] = second;
    ++pc;
    KRAIT_DISPATCH();
  }
  KRAIT_TAIL(UnpackPairGeneric);
}

Result<Value> Run_UNPACK_EX(Thread& t, Value* slots, const Word* pc) {
  const int before = pc->c;
  const int after = pc[1].operands[0];
  const Value iterator = TRY(UnpackIterator(t, Load(slots, pc->b)));
  RootedVector items(t);
  for (;;) {
    const Value item = TRY(Next(t, iterator));
    if (item.IsUnbound()) break;
    items.push_back(item);
    TRY(CheckPoll(t));
  }
  const int count = static_cast<int>(items.size());
  if (count < before + after) return RaiseTooFew(t, before + after, count, true);
  const int middle = count - before - after;
  List* rest = TRY(List::From(t, {items.data() + before, static_cast<size_t>(middle)}));
  Value* to = slots + pc->a + before + after;
  for (int i = 0; i < before; ++i) *to-- = items[i];
  *to-- = Value::FromObject(rest);
  for (int i = before + middle; i < count; ++i) *to-- = items[i];
  return Value::None();
}

// --- Functions and f-strings -----------------------------------------------------------------

Result<Value> Run_MAKE_FUNCTION(Thread& t, Value* slots, const Word* pc) {
  const Value code = Load(slots, pc->b);
  if (!Is<Code>(code)) return RaiseSystemError(t, "MAKE_FUNCTION of what is no code object");
  Function* function = TRY(Function::New(t, Cast<Code>(code), Frame::OfSlots(slots)->globals));
  const auto extra = [&](int index) {
    const int operand = pc[1].operands[index];
    return operand == kNoOperand ? Value::Unbound() : Load(slots, operand);
  };
  if (const Value defaults = extra(0); !defaults.IsUnbound()) {
    if (!Is<Tuple>(defaults)) return RaiseSystemError(t, "function defaults must be a tuple");
    function->set_defaults(Cast<Tuple>(defaults));
  }
  if (const Value kwdefaults = extra(1); !kwdefaults.IsUnbound()) {
    if (!Is<Dict>(kwdefaults)) return RaiseSystemError(t, "keyword defaults must be a dict");
    function->set_kwdefaults(Cast<Dict>(kwdefaults));
  }
  if (const Value annotations = extra(2); !annotations.IsUnbound()) {
    if (!Is<Tuple>(annotations) && !Is<Dict>(annotations)) {
      return RaiseSystemError(t, "annotations must be a tuple or a dict");
    }
    function->set_annotations(annotations);
  }
  if (const Value closure = extra(3); !closure.IsUnbound()) {
    if (!Is<Tuple>(closure)) return RaiseSystemError(t, "a closure must be a tuple");
    for (Value cell : Cast<Tuple>(closure)->values()) {
      if (!Is<Cell>(cell)) return RaiseSystemError(t, "a closure must hold cells");
    }
    function->set_closure(Cast<Tuple>(closure));
  }
  return function;
}

Result<Value> Run_FORMAT_VALUE(Thread& t, Value* slots, const Word* pc) {
  Value value = Load(slots, pc->b);
  switch (pc->c) {
    case 1:
      value = Value::FromObject(TRY(ToStr(t, value)));
      break;
    case 2:
      value = Value::FromObject(TRY(Repr(t, value)));
      break;
    case 3:
      value = Value::FromObject(TRY(Ascii(t, value)));
      break;
    default:
      break;
  }
  if (pc[1].operands[0] == kNoOperand) {
    if (IsExactly<Str>(value)) return value;
    return Format(t, value, t.vm().empty_str());
  }
  const Value spec = Load(slots, pc[1].operands[0]);
  if (!Is<Str>(spec)) return RaiseSystemError(t, "a format spec must be a str");
  return Format(t, value, Cast<Str>(spec));
}

}  // namespace krait::interp
