#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

namespace krait {

class Object;

/// The low three bits of a Value say what the other 61 hold.
///
/// Ints take 000 so that an unboxed int stays shifted in its register and `add; jo` overflows at
/// the same value in every mode. Three tags hold floats: a double's bits rotated left by four, its
/// top three exponent bits (inverted) becoming the tag, which covers 0.0 and every magnitude from
/// 2^-255 to 2^256 without a box. Other doubles live in a Float cell.
enum class Tag : uint64_t {
  kInt = 0,
  kObject = 1,
  kImmediate = 2,
  kFloatHigh = 3,  // 2 <= |x| < 2^257
  kFloatLow = 4,   // 2^-255 <= |x| < 2
  kFloatTiny = 7,  // 0.0 and |x| < 2^-767
};

/// A Python value in one word: an immediate, or the address of a heap cell.
///
/// A Value lives only in a register, on a native stack, or in a traced field: the collector does
/// not look into malloc memory (see RootedVector for the rest).
class Value {
 public:
  static constexpr uint64_t kTagMask = 7;
  static constexpr int kIntBits = 61;
  static constexpr int64_t kMaxInt = (int64_t{1} << (kIntBits - 1)) - 1;
  static constexpr int64_t kMinInt = -kMaxInt - 1;

  /// The default is the unbound marker, which no Python code ever sees.
  constexpr Value() : bits_(kUnboundBits) {}

  static constexpr Value FromBits(uint64_t bits) { return Value(bits); }
  /// `object` must not be null.
  static Value FromObject(const Object* object) {
    return Value(reinterpret_cast<uint64_t>(object) + static_cast<uint64_t>(Tag::kObject));
  }
  /// `value` must fit in 61 bits; see FitsInt.
  static constexpr Value FromInt(int64_t value) { return Value(static_cast<uint64_t>(value) << 3); }
  static constexpr bool FitsInt(int64_t value) { return value >= kMinInt && value <= kMaxInt; }
  static constexpr Value FromBool(bool value) { return Value(kFalseBits + (value ? 8u : 0u)); }

  static constexpr Value Unbound() { return Value(kUnboundBits); }
  static constexpr Value None() { return Value(kNoneBits); }
  static constexpr Value False() { return Value(kFalseBits); }
  static constexpr Value True() { return Value(kTrueBits); }
  static constexpr Value Ellipsis() { return Value(kEllipsisBits); }
  static constexpr Value NotImplemented() { return Value(kNotImplementedBits); }
  /// Marks "an exception is pending" inside Result<Value>; never stored anywhere.
  static constexpr Value Raised() { return Value(kRaisedBits); }

  constexpr uint64_t bits() const { return bits_; }
  constexpr Tag tag() const { return static_cast<Tag>(bits_ & kTagMask); }

  constexpr bool IsInt() const { return (bits_ & kTagMask) == 0; }
  constexpr bool IsObject() const { return tag() == Tag::kObject; }
  constexpr bool IsImmediate() const { return tag() == Tag::kImmediate; }
  /// True for a float held in the word itself; a boxed one is an object of layout kFloat.
  constexpr bool IsFloat() const { return (kFloatTags >> (bits_ & 63)) & 1; }
  constexpr bool IsBool() const { return (bits_ | 8) == kTrueBits; }
  constexpr bool IsNone() const { return bits_ == kNoneBits; }
  constexpr bool IsUnbound() const { return bits_ == kUnboundBits; }
  constexpr bool IsTrue() const { return bits_ == kTrueBits; }
  constexpr bool IsFalse() const { return bits_ == kFalseBits; }
  constexpr bool IsNotImplemented() const { return bits_ == kNotImplementedBits; }
  constexpr bool IsRaised() const { return bits_ == kRaisedBits; }
  static constexpr bool BothInts(Value a, Value b) { return ((a.bits_ | b.bits_) & kTagMask) == 0; }

  constexpr int64_t AsInt() const { return static_cast<int64_t>(bits_) >> 3; }
  Object* AsObject() const {
    return reinterpret_cast<Object*>(bits_ - static_cast<uint64_t>(Tag::kObject));
  }
  constexpr double AsFloat() const {
    return std::bit_cast<double>(std::rotr(bits_ ^ kTagMask, kFloatRotation));
  }
  constexpr bool AsBool() const { return bits_ == kTrueBits; }

  /// True when `value` can be held in the word itself.
  static constexpr bool FitsFloat(double value) { return FromBits(RotatedBits(value)).IsFloat(); }
  /// `value` must satisfy FitsFloat.
  static constexpr Value FromFloat(double value) { return Value(RotatedBits(value)); }

  /// The same word: for anything but boxed numbers this is Python's `is`.
  constexpr bool SameBits(Value other) const { return bits_ == other.bits_; }

 private:
  static constexpr int kFloatRotation = 4;
  // Bit k of every byte says that tag k is a float's, so one `bt` on the whole word decides.
  static constexpr uint64_t kFloatTags = ((1u << 3) | (1u << 4) | (1u << 7)) * 0x0101010101010101u;

  static constexpr uint64_t kUnboundBits = 0 * 8 + static_cast<uint64_t>(Tag::kImmediate);
  static constexpr uint64_t kNoneBits = 1 * 8 + static_cast<uint64_t>(Tag::kImmediate);
  static constexpr uint64_t kFalseBits = 2 * 8 + static_cast<uint64_t>(Tag::kImmediate);
  static constexpr uint64_t kTrueBits = 3 * 8 + static_cast<uint64_t>(Tag::kImmediate);
  static constexpr uint64_t kEllipsisBits = 4 * 8 + static_cast<uint64_t>(Tag::kImmediate);
  static constexpr uint64_t kNotImplementedBits = 5 * 8 + static_cast<uint64_t>(Tag::kImmediate);
  static constexpr uint64_t kRaisedBits = 6 * 8 + static_cast<uint64_t>(Tag::kImmediate);

  static constexpr uint64_t RotatedBits(double value) {
    return std::rotl(std::bit_cast<uint64_t>(value), kFloatRotation) ^ kTagMask;
  }

  explicit constexpr Value(uint64_t bits) : bits_(bits) {}
  uint64_t bits_;
};

static_assert(sizeof(Value) == 8 && std::is_trivially_copyable_v<Value>);
static_assert(Value::FitsFloat(0.0) && Value::FromFloat(0.0).tag() == Tag::kFloatTiny);
static_assert(Value::FromFloat(1.5).AsFloat() == 1.5 && Value::FromFloat(-3e9).AsFloat() == -3e9);
static_assert(!Value::FitsFloat(1e300) && !Value::FromInt(7).IsFloat());
static_assert(!Value::None().IsFloat() && Value::True().IsBool() && Value::False().IsBool());

}  // namespace krait

/// Containers of the C++ library keep their elements in malloc memory, where the collector cannot
/// see them: declared and left undefined so that `std::vector<Value>` does not compile.
namespace std {
template <typename T>
class allocator;
template <>
class allocator<krait::Value>;
}  // namespace std
