#include <cmath>
#include <cstdlib>

#include "vm/heap/rooted.h"
#include "vm/modules/math/math_module.h"
#include "vm/modules/math/norm.h"
#include "vm/object/bind.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"

/// math's functions of sequences: sums, products, distances.
namespace krait::math {
namespace {

// --- fsum ------------------------------------------------------------------------------------

/// The exact sum of doubles as doubles that do not overlap, in order of size (Shewchuk).
class ExactSum {
 public:
  /// False when a sum of finite numbers overflows.
  bool Add(double x) {
    const double original = x;
    size_t kept = 0;
    for (size_t i = 0; i < partials_.size(); ++i) {
      double y = partials_[i];
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      const double high = x + y;
      const double low = y - (high - x);
      if (low != 0) partials_[kept++] = low;
      x = high;
    }
    partials_.resize(kept);
    if (x == 0) return true;
    if (std::isfinite(x)) {
      partials_.push_back(x);
      return true;
    }
    // An infinity or NaN among the items takes the place of what was there.
    if (std::isfinite(original)) return false;
    if (std::isinf(original)) infinities_ += original;
    special_ += original;
    partials_.clear();
    return true;
  }

  bool is_special() const { return special_ != 0; }
  double special() const { return special_; }
  bool infinities_cancel() const { return std::isnan(infinities_); }

  /// The nearest double, ties to even.
  double Round() const {
    if (partials_.empty()) return 0;
    size_t n = partials_.size();
    double high = partials_[--n];
    double low = 0;
    while (n > 0) {
      const double x = high;
      const double y = partials_[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    // What follows tells to which side half a unit is to be rounded.
    if (n > 0 && ((low < 0 && partials_[n - 1] < 0) || (low > 0 && partials_[n - 1] > 0))) {
      const double twice = low * 2;
      const double rounded = high + twice;
      if (twice == rounded - high) high = rounded;
    }
    return high;
  }

 private:
  std::vector<double> partials_;
  double special_ = 0;
  double infinities_ = 0;
};

Result<double> Fsum(Thread& t, Value seq) {
  ExactSum sum;
  TRY(ForEach(t, seq, [&](Value item) -> Result<None> {
    const double x = TRY(ToDouble(t, item));
    if (!sum.Add(x)) return RaiseOverflowError(t, "intermediate overflow in fsum");
    return None{};
  }));
  if (!sum.is_special()) return sum.Round();
  if (sum.infinities_cancel()) return RaiseValueError(t, "-inf + inf in fsum");
  return sum.special();
}

// --- prod ------------------------------------------------------------------------------------

/// The product so far and one more: without dispatch where both are plain numbers.
Result<Value> MultiplyOne(Thread& t, Value product, Value item) {
  if (product.IsFloat()) {
    if (item.IsFloat()) return Float::From(t, product.AsFloat() * item.AsFloat());
    if (item.IsInt()) return Float::From(t, product.AsFloat() * static_cast<double>(item.AsInt()));
  } else if (Value::BothInts(product, item)) {
    int64_t result;
    if (!__builtin_mul_overflow(product.AsInt(), item.AsInt(), &result)) {
      return Int::From(t, result);
    }
  }
  return BinaryOperation(t, BinaryOperator::kMultiply, product, item);
}

Result<Value> Prod(Thread& t, Value iterable, Value start) {
  Value product = start;
  TRY(ForEach(t, iterable, [&](Value item) -> Result<None> {
    product = TRY(MultiplyOne(t, product, item));
    return None{};
  }));
  return product;
}

// --- Distances -------------------------------------------------------------------------------

/// The doubles of a call: few ones on the stack.
class Doubles {
 public:
  explicit Doubles(size_t size) : size_(size) {
    if (size > kInline) data_ = static_cast<double*>(std::malloc(size * sizeof(double)));
  }
  ~Doubles() {
    if (data_ != inline_) std::free(data_);
  }
  Doubles(const Doubles&) = delete;
  Doubles& operator=(const Doubles&) = delete;

  bool ok() const { return data_ != nullptr; }
  double& operator[](size_t i) { return data_[i]; }
  absl::Span<double> span() { return {data_, size_}; }

 private:
  static constexpr size_t kInline = 16;
  size_t size_;
  double inline_[kInline];
  double* data_ = inline_;
};

Result<double> Hypot(Thread& t, Args args) {
  TRY(CheckNoKeywords(t, "hypot", args));
  Doubles coordinates(args.count);
  if (!coordinates.ok()) return RaiseMemoryError(t);
  for (uint32_t i = 0; i < args.count; ++i) coordinates[i] = TRY(ToDouble(t, args[i]));
  return Norm(coordinates.span());
}

Result<Tuple*> PointOf(Thread& t, Value point) {
  if (Is<Tuple>(point)) return Cast<Tuple>(point);
  if (IsExactly<List>(point)) return Cast<List>(point)->Snapshot(t);
  const Value items = TRY(CallWith(t, Value::FromObject(types(t).tuple), point));
  return Cast<Tuple>(items);
}

Result<double> Dist(Thread& t, Value p, Value q) {
  Tuple* from = TRY(PointOf(t, p));
  Tuple* to = TRY(PointOf(t, q));
  if (from->size() != to->size()) {
    return RaiseValueError(t, "both points must have the same number of dimensions");
  }
  Doubles differences(from->size());
  if (!differences.ok()) return RaiseMemoryError(t);
  for (size_t i = 0; i < from->size(); ++i) {
    const double x = TRY(ToDouble(t, from->At(i)));
    differences[i] = x - TRY(ToDouble(t, to->At(i)));
  }
  return Norm(differences.span());
}

constexpr Method kFunctions[] = {
    Bind<Dist>("dist", "($module, p, q, /)"),
    Bind<Fsum>("fsum", "($module, seq, /)"),
    Bind<Hypot>("hypot", "($module, *coordinates)"),
    Bind<Prod>("prod", "($module, iterable, /, *, start=1)"),
};

}  // namespace

absl::Span<const Method> SequenceFunctions() { return kFunctions; }

}  // namespace krait::math
