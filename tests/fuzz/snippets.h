#pragma once

#include <vector>

#include "tests/fuzz/assembly.h"
#include "tests/fuzz/code_parts.h"

namespace krait::fuzz {

/// New instructions for a code object.
class Snippets : protected CodeParts {
 protected:
  using CodeParts::CodeParts;

  /// They leave the stack as it was, and are made for the place `at`.
  std::vector<Instruction> Snippet(int at);

 private:
  void LoadValue(std::vector<Instruction>& out);
  void StoreValue(std::vector<Instruction>& out);
  void Arguments(std::vector<Instruction>& out);
  void CallBuiltin(std::vector<Instruction>& out);
  void CallMethod(std::vector<Instruction>& out);
  /// for _ in value: pass
  void Loop(std::vector<Instruction>& out, int at);
};

}  // namespace krait::fuzz
