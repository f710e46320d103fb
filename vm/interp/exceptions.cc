#include "absl/strings/str_cat.h"
#include "vm/frame/frame_object.h"
#include "vm/interp/handlers.h"
#include "vm/interp/instruction_functions.h"
#include "vm/interp/special_methods.h"
#include "vm/object/exception.h"
#include "vm/object/exception_groups.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// raise, except, with.
namespace krait::interp {
namespace {

bool IsExceptionClass(Thread& t, Value value) {
  return Is<Type>(value) && Cast<Type>(value)->IsSubtypeOf(types(t).BaseException);
}

/// What `raise x` makes of a class or an instance.
Result<Value> ExceptionInstance(Thread& t, Value value, const char* complaint) {
  if (IsExceptionClass(t, value)) {
    const Value instance = TRY(CallWith(t, value));
    if (Is<Exception>(instance)) return instance;
    return RaiseTypeError(
        t, absl::StrCat("calling ", TRY(Repr(t, value))->ToUtf8(),
                        " should have returned an instance of BaseException, not ",
                        TRY(Repr(t, Value::FromObject(TypeOf(t, instance))))->ToUtf8()));
  }
  if (Is<Exception>(value)) return value;
  return RaiseTypeError(t, complaint);
}

Value CurrentlyHandled(Thread& t) {
  for (HandledException* entry = t.handled; entry != nullptr; entry = entry->previous) {
    if (!entry->exception.IsNone()) return entry->exception;
  }
  return Value::None();
}

Result<None> CheckExceptionTypes(Thread& t, Value match) {
  constexpr const char* kComplaint =
      "catching classes that do not inherit from BaseException is not allowed";
  if (Is<Tuple>(match)) {
    for (Value item : Cast<Tuple>(match)->values()) {
      if (!IsExceptionClass(t, item)) return RaiseTypeError(t, kComplaint);
    }
    return None{};
  }
  if (!IsExceptionClass(t, match)) return RaiseTypeError(t, kComplaint);
  return None{};
}

/// By MRO alone: except clauses ask no __subclasscheck__.
bool Matches(Thread& t, Value exception, Value match) {
  if (Is<Tuple>(match)) {
    for (Value item : Cast<Tuple>(match)->values()) {
      if (Matches(t, exception, item)) return true;
    }
    return false;
  }
  return TypeOf(t, exception)->IsSubtypeOf(Cast<Type>(match));
}

Result<None> CheckGroupTypes(Thread& t, Value match) {
  TRY(CheckExceptionTypes(t, match));
  const auto is_group = [&](Value type) {
    return Cast<Type>(type)->IsSubtypeOf(types(t).BaseExceptionGroup);
  };
  bool bad = false;
  if (Is<Tuple>(match)) {
    for (Value item : Cast<Tuple>(match)->values()) bad |= is_group(item);
  } else {
    bad = is_group(match);
  }
  if (!bad) return None{};
  return RaiseTypeError(t,
                        "catching ExceptionGroup with except* is not allowed. Use except instead.");
}

}  // namespace

Result<Value> Run_RAISE(Thread& t, Value* slots, const Word* pc) {
  if (pc->c == 0) {
    const Value handled = CurrentlyHandled(t);
    if (handled.IsNone()) {
      return Raise(t, &BuiltinTypes::RuntimeError, "No active exception to reraise");
    }
    t.pending = handled;
    t.suppress_traceback = true;  // its traceback shows where it came from
    return Raised{};
  }
  const Value exception =
      TRY(ExceptionInstance(t, Load(slots, pc->a), "exceptions must derive from BaseException"));
  if (pc->c == 2) {
    Value cause = Load(slots, pc->b);
    if (!cause.IsNone()) {
      cause = TRY(ExceptionInstance(t, cause, "exception causes must derive from BaseException"));
    }
    Cast<Exception>(exception)->set_cause(cause);
    Cast<Exception>(exception)->set_suppress_context(true);
  }
  return RaiseException(t, exception);
}

Result<Value> Run_RERAISE(Thread& t, Value* slots, const Word* pc) {
  const Value exception = Load(slots, pc->a);
  if (!Is<Exception>(exception)) return RaiseSystemError(t, "RERAISE of what is no exception");
  if (pc->b != kNoOperand) {
    // The traceback entry of the first raise stays right: it was added when it left that line.
    const Value lasti = Load(slots, pc->b);
    if (!lasti.IsInt()) return RaiseSystemError(t, "RERAISE without a position");
    Frame* frame = Frame::OfSlots(slots);
    frame->pc = pc;
  }
  t.suppress_traceback = true;
  t.pending = exception;
  return Raised{};
}

Result<Value> Run_PUSH_EXC_INFO(Thread& t, Value* slots, const Word* pc) {
  const Value exception = Load(slots, pc->b);
  slots[pc->a] = t.handled->exception;
  t.handled->exception = exception;
  return Value::None();
}

Result<Value> Run_POP_EXCEPT(Thread& t, Value* slots, const Word* pc) {
  const Value previous = Load(slots, pc->b);
  if (!previous.IsNone() && !Is<Exception>(previous)) {
    return RaiseSystemError(t, "POP_EXCEPT of what is no exception");
  }
  t.handled->exception = previous;
  return Value::None();
}

Result<Value> Run_CHECK_EXC_MATCH(Thread& t, Value* slots, const Word* pc) {
  const Value match = Load(slots, pc->c);
  TRY(CheckExceptionTypes(t, match));
  return Value::FromBool(Matches(t, Load(slots, pc->b), match));
}

Result<Value> Run_CHECK_EG_MATCH(Thread& t, Value* slots, const Word* pc) {
  const Value exception = Load(slots, pc->b);
  const Value match = Load(slots, pc->c);
  TRY(CheckGroupTypes(t, match));
  const GroupMatch split = TRY(MatchExceptionGroup(t, exception, match));
  slots[pc->a] = split.rest;
  slots[pc->a + 1] = split.match;
  if (!split.match.IsNone()) t.handled->exception = split.match;
  return Value::None();
}

Result<Value> Run_PREP_RERAISE_STAR(Thread& t, Value* slots, const Word* pc) {
  const Value list = Load(slots, pc->c);
  if (!Is<List>(list)) return RaiseSystemError(t, "PREP_RERAISE_STAR needs a list");
  return PrepareReraiseStar(t, Load(slots, pc->b), Cast<List>(list));
}

Result<Value> Run_LOAD_ASSERTION_ERROR(Thread& t, Value*, const Word*) {
  return Value::FromObject(types(t).AssertionError);
}

// --- with -----------------------------------------------------------------------------------

namespace {

Result<Value> EnterWith(Thread& t, Value* slots, const Word* pc, Str* enter, Str* exit,
                        const char* protocol) {
  const Value manager = Load(slots, pc->b);
  // A plain method to enter by is called once, at once: it need not be bound.
  const Value plain = TypeOf(t, manager)->Lookup(t, enter);
  const bool binds = slot_dispatch::BindsAsMethod(plain);
  const Value enter_method = binds ? plain : TRY(LookupSpecial(t, manager, enter));
  if (enter_method.IsUnbound()) {
    return RaiseTypeError(t, absl::StrCat("'", TypeName(t, manager),
                                          "' object does not support the ", protocol, " protocol"));
  }
  const Value exit_method = TRY(LookupSpecial(t, manager, exit));
  if (exit_method.IsUnbound()) {
    return RaiseTypeError(
        t, absl::StrCat("'", TypeName(t, manager), "' object does not support the ", protocol,
                        " protocol (missed ", exit->ToUtf8(), " method)"));
  }
  const Value entered = TRY(binds ? CallWith(t, enter_method, manager) : CallWith(t, enter_method));
  slots[pc->a] = exit_method;
  slots[pc->a + 1] = entered;
  return Value::None();
}

}  // namespace

Result<Value> Run_BEFORE_WITH(Thread& t, Value* slots, const Word* pc) {
  return EnterWith(t, slots, pc, names(t).__enter__, names(t).__exit__, "context manager");
}

static KRAIT_HANDLER BeforeWithGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!Run_BEFORE_WITH(*t, slots, pc).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  ++pc;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_BEFORE_WITH(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  if (TryPushEnter(*t, slots, pc) == nullptr) KRAIT_TAIL(BeforeWithGeneric);
  KRAIT_TAIL(RunPushed);
}

Result<Value> Run_BEFORE_ASYNC_WITH(Thread& t, Value* slots, const Word* pc) {
  return EnterWith(t, slots, pc, names(t).__aenter__, names(t).__aexit__,
                   "asynchronous context manager");
}

Result<Value> Run_WITH_EXCEPT_START(Thread& t, Value* slots, const Word* pc) {
  const Value exception = Load(slots, pc->c);
  if (!Is<Exception>(exception)) return RaiseSystemError(t, "with-block without an exception");
  return CallWith(t, Load(slots, pc->b), Value::FromObject(TypeOf(t, exception)), exception,
                  Cast<Exception>(exception)->traceback());
}

static KRAIT_HANDLER WithExceptStartGeneric(KRAIT_HANDLER_ARGUMENTS) {
  const Result<Value> swallows = Run_WITH_EXCEPT_START(*t, slots, pc);
  if (!swallows.ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  slots[pc->a] = *swallows;
  ++pc;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_WITH_EXCEPT_START(KRAIT_HANDLER_ARGUMENTS) {
  SavePc(slots, pc);
  if (TryPushExit(*t, slots, pc) == nullptr) KRAIT_TAIL(WithExceptStartGeneric);
  KRAIT_TAIL(RunPushed);
}

}  // namespace krait::interp
