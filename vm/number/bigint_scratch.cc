#include "vm/number/bigint_scratch.h"

#include <cstdlib>

namespace krait {

void* MallocScratch::Allocate(size_t bytes) {
  if (!Reserve(bytes)) return nullptr;
  void* memory = std::malloc(bytes);
  if (memory == nullptr) Unreserve(bytes);
  return memory;
}

void MallocScratch::Free(void* memory, size_t bytes) {
  std::free(memory);
  Unreserve(bytes);
}

bool MallocScratch::Reserve(size_t bytes) {
  if (bytes > limit_ - used_) return false;
  used_ += bytes;
  return true;
}

void MallocScratch::Unreserve(size_t bytes) { used_ -= bytes; }

namespace bigint {
namespace {

// GMP puts blocks below 64 KiB on the stack. Up to this many limbs of operands no call seen came
// near the heap but for radix conversion, whose bound therefore has no threshold.
constexpr size_t kStackOnlyLimbs = 256;

// The constant covers small operands, where GMP's fixed-size tables weigh most.
constexpr size_t kFixedBytes = 16 * 1024;

size_t Bound(size_t limbs, size_t factor) {
  if (limbs <= kStackOnlyLimbs) return 0;
  return limbs * sizeof(uint64_t) * factor + kFixedBytes;
}

}  // namespace

bool LimbBuffer::Allocate(size_t count) {
  Release();
  if (count <= kInlineLimbs) return true;
  if (count > SIZE_MAX / sizeof(uint64_t)) return false;
  void* memory = scratch_.Allocate(count * sizeof(uint64_t));
  if (memory == nullptr) return false;
  data_ = static_cast<uint64_t*>(memory);
  allocated_bytes_ = count * sizeof(uint64_t);
  return true;
}

void LimbBuffer::Release() {
  if (allocated_bytes_ == 0) return;
  scratch_.Free(data_, allocated_bytes_);
  data_ = inline_;
  allocated_bytes_ = 0;
}

size_t MultiplyHeap(size_t a_size, size_t b_size) { return Bound(a_size + b_size, 6); }
size_t DivideHeap(size_t numerator_size) { return Bound(numerator_size, 8); }
size_t SqrtHeap(size_t size) { return Bound(size, 6); }
size_t GcdHeap(size_t larger_size) { return Bound(larger_size, 9); }
size_t GcdExtHeap(size_t larger_size) { return Bound(larger_size, 14); }

size_t RadixHeap(size_t size) { return size * sizeof(uint64_t) * 9 + kFixedBytes; }

}  // namespace bigint
}  // namespace krait
