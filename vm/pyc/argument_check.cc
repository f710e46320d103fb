#include "vm/pyc/argument_check.h"

#include <bit>

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

// What the argument of an instruction must be, if it is not about locals or the stack.
struct Bounds {
  int32_t low;
  int32_t high;
};

constexpr Bounds kAny = {0, INT32_MAX};
/// Counts that the translation keeps in 16 bits.
constexpr int32_t kMaxCount = 32'000;

Bounds BoundsOf(const StackInstruction& in, const CodeFields& fields) {
  const Bounds kConstIndex = {0, static_cast<int32_t>(fields.consts->size()) - 1};
  const Bounds kNameIndex = {0, static_cast<int32_t>(fields.names->size()) - 1};
  switch (in.op) {
    case StackOp::LOAD_CONST:
      return kConstIndex;
    case StackOp::LOAD_NAME:
    case StackOp::STORE_NAME:
    case StackOp::DELETE_NAME:
    case StackOp::LOAD_GLOBAL:
    case StackOp::STORE_GLOBAL:
    case StackOp::DELETE_GLOBAL:
    case StackOp::LOAD_ATTR:
    case StackOp::STORE_ATTR:
    case StackOp::DELETE_ATTR:
    case StackOp::LOAD_METHOD:
    case StackOp::IMPORT_NAME:
    case StackOp::IMPORT_FROM:
      return kNameIndex;
    case StackOp::BINARY_OP:
      return {0, 25};
    case StackOp::COMPARE_OP:
      return {0, 5};
    case StackOp::IS_OP:
    case StackOp::CONTAINS_OP:
    case StackOp::CALL_FUNCTION_EX:
      return {0, 1};
    case StackOp::RAISE_VARARGS:
    case StackOp::GET_AWAITABLE:
      return {0, 2};
    case StackOp::RESUME:
      return {0, 3};
    case StackOp::BUILD_SLICE:
      return {2, 3};
    case StackOp::FORMAT_VALUE:
      return {0, 7};
    case StackOp::MAKE_FUNCTION:
      return {0, 15};
    case StackOp::COPY:
    case StackOp::SWAP:
    case StackOp::LIST_APPEND:
    case StackOp::LIST_EXTEND:
    case StackOp::SET_ADD:
    case StackOp::SET_UPDATE:
    case StackOp::MAP_ADD:
    case StackOp::DICT_UPDATE:
    case StackOp::DICT_MERGE:
      return {1, kMaxCount};
    case StackOp::MATCH_CLASS:
      return {0, kMaxCount};
    default:
      return kAny;
  }
}

bool IsPrologueOp(StackOp op) {
  return op == StackOp::COPY_FREE_VARS || op == StackOp::MAKE_CELL ||
         op == StackOp::RETURN_GENERATOR;
}

}  // namespace

ArgumentCheck::ArgumentCheck(const CodeFields& fields, const StackCode& stack)
    : fields_(fields), stack_(stack), is_made_cell_(fields.localspluskinds->size()) {
  while (prologue_length_ < stack.instructions.size() &&
         IsPrologueOp(stack.instructions[prologue_length_].op)) {
    const StackOp op = stack.instructions[prologue_length_++].op;
    if (op != StackOp::RETURN_GENERATOR) continue;
    is_generator_ = true;
    // What a generator starts with on its stack is nobody's business.
    if (prologue_length_ < stack.instructions.size()) ++prologue_length_;
    break;
  }
}

std::string ArgumentCheck::Check(size_t index) {
  const StackInstruction& in = stack_.instructions[index];
  const Bounds bounds = BoundsOf(in, fields_);
  if (in.arg < bounds.low || in.arg > bounds.high) {
    return absl::StrCat("argument ", in.arg, " is out of range");
  }
  switch (in.op) {
    case StackOp::COPY_FREE_VARS:
    case StackOp::MAKE_CELL:
    case StackOp::RETURN_GENERATOR:
      if (index >= prologue_length_) return "must stand at the beginning";
      if (in.op == StackOp::RETURN_GENERATOR && !IsPopTop(index + 1)) {
        return "is not followed by POP_TOP";
      }
      if (in.op == StackOp::COPY_FREE_VARS && index != 0) return "must be the first instruction";
      return CheckPrologue(in);
    case StackOp::LOAD_FAST:
    case StackOp::STORE_FAST:
    case StackOp::DELETE_FAST:
      return CheckLocal(in);
    case StackOp::LOAD_CLOSURE:
    case StackOp::LOAD_DEREF:
    case StackOp::STORE_DEREF:
    case StackOp::DELETE_DEREF:
    case StackOp::LOAD_CLASSDEREF:
      return CheckCell(in);
    case StackOp::CALL:
      return CheckKeywords(in);
    case StackOp::YIELD_VALUE:
    case StackOp::SEND:
      return is_generator_ ? "" : "not in a generator";
    case StackOp::ASYNC_GEN_WRAP:
      if (!is_generator_ || (fields_.flags & kCodeAsyncGenerator) == 0) {
        return "not in an asynchronous generator";
      }
      return "";
    default:
      return "";
  }
}

bool ArgumentCheck::IsPopTop(size_t index) const {
  return index < stack_.instructions.size() && stack_.instructions[index].op == StackOp::POP_TOP;
}

std::string ArgumentCheck::CheckPrologue(const StackInstruction& in) {
  const absl::Span<const uint8_t> kinds = fields_.localspluskinds->span();
  const size_t arg = static_cast<size_t>(in.arg);
  if (in.op == StackOp::RETURN_GENERATOR) {
    if (std::popcount(fields_.flags & kCodeAnyGenerator) == 1) return "";
    return "co_flags do not say what kind of generator this is";
  }
  if (in.op == StackOp::MAKE_CELL) {
    if (arg >= kinds.size() || (kinds[arg] & kLocalCell) == 0) return "the local is no cell";
    if (is_made_cell_[arg]) return "the cell has been made already";
    is_made_cell_[arg] = true;
    return "";
  }
  size_t free = 0;
  for (size_t i = 0; i < kinds.size(); ++i) {
    if ((kinds[i] & kLocalFree) == 0) continue;
    is_made_cell_[i] = true;
    ++free;
  }
  return arg == free ? "" : absl::StrCat("there are ", free, " free variables, not ", arg);
}

std::string ArgumentCheck::CheckLocal(const StackInstruction& in) const {
  const absl::Span<const uint8_t> kinds = fields_.localspluskinds->span();
  if (static_cast<size_t>(in.arg) >= kinds.size()) {
    return absl::StrCat("there is no local ", in.arg);
  }
  return kinds[in.arg] == kLocalPlain ? "" : absl::StrCat("local ", in.arg, " is a cell");
}

std::string ArgumentCheck::CheckCell(const StackInstruction& in) const {
  if (static_cast<size_t>(in.arg) >= is_made_cell_.size()) {
    return absl::StrCat("there is no local ", in.arg);
  }
  if (is_made_cell_[in.arg]) return "";
  return absl::StrCat("local ", in.arg, " is no cell, or was not made one at the beginning");
}

std::string ArgumentCheck::CheckKeywords(const StackInstruction& in) const {
  if (in.extra < 0) return "";
  if (static_cast<size_t>(in.extra) >= fields_.consts->size() ||
      !IsExactly<Tuple>(fields_.consts->At(in.extra))) {
    return absl::StrCat("KW_NAMES ", in.extra, " is no constant tuple");
  }
  const Tuple* names = Cast<Tuple>(fields_.consts->At(in.extra));
  for (Value name : names->values()) {
    if (!IsExactly<Str>(name)) return "KW_NAMES holds something other than str";
  }
  if (names->size() <= static_cast<size_t>(in.arg)) return "";
  return "more keyword names than arguments";
}

}  // namespace krait
