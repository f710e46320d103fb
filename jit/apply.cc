#include "jit/apply.h"

#include <array>
#include <type_traits>

#include "vm/uop/catalog.h"
#include "vm/uop/traits.h"

namespace krait::jit {
namespace {

using Test = bool (*)(Thread& t, const Value* operands, bool* truth);

template <typename Op>
bool TestOne(Thread& t, const Value* operands, bool* truth) {
  if (!uop::GuardsHold<Op>(operands, uop::IndexesOf<Op>())) return false;
  const auto produced = uop::Run<Op>({t, nullptr}, operands);
  using R = typename uop::Traits<Op>::Result;
  constexpr bool kIsBool = std::is_same_v<typename R::Type, bool>;
  if constexpr (R::kMayExit) {
    if (produced.exit) return false;
    if constexpr (kIsBool) *truth = produced.value;
  } else if constexpr (kIsBool) {
    *truth = produced;
  }
  return true;
}

template <typename... Ops>
constexpr std::array<Test, sizeof...(Ops)> TestsOf(uop::OpList<Ops...>) {
  return {[] {
    if constexpr (uop::kIsFast<Ops>) return Test{&TestOne<Ops>};
    return Test{nullptr};
  }()...};
}

constexpr auto kTests = TestsOf(uop::AllOps());

}  // namespace

bool Applies(Thread& t, uint16_t operation, const Value* operands, bool* truth) {
  const Test test = kTests[operation];
  return test != nullptr && test(t, operands, truth);
}

}  // namespace krait::jit
