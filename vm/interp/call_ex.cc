#include <utility>

#include "absl/strings/str_cat.h"
#include "vm/code/opcode.h"
#include "vm/heap/rooted.h"
#include "vm/interp/calls.h"
#include "vm/interp/handlers.h"
#include "vm/interp/instruction_functions.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// Calls with *args and **kwargs.
namespace krait::interp {
namespace {

Raised RaiseNotSpreadable(Thread& t, Value callee, Value value, const char* what) {
  Result<Str*> name = FunctionText(t, callee);
  if (!name.ok()) return Raised{};
  return RaiseTypeError(
      t, absl::StrCat((*name)->ToUtf8(), " argument after ", what, ", not ", TypeName(t, value)));
}

/// *args as a tuple.
Result<Tuple*> PositionalArguments(Thread& t, Value callee, Value iterable) {
  if (IsExactly<Tuple>(iterable)) return Cast<Tuple>(iterable);
  const TypeSlots& type = TypeOf(t, iterable)->slots();
  if (type.iter == nullptr && type.getitem == nullptr) {
    return RaiseNotSpreadable(t, callee, iterable, "* must be an iterable");
  }
  return TupleOf(t, iterable);
}

/// **kwargs as a dict.
Result<Dict*> KeywordArguments(Thread& t, Value callee, Value mapping) {
  if (IsExactly<Dict>(mapping)) return Cast<Dict>(mapping);
  Dict* copy = TRY(Dict::New(t));
  if (UpdateDict(t, copy, mapping).ok()) return copy;
  if (!ClearPendingIf(t, &BuiltinTypes::AttributeError)) return Raised{};
  return RaiseNotSpreadable(t, callee, mapping, "** must be a mapping");
}

/// Puts the values behind those of the positional arguments. Returns the names.
Result<Tuple*> SpreadKeywords(Thread& t, const Dict* keywords, RootedVector& values) {
  RootedVector names(t);
  size_t position = 0;
  Value name;
  Value value;
  while (keywords->Next(position, name, value)) {
    if (!Is<Str>(name)) return RaiseTypeError(t, "keywords must be strings");
    names.push_back(name);
    values.push_back(value);
  }
  return Tuple::From(t, {names.data(), names.size()});
}

/// Calls f(callee, args) with what the instruction spreads.
template <typename F>
auto WithArguments(Thread& t, Value* slots, const Word* pc, F f)
    -> decltype(f(Value(), std::declval<const Args&>())) {
  SavePc(slots, pc);
  const Value callee = Load(slots, pc->b);
  const int16_t mapping = pc[1].operands[0];
  const Dict* keywords = nullptr;
  if (mapping != kNoOperand) keywords = TRY(KeywordArguments(t, callee, Load(slots, mapping)));
  const Tuple* positional = TRY(PositionalArguments(t, callee, Load(slots, pc->c)));
  RootedVector values(t);
  for (Value value : positional->values()) values.push_back(value);
  Tuple* names = nullptr;
  if (keywords != nullptr && keywords->size() != 0) {
    names = TRY(SpreadKeywords(t, keywords, values));
  }
  const Args args{values.data(), static_cast<uint32_t>(positional->size()), names};
  return f(callee, args);
}

}  // namespace

Result<const Word*> RunCallEx(Thread& t, Value* slots, const Word* pc) {
  return WithArguments(t, slots, pc, [&](Value callee, const Args& args) -> Result<const Word*> {
    if (IsExactly<Function>(callee)) {
      return Enter(TRY(PushFunctionFrame(t, Cast<Function>(callee), args)), pc, 2);
    }
    slots[pc->a] = TRY(Call(t, callee, args));
    return pc + 2;
  });
}

Result<Value> Run_CALL_EX(Thread& t, Value* slots, const Word* pc) {
  if (IsNativeStackHalfUsed(t)) return Value::Unbound();
  return WithArguments(t, slots, pc,
                       [&](Value callee, const Args& args) { return Call(t, callee, args); });
}

KRAIT_HANDLER Handle_CALL_EX(KRAIT_HANDLER_ARGUMENTS) {
  const Result<const Word*> next = RunCallEx(*t, slots, pc);
  if (!next.ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc = *next;
  slots = t->frame->slots();
  KRAIT_DISPATCH();
}

}  // namespace krait::interp
