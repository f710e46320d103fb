#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace krait {

/// float.hex(): "0x1.8000000000000p+1", "-0x0.0p+0", "inf", "nan".
std::string FloatHex(double value);

enum class HexFloatStatus : uint8_t {
  kOk,
  kInvalid,   // ValueError
  kTooLarge,  // OverflowError
};

/// The exception's text; empty for kOk.
std::string_view HexFloatMessage(HexFloatStatus status);

/// float.fromhex(): rounds to nearest, ties to even. ASCII white space around the number is
/// ignored; other text than ASCII is invalid.
HexFloatStatus ParseHexFloat(std::string_view text, double* value);

}  // namespace krait
