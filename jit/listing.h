#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "jit/link.h"

namespace krait::jit {

class HotLoop;

/// A compiled trace for people to read.
struct Listing {
  struct Part {
    size_t begin;  // in `code`
    size_t size;   // in bytes
    /// A step as in `trace`, or what else the code is there for.
    std::string purpose;
    /// As "function (file:line)"; empty if it is no single line's.
    std::string source;
  };

  std::string title;  // where the loop is
  std::string trace;  // see Print
  /// Where it runs; empty if it is run uncompiled.
  absl::Span<const uint8_t> code;
  std::vector<Part> parts;  // in the order in which they lie there
};

/// Of the code that was made of the loop last, with its pieces as Link gave them.
Listing ListingOf(const HotLoop& loop, std::vector<CodePiece> pieces);

}  // namespace krait::jit
