#pragma once

#include <cstdint>

#include "vm/core/result.h"

namespace krait {
class Vm;
}

namespace krait::jit {

struct Options {
  /// A loop is compiled when it has gone round this often.
  uint32_t hot_loop = 1000;
  /// Of machine code.
  uint64_t code_bytes = uint64_t{16} << 20;
};

/// Counts of a VM's JIT so far.
struct Stats {
  uint64_t recorded = 0;  // loops
  uint64_t compiled = 0;
  uint64_t entered = 0;  // times that compiled code was
  uint64_t code_bytes = 0;
};

/// Gives a new VM a JIT; before any code runs.
void Install(Vm& vm, const Options& options);
/// All 0 for a VM without.
Stats StatsOf(Vm& vm);

}  // namespace krait::jit
