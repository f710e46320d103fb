#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/code/code.h"
#include "vm/object/tuple.h"

namespace krait {

/// A VM that knows code objects, and whose built-in constants can be in sets.
class PycTest : public VmTest {
 protected:
  PycTest();
  void SetUp() override;
};

/// Options that add the layouts of code objects to `options`.
VmOptions PycOptions(VmOptions options = {});
/// Gives the bare types of constants what sets and dicts need: hashes and comparison.
void InstallConstantSlots(Vm& vm);

/// Whether both are made of equal constants, of the same types, nested to any depth. Code objects
/// are equal if all their fields are; sets whatever their order.
bool SameConstants(Thread& t, Value a, Value b);

/// Runs Debian's Python on a script given in the root, or on code ("-c"), with arguments already
/// quoted; returns what it printed.
std::string RunPython(const std::string& arguments);

std::vector<uint8_t> ReadFile(const std::string& path);

}  // namespace krait
