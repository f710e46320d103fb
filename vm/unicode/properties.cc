#include "vm/unicode/properties.h"

namespace krait {
namespace {

struct PropertyRecord {
  int32_t upper;  // differences to the simple mappings
  int32_t lower;
  int32_t title;
  uint16_t flags;
  uint16_t special;  // 1 + index into kSpecialCases; 0 if the simple mappings say all
  uint8_t decimal;   // kNoDigit if it is none
  uint8_t digit;
  uint8_t numeric;  // index into kNumericValues, 0 if not numeric
};

/// Full mappings, shorter ones padded with zeros (nothing maps to U+0000 but itself).
struct SpecialCase {
  uint32_t lower[kMaxCaseMapping];
  uint32_t title[kMaxCaseMapping];
  uint32_t upper[kMaxCaseMapping];
  uint32_t folded[kMaxCaseMapping];
};

constexpr uint8_t kNoDigit = 0xFF;

}  // namespace

#include "vm/unicode/property_tables.inc"

namespace {

const PropertyRecord& RecordOf(char32_t c) {
  if (c > 0x10FFFF) return kPropertyRecords[0];
  size_t block = size_t{kPropertyIndex[c >> kBlockBits]} << kBlockBits;
  return kPropertyRecords[kPropertyBlocks[block + (c & ((1u << kBlockBits) - 1))]];
}

size_t CopyMapping(const uint32_t (&mapping)[kMaxCaseMapping], char32_t* out) {
  size_t size = 0;
  while (size < kMaxCaseMapping && mapping[size] != 0) {
    out[size] = mapping[size];
    ++size;
  }
  return size;
}

}  // namespace

uint16_t WideCharFlags(char32_t c) { return RecordOf(c).flags; }

char32_t SimpleLower(char32_t c) { return c + RecordOf(c).lower; }
char32_t SimpleUpper(char32_t c) { return c + RecordOf(c).upper; }
char32_t SimpleTitle(char32_t c) { return c + RecordOf(c).title; }

size_t ToLower(char32_t c, char32_t out[kMaxCaseMapping]) {
  const PropertyRecord& record = RecordOf(c);
  if (record.special != 0) return CopyMapping(kSpecialCases[record.special - 1].lower, out);
  out[0] = c + record.lower;
  return 1;
}

size_t ToUpper(char32_t c, char32_t out[kMaxCaseMapping]) {
  const PropertyRecord& record = RecordOf(c);
  if (record.special != 0) return CopyMapping(kSpecialCases[record.special - 1].upper, out);
  out[0] = c + record.upper;
  return 1;
}

size_t ToTitle(char32_t c, char32_t out[kMaxCaseMapping]) {
  const PropertyRecord& record = RecordOf(c);
  if (record.special != 0) return CopyMapping(kSpecialCases[record.special - 1].title, out);
  out[0] = c + record.title;
  return 1;
}

size_t ToFolded(char32_t c, char32_t out[kMaxCaseMapping]) {
  const PropertyRecord& record = RecordOf(c);
  if (record.special != 0) return CopyMapping(kSpecialCases[record.special - 1].folded, out);
  out[0] = c + record.lower;
  return 1;
}

int DecimalValue(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9' ? static_cast<int>(c - '0') : -1;
  uint8_t value = RecordOf(c).decimal;
  return value == kNoDigit ? -1 : value;
}

int DigitValue(char32_t c) {
  uint8_t value = RecordOf(c).digit;
  return value == kNoDigit ? -1 : value;
}

bool NumericValue(char32_t c, double* value) {
  uint8_t index = RecordOf(c).numeric;
  if (index == 0) return false;
  *value = kNumericValues[index];
  return true;
}

}  // namespace krait
