#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "vm/modules/sre/opcodes.h"

// Compiled patterns, written by hand.

namespace krait::sre {

using Code = std::vector<uint32_t>;

inline uint32_t Word(Opcode op) { return static_cast<uint32_t>(op); }

inline Code Join(std::initializer_list<Code> parts) {
  Code code;
  for (const Code& part : parts) code.insert(code.end(), part.begin(), part.end());
  return code;
}

inline uint32_t Size(const Code& code) { return static_cast<uint32_t>(code.size()); }

/// A whole pattern.
inline Code Pattern(std::initializer_list<Code> parts) {
  return Join({Join(parts), {Word(Opcode::kSuccess)}});
}

inline Code Lit(uint32_t c) { return {Word(Opcode::kLiteral), c}; }
inline Code NotLit(uint32_t c) { return {Word(Opcode::kNotLiteral), c}; }
inline Code Text(std::u32string_view text) {
  Code code;
  for (char32_t c : text) code = Join({code, Lit(c)});
  return code;
}
inline Code Any() { return {Word(Opcode::kAny)}; }
inline Code AnyAll() { return {Word(Opcode::kAnyAll)}; }
inline Code At(AtCode at) { return {Word(Opcode::kAt), static_cast<uint32_t>(at)}; }
inline Code Never() { return {Word(Opcode::kFailure)}; }

inline Code RangeItem(uint32_t first, uint32_t last) { return {Word(Opcode::kRange), first, last}; }
inline Code CategoryItem(CategoryCode category) {
  return {Word(Opcode::kCategory), static_cast<uint32_t>(category)};
}
inline Code Negate() { return {Word(Opcode::kNegate)}; }
inline Code Set(std::initializer_list<Code> items, Opcode op = Opcode::kIn) {
  Code body = Join(items);
  return Join({{Word(op), Size(body) + 2}, body, Never()});
}

/// Group `number` from 1.
inline Code Group(uint32_t number, const Code& body) {
  return Join({{Word(Opcode::kMark), number * 2 - 2}, body, {Word(Opcode::kMark), number * 2 - 1}});
}
inline Code Back(uint32_t number, Opcode op = Opcode::kGroupRef) { return {Word(op), number - 1}; }

/// A repeat of a single character.
inline Code One(Opcode op, uint32_t min, uint32_t max, const Code& item) {
  return Join({{Word(op), Size(item) + 4, min, max}, item, {Word(Opcode::kSuccess)}});
}
/// A repeat of anything; `until` is kMaxUntil or kMinUntil.
inline Code Loop(Opcode until, uint32_t min, uint32_t max, const Code& body) {
  return Join({{Word(Opcode::kRepeat), Size(body) + 3, min, max}, body, {Word(until)}});
}
inline Code Possessive(uint32_t min, uint32_t max, const Code& body) {
  return Join({{Word(Opcode::kPossessiveRepeat), Size(body) + 3, min, max},
               body,
               {Word(Opcode::kSuccess)}});
}
inline Code Atomic(const Code& body) {
  return Join({{Word(Opcode::kAtomicGroup), Size(body) + 2}, body, {Word(Opcode::kSuccess)}});
}
/// `op` is kAssert or kAssertNot.
inline Code Look(Opcode op, uint32_t back, const Code& body) {
  return Join({{Word(op), Size(body) + 3, back}, body, {Word(Opcode::kSuccess)}});
}
inline Code Branch(const std::vector<Code>& alternatives) {
  uint32_t left = 1;
  for (const Code& alternative : alternatives) left += Size(alternative) + 3;
  Code code = {Word(Opcode::kBranch)};
  for (const Code& alternative : alternatives) {
    left -= Size(alternative) + 3;
    code = Join({code, {Size(alternative) + 3}, alternative, {Word(Opcode::kJump), left + 1}});
  }
  code.push_back(0);
  return code;
}
inline Code If(uint32_t number, const Code& yes, const Code& no) {
  return Join({{Word(Opcode::kGroupRefExists), number - 1, Size(yes) + 4},
               yes,
               {Word(Opcode::kJump), Size(no) + 1},
               no});
}
inline Code If(uint32_t number, const Code& yes) {
  return Join({{Word(Opcode::kGroupRefExists), number - 1, Size(yes) + 2}, yes});
}

}  // namespace krait::sre
