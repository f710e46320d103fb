#pragma once

#include "vm/number/hash.h"
#include "vm/object/dict.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/uop/conversions.h"
#include "vm/uop/machine.h"

/// Comparisons, identity, membership and truth. Their results are bools, which a fused branch takes
/// without making a Value of them.
namespace krait::uop {

template <CompareOp kOp, typename T>
constexpr bool CompareWith(T a, T b) {
  if constexpr (kOp == CompareOp::kLt) return a < b;
  if constexpr (kOp == CompareOp::kLe) return a <= b;
  if constexpr (kOp == CompareOp::kEq) return a == b;
  if constexpr (kOp == CompareOp::kNe) return a != b;
  if constexpr (kOp == CompareOp::kGt) return a > b;
  return a >= b;
}

template <CompareOp kOp>
struct CompareInt {
  static constexpr Effects kEffects = kPure;
  static bool Run(SmallInt a, SmallInt b) { return CompareWith<kOp>(a.shifted, b.shifted); }
};

template <CompareOp kOp>
struct CompareFloat {
  static constexpr Effects kEffects = kPure;
  static bool Run(Double a, Double b) { return CompareWith<kOp>(a.value, b.value); }
};

template <CompareOp kOp>
struct CompareFloatWithInt {
  using FloatForm = CompareFloat<kOp>;
  using Conversion = ExactFloatOfInt;
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<bool> Run(Double a, SmallInt b) {
    const Out<Double> other = ExactFloatOfInt::Run(b);
    if (other.exit) return Out<bool>::Exit();
    return FloatForm::Run(a, other.value);
  }
};

template <CompareOp kOp>
struct CompareIntWithFloat {
  using FloatForm = CompareFloat<kOp>;
  using Conversion = ExactFloatOfInt;
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<bool> Run(SmallInt a, Double b) {
    const Out<Double> other = ExactFloatOfInt::Run(a);
    if (other.exit) return Out<bool>::Exit();
    return FloatForm::Run(other.value, b);
  }
};

/// Equality of strings; the order of strings is left to the generic comparison.
template <CompareOp kOp>
struct CompareStr {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<bool> Run(Exact<Str> a, Exact<Str> b) {
    if constexpr (kOp != CompareOp::kEq && kOp != CompareOp::kNe) return Out<bool>::Exit();
    const bool same = a.pointer == b.pointer;
    // Two interned strings are equal only if they are one.
    const bool decided =
        same || (a->is_interned() && b->is_interned()) || a->length() != b->length();
    if (!decided) return Out<bool>::Exit();
    return same == (kOp == CompareOp::kEq);
  }
};

/// What takes a look at the characters.
template <CompareOp kOp>
struct CompareStrText {
  static constexpr Effects kEffects = kReadsHeap;
  static bool Run(Machine&, Exact<Str> a, Exact<Str> b) {
    if constexpr (kOp == CompareOp::kEq) return a->Equals(b.pointer);
    if constexpr (kOp == CompareOp::kNe) return !a->Equals(b.pointer);
    return CompareWith<kOp>(Str::Compare(a.pointer, b.pointer), 0);
  }
};

template <CompareOp kOp>
struct CompareAny {
  static constexpr Effects kEffects = kGeneric;
  static Result<Value> Run(Machine& m, Value a, Value b) { return RichCompare(m.t, a, b, kOp); }
};

/// Numbers in cells have no identity of their own: see IsSame.
inline bool IsNumberCell(const Object* object) {
  return object->IsExact(Layout::kInt) || object->IsExact(Layout::kFloat) ||
         object->IsExact(Layout::kComplex);
}

/// Identity where a look at the words and one header tells; boxed numbers are left.
template <bool kNegate>
struct IsIdenticalWord {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<bool> Run(Value a, Value b) {
    if (a.SameBits(b)) return !kNegate;
    if (a.IsObject() && b.IsObject() && IsNumberCell(b.AsObject())) return Out<bool>::Exit();
    return kNegate;
  }
};

template <bool kNegate>
struct IsIdentical {
  static constexpr Effects kEffects = kReadsHeap;
  static bool Run(Machine&, Value a, Value b) { return IsSame(a, b) != kNegate; }
};

/// Membership in a dict where neither the hash nor a comparison needs Python code.
template <bool kNegate>
struct IsSimpleKey {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<bool> Run(Machine& m, Value key, Exact<Dict> dict) {
    if (!key.IsInt() && !IsExactly<Str>(key)) return Out<bool>::Exit();
    const int64_t hash = key.IsInt() ? AvoidMinusOne(key.AsInt()) : Cast<Str>(key)->Hash(m.t);
    const DictKeys* keys = dict->keys();
    const int64_t entry = keys->FindSimple(key, hash);
    if (entry < DictKeys::kMissing) return Out<bool>::Exit();
    const bool is_there = entry >= 0 && !keys->entries()[entry].value.Load().IsUnbound();
    return is_there != kNegate;
  }
};

template <bool kNegate>
struct IsKey {
  static constexpr Effects kEffects = kGeneric;
  static Result<Value> Run(Machine& m, Value key, Exact<Dict> dict) {
    return Value::FromBool(TRY(dict->Get(m.t, key)).IsUnbound() == kNegate);
  }
};

/// Membership in a set or frozenset where neither the hash nor a comparison needs Python code.
template <bool kNegate>
struct IsElement {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<bool> Run(Machine& m, Value item, Exact<Set> set) {
    if (!item.IsInt() && !IsExactly<Str>(item)) return Out<bool>::Exit();
    const int64_t hash = item.IsInt() ? AvoidMinusOne(item.AsInt()) : Cast<Str>(item)->Hash(m.t);
    const KeyMatch match = set->table()->FindSimple(item, hash).match;
    if (match == KeyMatch::kAskPython) return Out<bool>::Exit();
    return (match == KeyMatch::kYes) != kNegate;
  }
};

template <bool kNegate>
struct IsMember {
  static constexpr Effects kEffects = kGeneric;
  static Result<Value> Run(Machine& m, Value item, Value container) {
    return Value::FromBool(TRY(Contains(m.t, container, item)) != kNegate);
  }
};

struct TruthOfBool {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<bool> Run(Value a) {
    if (!a.IsBool()) return Out<bool>::Exit();
    return a.AsBool();
  }
};
struct TruthOfInt {
  static constexpr Effects kEffects = kPure;
  static bool Run(SmallInt a) { return a.shifted != 0; }
};
struct TruthOfNone {
  static constexpr Effects kEffects = kPure | kMayExit;
  static Out<bool> Run(Value a) {
    if (!a.IsNone()) return Out<bool>::Exit();
    return false;
  }
};
struct TruthOfFloat {
  static constexpr Effects kEffects = kPure;
  static bool Run(Double a) { return a.value != 0; }
};
/// Of a container, which is true unless it is empty.
template <typename T>
struct TruthOfSize {
  static constexpr Effects kEffects = kReadsHeap;
  static bool Run(Exact<T> a) {
    if constexpr (std::is_same_v<T, Str>) {
      return a->length() != 0;
    } else {
      return a->size() != 0;
    }
  }
};
struct TruthOfAny {
  static constexpr Effects kEffects = kGeneric;
  static Result<Value> Run(Machine& m, Value a) { return Value::FromBool(TRY(IsTrue(m.t, a))); }
};

struct IsNone {
  static constexpr Effects kEffects = kPure;
  static bool Run(Value a) { return a.IsNone(); }
};

}  // namespace krait::uop
