#pragma once

#include "vm/core/result.h"
#include "vm/object/vm.h"

namespace krait {

class Generator;

/// Warns of coroutines that nobody awaited: the _warnings module does, whose part this is.
class UnawaitedReporter : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kWarnings;

  virtual Result<None> WarnUnawaited(Thread& t, Generator* coroutine) = 0;
};

}  // namespace krait
