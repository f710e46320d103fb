#include "vm/number/bigint_status.h"

#include <cstddef>
#include <iterator>

namespace krait {
namespace {

using enum IntErrorType;

constexpr IntError kErrors[] = {
    /* kOk */ {kNone, ""},
    /* kDivisionByZero */ {kZeroDivisionError, "integer division or modulo by zero"},
    /* kModuloByZero */ {kZeroDivisionError, "integer modulo by zero"},
    /* kTrueDivisionByZero */ {kZeroDivisionError, "division by zero"},
    /* kQuotientOverflow */ {kOverflowError, "integer division result too large for a float"},
    /* kFloatOverflow */ {kOverflowError, "int too large to convert to float"},
    /* kFloatNan */ {kValueError, "cannot convert float NaN to integer"},
    /* kFloatInfinity */ {kOverflowError, "cannot convert float infinity to integer"},
    /* kNegativeShift */ {kValueError, "negative shift count"},
    /* kTooManyDigits */ {kOverflowError, "too many digits in integer"},
    /* kModulusZero */ {kValueError, "pow() 3rd argument cannot be 0"},
    /* kNotInvertible */ {kValueError, "base is not invertible for the given modulus"},
    /* kNegativeRoot */ {kValueError, "isqrt() argument must be nonnegative"},
    /* kNegativeToUnsigned */ {kOverflowError, "can't convert negative int to unsigned"},
    /* kTooBigToConvert */ {kOverflowError, "int too big to convert"},
    /* kTooManyTextDigits */ {kValueError, ""},
    /* kNoMemory */ {kMemoryError, ""},
    /* kStopped */ {kNone, ""},
};
static_assert(std::size(kErrors) == static_cast<size_t>(IntStatus::kStopped) + 1);

}  // namespace

IntError ErrorOf(IntStatus status) { return kErrors[static_cast<size_t>(status)]; }

}  // namespace krait
