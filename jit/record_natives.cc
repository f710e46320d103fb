#include <algorithm>
#include <array>
#include <vector>

#include "jit/apply.h"
#include "jit/recorder.h"
#include "vm/code/operands.h"
#include "vm/interp/instruction_functions.h"
#include "vm/object/native_function.h"
#include "vm/object/plain.h"
#include "vm/object/recursion.h"
#include "vm/object/shape.h"
#include "vm/uop/catalog.h"

/// Native functions and methods. A few are micro-ops, and most others run no code but their own:
/// those are called with nothing made ready for others to see.
namespace krait::jit {

using uop::kNumberOf;

namespace {

constexpr size_t kMostArguments = 3;

Value CallNative(Thread& t, Value*, const CallSite& site, const Value* operands) {
  const RecursionScope level(t);
  if (!level.Check(" while calling a Python object").ok()) return Value::Raised();
  return CallQuietNative(t, nullptr, site, operands);
}

/// A native function on operands of some types, the receiver first.
struct Row {
  Intrinsic intrinsic;
  uint16_t operation;
};
constexpr Row kRows[] = {
    {Intrinsic::kAbs, kNumberOf<uop::AbsoluteInt>},
    {Intrinsic::kAbs, kNumberOf<uop::AbsoluteFloat>},
    {Intrinsic::kLen, kNumberOf<uop::SizeOf<List>>},
    {Intrinsic::kLen, kNumberOf<uop::SizeOf<Tuple>>},
    {Intrinsic::kLen, kNumberOf<uop::SizeOf<Str>>},
    {Intrinsic::kLen, kNumberOf<uop::SizeOf<Bytes>>},
    {Intrinsic::kLen, kNumberOf<uop::SizeOf<ByteArray>>},
    {Intrinsic::kLen, kNumberOf<uop::SizeOf<Dict>>},
    {Intrinsic::kLen, kNumberOf<uop::SizeOf<Set>>},
    {Intrinsic::kMax, kNumberOf<uop::LargerInt>},
    {Intrinsic::kMax, kNumberOf<uop::LargerFloat>},
    {Intrinsic::kMin, kNumberOf<uop::SmallerInt>},
    {Intrinsic::kMin, kNumberOf<uop::SmallerFloat>},
    {Intrinsic::kOrd, kNumberOf<uop::CodeOfCharacter>},
    {Intrinsic::kSqrt, kNumberOf<uop::SquareRoot>},
    {Intrinsic::kIsAlnum, kNumberOf<uop::IsInAsciiSet<uop::kAlphanumeric>>},
    {Intrinsic::kIsAlpha, kNumberOf<uop::IsInAsciiSet<uop::kLetters>>},
    {Intrinsic::kIsDigit, kNumberOf<uop::IsInAsciiSet<uop::kDigits>>},
    {Intrinsic::kIsLower, kNumberOf<uop::IsInAsciiSet<uop::kLower>>},
    {Intrinsic::kIsSpace, kNumberOf<uop::IsInAsciiSet<uop::kSpaces>>},
    {Intrinsic::kIsUpper, kNumberOf<uop::IsInAsciiSet<uop::kUpper>>},
    {Intrinsic::kByteArrayAppend, kNumberOf<uop::AppendToByteArray>},
    {Intrinsic::kDictGet, kNumberOf<uop::GetOrDefault>},
    {Intrinsic::kListAppend, kNumberOf<uop::AppendToList>},
    {Intrinsic::kSetAdd, kNumberOf<uop::AddToSet>},
};

/// Generic operations that are quiet on such operands. Not there: powers and shifts, of which small
/// operands may make very large numbers; `%`, which formats; `+=`, which may change a bytearray.
struct QuietRow {
  uint16_t operation;
  Demand demands[2];
};
using uop::Operate;
constexpr Demand kPlain = Demand::kPlain;
constexpr QuietRow kQuietRows[] = {
    {kNumberOf<uop::ConcatStr>, {Demand::kNothing, Demand::kNothing}},
    {kNumberOf<Operate<BinaryOperator::kAdd>>, {kPlain, kPlain}},
    {kNumberOf<Operate<BinaryOperator::kSubtract>>, {kPlain, kPlain}},
    {kNumberOf<Operate<BinaryOperator::kMultiply>>, {kPlain, kPlain}},
    {kNumberOf<Operate<BinaryOperator::kTrueDivide>>, {kPlain, kPlain}},
    {kNumberOf<Operate<BinaryOperator::kFloorDivide>>, {kPlain, kPlain}},
    {kNumberOf<Operate<BinaryOperator::kAnd>>, {kPlain, kPlain}},
    {kNumberOf<Operate<BinaryOperator::kOr>>, {kPlain, kPlain}},
    {kNumberOf<Operate<BinaryOperator::kXor>>, {kPlain, kPlain}},
    {kNumberOf<Operate<BinaryOperator::kRshift>>, {kPlain, kPlain}},
    {kNumberOf<uop::CompareAny<CompareOp::kLt>>, {kPlain, kPlain}},
    {kNumberOf<uop::CompareAny<CompareOp::kLe>>, {kPlain, kPlain}},
    {kNumberOf<uop::CompareAny<CompareOp::kEq>>, {kPlain, kPlain}},
    {kNumberOf<uop::CompareAny<CompareOp::kNe>>, {kPlain, kPlain}},
    {kNumberOf<uop::CompareAny<CompareOp::kGt>>, {kPlain, kPlain}},
    {kNumberOf<uop::CompareAny<CompareOp::kGe>>, {kPlain, kPlain}},
    {kNumberOf<uop::IsMember<false>>, {kPlain, kPlain}},
    {kNumberOf<uop::IsMember<true>>, {kPlain, kPlain}},
    {kNumberOf<uop::GetAnyItem>, {Demand::kItems, kPlain}},
    {kNumberOf<uop::NotAny>, {kPlain, Demand::kNothing}},
    {kNumberOf<uop::TruthOfAny>, {kPlain, Demand::kNothing}},
};

const Method* MethodOf(Value callee) {
  if (IsExactly<NativeFunction>(callee)) return &Cast<NativeFunction>(callee)->method();
  return IsExactly<MethodDescriptor>(callee) ? &Cast<MethodDescriptor>(callee)->method() : nullptr;
}

}  // namespace

// --- Micro-ops -----------------------------------------------------------------------------------

/// Whether the path goes on where that operation of the instruction left: then another way is to be
/// found. Calls leave by what looks at their results.
bool Recorder::HasFailed(const Word* pc, uint16_t operation) const {
  const ValueId guard = recording_.paths.back().guard;
  if (guard == kNoValue) return false;
  const Step& step = recording_.recorded[guard].step;
  return step.pc == pc &&
         (step.operation == operation || step.operation == kNumberOf<uop::RequireBound>);
}

/// Whether the micro-op would do it; what it changes, it is not asked to do.
static bool Applies(Thread& t, uint16_t number, const Value* actual) {
  if (!GuardsHold(number, actual)) return false;
  if ((OperationOf(number).effects & uop::kWritesHeap) != 0) return !t.object_locks;
  bool truth;
  return ApplicationOf(t, number, actual, &truth) != Application::kNot;
}

/// What an instruction does to its operand a, with b and c, as a micro-op; false if that is none.
bool Recorder::RecordChange(Thread& t, const Word* pc, uint16_t number) {
  const Operation& operation = OperationOf(number);
  const int16_t operands[] = {pc->a, pc->b, pc->c};
  const auto count = static_cast<size_t>(operation.operand_count);
  Value actual[3];
  for (size_t i = 0; i < count; ++i) actual[i] = Actual(operands[i]);
  if (HasFailed(pc, number) || !Applies(t, number, actual)) return false;
  CallOperands values = kNoOperands;
  for (size_t i = 0; i < count; ++i) {
    values[i] = Required(Operand(operands[i]), operation.operand_type[i]);
  }
  (void)AddOperation(pc, number, values);
  return true;
}

/// A native function that is a micro-op; false if it is another one.
bool Recorder::RecordNativeOperation(Thread& t, const Word* pc, int16_t callee, int16_t self) {
  const Value actual = Actual(callee);
  const Method* method = MethodOf(actual);
  const bool is_int = actual.SameBits(Value::FromObject(types(t).int_));
  const bool is_known = method != nullptr && method->intrinsic != Intrinsic::kNone;
  if (pc[1].operands[0] != kNoOperand || pc->c > 2 || !(is_known || is_int)) return false;
  if (!is_int && IsExactly<MethodDescriptor>(actual) != (self != kNoOperand)) return false;
  NativeOperands given;
  if (self != kNoOperand) given.Add(Operand(self), Actual(self));
  for (int i = 0; i < pc->c; ++i) {
    given.Add(Operand(pc[2].operands[i]), Actual(pc[2].operands[i]));
  }
  if (is_int) return AddNativeOperation(t, pc, callee, kNumberOf<uop::ParseInt>, given);
  // dict.get() of one argument.
  if (method->intrinsic == Intrinsic::kDictGet && given.count == 2) {
    given.Add(AddConstant(Value::None()), Value::None());
  }
  return std::ranges::any_of(kRows, [&](const Row& row) {
    return row.intrinsic == method->intrinsic &&
           AddNativeOperation(t, pc, callee, row.operation, given);
  });
}

bool Recorder::AddNativeOperation(Thread& t, const Word* pc, int16_t callee, uint16_t number,
                                  const NativeOperands& given) {
  const Operation& operation = OperationOf(number);
  if (operation.operand_count != given.count || HasFailed(pc, number) ||
      !Applies(t, number, given.actual)) {
    return false;
  }
  Rely(Actual(callee));
  RequireIdentity(Operand(callee), Actual(callee));
  CallOperands values = kNoOperands;
  for (size_t i = 0; i < given.count; ++i) {
    values[i] = Required(given.values[i], operation.operand_type[i]);
  }
  SetSlot(pc->a, AddOperation(pc, number, values));
  return true;
}

/// A micro-op, as a call if it is no stencil; None if it only does something.
ValueId Recorder::AddOperation(const Word* pc, uint16_t number, const CallOperands& values) {
  const Operation& operation = OperationOf(number);
  ValueId result;
  if (operation.has_stencils) {
    result = Add({.operation = number, .a = values[0], .b = values[1], .c = values[2]});
  } else {
    result = AddLeafCall(MicroOpFunction(number), pc, 0, values);
    if (operation.may_exit) Add({.operation = kNumberOf<uop::RequireBound>, .a = result});
    if (operation.result_type == kIntType) recording_.types[result] = kIntType;
  }
  // It may have been a namespace.
  if (number == kNumberOf<uop::SetDictItem>) versions_.clear();
  return operation.result == Operation::Result::kNone ? AddConstant(Value::None()) : result;
}

// --- Quiet calls ---------------------------------------------------------------------------------

/// kNoValue: it cannot be quiet now, or was not often enough.
ValueId Recorder::AddQuietCall(Thread& t, const Word* pc, CallSite::Function function,
                               uint64_t extra, absl::Span<const QuietOperand> operands) {
  // Where objects have locks another thread may collect while one is waited for.
  if (t.object_locks || HasFailed(pc, kNoOperation)) return kNoValue;
  QuietCallee callee{{function, pc, nullptr, extra, true}, {}, false};
  CallOperands values = kNoOperands;
  for (size_t i = 0; i < operands.size(); ++i) {
    if (!Meets(operands[i].demand, operands[i].actual)) return kNoValue;
    const ValueType type = recording_.types[operands[i].value];
    const bool is_known = type == kIntType || type == kFloatType ||
                          (recording_.recorded[operands[i].value].step.IsConstant() &&
                           operands[i].demand == Demand::kPlain);
    callee.demands[i] = is_known ? Demand::kNothing : operands[i].demand;
    callee.demands_something |= callee.demands[i] != Demand::kNothing;
  }
  for (size_t i = 0; i < operands.size(); ++i) values[i] = AsWord(operands[i].value);
  recording_.quiets.push_back(callee);
  const ValueId result =
      AddLeafCall(&CallQuietly, pc, reinterpret_cast<uint64_t>(&recording_.quiets.back()), values);
  Add({.operation = kNumberOf<uop::RequireBound>, .a = result});
  return result;
}

/// A generic micro-op; kNoValue: it is no quiet one.
ValueId Recorder::RecordQuietOperation(Thread& t, const Word* pc, uint16_t number,
                                       const CallOperands& values) {
  const auto* row = std::ranges::find(kQuietRows, number, &QuietRow::operation);
  if (row == std::end(kQuietRows)) return kNoValue;
  const OperatorOperands operands(pc);
  std::vector<QuietOperand> quiet;
  for (int i = 0; i < operands.count; ++i) {
    const auto at = static_cast<size_t>(i);
    quiet.push_back({values[at], Actual(operands.from[i]), row->demands[at]});
  }
  return AddQuietCall(t, pc, MicroOpFunction(number), operands.to == kNoOperand ? 1 : 0, quiet);
}

/// A native function or method whose operands fit in registers; false if it is another one.
bool Recorder::RecordNativeCall(Thread& t, const Word* pc, int16_t callee, int16_t self) {
  if (RecordNativeOperation(t, pc, callee, self)) return true;
  const Value actual = Actual(callee);
  const bool is_bound = IsExactly<NativeFunction>(actual) && self == kNoOperand;
  const bool is_method = IsExactly<MethodDescriptor>(actual) && self != kNoOperand;
  const size_t count = static_cast<size_t>(pc->c) + (is_method ? 1 : 0);
  if (pc[1].operands[0] != kNoOperand || !(is_bound || is_method) || count > kMostArguments) {
    return false;
  }
  NativeCallee native{MethodOf(actual), 0, is_bound, static_cast<uint32_t>(pc->c)};
  const Demand demand = native.method->quiet == Quiet::kAlways ? Demand::kNothing : Demand::kPlain;
  std::vector<QuietOperand> quiet;
  if (is_bound) {
    native.self = Cast<NativeFunction>(actual)->self().bits();
  } else {
    if (!IsReceiver(t, actual, Actual(self))) return false;
    const ValueId receiver = AsWord(Operand(self));
    RequireShape(receiver, Actual(self).AsObject()->shape_id());
    quiet.push_back({receiver, Actual(self), Demand::kNothing});
  }
  Rely(actual);
  RequireIdentity(Operand(callee), actual);
  for (int i = 0; i < pc->c; ++i) {
    quiet.push_back({Operand(pc[2].operands[i]), Actual(pc[2].operands[i]), demand});
  }
  recording_.natives.push_back(native);
  const auto extra = reinterpret_cast<uint64_t>(&recording_.natives.back());
  if (native.method->quiet != Quiet::kNever) {
    const ValueId result = AddQuietCall(t, pc, &CallQuietNative, extra, quiet);
    if (result != kNoValue) {
      SetSlot(pc->a, result);
      return true;
    }
  }
  CallOperands operands = kNoOperands;
  for (size_t i = 0; i < quiet.size(); ++i) operands[i] = AsWord(quiet[i].value);
  SetSlot(pc->a, AddCall(&CallNative, pc, extra, operands));
  PollAfter(pc + InstructionLength(pc));
  return true;
}

// --- Items and slices ----------------------------------------------------------------------------

/// kNoValue: it is no iterator that steps quietly, or often enough was not.
ValueId Recorder::NextQuietly(Thread& t, const Word* pc) {
  const Value iterator = Actual(pc->b);
  if (IsPlain(iterator)) return kNoValue;
  return AddQuietCall(t, pc, &NextQuietItem, 0,
                      {{{Get(PlaceOf(pc->b)), iterator, Demand::kItems}}});
}

/// Of a dict, a bytearray, or something else with quiet items.
bool Recorder::RecordQuietSetItem(Thread& t, const Word* pc) {
  if (RecordChange(t, pc, kNumberOf<uop::SetDictItem>) ||
      RecordChange(t, pc, kNumberOf<uop::SetByteArrayItem>)) {
    return true;
  }
  if (IsPlain(Actual(pc->a))) return false;
  return AddQuietCall(t, pc, &SetQuietItem, 0,
                      {{{Operand(pc->a), Actual(pc->a), Demand::kItems},
                        {Operand(pc->b), Actual(pc->b), Demand::kPlain},
                        {Operand(pc->c), Actual(pc->c), Demand::kPlain}}}) != kNoValue;
}

/// Of a built-in sequence; what is assigned is a list or tuple.
bool Recorder::RecordSlice(Thread& t, const Word* pc) {
  constexpr int kMostParts = 5;
  const bool sets = static_cast<Opcode>(pc->op) == Opcode::SET_SLICE;
  const int16_t step = pc[1].operands[0];
  const int16_t get_parts[] = {pc->b, pc->c, pc[1].operands[1], step};
  const int16_t set_parts[] = {pc->a, pc->b, pc->c, step, pc[1].operands[1]};
  const absl::Span<const int16_t> from =
      sets ? absl::Span<const int16_t>(set_parts) : absl::Span<const int16_t>(get_parts);
  SliceParts parts;
  std::vector<QuietOperand> quiet;
  for (size_t i = 0; i < from.size(); ++i) {
    const bool is_value = i == kMostParts - 1;
    const Value actual = from[i] == kNoOperand ? Value::None() : Actual(from[i]);
    ValueId value = from[i] == kNoOperand ? AddConstant(actual) : Operand(from[i]);
    Demand demand = Demand::kPlain;
    const bool is_list = IsExactly<List>(actual);
    if (i == 0 || is_value) {
      const bool is_known = is_list || (IsExactly<Tuple>(actual) && (!sets || is_value));
      if (!is_known && sets) return RecordFunction(pc);
      if (is_known) {
        value = Required(value, is_list ? kListType : kTupleType);
        demand = Demand::kNothing;
      }
    }
    parts.from[i] = SliceParts::kConstant;
    parts.constants[i] = actual.bits();
    const bool is_constant = recording_.recorded[value].step.Is(TraceOperation::kConstant);
    if (is_constant && !actual.IsObject()) continue;
    if (quiet.size() == kMostArguments) return RecordFunction(pc);
    parts.from[i] = static_cast<int8_t>(quiet.size());
    quiet.push_back({value, actual, demand});
  }
  recording_.slices.push_back(parts);
  const auto extra = reinterpret_cast<uint64_t>(&recording_.slices.back());
  const ValueId result = AddQuietCall(t, pc, sets ? &SetQuietSlice : &GetQuietSlice, extra, quiet);
  if (result == kNoValue) return RecordFunction(pc);
  if (!sets) SetSlot(pc->a, result);
  return true;
}

}  // namespace krait::jit
