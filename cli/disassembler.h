#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace krait::cli {

/// Machine code as text, by capstone. That is loaded when it is first wanted: nobody else pays for
/// it, and Krait can be built and run without.
class Disassembler {
 public:
  /// Unavailable, with a message in one line: this build, or this system, has none.
  static absl::StatusOr<Disassembler> Open();
  Disassembler(Disassembler&& other) : engine_(std::exchange(other.engine_, 0)) {}
  ~Disassembler();

  struct Instruction {
    uint64_t address;
    std::string text;
  };
  /// x86-64 code that runs at `address`. What is no instruction is shown as bytes.
  std::vector<Instruction> Disassemble(absl::Span<const uint8_t> code, uint64_t address) const;

 private:
  explicit Disassembler(size_t engine) : engine_(engine) {}

  size_t engine_;  // capstone's handle; 0: moved from
};

}  // namespace krait::cli
