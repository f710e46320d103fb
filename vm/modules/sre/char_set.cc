#include "vm/modules/sre/char_set.h"

namespace krait::sre {
namespace {

CaseMode CaseModeOf(Opcode set_test) {
  if (set_test == Opcode::kInIgnore) return CaseMode::kAscii;
  if (set_test == Opcode::kInUniIgnore) return CaseMode::kUnicode;
  return CaseMode::kExact;
}

}  // namespace

CharSet CharSetOf(const CharTest& test) {
  CharSet set;
  if (test.op == Opcode::kLiteral) {
    set.Add(test.operands[0]);
    return set;
  }
  if (DependsOnLocale(test)) {
    set = CharSet::All();
    set.end = false;
    return set;
  }
  set.wide = WideMembersOf(test) != WideMembers::kNone;
  if (IsSetTest(test.op)) {
    NarrowMembers members = NarrowSetMembers(test.operands + 1);
    for (uint32_t c = 0; c < 256; ++c) {
      uint32_t member = Lower(CaseModeOf(test.op), c);  // never wide, as c is not
      if ((members.bits[member >> 6] >> (member & 63)) & 1) set.Add(c);
    }
    return set;
  }
  for (uint32_t c = 0; c < 256; ++c) {
    if (Matches(test, c)) set.Add(c);
  }
  return set;
}

}  // namespace krait::sre
