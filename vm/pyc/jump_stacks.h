#pragma once

#include <cstdint>
#include <vector>

#include "vm/pyc/stack_code.h"

namespace krait {

/// What an entry of the value stack is for, as far as it matters to a debugger that moves execution
/// to another line. The order is CPython's, which prefers the greater of two stacks.
enum class StackEntry : uint8_t { kIterator = 1, kExcept, kObject, kNull, kLasti };

struct EntryStack {
  bool reachable = false;
  std::vector<StackEntry> entries;  // the bottom first
};

/// The stack before each instruction, on one of the paths that lead there.
std::vector<EntryStack> StacksBefore(const StackCode& code);

/// Whether execution at a place with the stack `from` may go on, some entries dropped, where the
/// stack is `to`.
bool CanJump(const EntryStack& from, const EntryStack& to);
/// Why not: CPython's words.
const char* ExplainJump(const EntryStack& from, const EntryStack& to);
/// Whether the stack keeps more than the other.
bool IsBetter(const EntryStack& stack, const EntryStack& than);

}  // namespace krait
