#pragma once

#include <bit>
#include <cstdint>

#include "vm/number/hash.h"
#include "vm/object/bytearray.h"
#include "vm/object/dict.h"
#include "vm/object/dict_keys.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/uop/machine.h"

/// What native functions and methods do with the most frequent operands: compiled code has these in
/// the place of a call.
namespace krait::uop {

struct AbsoluteInt {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<SmallInt> Run(SmallInt a) {
    if (a.shifted == INT64_MIN) return Out<SmallInt>::Exit();
    return SmallInt{a.shifted < 0 ? -a.shifted : a.shifted};
  }
};

struct AbsoluteFloat {
  static constexpr Effects kEffects = kPure;
  static Double Run(Double a) {
    // As NegateFloat.
    auto bits = std::bit_cast<uint64_t>(a.value);
    asm("" : "+r"(bits));
    return {std::bit_cast<double>(bits & ~(uint64_t{1} << 63))};
  }
};

/// Of equal numbers the first one, which is the same.
struct SmallerInt {
  static constexpr Effects kEffects = kPure;
  static SmallInt Run(SmallInt a, SmallInt b) { return b.shifted < a.shifted ? b : a; }
};
struct LargerInt {
  static constexpr Effects kEffects = kPure;
  static SmallInt Run(SmallInt a, SmallInt b) { return b.shifted > a.shifted ? b : a; }
};
/// Of equal ones, or where a comparison with not-a-number fails, the first.
struct SmallerFloat {
  static constexpr Effects kEffects = kPure;
  static Double Run(Double a, Double b) { return b.value < a.value ? b : a; }
};
struct LargerFloat {
  static constexpr Effects kEffects = kPure;
  static Double Run(Double a, Double b) { return b.value > a.value ? b : a; }
};

struct SquareRoot {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<Double> Run(Double a) {
    if (!(a.value >= 0)) return Out<Double>::Exit();
    return Double{__builtin_elementwise_sqrt(a.value)};
  }
};

/// ord() of one character.
struct CodeOfCharacter {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Exact<Str> text) {
    if (text->length() != 1) return Out<SmallInt>::Exit();
    return SmallInt{static_cast<int64_t>(text->At(0)) << 3};
  }
};

/// Characters below 128 that a predicate of strings is true of.
struct AsciiSet {
  uint64_t low = 0;
  uint64_t high = 0;

  consteval AsciiSet With(char first, char last) const {
    AsciiSet set = *this;
    for (int c = first; c <= last; ++c) {
      (c < 64 ? set.low : set.high) |= uint64_t{1} << (c & 63);
    }
    return set;
  }
};
inline constexpr AsciiSet kDigits = AsciiSet().With('0', '9');
inline constexpr AsciiSet kLower = AsciiSet().With('a', 'z');
inline constexpr AsciiSet kUpper = AsciiSet().With('A', 'Z');
inline constexpr AsciiSet kLetters = kLower.With('A', 'Z');
inline constexpr AsciiSet kAlphanumeric = kLetters.With('0', '9');
inline constexpr AsciiSet kSpaces = AsciiSet().With('\t', '\r').With('\x1c', ' ');

/// str.isdigit() and its like, of one such character.
template <AsciiSet kSet>
struct IsInAsciiSet {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Exact<Str> text) {
    if (text->length() != 1) return Out<Value>::Exit();
    const char32_t c = text->At(0);
    if (c > 127) return Out<Value>::Exit();
    uint64_t word = kSet.high;
    if (c < 64) word = kSet.low;
    return Value::FromBool((word >> (c & 63) & 1) != 0);
  }
};

/// int() of a few digits.
struct ParseInt {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Machine&, Exact<Str> text) {
    constexpr size_t kMostDigits = 17;
    const size_t length = text->length();
    if (length == 0 || length > kMostDigits) return Out<SmallInt>::Exit();
    int64_t number = 0;
    for (size_t i = 0; i < length; ++i) {
      const char32_t digit = text->At(i) - U'0';
      if (digit > 9) return Out<SmallInt>::Exit();
      number = number * 10 + static_cast<int64_t>(digit);
    }
    return SmallInt{number << 3};
  }
};

struct AppendToByteArray {
  static constexpr Effects kEffects = kWritesHeap | kMayExit | kLeaf;
  static Out<Done> Run(Machine& m, Exact<ByteArray> bytes, SmallInt byte) {
    const auto shifted = static_cast<uint64_t>(byte.shifted);
    if (shifted > 0xff << 3 || m.t.object_locks || !bytes->HasRoom()) {
      return Out<Done>::Exit();
    }
    bytes->AppendWithinCapacity(static_cast<uint8_t>(shifted >> 3));
    return Done{};
  }
};

struct SetByteArrayItem {
  static constexpr Effects kEffects = kWritesHeap | kMayExit;
  static Out<Done> Run(Machine& m, Exact<ByteArray> bytes, SmallInt index, SmallInt byte) {
    const absl::Span<uint8_t> span = bytes->span();
    const auto size = static_cast<int64_t>(span.size());
    const auto value = static_cast<uint64_t>(byte.value());
    int64_t i = index.value();
    if (i < 0) i += size;
    if (i < 0 || i >= size || value > 0xff || m.t.object_locks) return Out<Done>::Exit();
    span[static_cast<size_t>(i)] = static_cast<uint8_t>(value);
    return Done{};
  }
};

/// Whether HashOfSimpleKey is the hash of the key.
inline bool IsSimpleKeyValue(Value key) { return key.IsInt() || IsExactly<Str>(key); }
inline int64_t HashOfSimpleKey(Thread& t, Value key) {
  return key.IsInt() ? AvoidMinusOne(key.AsInt()) : Cast<Str>(key)->Hash(t);
}

/// dict.get(), where no comparison needs Python code.
struct GetOrDefault {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Machine& m, Exact<Dict> dict, Value key, Value otherwise) {
    if (!IsSimpleKeyValue(key)) return Out<Value>::Exit();
    const DictKeys* keys = dict->keys();
    const int64_t entry = keys->FindSimple(key, HashOfSimpleKey(m.t, key));
    if (entry == DictKeys::kAskPython) return Out<Value>::Exit();
    if (entry == DictKeys::kMissing) return otherwise;
    const Value value = keys->entries()[entry].value.Load();
    return value.IsUnbound() ? otherwise : value;
  }
};

struct SetDictItem {
  static constexpr Effects kEffects = kWritesHeap | kMayExit;
  static Out<Done> Run(Machine& m, Exact<Dict> dict, Value key, Value value) {
    if (m.t.object_locks || !IsSimpleKeyValue(key) ||
        !dict->TrySet(key, HashOfSimpleKey(m.t, key), value)) {
      return Out<Done>::Exit();
    }
    return Done{};
  }
};

/// Of a set, not of a frozenset.
struct AddToSet {
  static constexpr Effects kEffects = kWritesHeap | kMayExit;
  static Out<Done> Run(Machine& m, Exact<Set> set, Value item) {
    if (m.t.object_locks || !IsSimpleKeyValue(item) ||
        !set->TryAdd(item, HashOfSimpleKey(m.t, item))) {
      return Out<Done>::Exit();
    }
    return Done{};
  }
};

}  // namespace krait::uop
