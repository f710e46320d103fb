#include <array>
#include <bit>

#include "stencils/bodies/stencil.h"
#include "vm/heap/thread.h"

/// The stencils that move values about.
namespace krait::stencils {
namespace {

uint64_t& Word(void* base) {
  return *reinterpret_cast<uint64_t*>(static_cast<char*>(base) +
                                      reinterpret_cast<uintptr_t>(krait_hole_constant));
}
double& FloatWord(void* base) { return reinterpret_cast<double&>(Word(base)); }

template <Plumbing kKind, int8_t kA, int8_t kResult>
KRAIT_STENCIL PlumbingStencil(KRAIT_STENCIL_PARAMETERS) {
  Registers r = KRAIT_REGISTERS;
  constexpr int kFrom = kA < 0 ? 0 : kA;
  constexpr int kTo = kResult < 0 ? 0 : kResult;
  if constexpr (kKind == Plumbing::kMoveInt) {
    r.v[kTo] = r.v[kFrom];
  } else if constexpr (kKind == Plumbing::kMoveFloat) {
    r.x[kTo] = r.x[kFrom];
  } else if constexpr (kKind == Plumbing::kConstantInt) {
    r.v[kTo] = WholeConstant();
  } else if constexpr (kKind == Plumbing::kConstantFloat) {
    r.x[kTo] = std::bit_cast<double>(WholeConstant());
  } else if constexpr (kKind == Plumbing::kLoadSlot) {
    r.v[kTo] = Word(a->slots);
  } else if constexpr (kKind == Plumbing::kReloadInt) {
    r.v[kTo] = Word(a);
  } else if constexpr (kKind == Plumbing::kReloadFloat) {
    r.x[kTo] = FloatWord(a);
  } else if constexpr (kKind == Plumbing::kSpillInt) {
    Word(a) = r.v[kFrom];
  } else if constexpr (kKind == Plumbing::kSpillFloat) {
    FloatWord(a) = r.x[kFrom];
  } else if constexpr (kKind == Plumbing::kLeave) {
    KRAIT_GO(krait_hole_exit, r);
  } else if constexpr (kKind == Plumbing::kPoll) {
    if (t->poll_word.load(std::memory_order_relaxed) != 0) [[unlikely]]
      KRAIT_GO(krait_hole_exit, r);
  }
  KRAIT_GO(krait_hole_next, r);
}

constexpr int kRegisters = 8;
static_assert(kIntRegisters == kRegisters && kFloatRegisters == kRegisters);

constexpr bool HasOperand(Plumbing kind) {
  return kind == Plumbing::kMoveInt || kind == Plumbing::kMoveFloat ||
         kind == Plumbing::kSpillInt || kind == Plumbing::kSpillFloat;
}
constexpr bool IsControl(Plumbing kind) {
  return kind == Plumbing::kLeave || kind == Plumbing::kPoll;
}
constexpr bool HasResult(Plumbing kind) {
  return !IsControl(kind) &&
         (!HasOperand(kind) || kind == Plumbing::kMoveInt || kind == Plumbing::kMoveFloat);
}

template <Plumbing kKind, size_t kRow>
constexpr Row Make() {
  constexpr auto kFirst = static_cast<int8_t>(kRow / kRegisters);
  constexpr auto kSecond = static_cast<int8_t>(kRow % kRegisters);
  constexpr bool kBoth = HasOperand(kKind) && HasResult(kKind);
  constexpr Placement p = {.a = HasOperand(kKind) ? (kBoth ? kFirst : kSecond) : kNoOperand,
                           .result = HasResult(kKind) ? kSecond : kNoOperand};
  return {&PlumbingStencil<kKind, p.a, p.result>,
          static_cast<uint16_t>(kFirstPlumbing + static_cast<uint16_t>(kKind)), p};
}

constexpr size_t RowsOf(Plumbing kind) {
  if (IsControl(kind)) return 1;
  return HasOperand(kind) && HasResult(kind) ? kRegisters * kRegisters : kRegisters;
}

template <Plumbing kKind, size_t... kRow>
constexpr void Add(Row*& next, std::index_sequence<kRow...>) {
  ((*next++ = Make<kKind, kRow>()), ...);
}

template <size_t... kKind>
constexpr auto MakeAll(std::index_sequence<kKind...>) {
  std::array<Row, (RowsOf(static_cast<Plumbing>(kKind)) + ...)> all{};
  Row* next = all.data();
  (Add<static_cast<Plumbing>(kKind)>(
       next, std::make_index_sequence<RowsOf(static_cast<Plumbing>(kKind))>()),
   ...);
  return all;
}

}  // namespace

[[gnu::used, gnu::section("krait_stencils")]] extern constexpr auto kPlumbingRows =
    MakeAll(std::make_index_sequence<static_cast<size_t>(Plumbing::kCount)>());

}  // namespace krait::stencils
