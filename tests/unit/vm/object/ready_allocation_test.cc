#include <gtest/gtest.h>

#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/bound_method.h"

namespace krait {
namespace {

/// Makes cells as long as none needs a collection; how many.
int MakeReady(TestVm& vm, int most) {
  Thread& t = vm.thread();
  int made = 0;
  while (made < most && t.local_heap().IsReadyFor(sizeof(Cell))) {
    EXPECT_TRUE(Cell::New(t, Value::None()).ok());
    ++made;
  }
  return made;
}

TEST(ReadyAllocationTest, NeverCollects) {
  TestVm vm;
  const size_t before = vm.vm().heap().stats().collections;
  // Some memory must be accounted for now and then, which may collect.
  const int made = MakeReady(vm, 1000000);
  EXPECT_GT(made, 100);
  EXPECT_LT(made, 1000000);
  EXPECT_EQ(vm.vm().heap().stats().collections, before);
  ASSERT_TRUE(Cell::New(vm.thread(), Value::None()).ok());
  EXPECT_TRUE(vm.thread().local_heap().IsReadyFor(sizeof(Cell)));
}

TEST(ReadyAllocationTest, LeavesTheCollectionsOfAStressModeToOthers) {
  VmOptions options;
  options.heap.collect_every = 10;
  TestVm vm(options);
  ASSERT_TRUE(Cell::New(vm.thread(), Value::None()).ok());
  const size_t before = vm.vm().heap().stats().collections;
  const int made = MakeReady(vm, 100);
  EXPECT_LT(made, 10);
  EXPECT_EQ(vm.vm().heap().stats().collections, before);
  ASSERT_TRUE(Cell::New(vm.thread(), Value::None()).ok());
  EXPECT_EQ(vm.vm().heap().stats().collections, before + 1);
}

TEST(ReadyAllocationTest, IsNotForLargeCells) {
  TestVm vm;
  EXPECT_FALSE(vm.thread().local_heap().IsReadyFor(kMaxCellSize + 1));
}

}  // namespace
}  // namespace krait
