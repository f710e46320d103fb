#include "vm/heap/block_space.h"

#include <sys/mman.h>

#include <algorithm>

#include "vm/heap/poison.h"

namespace krait {
namespace {

/// A survivor with this many bytes in marked cells is left alone: a run of one or two cells costs
/// more to take than it gives.
constexpr size_t kTooFull = Block::kSize / 8 * 7;

/// Empty chunks that are always kept.
constexpr size_t kMinimumSpare = 8;

/// Maps `size` bytes aligned to `size`, or returns null.
char* MapAligned(size_t size) {
  void* raw = mmap(nullptr, 2 * size, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (raw == MAP_FAILED) return nullptr;
  char* begin = static_cast<char*>(raw);
  char* aligned = reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(begin) + size - 1) &
                                          ~(static_cast<uintptr_t>(size) - 1));
  if (aligned != begin) munmap(begin, aligned - begin);
  char* aligned_end = aligned + size;
  char* end = begin + 2 * size;
  if (aligned_end != end) munmap(aligned_end, end - aligned_end);
  return aligned;
}

void PoisonUnmarkedCells(Block* block) {
  if (!kPoisonsFreeCells) return;
  const size_t size = block->cell_size();
  const char* const end = reinterpret_cast<char*>(block) + Block::kSize;
  const char* cell = reinterpret_cast<char*>(block) +
                     (sizeof(Block) + Block::kGranule - 1) / Block::kGranule * Block::kGranule;
  for (; cell + size <= end; cell += size) {
    if (!block->IsMarked(cell)) PoisonCells(cell, cell + size);
  }
}

}  // namespace

BlockSpace::~BlockSpace() {
  for (char* chunk : chunks_) munmap(chunk, kChunkSize);
}

bool BlockSpace::MapChunk() {
  char* chunk = MapAligned(kChunkSize);
  if (chunk == nullptr) return false;
  chunks_.insert(std::upper_bound(chunks_.begin(), chunks_.end(), chunk), chunk);
  if (lowest_ == nullptr || chunk < lowest_) lowest_ = chunk;
  highest_ = std::max(highest_, chunk + kChunkSize);
  mapped_bytes_ += kChunkSize;
  // Pages stay untouched until a block is formatted: `formatted()` of fresh memory reads zero, and
  // the list is threaded from the front so that low blocks are used first.
  for (size_t i = kBlocksPerChunk; i-- > 0;) {
    Block* block = reinterpret_cast<Block*>(chunk + i * Block::kSize);
    block->next = empty_;
    empty_ = block;
  }
  return true;
}

Block* BlockSpace::Acquire(size_t size_class) {
  gil::RawMutexLock lock(mutex_);
  if (Block* block = partial_[size_class]) {
    partial_[size_class] = block->next;
    block->next = nullptr;
    return block;
  }
  if (empty_ == nullptr && !MapChunk()) return nullptr;
  Block* block = empty_;
  empty_ = block->next;
  return Block::Format(block, kCellSizes[size_class]);
}

Object* BlockSpace::FindLiveCell(const void* address) const {
  char* byte = const_cast<char*>(static_cast<const char*>(address));
  if (byte < lowest_ || byte >= highest_) return nullptr;
  char* chunk =
      reinterpret_cast<char*>(reinterpret_cast<uintptr_t>(byte) & ~uintptr_t{kChunkSize - 1});
  if (!std::binary_search(chunks_.begin(), chunks_.end(), chunk)) return nullptr;
  return Block::Containing(address)->FindLiveCell(address);
}

void BlockSpace::BeginMarking() {
  ForEachBlock([](Block* block) { block->FlipMarks(); });
}

size_t BlockSpace::FinishMarking() {
  gil::RawMutexLock lock(mutex_);
  std::fill(std::begin(partial_), std::end(partial_), nullptr);
  empty_ = nullptr;
  size_t live = 0;
  ForEachBlock([&](Block* block) {
    PoisonUnmarkedCells(block);
    if (block->HasNoMarks()) {
      block->Unformat();
      return;
    }
    const size_t marked = block->CountMarkedBytes();
    live += marked;
    block->ResetCursor();
    if (marked >= kTooFull) return;
    Block*& list = partial_[SizeClassOf(block->cell_size())];
    block->next = list;
    list = block;
  });
  ReleaseEmptyChunks();
  return live;
}

void BlockSpace::LinkEmptyBlocks(char* chunk) {
  Block** tail = &empty_;
  Block* const others = empty_;
  for (size_t i = 0; i < kBlocksPerChunk; ++i) {
    Block* block = reinterpret_cast<Block*>(chunk + i * Block::kSize);
    if (block->formatted()) continue;
    *tail = block;
    tail = &block->next;
  }
  *tail = others;
}

void BlockSpace::ReleaseEmptyChunks() {
  const auto is_used = [](char* chunk) {
    for (size_t i = 0; i < kBlocksPerChunk; ++i) {
      if (reinterpret_cast<Block*>(chunk + i * Block::kSize)->formatted()) return true;
    }
    return false;
  };
  // What the next allocations will want is kept, about as much as may be allocated until the next
  // collection: returning memory and faulting it in again costs more than collecting it.
  const auto used = static_cast<size_t>(std::count_if(chunks_.begin(), chunks_.end(), is_used));
  size_t spare = std::max(kMinimumSpare, used);
  std::erase_if(chunks_, [&](char* chunk) {
    const bool is_spare = !is_used(chunk);
    if (is_spare && spare == 0) {
      munmap(chunk, kChunkSize);
      mapped_bytes_ -= kChunkSize;
      return true;
    }
    if (is_spare) --spare;
    LinkEmptyBlocks(chunk);
    return false;
  });
}

}  // namespace krait
