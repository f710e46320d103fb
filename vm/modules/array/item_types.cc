#include <cstring>
#include <limits>

#include "absl/strings/str_cat.h"
#include "vm/modules/array/array.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

/// The type codes of arrays.
namespace krait::arrays {
namespace {

template <typename T>
T Read(const uint8_t* item) {
  T value;
  std::memcpy(&value, item, sizeof(T));
  return value;
}
template <typename T>
Result<None> Write(uint8_t* out, T value) {
  std::memcpy(out, &value, sizeof(T));
  return None{};
}

template <typename T>
Result<Value> LoadInt(Thread& t, const uint8_t* item) {
  if constexpr (std::is_signed_v<T> || sizeof(T) < 8) {
    return Int::From(t, static_cast<int64_t>(Read<T>(item)));
  } else {
    return Int::FromUnsigned(t, Read<T>(item));
  }
}
template <typename T>
Result<Value> LoadFloat(Thread& t, const uint8_t* item) {
  return Float::From(t, Read<T>(item));
}

/// What an integer code's checks are called: the number is read as `intermediate` first.
struct Limits {
  const char* name;
  const char* intermediate_name;
  int64_t intermediate_low;
  int64_t intermediate_high;
};
constexpr Limits kSignedChar = {"signed char", "signed short integer", INT16_MIN, INT16_MAX};
constexpr Limits kUnsignedByte = {"unsigned byte integer", nullptr, INT64_MIN, INT64_MAX};
constexpr Limits kShort = {"signed short integer", nullptr, INT64_MIN, INT64_MAX};
constexpr Limits kUnsignedShort = {"unsigned short", "signed integer", INT32_MIN, INT32_MAX};
constexpr Limits kInt = {"signed integer", nullptr, INT64_MIN, INT64_MAX};

Result<None> CheckBetween(Thread& t, const char* name, int64_t value, int64_t low, int64_t high) {
  if (value >= low && value <= high) return None{};
  return RaiseOverflowError(
      t, absl::StrCat(name, value < low ? " is less than minimum" : " is greater than maximum"));
}

template <typename T, const Limits& kLimits>
Result<None> ConvertSmall(Thread& t, Value value, uint8_t* out) {
  int64_t number;
  if (!ToInt64(TRY(ToIndex(t, value)), &number)) {
    return RaiseOverflowError(t, "Python int too large to convert to C long");
  }
  if (kLimits.intermediate_name != nullptr) {
    TRY(CheckBetween(t, kLimits.intermediate_name, number, kLimits.intermediate_low,
                     kLimits.intermediate_high));
  }
  TRY(CheckBetween(t, kLimits.name, number, std::numeric_limits<T>::min(),
                   std::numeric_limits<T>::max()));
  return Write(out, static_cast<T>(number));
}

Result<None> ConvertLong(Thread& t, Value value, uint8_t* out) {
  int64_t number;
  if (ToInt64(TRY(ToIndex(t, value)), &number)) return Write(out, number);
  return RaiseOverflowError(t, "Python int too large to convert to C long");
}
Result<None> ConvertLongLong(Thread& t, Value value, uint8_t* out) {
  int64_t number;
  if (ToInt64(TRY(ToIndex(t, value)), &number)) return Write(out, number);
  return RaiseOverflowError(t, "int too big to convert");
}

/// False when it is too large; `negative` otherwise fails.
Result<bool> ToUnsigned(Thread& t, Value value, const char* negative, uint64_t* out) {
  const Value index = TRY(ToIndex(t, value));
  const IntOperand operand(index);
  const IntView& view = operand.view();
  if (view.negative && view.size != 0) return RaiseOverflowError(t, negative);
  if (view.size > 1) return false;
  *out = view.size == 0 ? 0 : view.limbs[0];
  return true;
}

constexpr const char* kNegative = "can't convert negative value to unsigned int";

Result<None> ConvertUnsignedInt(Thread& t, Value value, uint8_t* out) {
  uint64_t number;
  if (!TRY(ToUnsigned(t, value, kNegative, &number))) {
    return RaiseOverflowError(t, "Python int too large to convert to C unsigned long");
  }
  if (number > UINT32_MAX) {
    return RaiseOverflowError(t, "unsigned int is greater than maximum");
  }
  return Write(out, static_cast<uint32_t>(number));
}
Result<None> ConvertUnsignedLong(Thread& t, Value value, uint8_t* out) {
  uint64_t number;
  if (TRY(ToUnsigned(t, value, kNegative, &number))) return Write(out, number);
  return RaiseOverflowError(t, "Python int too large to convert to C unsigned long");
}
Result<None> ConvertUnsignedLongLong(Thread& t, Value value, uint8_t* out) {
  uint64_t number;
  if (TRY(ToUnsigned(t, value, "can't convert negative int to unsigned", &number))) {
    return Write(out, number);
  }
  return RaiseOverflowError(t, "int too big to convert");
}

template <typename T>
Result<None> ConvertFloat(Thread& t, Value value, uint8_t* out) {
  return Write(out, static_cast<T>(TRY(ToDouble(t, value))));
}

constexpr char32_t kMaxCodePoint = 0x10FFFF;

Result<Value> LoadCharacter(Thread& t, const uint8_t* item) {
  const auto c = Read<uint32_t>(item);
  if (c > kMaxCodePoint) {
    return RaiseValueError(
        t, absl::StrCat("character U+", absl::Hex(c), " is not in range [U+0000; U+10ffff]"));
  }
  return Str::FromCodePoint(t, c);
}
Result<None> ConvertCharacter(Thread& t, Value value, uint8_t* out) {
  const Str* text = TryCast<Str>(value);
  if (text == nullptr || text->length() != 1) {
    return RaiseTypeError(t, "array item must be unicode character");
  }
  return Write(out, static_cast<uint32_t>(text->At(0)));
}

constexpr ItemType kItemTypes[] = {
    {'b', 1, "b", true, 1, &LoadInt<int8_t>, &ConvertSmall<int8_t, kSignedChar>},
    {'B', 1, "B", false, 0, &LoadInt<uint8_t>, &ConvertSmall<uint8_t, kUnsignedByte>},
    {'u', 4, "w", false, 20, &LoadCharacter, &ConvertCharacter},
    {'h', 2, "h", true, 4, &LoadInt<int16_t>, &ConvertSmall<int16_t, kShort>},
    {'H', 2, "H", false, 2, &LoadInt<uint16_t>, &ConvertSmall<uint16_t, kUnsignedShort>},
    {'i', 4, "i", true, 8, &LoadInt<int32_t>, &ConvertSmall<int32_t, kInt>},
    {'I', 4, "I", false, 6, &LoadInt<uint32_t>, &ConvertUnsignedInt},
    {'l', 8, "l", true, 12, &LoadInt<int64_t>, &ConvertLong},
    {'L', 8, "L", false, 10, &LoadInt<uint64_t>, &ConvertUnsignedLong},
    {'q', 8, "q", true, 12, &LoadInt<int64_t>, &ConvertLongLong},
    {'Q', 8, "Q", false, 10, &LoadInt<uint64_t>, &ConvertUnsignedLongLong},
    {'f', 4, "f", false, 14, &LoadFloat<float>, &ConvertFloat<float>},
    {'d', 8, "d", false, 16, &LoadFloat<double>, &ConvertFloat<double>},
};

}  // namespace

absl::Span<const ItemType> ItemTypes() { return kItemTypes; }

const ItemType* FindItemType(char32_t code) {
  for (const ItemType& type : kItemTypes) {
    if (static_cast<char32_t>(type.code) == code) return &type;
  }
  return nullptr;
}

}  // namespace krait::arrays
