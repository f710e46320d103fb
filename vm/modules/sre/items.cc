#include "vm/modules/sre/items.h"

namespace krait::sre {

ABSL_ATTRIBUTE_NOINLINE bool PredicateHas(Machine& m, uint32_t offset, uint32_t c) {
  constexpr size_t kLeastWork = 8;
  constexpr uint32_t kWord = static_cast<uint32_t>(CategoryCode::kUniWord);
  const uint32_t* words = m.predicates + offset;
  CharPredicate predicate{static_cast<Opcode>(words[0]), words + 1};
  m.Charge(kLeastWork);
  // The letters of most of the world's text.
  if (predicate.op == Opcode::kCategory && (words[1] & ~1u) == kWord) {
    return IsUnicodeWord(c) == (words[1] == kWord);
  }
  if (IsSetPredicate(predicate.op)) m.Charge(words[1]);
  return Matches(predicate, c);
}

}  // namespace krait::sre
