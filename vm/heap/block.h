#pragma once

#include <cstddef>
#include <cstdint>

namespace krait {

class HeapWalk;
class Object;

/// One bit per 16-byte granule of a block.
class MarkBits {
 public:
  static constexpr size_t kBits = 2048;

  bool Test(size_t index) const { return (words_[index / 64] >> (index % 64)) & 1; }
  /// Returns whether the bit was clear before.
  bool Set(size_t index) {
    const uint64_t bit = uint64_t{1} << (index % 64);
    const bool fresh = (words_[index / 64] & bit) == 0;
    words_[index / 64] |= bit;
    return fresh;
  }
  void Clear();
  bool Empty() const;
  size_t Count() const;
  /// The first set bit at or after `index`, or kBits.
  size_t NextSet(size_t index) const;

 private:
  uint64_t words_[kBits / 64];
};

/// A 32 KiB run of cells of one size. Cells are never swept one by one: a cell is live if the last
/// collection marked it or if it lies below the allocation cursor, and allocation takes whole runs
/// between marked cells.
class Block {
 public:
  static constexpr size_t kSize = 32 * 1024;
  static constexpr size_t kGranule = 16;

  /// Formats the block at `memory` (kSize aligned) for cells of `cell_size` bytes.
  static Block* Format(void* memory, size_t cell_size);
  static Block* Containing(const void* address) {
    return reinterpret_cast<Block*>(reinterpret_cast<uintptr_t>(address) & ~(kSize - 1));
  }

  size_t cell_size() const { return cell_size_; }
  /// Zero when the block holds no cells of any size now.
  bool formatted() const { return cell_size_ != 0; }
  void Unformat() { cell_size_ = 0; }

  /// The start of the cell that `address` points into, or null when it is not a live cell's.
  Object* FindLiveCell(const void* address) const;
  bool IsMarked(const void* cell) const { return marks_[current_].Test(GranuleOf(cell)); }
  /// Returns whether the cell was unmarked before.
  bool Mark(const void* cell) { return marks_[current_].Set(GranuleOf(cell)); }

  /// Starts a collection: what was live before stays known while new marks are made.
  void FlipMarks();
  /// Ends a collection: allocation starts over at the first cell.
  void ResetCursor() { cursor_ = first_cell(); }
  bool HasNoMarks() const { return marks_[current_].Empty(); }
  size_t CountMarkedBytes() const;

  /// Takes the next run of free cells: zeroed memory, null when the block is full.
  struct Run {
    char* begin;
    char* end;
  };
  Run TakeRun();
  /// Gives back the unused end of the run taken last.
  void ReturnRunFrom(char* unused) { cursor_ = unused; }

  Block* next = nullptr;  // in the list that holds it

 private:
  friend class HeapWalk;

  char* first_cell() const;
  char* end() const;
  size_t GranuleOf(const void* cell) const {
    return (reinterpret_cast<uintptr_t>(cell) & (kSize - 1)) / kGranule;
  }

  size_t cell_size_ = 0;
  char* cursor_ = nullptr;  // every cell below is live unless a later collection says otherwise
  // Where memory begins that no run has covered yet, whatever the cell size was: it reads zero.
  char* fresh_ = nullptr;
  int current_ = 0;
  MarkBits marks_[2];
};

}  // namespace krait
