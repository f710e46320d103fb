#pragma once

#include "absl/types/span.h"

namespace krait::math {

/// The Euclidean length of a vector, which it uses as work space: without needless overflow, and
/// rounded to the nearest double. An infinity wins over NaN.
double Norm(absl::Span<double> vector);

}  // namespace krait::math
