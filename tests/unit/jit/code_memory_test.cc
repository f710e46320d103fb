#include "jit/code_memory.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstring>

namespace krait::jit {
namespace {

// mov eax, 42; ret
constexpr uint8_t kAnswer[] = {0xb8, 42, 0, 0, 0, 0xc3};

class CodeMemoryTest : public testing::TestWithParam<CodeMemory::Backing> {};
INSTANTIATE_TEST_SUITE_P(Backings, CodeMemoryTest,
                         testing::Values(CodeMemory::Backing::kFile,
                                         CodeMemory::Backing::kAnonymous));

TEST_P(CodeMemoryTest, WhatIsWrittenCanBeRun) {
  CodeMemory memory(4096, GetParam());
  ASSERT_TRUE(memory.ok());
  const CodeMemory::Piece piece = memory.Take(sizeof(kAnswer));
  ASSERT_NE(piece.write, nullptr);
  std::memcpy(piece.write, kAnswer, sizeof(kAnswer));
  EXPECT_EQ(reinterpret_cast<int (*)()>(const_cast<uint8_t*>(piece.run))(), 42);
  EXPECT_EQ(memory.used(), 16u);
}

TEST_P(CodeMemoryTest, GivesNoMoreThanItHas) {
  CodeMemory memory(100, GetParam());
  EXPECT_EQ(memory.Take(101).write, nullptr);
  EXPECT_NE(memory.Take(90).write, nullptr);
  EXPECT_EQ(memory.Take(5).write, nullptr);
}

TEST_P(CodeMemoryTest, NoneIsDenied) {
  CodeMemory memory(0, GetParam());
  EXPECT_FALSE(memory.ok());
  EXPECT_FALSE(memory.CanGrow());
  EXPECT_EQ(memory.Take(1).write, nullptr);
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
  EXPECT_NE(memory.Take(8192).write, nullptr);
}

TEST_P(CodeMemoryTest, IsDeniedWhereFilesMustBeEmpty) {
  const FileSizeLimit limit(0);
  EXPECT_FALSE(CodeMemory(4096, GetParam()).ok());
}

}  // namespace
}  // namespace krait::jit
