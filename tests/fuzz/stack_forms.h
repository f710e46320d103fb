#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "tests/fuzz/assembly.h"

/// What instructions do to the depth of the stack, so that changes can leave it as it was.
namespace krait::fuzz {

/// Opcodes that belong to others beside them, or to the beginning.
bool IsBound(uint8_t opcode);

/// Would another argument change the depth of the stack, here or where it goes to?
bool DecidesDepth(const Instruction& in);

/// Lengths of the runs from `begin` that leave the stack as it was, like a statement.
std::vector<int> NeutralRuns(const std::vector<Instruction>& all, int begin);

/// Opcodes that can stand for each other without harm to the stack.
class Alternatives {
 public:
  static const Alternatives& Get();

  const std::vector<uint8_t>& all() const { return all_; }
  const std::vector<uint8_t>& Of(uint8_t opcode) const;

 private:
  using Key = std::tuple<std::string, std::string, bool, int64_t>;

  Alternatives();
  static Key KeyOf(uint8_t opcode);

  std::vector<uint8_t> all_;
  std::map<Key, std::vector<uint8_t>> groups_;
};

}  // namespace krait::fuzz
