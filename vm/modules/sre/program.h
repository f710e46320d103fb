#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/types/span.h"

namespace krait::sre {

/// The kinds of single-character items; each has its own form of the Ops that take an item.
enum class ItemKind : uint8_t {
  kAnyAll,
  kAnyButNewline,
  kLiteral,     // operands[0] is the character
  kNotLiteral,  // likewise
  kTable,       // operands[0] is a Column; operands[1] the offset of a CharPredicate, if the column
                // asks for one
  kPredicate,   // operands[1] likewise: what depends on the locale
};
inline constexpr size_t kItemKinds = 6;
inline constexpr size_t kItemOperands = 2;

/// What the engine executes: made from a pattern's code, by one validation and one analysis of the
/// whole, so that it needs neither again. One word per opcode or operand. Targets are word offsets
/// into the program.
enum class Op : uint32_t {
  kAccept,
  kFail,
  kPoll,       // inserted into long straight lines
  kJump,       // target
  kChoose,     // first choice, second choice, Starts of each
  kFork,       // first choice, second choice: both always possible
  kDispatch,   // targets by next character: 256, any wider one, the end
  kString,     // count, characters
  kMarkStart,  // mark
  kMarkEnd,    // mark
  kGroupRef,   // group; this and the next three in the order of CaseMode
  kGroupRefAscii,
  kGroupRefLocale,
  kGroupRefUnicode,
  kIfGroup,          // group, target if it is unset
  kLoopEnter,        // slot (of two: iterations begun, where the newest optional one began)
  kUntilMax,         // slot, body, min, max, Starts of the body
  kUntilMin,         // likewise
  kAtomicEnter,      // slot (stack height)
  kAtomicLeave,      // slot
  kLookEnter,        // slot (of two: stack height, position), characters to step back
  kLookLeave,        // slot
  kLookNotEnter,     // slot (stack height), characters to step back, target behind it
  kLookNotLeave,     // slot
  kPossessiveEnter,  // slot (of three: stack height, iterations, where the newest began)
  kPossessiveNext,   // slot, min, max, target behind it, Starts of the body
  kPossessiveLeave,  // slot, the kPossessiveNext
  kAt,               // twelve, in the order of AtCode
  kStep = kAt + 12,  // item
  kRun = kStep + kItemKinds,     // item, min, max: as many as there are, and no way back
  kGreedy = kRun + kItemKinds,   // item, min, max, Next
  kLazy = kGreedy + kItemKinds,  // likewise

  // What stack entries do when they are popped; no instructions.
  kBottom = kLazy + kItemKinds,
  kResume,  // position: go on there, at the target
  kFewer,   // least end, current end: a greedy run gives one back
  kMore,    // greatest end, current end: a lazy run takes one more; one for each ItemKind
  kUndoMarkStart = kMore + kItemKinds,  // old value
  kUndoMarkEnd,                         // old last index, old value
  kUndoLoop,                            // both old values
  kUndoCount,                           // an iteration that had to be
  kUndoOptional,  // old value of the slot's second word: an optional iteration
  kLeaveLoop,     // old value of the slot's second word, position: go on behind a kUntilMax
  kAgain,         // position: one more iteration of a kUntilMin
  kCount,
};

/// How many words of the stack an entry takes, the one with its Op included.
constexpr size_t EntryWords(Op op) {
  switch (op) {
    case Op::kBottom:
    case Op::kUndoCount:
      return 1;
    case Op::kResume:
    case Op::kUndoMarkStart:
    case Op::kUndoOptional:
    case Op::kAgain:
      return 2;
    default:
      return 3;
  }
}
inline constexpr size_t kMostEntryWords = 3;

/// A table holds 256 bytes, each with one bit for each of eight sets; a column is one such set.
/// Packed into one operand. Starts are a column that says what can stand next for a branch of the
/// program to have a chance.
struct Column {
  uint32_t packed;

  static constexpr uint32_t kWideAll = 1 << 8;          // all characters above 255 belong to it
  static constexpr uint32_t kWideByPredicate = 1 << 9;  // some do, as a CharPredicate says
  static constexpr uint32_t kEnd = 1 << 10;             // so does the end of the subject
  static constexpr uint32_t kTableShift = 11;
  static constexpr uint32_t kMostTables = 1u << (32 - kTableShift);

  uint8_t mask() const { return static_cast<uint8_t>(packed); }
  size_t table_offset() const { return size_t{packed >> kTableShift} * 256; }
};

/// How a repeat can tell where going on has no chance.
enum class NextKind : uint32_t {
  kUnknown,
  kLiteral,  // operand: the character
  kColumn,   // operand: a Column
};
inline constexpr size_t kNextOperands = 2;

/// How a search finds places where a match may start.
enum class SearchKind : uint32_t {
  kEverywhere,
  kAtBeginning,  // at the beginning of the subject only
  kAtLines,      // at the beginnings of lines only
  kPrefix,       // where the prefix stands
  kStarts,       // where a character of the Column stands
};

/// The first words of a program.
struct ProgramHeader {
  uint32_t words;  // of the whole
  uint32_t groups;
  uint32_t slots;       // 64-bit words of loop state
  uint32_t width;       // of the shortest match, or less
  uint32_t predicates;  // offset of the CharPredicates
  uint32_t tables;      // offset of the tables
  SearchKind search;
  uint32_t starts;  // Column
  uint32_t prefix;  // offset: the characters, then as many words of overlap table
  uint32_t prefix_length;
  uint32_t after_prefix;  // where to go on behind the prefix; 0 if from the beginning
  uint32_t leading_run;   // offset of the unlimited repeat of an item that starts the program, if
                          // one does and nothing looks at groups; or 0
};
inline constexpr uint32_t kProgramStart = sizeof(ProgramHeader) / sizeof(uint32_t);

/// A view of a program, which is position-independent: keep the words wherever fits. They must be
/// what a Translate call made.
class Program {
 public:
  Program() = default;
  explicit Program(absl::Span<const uint32_t> words) : words_(words.data()) {
    std::memcpy(&header_, words.data(), sizeof(header_));
  }
  const uint32_t* words() const { return words_; }
  const ProgramHeader& header() const { return header_; }

 private:
  const uint32_t* words_ = nullptr;
  ProgramHeader header_ = {};
};

}  // namespace krait::sre
