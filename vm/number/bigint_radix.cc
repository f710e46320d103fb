#include "vm/number/bigint_radix.h"

#include <gmp.h>

#include <algorithm>
#include <array>
#include <bit>

#include "vm/number/bigint_bits.h"

namespace krait::bigint {
namespace {

constexpr char kDigitCharacters[] = "0123456789abcdefghijklmnopqrstuvwxyz";

// Below this many digits plain multiplication by chunks is as fast as GMP and needs no memory.
constexpr size_t kChunkedDigits = 1200;

constexpr auto kDigitValues = [] {
  std::array<uint8_t, 256> values{};
  values.fill(36);
  for (uint8_t i = 0; i < 10; ++i) values[static_cast<size_t>('0' + i)] = i;
  for (uint8_t i = 0; i < 26; ++i) {
    values[static_cast<size_t>('a' + i)] = static_cast<uint8_t>(10 + i);
    values[static_cast<size_t>('A' + i)] = static_cast<uint8_t>(10 + i);
  }
  return values;
}();

// How many digits of a base fit a limb, whatever they are, and the base to that power.
struct Chunk {
  unsigned digits;
  Limb power;
};

constexpr auto kChunks = [] {
  std::array<Chunk, 37> chunks{};
  for (Limb base = 2; base <= 36; ++base) {
    Chunk chunk{0, 1};
    while (chunk.power <= ~Limb{0} / base) {
      chunk.power *= base;
      ++chunk.digits;
    }
    chunks[base] = chunk;
  }
  return chunks;
}();

constexpr auto kDigitPairs = [] {
  std::array<char, 200> pairs{};
  for (size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

bool IsPowerOfTwo(int base) { return std::has_single_bit(static_cast<unsigned>(base)); }
unsigned DigitBits(int base) {
  return static_cast<unsigned>(std::countr_zero(static_cast<unsigned>(base)));
}

size_t LimbToDigits(Limb value, int base, char* out) {
  char buffer[64];
  char* const end = buffer + sizeof buffer;
  char* start = end;
  if (base == 10) {
    for (; value >= 100; value /= 100) {
      start -= 2;
      std::copy_n(&kDigitPairs[2 * (value % 100)], 2, start);
    }
  }
  do {
    *--start = kDigitCharacters[value % static_cast<Limb>(base)];
    value /= static_cast<Limb>(base);
  } while (value != 0);
  std::copy(start, end, out);
  return static_cast<size_t>(end - start);
}

size_t BinaryToDigits(IntView a, int base, char* out) {
  unsigned width = DigitBits(base);
  size_t length = DigitBound(a, base);
  Limb mask = static_cast<Limb>(base) - 1;
  for (size_t i = 0; i < length; ++i) {
    uint64_t bit = i * uint64_t{width};
    size_t index = bit / 64;
    unsigned offset = bit % 64;
    Limb value = a.limbs[index] >> offset;
    if (offset + width > 64 && index + 1 < a.size) value |= a.limbs[index + 1] << (64 - offset);
    out[length - 1 - i] = kDigitCharacters[value & mask];
  }
  return length;
}

void BinaryFromDigits(std::string_view digits, int base, IntOut& out) {
  unsigned width = DigitBits(base);
  Limb limb = 0;
  unsigned filled = 0;
  size_t size = 0;
  for (size_t i = digits.size(); i-- > 0;) {
    if (digits[i] == '_') continue;
    auto value = static_cast<Limb>(DigitValue(digits[i]));
    limb |= value << filled;
    filled += width;
    if (filled < 64) continue;
    out.limbs[size++] = limb;
    filled -= 64;
    limb = value >> (width - filled);
  }
  if (filled != 0) out.limbs[size++] = limb;
  out.SetNormalized(size, false);
}

// out = out * factor + addend.
void MultiplyAdd(IntOut& out, Limb factor, Limb addend) {
  if (out.size == 0) return out.SetLimb(addend, false);
  auto size = static_cast<mp_size_t>(out.size);
  Limb carry = mpn_mul_1(out.limbs, out.limbs, size, factor);
  carry += mpn_add_1(out.limbs, out.limbs, size, addend);
  if (carry != 0) out.limbs[out.size++] = carry;
}

void ChunkedFromDigits(std::string_view digits, int base, IntOut& out) {
  const Chunk& full = kChunks[static_cast<size_t>(base)];
  Chunk chunk{0, 1};
  Limb value = 0;
  out.SetZero();
  for (char character : digits) {
    if (character == '_') continue;
    value = value * static_cast<Limb>(base) + static_cast<Limb>(DigitValue(character));
    chunk.power *= static_cast<Limb>(base);
    if (++chunk.digits < full.digits) continue;
    MultiplyAdd(out, full.power, value);
    chunk = {0, 1};
    value = 0;
  }
  if (chunk.digits != 0) MultiplyAdd(out, chunk.power, value);
}

IntStatus LongFromDigits(std::string_view digits, size_t digit_count, int base, IntOut& out,
                         Scratch& scratch) {
  LimbBuffer values_buffer(scratch);
  if (!values_buffer.Allocate(digit_count / sizeof(Limb) + 1)) return IntStatus::kNoMemory;
  GmpReservation reservation(scratch, RadixHeap(DigitsSize(digit_count, base)));
  if (!reservation.granted()) return IntStatus::kNoMemory;
  auto* values = reinterpret_cast<unsigned char*>(values_buffer.data());
  size_t count = 0;
  for (char character : digits) {
    if (character != '_') values[count++] = static_cast<unsigned char>(DigitValue(character));
  }
  auto size = static_cast<size_t>(mpn_set_str(out.limbs, values, count, base));
  out.SetNormalized(size, false);
  return IntStatus::kOk;
}

// log2 of each base, times 2^32, rounded up: for bounds.
constexpr uint64_t kLog2[37] = {
    0,           0,           4294967296,  6807362106,  8589934592,  9972605232,  11102329402,
    12057497579, 12884901888, 13614724212, 14267572528, 14858145665, 15397296698, 15893267571,
    16352464875, 16779967338, 17179869184, 17555519227, 17909691508, 18244709747, 18562539824,
    18864859685, 19153112961, 19428550663, 19692263994, 19945210463, 20188234867, 20422086318,
    20647432171, 20864869499, 21074934634, 21278111132, 21474836480, 21665507771, 21850486523,
    22030102810, 22204658804};

}  // namespace

int DigitValue(char character) { return kDigitValues[static_cast<uint8_t>(character)]; }

size_t DigitBound(IntView a, int base) {
  if (a.size == 0) return 1;
  if (IsPowerOfTwo(base)) return (BitLength(a) + DigitBits(base) - 1) / DigitBits(base);
  return mpn_sizeinbase(a.limbs, static_cast<mp_size_t>(a.size), base);
}

IntStatus ToDigits(IntView a, int base, char* out, size_t& length, Scratch& scratch) {
  if (a.size <= 1) {
    length = LimbToDigits(a.size == 0 ? 0 : a.limbs[0], base, out);
    return IntStatus::kOk;
  }
  if (IsPowerOfTwo(base)) {
    length = BinaryToDigits(a, base, out);
    return IntStatus::kOk;
  }
  // GMP destroys its operand.
  LimbBuffer copy(scratch);
  if (!copy.Allocate(a.size)) return IntStatus::kNoMemory;
  std::copy_n(a.limbs, a.size, copy.data());
  GmpReservation reservation(scratch, RadixHeap(a.size));
  if (!reservation.granted()) return IntStatus::kNoMemory;
  auto* digits = reinterpret_cast<unsigned char*>(out);
  size_t count = mpn_get_str(digits, base, copy.data(), static_cast<mp_size_t>(a.size));
  size_t zeros = 0;
  while (zeros + 1 < count && digits[zeros] == 0) ++zeros;
  length = count - zeros;
  for (size_t i = 0; i < length; ++i) out[i] = kDigitCharacters[digits[zeros + i]];
  return IntStatus::kOk;
}

size_t DigitsSize(size_t digit_count, int base) {
  unsigned __int128 bits = static_cast<unsigned __int128>(digit_count) * kLog2[base] >> 32;
  return static_cast<size_t>(bits / 64) + 2;
}

IntStatus FromDigits(std::string_view digits, size_t digit_count, int base, IntOut& out,
                     Scratch& scratch) {
  if (IsPowerOfTwo(base)) {
    BinaryFromDigits(digits, base, out);
  } else if (digit_count <= kChunkedDigits) {
    ChunkedFromDigits(digits, base, out);
  } else {
    return LongFromDigits(digits, digit_count, base, out, scratch);
  }
  return IntStatus::kOk;
}

}  // namespace krait::bigint
