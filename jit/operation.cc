#include "jit/operation.h"

#include <array>
#include <tuple>

#include "stencils/placements.h"
#include "vm/uop/catalog.h"
#include "vm/uop/traits.h"

namespace krait::jit {
namespace {

template <typename T>
constexpr Operation::Result ResultOf() {
  if constexpr (std::is_same_v<T, uop::Done>) return Operation::Result::kNone;
  if constexpr (std::is_same_v<T, bool>) return Operation::Result::kBool;
  if constexpr (std::is_same_v<T, uop::Double>) return Operation::Result::kFloat;
  return Operation::Result::kInt;
}

template <typename T>
constexpr ValueType TypeOf() {
  if constexpr (std::is_same_v<T, Value> || std::is_same_v<T, uop::Done>) {
    return kAnyType;
  } else if constexpr (std::is_same_v<T, bool>) {
    return kBoolType;
  } else {
    return uop::kNumberOf<uop::Require<T>>;
  }
}

template <typename Op>
constexpr Operation Describe() {
  using Traits = uop::Traits<Op>;
  constexpr bool kIsBool = std::is_same_v<typename Traits::Result::Type, bool>;
  using Placements =
      stencils::Placements<Op, kIsBool ? stencils::Use::kRequireTrue : stencils::Use::kValue>;
  Operation operation;
  operation.operand_count = Placements::kCount;
  operation.has_immediate = Placements::kHasImmediate;
  operation.operand[0] = Placements::kClassOfA;
  operation.operand[1] = Placements::kClassOfB;
  operation.takes_constant = Placements::kTakesConstant;
  operation.has_fixed_placement = Placements::kFixed;
  operation.may_exit = Traits::Result::kMayExit;
  operation.has_stencils = stencils::kHasStencils<Op>;
  operation.result = ResultOf<typename Traits::Result::Type>();
  operation.effects = Op::kEffects;
  operation.operand_type[0] = TypeOf<typename Placements::A>();
  operation.operand_type[1] = TypeOf<typename Placements::B>();
  operation.operand_type[2] = TypeOf<typename Placements::C>();
  operation.result_type = TypeOf<typename Traits::Result::Type>();
  if constexpr (uop::HasFloatForm<Op>) {
    operation.float_form = uop::kNumberOf<typename Op::FloatForm>;
    operation.conversion = uop::kNumberOf<typename Op::Conversion>;
  }
  return operation;
}

template <typename... Ops>
constexpr std::array<Operation, sizeof...(Ops)> DescribeAll(uop::OpList<Ops...>) {
  return {Describe<Ops>()...};
}

template <typename Op>
std::string_view SpelledName() {
  const std::string_view text = __PRETTY_FUNCTION__;
  const size_t begin = text.find("Op = ") + 5;
  return text.substr(begin, text.size() - begin - 1);
}

template <typename... Ops>
constexpr std::array<std::string_view (*)(), sizeof...(Ops)> SpelledNames(uop::OpList<Ops...>) {
  return {&SpelledName<Ops>...};
}

constexpr auto kMicroOps = DescribeAll(uop::AllOps());
constexpr auto kSpelledNames = SpelledNames(uop::AllOps());

// In the order of TraceOperation:
constexpr Operation kTraceOperations[] = {
    {.result = Operation::Result::kInt},
    {.result = Operation::Result::kFloat},
    {.result = Operation::Result::kInt, .effects = uop::kReadsHeap},
    {.operand_count = 1, .result = Operation::Result::kInt},
    {.operand_count = 1, .effects = uop::kWritesHeap},
    {.may_exit = true,
     .has_stencils = true,
     .result = Operation::Result::kInt,
     .effects = uop::kGeneric},
    {.may_exit = true, .has_stencils = true},
    {.may_exit = true, .has_stencils = true, .effects = uop::kReadsHeap},
};
constexpr const char* kTraceNames[] = {"constant", "float", "slot",  "phi",
                                       "store",    "call",  "leave", "poll"};
static_assert(std::size(kTraceOperations) == std::size(kTraceNames));

}  // namespace

const uint16_t kMicroOpCount = kMicroOps.size();
const ValueType kIntType = TypeOf<uop::SmallInt>();
const ValueType kFloatType = TypeOf<uop::Double>();
const ValueType kRangeIteratorType = TypeOf<uop::Exact<RangeIterator>>();
const ValueType kListIteratorType = TypeOf<uop::Exact<ListIterator>>();
const ValueType kTupleIteratorType = TypeOf<uop::Exact<TupleIterator>>();
const ValueType kDictIteratorType = TypeOf<uop::Exact<DictIterator>>();
const ValueType kEnumerateType = TypeOf<uop::Exact<Enumerate>>();
const ValueType kStrIteratorType = TypeOf<uop::Exact<StrIterator>>();
const ValueType kBytesIteratorType = TypeOf<uop::Exact<BytesIterator>>();
const ValueType kZipType = TypeOf<uop::Exact<Zip>>();
const ValueType kGeneratorType = TypeOf<uop::Exact<Generator>>();
const ValueType kListType = TypeOf<uop::Exact<List>>();
const ValueType kTupleType = TypeOf<uop::Exact<Tuple>>();
const ValueType kDictType = TypeOf<uop::Exact<Dict>>();
const ValueType kCellType = TypeOf<uop::Exact<Cell>>();
const ValueType kFunctionType = TypeOf<uop::Exact<Function>>();
const ValueType kBoundMethodType = TypeOf<uop::Exact<BoundMethod>>();
const ValueType kExceptionType = TypeOf<uop::Any<Exception>>();

const Operation* const kOperations[] = {kMicroOps.data(), kTraceOperations};

std::string NameOf(uint16_t number) {
  if (number >= kMicroOps.size()) {
    return kTraceNames[number - NumberOf(TraceOperation::kConstant)];
  }
  std::string name(kSpelledNames[number]());
  for (std::string_view space : {"krait::uop::", "krait::"}) {
    for (size_t at; (at = name.find(space)) != std::string::npos;) name.erase(at, space.size());
  }
  return name;
}

std::optional<uint16_t> NumberOfName(std::string_view name) {
  uint16_t number = NumberOf(TraceOperation::kConstant);
  for (const char* known : kTraceNames) {
    if (name == known) return number;
    ++number;
  }
  for (number = 0; number < kMicroOps.size(); ++number) {
    if (NameOf(number) == name) return number;
  }
  return std::nullopt;
}

}  // namespace krait::jit
