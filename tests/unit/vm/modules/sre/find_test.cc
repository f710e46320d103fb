#include "vm/modules/sre/find.h"

#include <vector>

#include "gtest/gtest.h"

namespace krait::sre {
namespace {

template <typename C>
class Find : public testing::Test {};
using Widths = testing::Types<uint8_t, uint16_t, uint32_t>;
TYPED_TEST_SUITE(Find, Widths);

// Every length, every start and every place, so that whole vectors and what is left over both
// count.
TYPED_TEST(Find, EveryPlace) {
  using C = TypeParam;
  for (size_t size = 0; size < 70; ++size) {
    std::vector<C> text(size, 'x');
    for (size_t place = 0; place <= size; ++place) {
      if (place < size) text[place] = 'a';
      for (size_t start = 0; start <= size; start += 7) {
        const C* from = text.data() + start;
        const C* stop = text.data() + size;
        const C* expected = place >= start ? text.data() + place : stop;
        ASSERT_EQ(FindChar(from, stop, 'a'), expected);
        ASSERT_EQ(FindEither(from, stop, 'a', 'b'), expected);
        ASSERT_EQ(FindEither(from, stop, 'b', 'a'), expected);
      }
      if (place < size) text[place] = 'x';
    }
  }
}

TYPED_TEST(Find, CharactersThatDoNotFit) {
  using C = TypeParam;
  std::vector<C> text(40, 'x');
  const C* stop = text.data() + text.size();
  EXPECT_EQ(FindChar(text.data(), stop, 0xFFFFFFFF), stop);
  text[20] = static_cast<C>(0xFFFFFFFF);
  EXPECT_EQ(FindChar(text.data(), stop, static_cast<C>(0xFFFFFFFF)), text.data() + 20);
  if (sizeof(C) == 1) EXPECT_EQ(FindChar(text.data(), stop, 0x178), stop);
  if (sizeof(C) < 4) {
    text[21] = 'a';
    EXPECT_EQ(FindEither(text.data(), stop, 0x10061, 'a'), text.data() + 21);
    EXPECT_EQ(FindEither(text.data(), stop, 'a', 0x10061), text.data() + 21);
  }
}

TYPED_TEST(Find, Pairs) {
  using C = TypeParam;
  for (size_t distance : {1, 2, 5, 17}) {
    for (size_t size = distance + 1; size < 60; ++size) {
      for (size_t place = 0; place + distance < size; ++place) {
        std::vector<C> text(size, 'a');
        text[place + distance] = 'b';
        const C* stop = text.data() + size - distance;
        ASSERT_EQ(FindPair<C>(text.data(), stop, 'a', 'b', distance), text.data() + place);
        ASSERT_EQ(FindPair<C>(text.data(), stop, 'b', 'b', distance), stop);
      }
    }
  }
}

}  // namespace
}  // namespace krait::sre
