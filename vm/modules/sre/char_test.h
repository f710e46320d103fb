#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/modules/sre/chars.h"
#include "vm/modules/sre/opcodes.h"
#include "vm/modules/sre/set_code.h"

namespace krait::sre {

/// A piece of validated code that matches exactly one character: its opcode and the operands that
/// follow.
struct CharTest {
  Opcode op;
  const uint32_t* operands;
};

/// Whether `op` makes a CharTest.
bool IsCharTest(Opcode op);

/// Whether `op` is one of the forms of IN, whose operands are a skip and a set.
bool IsSetTest(Opcode op);

/// The words that `test` takes after its opcode.
size_t OperandCount(const CharTest& test);

bool Matches(const CharTest& test, uint32_t c);

/// Whether the answer can change with the process's locale.
bool DependsOnLocale(const CharTest& test);

/// Which of the characters above 255 a test matches.
WideMembers WideMembersOf(const CharTest& test);

}  // namespace krait::sre
