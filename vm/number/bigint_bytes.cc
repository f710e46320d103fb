#include "vm/number/bigint_bytes.h"

#include <gmp.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "vm/number/bigint_bits.h"

namespace krait::bigint {
namespace {

static_assert(std::endian::native == std::endian::little);

// Whether `count` bytes hold the value; as in CPython, -1 fits in no byte at all.
bool Fits(IntView a, Signedness signedness, size_t count) {
  uint64_t bits = BitLength(a);
  uint64_t room = count * uint64_t{8};
  if (signedness == Signedness::kUnsigned || a.size == 0) return bits <= room;
  if (room == 0) return a.negative && a.MagnitudeIs(1);
  if (bits < room) return true;
  return a.negative && bits == room && TrailingZeros(a) == room - 1;
}

// From a magnitude in little-endian bytes to its negative's two's complement, or back.
void NegateLittleEndian(std::span<uint8_t> bytes) {
  unsigned carry = 1;
  for (uint8_t& byte : bytes) {
    unsigned sum = static_cast<uint8_t>(~byte) + carry;
    byte = static_cast<uint8_t>(sum);
    carry = sum >> 8;
  }
}

}  // namespace

IntStatus ToBytes(IntView a, ByteOrder order, Signedness signedness, std::span<uint8_t> out) {
  if (a.negative && signedness == Signedness::kUnsigned) return IntStatus::kNegativeToUnsigned;
  if (!Fits(a, signedness, out.size())) return IntStatus::kTooBigToConvert;
  size_t filled = std::min(out.size(), a.size * sizeof(Limb));
  if (filled != 0) std::memcpy(out.data(), a.limbs, filled);
  std::fill(out.begin() + static_cast<ptrdiff_t>(filled), out.end(), uint8_t{0});
  if (a.negative) NegateLittleEndian(out);
  if (order == ByteOrder::kBig) std::reverse(out.begin(), out.end());
  return IntStatus::kOk;
}

void FromBytes(std::span<const uint8_t> bytes, ByteOrder order, Signedness signedness,
               IntOut& out) {
  if (bytes.empty()) return out.SetZero();
  size_t size = BytesSize(bytes.size());
  uint8_t highest = order == ByteOrder::kBig ? bytes.front() : bytes.back();
  bool negative = signedness == Signedness::kSigned && (highest & 0x80) != 0;
  auto* target = reinterpret_cast<uint8_t*>(out.limbs);
  std::memset(target, negative ? 0xff : 0, size * sizeof(Limb));
  if (order == ByteOrder::kBig) {
    std::reverse_copy(bytes.begin(), bytes.end(), target);
  } else {
    std::copy(bytes.begin(), bytes.end(), target);
  }
  if (negative) mpn_neg(out.limbs, out.limbs, static_cast<mp_size_t>(size));
  out.SetNormalized(size, negative);
}

}  // namespace krait::bigint
