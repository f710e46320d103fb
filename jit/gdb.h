#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/types/span.h"

namespace krait::jit {

/// Lets gdb know of a piece of machine code, by its JIT compilation interface, as long as this
/// lives.
class GdbEntry {
 public:
  GdbEntry(absl::Span<const uint8_t> code, const std::string& name);
  ~GdbEntry();

  /// The ELF object that gdb reads.
  const std::string& object() const;

 private:
  struct Registered;
  std::unique_ptr<Registered> registered_;
};

}  // namespace krait::jit
