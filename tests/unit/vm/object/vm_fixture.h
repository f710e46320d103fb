#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "vm/object/exception.h"
#include "vm/object/lookup_cache.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type.h"
#include "vm/object/vm.h"

namespace krait {

/// A VM with its bare types and its first thread, attached.
class TestVm {
 public:
  explicit TestVm(const VmOptions& options = {})
      : vm_(options), thread_(vm_, vm_.heap(), vm_.shape_table().base()) {
    thread_.lookup_cache = cache_.get();
    vm_.threads().Register(thread_);
    vm_.threading().Attach(thread_);
    booted_ = vm_.Bootstrap(thread_).ok();
  }
  ~TestVm() {
    vm_.threading().Detach(thread_);
    vm_.threads().Unregister(thread_);
  }
  TestVm(const TestVm&) = delete;
  TestVm& operator=(const TestVm&) = delete;

  bool booted() const { return booted_; }
  Vm& vm() { return vm_; }
  Thread& thread() { return thread_; }

 private:
  Vm vm_;
  std::unique_ptr<LookupCache> cache_ = std::make_unique<LookupCache>();
  Thread thread_;
  bool booted_ = false;
};

/// The type of the pending exception and its first argument if that is a str, as "ValueError: bad";
/// empty when nothing is pending. Takes the exception.
inline std::string TakeError(Thread& t) {
  if (!t.HasPending()) return "";
  const Value pending = t.TakePending();
  std::string text = TypeName(t, pending);
  const Tuple* args = Cast<Exception>(pending)->args();
  if (args != nullptr && args->size() > 0 && Is<Str>(args->At(0))) {
    text += ": " + Cast<Str>(args->At(0))->ToUtf8();
  }
  return text;
}

class VmTest : public ::testing::Test {
 protected:
  explicit VmTest(const VmOptions& options = {}) : test_vm(options) {}

  void SetUp() override { ASSERT_TRUE(test_vm.booted()); }
  /// An exception left pending is a mistake of the test or of the code.
  void TearDown() override { EXPECT_EQ(TakeError(t), ""); }

  Value S(std::string_view utf8) { return Value::FromObject(*Str::FromUtf8(t, utf8)); }
  void Collect() { t.heap().Collect(t); }

  TestVm test_vm;
  Thread& t = test_vm.thread();
};

/// Collects at every allocation: what is not visible to the collector does not survive a step.
class StressVmTest : public VmTest {
 protected:
  StressVmTest() : VmTest(Options()) {}

 private:
  static VmOptions Options() {
    VmOptions options;
    options.heap.collect_every = 1;
    return options;
  }
};

/// Runs `scenario` in fresh VMs, with its first allocation failing, its second, and so on until one
/// of them is not made. `scenario` returns whether it saw a MemoryError (which it takes); it must
/// find everything as it was then.
inline void ForEachFailingAllocation(const std::function<bool(Thread&)>& scenario) {
  auto boots = [](uint64_t fail_at) {
    VmOptions options;
    options.heap.fail_at = fail_at;
    return TestVm(options).booted();
  };
  uint64_t booting = 1;  // the allocation that is too late to disturb the boot
  while (!boots(booting)) booting *= 2;
  for (uint64_t step = booting / 2; step > 0; step /= 2) {
    if (booting > step && boots(booting - step)) booting -= step;
  }
  for (uint64_t i = 0;; ++i) {
    ASSERT_LT(i, 10'000u) << "the scenario never ends";
    VmOptions options;
    options.heap.fail_at = booting + i;
    TestVm test_vm(options);
    ASSERT_TRUE(test_vm.booted());
    const bool failed = scenario(test_vm.thread());
    EXPECT_FALSE(test_vm.thread().HasPending()) << "left pending, failing allocation " << i;
    if (::testing::Test::HasFailure()) FAIL() << "failing allocation " << i;
    if (!failed) return;
  }
}

}  // namespace krait
