#include "vm/modules/sre/items.h"

namespace krait::sre {

ABSL_ATTRIBUTE_NOINLINE bool TestHas(Machine& m, uint32_t offset, uint32_t c) {
  const uint32_t* test = m.tests + offset;
  CharTest char_test{static_cast<Opcode>(test[0]), test + 1};
  if (IsSetTest(char_test.op)) m.Charge(test[1]);
  return Matches(char_test, c);
}

}  // namespace krait::sre
