#include "stencils/bodies/variants.h"

/// Stencils whose machine code was read: reviewed.txt holds what it is.
namespace krait::stencils {

template <typename Op, Use kUse, size_t... kRow>
constexpr std::array<Row, sizeof...(kRow)> Some() {
  return {MakeRow<Op, kUse, kRow>()...};
}

// Rows of two int operands: 9 for each register of the first, the last one with a constant.
[[gnu::used]] extern constexpr auto kReviewed = Join(
    Join(Join(Some<uop::AddInt, Use::kValue, 1, 8>(),
              Some<uop::CompareInt<CompareOp::kLt>, Use::kRequireTrue, 1, 8>()),
         Join(Some<uop::MultiplyFloat, Use::kValue, 1>(),
              Some<uop::CompareFloat<CompareOp::kGt>, Use::kRequireFalse, 1>())),
    Join(Join(Some<uop::Require<uop::SmallInt>, Use::kValue, 2>(),
              Some<uop::Require<uop::Double>, Use::kValue, 17>()),
         Join(Some<uop::BoxFloat, Use::kValue, 10>(), Some<uop::GetListItem, Use::kValue, 1>())));

}  // namespace krait::stencils
