#include "vm/modules/sre/char_set.h"

namespace krait::sre {
namespace {

CaseMode CaseModeOf(Opcode op) {
  if (op == Opcode::kInIgnore) return CaseMode::kAscii;
  if (op == Opcode::kInUniIgnore) return CaseMode::kUnicode;
  return CaseMode::kExact;
}

}  // namespace

CharSet CharSetOf(const CharPredicate& predicate) {
  CharSet set;
  if (predicate.op == Opcode::kLiteral) {
    set.Add(predicate.operands[0]);
    return set;
  }
  if (DependsOnLocale(predicate)) {
    set = CharSet::All();
    set.end = false;
    return set;
  }
  set.wide = WideMembersOf(predicate) != WideMembers::kNone;
  if (IsSetPredicate(predicate.op)) {
    NarrowMembers members = NarrowSetMembers(predicate.operands + 1);
    for (uint32_t c = 0; c < 256; ++c) {
      uint32_t member = Lower(CaseModeOf(predicate.op), c);  // never wide, as c is not
      if ((members.bits[member >> 6] >> (member & 63)) & 1) set.Add(c);
    }
    return set;
  }
  for (uint32_t c = 0; c < 256; ++c) {
    if (Matches(predicate, c)) set.Add(c);
  }
  return set;
}

}  // namespace krait::sre
