// The area below a curve that is written in Python, with its loop as machine code.
//
// Options::jit is all that a program says to have a JIT; what it did can be asked for afterwards.

#include <cstdio>
#include <string>

#include "krait/krait.h"

namespace {

constexpr char kCurve[] = R"(
def area(steps):
    total = 0.0
    for i in range(steps):
        x = (i + 0.5) / steps
        total += 4.0 / (1.0 + x * x)
    return total / steps
)";

absl::StatusOr<double> Area(krait::Vm& vm, int steps) {
  const absl::StatusOr<krait::Code> code = krait::Code::Compile(vm, kCurve, "curve.py");
  if (!code.ok()) return code.status();
  const absl::StatusOr<krait::Value> curve = vm.RunModule(*code, "curve");
  if (!curve.ok()) return curve.status();
  return curve->CallMethod<double>("area", steps);
}

}  // namespace

int main() {
  krait::Options options;
  options.jit = krait::Jit::On();
  absl::StatusOr<krait::Vm> vm = krait::Vm::Create(options);
  const absl::StatusOr<double> area = vm.ok() ? Area(*vm, 1'000'000) : vm.status();
  if (!area.ok()) {
    std::fprintf(stderr, "%s\n", std::string(area.status().message()).c_str());
    return 1;
  }
  std::printf("area: %.6f\n", *area);

  const krait::JitStats stats = krait::Jit::StatsOf(*vm);
  if (!stats.enabled) std::puts("The system allows no machine code.");
  std::printf("loops compiled: %d, entered: %d\n", static_cast<int>(stats.compiled),
              static_cast<int>(stats.entered));
  return 0;
}
