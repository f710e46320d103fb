#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"

namespace krait {

class Code;

/// Where in the source an instruction comes from. Lines count from 1, columns (UTF-8 bytes) from 0.
struct CodePosition {
  static constexpr int kNone = -1;

  int line = kNone;
  int end_line = kNone;
  int column = kNone;
  int end_column = kNone;

  bool HasLine() const { return line != kNone; }
  bool HasColumns() const { return column != kNone && end_column != kNone; }
  friend bool operator==(const CodePosition&, const CodePosition&) = default;
};

/// A run of code units with one position; neighbours may have the same.
struct LineEntry {
  uint32_t begin = 0;  // in code units
  uint32_t end = 0;
  CodePosition position;
};

/// Walks the entries of a location table (PEP 657). co_lines() shows the extent and the line of
/// each, co_positions() the position of each of its code units.
///
/// It never reads outside the table, whatever that holds: a malformed entry ends the walk, and
/// malformed() tells.
class LineTableReader {
 public:
  LineTableReader(absl::Span<const uint8_t> table, int firstlineno)
      : at_(table.data()), end_(table.data() + table.size()), line_(firstlineno) {}
  explicit LineTableReader(const Code* code);

  /// False at the end.
  bool Next(LineEntry* entry);
  bool malformed() const { return malformed_; }

 private:
  int ReadByte();
  int ReadVarint();
  int ReadSignedVarint();
  void AddToLine(int delta);
  void ReadLong(CodePosition* position);

  const uint8_t* at_;
  const uint8_t* end_;
  int line_;  // of the last entry, entries without a line of their own included
  uint32_t unit_ = 0;
  bool malformed_ = false;
};

/// What co_lines() walks: the entries as they are, not merged by line.
using CodeLines = LineTableReader;

/// Of the instruction at `code_unit_offset` (f_lasti / 2). No position where the table has none.
CodePosition PositionAt(const Code* code, uint32_t code_unit_offset);
/// Its line, or CodePosition::kNone.
int LineAt(const Code* code, uint32_t code_unit_offset);

}  // namespace krait
