#include "vm/compiler/flow/table_writers.h"

#include <algorithm>
#include <utility>

namespace krait::compiler {
namespace {

constexpr int kMaxUnits = 8;  // of an entry

// Kinds of entries: 0 to 9 are short ones, by their column.
constexpr int kShortColumns = 80;
constexpr int kOneLine = 10;  // and the two after it, by how many lines are skipped
constexpr int kNoColumns = 13;
constexpr int kLong = 14;
constexpr int kNoPosition = 15;

}  // namespace

void LineTableWriter::Head(int code, int size) {
  out_.push_back(static_cast<uint8_t>(0x80 | code << 3 | (size - 1)));
}

void LineTableWriter::Varint(unsigned value) {
  for (; value >= 64; value >>= 6) out_.push_back(static_cast<uint8_t>(0x40 | (value & 63)));
  out_.push_back(static_cast<uint8_t>(value));
}

void LineTableWriter::SignedVarint(int value) {
  const auto magnitude = static_cast<unsigned>(std::abs(value));
  Varint(magnitude << 1 | (value < 0 ? 1 : 0));
}

void LineTableWriter::AddEntry(int size, const CodePosition& p) {
  if (!p.HasLine()) return Head(kNoPosition, size);
  const int delta = p.line - std::exchange(line_, p.line);
  const bool has_columns = p.column >= 0 && p.end_column >= 0;
  if (!has_columns) {
    if (p.end_line == p.line || p.end_line == CodePosition::kNone) {
      Head(kNoColumns, size);
      return SignedVarint(delta);
    }
  } else if (p.end_line == p.line) {
    const int width = p.end_column - p.column;
    if (delta == 0 && p.column < kShortColumns && width >= 0 && width < 16) {
      Head(p.column >> 3, size);
      out_.push_back(static_cast<uint8_t>((p.column & 7) << 4 | width));
      return;
    }
    if (delta >= 0 && delta < 3 && p.column < 128 && p.end_column < 128) {
      Head(kOneLine + delta, size);
      out_.push_back(static_cast<uint8_t>(p.column));
      out_.push_back(static_cast<uint8_t>(p.end_column));
      return;
    }
  }
  Head(kLong, size);
  SignedVarint(delta);
  Varint(static_cast<unsigned>(p.end_line - p.line));
  Varint(static_cast<unsigned>(p.column + 1));
  Varint(static_cast<unsigned>(p.end_column + 1));
}

void LineTableWriter::Add(int size, const CodePosition& position) {
  for (; size > kMaxUnits; size -= kMaxUnits) AddEntry(kMaxUnits, position);
  AddEntry(size, position);
}

void ExceptionTableWriter::Varint(unsigned value, unsigned first_bit) {
  int shift = 0;
  while (shift < 24 && value >> (shift + 6) != 0) shift += 6;
  for (; shift > 0; shift -= 6) {
    out_.push_back(static_cast<uint8_t>((value >> shift & 63) | 0x40 | first_bit));
    first_bit = 0;
  }
  out_.push_back(static_cast<uint8_t>((value & 63) | first_bit));
}

void ExceptionTableWriter::Add(int offset, const Block* handler) {
  if (handler == handler_) return;
  if (handler_ != nullptr) {
    const int pushed = handler_->preserve_lasti ? 2 : 1;
    const auto depth = static_cast<unsigned>(handler_->start_depth - pushed);
    Varint(static_cast<unsigned>(begin_), 0x80);
    Varint(static_cast<unsigned>(offset - begin_), 0);
    Varint(static_cast<unsigned>(handler_->offset), 0);
    Varint(depth << 1 | (handler_->preserve_lasti ? 1 : 0), 0);
  }
  handler_ = handler;
  begin_ = offset;
}

}  // namespace krait::compiler
