#include "vm/builtins/memory_view_item.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/memory_view.h"
#include "vm/object/operations.h"

/// What memoryview's formats mean: one letter, one C type.
namespace krait {
namespace {

enum class Kind : uint8_t { kSigned, kUnsigned, kFloat, kChar, kBool };

struct ItemFormat {
  char code;
  Kind kind;
  uint8_t size;
};

constexpr ItemFormat kFormats[] = {
    {'c', Kind::kChar, 1},     {'b', Kind::kSigned, 1},   {'B', Kind::kUnsigned, 1},
    {'h', Kind::kSigned, 2},   {'H', Kind::kUnsigned, 2}, {'i', Kind::kSigned, 4},
    {'I', Kind::kUnsigned, 4}, {'l', Kind::kSigned, 8},   {'L', Kind::kUnsigned, 8},
    {'q', Kind::kSigned, 8},   {'Q', Kind::kUnsigned, 8}, {'n', Kind::kSigned, 8},
    {'N', Kind::kUnsigned, 8}, {'f', Kind::kFloat, 4},    {'d', Kind::kFloat, 8},
    {'?', Kind::kBool, 1},     {'P', Kind::kUnsigned, 8},
};

const ItemFormat* FindFormat(char code) {
  for (const ItemFormat& format : kFormats) {
    if (format.code == code) return &format;
  }
  return nullptr;
}

template <typename T>
T Read(const uint8_t* item) {
  T value;
  std::memcpy(&value, item, sizeof(T));
  return value;
}

int64_t ReadSigned(const uint8_t* item, int size) {
  switch (size) {
    case 1:
      return Read<int8_t>(item);
    case 2:
      return Read<int16_t>(item);
    case 4:
      return Read<int32_t>(item);
    default:
      return Read<int64_t>(item);
  }
}

uint64_t ReadUnsigned(const uint8_t* item, int size) {
  uint64_t value = 0;
  std::memcpy(&value, item, static_cast<size_t>(size));  // little-endian
  return value;
}

double ReadFloat(const uint8_t* item, int size) {
  return size == 4 ? static_cast<double>(Read<float>(item)) : Read<double>(item);
}

Raised RaiseItemType(Thread& t, char code) {
  return RaiseTypeError(
      t, absl::StrCat("memoryview: invalid type for format '", std::string(1, code), "'"));
}
Raised RaiseItemValue(Thread& t, char code) {
  return RaiseValueError(
      t, absl::StrCat("memoryview: invalid value for format '", std::string(1, code), "'"));
}

/// A conversion failed: what the format says of it. Other exceptions stay.
Raised RaiseConversion(Thread& t, char code) {
  if (ClearPendingIf(t, &BuiltinTypes::TypeError)) return RaiseItemType(t, code);
  if (ClearPendingIf(t, &BuiltinTypes::OverflowError) ||
      ClearPendingIf(t, &BuiltinTypes::ValueError)) {
    return RaiseItemValue(t, code);
  }
  return Raised{};
}

/// The 64 bits of an int within the range of `format`.
Result<None> ToBits(Thread& t, const ItemFormat& format, Value value, uint64_t* bits) {
  const Result<Value> index = ToIndex(t, value);
  if (!index.ok()) return RaiseConversion(t, format.code);
  int64_t number;
  if (ToInt64(*index, &number)) {
    const int width = format.size * 8;
    bool fits;
    if (format.kind == Kind::kSigned) {
      fits = width == 64 ||
             (number >= -(int64_t{1} << (width - 1)) && number < (int64_t{1} << (width - 1)));
    } else {
      fits = number >= 0 ? width == 64 || number < (int64_t{1} << width) : format.code == 'P';
    }
    if (!fits) return RaiseItemValue(t, format.code);
    *bits = static_cast<uint64_t>(number);
    return None{};
  }
  const IntView view = Cast<Int>(*index)->view();
  if (format.kind != Kind::kUnsigned || format.size != 8 || view.negative || view.size != 1) {
    return RaiseItemValue(t, format.code);
  }
  *bits = view.limbs[0];
  return None{};
}

Result<None> PackChar(Thread& t, uint8_t* item, Value value) {
  if (!Is<Bytes>(value)) return RaiseItemType(t, 'c');
  if (Cast<Bytes>(value)->size() != 1) return RaiseItemValue(t, 'c');
  *item = Cast<Bytes>(value)->data()[0];
  return None{};
}

/// Compares two items of the same format.
bool SameItem(const ItemFormat& format, const uint8_t* a, const uint8_t* b) {
  switch (format.kind) {
    case Kind::kFloat:
      return ReadFloat(a, format.size) == ReadFloat(b, format.size);
    default:
      return std::memcmp(a, b, format.size) == 0;
  }
}

struct Comparison {
  const StridedView& a;
  const StridedView& b;
  const ItemFormat& format_a;
  const ItemFormat& format_b;
};

Result<bool> EqualFrom(Thread& t, const Comparison& c, int dimension, const uint8_t* a,
                       const uint8_t* b) {
  if (dimension == c.a.dimensions) {
    if (c.format_a.code == c.format_b.code) return SameItem(c.format_a, a, b);
    const Value left = TRY(UnpackItem(t, a, c.format_a.code));
    const Value right = TRY(UnpackItem(t, b, c.format_b.code));
    return RichCompareBool(t, left, right, CompareOp::kEq);
  }
  for (int64_t i = 0; i < c.a.shape[dimension]; ++i) {
    if (!TRY(EqualFrom(t, c, dimension + 1, a + i * c.a.strides[dimension],
                       b + i * c.b.strides[dimension]))) {
      return false;
    }
  }
  return true;
}

}  // namespace

int64_t NativeItemSize(const char* format, char* code) {
  if (*format == '@') ++format;
  if (*format == 0 || format[1] != 0) return 0;
  const ItemFormat* found = FindFormat(*format);
  if (found == nullptr) return 0;
  *code = found->code;
  return found->size;
}

bool IsByteCode(char code) { return code == 'b' || code == 'B' || code == 'c'; }

Result<int> ItemCode(Thread& t, const char* format) {
  char code;
  if (NativeItemSize(format, &code) != 0) return static_cast<int>(code);
  return Raise(t, &BuiltinTypes::NotImplementedError,
               absl::StrCat("memoryview: format ", format, " not supported"));
}

Result<Value> UnpackItem(Thread& t, const uint8_t* item, char code) {
  const ItemFormat& format = *FindFormat(code);
  switch (format.kind) {
    case Kind::kSigned:
      return Int::From(t, ReadSigned(item, format.size));
    case Kind::kUnsigned:
      return Int::FromUnsigned(t, ReadUnsigned(item, format.size));
    case Kind::kFloat:
      return Float::From(t, ReadFloat(item, format.size));
    case Kind::kBool:
      return Value::FromBool(*item != 0);
    case Kind::kChar:
      return Bytes::From(t, {item, 1});
  }
  __builtin_unreachable();
}

Result<None> PackItem(Thread& t, uint8_t* item, char code, Value value) {
  const ItemFormat& format = *FindFormat(code);
  switch (format.kind) {
    case Kind::kSigned:
    case Kind::kUnsigned: {
      uint64_t bits;
      TRY(ToBits(t, format, value, &bits));
      std::memcpy(item, &bits, format.size);
      return None{};
    }
    case Kind::kFloat: {
      const Result<double> number = ToDouble(t, value);
      if (!number.ok()) return RaiseConversion(t, code);
      const double wide = *number;
      const auto narrow = static_cast<float>(wide);
      std::memcpy(item, format.size == 4 ? static_cast<const void*>(&narrow) : &wide, format.size);
      return None{};
    }
    case Kind::kBool:
      *item = TRY(IsTrue(t, value)) ? 1 : 0;
      return None{};
    case Kind::kChar:
      return PackChar(t, item, value);
  }
  __builtin_unreachable();
}

Result<bool> EqualItems(Thread& t, const StridedView& a, const StridedView& b) {
  if (a.dimensions != b.dimensions) return false;
  for (int i = 0; i < a.dimensions; ++i) {
    if (a.shape[i] != b.shape[i]) return false;
    if (a.shape[i] == 0) break;
  }
  char code_a;
  char code_b;
  if (NativeItemSize(a.format, &code_a) == 0 || NativeItemSize(b.format, &code_b) == 0) {
    return false;
  }
  const ItemFormat& format_a = *FindFormat(code_a);
  const ItemFormat& format_b = *FindFormat(code_b);
  const bool by_bytes =
      code_a == code_b && format_a.kind != Kind::kFloat && a.IsContiguous() && b.IsContiguous();
  if (by_bytes) {
    const auto size = static_cast<size_t>(a.ByteCount());
    return size == 0 || std::memcmp(a.data, b.data, size) == 0;
  }
  return EqualFrom(t, {a, b, format_a, format_b}, 0, a.data, b.data);
}

}  // namespace krait
