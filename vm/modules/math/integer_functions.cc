#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vm/builtins/int_operation.h"
#include "vm/builtins/int_slots.h"
#include "vm/modules/math/math_module.h"
#include "vm/number/bigint_cost.h"
#include "vm/number/bigint_roots.h"
#include "vm/object/bind.h"
#include "vm/object/int.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/operations.h"

/// math's functions of ints, of whatever size.
namespace krait::math {
namespace {

// --- Divisors --------------------------------------------------------------------------------

uint64_t Magnitude(int64_t value) {
  return value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
}

uint64_t GcdOfMagnitudes(uint64_t a, uint64_t b) {
  if ((a | b) >> 32 != 0) return std::gcd(a, b);
  auto x = static_cast<uint32_t>(a);
  auto y = static_cast<uint32_t>(b);
  while (y != 0) x = std::exchange(y, x % y);  // short divisions are quick
  return x;
}

/// Both are exact ints.
Result<Value> GcdOf(Thread& t, Value a, Value b) {
  if (Value::BothInts(a, b)) {
    return Int::FromUnsigned(t, GcdOfMagnitudes(Magnitude(a.AsInt()), Magnitude(b.AsInt())));
  }
  const IntOperand x(a), y(b);
  return ComputeInt(t, bigint::GcdSize(x, y), bigint::GcdIsLong(x, y),
                    [&](IntOut& out, Scratch& scratch) { return bigint::Gcd(x, y, out, scratch); });
}

Result<Value> LcmOf(Thread& t, Value a, Value b) {
  const IntOperand x(a), y(b);
  return ComputeInt(t, bigint::ProductSize(x, y), bigint::GcdIsLong(x, y),
                    [&](IntOut& out, Scratch& scratch) { return bigint::Lcm(x, y, out, scratch); });
}

/// Folds the arguments, each of which must be an index, whatever the result so far.
template <Result<Value> (*kOperation)(Thread&, Value, Value)>
Result<Value> Fold(Thread& t, const char* name, Args args, int64_t initial) {
  TRY(CheckNoKeywords(t, name, args));
  if (args.count == 0) return Value::FromInt(initial);
  Value result = TRY(ToIndex(t, args[0]));
  if (args.count == 1) return int_slots::Absolute(t, result);
  for (uint32_t i = 1; i < args.count; ++i) {
    result = TRY(kOperation(t, result, TRY(ToIndex(t, args[i]))));
  }
  return result;
}
Result<Value> Gcd(Thread& t, Args args) { return Fold<GcdOf>(t, "gcd", args, 0); }
Result<Value> Lcm(Thread& t, Args args) { return Fold<LcmOf>(t, "lcm", args, 1); }

// --- Roots -----------------------------------------------------------------------------------

Result<Value> Isqrt(Thread& t, Value n) {
  const Value index = TRY(ToIndex(t, n));
  const IntOperand operand(index);
  if (operand.view().negative) {
    return RaiseValueError(t, "isqrt() argument must be nonnegative");
  }
  if (index.IsInt()) {
    const auto value = static_cast<uint64_t>(index.AsInt());
    auto root = static_cast<uint64_t>(std::sqrt(static_cast<double>(value)));
    while (root * root > value) --root;
    while ((root + 1) * (root + 1) <= value) ++root;
    return Value::FromInt(static_cast<int64_t>(root));
  }
  return ComputeInt(
      t, bigint::SqrtSize(operand), bigint::SquareRootIsLong(operand),
      [&](IntOut& out, Scratch& scratch) { return bigint::SquareRoot(operand, out, scratch); });
}

// --- Products --------------------------------------------------------------------------------

/// first * (first + step) * ... of `count` factors, all positive and the largest below 2**63. By
/// halves, so that most of the work is on operands of like size.
Result<Value> ProductOfProgression(Thread& t, uint64_t first, uint64_t count, uint64_t step) {
  const uint64_t last = first + (count - 1) * step;
  const auto bits = static_cast<uint64_t>(std::bit_width(last));
  if (count <= 64 && count * bits <= 64) {
    uint64_t product = first;
    for (uint64_t i = 1; i < count; ++i) product *= first + i * step;
    return Int::FromUnsigned(t, product);
  }
  TRY(CheckPoll(t));
  if (count == 1) return Int::FromUnsigned(t, first);
  const uint64_t half = count / 2;
  const Value low = TRY(ProductOfProgression(t, first, half, step));
  const Value high = TRY(ProductOfProgression(t, first + half * step, count - half, step));
  return IntMultiply(t, low, high);
}

/// n! without its factors of two: the product of the odd parts of 1..n, taken by how often they
/// can be halved, as n, n/2, n/4, ... all start with the same odd numbers.
Result<Value> OddFactorial(Thread& t, uint64_t n) {
  Value inner = Value::FromInt(1);
  Value outer = Value::FromInt(1);
  uint64_t done = 1;  // odd numbers up to this are in `inner`
  for (int shift = std::bit_width(n) - 2; shift >= 0; --shift) {
    const uint64_t v = n >> shift;
    const uint64_t last_odd = v - 1 + (v & 1);
    if (last_odd > done) {
      const uint64_t count = (last_odd - done) / 2;
      inner = TRY(IntMultiply(t, inner, TRY(ProductOfProgression(t, done + 2, count, 2))));
      done = last_odd;
    }
    outer = TRY(IntMultiply(t, outer, inner));
  }
  return outer;
}

Result<Value> FactorialOf(Thread& t, uint64_t n) {
  if (n < 2) return Value::FromInt(1);
  if (n <= 20) return ProductOfProgression(t, 1, n, 1);
  const Value odd = TRY(OddFactorial(t, n));
  return int_slots::Lshift(t, odd, Value::FromInt(static_cast<int64_t>(n - std::popcount(n))));
}

Result<Value> Factorial(Thread& t, Value n) {
  const Value index = TRY(ToIndex(t, n));
  int64_t value;
  const bool fits = ToInt64(index, &value);
  if (IntSign(index) < 0) {
    return RaiseValueError(t, "factorial() not defined for negative values");
  }
  if (!fits) {
    return RaiseOverflowError(t,
                              absl::StrCat("factorial() argument should not exceed ", INT64_MAX));
  }
  return FactorialOf(t, static_cast<uint64_t>(value));
}

/// n (n - 1) ... of k factors, k <= n, for n of any size.
Result<Value> FallingProduct(Thread& t, Value n, uint64_t k) {
  if (k == 0) return Value::FromInt(1);
  if (n.IsInt()) {
    const auto first = static_cast<uint64_t>(n.AsInt()) - (k - 1);
    return ProductOfProgression(t, first, k, 1);
  }
  if (k == 1) return n;
  TRY(CheckPoll(t));
  const uint64_t half = k / 2;
  const Value high = TRY(FallingProduct(t, n, half));
  const Value rest = TRY(IntSubtract(t, n, TRY(Int::FromUnsigned(t, half))));
  return IntMultiply(t, high, TRY(FallingProduct(t, rest, k - half)));
}

Result<None> CheckNotNegative(Thread& t, Value value, const char* name) {
  if (IntSign(value) >= 0) return None{};
  return RaiseValueError(t, absl::StrCat(name, " must be a non-negative integer"));
}

Result<Value> Perm(Thread& t, Value n, Value k) {
  if (k.IsNone()) return Factorial(t, n);
  const Value total = TRY(ToIndex(t, n));
  const Value chosen = TRY(ToIndex(t, k));
  TRY(CheckNotNegative(t, total, "n"));
  TRY(CheckNotNegative(t, chosen, "k"));
  if (IntCompare(total, chosen) < 0) return Value::FromInt(0);
  int64_t count;
  if (!ToInt64(chosen, &count)) {
    return RaiseOverflowError(t, absl::StrCat("k must not exceed ", INT64_MAX));
  }
  return FallingProduct(t, total, static_cast<uint64_t>(count));
}

/// n over k in one word, dividing as it goes; false when a step does not fit.
bool SmallBinomial(uint64_t n, uint64_t k, uint64_t* result) {
  uint64_t value = 1;
  for (uint64_t i = 1; i <= k; ++i) {
    const unsigned __int128 product = static_cast<unsigned __int128>(value) * (n - k + i);
    if (product / i > static_cast<unsigned __int128>(INT64_MAX)) return false;
    value = static_cast<uint64_t>(product / i);
  }
  *result = value;
  return true;
}

Result<Value> Comb(Thread& t, Value n, Value k) {
  const Value total = TRY(ToIndex(t, n));
  Value chosen = TRY(ToIndex(t, k));
  TRY(CheckNotNegative(t, total, "n"));
  TRY(CheckNotNegative(t, chosen, "k"));
  const Value others = TRY(IntSubtract(t, total, chosen));
  if (IntSign(others) < 0) return Value::FromInt(0);
  if (IntCompare(others, chosen) < 0) chosen = others;
  int64_t count;
  if (!ToInt64(chosen, &count)) {
    return RaiseOverflowError(t, absl::StrCat("min(n - k, k) must not exceed ", INT64_MAX));
  }
  uint64_t small;
  // 66 over 33 is the last middle one that fits.
  if (total.IsInt() && count <= 33 &&
      SmallBinomial(static_cast<uint64_t>(total.AsInt()), static_cast<uint64_t>(count), &small)) {
    return Int::FromUnsigned(t, small);
  }
  const Value falling = TRY(FallingProduct(t, total, static_cast<uint64_t>(count)));
  return IntFloorDivide(t, falling, TRY(FactorialOf(t, static_cast<uint64_t>(count))));
}

constexpr Method kFunctions[] = {
    Bind<Comb>("comb", "($module, n, k, /)"),
    Bind<Factorial>("factorial", "($module, n, /)"),
    Bind<Gcd>("gcd", "($module, *integers)").AsQuiet(),
    Bind<Isqrt>("isqrt", "($module, n, /)").AsQuiet(),
    Bind<Lcm>("lcm", "($module, *integers)"),
    Bind<Perm>("perm", "($module, n, k=None, /)"),
};

}  // namespace

absl::Span<const Method> IntegerFunctions() { return kFunctions; }

}  // namespace krait::math
