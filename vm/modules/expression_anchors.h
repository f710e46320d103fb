#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace krait {

/// The part of an expression that carets go under, in bytes from its start; tildes go elsewhere.
struct ExpressionAnchors {
  size_t begin;
  size_t end;
};

/// For source text (UTF-8, one line) that is a binary operation: around its operator. For a
/// subscript: its brackets. Nothing for any other expression, and for what is none.
std::optional<ExpressionAnchors> FindExpressionAnchors(std::string_view text);

}  // namespace krait
