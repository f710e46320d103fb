#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "absl/strings/str_cat.h"
#include "vm/modules/struct/format.h"
#include "vm/modules/struct/half_float.h"
#include "vm/object/bytearray.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"

/// Values to bytes.
namespace krait::structs {
namespace {

void StoreBits(uint64_t bits, const Code& code, uint8_t* out) {
  if (code.big_endian) bits = __builtin_bswap64(bits) >> (64 - 8 * code.size);
  std::memcpy(out, &bits, static_cast<size_t>(code.size));
}

// --- Integers --------------------------------------------------------------------------------

Result<Value> IntegerOf(Thread& t, Value value) {
  if (IsIntLike(value)) return value;
  if (TypeOf(t, value)->slots().index == nullptr) {
    return RaiseError(t, "required argument is not an integer");
  }
  return ToIndex(t, value);
}

/// Of the standard sizes in the other byte order CPython packs the bytes itself, and says so.
Raised RaiseTooLarge(Thread& t, const Code& code) {
  const bool by_bytes = code.big_endian && (code.code == 'q' || code.code == 'Q');
  return RaiseError(t, by_bytes ? "int too large to convert" : "argument out of range");
}

Raised RaiseNotBetween(Thread& t, const char* what, int64_t low, uint64_t high) {
  return RaiseError(t, absl::StrCat(what, " format requires ", low, " <= number <= ", high));
}

/// False when it is negative or too large.
bool ToUint64(Value value, uint64_t* out) {
  const IntOperand operand(value);
  const IntView& view = operand.view();
  if (view.size > 1 || (view.negative && view.size != 0)) return false;
  *out = view.size == 0 ? 0 : view.limbs[0];
  return true;
}

/// The smallest and largest number of so many bytes.
int64_t Lowest(int64_t size) { return INT64_MIN >> (64 - 8 * size); }
int64_t Highest(int64_t size) { return INT64_MAX >> (64 - 8 * size); }
uint64_t HighestUnsigned(int64_t size) { return UINT64_MAX >> (64 - 8 * size); }

/// Two bytes in the machine's order.
bool HasShortName(const Code& code) { return code.size == 2 && !code.big_endian; }

Result<None> PackSigned(Thread& t, const Code& code, Value value, uint8_t* out) {
  int64_t number;
  if (!ToInt64(TRY(IntegerOf(t, value)), &number)) return RaiseTooLarge(t, code);
  if (number < Lowest(code.size) || number > Highest(code.size)) {
    const char letter[] = {'\'', code.code, '\'', '\0'};
    const char* what = code.size == 1 ? "byte" : HasShortName(code) ? "short" : letter;
    return RaiseNotBetween(t, what, Lowest(code.size), static_cast<uint64_t>(Highest(code.size)));
  }
  StoreBits(static_cast<uint64_t>(number), code, out);
  return None{};
}

Result<None> PackUnsigned(Thread& t, const Code& code, Value value, uint8_t* out) {
  const Value integer = TRY(IntegerOf(t, value));
  uint64_t number;
  if (code.size == 1 || HasShortName(code)) {
    // These are read as C longs, so only what does not fit those is out of range.
    int64_t as_long;
    if (!ToInt64(integer, &as_long)) return RaiseTooLarge(t, code);
    number = static_cast<uint64_t>(as_long);
  } else if (!ToUint64(integer, &number)) {
    return RaiseTooLarge(t, code);
  }
  if (number > HighestUnsigned(code.size)) {
    const char letter[] = {'\'', code.code, '\'', '\0'};
    const char* what = code.size == 1 ? "ubyte" : HasShortName(code) ? "ushort" : letter;
    return RaiseNotBetween(t, what, 0, HighestUnsigned(code.size));
  }
  StoreBits(number, code, out);
  return None{};
}

Result<None> PackPointer(Thread& t, const Code& code, Value value, uint8_t* out) {
  const Value integer = TRY(IntegerOf(t, value));
  int64_t number;
  uint64_t bits;
  if (ToInt64(integer, &number)) {
    bits = static_cast<uint64_t>(number);
  } else if (!ToUint64(integer, &bits)) {
    return RaiseError(t, "int too large to convert");
  }
  StoreBits(bits, code, out);
  return None{};
}

// --- Floats ----------------------------------------------------------------------------------

Result<double> DoubleOf(Thread& t, Value value) {
  const Result<double> number = ToDouble(t, value);
  if (number.ok()) return number;
  t.TakePending();
  return RaiseError(t, "required argument is not a float");
}

Result<None> PackFloat(Thread& t, const Code& code, Value value, uint8_t* out) {
  const double number = TRY(DoubleOf(t, value));
  if (code.code == 'd') {
    StoreBits(std::bit_cast<uint64_t>(number), code, out);
    return None{};
  }
  bool overflow;
  uint64_t bits;
  if (code.code == 'e') {
    bits = HalfFromDouble(number, &overflow);
  } else {
    const auto single = static_cast<float>(number);
    overflow = !code.native && std::isinf(single) && !std::isinf(number);
    bits = std::bit_cast<uint32_t>(single);
  }
  if (overflow) {
    return RaiseOverflowError(
        t, absl::StrCat("float too large to pack with ", std::string(1, code.code), " format"));
  }
  StoreBits(bits, code, out);
  return None{};
}

// --- Bytes -----------------------------------------------------------------------------------

/// 's': cut or filled up with zeros; 'p': the same behind a byte that says how long it is.
Result<None> PackText(Thread& t, const Code& code, Value value, uint8_t* out) {
  absl::Span<const uint8_t> text;
  if (Is<Bytes>(value)) {
    text = Cast<Bytes>(value)->span();
  } else if (Is<ByteArray>(value)) {
    text = Cast<ByteArray>(value)->span();
  } else {
    return RaiseError(
        t, absl::StrCat("argument for '", std::string(1, code.code), "' must be a bytes object"));
  }
  auto room = static_cast<size_t>(code.size);
  if (room == 0) return None{};
  if (code.code == 'p') {
    --room;
    *out++ = static_cast<uint8_t>(std::min<size_t>({text.size(), room, 255}));
  }
  if (!text.empty()) std::memcpy(out, text.data(), std::min(text.size(), room));
  return None{};
}

Result<None> PackChar(Thread& t, Value value, uint8_t* out) {
  const auto* bytes = TryCast<Bytes>(value);
  if (bytes == nullptr || bytes->size() != 1) {
    return RaiseError(t, "char format requires a bytes object of length 1");
  }
  *out = bytes->data()[0];
  return None{};
}

Result<None> PackOne(Thread& t, const Code& code, Value value, uint8_t* out) {
  switch (code.code) {
    case 'b':
    case 'h':
    case 'i':
    case 'l':
    case 'q':
    case 'n':
      return PackSigned(t, code, value, out);
    case 'B':
    case 'H':
    case 'I':
    case 'L':
    case 'Q':
    case 'N':
      return PackUnsigned(t, code, value, out);
    case 'e':
    case 'f':
    case 'd':
      return PackFloat(t, code, value, out);
    case 's':
    case 'p':
      return PackText(t, code, value, out);
    case 'c':
      return PackChar(t, value, out);
    case '?':
      *out = TRY(IsTrue(t, value)) ? 1 : 0;
      return None{};
    default:
      return PackPointer(t, code, value, out);
  }
}

}  // namespace

Result<None> PackValues(Thread& t, const Format* format, const Value* values, uint8_t* out) {
  size_t at = 0;
  for (const Code& code : format->codes()) {
    uint8_t* place = out + code.offset;
    for (int64_t i = 0; i < code.repeat; ++i) {
      TRY(PackOne(t, code, values[at++], place));
      place += code.size;
    }
  }
  return None{};
}

}  // namespace krait::structs
