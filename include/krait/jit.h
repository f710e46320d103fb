#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "absl/time/time.h"

namespace krait::inline v1 {

class Vm;
namespace internal {
class VmState;
}  // namespace internal

struct JitOptions {
  /// A loop is compiled when it has gone round this often.
  uint32_t hot_loop = 1000;
  /// Room for machine code; at most 1 GiB. What is not used takes no memory.
  size_t code_bytes = size_t{16} << 20;
  /// Names loops for perf: their machine code is listed in /tmp/perf-PID.map, which stays there. If
  /// that file cannot be written, a line on standard error says so.
  bool perf_map = false;
  /// Names loops in gdb's backtraces, by gdb's JIT compilation interface.
  bool gdb = false;
};

/// What a VM's JIT has done so far.
struct JitStats {
  /// False, and all else 0, if the VM was given none, or the system allows no executable memory.
  bool enabled = false;
  uint64_t recorded = 0;  ///< loops, each as often as it was tried
  uint64_t compiled = 0;
  std::map<std::string, uint64_t> given_up;  ///< why the others were not, and how many of them
  uint64_t entered = 0;                      ///< times that machine code was
  /// The same by loop, as "function (file:line)", of those whose code object is alive.
  std::map<std::string, uint64_t> entered_by_loop;
  uint64_t micro_ops = 0;  ///< that were compiled
  size_t code_bytes = 0;
  absl::Duration recording;
  absl::Duration compiling;  ///< those micro-ops
};

/// Machine code for the hot loops of a VM (see Options::jit). Only a program that calls On() links
/// the compiler.
///
///   krait::Options options;
///   options.jit = krait::Jit::On();
///
/// Where the system allows no executable memory the VM does without. Loops that count steps
/// (Limits::steps) are interpreted.
class Jit {
 public:
  /// Off.
  Jit() = default;
  static Jit On(const JitOptions& options = {});

  /// Of a VM, whichever thread asks.
  static JitStats StatsOf(const Vm& vm);

 private:
  friend class internal::VmState;
  using Installer = void (*)(internal::VmState& state, const JitOptions& options);

  Installer install_ = nullptr;
  JitOptions options_;
};

}  // namespace krait::inline v1
