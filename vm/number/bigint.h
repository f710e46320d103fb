#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "vm/number/bigint_scratch.h"
#include "vm/number/bigint_status.h"

/// Python's integers of any size, as arithmetic on spans of limbs. Nothing here knows a VM: the
/// caller owns every buffer, and an operation may run while other threads run Python.
namespace krait {

/// One digit in base 2^64, least significant first: GMP's limb.
using Limb = uint64_t;

/// The most limbs an int may have (16 GiB): an int beyond it is reported as out of memory.
inline constexpr size_t kMaxLimbs = (size_t{1} << 31) - 1;

/// An int as sign and magnitude, borrowed. Normalised: limbs[size - 1] != 0, and zero is
/// {anything, 0, false}.
struct IntView {
  const Limb* limbs = nullptr;
  size_t size = 0;
  bool negative = false;

  /// `storage` holds the limb and must outlive the view.
  static IntView FromInt64(int64_t value, Limb& storage) {
    storage = value < 0 ? 0 - static_cast<Limb>(value) : static_cast<Limb>(value);
    return {&storage, value != 0 ? size_t{1} : size_t{0}, value < 0};
  }
  static IntView FromUint64(uint64_t value, Limb& storage) {
    storage = value;
    return {&storage, value != 0 ? size_t{1} : size_t{0}, false};
  }

  bool IsZero() const { return size == 0; }
  bool IsOdd() const { return size != 0 && (limbs[0] & 1) != 0; }
  int Sign() const { return size == 0 ? 0 : negative ? -1 : 1; }
  /// True for a magnitude of one limb equal to `value` (value != 0).
  bool MagnitudeIs(Limb value) const { return size == 1 && limbs[0] == value; }
  IntView Negated() const { return {limbs, size, size != 0 && !negative}; }
  IntView Magnitude() const { return {limbs, size, false}; }
};

/// Where a result goes: `limbs` has room for `capacity` limbs, which must be at least what the
/// operation's ...Size function says; the operation sets `size` and `negative`, normalised, and
/// may use the whole capacity as work space. After an error the content is unspecified.
struct IntOut {
  Limb* limbs = nullptr;
  size_t capacity = 0;
  size_t size = 0;
  bool negative = false;

  IntView View() const { return {limbs, size, negative}; }
  void SetZero() {
    size = 0;
    negative = false;
  }
  void SetLimb(Limb value, bool is_negative) {
    limbs[0] = value;
    size = value != 0 ? 1 : 0;
    negative = is_negative && value != 0;
  }
  /// Takes the magnitude in limbs[0, count), which may have leading zero limbs.
  void SetNormalized(size_t count, bool is_negative) {
    while (count != 0 && limbs[count - 1] == 0) --count;
    size = count;
    negative = is_negative && count != 0;
  }
};

/// Unless a function says otherwise, the output must not overlap an input.
namespace bigint {

/// The value, if it fits.
std::optional<int64_t> ToInt64(IntView a);
std::optional<uint64_t> ToUint64(IntView a);

/// Copies `a`; the output needs a.size limbs.
void Copy(IntView a, IntOut& out);

int CompareMagnitudes(IntView a, IntView b);
std::strong_ordering Compare(IntView a, IntView b);
inline bool Equal(IntView a, IntView b) {
  return a.size == b.size && a.negative == b.negative && CompareMagnitudes(a, b) == 0;
}

/// Limbs for a sum or difference.
inline size_t SumSize(IntView a, IntView b) { return (a.size > b.size ? a.size : b.size) + 1; }
/// Limbs for a product.
inline size_t ProductSize(IntView a, IntView b) { return a.size + b.size; }

void AddGeneral(IntView a, IntView b, IntOut& out);
[[nodiscard]] IntStatus MultiplyGeneral(IntView a, IntView b, IntOut& out, Scratch& scratch);

/// a + b. The output may be the very buffer of `a` or of `b`.
inline void Add(IntView a, IntView b, IntOut& out) {
  if (a.size != 1 || b.size != 1) return AddGeneral(a, b, out);
  Limb x = a.limbs[0];
  Limb y = b.limbs[0];
  if (a.negative == b.negative) {
    Limb sum = x + y;
    out.limbs[0] = sum;
    out.size = 1;
    out.negative = a.negative;
    if (sum < x) {
      out.limbs[1] = 1;
      out.size = 2;
    }
  } else if (x >= y) {
    out.SetLimb(x - y, a.negative);
  } else {
    out.SetLimb(y - x, b.negative);
  }
}

/// a - b. The output may be the very buffer of `a` or of `b`.
inline void Subtract(IntView a, IntView b, IntOut& out) { Add(a, b.Negated(), out); }

/// a * b. kNoMemory is possible for large operands only (see MultiplyHeap).
[[nodiscard]] inline IntStatus Multiply(IntView a, IntView b, IntOut& out, Scratch& scratch) {
  if (a.size != 1 || b.size != 1) return MultiplyGeneral(a, b, out, scratch);
  unsigned __int128 product = static_cast<unsigned __int128>(a.limbs[0]) * b.limbs[0];
  out.limbs[0] = static_cast<Limb>(product);
  out.limbs[1] = static_cast<Limb>(product >> 64);
  out.size = out.limbs[1] != 0 ? 2 : 1;
  out.negative = a.negative != b.negative;
  return IntStatus::kOk;
}

}  // namespace bigint
}  // namespace krait
