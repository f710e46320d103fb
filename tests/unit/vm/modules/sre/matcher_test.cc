#include "vm/modules/sre/matcher.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/vm/modules/sre/code_builder.h"
#include "tests/unit/vm/modules/sre/test_host.h"
#include "vm/modules/sre/translate.h"

namespace krait::sre {

bool operator==(const Span& a, const Span& b) { return a.start == b.start && a.end == b.end; }
void PrintTo(const Span& span, std::ostream* out) { *out << span.start << ".." << span.end; }

namespace {

using testing::ElementsAre;

constexpr uint32_t kNoLimit = kMaxRepeat;
const Code kDigit = Set({CategoryItem(CategoryCode::kDigit)});
const Code kWord = Set({CategoryItem(CategoryCode::kUniWord)});

// A pattern on its way to matches in text of each width that can hold it.
class TestPattern {
 public:
  explicit TestPattern(const Code& code, uint32_t groups = 0) : groups_(groups) {
    CodeError error;
    Status status = Translate(host_, code, groups, program_, error);
    EXPECT_EQ(status, Status::kMatch) << error.reason << " at " << error.offset;
  }

  // The spans of all groups, match after match; all widths must agree.
  std::vector<Span> All(Operation operation, const std::u32string& text, size_t start = 0,
                        size_t end = ~size_t{0}) {
    std::vector<Span> wide = Find<uint32_t>(operation, text, start, end, ~size_t{0});
    uint32_t greatest = 0;
    for (char32_t c : text) greatest = std::max<uint32_t>(greatest, c);
    if (greatest < 256) {
      EXPECT_EQ((Find<uint8_t>(operation, text, start, end, ~size_t{0})), wide);
    }
    if (greatest < 65536) {
      EXPECT_EQ((Find<uint16_t>(operation, text, start, end, ~size_t{0})), wide);
    }
    return wide;
  }
  std::vector<Span> First(Operation operation, const std::u32string& text, size_t start = 0,
                          size_t end = ~size_t{0}) {
    return Find<uint32_t>(operation, text, start, end, 1);
  }
  std::vector<Span> Match(const std::u32string& text) { return First(Operation::kMatch, text); }
  std::vector<Span> FullMatch(const std::u32string& text) {
    return First(Operation::kFullMatch, text);
  }
  std::vector<Span> Search(const std::u32string& text) { return First(Operation::kSearch, text); }

  TestHost& host() { return host_; }
  Program program() { return Program({program_.data(), program_.size()}); }
  uint32_t last_index() const { return last_index_; }
  int64_t last_mark() const { return last_mark_; }

 private:
  template <typename C>
  std::vector<Span> Find(Operation operation, const std::u32string& text, size_t start, size_t end,
                         size_t most) {
    std::vector<C> units(text.begin(), text.end());
    Subject subject{units.data(), units.size(), sizeof(C)};
    Matcher matcher(host_, program(), subject, start, std::min(end, units.size()));
    std::vector<Span> spans;
    while (most-- > 0 && matcher.Next(operation) == Status::kMatch) {
      for (uint32_t i = 0; i <= groups_; ++i) spans.push_back(matcher.group(i));
      last_index_ = matcher.last_index();
      last_mark_ = matcher.last_mark();
    }
    return spans;
  }

  TestHost host_;
  uint32_t groups_;
  Array<uint32_t> program_{host_};
  uint32_t last_index_ = 0;
  int64_t last_mark_ = -2;
};

TEST(Matcher, LiteralsAndSets) {
  EXPECT_THAT(TestPattern(Pattern({Text(U"abc")})).All(Operation::kSearch, U"xabcabcab"),
              ElementsAre(Span{1, 4}, Span{4, 7}));
  EXPECT_THAT(TestPattern(Pattern({Text(U"aab")})).All(Operation::kSearch, U"aaaabaaab"),
              ElementsAre(Span{2, 5}, Span{6, 9}));
  EXPECT_THAT(TestPattern(Pattern({Text(U"aabb")})).All(Operation::kSearch, U"aaabbaabaabb"),
              ElementsAre(Span{1, 5}, Span{8, 12}));
  Code more = Look(Opcode::kAssert, 0, Lit('x'));
  EXPECT_THAT(TestPattern(Pattern({Text(U"abab"), more})).All(Operation::kSearch, U"abababxabab"),
              ElementsAre(Span{2, 6}));
  EXPECT_THAT(TestPattern(Pattern({Text(U"\u0436")})).Search(U"a\u0436"), ElementsAre(Span{1, 2}));
  EXPECT_THAT(TestPattern(Pattern({Text(U"\U0001F600")})).All(Operation::kSearch, U"abc"),
              ElementsAre());
  EXPECT_THAT(TestPattern(Pattern({Set({Negate(), RangeItem('a', 'y')})})).Search(U"abz"),
              ElementsAre(Span{2, 3}));
  EXPECT_THAT(TestPattern(Pattern({NotLit('a'), Any(), AnyAll()})).Search(U"a\nb\n"),
              ElementsAre(Span{1, 4}));
}

TEST(Matcher, CaseIsIgnoredAsAsked) {
  auto found = [](Opcode op, uint32_t lower, char32_t c) {
    return !TestPattern(Pattern({{Word(op), lower}})).Match(std::u32string(1, c)).empty();
  };
  EXPECT_TRUE(found(Opcode::kLiteralIgnore, 'k', U'K'));
  EXPECT_FALSE(found(Opcode::kLiteralIgnore, 'k', U'\u212A'));  // the Kelvin sign
  EXPECT_TRUE(found(Opcode::kLiteralUniIgnore, 'k', U'\u212A'));
  EXPECT_TRUE(found(Opcode::kLiteralUniIgnore, 0x436, U'\u0416'));
  EXPECT_FALSE(found(Opcode::kNotLiteralUniIgnore, 0x436, U'\u0416'));
  EXPECT_TRUE(found(Opcode::kLiteralLocIgnore, 'K', U'k'));
  EXPECT_FALSE(found(Opcode::kNotLiteralLocIgnore, 'K', U'k'));

  Code range = {Word(Opcode::kRangeUniIgnore), 0x10400, 0x10427};
  TestPattern deseret(Pattern({Set({range}, Opcode::kInUniIgnore)}));
  EXPECT_THAT(deseret.Match(U"\U00010428"), ElementsAre(Span{0, 1}));
  EXPECT_THAT(deseret.Match(U"\U00010400"), ElementsAre(Span{0, 1}));
  EXPECT_THAT(deseret.Match(U"\U00010450"), ElementsAre());
}

TEST(Matcher, BackReferences) {
  Code one = Group(1, One(Opcode::kRepeatOne, 1, kNoLimit, Any()));
  EXPECT_THAT(TestPattern(Pattern({one, Lit('-'), Back(1)}), 1).FullMatch(U"abc-abc"),
              ElementsAre(Span{0, 7}, Span{0, 3}));
  EXPECT_THAT(TestPattern(Pattern({one, Lit('-'), Back(1)}), 1).FullMatch(U"abc-abd"),
              ElementsAre());
  EXPECT_THAT(TestPattern(Pattern({one, Lit('-'), Back(1, Opcode::kGroupRefIgnore)}), 1)
                  .FullMatch(U"abC-ABc"),
              ElementsAre(Span{0, 7}, Span{0, 3}));
  EXPECT_THAT(TestPattern(Pattern({one, Lit('-'), Back(1, Opcode::kGroupRefUniIgnore)}), 1)
                  .FullMatch(U"\u0436-\u0416"),
              ElementsAre(Span{0, 3}, Span{0, 1}));
  EXPECT_THAT(TestPattern(Pattern({one, Lit('-'), Back(1, Opcode::kGroupRefIgnore)}), 1)
                  .FullMatch(U"\u0436-\u0416"),
              ElementsAre());
  // A group that took no part matches nothing at all.
  EXPECT_THAT(
      TestPattern(Pattern({Branch({Group(1, Lit('a')), Lit('b')}), Back(1)}), 1).Match(U"bb"),
      ElementsAre());
}

TEST(Matcher, RepeatsOfOneCharacter) {
  Code star = One(Opcode::kRepeatOne, 0, kNoLimit, Any());
  EXPECT_THAT(TestPattern(Pattern({star, Lit('b')})).Match(U"abab\nb"), ElementsAre(Span{0, 4}));
  Code lazy = One(Opcode::kMinRepeatOne, 0, kNoLimit, Any());
  EXPECT_THAT(TestPattern(Pattern({lazy, Lit('b')})).Match(U"aabab"), ElementsAre(Span{0, 3}));
  EXPECT_THAT(TestPattern(Pattern({lazy})).FullMatch(U"aabab"), ElementsAre(Span{0, 5}));
  Code possessive = One(Opcode::kPossessiveRepeatOne, 0, kNoLimit, Any());
  EXPECT_THAT(TestPattern(Pattern({possessive, Lit('b')})).Match(U"abab"), ElementsAre());
  Code two_to_three = One(Opcode::kRepeatOne, 2, 3, kDigit);
  EXPECT_THAT(TestPattern(Pattern({two_to_three})).All(Operation::kSearch, U"1 22 333 4444 55555"),
              ElementsAre(Span{2, 4}, Span{5, 8}, Span{9, 12}, Span{14, 17}, Span{17, 19}));
  EXPECT_THAT(TestPattern(Pattern({two_to_three, kDigit})).Match(U"123"), ElementsAre(Span{0, 3}));
  EXPECT_THAT(TestPattern(Pattern({two_to_three, kDigit})).Match(U"12"), ElementsAre());
}

TEST(Matcher, LoopsRestoreGroupsWhenTheyGoBack) {
  Code body = Branch({Group(1, Lit('a')), Group(2, Lit('b')), Text(U"bc")});
  TestPattern pattern(Pattern({Loop(Opcode::kMaxUntil, 0, kNoLimit, body), Lit('d')}), 2);
  EXPECT_THAT(pattern.Match(U"abcd"), ElementsAre(Span{0, 4}, Span{0, 1}, Span{-1, -1}));
  EXPECT_EQ(pattern.last_index(), 1u);
  EXPECT_EQ(pattern.last_mark(), 1);
  EXPECT_THAT(pattern.Match(U"babd"), ElementsAre(Span{0, 4}, Span{1, 2}, Span{2, 3}));
  EXPECT_EQ(pattern.last_index(), 2u);
  EXPECT_EQ(pattern.last_mark(), 3);
}

TEST(Matcher, LoopsOfWhatMayBeEmptyEnd) {
  Code maybe = One(Opcode::kRepeatOne, 0, 1, Lit('a'));
  for (Opcode until : {Opcode::kMaxUntil, Opcode::kMinUntil}) {
    TestPattern pattern(Pattern({Loop(until, 0, kNoLimit, Group(1, maybe)), Lit('b')}), 1);
    EXPECT_THAT(pattern.Match(U"c"), ElementsAre());
    EXPECT_EQ(pattern.Match(U"aab")[0], (Span{0, 3}));
    EXPECT_EQ(pattern.Match(U"b")[0], (Span{0, 1}));
  }
  TestPattern possessive(Pattern({Possessive(0, kNoLimit, Group(1, maybe)), Lit('b')}), 1);
  EXPECT_THAT(possessive.Match(U"aab"), ElementsAre(Span{0, 3}, Span{2, 2}));
}

TEST(Matcher, CountedLoops) {
  Code ab = Branch({Text(U"ab"), Lit('c')});
  TestPattern greedy(Pattern({Loop(Opcode::kMaxUntil, 2, 3, ab)}));
  EXPECT_THAT(greedy.Match(U"ab"), ElementsAre());
  EXPECT_THAT(greedy.Match(U"abc"), ElementsAre(Span{0, 3}));
  EXPECT_THAT(greedy.Match(U"abccab"), ElementsAre(Span{0, 4}));
  TestPattern lazy(Pattern({Loop(Opcode::kMinUntil, 2, 3, ab)}));
  EXPECT_THAT(lazy.Match(U"abccab"), ElementsAre(Span{0, 3}));
  EXPECT_THAT(lazy.FullMatch(U"abcc"), ElementsAre(Span{0, 4}));
  EXPECT_THAT(lazy.FullMatch(U"abccab"), ElementsAre());
  // A loop in a loop starts to count anew, and counts on where it is gone back to.
  Code inner = Loop(Opcode::kMaxUntil, 1, 2, Branch({Lit('a'), Lit('b')}));
  TestPattern nested(Pattern({Loop(Opcode::kMaxUntil, 3, 3, inner)}));
  EXPECT_THAT(nested.FullMatch(U"abab"), ElementsAre(Span{0, 4}));
  EXPECT_THAT(nested.FullMatch(U"ababab"), ElementsAre(Span{0, 6}));
  EXPECT_THAT(nested.FullMatch(U"abababa"), ElementsAre());
  EXPECT_THAT(nested.FullMatch(U"ab"), ElementsAre());
}

TEST(Matcher, PossessiveLoopsGoBackNowhere) {
  // After (?:ab?c)*+ has taken "ac", an iteration that fails halfway leaves nothing behind.
  Code body = Join({Lit('a'), One(Opcode::kRepeatOne, 0, 1, Lit('b')), Lit('c')});
  EXPECT_THAT(TestPattern(Pattern({Possessive(0, kNoLimit, body)})).Match(U"acab"),
              ElementsAre(Span{0, 2}));
  Code either = Branch({Lit('a'), Text(U"ab")});
  EXPECT_THAT(TestPattern(Pattern({Possessive(1, 2, either), Lit('c')})).Match(U"abc"),
              ElementsAre());
  EXPECT_THAT(TestPattern(Pattern({Possessive(2, 2, Lit('a'))})).Match(U"aa"),
              ElementsAre(Span{0, 2}));
  EXPECT_THAT(TestPattern(Pattern({Possessive(3, 4, Lit('a'))})).Match(U"aa"), ElementsAre());
}

TEST(Matcher, AtomicGroups) {
  Code body = Branch({Group(1, Lit('a')), Text(U"ab")});
  EXPECT_THAT(TestPattern(Pattern({Atomic(body), Lit('c')}), 1).Match(U"abc"), ElementsAre());
  EXPECT_THAT(TestPattern(Pattern({Atomic(body), Lit('b')}), 1).Match(U"abc"),
              ElementsAre(Span{0, 2}, Span{0, 1}));
  // Going back over an atomic group takes its groups back.
  TestPattern over(Pattern({Branch({Join({Atomic(body), Lit('x')}), AnyAll()})}), 1);
  EXPECT_THAT(over.Match(U"ab"), ElementsAre(Span{0, 1}, Span{-1, -1}));
  EXPECT_EQ(over.last_index(), 0u);
}

TEST(Matcher, Lookaround) {
  Code ahead = Look(Opcode::kAssert, 0, Group(1, Text(U"ab")));
  EXPECT_THAT(TestPattern(Pattern({ahead, Lit('a')}), 1).All(Operation::kSearch, U"aabac"),
              ElementsAre(Span{1, 2}, Span{1, 3}));
  Code not_ahead = Look(Opcode::kAssertNot, 0, Group(1, Text(U"ab")));
  EXPECT_THAT(TestPattern(Pattern({not_ahead, Lit('a')}), 1).All(Operation::kSearch, U"aabac"),
              ElementsAre(Span{0, 1}, Span{-1, -1}, Span{3, 4}, Span{-1, -1}));
  Code behind = Look(Opcode::kAssert, 1, Lit('b'));
  EXPECT_THAT(TestPattern(Pattern({behind, Lit('a')})).All(Operation::kSearch, U"aba"),
              ElementsAre(Span{2, 3}));
  Code not_behind = Look(Opcode::kAssertNot, 2, Text(U"bb"));
  EXPECT_THAT(TestPattern(Pattern({not_behind, Lit('a')})).All(Operation::kSearch, U"abbaba"),
              ElementsAre(Span{0, 1}, Span{5, 6}));
  // Looking back reaches before the start, but not behind the end.
  EXPECT_THAT(TestPattern(Pattern({behind, Lit('a')})).First(Operation::kMatch, U"ba", 1),
              ElementsAre(Span{1, 2}));
  TestPattern both(Pattern({Lit('a'), Look(Opcode::kAssert, 0, Lit('b'))}));
  EXPECT_THAT(both.First(Operation::kMatch, U"ab", 0, 1), ElementsAre());
  // Alone, with nothing to match but where it holds.
  EXPECT_THAT(
      TestPattern(Pattern({Look(Opcode::kAssert, 0, Lit('x'))})).All(Operation::kSearch, U"axbx"),
      ElementsAre(Span{1, 1}, Span{3, 3}));
}

TEST(Matcher, Conditions) {
  Code maybe = Loop(Opcode::kMaxUntil, 0, 1, Group(1, Lit('a')));
  TestPattern pattern(Pattern({maybe, If(1, Lit('b'), Lit('c'))}), 1);
  EXPECT_THAT(pattern.FullMatch(U"ab"), ElementsAre(Span{0, 2}, Span{0, 1}));
  EXPECT_THAT(pattern.FullMatch(U"c"), ElementsAre(Span{0, 1}, Span{-1, -1}));
  EXPECT_THAT(pattern.FullMatch(U"b"), ElementsAre());
  TestPattern no_else(Pattern({maybe, If(1, Lit('b'))}), 1);
  EXPECT_THAT(no_else.FullMatch(U""), ElementsAre(Span{0, 0}, Span{-1, -1}));
  EXPECT_THAT(no_else.FullMatch(U"ab"), ElementsAre(Span{0, 2}, Span{0, 1}));
  EXPECT_THAT(no_else.FullMatch(U"a"), ElementsAre());
}

TEST(Matcher, ManyAlternatives) {
  std::vector<Code> words;
  for (const char32_t* word : {U"foo", U"bar", U"baz", U"b", U"qux", U"\u0436\u0443", U"quux"}) {
    words.push_back(Text(word));
  }
  TestPattern pattern(Pattern({Group(1, Branch(words)), At(AtCode::kUniBoundary)}), 1);
  EXPECT_EQ(pattern.Match(U"baz")[0], (Span{0, 3}));
  EXPECT_EQ(pattern.Match(U"b")[0], (Span{0, 1}));
  EXPECT_EQ(pattern.Match(U"quux")[0], (Span{0, 4}));
  EXPECT_EQ(pattern.Match(U"\u0436\u0443")[0], (Span{0, 2}));
  EXPECT_THAT(pattern.Match(U"bax"), ElementsAre());
  EXPECT_THAT(pattern.Match(U"\u0443"), ElementsAre());
  EXPECT_THAT(pattern.Match(U""), ElementsAre());
  words.push_back({});
  TestPattern or_none(Pattern({Branch(words), At(AtCode::kEndString)}));
  EXPECT_THAT(or_none.Match(U""), ElementsAre(Span{0, 0}));
  EXPECT_THAT(or_none.Match(U"bar"), ElementsAre(Span{0, 3}));
}

TEST(Matcher, PositionsInTheSubject) {
  auto places = [](AtCode at, const std::u32string& text) {
    std::vector<ptrdiff_t> starts;
    for (Span span : TestPattern(Pattern({At(at)})).All(Operation::kSearch, text)) {
      starts.push_back(span.start);
    }
    return starts;
  };
  EXPECT_THAT(places(AtCode::kBeginning, U"a\nb"), ElementsAre(0));
  EXPECT_THAT(places(AtCode::kBeginningLine, U"a\nb\n"), ElementsAre(0, 2, 4));
  EXPECT_THAT(places(AtCode::kBeginningString, U"a\n"), ElementsAre(0));
  EXPECT_THAT(places(AtCode::kEnd, U"a\n\n"), ElementsAre(2, 3));
  EXPECT_THAT(places(AtCode::kEndLine, U"a\nb"), ElementsAre(1, 3));
  EXPECT_THAT(places(AtCode::kEndString, U"a\n"), ElementsAre(2));
  EXPECT_THAT(places(AtCode::kUniBoundary, U" \u0436 "), ElementsAre(1, 2));
  EXPECT_THAT(places(AtCode::kBoundary, U" \u0436 a"), ElementsAre(3, 4));
  EXPECT_THAT(places(AtCode::kLocBoundary, U" a"), ElementsAre(1, 2));
  EXPECT_THAT(places(AtCode::kUniNonBoundary, U"ab"), ElementsAre(1));
  EXPECT_THAT(places(AtCode::kNonBoundary, U"  "), ElementsAre(0, 1, 2));
  EXPECT_THAT(places(AtCode::kLocNonBoundary, U"a"), ElementsAre());
  // Neither holds in nothing.
  EXPECT_THAT(places(AtCode::kNonBoundary, U""), ElementsAre());
  EXPECT_THAT(places(AtCode::kBoundary, U""), ElementsAre());
}

TEST(Matcher, EmptyMatchesAdvance) {
  TestPattern star(Pattern({One(Opcode::kRepeatOne, 0, kNoLimit, Lit('x'))}));
  EXPECT_THAT(star.All(Operation::kSearch, U"axxb"),
              ElementsAre(Span{0, 0}, Span{1, 3}, Span{3, 3}, Span{4, 4}));
  // The second alternative is taken where an empty match has been.
  TestPattern none_or_x(Pattern({Branch({{}, Lit('x')})}));
  EXPECT_THAT(none_or_x.All(Operation::kSearch, U"xx"),
              ElementsAre(Span{0, 0}, Span{0, 1}, Span{1, 1}, Span{1, 2}, Span{2, 2}));
  EXPECT_THAT(none_or_x.All(Operation::kMatch, U"xy"),
              ElementsAre(Span{0, 0}, Span{0, 1}, Span{1, 1}));
}

TEST(Matcher, StartAndEnd) {
  TestPattern pattern(Pattern({At(AtCode::kBeginning), Text(U"ab")}));
  EXPECT_THAT(pattern.First(Operation::kSearch, U"abab", 2), ElementsAre());
  EXPECT_THAT(pattern.First(Operation::kSearch, U"abab", 0, 1), ElementsAre());
  TestPattern whole(Pattern({Text(U"ab"), At(AtCode::kEndString)}));
  EXPECT_THAT(whole.First(Operation::kSearch, U"abab", 0, 2), ElementsAre(Span{0, 2}));
  EXPECT_THAT(whole.First(Operation::kFullMatch, U"abab", 2), ElementsAre(Span{2, 4}));
  EXPECT_THAT(whole.First(Operation::kMatch, U"abab", 3, 2), ElementsAre());
  EXPECT_THAT(whole.First(Operation::kSearch, U"abab", 4), ElementsAre());
}

TEST(Matcher, NothingWithoutStorage) {
  TestPattern pattern(Pattern({Group(1, One(Opcode::kRepeatOne, 0, kNoLimit, Any()))}), 1);
  for (uint8_t width : {1, 2, 4}) {
    Matcher matcher(pattern.host(), pattern.program(), {nullptr, 0, width}, 0, 0);
    ASSERT_EQ(matcher.Next(Operation::kFullMatch), Status::kMatch);
    EXPECT_EQ(matcher.group(0), (Span{0, 0}));
    EXPECT_EQ(matcher.group(1), (Span{0, 0}));
    EXPECT_EQ(matcher.Next(Operation::kSearch), Status::kNoMatch);
  }
}

TEST(Matcher, LeadingRunsAreNotTriedTwice) {
  // \w+@ in a long word without one: quadratic if each start were tried.
  TestPattern pattern(Pattern({One(Opcode::kRepeatOne, 1, kNoLimit, kWord), Lit('@')}));
  EXPECT_THAT(pattern.Search(std::u32string(2000000, U'x')), ElementsAre());
  EXPECT_LT(pattern.host().polls, 100u);
  EXPECT_THAT(pattern.All(Operation::kSearch, U"aa bb@ cc@"), ElementsAre(Span{3, 6}, Span{7, 10}));
  // But with a back reference, each start can make a difference.
  TestPattern doubled(
      Pattern({Group(1, One(Opcode::kRepeatOne, 1, kNoLimit, kWord)), Lit('@'), Back(1)}), 1);
  EXPECT_THAT(doubled.Search(U"abc@xbc"), ElementsAre());
  EXPECT_THAT(doubled.Search(U"abc@bcd"), ElementsAre(Span{1, 6}, Span{1, 3}));
  EXPECT_THAT(doubled.Search(U"abc@c"), ElementsAre(Span{2, 5}, Span{2, 3}));
}

}  // namespace
}  // namespace krait::sre
