#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// CPython 3.11's bytecode taken apart so that instructions can come and go: jumps and the
/// exception table name instructions, and EXTENDED_ARG and caches are made when it is put together.
namespace krait::fuzz {

struct Instruction {
  uint8_t opcode = 0;
  int32_t arg = 0;
  int target = -1;  // of jumps: an index
};

struct Handler {
  int begin = 0;
  int end = 0;  // one behind the last
  int target = 0;
  uint32_t depth = 0;
  bool push_lasti = false;
};

struct Assembly {
  std::vector<Instruction> instructions;
  std::vector<Handler> handlers;

  /// nullopt if a jump or an entry does not point to an instruction.
  static std::optional<Assembly> Decode(std::string_view code, std::string_view exception_table);

  std::string Encode(std::string* exception_table) const;

  /// Makes room before `index`, or takes instructions away, moving what points behind it.
  void Insert(int index, const std::vector<Instruction>& added);
  void Erase(int index, int count);

 private:
  int size() const { return static_cast<int>(instructions.size()); }
  template <typename F>
  void ForEachReference(F move);
};

/// A location table that says of so many code units that they have no line.
std::string EmptyLineTable(size_t units);

}  // namespace krait::fuzz
