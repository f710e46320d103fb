#include <gtest/gtest.h>

#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/bound_method.h"

namespace krait {
namespace {

size_t Collections(TestVm& vm) { return vm.vm().heap().stats().collections; }
bool IsDue(TestVm& vm) {
  return (vm.thread().poll_word.load(std::memory_order_relaxed) & Heap::kCollectionDue) != 0;
}
void MakeSpared(TestVm& vm, int count) {
  const LocalHeap::Sparing sparing(vm.thread().local_heap());
  for (int i = 0; i < count; ++i) ASSERT_TRUE(Cell::New(vm.thread(), Value::None()).ok());
}

TEST(SparedAllocationTest, AsksForACollectionAndMakesNone) {
  VmOptions options;
  options.heap.minimum_budget = 1 << 20;
  TestVm vm(options);
  vm.thread().ClearPoll(Heap::kCollectionDue);
  const size_t before = Collections(vm);
  MakeSpared(vm, 200000);
  EXPECT_EQ(Collections(vm), before);
  EXPECT_TRUE(IsDue(vm));
  vm.vm().heap().CollectIfDue(vm.thread());
  EXPECT_EQ(Collections(vm), before + 1);
  vm.vm().heap().CollectIfDue(vm.thread());
  EXPECT_EQ(Collections(vm), before + 1);
}

TEST(SparedAllocationTest, LeavesTheCollectionsOfAStressModeForLater) {
  VmOptions options;
  options.heap.collect_every = 10;
  TestVm vm(options);
  vm.thread().ClearPoll(Heap::kCollectionDue);
  const size_t before = Collections(vm);
  MakeSpared(vm, 30);
  EXPECT_EQ(Collections(vm), before);
  EXPECT_TRUE(IsDue(vm));
}

TEST(SparedAllocationTest, EndsBehindTheLimit) {
  VmOptions options;
  options.heap.limit_bytes = 32 << 20;
  TestVm vm(options);
  const LocalHeap::Sparing sparing(vm.thread().local_heap());
  int made = 0;
  while (made < 10000000 && Cell::New(vm.thread(), Value::None()).ok()) ++made;
  EXPECT_LT(made, 10000000);
  EXPECT_EQ(TakeError(vm.thread()).substr(0, 11), "MemoryError");
}

}  // namespace
}  // namespace krait
