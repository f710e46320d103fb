#pragma once

#include <span>

#include "vm/number/bigint.h"

/// int.to_bytes and int.from_bytes.
namespace krait::bigint {

enum class ByteOrder : uint8_t { kLittle, kBig };
enum class Signedness : uint8_t { kUnsigned, kSigned };

/// Fills all of `out`. kNegativeToUnsigned, kTooBigToConvert.
[[nodiscard]] IntStatus ToBytes(IntView a, ByteOrder order, Signedness signedness,
                                std::span<uint8_t> out);

/// Limbs for an int of `byte_count` bytes.
inline size_t BytesSize(size_t byte_count) { return byte_count / sizeof(Limb) + 1; }
void FromBytes(std::span<const uint8_t> bytes, ByteOrder order, Signedness signedness, IntOut& out);

}  // namespace krait::bigint
