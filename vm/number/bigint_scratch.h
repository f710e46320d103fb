#pragma once

#include <cstddef>
#include <cstdint>

namespace krait {

/// Where int operations get memory beyond the caller's buffers. GMP takes some from malloc itself
/// and aborts the process when malloc fails; so an operation first reserves that amount here, and
/// reports kNoMemory when it is refused. The methods are called from the thread that runs the
/// operation, which may be detached from the VM; they must not need the VM's lock.
class Scratch {
 public:
  /// Memory aligned for any limb, or nullptr.
  virtual void* Allocate(size_t bytes) = 0;
  /// Takes back what Allocate returned for the same number of bytes.
  virtual void Free(void* memory, size_t bytes) = 0;

  /// Announces that GMP may hold up to `bytes` of malloc memory at a time until Unreserve; false if
  /// that would exceed a limit. An implementation that must survive a failing malloc (as under
  /// RLIMIT_AS) can try the amount here.
  virtual bool Reserve(size_t bytes) = 0;
  virtual void Unreserve(size_t bytes) = 0;

  /// Asked between the steps of long operations; true ends the operation with kStopped.
  virtual bool StopRequested() { return false; }

 protected:
  ~Scratch() = default;
};

/// Plain malloc memory under a limit, for use outside a VM.
class MallocScratch final : public Scratch {
 public:
  explicit MallocScratch(size_t limit_bytes = SIZE_MAX) : limit_(limit_bytes) {}
  MallocScratch(const MallocScratch&) = delete;
  MallocScratch& operator=(const MallocScratch&) = delete;

  void* Allocate(size_t bytes) override;
  void Free(void* memory, size_t bytes) override;
  bool Reserve(size_t bytes) override;
  void Unreserve(size_t bytes) override;

  size_t used() const { return used_; }

 private:
  size_t limit_;
  size_t used_ = 0;
};

namespace bigint {

/// Native stack that an operation may need, nearly all of it GMP's (125 KiB were seen): where
/// recursion is bounded by stack address, this much must be left.
inline constexpr size_t kStackBytes = 192 * 1024;

/// Work space of one operation: small ones on the stack, larger ones from the Scratch, given back
/// at the end of the scope.
class LimbBuffer {
 public:
  explicit LimbBuffer(Scratch& scratch) : scratch_(scratch) {}
  ~LimbBuffer() { Release(); }
  LimbBuffer(const LimbBuffer&) = delete;
  LimbBuffer& operator=(const LimbBuffer&) = delete;

  /// Makes room for `count` limbs of unspecified content; what was there is lost.
  [[nodiscard]] bool Allocate(size_t count);
  uint64_t* data() { return data_; }

 private:
  static constexpr size_t kInlineLimbs = 32;
  void Release();

  Scratch& scratch_;
  uint64_t* data_ = inline_;
  size_t allocated_bytes_ = 0;
  uint64_t inline_[kInlineLimbs];
};

/// A reservation of GMP's own memory for a scope. Zero bytes never ask the Scratch.
class GmpReservation {
 public:
  GmpReservation(Scratch& scratch, size_t bytes)
      : scratch_(scratch), bytes_(bytes), granted_(bytes == 0 || scratch.Reserve(bytes)) {}
  ~GmpReservation() {
    if (granted_ && bytes_ != 0) scratch_.Unreserve(bytes_);
  }
  GmpReservation(const GmpReservation&) = delete;
  GmpReservation& operator=(const GmpReservation&) = delete;

  bool granted() const { return granted_; }

 private:
  Scratch& scratch_;
  size_t bytes_;
  bool granted_;
};

/// Upper bounds on the malloc memory, in bytes, that one GMP call holds at a time, given operand
/// sizes in limbs. Zero for operands so small that GMP stays on the stack. Measured: the unit test
/// compares them with what GMP really takes.
size_t MultiplyHeap(size_t a_size, size_t b_size);
size_t DivideHeap(size_t numerator_size);
size_t SqrtHeap(size_t size);
size_t GcdHeap(size_t larger_size);
size_t GcdExtHeap(size_t larger_size);
/// Conversion between limbs and digits, either way.
size_t RadixHeap(size_t size);

}  // namespace bigint
}  // namespace krait
