#include <cstddef>
#include <cstdint>
#include <memory>

#include "jit/code_memory.h"
#include "jit/jit.h"
#include "vm/code/jump.h"
#include "vm/heap/marker.h"
#include "vm/interp/tier_up.h"

namespace krait::jit {
namespace {

/// What a VM has that could have a JIT: it leaves all code alone.
class SwitchedOff : public interp::TierUp {
 public:
  HotEntry EnterHot(Thread&, Value*, const Word* pc) override {
    interp::HeatOf(pc).store(INT32_MIN, std::memory_order_relaxed);
    return {interp::BehindHot(pc)};
  }
  bool Record(Thread&, Value*, const Word*) override { return false; }
  void Invalidate() override {}
  bool IsAvailable() const override {
    constexpr size_t kLittle = 4096;
    return CodeMemory(kLittle).ok();
  }
  bool IsEnabled() const override { return false; }
  bool IsActive(const Thread&) const override { return false; }
  void TraceRoots(Marker&) override {}
};

}  // namespace

void InstallSwitchedOff(Vm& vm) { vm.AddPart<interp::TierUp>(std::make_unique<SwitchedOff>()); }

}  // namespace krait::jit
