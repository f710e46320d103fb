#pragma once

#include <algorithm>
#include <cstdint>

#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/number/hash.h"
#include "vm/object/bytes.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// How dict and set compare keys without running Python code where that can be avoided.
namespace krait {

enum class KeyMatch : uint8_t { kNo, kYes, kAskPython };

/// Whether two strings of the same hash have the same characters.
inline bool SameText(const Str* a, const Str* b) {
  if (a->is_interned() && b->is_interned()) return a == b;
  return a->Equals(b);
}

/// Compares a key in a table (Unbound: deleted) with one of the same hash. Only str with str, int
/// with int and bytes with bytes, all exact, are decided here: 1, 1.0 and True are equal, and so is
/// whatever an __eq__ says.
inline KeyMatch MatchPlainKeys(Value present, Value sought) {
  if (present.SameBits(sought)) return KeyMatch::kYes;
  if (present.IsUnbound() || Value::BothInts(present, sought)) return KeyMatch::kNo;
  auto decided = [](bool equal) { return equal ? KeyMatch::kYes : KeyMatch::kNo; };
  if (IsExactly<Str>(present)) {
    if (IsExactly<Str>(sought)) return decided(SameText(Cast<Str>(present), Cast<Str>(sought)));
    return sought.IsObject() ? KeyMatch::kAskPython : KeyMatch::kNo;
  }
  if (IsExactly<Str>(sought) && !present.IsObject()) return KeyMatch::kNo;
  if (IsExactly<Int>(present) && IsExactly<Int>(sought)) {
    return decided(bigint::Equal(Cast<Int>(present)->view(), Cast<Int>(sought)->view()));
  }
  if (IsExactly<Bytes>(present) && IsExactly<Bytes>(sought)) {
    return decided(Cast<Bytes>(present)->view() == Cast<Bytes>(sought)->view());
  }
  return KeyMatch::kAskPython;
}

/// The same for tuples, of such keys and of tuples, `depth` levels of them.
[[gnu::noinline]] inline KeyMatch MatchTuples(const Tuple* present, const Tuple* sought,
                                              int depth) {
  const absl::Span<const Value> a = present->values();
  const absl::Span<const Value> b = sought->values();
  if (a.data() == b.data()) return KeyMatch::kYes;
  // Whether an __eq__ that comes first is asked can be seen, even if a later item differs.
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    const bool nested = depth > 0 && IsExactly<Tuple>(a[i]) && IsExactly<Tuple>(b[i]);
    const KeyMatch match = nested ? MatchTuples(Cast<Tuple>(a[i]), Cast<Tuple>(b[i]), depth - 1)
                                  : MatchPlainKeys(a[i], b[i]);
    if (match != KeyMatch::kYes) return match;
  }
  return a.size() == b.size() ? KeyMatch::kYes : KeyMatch::kNo;
}

/// What dict and set begin with.
inline KeyMatch MatchKeys(Value present, Value sought) {
  constexpr int kNestedTuples = 4;
  if (!IsExactly<Tuple>(present) || !IsExactly<Tuple>(sought)) {
    return MatchPlainKeys(present, sought);
  }
  return MatchTuples(Cast<Tuple>(present), Cast<Tuple>(sought), kNestedTuples);
}

/// hash(key), without a detour for the most frequent keys.
inline Result<int64_t> HashOfKey(Thread& t, Value key) {
  if (IsExactly<Str>(key)) return Cast<Str>(key)->Hash(t);
  if (key.IsInt()) return AvoidMinusOne(key.AsInt());  // 61 bits: below the modulus
  if (IsExactly<Int>(key)) return HashInt(Cast<Int>(key)->view());
  return Hash(t, key);
}

}  // namespace krait
