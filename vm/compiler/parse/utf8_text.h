#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace krait::compiler {

// A source may claim to be UTF-8, or claim nothing, and have bytes that are none. As long as they
// are in comments, that is no problem.

/// What CPython's UnicodeDecodeError says of it, if it is no UTF-8.
std::optional<std::string> DecodeProblem(std::string_view text);

/// With U+FFFD for what is no UTF-8.
std::string ReadableText(std::string_view text);

/// How many characters ReadableText has.
int32_t CharactersIn(std::string_view text);

}  // namespace krait::compiler
