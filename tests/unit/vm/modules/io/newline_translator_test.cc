#include "vm/modules/io/newline_translator.h"

#include <string>

#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

class NewlineTranslatorTest : public VmTest {
 protected:
  /// What the translator makes of `text` given in two pieces, split at `at`.
  std::string InTwo(NewlineTranslator& translator, const std::string& text, size_t at) {
    Str* first = *translator.Decode(t, *Str::FromUtf8(t, text.substr(0, at)), false);
    Str* second = *translator.Decode(t, *Str::FromUtf8(t, text.substr(at)), true);
    return first->ToUtf8() + second->ToUtf8();
  }
};

TEST_F(NewlineTranslatorTest, PiecesGiveWhatTheWholeGives) {
  struct Row {
    const char* text;
    const char* translated;
    uint8_t seen;
  };
  const Row rows[] = {
      {"", "", 0},
      {"plain", "plain", 0},
      {"a\nb", "a\nb", NewlineTranslator::kSeenLf},
      {"a\rb\r", "a\nb\n", NewlineTranslator::kSeenCr},
      {"a\r\nb\r\n", "a\nb\n", NewlineTranslator::kSeenCrLf},
      {"\r\r\n\n", "\n\n\n", 7},
      {"\xc3\xa9\r\n\xe4\xb8\xad\r", "\xc3\xa9\n\xe4\xb8\xad\n",
       NewlineTranslator::kSeenCr | NewlineTranslator::kSeenCrLf},
  };
  for (const Row& row : rows) {
    const std::string text = row.text;
    for (size_t at = 0; at <= text.size(); ++at) {
      if (at < text.size() && (text[at] & 0xC0) == 0x80) continue;  // inside a character
      NewlineTranslator translates{.translate = true, .pending_cr = false, .seen = 0};
      EXPECT_EQ(InTwo(translates, text, at), row.translated) << text << " at " << at;
      EXPECT_EQ(translates.seen, row.seen) << text << " at " << at;
      NewlineTranslator keeps{.translate = false, .pending_cr = false, .seen = 0};
      EXPECT_EQ(InTwo(keeps, text, at), text) << text << " at " << at;
      EXPECT_EQ(keeps.seen, row.seen) << text << " at " << at;
    }
  }
}

TEST_F(NewlineTranslatorTest, HoldsBackACarriageReturnThatMayBeHalfAPair) {
  NewlineTranslator translator{.translate = true, .pending_cr = false, .seen = 0};
  EXPECT_EQ((*translator.Decode(t, *Str::FromUtf8(t, "x\r"), false))->ToUtf8(), "x");
  EXPECT_TRUE(translator.pending_cr);
  EXPECT_EQ((*translator.Decode(t, *Str::FromUtf8(t, ""), false))->ToUtf8(), "");
  EXPECT_TRUE(translator.pending_cr);
  EXPECT_EQ((*translator.Decode(t, *Str::FromUtf8(t, ""), true))->ToUtf8(), "\n");
  EXPECT_FALSE(translator.pending_cr);
}

TEST_F(NewlineTranslatorTest, NewlinesNamesWhatWasSeen) {
  NewlineTranslator translator{.translate = false, .pending_cr = false, .seen = 0};
  EXPECT_TRUE((*translator.Newlines(t)).IsNone());
  translator.seen = NewlineTranslator::kSeenCrLf;
  EXPECT_EQ(Cast<Str>(*translator.Newlines(t))->ToUtf8(), "\r\n");
  translator.seen |= NewlineTranslator::kSeenLf;
  const Tuple* both = Cast<Tuple>(*translator.Newlines(t));
  ASSERT_EQ(both->size(), 2u);
  EXPECT_EQ(Cast<Str>(both->At(0))->ToUtf8(), "\n");
  EXPECT_EQ(Cast<Str>(both->At(1))->ToUtf8(), "\r\n");
}

}  // namespace
}  // namespace krait
