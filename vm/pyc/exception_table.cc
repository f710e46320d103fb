#include "vm/pyc/exception_table.h"

namespace krait {
namespace {

constexpr uint8_t kEntryMark = 0x80;  // on an entry's first byte, and on no other
constexpr uint8_t kContinues = 0x40;
constexpr uint8_t kDigitMask = 0x3F;
constexpr uint32_t kMaxPrefix = INT32_MAX >> 6;

}  // namespace

/// Groups of six bits, the highest first.
uint32_t ExceptionTableReader::ReadVarint(bool first) {
  uint32_t value = 0;
  for (;;) {
    if (at_ == end_ || ((*at_ & kEntryMark) != 0) != first || value > kMaxPrefix) {
      malformed_ = true;
      return 0;
    }
    const uint8_t byte = *at_++;
    value = value << 6 | (byte & kDigitMask);
    if ((byte & kContinues) == 0) return value;
    first = false;
  }
}

bool ExceptionTableReader::Next(ExceptionEntry* entry) {
  if (at_ == end_ || malformed_) return false;
  entry->begin = ReadVarint(true);
  entry->end = entry->begin + ReadVarint(false);
  entry->target = ReadVarint(false);
  const uint32_t depth_and_lasti = ReadVarint(false);
  entry->depth = depth_and_lasti >> 1;
  entry->push_lasti = (depth_and_lasti & 1) != 0;
  return !malformed_;
}

}  // namespace krait
