#include "vm/unicode/ucd_3_2.h"

#include <algorithm>
#include <iterator>

#include "vm/unicode/properties.h"
#include "vm/unicode/ucd.h"

namespace krait::unicode_3_2 {
namespace {

struct CodeRange {
  uint32_t first;
  uint32_t last;
};

#include "vm/unicode/age_tables.inc"

// Where a property of a character has changed since: what it was.
struct OldText {
  uint32_t first;
  uint32_t last;
  const char* value;
};
struct OldFlag {
  uint32_t first;
  uint32_t last;
  bool value;
};
struct OldDigits {
  uint32_t first;
  uint32_t last;
  int value;  // of the first; the others count up
};

constexpr OldText kCategories[] = {
    {0xA7, 0xA7, "So"},       {0xAA, 0xAA, "Ll"},     {0xAD, 0xAD, "Pd"},
    {0xB6, 0xB6, "So"},       {0xBA, 0xBA, "Ll"},     {0x294, 0x294, "Ll"},
    {0x2B9, 0x2BA, "Sk"},     {0x2C6, 0x2CF, "Sk"},   {0x2EC, 0x2EC, "Sk"},
    {0x374, 0x374, "Sk"},     {0x5BE, 0x5BE, "Po"},   {0x6DE, 0x6DE, "Me"},
    {0xF14, 0xF14, "So"},     {0x10D0, 0x10F8, "Lo"}, {0x1369, 0x1371, "Nd"},
    {0x13A0, 0x13F4, "Lo"},   {0x166D, 0x166D, "Po"}, {0x1734, 0x1734, "Mn"},
    {0x17B4, 0x17B5, "Mc"},   {0x1885, 0x1886, "Lo"}, {0x200B, 0x200B, "Zs"},
    {0x2071, 0x2071, "Ll"},   {0x207F, 0x207F, "Ll"}, {0x2118, 0x2118, "So"},
    {0x2132, 0x2132, "So"},   {0x2183, 0x2183, "Nl"}, {0x2308, 0x230B, "Sm"},
    {0x23B4, 0x23B4, "Ps"},   {0x23B5, 0x23B5, "Pe"}, {0x23B6, 0x23B6, "Po"},
    {0x302E, 0x302F, "Mn"},   {0x30FB, 0x30FB, "Pc"}, {0xA015, 0xA015, "Lo"},
    {0xFD3E, 0xFD3E, "Ps"},   {0xFD3F, 0xFD3F, "Pe"}, {0xFF65, 0xFF65, "Pc"},
    {0x10341, 0x10341, "Lo"},
};
constexpr OldText kBidirectional[] = {
    {0x2B, 0x2B, "ET"},      {0x2D, 0x2D, "ET"},      {0x2F, 0x2F, "ES"},
    {0xAD, 0xAD, "ON"},      {0x6DD, 0x6DD, "AL"},    {0x6DE, 0x6DE, "NSM"},
    {0x70F, 0x70F, "BN"},    {0xCBF, 0xCBF, "NSM"},   {0xCC6, 0xCC6, "NSM"},
    {0x1734, 0x1734, "NSM"}, {0x17B4, 0x17B5, "L"},   {0x1885, 0x1886, "L"},
    {0x202F, 0x202F, "WS"},  {0x2044, 0x2044, "ON"},  {0x207A, 0x207B, "ET"},
    {0x208A, 0x208B, "ET"},  {0x2132, 0x2132, "ON"},  {0x2212, 0x2212, "ET"},
    {0x2460, 0x2487, "EN"},  {0x24EA, 0x24EA, "EN"},  {0x2800, 0x28FF, "ON"},
    {0x302E, 0x302F, "NSM"}, {0xFB29, 0xFB29, "ET"},  {0xFE62, 0xFE63, "ET"},
    {0xFF0B, 0xFF0B, "ET"},  {0xFF0D, 0xFF0D, "ET"},  {0xFF0F, 0xFF0F, "ES"},
    {0xFFF9, 0xFFFB, "BN"},  {0x1D6DB, 0x1D6DB, "L"}, {0x1D715, 0x1D715, "L"},
    {0x1D74F, 0x1D74F, "L"}, {0x1D789, 0x1D789, "L"}, {0x1D7C3, 0x1D7C3, "L"},
};
constexpr OldText kWidths[] = {
    {0x231A, 0x231B, "N"},
    {0x25FD, 0x25FE, "N"},
    {0x2648, 0x2653, "N"},
};
constexpr OldFlag kMirrored[] = {
    {0xF3A, 0xF3D, false},     {0x169B, 0x169C, false},   {0x29A1, 0x29A1, true},
    {0xFE59, 0xFE5E, false},   {0xFE64, 0xFE65, false},   {0x1D6DB, 0x1D6DB, false},
    {0x1D715, 0x1D715, false}, {0x1D74F, 0x1D74F, false}, {0x1D789, 0x1D789, false},
    {0x1D7C3, 0x1D7C3, false},
};
constexpr OldDigits kDecimals[] = {
    {0xB2, 0xB3, 2},     {0xB9, 0xB9, 1},     {0x1369, 0x1371, 1},
    {0x2070, 0x2070, 0}, {0x2074, 0x2079, 4}, {0x2080, 0x2089, 0},
};

/// The range that holds `c`, or null. The ranges are in order.
template <typename Range, size_t kSize>
const Range* Find(const Range (&ranges)[kSize], char32_t c) {
  const Range* found =
      std::lower_bound(std::begin(ranges), std::end(ranges), c,
                       [](const Range& range, char32_t wanted) { return range.last < wanted; });
  return found != std::end(ranges) && found->first <= c ? found : nullptr;
}

}  // namespace

bool IsKnown(char32_t c) { return Find(kNewerThan32, c) == nullptr; }

std::string_view Category(char32_t c) {
  if (!IsKnown(c)) return "Cn";
  const OldText* old = Find(kCategories, c);
  return old != nullptr ? old->value : CharCategory(c);
}

std::string_view Bidirectional(char32_t c) {
  if (!IsKnown(c)) return "";
  const OldText* old = Find(kBidirectional, c);
  return old != nullptr ? old->value : CharBidirectional(c);
}

std::string_view EastAsianWidth(char32_t c) {
  if (!IsKnown(c)) return "F";  // as CPython has it
  const OldText* old = Find(kWidths, c);
  return old != nullptr ? old->value : CharEastAsianWidth(c);
}

uint8_t CombiningClass(char32_t c) { return IsKnown(c) ? krait::CombiningClass(c) : 0; }

bool IsMirrored(char32_t c) {
  if (!IsKnown(c)) return false;
  const OldFlag* old = Find(kMirrored, c);
  return old != nullptr ? old->value : krait::IsMirrored(c);
}

int DecimalValue(char32_t c) {
  if (!IsKnown(c)) return -1;
  const OldDigits* old = Find(kDecimals, c);
  return old != nullptr ? old->value + static_cast<int>(c - old->first) : krait::DecimalValue(c);
}

char32_t MistakenDecomposition(char32_t c) {
  switch (c) {
    case 0x2F868:
      return 0x2136A;
    case 0x2F874:
      return 0x5F33;
    case 0x2F91F:
      return 0x43AB;
    case 0x2F95F:
      return 0x7AAE;
    case 0x2F9BF:
      return 0x4D57;
    default:
      return 0;
  }
}

}  // namespace krait::unicode_3_2
