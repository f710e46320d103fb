#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "stencils/placement.h"
#include "vm/uop/machine.h"

/// What compiled code is made of: the micro-ops of vm/uop, by their numbers, and a few operations
/// that only a trace has.
namespace krait::jit {

using stencils::RegisterClass;

/// The numbers of a trace's own operations lie behind those of all micro-ops.
enum class TraceOperation : uint16_t {
  kConstant = 0x4000,  // a word: bits of a Value
  kFloat,              // a double, by its bits
  kSlot,               // what the frame's slot held when the trace was entered
  kPhi,                // the first value when the loop is entered, another one when it goes on
  kStore,              // writes a frame's slot
  kCall,               // of a function outside: see CallSite
  kLeave,              // always leaves
  kPoll,               // leaves if somebody asks the thread for something
};

constexpr uint16_t NumberOf(TraceOperation operation) { return static_cast<uint16_t>(operation); }

/// What is known of a value: the number of the micro-op that requires it, Require<T>.
using ValueType = uint16_t;
inline constexpr ValueType kAnyType = UINT16_MAX;
inline constexpr ValueType kBoolType = UINT16_MAX - 1;
inline constexpr uint16_t kNoOperation = UINT16_MAX;

struct Operation {
  enum class Result : uint8_t { kNone, kInt, kFloat, kBool };

  static constexpr int kMostOperands = 3;

  uint8_t operand_count = 0;
  RegisterClass operand[kMostOperands] = {};  // the kind of register
  bool takes_constant = false;                // the second operand can be one of 31 bits
  bool has_immediate = false;                 // there is a number of 31 bits besides
  bool has_fixed_placement = false;
  bool may_exit = false;
  bool has_stencils = false;
  Result result = Result::kNone;  // kInt: any word but a double's
  uop::Effects effects = uop::kPure;
  ValueType operand_type[kMostOperands] = {kAnyType, kAnyType, kAnyType};
  ValueType result_type = kAnyType;
  /// Of a micro-op on a float and an int, or on ints that become floats: the micro-op on floats
  /// that it stands for, and the one that makes floats of its ints.
  uint16_t float_form = kNoOperation;
  uint16_t conversion = kNoOperation;
};

/// How many micro-ops there are.
extern const uint16_t kMicroOpCount;
/// The micro-ops; the operations that only a trace has.
extern const Operation* const kOperations[2];

/// Of a micro-op or TraceOperation.
inline const Operation& OperationOf(uint16_t number) {
  constexpr int kBits = std::countr_zero(NumberOf(TraceOperation::kConstant));
  return kOperations[number >> kBits][number & ((1u << kBits) - 1)];
}
/// Require<SmallInt> and Require<Double>.
extern const ValueType kIntType;
extern const ValueType kFloatType;
extern const ValueType kRangeIteratorType;
extern const ValueType kListIteratorType;
extern const ValueType kTupleIteratorType;
extern const ValueType kDictIteratorType;
extern const ValueType kEnumerateType;
extern const ValueType kGeneratorType;
extern const ValueType kBytesIteratorType;
extern const ValueType kStrIteratorType;
extern const ValueType kZipType;
extern const ValueType kListType;
extern const ValueType kTupleType;
extern const ValueType kDictType;
extern const ValueType kCellType;
extern const ValueType kFunctionType;
extern const ValueType kBoundMethodType;
extern const ValueType kExceptionType;  // of a class below it, too

/// As vm/uop spells it: "CompareInt<CompareOp::kLt>".
std::string NameOf(uint16_t number);
std::optional<uint16_t> NumberOfName(std::string_view name);

}  // namespace krait::jit
