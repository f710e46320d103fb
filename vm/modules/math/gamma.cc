#include "vm/modules/math/gamma.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace krait::math {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kLogPi = 1.144729885849400174143427351353058711647;

// Lanczos's rational approximation for N = 13: gamma(x) is the sum of the series times
// ((x + g - 0.5) / e) ** (x - 0.5), up to a constant in the series.
constexpr int kTerms = 13;
constexpr double kG = 6.024680040776729583740234375;
constexpr double kGMinusHalf = 5.524680040776729583740234375;
constexpr double kNumerator[kTerms] = {
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786772,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};
// The coefficients of x (x + 1) ... (x + 11).
constexpr double kDenominator[kTerms] = {
    0,       39916800, 120543840, 150917976, 105258076, 45995730, 13339535,
    2637558, 357423,   32670,     1925,      66,        1,
};
/// Above this, x ** (x - 0.5) alone overflows, though the result need not.
constexpr double kSplitPower = 140;
constexpr double kTinyArgument = 1e-20;
constexpr double kLargestArgument = 200;

constexpr int kExactFactorials = 23;
constexpr double kFactorials[kExactFactorials] = {
    1,
    1,
    2,
    6,
    24,
    120,
    720,
    5040,
    40320,
    362880,
    3628800,
    39916800,
    479001600,
    6227020800,
    87178291200,
    1307674368000,
    20922789888000,
    355687428096000,
    6402373705728000,
    121645100408832000,
    2432902008176640000,
    51090942171709440000.0,
    1124000727777607680000.0,
};

double LanczosSeries(double x) {
  double numerator = 0;
  double denominator = 0;
  if (x < 5) {
    for (int i = kTerms - 1; i >= 0; --i) {
      numerator = numerator * x + kNumerator[i];
      denominator = denominator * x + kDenominator[i];
    }
  } else {  // in powers of 1/x, so that nothing overflows
    for (int i = 0; i < kTerms; ++i) {
      numerator = numerator / x + kNumerator[i];
      denominator = denominator / x + kDenominator[i];
    }
  }
  return numerator / denominator;
}

/// sin(pi x) without the error of pi x.
double SinPi(double x) {
  const double y = std::fmod(std::fabs(x), 2.0);
  double result;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0:
      result = std::sin(kPi * y);
      break;
    case 1:
      result = std::cos(kPi * (y - 0.5));
      break;
    case 2:
      result = std::sin(kPi * (1.0 - y));
      break;
    case 3:
      result = -std::cos(kPi * (y - 1.5));
      break;
    default:
      result = std::sin(kPi * (y - 2.0));
      break;
  }
  return std::copysign(1.0, x) * result;
}

/// y ** (x - 0.5), applied to `result` by `apply`, in two steps where one would overflow.
template <typename F>
double ApplyPower(double result, double y, double x, F apply) {
  if (x < kSplitPower) return apply(result, std::pow(y, x - 0.5));
  const double root = std::pow(y, x / 2.0 - 0.25);
  return apply(apply(result, root), root);
}

/// |x| from kTinyArgument to kLargestArgument, and no integer up to kExactFactorials.
double GammaOfOrdinary(double x) {
  const double size = std::fabs(x);
  const double y = size + kGMinusHalf;
  // The error of y, which the exponential would magnify.
  double z = size > kGMinusHalf ? (y - size) - kGMinusHalf : (y - kGMinusHalf) - size;
  z = z * kG / y;
  if (x < 0) {
    double result = -kPi / SinPi(size) / size * std::exp(y) / LanczosSeries(size);
    result -= z * result;
    return ApplyPower(result, y, size, [](double a, double b) { return a / b; });
  }
  double result = LanczosSeries(size) / std::exp(y);
  result += z * result;
  return ApplyPower(result, y, size, [](double a, double b) { return a * b; });
}

}  // namespace

MathStatus Gamma(double x, double* result) {
  *result = x;
  if (!std::isfinite(x)) {
    return std::isinf(x) && x < 0 ? MathStatus::kDomain : MathStatus::kOk;
  }
  if (x == 0) return MathStatus::kDomain;
  if (x == std::floor(x)) {
    if (x < 0) return MathStatus::kDomain;
    if (x <= kExactFactorials) {
      *result = kFactorials[static_cast<int>(x) - 1];
      return MathStatus::kOk;
    }
  }
  const double size = std::fabs(x);
  if (size < kTinyArgument) {
    *result = 1.0 / x;
  } else if (size > kLargestArgument) {
    if (x > 0) return MathStatus::kRange;
    *result = 0.0 / SinPi(x);
  } else {
    *result = GammaOfOrdinary(x);
  }
  return std::isinf(*result) ? MathStatus::kRange : MathStatus::kOk;
}

MathStatus LogGamma(double x, double* result) {
  if (!std::isfinite(x)) {
    *result = std::isnan(x) ? x : std::numeric_limits<double>::infinity();
    return MathStatus::kOk;
  }
  if (x == std::floor(x) && x <= 2) {
    *result = 0;
    return x <= 0 ? MathStatus::kDomain : MathStatus::kOk;
  }
  const double size = std::fabs(x);
  if (size < kTinyArgument) {
    *result = -std::log(size);
    return MathStatus::kOk;
  }
  double r = std::log(LanczosSeries(size)) - kG;
  r += (size - 0.5) * (std::log(size + kG - 0.5) - 1);
  if (x < 0) r = kLogPi - std::log(std::fabs(SinPi(size))) - std::log(size) - r;
  *result = r;
  return std::isinf(r) ? MathStatus::kRange : MathStatus::kOk;
}

}  // namespace krait::math
