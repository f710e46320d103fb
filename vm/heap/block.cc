#include "vm/heap/block.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

#include "vm/core/object.h"
#include "vm/heap/poison.h"

namespace krait {

void MarkBits::Clear() { std::memset(words_, 0, sizeof(words_)); }

bool MarkBits::Empty() const {
  for (uint64_t word : words_) {
    if (word != 0) return false;
  }
  return true;
}

size_t MarkBits::Count() const {
  size_t count = 0;
  for (uint64_t word : words_) count += std::popcount(word);
  return count;
}

size_t MarkBits::NextSet(size_t index) const {
  size_t word_index = index / 64;
  if (word_index >= kBits / 64) return kBits;
  uint64_t word = words_[word_index] & (~uint64_t{0} << (index % 64));
  while (word == 0) {
    if (++word_index == kBits / 64) return kBits;
    word = words_[word_index];
  }
  return word_index * 64 + std::countr_zero(word);
}

Block* Block::Format(void* memory, size_t cell_size) {
  char* const fresh = static_cast<Block*>(memory)->fresh_;
  Block* block = new (memory) Block;
  block->cell_size_ = cell_size;
  block->fresh_ = fresh;
  block->marks_[0].Clear();
  block->marks_[1].Clear();
  block->ResetCursor();
  PoisonCells(block->first_cell(), block->end());
  return block;
}

char* Block::first_cell() const {
  constexpr size_t kHeader = (sizeof(Block) + kGranule - 1) / kGranule * kGranule;
  return reinterpret_cast<char*>(const_cast<Block*>(this)) + kHeader;
}

char* Block::end() const {
  const size_t room = reinterpret_cast<const char*>(this) + kSize - first_cell();
  return first_cell() + room / cell_size_ * cell_size_;
}

Object* Block::FindLiveCell(const void* address) const {
  const char* byte = static_cast<const char*>(address);
  if (!formatted() || byte < first_cell() || byte >= end()) return nullptr;
  char* cell = first_cell() + (byte - first_cell()) / cell_size_ * cell_size_;
  if (cell >= cursor_ && !marks_[1 - current_].Test(GranuleOf(cell))) return nullptr;
  if (IsPoisonedCell(cell)) return nullptr;
  Object* object = reinterpret_cast<Object*>(cell);
  return object->layout() == Layout::kFree ? nullptr : object;
}

void Block::FlipMarks() {
  current_ = 1 - current_;
  marks_[current_].Clear();
}

size_t Block::CountMarkedBytes() const { return marks_[current_].Count() * cell_size_; }

constexpr size_t kPieceSize = 4096;
constexpr size_t kCacheLine = 64;

Block::Run Block::TakeRun() {
  // Between collections the marks of the last one say which cells above the cursor are live.
  const MarkBits& live = marks_[current_];
  char* const limit = end();
  while (cursor_ < limit && live.Test(GranuleOf(cursor_))) cursor_ += cell_size_;
  if (cursor_ >= limit) return {nullptr, nullptr};
  const size_t next = live.NextSet(GranuleOf(cursor_));
  char* run_end = reinterpret_cast<char*>(this) + next * kGranule;
  if (run_end > limit) run_end = limit;
  // Memory that was zeroed is to be still in the first-level cache when it is handed out.
  const size_t piece = std::max<size_t>(kPieceSize / cell_size_, 1) * cell_size_;
  if (static_cast<size_t>(run_end - cursor_) > piece) run_end = cursor_ + piece;
  Run run{cursor_, run_end};
  cursor_ = run_end;
  UnpoisonCells(run.begin, run.end);
  if (run.begin < fresh_) std::memset(run.begin, 0, std::min(run.end, fresh_) - run.begin);
  fresh_ = std::max(fresh_, run.end);
  // The next piece is on its way while this one is used.
  const char* const ahead = std::min(run_end + piece, limit);
  for (const char* line = run_end; line < ahead; line += kCacheLine) __builtin_prefetch(line, 1);
  PoisonCells(run.begin, run.end);  // until each is handed out
  return run;
}

}  // namespace krait
