#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"
#include "jit/jit.h"
#include "vm/api/state.h"

/// The library's JIT. It is not part of vm/api, so that programs without it need not link it.
namespace krait::inline v1 {
namespace {

void Install(internal::VmState& state, const JitOptions& options) {
  jit::Options inside;
  inside.hot_loop = std::clamp<uint32_t>(options.hot_loop, 1, INT32_MAX);
  inside.code_bytes = options.code_bytes;
  inside.perf_map = options.perf_map;
  inside.gdb = options.gdb;
  jit::Install(state.vm(), inside);
}

}  // namespace

Jit Jit::On(const JitOptions& options) {
  Jit jit;
  jit.install_ = &Install;
  jit.options_ = options;
  return jit;
}

JitStats Jit::StatsOf(const Vm& vm) {
  const jit::Stats inside = jit::StatsOf(vm.ref()->vm());
  JitStats stats;
  stats.enabled = inside.enabled;
  stats.recorded = inside.recorded;
  stats.compiled = inside.compiled;
  stats.given_up = inside.given_up;
  stats.entered = inside.entered;
  stats.entered_by_loop = inside.entered_by_loop;
  stats.micro_ops = inside.micro_ops;
  stats.code_bytes = inside.code_bytes;
  stats.recording = absl::FromChrono(inside.recording);
  stats.compiling = absl::FromChrono(inside.compiling);
  return stats;
}

}  // namespace krait::inline v1
