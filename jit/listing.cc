#include "jit/listing.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "jit/hot_loop.h"

namespace krait::jit {
namespace {

std::string PurposeOf(const CodePiece& piece, const Trace& trace) {
  switch (piece.kind) {
    case CodePiece::Kind::kStep:
      return Print(trace, piece.step);
    case CodePiece::Kind::kBack:
      return "back";
    case CodePiece::Kind::kWayOut:
      return absl::StrCat("exit ", trace.steps[piece.step].exit, " of %", piece.step);
    case CodePiece::Kind::kLeave:
      return "leave";
  }
  std::abort();
}

/// Whether one goes on where the other ends, with the same.
bool Continues(const CodePiece& piece, const CodePiece& next) {
  return piece.kind == next.kind && piece.step == next.step &&
         piece.begin + piece.size == next.begin;
}

/// In the order in which they lie there, as few as there can be.
std::vector<CodePiece> Joined(std::vector<CodePiece> pieces) {
  std::erase_if(pieces, [](const CodePiece& piece) { return piece.size == 0; });
  std::ranges::sort(pieces, {}, &CodePiece::begin);
  std::vector<CodePiece> joined;
  for (const CodePiece& piece : pieces) {
    if (!joined.empty() && Continues(joined.back(), piece)) {
      joined.back().size += piece.size;
    } else {
      joined.push_back(piece);
    }
  }
  return joined;
}

}  // namespace

Listing ListingOf(const HotLoop& loop, std::vector<CodePiece> pieces) {
  const Trace& trace = loop.trace();
  Listing listing;
  listing.title =
      absl::StrCat("loop at word ", loop.unit()->IndexOf(loop.header()), " of ", loop.where());
  listing.trace = Print(trace);
  listing.code = loop.code()->trace->machine_code();
  for (const CodePiece& piece : Joined(std::move(pieces))) {
    const bool has_source =
        piece.kind == CodePiece::Kind::kStep && trace.steps[piece.step].pc != nullptr;
    listing.parts.push_back({piece.begin, piece.size, PurposeOf(piece, trace),
                             has_source ? loop.WhereIs(trace.steps[piece.step].pc) : ""});
  }
  return listing;
}

}  // namespace krait::jit
