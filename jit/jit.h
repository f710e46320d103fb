#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace krait {
class Vm;
}

namespace krait::jit {

struct Listing;

/// Registers of each kind that code needs, and that there are.
inline constexpr int kFewestRegisters = 3;
inline constexpr int kMostRegisters = 8;

struct Options {
  /// A loop is compiled when it has gone round this often.
  uint32_t hot_loop = 1000;
  /// Room for machine code, at most 1 GiB; a smaller limit on the size of files holds for it, too.
  uint64_t code_bytes = uint64_t{16} << 20;
  /// For testing: traces are not compiled, but run micro-op by micro-op.
  bool uncompiled = false;
  /// For testing: registers of each kind that code may use, the others stay empty.
  int registers = kMostRegisters;
  /// For testing: the guard with this number always leaves, in each trace; see ForceExit.
  std::optional<uint64_t> exit_at;
  /// For testing: all code is invalidated each time that traces were entered, and have called
  /// something, so often; not more than 20,000 times. 0: it is not.
  uint64_t invalidate_every = 0;
  /// For testing: machine code is compared with its micro-ops each time that it runs, and this gets
  /// where they differ; null: nobody looks. See VerifiedTrace.
  void (*verify)(const std::string& difference) = nullptr;
  /// Gets each trace that is compiled; null: nobody.
  void (*dump)(const Listing& listing) = nullptr;
  /// Names machine code for perf, in /tmp/perf-PID.map: see PerfMap.
  bool perf_map = false;
  /// Names it for gdb.
  bool gdb = false;
};

/// Counts of a VM's JIT so far.
struct Stats {
  bool enabled = false;   // whether the VM has a JIT
  uint64_t recorded = 0;  // loops, each as often as it was tried
  uint64_t compiled = 0;
  /// Why recorded loops were not compiled, and how many for that reason.
  std::map<std::string, uint64_t> given_up;
  uint64_t entered = 0;  // times that compiled code was
  /// The same by loop, as "function (file:line)", of those whose code object is alive.
  std::map<std::string, uint64_t> entered_by_loop;
  /// With Options::verify: times that code ran and was compared with its micro-ops; and why it was
  /// not at other times, and how often.
  uint64_t compared = 0;
  std::map<std::string, uint64_t> not_compared;
  uint64_t code_bytes = 0;
  uint64_t micro_ops = 0;  // that were compiled
  std::chrono::nanoseconds recording{0};
  std::chrono::nanoseconds compiling{0};  // those micro-ops
};

/// Gives a new VM a JIT; before any code runs. False: the system gives no executable memory, and
/// the VM goes on as by InstallSwitchedOff.
bool Install(Vm& vm, const Options& options);
/// Lets a new VM's programs know that there is a JIT, which is off.
void InstallSwitchedOff(Vm& vm);
/// All 0 for a VM without.
Stats StatsOf(Vm& vm);

}  // namespace krait::jit
