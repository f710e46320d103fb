#pragma once

#include <cstddef>
#include <type_traits>

#include "vm/uop/arithmetic.h"
#include "vm/uop/attributes.h"
#include "vm/uop/comparison.h"
#include "vm/uop/conversions.h"
#include "vm/uop/exceptions.h"
#include "vm/uop/generators.h"
#include "vm/uop/items.h"
#include "vm/uop/iteration.h"
#include "vm/uop/natives.h"
#include "vm/uop/sequences.h"

/// All micro-ops in a row: the alternatives of instructions.def, each once and in the order in
/// which the table first names them, and behind them what only compiled code needs. A micro-op's
/// place in the row is its number.
namespace krait::uop {

template <typename... Ops>
struct OpList {
  static constexpr size_t kCount = sizeof...(Ops);
};

template <typename... Ops>
constexpr OpList<Ops...> operator+(OpList<Ops...> list, OpList<>) {
  return list;
}
/// Those of the first list, and of the second one what the first has not.
template <typename... Ops, typename First, typename... Rest>
constexpr auto operator+(OpList<Ops...>, OpList<First, Rest...>) {
  using Longer = std::conditional_t<(std::is_same_v<Ops, First> || ...), OpList<Ops...>,
                                    OpList<Ops..., First>>;
  return Longer() + OpList<Rest...>();
}

/// What the table does not name.
using TraceOps = OpList<
    Require<SmallInt>, Require<Double>, Require<Exact<Str>>, Require<Exact<List>>,
    Require<Exact<Tuple>>, Require<Exact<Dict>>, Require<Exact<Set>>, Require<Exact<Cell>>,
    Require<Exact<Type>>, Require<Exact<DictKeys>>, Require<Exact<RangeIterator>>,
    Require<Exact<ListIterator>>, Require<Exact<TupleIterator>>, Require<Exact<DictIterator>>,
    Require<Exact<Enumerate>>, Require<Exact<Generator>>, RequireBound, IsItem, BoxFloat,
    FloatOfInt, ExactFloatOfInt, RangeNext, RangeEnd, RangeStep, WrappingAddInt,
    WrappingSubtractInt, WrappingMultiplyInt, RequirePrivate, MoveRange, RequireShape, LoadField,
    StoreField, SetShape, KeysOf, LoadEntry, StoreEntry, RequireTypeVersion, LoadCell, StoreCell,
    SizeOf<List>, SizeOf<Tuple>, SizeOf<Dict>, SizeOf<Set>, SizeOf<Str>, SetListItem, AppendToList,
    NextOf<ListIterator>, NextOf<TupleIterator>, EndOf<ListIterator>, EndOf<TupleIterator>,
    RequireTupleSize, TupleElement, SetTupleElement, NextEntry<DictIterator::kKeys>,
    NextEntry<DictIterator::kValues>, NextEntry<DictIterator::kItems>, EntryKey, EntryValue,
    NumberOfNext, IteratorOf, StepNumber, LoadFrameWord, StoreFrameWord, RequireSuspendedAt,
    RequireResumable, StartGenerator, FinishGenerator, Require<Exact<Function>>, RequireCode,
    RequireNamespaces, SetClosure, SetDefaults, ClosureCell, Require<Exact<Bytes>>,
    Require<Exact<ByteArray>>, Require<Exact<BytesIterator>>, Require<Exact<Zip>>, SizeOf<Bytes>,
    SizeOf<ByteArray>, NextByte, ZippedIterator, RequireNext<ListIterator>,
    RequireNext<TupleIterator>, Require<Exact<BoundMethod>>, BoundFunction, BoundSelf, LoadOverflow,
    StoreOverflow, Require<Any<Exception>>, SwapHandled, TracebackOf, AbsoluteInt, AbsoluteFloat,
    SmallerInt, LargerInt, SmallerFloat, LargerFloat, SquareRoot, CodeOfCharacter, ParseInt,
    IsInAsciiSet<kDigits>, IsInAsciiSet<kLower>, IsInAsciiSet<kUpper>, IsInAsciiSet<kLetters>,
    IsInAsciiSet<kAlphanumeric>, IsInAsciiSet<kSpaces>, NextCharacter, Require<Exact<StrIterator>>,
    AppendToByteArray, SetByteArrayItem, GetOrDefault, SetDictItem, AddToSet>;

#define KRAIT_ROW_Binary(...) +OpList<__VA_ARGS__>()
#define KRAIT_ROW_JumpBinary(...) +OpList<__VA_ARGS__>()
#define KRAIT_ROW_Unary(...) +OpList<__VA_ARGS__>()
#define KRAIT_ROW_JumpUnary(...) +OpList<__VA_ARGS__>()
#define KRAIT_ROW_Helper(...)
#define KRAIT_ROW_Control(...)
#define KRAIT_INSTRUCTION(name, form, ...) KRAIT_ROW_##form(__VA_ARGS__)
using AllOps = decltype(OpList<>()
#include "vm/code/instructions.def"
                        + TraceOps());
#undef KRAIT_INSTRUCTION
#undef KRAIT_ROW_Binary
#undef KRAIT_ROW_JumpBinary
#undef KRAIT_ROW_Unary
#undef KRAIT_ROW_JumpUnary
#undef KRAIT_ROW_Helper
#undef KRAIT_ROW_Control

template <typename Op, typename... Ops>
constexpr size_t NumberIn(OpList<Ops...>) {
  size_t number = 0;
  (void)((std::is_same_v<Ops, Op> || (++number, false)) || ...);
  return number;
}

/// A micro-op's number; it must be in the row.
template <typename Op>
  requires(NumberIn<Op>(AllOps()) < decltype(AllOps())::kCount)
inline constexpr size_t kNumberOf = NumberIn<Op>(AllOps());

}  // namespace krait::uop
