#include "vm/heap/large_space.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "gtest/gtest.h"
#include "vm/heap/local_heap.h"

namespace krait {
namespace {

constexpr size_t kSize = 20'000;

/// Leaves memory that malloc gives out again, and that is not zero.
void LeaveDirtyMemory(LargeSpace& space) {
  void* cell = space.Allocate(kSize, kAllZeroed);
  std::memset(static_cast<char*>(cell) + sizeof(Object), 0xAB, kSize - sizeof(Object));
  space.BeginMarking();
  EXPECT_EQ(space.FinishMarking(), 0u);
}

bool IsZero(const void* cell, size_t size) {
  // The header says already that the cell is large.
  const char* begin = static_cast<const char*>(cell);
  return std::all_of(begin + sizeof(Object), begin + size, [](char c) { return c == 0; });
}

TEST(LargeSpaceTest, CellsAreZero) {
  LargeSpace space;
  LeaveDirtyMemory(space);
  EXPECT_TRUE(IsZero(space.Allocate(kSize, kAllZeroed), kSize));
}

TEST(LargeSpaceTest, OnlyTheBeginningIsZeroIfThatIsEnough) {
  LargeSpace space;
  LeaveDirtyMemory(space);
  void* cell = space.Allocate(kSize, 64);
  EXPECT_TRUE(IsZero(cell, 64));
  EXPECT_FALSE(IsZero(cell, kSize));
  EXPECT_EQ(LargeSpace::SizeOf(cell), kSize);
}

TEST(LargeSpaceTest, MoreZerosThanBytesAreAll) {
  LargeSpace space;
  LeaveDirtyMemory(space);
  EXPECT_TRUE(IsZero(space.Allocate(kSize, kSize), kSize));
}

}  // namespace
}  // namespace krait
