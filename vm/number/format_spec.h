#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "vm/number/format_error.h"

// The format specification mini-language:
//   [[fill]align][sign][z][#][0][width][grouping][.precision][type]

namespace krait {

/// What is formatted: it decides about defaults, types and errors.
enum class FormatKind : uint8_t { kString, kInt, kFloat, kComplex };

struct FormatSpec {
  char32_t fill = ' ';
  char align = '<';      // '<', '>', '=' or '^'
  char sign = '\0';      // '+', '-', ' ' or none
  char grouping = '\0';  // ',', '_' or none
  char type = '\0';      // none only for floats and complex numbers
  bool no_negative_zero = false;
  bool alternate = false;
  int64_t width = -1;      // -1: none given
  int64_t precision = -1;  // -1: none given
};

/// Parses `text`, code points of any width (uint8_t, char16_t, char32_t), and checks all that does
/// not depend on the value. `type_name` gives the value's type's, for messages.
template <typename Char>
[[nodiscard]] FormatFailure ParseFormatSpec(const Char* text, size_t size, FormatKind kind,
                                            absl::FunctionRef<std::string()> type_name,
                                            FormatSpec* spec);

/// Whether an int is to be converted to a float and formatted as one.
constexpr bool IsFloatType(char type) {
  return std::string_view("eEfFgG%").find(type) != std::string_view::npos;
}

/// The base in which RenderInt wants an int's digits.
constexpr int IntegerBase(char type) {
  switch (type) {
    case 'b':
      return 2;
    case 'o':
      return 8;
    case 'x':
    case 'X':
      return 16;
    default:
      return 10;
  }
}

}  // namespace krait
