#include "vm/object/str_writer.h"

#include <random>
#include <string>

#include "tests/unit/vm/object/vm_fixture.h"

namespace krait {
namespace {

class StrWriterTest : public VmTest {
 protected:
  Str* Points(const std::u32string& text) {
    return *Str::FromCodePoints(t, {text.data(), text.size()});
  }
};

TEST_F(StrWriterTest, NothingIsTheEmptyStr) {
  StrWriter writer(t);
  EXPECT_EQ(*writer.Finish(t), t.vm().empty_str());
}

TEST_F(StrWriterTest, OneCharacterIsShared) {
  StrWriter writer(t);
  writer.Append(U'q');
  EXPECT_EQ(*writer.Finish(t), t.vm().latin1_char('q'));
}

TEST_F(StrWriterTest, OneWideCharacter) {
  for (char32_t c : {U'\u20ac', U'\U0001f40d'}) {
    StrWriter writer(t);
    writer.Append(c);
    Str* str = *writer.Finish(t);
    ASSERT_EQ(str->length(), 1u);
    EXPECT_EQ(str->At(0), c);
  }
}

TEST_F(StrWriterTest, RandomPiecesMatchModel) {
  std::mt19937 random(5);
  const std::u32string alphabets[] = {U"abcxyz", U"a\u00e9\u00ff", U"a\u0100\u20ac\uffff",
                                      U"a\U00010000\U0010ffff"};
  for (int round = 0; round < 500; ++round) {
    StrWriter writer(t);
    std::u32string model;
    const auto& most = alphabets[random() % 4];
    for (int step = random() % 30; step > 0; --step) {
      const auto& alphabet = random() % 8 == 0 ? alphabets[random() % 4] : most;
      auto pick = [&] { return alphabet[random() % alphabet.size()]; };
      std::u32string text;
      for (size_t i = random() % 40; i > 0; --i) text += pick();
      switch (random() % 7) {
        case 0: {
          const char32_t c = pick();
          writer.Append(c);
          model += c;
          break;
        }
        case 1:
          writer.AppendAscii("ascii piece");
          model += U"ascii piece";
          break;
        case 2:
          writer.Append(Points(text));
          model += text;
          break;
        case 3: {
          const size_t begin = random() % (text.size() + 1);
          const size_t end = begin + random() % (text.size() - begin + 1);
          writer.AppendRange(Points(text), begin, end);
          model += text.substr(begin, end - begin);
          break;
        }
        case 4: {
          const size_t count = random() % 100;
          const char32_t c = pick();
          writer.Fill(c, count);
          model += std::u32string(count, c);
          break;
        }
        case 5:
          writer.AppendUtf8(Points(text)->ToUtf8());
          model += text;
          break;
        default:
          writer.Reserve(writer.length() + random() % 1000);
      }
      ASSERT_EQ(writer.length(), model.size());
    }
    Str* str = *writer.Finish(t);
    const Str* expected = Points(model);
    ASSERT_TRUE(str->Equals(expected)) << str->ToUtf8();
    ASSERT_EQ(str->is_ascii(), expected->is_ascii());
  }
}

TEST_F(StrWriterTest, TooMuchIsMemoryErrorAtTheEnd) {
  StrWriter writer(t);
  writer.AppendAscii("abc");
  writer.Fill(U' ', SIZE_MAX);
  writer.AppendAscii("def");
  writer.Append(U'\U0001f40d');
  EXPECT_FALSE(writer.Finish(t).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
}

class LimitedWriterTest : public VmTest {
 protected:
  LimitedWriterTest() : VmTest(Options()) {}
  static VmOptions Options() {
    VmOptions options;
    options.heap.limit_bytes = 16 << 20;
    return options;
  }
};

TEST_F(LimitedWriterTest, StaysBelowTheHeapLimit) {
  StrWriter writer(t);
  for (int i = 0; i < 64; ++i) writer.Fill(U'x', 1 << 20);
  EXPECT_LE(writer.length(), size_t{16} << 20);
  EXPECT_FALSE(writer.Finish(t).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
}

}  // namespace
}  // namespace krait
