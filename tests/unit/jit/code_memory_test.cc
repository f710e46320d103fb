#include "jit/code_memory.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <vector>

#include "absl/functional/function_ref.h"

namespace krait::jit {
namespace {

// mov eax, 42; ret
constexpr uint8_t kAnswer[] = {0xb8, 42, 0, 0, 0, 0xc3};

class CodeMemoryTest : public testing::TestWithParam<CodeMemory::Backing> {};
INSTANTIATE_TEST_SUITE_P(Backings, CodeMemoryTest,
                         testing::Values(CodeMemory::Backing::kFile,
                                         CodeMemory::Backing::kAnonymous));

void Write(const CodeMemory::Piece& piece, absl::Span<const uint8_t> code) {
  ASSERT_NE(piece.write(), nullptr);
  std::memcpy(piece.write(), code.data(), code.size());
}
[[clang::no_sanitize("function")]] int AnswerOf(const CodeMemory::Piece& piece) {
  return reinterpret_cast<int (*)()>(const_cast<uint8_t*>(piece.run().data()))();
}

TEST_P(CodeMemoryTest, WhatIsWrittenCanBeRun) {
  CodeMemory memory(4096, GetParam());
  ASSERT_TRUE(memory.ok());
  const CodeMemory::Piece piece = memory.Take(sizeof(kAnswer));
  Write(piece, kAnswer);
  EXPECT_EQ(AnswerOf(piece), 42);
  EXPECT_EQ(memory.used(), 16u);
}

TEST_P(CodeMemoryTest, GivesNoMoreThanItHas) {
  CodeMemory memory(100, GetParam());
  EXPECT_EQ(memory.Take(101).write(), nullptr);
  const CodeMemory::Piece most = memory.Take(90);
  EXPECT_NE(most.write(), nullptr);
  EXPECT_EQ(memory.Take(5).write(), nullptr);
}

TEST(CodeMemoryPieceTest, WhatComesBackIsGivenAgain) {
  CodeMemory memory(64);
  std::vector<CodeMemory::Piece> pieces;
  for (int i = 0; i < 4; ++i) pieces.push_back(memory.Take(16));
  const uint8_t* begin = pieces[0].write();
  EXPECT_EQ(memory.Take(1).write(), nullptr);
  // The second and the fourth are no room for 32 bytes, with the third they are for 48.
  pieces[1] = {};
  pieces[3] = {};
  EXPECT_EQ(memory.used(), 32u);
  EXPECT_EQ(memory.Take(32).write(), nullptr);
  pieces[2] = {};
  const CodeMemory::Piece large = memory.Take(48);
  EXPECT_EQ(large.write(), begin + 16);
  EXPECT_EQ(memory.used(), 64u);
}

TEST(CodeMemoryPieceTest, ForPerfEachPlaceIsGivenOnce) {
  CodeMemory memory(64, CodeMemory::Backing::kAnonymous);
  const uint8_t* first = memory.Take(16).write();
  EXPECT_EQ(memory.Take(16).write(), first + 16);
}

/// Whether all that is said of a child holds.
bool HoldsInChild(absl::FunctionRef<bool()> what) {
  const pid_t child = fork();
  if (child == 0) _exit(what() ? 0 : 1);
  int status = -1;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return status == 0;
}

TEST_P(CodeMemoryTest, ForksHaveTheirOwn) {
  CodeMemory memory(4096, GetParam());
  const CodeMemory::Piece piece = memory.Take(sizeof(kAnswer));
  Write(piece, kAnswer);
  EXPECT_TRUE(HoldsInChild([&] {
    if (memory.CanGrow()) return false;
    memory.AfterFork();
    if (!memory.CanGrow() || AnswerOf(piece) != 42) return false;
    piece.write()[1] = 43;
    const CodeMemory::Piece more = memory.Take(sizeof(kAnswer));
    Write(more, kAnswer);
    return AnswerOf(piece) == 43 && AnswerOf(more) == 42;
  }));
  EXPECT_EQ(AnswerOf(piece), 42);
  EXPECT_EQ(memory.used(), 16u);
}

TEST_P(CodeMemoryTest, NoneIsDenied) {
  CodeMemory memory(0, GetParam());
  EXPECT_FALSE(memory.ok());
  EXPECT_FALSE(memory.CanGrow());
  EXPECT_EQ(memory.Take(1).write(), nullptr);
}

class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit = {bytes, before_.rlim_max};
    EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
  }
  ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_;
};

TEST_P(CodeMemoryTest, IsAsSmallAsFilesMustBe) {
  const FileSizeLimit limit(8192);
  CodeMemory memory(size_t{1} << 20, GetParam());
  EXPECT_TRUE(memory.ok());
  EXPECT_EQ(memory.size(), 8192u);
  EXPECT_NE(memory.Take(8192).write(), nullptr);
}

TEST_P(CodeMemoryTest, IsDeniedWhereFilesMustBeEmpty) {
  const FileSizeLimit limit(0);
  EXPECT_FALSE(CodeMemory(4096, GetParam()).ok());
}

}  // namespace
}  // namespace krait::jit
