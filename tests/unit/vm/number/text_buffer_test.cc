#include "vm/number/text_buffer.h"

#include <gtest/gtest.h>

#include <string>

namespace krait {
namespace {

TEST(TextBufferTest, KeepsTheTextWhenItOutgrowsItsPlace) {
  for (size_t before : {size_t{0}, size_t{1}, size_t{63}, size_t{64}}) {
    TextBuffer text;
    text.Fill('a', before);
    EXPECT_EQ(text.view(), std::string(before, 'a'));
    text.Append(std::string_view("bcdefghi"));
    text.Append('j');
    EXPECT_EQ(text.view(), std::string(before, 'a') + "bcdefghij");
    text.Fill('k', 200);
    EXPECT_EQ(text.view(), std::string(before, 'a') + "bcdefghij" + std::string(200, 'k'));
  }
}

TEST(TextBufferTest, TruncatesAndClearsWhereverTheTextIs) {
  for (size_t size : {size_t{10}, size_t{100}}) {
    TextBuffer text;
    text.Fill('a', size);
    text.Truncate(3);
    EXPECT_EQ(text.view(), "aaa");
    text.Append('b');
    EXPECT_EQ(text.view(), "aaab");
    text.Truncate(0);
    text.Append(std::string_view("xy"));
    EXPECT_EQ(text.view(), "xy");
    text.Clear();
    EXPECT_EQ(text.size(), 0u);
    text.Fill('z', 64);
    EXPECT_EQ(text.view(), std::string(64, 'z'));
  }
}

}  // namespace
}  // namespace krait
