#pragma once

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
  kLeave,              // always leaves
  kPoll,               // leaves if somebody asks the thread for something
};

constexpr uint16_t NumberOf(TraceOperation operation) { return static_cast<uint16_t>(operation); }

struct Operation {
  enum class Result : uint8_t { kNone, kInt, kFloat, kBool };

  uint8_t operand_count = 0;
  RegisterClass operand[2] = {};  // the kind of register
  bool takes_constant = false;    // the second operand can be one of 31 bits
  bool has_fixed_placement = false;
  bool may_exit = false;
  bool has_stencils = false;
  Result result = Result::kNone;  // kInt: any word but a double's
  uop::Effects effects = uop::kPure;
};

/// How many micro-ops there are.
extern const uint16_t kMicroOpCount;

/// Of a micro-op or TraceOperation.
const Operation& OperationOf(uint16_t number);
/// As vm/uop spells it: "CompareInt<CompareOp::kLt>".
std::string NameOf(uint16_t number);
std::optional<uint16_t> NumberOfName(std::string_view name);

}  // namespace krait::jit
