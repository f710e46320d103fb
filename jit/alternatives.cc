#include "jit/alternatives.h"

#include "vm/uop/catalog.h"

namespace krait::jit {
namespace {

using namespace uop;  // the alternatives in instructions.def name micro-ops

template <typename... Ops>
constexpr uint16_t kNumbers[] = {kNumberOf<Ops>...};

template <typename... Ops>
constexpr absl::Span<const uint16_t> Of() {
  return kNumbers<Ops...>;
}

const absl::Span<const uint16_t> kAlternatives[] = {
#define KRAIT_ROW_Binary(...) Of<__VA_ARGS__>(), Of<__VA_ARGS__>(), Of<__VA_ARGS__>(),
#define KRAIT_ROW_JumpBinary(...) Of<__VA_ARGS__>(), Of<__VA_ARGS__>(), Of<__VA_ARGS__>(),
#define KRAIT_ROW_Unary(...) Of<__VA_ARGS__>(),
#define KRAIT_ROW_JumpUnary(...) Of<__VA_ARGS__>(),
#define KRAIT_ROW_Helper(...) absl::Span<const uint16_t>(),
#define KRAIT_ROW_Control(...) absl::Span<const uint16_t>(),
#define KRAIT_INSTRUCTION(name, form, ...) KRAIT_ROW_##form(__VA_ARGS__)
#include "vm/code/instructions.def"
#undef KRAIT_INSTRUCTION
};
static_assert(std::size(kAlternatives) == static_cast<size_t>(Opcode::kCount));

}  // namespace

absl::Span<const uint16_t> AlternativesOf(Opcode opcode) {
  return kAlternatives[static_cast<size_t>(opcode)];
}

}  // namespace krait::jit
