#include "jit/gdb.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

// As gdb sees them.
extern "C" {
struct Entry {
  Entry* next;
  Entry* previous;
  const char* object;
  uint64_t size;
};
struct Descriptor {
  uint32_t version;
  uint32_t action;
  Entry* relevant;
  Entry* first;
};
extern Descriptor __jit_debug_descriptor;
}

namespace krait::jit {
namespace {

constexpr uint8_t kCode[16] = {};

using List = std::vector<const char*>;

List Objects() {
  List objects;
  const Entry* previous = nullptr;
  for (const Entry* entry = __jit_debug_descriptor.first; entry != nullptr; entry = entry->next) {
    EXPECT_EQ(entry->previous, previous);
    objects.push_back(entry->object);
    previous = entry;
  }
  return objects;
}

TEST(GdbTest, CodeIsKnownWhileItsEntryLives) {
  EXPECT_EQ(__jit_debug_descriptor.version, 1u);
  {
    const GdbEntry a(kCode, "a");
    EXPECT_EQ(__jit_debug_descriptor.action, 1u);  // registers
    EXPECT_EQ(__jit_debug_descriptor.relevant->size, a.object().size());
    auto b = std::make_unique<GdbEntry>(kCode, "b");
    const GdbEntry c(kCode, "c");
    EXPECT_EQ(Objects(), (List{c.object().data(), b->object().data(), a.object().data()}));
    b = nullptr;
    EXPECT_EQ(__jit_debug_descriptor.action, 2u);  // unregisters
    EXPECT_EQ(Objects(), (List{c.object().data(), a.object().data()}));
  }
  EXPECT_EQ(Objects(), List());
}

}  // namespace
}  // namespace krait::jit
