#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/modules/sre/chars.h"
#include "vm/modules/sre/opcodes.h"
#include "vm/modules/sre/set_code.h"

namespace krait::sre {

/// A piece of validated code that matches exactly one character: its opcode and the operands that
/// follow.
struct CharPredicate {
  Opcode op;
  const uint32_t* operands;
};

/// Whether `op` makes a CharPredicate.
bool IsCharPredicate(Opcode op);

/// Whether `op` is one of the forms of IN, whose operands are a skip and a set.
bool IsSetPredicate(Opcode op);

/// The words that `predicate` takes after its opcode.
size_t OperandCount(const CharPredicate& predicate);

bool Matches(const CharPredicate& predicate, uint32_t c);

/// Whether the answer can change with the process's locale.
bool DependsOnLocale(const CharPredicate& predicate);

/// Which of the characters above 255 a predicate matches.
WideMembers WideMembersOf(const CharPredicate& predicate);

}  // namespace krait::sre
