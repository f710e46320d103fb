#pragma once

#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/builtins/install.h"

namespace krait {

/// A VM whose built-in types are complete.
class BuiltinsTest : public VmTest {
 protected:
  explicit BuiltinsTest(const VmOptions& options = {}) : VmTest(options) {}

  void SetUp() override {
    VmTest::SetUp();
    ASSERT_TRUE(InstallBuiltinTypes(t).ok()) << TakeError(t);
  }
};

}  // namespace krait
