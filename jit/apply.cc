#include "jit/apply.h"

#include <array>
#include <type_traits>

#include "vm/object/operations.h"
#include "vm/uop/catalog.h"
#include "vm/uop/traits.h"
#include "vm/uop/words.h"

namespace krait::jit {
namespace {

template <typename... P>
constexpr bool TakesImmediate(std::tuple<P...>*) {
  return (uop::kIsImmediate<P> || ...);
}
/// Micro-ops that instructions have; the others are not for Values.
template <typename Op>
constexpr bool kIsAlternative =
    !TakesImmediate(static_cast<typename uop::Traits<Op>::Operands*>(nullptr));

using Test = Application (*)(Thread& t, const Value* operands, bool* truth);

template <typename Op>
Application TestOne(Thread& t, const Value* operands, bool* truth) {
  using R = typename uop::Traits<Op>::Result;
  if (!uop::GuardsHold<Op>(operands, uop::IndexesOf<Op>())) return Application::kNot;
  if constexpr (R::kMayRaise) {
    return Application::kCalls;
  } else {
    const auto produced = uop::Run<Op>({t, nullptr}, operands);
    constexpr bool kIsBool = std::is_same_v<typename R::Type, bool>;
    if constexpr (R::kMayExit) {
      if (produced.exit) return Application::kNot;
      if constexpr (kIsBool) *truth = produced.value;
    } else if constexpr (kIsBool) {
      *truth = produced;
    }
    return uop::kIsFast<Op> ? Application::kFast : Application::kCalls;
  }
}

/// A double that the word cannot hold leaves: what made it is no place for a collection.
Value Box(uop::Double value) {
  const Value word = Value::FromFloat(value.value);
  return word.IsFloat() ? word : Value::Unbound();
}
template <typename T>
Value Box(T value) {
  return Value::FromBits(uop::WordOf(value));
}

template <typename Op>
Value RunOne(Thread& t, Value*, const CallSite& site, const Value* operands) {
  using R = typename uop::Traits<Op>::Result;
  const auto produced = uop::Run<Op>({t, site.pc}, operands);
  Value value;
  if constexpr (R::kMayRaise) {
    value = produced.raw();
  } else if constexpr (R::kMayExit) {
    value = produced.exit ? Value::Unbound() : Box(produced.value);
  } else {
    value = Box(produced);
  }
  if (site.extra == 0 || value.IsBool() || value.IsRaised() || value.IsUnbound()) return value;
  const Result<bool> truth = IsTrue(t, value);
  return truth.ok() ? Value::FromBool(*truth) : Value::Raised();
}

template <typename... Ops>
constexpr std::array<Test, sizeof...(Ops)> TestsOf(uop::OpList<Ops...>) {
  return {[] {
    if constexpr (kIsAlternative<Ops>) return Test{&TestOne<Ops>};
    return Test{nullptr};
  }()...};
}
template <typename... Ops>
constexpr std::array<CallSite::Function, sizeof...(Ops)> FunctionsOf(uop::OpList<Ops...>) {
  return {[] {
    if constexpr (kIsAlternative<Ops>) return CallSite::Function{&RunOne<Ops>};
    return CallSite::Function{nullptr};
  }()...};
}

using Guard = bool (*)(const Value* operands);
template <typename Op>
bool GuardOne(const Value* operands) {
  return uop::GuardsHold<Op>(operands, uop::IndexesOf<Op>());
}
template <typename... Ops>
constexpr std::array<Guard, sizeof...(Ops)> GuardsOf(uop::OpList<Ops...>) {
  return {[] {
    if constexpr (kIsAlternative<Ops>) return Guard{&GuardOne<Ops>};
    return Guard{nullptr};
  }()...};
}

constexpr auto kTests = TestsOf(uop::AllOps());
constexpr auto kGuards = GuardsOf(uop::AllOps());
constexpr auto kFunctions = FunctionsOf(uop::AllOps());

}  // namespace

Application ApplicationOf(Thread& t, uint16_t operation, const Value* operands, bool* truth) {
  return kTests[operation](t, operands, truth);
}

bool GuardsHold(uint16_t operation, const Value* operands) { return kGuards[operation](operands); }

CallSite::Function MicroOpFunction(uint16_t operation) { return kFunctions[operation]; }

}  // namespace krait::jit
