#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vm/number/bigint.h"

/// Ints for tests: made from and shown as text by GMP's mpz layer, which the code under test does
/// not use.
namespace krait {

/// An int with limbs of its own.
class Number {
 public:
  Number() = default;
  /// Decimal, or with a prefix 0x, 0b; a sign may come first.
  explicit Number(const std::string& text);
  explicit Number(int64_t value);
  Number(std::vector<Limb> limbs, bool negative);
  explicit Number(IntView view);

  IntView view() const { return {limbs_.data(), limbs_.size(), negative_}; }
  operator IntView() const { return view(); }  // NOLINT: a Number stands for its view in tests
  std::string Hex() const;
  std::string Decimal() const;
  Number operator-() const { return {limbs_, !negative_}; }

 private:
  std::vector<Limb> limbs_;
  bool negative_ = false;
};

/// 2 ** exponent + addend, up to the sign of the power.
Number PowerOfTwo(uint64_t exponent, int64_t addend = 0);

/// Memory with guard words around each block: a write beyond a block, or a block or reservation not
/// given back, fails the test. Refuses the `fail_at`-th request, and all beyond `limit` bytes.
class GuardedScratch final : public Scratch {
 public:
  explicit GuardedScratch(int fail_at = 0, size_t limit = SIZE_MAX)
      : fail_at_(fail_at), limit_(limit) {}
  ~GuardedScratch();

  void* Allocate(size_t bytes) override;
  void Free(void* memory, size_t bytes) override;
  bool Reserve(size_t bytes) override;
  void Unreserve(size_t bytes) override;
  bool StopRequested() override { return stop_after_ && --*stop_after_ < 0; }

  void StopAfter(int polls) { stop_after_ = polls; }
  int requests() const { return requests_; }

 private:
  bool Grant(size_t bytes);

  int fail_at_;
  size_t limit_;
  int requests_ = 0;
  size_t used_ = 0;
  int64_t blocks_ = 0;
  std::optional<int> stop_after_;
};

/// A result buffer of exactly the promised size, followed by a guard.
class Result {
 public:
  explicit Result(size_t capacity);
  ~Result();
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;

  IntOut out;
  std::string Hex() const { return Number(out.View()).Hex(); }
  std::string Decimal() const { return Number(out.View()).Decimal(); }

 private:
  std::vector<Limb> storage_;
};

}  // namespace krait
