#pragma once

#include <cstdint>

#include "vm/core/result.h"

namespace krait {

class Thread;

/// What a VM's Python code may do to the world outside of it.
enum class Capability : uint8_t {
  kFiles,      // the file system: open, stat, listdir, chdir, importing from disk
  kStreams,    // standard input, output and error
  kSockets,    // networks
  kClock,      // what time it is, sleeping
  kProcesses,  // fork, exec, kill, signals, the environment
};

class Capabilities {
 public:
  static constexpr Capabilities All() { return Capabilities(0xff); }
  static constexpr Capabilities None() { return Capabilities(0); }
  constexpr bool Has(Capability one) const { return (bits_ & Bit(one)) != 0; }
  constexpr Capabilities With(Capability one) const { return Capabilities(bits_ | Bit(one)); }

 private:
  explicit constexpr Capabilities(uint32_t bits) : bits_(static_cast<uint8_t>(bits)) {}
  static constexpr uint32_t Bit(Capability one) { return 1u << static_cast<int>(one); }

  uint8_t bits_;
};

/// PermissionError, naming the capability, when `t`'s VM lacks it. Native code calls this before it
/// reaches outside.
Result<None> Require(Thread& t, Capability capability);

}  // namespace krait
