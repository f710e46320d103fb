#pragma once

#include <cstdint>
#include <string>

#include "absl/types/span.h"

namespace krait::jit {

/// The file in which perf looks up whose machine code an address is: /tmp/perf-PID.map, with a line
/// for each piece. All VMs of a process write to the same; whoever forks off has another PID, and
/// makes no code in a VM that it shares. It stays when the process ends: that is when it is read.
class PerfMap {
 public:
  /// Begins the file if nobody in this process has. If it cannot be written, says so on standard
  /// error, and does nothing from then on.
  PerfMap();
  ~PerfMap();
  PerfMap(const PerfMap&) = delete;
  PerfMap& operator=(const PerfMap&) = delete;

  void Add(absl::Span<const uint8_t> code, const std::string& name);

 private:
  int file_;  // -1: there is none
};

}  // namespace krait::jit
