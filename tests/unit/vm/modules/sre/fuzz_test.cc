// Code that no compiler made: what the validator accepts must run without harm, and end or be
// stopped. Best run under a sanitizer. For a longer run: KRAIT_SRE_FUZZ=<rounds>.

#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/vm/modules/sre/code_builder.h"
#include "tests/unit/vm/modules/sre/test_host.h"
#include "vm/modules/sre/matcher.h"
#include "vm/modules/sre/translate.h"

namespace krait::sre {
namespace {

constexpr uint32_t kGroups = 3;

class Fuzzer {
 public:
  explicit Fuzzer(uint64_t seed) : random_(seed) {}

  // Well-formed code, but not such as a compiler would write.
  Code Wellformed(int depth) {
    Code code;
    for (uint32_t i = Below(4); i > 0; --i) code = Join({code, Step(depth)});
    return code;
  }

  // Words from the values that mean something here or there.
  Code Words() {
    Code code;
    for (uint32_t i = 1 + Below(24); i > 0; --i) code.push_back(SmallWord());
    if (Below(2) == 0) code.push_back(Word(Opcode::kSuccess));
    return code;
  }

  void Mutate(Code& code) {
    for (uint32_t i = 1 + Below(3); i > 0 && !code.empty(); --i) {
      uint32_t at = Below(Size(code));
      switch (Below(5)) {
        case 0:
          code[at] = SmallWord();
          break;
        case 1:
          code[at] += Below(5) - 2;
          break;
        case 2:
          code.erase(code.begin() + at);
          break;
        case 3:
          code.insert(code.begin() + at, SmallWord());
          break;
        default:
          code[at] = 1u << Below(32);
      }
    }
  }

  // True if the code was accepted. Runs it on some subjects then.
  bool Run(const Code& code) {
    TestHost host;
    host.limit = size_t{1} << 24;
    Array<uint32_t> program(host);
    CodeError error;
    // Code in a block of exactly its size.
    std::vector<uint32_t> exact(code);
    exact.shrink_to_fit();
    Status status = Translate(host, exact, kGroups, program, error);
    EXPECT_EQ(status == Status::kInvalid,
              Validate(host, exact, kGroups, error) == Status::kInvalid);
    if (status != Status::kMatch) return false;
    Program view({program.data(), program.size()});
    for (int i = 0; i < 3; ++i) {
      RunOn<uint8_t>(host, view);
      RunOn<uint16_t>(host, view);
      RunOn<uint32_t>(host, view);
    }
    return true;
  }

 private:
  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }

  uint32_t SmallWord() {
    switch (Below(8)) {
      case 0:
        return 'a' + Below(3);
      case 1:
        return 0xFFFFFFFF - Below(2);
      case 2:
        return Below(0x500);
      case 3:
        return Below(4);
      default:
        return Below(static_cast<uint32_t>(Opcode::kCount) + 1);
    }
  }

  uint32_t Character() { return Below(8) == 0 ? Below(0x500) : 'a' + Below(3); }

  Code Bits(uint32_t words) {
    Code code;
    for (uint32_t i = 0; i < words; ++i) code.push_back(static_cast<uint32_t>(random_()));
    return code;
  }

  Code SetItem() {
    switch (Below(8)) {
      case 0:
        return Negate();
      case 1:
        return RangeItem(Character(), Character());
      case 2:
        return CategoryItem(static_cast<CategoryCode>(Below(18)));
      case 3:
        return {Word(Opcode::kRangeUniIgnore), Character(), Character()};
      case 4:
        return Join({{Word(Opcode::kCharset)}, Bits(8)});
      case 5:
        return Join({{Word(Opcode::kBigCharset), 2}, Code(64, Below(2) * 0x01000100), Bits(16)});
      default:
        return Lit(Character());
    }
  }

  Code OneCharacter() {
    constexpr Opcode kLiterals[] = {
        Opcode::kLiteral,          Opcode::kNotLiteral,          Opcode::kLiteralIgnore,
        Opcode::kNotLiteralIgnore, Opcode::kLiteralLocIgnore,    Opcode::kNotLiteralLocIgnore,
        Opcode::kLiteralUniIgnore, Opcode::kNotLiteralUniIgnore, Opcode::kLiteral};
    constexpr Opcode kSets[] = {Opcode::kIn, Opcode::kInIgnore, Opcode::kInLocIgnore,
                                Opcode::kInUniIgnore};
    switch (Below(6)) {
      case 0:
        return Any();
      case 1:
        return AnyAll();
      case 2:
        return CategoryItem(static_cast<CategoryCode>(Below(18)));
      case 3:
        return Set({SetItem(), SetItem()}, kSets[Below(4)]);
      default:
        return {Word(kLiterals[Below(9)]), Character()};
    }
  }

  uint32_t Count() { return Below(6) == 0 ? kMaxRepeat : Below(4); }

  Code Repeat(int depth) {
    constexpr Opcode kOnes[] = {Opcode::kRepeatOne, Opcode::kMinRepeatOne,
                                Opcode::kPossessiveRepeatOne};
    uint32_t min = Below(3);
    uint32_t max = std::max(min, Count());
    switch (Below(6)) {
      case 0:
      case 1:
        return One(kOnes[Below(3)], min, max, OneCharacter());
      case 2:
        return Possessive(min, max, Wellformed(depth - 1));
      case 3:
        return Loop(Opcode::kMinUntil, min, max, Wellformed(depth - 1));
      default:
        return Loop(Opcode::kMaxUntil, min, max, Wellformed(depth - 1));
    }
  }

  Code Step(int depth) {
    constexpr Opcode kBacks[] = {Opcode::kGroupRef, Opcode::kGroupRefIgnore,
                                 Opcode::kGroupRefLocIgnore, Opcode::kGroupRefUniIgnore};
    if (depth == 0) return OneCharacter();
    switch (Below(14)) {
      case 0:
        return At(static_cast<AtCode>(Below(12)));
      case 1:  // marks in any order
        return {Word(Opcode::kMark), Below(kGroups * 2)};
      case 2:
        return Back(1 + Below(kGroups), kBacks[Below(4)]);
      case 3:
        return Below(4) == 0 ? Never() : Group(1 + Below(kGroups), Wellformed(depth - 1));
      case 4:
        return Atomic(Wellformed(depth - 1));
      case 5:
        return Look(Opcode::kAssert, Below(3), Wellformed(depth - 1));
      case 6:
        return Look(Opcode::kAssertNot, Below(3), Wellformed(depth - 1));
      case 7:
        return If(1 + Below(kGroups), Wellformed(depth - 1), Wellformed(depth - 1));
      case 8:
        return If(1 + Below(kGroups), Wellformed(depth - 1));
      case 9: {
        std::vector<Code> alternatives(1 + Below(Below(4) == 0 ? 10 : 3));
        for (Code& alternative : alternatives) alternative = Wellformed(depth - 1);
        return Branch(alternatives);
      }
      case 10:
      case 11:
        return Repeat(depth);
      default:
        return OneCharacter();
    }
  }

  template <typename C>
  void RunOn(TestHost& host, const Program& program) {
    size_t size = Below(12);
    std::vector<C> text(size);
    for (C& c : text) c = static_cast<C>(Below(12) == 0 ? '\n' : Character());
    size_t start = Below(static_cast<uint32_t>(size) + 1);
    if (Below(2) == 0) start = 0;
    size_t end = start + Below(static_cast<uint32_t>(size - start) + 1);
    if (Below(2) == 0) end = size;
    host.polls = 0;
    host.stop_at = 8;
    Matcher matcher(host, program, {text.data(), size, sizeof(C)}, start, end);
    Operation operation = static_cast<Operation>(Below(3));
    size_t matches = 0;
    while (matcher.Next(operation) == Status::kMatch) {
      ASSERT_LE(++matches, 2 * size + 2);
      for (uint32_t i = 0; i <= kGroups; ++i) {
        Span span = matcher.group(i);
        ASSERT_GE(span.start, -1);
        ASSERT_LE(span.start, static_cast<ptrdiff_t>(size));
        ASSERT_GE(span.end, -1);
        ASSERT_LE(span.end, static_cast<ptrdiff_t>(size));
      }
      ASSERT_LE(matcher.last_index(), kGroups);
    }
  }

  std::mt19937_64 random_;
};

TEST(Fuzz, WhatIsAcceptedIsHarmless) {
  const char* value = std::getenv("KRAIT_SRE_FUZZ");
  const int rounds = value != nullptr ? std::atoi(value) : 20000;
  size_t mutated = 0;
  size_t raw = 0;
  Fuzzer fuzzer(rounds);
  for (int i = 0; i < rounds && !HasFatalFailure(); ++i) {
    Code code = Pattern({fuzzer.Wellformed(1 + i % 4)});
    ASSERT_TRUE(fuzzer.Run(code));
    fuzzer.Mutate(code);
    mutated += fuzzer.Run(code);
    raw += fuzzer.Run(fuzzer.Words());
  }
  // Otherwise it would not test much.
  EXPECT_GT(mutated, static_cast<size_t>(rounds) / 20);
  EXPECT_GT(raw, 0u);
}

}  // namespace
}  // namespace krait::sre
