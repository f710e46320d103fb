#include "vm/modules/sre/operand_pool.h"

#include <cstring>

namespace krait::sre {
namespace {

// Whether `predicate` is a set of one category, negated or not, and which it comes to.
bool IsOneCategory(const CharPredicate& predicate, uint32_t& category) {
  if (predicate.op != Opcode::kIn) return false;
  const uint32_t* item = predicate.operands + 1;
  uint32_t negated = static_cast<Opcode>(*item) == Opcode::kNegate;
  item += negated;
  if (static_cast<Opcode>(item[0]) != Opcode::kCategory) return false;
  category = item[1] ^ negated;
  return static_cast<Opcode>(item[2]) == Opcode::kFailure;
}

}  // namespace

uint32_t OperandPool::ColumnOf(const CharSet& set, uint32_t flags) {
  uint32_t column = 0;
  ok_ &= tables_.Add(set, column);
  return column | flags;
}

uint32_t OperandPool::StartsOf(const CharSet& set) {
  return ColumnOf(set, (set.wide ? Column::kWideAll : 0) | (set.end ? Column::kEnd : 0));
}

uint32_t OperandPool::AddPredicate(const CharPredicate& predicate) {
  uint32_t offset = static_cast<uint32_t>(predicates_.size());
  uint32_t category;
  if (IsOneCategory(predicate, category)) {
    ok_ &= predicates_.Append(static_cast<uint32_t>(Opcode::kCategory)) &&
           predicates_.Append(category);
  } else {
    ok_ &= predicates_.Append(static_cast<uint32_t>(predicate.op)) &&
           predicates_.Append(predicate.operands, OperandCount(predicate));
  }
  return offset;
}

Item OperandPool::ItemFor(const CharPredicate& predicate, const CharSet& set) {
  if (predicate.op == Opcode::kAnyAll) return {ItemKind::kAnyAll};
  if (predicate.op == Opcode::kAny) return {ItemKind::kAnyButNewline};
  if (predicate.op == Opcode::kLiteral) return {ItemKind::kLiteral, {*predicate.operands, 0}};
  if (predicate.op == Opcode::kNotLiteral) {
    return {ItemKind::kNotLiteral, {*predicate.operands, 0}};
  }
  if (DependsOnLocale(predicate)) return {ItemKind::kPredicate, {0, AddPredicate(predicate)}};
  WideMembers wide = WideMembersOf(predicate);
  int count = set.CountBits();
  if (wide == WideMembers::kNone && count == 1) return {ItemKind::kLiteral, {set.FirstBit(), 0}};
  if (wide == WideMembers::kAll && count == 256) return {ItemKind::kAnyAll};
  if (wide == WideMembers::kAll && count == 255) {
    CharSet others;
    for (int i = 0; i < 4; ++i) others.bits[i] = ~set.bits[i];
    return {ItemKind::kNotLiteral, {others.FirstBit(), 0}};
  }
  if (wide == WideMembers::kUnknown) {
    return {ItemKind::kTable, {ColumnOf(set, Column::kWideByPredicate), AddPredicate(predicate)}};
  }
  return {ItemKind::kTable, {ColumnOf(set, wide == WideMembers::kAll ? Column::kWideAll : 0), 0}};
}

void OperandPool::AppendTo(Array<uint32_t>& program, ProgramHeader& header) {
  header.predicates = static_cast<uint32_t>(program.size());
  ok_ &= program.Append(predicates_.data(), predicates_.size());
  header.tables = static_cast<uint32_t>(program.size());
  size_t bytes = tables_.bytes().size();
  ok_ &= program.Resize(program.size() + bytes / sizeof(uint32_t));
  if (ok_ && bytes != 0) {
    std::memcpy(program.data() + header.tables, tables_.bytes().data(), bytes);
  }
}

}  // namespace krait::sre
