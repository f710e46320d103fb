#pragma once

#include <string>
#include <vector>

#include "vm/code/code.h"
#include "vm/pyc/stack_code.h"

namespace krait {

/// Checks what instructions say without looking at the stack: indices and flags in their arguments,
/// which locals are cells, and that the prologue makes these cells once and first.
class ArgumentCheck {
 public:
  ArgumentCheck(const CodeFields& fields, const StackCode& stack);

  /// What is wrong with the instruction; empty if nothing is. Ask for all of them, in order.
  std::string Check(size_t index);

  /// How many instructions the prologue has: nothing may jump into it.
  size_t prologue_length() const { return prologue_length_; }

 private:
  bool IsPopTop(size_t index) const;
  std::string CheckPrologue(const StackInstruction& in);
  std::string CheckLocal(const StackInstruction& in) const;
  std::string CheckCell(const StackInstruction& in) const;
  std::string CheckKeywords(const StackInstruction& in) const;

  const CodeFields& fields_;
  const StackCode& stack_;
  size_t prologue_length_ = 0;
  bool is_generator_ = false;       // the prologue has a RETURN_GENERATOR
  std::vector<bool> is_made_cell_;  // of the fast locals
};

}  // namespace krait
