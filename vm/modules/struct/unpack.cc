#include <bit>
#include <cstring>

#include "vm/modules/struct/format.h"
#include "vm/modules/struct/half_float.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/tuple.h"

/// Bytes to values.
namespace krait::structs {
namespace {

uint64_t LoadBits(const Code& code, const uint8_t* data) {
  uint64_t bits = 0;
  std::memcpy(&bits, data, static_cast<size_t>(code.size));
  return code.big_endian ? __builtin_bswap64(bits) >> (64 - 8 * code.size) : bits;
}

int64_t LoadSigned(const Code& code, const uint8_t* data) {
  const auto shift = static_cast<int>(64 - 8 * code.size);
  return static_cast<int64_t>(LoadBits(code, data) << shift) >> shift;
}

Result<Value> UnpackText(Thread& t, const Code& code, const uint8_t* data) {
  auto size = static_cast<size_t>(code.size);
  if (code.code == 'p' && size != 0) {
    size = std::min<size_t>(*data++, size - 1);
  }
  return Bytes::From(t, {data, size});
}

Result<Value> UnpackOne(Thread& t, const Code& code, const uint8_t* data) {
  switch (code.code) {
    case 'b':
    case 'h':
    case 'i':
    case 'l':
    case 'q':
    case 'n':
      return Int::From(t, LoadSigned(code, data));
    case 'e':
      return Float::From(t, DoubleFromHalf(static_cast<uint16_t>(LoadBits(code, data))));
    case 'f':
      return Float::From(t, std::bit_cast<float>(static_cast<uint32_t>(LoadBits(code, data))));
    case 'd':
      return Float::From(t, std::bit_cast<double>(LoadBits(code, data)));
    case 's':
    case 'p':
      return UnpackText(t, code, data);
    case 'c':
      return Bytes::From(t, {data, 1});
    case '?':
      return Value::FromBool(*data != 0);
    default:
      return Int::FromUnsigned(t, LoadBits(code, data));
  }
}

}  // namespace

Result<Value> UnpackValues(Thread& t, const Format* format, const uint8_t* data) {
  Tuple* result = TRY(Tuple::New(t, static_cast<size_t>(format->items)));
  size_t at = 0;
  for (const Code& code : format->codes()) {
    const uint8_t* place = data + code.offset;
    for (int64_t i = 0; i < code.repeat; ++i) {
      result->Set(at++, TRY(UnpackOne(t, code, place)));
      place += code.size;
    }
  }
  return result;
}

}  // namespace krait::structs
