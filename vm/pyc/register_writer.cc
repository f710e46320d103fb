#include "vm/pyc/register_writer.h"

#include <algorithm>

namespace krait {

void RegisterWriter::Emit(Opcode op, int a, int b, int c) {
  if (positions_.empty() || positions_.back().offset != offset_ ||
      positions_.back().live_stack != live_) {
    positions_.push_back({static_cast<uint32_t>(words_.size()), offset_, live_});
  }
  retargetable_ = -1;
  Word word;
  word.op = static_cast<uint16_t>(op);
  word.a = static_cast<int16_t>(a);
  word.b = static_cast<int16_t>(b);
  word.c = static_cast<int16_t>(c);
  words_.push_back(word);
}

void RegisterWriter::EmitOperands(int w, int x, int y, int z) {
  Word word;
  word.operands[0] = static_cast<int16_t>(w);
  word.operands[1] = static_cast<int16_t>(x);
  word.operands[2] = static_cast<int16_t>(y);
  word.operands[3] = static_cast<int16_t>(z);
  words_.push_back(word);
}

void RegisterWriter::EmitCache() {
  cache_words_.push_back(static_cast<uint32_t>(words_.size()));
  words_.emplace_back();
}

/// The last word of a jump that starts one word earlier.
void RegisterWriter::EmitTarget(int32_t target) {
  fixups_.push_back(
      {static_cast<uint32_t>(words_.size() - 1), static_cast<uint32_t>(words_.size()), target});
  words_.emplace_back();
}

void RegisterWriter::EmitList(const std::vector<int16_t>& operands) {
  for (size_t i = 0; i < operands.size(); i += 4) {
    int group[4] = {};
    for (size_t k = 0; k < 4 && i + k < operands.size(); ++k) group[k] = operands[i + k];
    EmitOperands(group[0], group[1], group[2], group[3]);
  }
}

Opcode RegisterWriter::Variant(Opcode op, int left, int right) {
  if (left < 0) return op;
  return static_cast<Opcode>(static_cast<int>(op) + (right >= 0 ? 1 : 2));
}

// --- The symbolic stack ---------------------------------------------------------------------

bool RegisterWriter::IsUsed(int slot) const {
  for (const Entry& entry : entries_) {
    if (entry.kind != Entry::kNull && entry.operand == slot) return true;
  }
  return false;
}

/// Remembers how many slots the frame needs.
int RegisterWriter::Note(int slot) {
  most_slots_ = std::max(most_slots_, slot + 1);
  return slot;
}

int RegisterWriter::FreeSlot(int begin, int end) {
  int slot = Home(0);
  while ((slot >= begin && slot < end) || IsUsed(slot)) ++slot;
  return Note(slot);
}

int RegisterWriter::PlaceFor(int position) {
  return IsUsed(Home(position)) ? FreeSlot() : Note(Home(position));
}

void RegisterWriter::VacateTo(int slot, int begin, int end) {
  if (!IsUsed(slot)) return;
  // An entry whose home is free goes there; otherwise any free slot will do.
  int to = -1;
  for (int i = 0; i < depth() && to < 0; ++i) {
    const bool is_meant = entries_[i].kind != Entry::kNull && entries_[i].operand == slot;
    const bool is_allowed = Home(i) < begin || Home(i) >= end;
    if (is_meant && is_allowed && !IsUsed(Home(i))) to = Home(i);
  }
  if (to < 0) to = FreeSlot(begin, end);
  Move(Note(to), slot);
  for (Entry& entry : entries_) {
    if (entry.kind != Entry::kNull && entry.operand == slot) {
      entry.operand = static_cast<int16_t>(to);
    }
  }
  live_ |= LiveStack();
}

void RegisterWriter::FlushPrefix(int count) {
  for (int i = 0; i < count; ++i) {
    Entry& entry = entries_[i];
    if (entry.kind == Entry::kNull) {
      Vacate(Home(i));
      Move(Home(i), ~static_cast<int>(constants_.size() - 1));
      entry = {static_cast<int16_t>(Home(i)), Entry::kUnknown};
      continue;
    }
    Note(Home(i));
    if (entry.operand == Home(i)) continue;
    Vacate(Home(i));  // may redirect this very entry
    Move(Home(i), entries_[i].operand);
    entries_[i].operand = static_cast<int16_t>(Home(i));
  }
  live_ |= LiveStack();
}

int RegisterWriter::PushResult() {
  const int slot = PlaceFor(depth());
  PushOperand(slot);
  return slot;
}

int RegisterWriter::PrepareResults(int pops, int count) {
  const int first = Home(depth() - pops);
  Note(first + count);
  for (int slot = first; slot < first + count; ++slot) {
    for (int i = 0; i < depth() - pops; ++i) {
      if (entries_[i].kind != Entry::kNull && entries_[i].operand == slot) {
        VacateTo(slot, first, first + count);
      }
    }
  }
  return first;
}

void RegisterWriter::PushResults(int first, int count) {
  for (int i = 0; i < count; ++i) PushOperand(first + i);
}

Entry RegisterWriter::PopEntry() {
  Entry entry = entries_.back();
  entries_.pop_back();
  return entry;
}

std::vector<int16_t> RegisterWriter::PopMany(int count) {
  std::vector<int16_t> operands(count);
  for (int i = count; i-- > 0;) operands[i] = static_cast<int16_t>(Pop());
  return operands;
}

uint64_t RegisterWriter::LiveStack() const {
  uint64_t live = 0;
  for (const Entry& entry : entries_) {
    if (entry.kind == Entry::kNull || entry.operand < locals_) continue;
    const int index = entry.operand - locals_;
    live |= uint64_t{1} << (index < 63 ? index : 63);
  }
  return live;
}

}  // namespace krait
