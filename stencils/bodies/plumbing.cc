#include <array>
#include <bit>
#include <cstddef>

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

/// Calls the function in the activation and returns what that does. Written as assembly, since a
/// stencil has no stack frame: the registers are those in which C++ takes arguments, and after it
/// the ones that a call changes hold anything.
[[gnu::always_inline]] inline uint64_t Call(Activation* a, Thread* t, Registers& r) {
  uint64_t result;
  register uint64_t rdi asm("rdi") = reinterpret_cast<uint64_t>(t);
  register uint64_t rsi asm("rsi") = reinterpret_cast<uint64_t>(a);
  register uint64_t rdx asm("rdx") = WholeConstant();
  register uint64_t rcx asm("rcx") = r.v[kCallOperands];
  register uint64_t r8 asm("r8") = r.v[kCallOperands + 1];
  register uint64_t r9 asm("r9") = r.v[kCallOperands + 2];
  register double x0 asm("xmm0");
  register double x1 asm("xmm1");
  register double x2 asm("xmm2");
  register double x3 asm("xmm3");
  register double x4 asm("xmm4");
  register double x5 asm("xmm5");
  register double x6 asm("xmm6");
  register double x7 asm("xmm7");
  asm volatile(
      "pushq %%rax\n\t"
      "callq *%c[call](%%rsi)\n\t"
      "popq %%rcx"
      : "=a"(result), "+r"(rdi), "+r"(rsi), "+r"(rdx), "+r"(rcx), "+r"(r8), "+r"(r9), "=x"(x0),
        "=x"(x1), "=x"(x2), "=x"(x3), "=x"(x4), "=x"(x5), "=x"(x6), "=x"(x7)
      : [call] "i"(offsetof(Activation, call))
      : "r10", "r11", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15",
        "memory", "cc");
  r = {{r.v[0], r.v[1], rdi, rsi, rdx, rcx, r8, r9}, {x0, x1, x2, x3, x4, x5, x6, x7}};
  return result;
}

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
  } else if constexpr (kKind == Plumbing::kStoreSlot) {
    Word(a->slots) = r.v[kFrom];
  } else if constexpr (kKind == Plumbing::kLoadInlined) {
    r.v[kTo] = Word(a->inlined);
  } else if constexpr (kKind == Plumbing::kStoreInlined) {
    Word(a->inlined) = r.v[kFrom];
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
    // Not as an atomic, which Clang would load to a register first.
    if (reinterpret_cast<const uint32_t&>(t->poll_word) != 0) [[unlikely]]
      KRAIT_GO(krait_hole_exit, r);
  } else if constexpr (kKind == Plumbing::kCall) {
    static_assert(kKeptRegisters == 2 && kIntRegisters == 8 && kFloatRegisters == 8);
    const uint64_t result = Call(a, t, r);
    r.v[kCallResult] = result;
    if (result == Value::Raised().bits()) [[unlikely]]
      KRAIT_GO(krait_hole_exit, r);
  }
  KRAIT_GO(krait_hole_next, r);
}

constexpr int kRegisters = 8;
static_assert(kIntRegisters == kRegisters && kFloatRegisters == kRegisters);

constexpr bool HasOperand(Plumbing kind) {
  return kind == Plumbing::kMoveInt || kind == Plumbing::kMoveFloat ||
         kind == Plumbing::kStoreSlot || kind == Plumbing::kStoreInlined ||
         kind == Plumbing::kSpillInt || kind == Plumbing::kSpillFloat;
}
constexpr bool IsControl(Plumbing kind) {
  return kind == Plumbing::kLeave || kind == Plumbing::kPoll || kind == Plumbing::kCall;
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
