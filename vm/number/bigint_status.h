#pragma once

#include <cstdint>

namespace krait {

/// How an int operation ended. Each error has one Python exception (see ErrorOf).
enum class IntStatus : uint8_t {
  kOk,
  kDivisionByZero,      // //, divmod
  kModuloByZero,        // %
  kTrueDivisionByZero,  // /
  kQuotientOverflow,    // / whose result no float holds
  kFloatOverflow,       // int -> float
  kFloatNan,            // float -> int
  kFloatInfinity,       // float -> int
  kNegativeShift,
  kTooManyDigits,  // a left shift beyond what CPython can even describe
  kModulusZero,    // pow(a, b, 0)
  kNotInvertible,  // pow(a, -1, m)
  kNegativeRoot,   // isqrt
  kNegativeToUnsigned,
  kTooBigToConvert,  // to_bytes
  kTooManyTextDigits,
  kNoMemory,
  kStopped,  // Scratch::StopRequested said so: the exception is already pending
};

/// The Python exception behind a status.
enum class IntErrorType : uint8_t {
  kNone,
  kZeroDivisionError,
  kValueError,
  kOverflowError,
  kMemoryError,
};

struct IntError {
  IntErrorType type;
  /// Static storage. Empty for kOk, kNoMemory and kStopped; for kTooManyTextDigits the text depends
  /// on the limit and comes from DigitLimitMessage (int_text.h).
  const char* text;
};

IntError ErrorOf(IntStatus status);

}  // namespace krait
