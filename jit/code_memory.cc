#include "jit/code_memory.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace krait::jit {
namespace {

uint8_t* Map(int file, size_t bytes, int protection) {
  void* at = mmap(nullptr, bytes, protection, MAP_SHARED, file, 0);
  return at == MAP_FAILED ? nullptr : static_cast<uint8_t*>(at);
}

/// The same for anonymous files as for others: a larger one would end the process by SIGXFSZ.
size_t LargestFile() {
  rlimit limit;
  return getrlimit(RLIMIT_FSIZE, &limit) == 0 ? limit.rlim_cur : SIZE_MAX;
}

}  // namespace

bool CodeMemory::CanGrow() const { return ok() && getpid() == owner_; }

CodeMemory::CodeMemory(size_t bytes, Backing backing)
    : size_(std::min(bytes, LargestFile())), backing_(backing), owner_(getpid()) {
  backing == Backing::kFile ? MapFile() : MapAnonymous();
  if (size_ != 0) free_[0] = size_;
}

void CodeMemory::MapFile() {
  const int file = memfd_create("krait-jit", MFD_CLOEXEC);
  if (file < 0) return;
  if (ftruncate(file, static_cast<off_t>(size_)) == 0) {
    write_ = Map(file, size_, PROT_READ | PROT_WRITE);
    if (write_ != nullptr) run_ = Map(file, size_, PROT_READ | PROT_EXEC);
  }
  close(file);
}

void CodeMemory::MapAnonymous() {
  void* run = mmap(nullptr, size_, PROT_READ | PROT_EXEC,
                   MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (run == MAP_FAILED) return;
  // From shared memory of size 0, mremap makes a second mapping of the same.
  void* write = mremap(run, 0, size_, MREMAP_MAYMOVE);
  if (write != MAP_FAILED) write_ = static_cast<uint8_t*>(write);
  if (write_ != nullptr && mprotect(write_, size_, PROT_READ | PROT_WRITE) == 0) {
    run_ = static_cast<uint8_t*>(run);
  } else {
    munmap(run, size_);
  }
}

CodeMemory::~CodeMemory() {
  if (run_ != nullptr) munmap(run_, size_);
  if (write_ != nullptr) munmap(write_, size_);
}

void CodeMemory::AfterFork() {
  if (!ok()) return;
  CodeMemory copy(size_, backing_);
  if (!copy.ok()) return;
  std::memcpy(copy.write_, run_, end_);
  const auto replace = [&](uint8_t* by, uint8_t* mapping) {
    return mremap(by, size_, size_, MREMAP_MAYMOVE | MREMAP_FIXED, mapping) == mapping;
  };
  // What runs here finds the same code at the same place.
  if (!replace(copy.run_, run_)) return;
  copy.run_ = nullptr;
  if (!replace(copy.write_, write_)) return;
  copy.write_ = nullptr;
  owner_ = getpid();
}

// --- Pieces --------------------------------------------------------------------------------------

CodeMemory::Piece CodeMemory::Take(size_t bytes) {
  constexpr size_t kAlignment = 16;
  Piece piece;
  if (!CanGrow() || bytes > size_) return piece;
  const size_t size = (bytes + kAlignment - 1) & ~(kAlignment - 1);
  const auto fits = [&](const auto& room) { return room.second >= size; };
  const auto found = std::ranges::find_if(free_, fits);
  if (found == free_.end()) return piece;
  const auto [begin, room] = *found;
  free_.erase(found);
  if (room > size) free_[begin + size] = room - size;
  used_ += size;
  end_ = std::max(end_, begin + size);
  piece.memory_ = this;
  piece.write_ = write_ + begin;
  piece.size_ = size;
  return piece;
}

void CodeMemory::GiveBack(size_t begin, size_t size) {
  used_ -= size;
  if (backing_ == Backing::kAnonymous) return;
  auto next = free_.lower_bound(begin);
  if (next != free_.end() && begin + size == next->first) {
    size += next->second;
    next = free_.erase(next);
  }
  if (next != free_.begin()) {
    const auto before = std::prev(next);
    if (before->first + before->second == begin) {
      before->second += size;
      return;
    }
  }
  free_[begin] = size;
}

CodeMemory::Piece& CodeMemory::Piece::operator=(Piece&& other) noexcept {
  std::swap(memory_, other.memory_);
  std::swap(write_, other.write_);
  std::swap(size_, other.size_);
  return *this;
}

CodeMemory::Piece::~Piece() {
  if (memory_ != nullptr) memory_->GiveBack(static_cast<size_t>(write_ - memory_->write_), size_);
}

absl::Span<const uint8_t> CodeMemory::Piece::run() const {
  if (memory_ == nullptr) return {};
  return {memory_->run_ + (write_ - memory_->write_), size_};
}

}  // namespace krait::jit
