#pragma once

#include <cstddef>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "gil/raw_mutex.h"
#include "vm/heap/block.h"
#include "vm/heap/size_class.h"

namespace krait {

/// All blocks of one heap: maps them from the system in chunks, hands them to threads, takes them
/// back at a collection and returns empty chunks to the system.
class BlockSpace {
 public:
  BlockSpace() = default;
  ~BlockSpace();
  BlockSpace(const BlockSpace&) = delete;
  BlockSpace& operator=(const BlockSpace&) = delete;

  /// A block with room for cells of this class: one that survived the last collection with holes,
  /// else an empty one; null when the system has no memory. The caller owns it until Release.
  Block* Acquire(size_t size_class);
  /// What a block taken from the system or found empty adds to the heap; see mapped_bytes.
  size_t mapped_bytes() const { return mapped_bytes_; }

  /// The live cell that `address` points into (interior pointers count), or null.
  Object* FindLiveCell(const void* address) const;

  /// The world is stopped for these. No thread owns a block afterwards.
  void BeginMarking();
  /// Sorts blocks by what is left in them; returns the bytes in marked cells.
  size_t FinishMarking();

  template <typename F>
  void ForEachBlock(F f) const {
    for (char* chunk : chunks_) {
      for (size_t i = 0; i < kBlocksPerChunk; ++i) {
        Block* block = reinterpret_cast<Block*>(chunk + i * Block::kSize);
        if (block->formatted()) f(block);
      }
    }
  }

 private:
  static constexpr size_t kBlocksPerChunk = 32;
  static constexpr size_t kChunkSize = kBlocksPerChunk * Block::kSize;

  bool MapChunk() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void ReleaseEmptyChunks();
  /// Puts the unformatted blocks of `chunk` first into `empty_`.
  void LinkEmptyBlocks(char* chunk);

  gil::RawMutex mutex_;
  Block* partial_[kCellSizes.size()] = {};  // survivors with holes, by class
  Block* empty_ = nullptr;                  // unformatted
  std::vector<char*> chunks_;               // sorted
  char* lowest_ = nullptr;                  // bounds of all chunks: a quick no for most stack words
  char* highest_ = nullptr;
  size_t mapped_bytes_ = 0;
};

}  // namespace krait
