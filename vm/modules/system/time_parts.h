#pragma once

#include <ctime>

#include "vm/core/result.h"
#include "vm/object/vm.h"

namespace krait {

class Module;

/// What the time module keeps: the type of its results.
class TimePart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kTime;
  explicit TimePart(Type* struct_time) : struct_time(struct_time) {}
  void TraceRoots(Marker& marker) override;

  Type* const struct_time;
};

/// struct_time and all that makes and takes it.
Result<None> AddCalendar(Thread& t, Module* module);
/// The clocks and sleep.
Result<None> AddClocks(Thread& t, Module* module);

}  // namespace krait
