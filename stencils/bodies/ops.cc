#include "stencils/bodies/variants.h"

/// The stencils of micro-ops, in parts: the build compiles this file once for each.
namespace krait::stencils {

template <size_t kNumber, typename Op>
constexpr auto IfInPart() {
  if constexpr (kNumber % KRAIT_STENCIL_PARTS == KRAIT_STENCIL_PART) {
    return uop::OpList<Op>();
  } else {
    return uop::OpList<>();
  }
}

template <typename... Ops>
constexpr auto ThisPart(uop::OpList<Ops...>) {
  return (uop::OpList<>() + ... + IfInPart<uop::kNumberOf<Ops>, Ops>());
}

[[gnu::used, gnu::section("krait_stencils")]] extern constexpr auto kRows =
    RowsOfAll(ThisPart(uop::AllOps()));

}  // namespace krait::stencils
