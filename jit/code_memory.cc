#include "jit/code_memory.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

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
    : size_(std::min(bytes, LargestFile())), owner_(getpid()) {
  backing == Backing::kFile ? MapFile() : MapAnonymous();
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

CodeMemory::Piece CodeMemory::Take(size_t bytes) {
  constexpr size_t kAlignment = 16;
  if (!CanGrow() || bytes > size_ - used_) return {};
  const Piece piece = {write_ + used_, run_ + used_};
  used_ = (used_ + bytes + kAlignment - 1) & ~(kAlignment - 1);
  if (used_ > size_) used_ = size_;
  return piece;
}

}  // namespace krait::jit
