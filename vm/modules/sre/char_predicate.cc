#include "vm/modules/sre/char_predicate.h"

namespace krait::sre {
namespace {

bool SetHasIgnoringLocaleCase(const uint32_t* set, uint32_t c) {
  uint32_t lower = LocaleLower(c);
  if (SetHas(set, lower)) return true;
  uint32_t upper = LocaleUpper(c);
  return upper != lower && SetHas(set, upper);
}

bool IsLocaleEqual(uint32_t literal, uint32_t c) {
  return c == literal || LocaleLower(c) == literal || LocaleUpper(c) == literal;
}

}  // namespace

bool IsSetPredicate(Opcode op) {
  return op == Opcode::kIn || op == Opcode::kInIgnore || op == Opcode::kInLocIgnore ||
         op == Opcode::kInUniIgnore;
}

bool IsCharPredicate(Opcode op) {
  switch (op) {
    case Opcode::kAny:
    case Opcode::kAnyAll:
    case Opcode::kCategory:
    case Opcode::kLiteral:
    case Opcode::kNotLiteral:
    case Opcode::kLiteralIgnore:
    case Opcode::kNotLiteralIgnore:
    case Opcode::kLiteralLocIgnore:
    case Opcode::kNotLiteralLocIgnore:
    case Opcode::kLiteralUniIgnore:
    case Opcode::kNotLiteralUniIgnore:
      return true;
    default:
      return IsSetPredicate(op);
  }
}

size_t OperandCount(const CharPredicate& predicate) {
  if (predicate.op == Opcode::kAny || predicate.op == Opcode::kAnyAll) return 0;
  return IsSetPredicate(predicate.op) ? predicate.operands[0] : 1;
}

bool Matches(const CharPredicate& predicate, uint32_t c) {
  switch (predicate.op) {
    case Opcode::kAny:
      return c != '\n';
    case Opcode::kAnyAll:
      return true;
    case Opcode::kCategory:
      return InCategory(static_cast<CategoryCode>(predicate.operands[0]), c);
    case Opcode::kLiteral:
      return c == predicate.operands[0];
    case Opcode::kNotLiteral:
      return c != predicate.operands[0];
    case Opcode::kLiteralIgnore:
      return AsciiLower(c) == predicate.operands[0];
    case Opcode::kNotLiteralIgnore:
      return AsciiLower(c) != predicate.operands[0];
    case Opcode::kLiteralLocIgnore:
      return IsLocaleEqual(predicate.operands[0], c);
    case Opcode::kNotLiteralLocIgnore:
      return !IsLocaleEqual(predicate.operands[0], c);
    case Opcode::kLiteralUniIgnore:
      return UnicodeLower(c) == predicate.operands[0];
    case Opcode::kNotLiteralUniIgnore:
      return UnicodeLower(c) != predicate.operands[0];
    case Opcode::kIn:
      return SetHas(predicate.operands + 1, c);
    case Opcode::kInIgnore:
      return SetHas(predicate.operands + 1, AsciiLower(c));
    case Opcode::kInUniIgnore:
      return SetHas(predicate.operands + 1, UnicodeLower(c));
    case Opcode::kInLocIgnore:
      return SetHasIgnoringLocaleCase(predicate.operands + 1, c);
    default:
      return false;
  }
}

bool DependsOnLocale(const CharPredicate& predicate) {
  switch (predicate.op) {
    case Opcode::kLiteralLocIgnore:
    case Opcode::kNotLiteralLocIgnore:
    case Opcode::kInLocIgnore:
      return true;
    case Opcode::kCategory:
      return (predicate.operands[0] | 1) == static_cast<uint32_t>(CategoryCode::kLocNotWord);
    default:
      return IsSetPredicate(predicate.op) && SetDependsOnLocale(predicate.operands + 1);
  }
}

WideMembers WideMembersOf(const CharPredicate& predicate) {
  switch (predicate.op) {
    case Opcode::kAny:
    case Opcode::kAnyAll:
      return WideMembers::kAll;
    case Opcode::kCategory:
      return WideCategoryMembers(static_cast<CategoryCode>(predicate.operands[0]));
    case Opcode::kLiteral:
    case Opcode::kLiteralIgnore:
      return predicate.operands[0] < 256 ? WideMembers::kNone : WideMembers::kUnknown;
    case Opcode::kNotLiteral:
    case Opcode::kNotLiteralIgnore:
      return predicate.operands[0] < 256 ? WideMembers::kAll : WideMembers::kUnknown;
    case Opcode::kIn:
    case Opcode::kInIgnore:
      return WideSetMembers(predicate.operands + 1);
    default:
      return WideMembers::kUnknown;
  }
}

}  // namespace krait::sre
