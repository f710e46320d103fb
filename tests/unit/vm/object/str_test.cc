#include "vm/object/str.h"

#include <random>
#include <string>
#include <vector>

#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

class StrTest : public VmTest {
 protected:
  Str* U(std::string_view utf8) { return *Str::FromUtf8(t, utf8); }
  Str* Points(const std::u32string& text) {
    return *Str::FromCodePoints(t, {text.data(), text.size()});
  }
};

std::u32string Text(const Str* str) {
  std::u32string text;
  for (size_t i = 0; i < str->length(); ++i) text += str->At(i);
  return text;
}

TEST_F(StrTest, WidthIsTheLeastThatFits) {
  struct Row {
    std::u32string text;
    int width;
    bool ascii;
  };
  const Row rows[] = {{U"plain", 1, true},        {U"caf\u00e9", 1, false},
                      {U"\u0100x", 2, false},     {U"\uffff", 2, false},
                      {U"\U00010000", 4, false},  {U"a\U0010ffff", 4, false},
                      {U"\u007f\u0041", 1, true}, {U"\u0080\u0041", 1, false}};
  for (const Row& row : rows) {
    const Str* str = Points(row.text);
    EXPECT_EQ(str->width(), row.width);
    EXPECT_EQ(str->is_ascii(), row.ascii);
    EXPECT_EQ(Text(str), row.text);
  }
}

TEST_F(StrTest, FromUtf8Decodes) {
  EXPECT_EQ(Text(U("abc")), U"abc");
  EXPECT_EQ(Text(U("d\xc3\xa9j\xc3\xa0")), U"d\u00e9j\u00e0");
  EXPECT_EQ(Text(U("\xe2\x82\xac")), U"\u20ac");
  EXPECT_EQ(Text(U("\xf0\x9f\x90\x8d!")), U"\U0001f40d!");
  EXPECT_EQ(U("\xf0\x9f\x90\x8d")->width(), 4);
}

TEST_F(StrTest, ShortStringsAreShared) {
  EXPECT_EQ(U(""), t.vm().empty_str());
  EXPECT_EQ(U("a"), t.vm().latin1_char('a'));
  EXPECT_EQ(*Str::FromCodePoint(t, 0xE9), U("\xc3\xa9"));
  EXPECT_EQ(*Str::Substring(t, U("abc"), 1, 2), U("b"));
  EXPECT_EQ(*Str::Substring(t, U("abc"), 2, 2), U(""));
}

TEST_F(StrTest, SubstringNarrows) {
  Str* str = Points(U"ab\u00e9\u20ac\U0001f40d");
  EXPECT_EQ(*Str::Substring(t, str, 0, 5), str);
  Str* ascii = *Str::Substring(t, str, 0, 2);
  EXPECT_TRUE(ascii->is_ascii());
  EXPECT_TRUE(ascii->Equals(U("ab")));
  Str* latin = *Str::Substring(t, str, 1, 3);
  EXPECT_EQ(latin->width(), 1);
  EXPECT_FALSE(latin->is_ascii());
  EXPECT_EQ((*Str::Substring(t, str, 0, 4))->width(), 2);
  EXPECT_EQ((*Str::Substring(t, str, 3, 5))->width(), 4);
}

TEST_F(StrTest, ComparesByCodePoints) {
  const std::u32string texts[] = {U"",        U"a",      U"ab",     U"b",          U"\u00e9",
                                  U"\u00e9a", U"\u20ac", U"\uffff", U"\U00010000", U"\U00010000a"};
  for (size_t i = 0; i < std::size(texts); ++i) {
    for (size_t j = 0; j < std::size(texts); ++j) {
      const int order = Str::Compare(Points(texts[i]), Points(texts[j]));
      EXPECT_EQ(order < 0, i < j) << i << " " << j;
      EXPECT_EQ(order > 0, i > j) << i << " " << j;
      EXPECT_EQ(Points(texts[i])->Equals(Points(texts[j])), i == j);
    }
  }
}

TEST_F(StrTest, EqualsAscii) {
  EXPECT_TRUE(U("abc")->EqualsAscii("abc"));
  EXPECT_FALSE(U("abc")->EqualsAscii("abd"));
  EXPECT_FALSE(U("abc")->EqualsAscii("ab"));
  EXPECT_FALSE(U("\xe2\x82\xac")->EqualsAscii("x"));
}

TEST_F(StrTest, HashIsThatOfTheText) {
  EXPECT_EQ(U("")->Hash(t), 0);
  EXPECT_EQ(U("some text")->Hash(t), Points(U"some text")->Hash(t));
  EXPECT_NE(U("some text")->Hash(t), U("some texu")->Hash(t));
  Str* joined = *Str::Concat(t, U("some "), U("text"));
  EXPECT_EQ(joined->Hash(t), U("some text")->Hash(t));
}

TEST_F(StrTest, ToUtf8ShowsLoneSurrogates) {
  EXPECT_EQ(Points(U"a\u00e9\u20ac\U0001f40d")->ToUtf8(), "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x8d");
  const char32_t lone[] = {'x', 0xDC80, 'y'};
  EXPECT_EQ((*Str::FromCodePoints(t, lone))->ToUtf8(), "x\\udc80y");
}

// Interning.

TEST_F(StrTest, InternedStringsAreOne) {
  Str* a = U("intern me \xe2\x82\xac");
  Str* b = U("intern me \xe2\x82\xac");
  ASSERT_NE(a, b);
  EXPECT_FALSE(a->is_interned());
  EXPECT_EQ(Str::Intern(t, a), a);
  EXPECT_TRUE(a->is_interned());
  EXPECT_EQ(Str::Intern(t, b), a);
  EXPECT_FALSE(b->is_interned());
  EXPECT_EQ(*Str::InternUtf8(t, "intern me \xe2\x82\xac"), a);
}

[[gnu::noinline]] void InternMany(Thread& t, int count) {
  for (int i = 0; i < count; ++i) (void)Str::InternUtf8(t, "name " + std::to_string(i));
}

TEST_F(StrTest, UnusedInternedStringsGo) {
  Str* kept = *Str::InternUtf8(t, "name 777");
  const size_t before = t.vm().interned().size();
  InternMany(t, 20'000);
  EXPECT_GE(t.vm().interned().size(), before + 19'999);
  Collect();
  EXPECT_LT(t.vm().interned().size(), before + 100);
  EXPECT_EQ(*Str::InternUtf8(t, "name 777"), kept);
  InternMany(t, 20'000);
  EXPECT_EQ(*Str::InternUtf8(t, "name 777"), kept);
}

// Concatenation.

TEST_F(StrTest, ConcatOfAllWidths) {
  const std::u32string parts[] = {U"",
                                  U"a",
                                  U"\u00e9",
                                  U"\u20ac",
                                  U"\U0001f40d",
                                  std::u32string(300, U'x'),
                                  std::u32string(300, U'\u00e9'),
                                  std::u32string(300, U'\u20ac'),
                                  std::u32string(300, U'\U0001f40d')};
  for (const auto& a : parts) {
    for (const auto& b : parts) {
      for (const auto& c : parts) {
        Str* ab = *Str::Concat(t, Points(a), Points(b));
        Str* abc = *Str::Concat(t, ab, Points(c));
        ASSERT_EQ(Text(ab), a + b);
        ASSERT_EQ(Text(abc), a + b + c);
        ASSERT_EQ(abc->width(), Points(a + b + c)->width());
        ASSERT_EQ(abc->is_ascii(), Points(a + b + c)->is_ascii());
      }
    }
  }
}

TEST_F(StrTest, ConcatWithNothingIsTheOther) {
  Str* str = U("abc");
  EXPECT_EQ(*Str::Concat(t, str, U("")), str);
  EXPECT_EQ(*Str::Concat(t, U(""), str), str);
}

TEST_F(StrTest, RepeatedConcatSharesABuffer) {
  Str* str = *Str::Concat(t, Points(std::u32string(500, U'x')), U("y"));
  Str* next = *Str::Concat(t, str, U("z"));
  EXPECT_EQ(next->data(), str->data());
  EXPECT_EQ(str->length(), 501u);
  EXPECT_EQ(Text(next), std::u32string(500, U'x') + U"yz");
  // The second string to extend the same one finds the place taken.
  Str* other = *Str::Concat(t, str, U("w"));
  EXPECT_NE(other->data(), str->data());
  EXPECT_EQ(Text(other), std::u32string(500, U'x') + U"yw");
  EXPECT_EQ(Text(next), std::u32string(500, U'x') + U"yz");
}

TEST_F(StrTest, RepeatedConcatIsLinear) {
  // Copying each time would move 2 * 10^10 bytes.
  Str* str = U("");
  for (int i = 0; i < 200'000; ++i) str = *Str::Concat(t, str, i % 2 == 0 ? U("a") : U("\xc3\xa9"));
  EXPECT_EQ(str->length(), 200'000u);
  EXPECT_EQ(str->At(0), U'a');
  EXPECT_EQ(str->At(199'999), U'\u00e9');
}

TEST_F(StrTest, RepeatedConcatMovesTheBufferRarely) {
  Str* str = U("");
  int moves = 0;
  for (int i = 0; i < 100'000; ++i) {
    const void* before = str->data();
    str = *Str::Concat(t, str, U("abcdefgh"));
    if (str->byte_size() > 256 && str->data() != before) ++moves;
  }
  EXPECT_LT(moves, 40);
}

TEST_F(StrTest, ConcatWithItself) {
  Str* str = *Str::Concat(t, Points(std::u32string(300, U'x')), U("y"));
  Str* twice = *Str::Concat(t, str, str);
  const std::u32string once = std::u32string(300, U'x') + U"y";
  EXPECT_EQ(Text(twice), once + once);
}

TEST_F(StrTest, PrefixesOfAChainAreAllGood) {
  std::mt19937 random(3);
  Str* str = U("start");
  Tuple* kept = *Tuple::New(t, 400);
  std::u32string model = U"start";
  std::vector<std::u32string> models;
  for (size_t i = 0; i < 400; ++i) {
    const std::u32string part(random() % 9, static_cast<char32_t>('a' + i % 26));
    model += part;
    str = *Str::Concat(t, str, Points(part));
    kept->Set(i, Value::FromObject(str));
    models.push_back(model);
  }
  for (size_t i = 0; i < 400; ++i) EXPECT_EQ(Text(Cast<Str>(kept->At(i))), models[i]);
}

TEST_F(StrTest, AbsurdLengthIsMemoryError) {
  EXPECT_FALSE(Str::NewUninitialized(t, SIZE_MAX, 4, false).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
}

TEST(StrFailureTest, FailedAllocation) {
  ForEachFailingAllocation([](Thread& t) {
    const Result<Str*> first = Str::FromUtf8(t, std::string(300, 'x'));
    if (!first.ok()) return TakeError(t) == "MemoryError";
    Str* str = *first;
    bool failed = false;
    for (int i = 0; i < 100; ++i) {
      const Result<Str*> next = Str::Concat(t, str, str->length() < 2000 ? *first : str);
      if (next.ok()) {
        str = *next;
        if (str->length() > 100'000) break;
        continue;
      }
      failed = true;
      EXPECT_EQ(TakeError(t), "MemoryError");
      break;
    }
    for (size_t i = 0; i < str->length(); ++i) {
      if (str->At(i) != U'x') ADD_FAILURE();
    }
    // A buffer that cannot be had is tried again without spare room: no error, and the end.
    return failed;
  });
}

using StrStressTest = StressVmTest;

TEST_F(StrStressTest, BuffersSurvive) {
  Str* str = *Str::FromUtf8(t, "begin");
  for (int i = 0; i < 300; ++i) {
    str = *Str::Concat(t, str, *Str::FromUtf8(t, " and " + std::to_string(i)));
  }
  EXPECT_TRUE(str->ToUtf8().ends_with(" and 298 and 299"));
  EXPECT_TRUE(str->ToUtf8().starts_with("begin and 0 and 1"));
}

}  // namespace
}  // namespace krait
