#include "vm/interp/special_methods.h"

#include <iterator>
#include <tuple>

#include "vm/code/jump.h"
#include "vm/code/operands.h"
#include "vm/interp/calls.h"
#include "vm/interp/handler.h"
#include "vm/object/bound_method.h"
#include "vm/object/exception.h"
#include "vm/object/names.h"
#include "vm/object/operations.h"
#include "vm/object/type.h"
#include "vm/uop/arithmetic.h"
#include "vm/uop/comparison.h"
#include "vm/uop/items.h"

namespace krait::interp {
namespace {

using Name = Str* Names::*;

/// What the last alternative of an instruction asks classes for.
struct SpecialMethod {
  enum class Kind : uint8_t { kNone, kUnary, kItem, kBinary, kInplace, kCompare };

  Kind kind = Kind::kNone;
  uint8_t op = 0;  // a BinaryOperator or CompareOp
  Name name = nullptr;
};
using Kind = SpecialMethod::Kind;

constexpr Name kBinaryNames[] = {&Names::__add__,    &Names::__and__,    &Names::__floordiv__,
                                 &Names::__lshift__, &Names::__matmul__, &Names::__mul__,
                                 &Names::__mod__,    &Names::__or__,     &Names::__pow__,
                                 &Names::__rshift__, &Names::__sub__,    &Names::__truediv__,
                                 &Names::__xor__};
constexpr Name kInplaceNames[] = {&Names::__iadd__,    &Names::__iand__,    &Names::__ifloordiv__,
                                  &Names::__ilshift__, &Names::__imatmul__, &Names::__imul__,
                                  &Names::__imod__,    &Names::__ior__,     &Names::__ipow__,
                                  &Names::__irshift__, &Names::__isub__,    &Names::__itruediv__,
                                  &Names::__ixor__};
constexpr Name kCompareNames[] = {&Names::__lt__, &Names::__le__, &Names::__eq__,
                                  &Names::__ne__, &Names::__gt__, &Names::__ge__};

template <typename Op>
constexpr SpecialMethod kMethodOf;
template <BinaryOperator kOp>
constexpr SpecialMethod kMethodOf<uop::Operate<kOp>> = {Kind::kBinary, static_cast<uint8_t>(kOp),
                                                        kBinaryNames[static_cast<int>(kOp)]};
template <BinaryOperator kOp>
constexpr SpecialMethod kMethodOf<uop::OperateInplace<kOp>> = {
    Kind::kInplace, static_cast<uint8_t>(kOp), kInplaceNames[static_cast<int>(kOp)]};
template <CompareOp kOp>
constexpr SpecialMethod kMethodOf<uop::CompareAny<kOp>> = {
    Kind::kCompare, static_cast<uint8_t>(kOp), kCompareNames[static_cast<int>(kOp)]};
template <>
constexpr SpecialMethod kMethodOf<uop::GetAnyItem> = {Kind::kItem, 0, &Names::__getitem__};
template <>
constexpr SpecialMethod kMethodOf<uop::OperateUnary<Negative>> = {Kind::kUnary, 0, &Names::__neg__};
template <>
constexpr SpecialMethod kMethodOf<uop::OperateUnary<Positive>> = {Kind::kUnary, 0, &Names::__pos__};
template <>
constexpr SpecialMethod kMethodOf<uop::OperateUnary<Invert>> = {Kind::kUnary, 0,
                                                                &Names::__invert__};

template <typename... Ops>
constexpr SpecialMethod kLast =
    kMethodOf<std::tuple_element_t<sizeof...(Ops) - 1, std::tuple<Ops...>>>;

namespace rows {

using namespace uop;  // the alternatives in instructions.def name micro-ops

constexpr SpecialMethod kMethods[] = {
#define KRAIT_ROW_Binary(name, ...) kLast<__VA_ARGS__>, kLast<__VA_ARGS__>, kLast<__VA_ARGS__>,
#define KRAIT_ROW_JumpBinary(name, ...) kLast<__VA_ARGS__>, kLast<__VA_ARGS__>, kLast<__VA_ARGS__>,
#define KRAIT_ROW_Unary(name, ...) kLast<__VA_ARGS__>,
#define KRAIT_ROW_JumpUnary(name, ...) {},
#define KRAIT_ROW_Helper(name, ...) {},
#define KRAIT_ROW_Control(name, ...) {},
#define KRAIT_INSTRUCTION(name, form, ...) KRAIT_ROW_##form(name, ##__VA_ARGS__)
#include "vm/code/instructions.def"
#undef KRAIT_INSTRUCTION
};
static_assert(std::size(kMethods) == static_cast<size_t>(Opcode::kCount));

}  // namespace rows

const SpecialMethod& MethodOf(Opcode opcode) { return rows::kMethods[static_cast<size_t>(opcode)]; }

/// Whether a method of `a` goes first, and FinishOperator knows who is asked behind it.
bool GoesFirst(Thread& t, Kind kind, Value a, Value b) {
  const Type* type_a = TypeOf(t, a);
  const Type* type_b = TypeOf(t, b);
  if (type_a == type_b || kind == Kind::kUnary || kind == Kind::kItem) return true;
  if (kind == Kind::kCompare) return !type_b->IsSubtypeOf(type_a);
  const BuiltinTypes& known = types(t);
  return type_b == known.int_ || type_b == known.float_ || type_b == known.bool_ ||
         type_b == known.none_type;
}

/// An in-place operator is the plain one for classes that have nothing else.
Value LookupMethod(Thread& t, const SpecialMethod& method, Value a) {
  Type* type = TypeOf(t, a);
  const Value found = type->Lookup(t, names(t).*method.name);
  if (method.kind != Kind::kInplace || !found.IsUnbound()) return found;
  return type->Lookup(t, names(t).*kBinaryNames[method.op]);
}

Result<Value> AskOthers(Thread& t, const SpecialMethod& method, Value a, Value b) {
  if (method.kind == Kind::kCompare) {
    return CompareReflected(t, a, b, static_cast<CompareOp>(method.op));
  }
  const auto op = static_cast<BinaryOperator>(method.op);
  const bool inplace = method.kind == Kind::kInplace;
  const bool was_inplace = inplace && !TypeOf(t, a)->Lookup(t, names(t).*method.name).IsUnbound();
  if (was_inplace) return OperateForInplace(t, op, a, b);
  return RaiseUnsupported(t, op, inplace, a, b);
}

}  // namespace

Function* SpecialMethodFor(Thread& t, Opcode opcode, Value a, Value b) {
  const SpecialMethod& method = MethodOf(opcode);
  if (method.kind == Kind::kNone || !IsPlainInstance(a) || !GoesFirst(t, method.kind, a, b)) {
    return nullptr;
  }
  const Value found = LookupMethod(t, method, a);
  return IsExactly<Function>(found) ? Cast<Function>(found) : nullptr;
}

bool MayBeNotImplemented(Opcode opcode) {
  const Kind kind = MethodOf(opcode).kind;
  return kind == Kind::kBinary || kind == Kind::kInplace || kind == Kind::kCompare;
}

Frame* TryPushSpecialMethod(Thread& t, Value* slots, const Word* pc) {
  const OperatorOperands operands(pc);
  Value arguments[2] = {Load(slots, operands.from[0])};
  if (operands.count == 2) arguments[1] = Load(slots, operands.from[1]);
  Function* function = SpecialMethodFor(t, static_cast<Opcode>(pc->op), arguments[0], arguments[1]);
  if (function == nullptr) return nullptr;
  Frame* frame = TryMakeSimpleFrame(&t, function, operands.count);
  if (frame == nullptr) return nullptr;
  SavePc(slots, pc);
  frame->flags = Frame::kOperator;
  for (int i = 0; i < operands.count; ++i) frame->slots()[i] = arguments[i];
  EnterSimpleFrame(&t, frame, nullptr, -1);
  return frame;
}

ContextMethods ContextMethodsOf(Thread& t, Value manager) {
  if (!IsPlainInstance(manager)) return {};
  Type* type = TypeOf(t, manager);
  const Value enter = type->Lookup(t, names(t).__enter__);
  const Value exit = type->Lookup(t, names(t).__exit__);
  if (!IsExactly<Function>(enter) || !IsExactly<Function>(exit)) return {};
  return {Cast<Function>(enter), Cast<Function>(exit)};
}

Frame* TryPushEnter(Thread& t, Value* slots, const Word* pc) {
  const Value manager = Load(slots, pc->b);
  const ContextMethods methods = ContextMethodsOf(t, manager);
  if (methods.enter == nullptr) return nullptr;
  const Result<BoundMethod*> bound = BoundMethod::New(t, Value::FromObject(methods.exit), manager);
  Frame* frame = bound.ok() ? TryMakeSimpleFrame(&t, methods.enter, 1) : nullptr;
  if (frame == nullptr) {
    t.pending = Value::Unbound();  // the general way raises it again, if need be
    return nullptr;
  }
  frame->flags = Frame::kEnter;
  frame->result = Value::FromObject(*bound);
  frame->slots()[0] = manager;
  EnterSimpleFrame(&t, frame, pc + InstructionLength(pc), pc->a + 1);
  return frame;
}

Frame* TryPushExit(Thread& t, Value* slots, const Word* pc) {
  const Value exit = Load(slots, pc->b);
  const Value exception = Load(slots, pc->c);
  if (!IsExactly<BoundMethod>(exit) || !Is<Exception>(exception)) return nullptr;
  const auto* method = Cast<BoundMethod>(exit);
  if (!IsExactly<Function>(method->function())) return nullptr;
  Frame* frame = TryMakeSimpleFrame(&t, Cast<Function>(method->function()), 4);
  if (frame == nullptr) return nullptr;
  Value* to = frame->slots();
  to[0] = method->self();
  to[1] = Value::FromObject(TypeOf(t, exception));
  to[2] = exception;
  to[3] = Cast<Exception>(exception)->traceback();
  EnterSimpleFrame(&t, frame, pc + InstructionLength(pc), pc->a);
  return frame;
}

const Word* FinishOperator(Thread& t, Value value) {
  const Word* pc = t.frame->pc;
  Value* slots = t.frame->slots();
  const auto opcode = static_cast<Opcode>(pc->op);
  const OperatorOperands operands(pc);
  Result<Value> result = value;
  if (value.IsNotImplemented() && MayBeNotImplemented(opcode)) {
    result = AskOthers(t, MethodOf(opcode), Load(slots, operands.from[0]),
                       Load(slots, operands.from[1]));
  }
  if (!result.ok()) return nullptr;
  if (operands.to != kNoOperand) {
    slots[operands.to] = *result;
    return pc + InstructionLength(pc);
  }
  const Result<bool> truth = IsTrue(t, *result);
  if (!truth.ok()) return nullptr;
  return *truth == static_cast<bool>(pc->c) ? Destination(pc) : pc + InstructionLength(pc);
}

KRAIT_HANDLER RunPushed(KRAIT_HANDLER_ARGUMENTS) {
  pc = t->frame->pc;
  slots = t->frame->slots();
  KRAIT_DISPATCH();
}

}  // namespace krait::interp
