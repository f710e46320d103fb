#include "vm/code/line_table.h"

#include "vm/code/code.h"
#include "vm/object/bytes.h"

namespace krait {
namespace {

// The first byte of an entry: a mark, the form of what follows, the length less one.
constexpr uint8_t kEntryMark = 0x80;
constexpr int kFormShift = 3;
constexpr int kFormMask = 15;
constexpr int kLengthMask = 7;

// Forms 0 to 9 have the column's upper digits in the form itself, 10 to 12 the line delta.
constexpr int kOneLineForm = 10;
constexpr int kNoColumnsForm = 13;
constexpr int kLongForm = 14;
// 15: no location at all.

constexpr int kMaxVarintShift = 24;  // five groups of six bits

}  // namespace

LineTableReader::LineTableReader(const Code* code)
    : LineTableReader(code->linetable()->span(), code->firstlineno()) {}

/// No byte but an entry's first has the mark.
int LineTableReader::ReadByte() {
  if (at_ == end_ || (*at_ & kEntryMark) != 0) {
    malformed_ = true;
    return 0;
  }
  return *at_++;
}

/// Groups of six bits, the lowest first; bit 6 says that another follows.
int LineTableReader::ReadVarint() {
  uint32_t value = 0;
  for (int shift = 0; shift <= kMaxVarintShift; shift += 6) {
    const int byte = ReadByte();
    value |= static_cast<uint32_t>(byte & 63) << shift;
    if ((byte & 64) == 0) return static_cast<int>(value);
  }
  malformed_ = true;
  return 0;
}

int LineTableReader::ReadSignedVarint() {
  const int value = ReadVarint();
  return (value & 1) != 0 ? -(value >> 1) : value >> 1;
}

void LineTableReader::AddToLine(int delta) {
  if (__builtin_add_overflow(line_, delta, &line_)) malformed_ = true;
}

void LineTableReader::ReadLong(CodePosition* position) {
  AddToLine(ReadSignedVarint());
  position->line = line_;
  if (__builtin_add_overflow(line_, ReadVarint(), &position->end_line)) malformed_ = true;
  position->column = ReadVarint() - 1;  // 0 stands for none
  position->end_column = ReadVarint() - 1;
}

bool LineTableReader::Next(LineEntry* entry) {
  if (at_ == end_ || malformed_) return false;
  const int first = *at_++;
  const int form = (first >> kFormShift) & kFormMask;
  CodePosition position;
  if ((first & kEntryMark) == 0) malformed_ = true;
  if (form == kLongForm) {
    ReadLong(&position);
  } else if (form == kNoColumnsForm) {
    AddToLine(ReadSignedVarint());
    position.line = position.end_line = line_;
  } else if (form >= kOneLineForm && form < kNoColumnsForm) {
    AddToLine(form - kOneLineForm);
    position.line = position.end_line = line_;
    position.column = ReadByte();
    position.end_column = ReadByte();
  } else if (form < kOneLineForm) {
    const int second = ReadByte();
    position.line = position.end_line = line_;
    position.column = (form << 3) | (second >> 4);
    position.end_column = position.column + (second & 15);
  }
  if (malformed_) return false;
  entry->begin = unit_;
  unit_ += static_cast<uint32_t>(first & kLengthMask) + 1;
  entry->end = unit_;
  entry->position = position;
  return true;
}

CodePosition PositionAt(const Code* code, uint32_t code_unit_offset) {
  LineTableReader reader(code);
  LineEntry entry;
  while (reader.Next(&entry)) {
    if (code_unit_offset < entry.end) return entry.position;
  }
  return {};
}

int LineAt(const Code* code, uint32_t code_unit_offset) {
  return PositionAt(code, code_unit_offset).line;
}

}  // namespace krait
