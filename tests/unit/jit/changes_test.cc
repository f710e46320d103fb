#include "jit/changes.h"

#include <gtest/gtest.h>

#include <array>

#include "jit/operation.h"

namespace krait::jit {
namespace {

TEST(ChangesTest, KnowsAllMicroOpsOfMachineCode) {
  for (uint16_t number = 0; number < kMicroOpCount; ++number) {
    if (OperationOf(number).has_stencils) EXPECT_TRUE(CanBeUndone(number)) << NameOf(number);
  }
}

TEST(ChangesTest, PutsBackWhatWasThereAtFirst) {
  std::array<uint64_t, 4> words = {1, 2, 3, 4};
  Changes changes;
  changes.Note(&words[1], sizeof(uint64_t));
  words[1] = 20;
  changes.Note(&words[1], sizeof(uint64_t));
  words[1] = 21;
  changes.Note(words.data(), sizeof(words));
  words = {10, 22, 30, 40};
  changes.Undo();
  EXPECT_EQ(words, (std::array<uint64_t, 4>{1, 2, 3, 4}));
}

TEST(ChangesTest, FindsWhatIsDifferentTheNextTime) {
  std::array<uint64_t, 2> words = {1, 2};
  Changes changes;
  changes.Note(&words[0], sizeof(uint64_t));
  changes.Note(&words[1], sizeof(uint64_t));
  words = {3, 4};
  changes.Undo();
  EXPECT_EQ(changes.FirstDifference()->at, &words[0]);
  words = {3, 4};
  EXPECT_FALSE(changes.FirstDifference());
  words = {3, 5};
  const Changes::Difference difference = *changes.FirstDifference();
  EXPECT_EQ(difference.at, &words[1]);
  EXPECT_EQ(difference.found, 5u);
  EXPECT_EQ(difference.expected, 4u);
  changes.Forget();
  EXPECT_FALSE(changes.FirstDifference());
}

TEST(ChangesTest, LeavesNothingOfWhatIsNew) {
  uint64_t word = 7;
  Changes changes;
  changes.NoteNew(&word);
  changes.Undo();
  EXPECT_EQ(word, 0u);
  EXPECT_EQ(changes.FirstDifference()->at, &word);
  word = 7;
  EXPECT_FALSE(changes.FirstDifference());
}

}  // namespace
}  // namespace krait::jit
