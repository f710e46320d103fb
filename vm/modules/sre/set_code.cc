#include "vm/modules/sre/set_code.h"

#include <algorithm>

namespace krait::sre {
namespace {

constexpr size_t kBitmapWords = 256 / 32;
constexpr size_t kBlockMapWords = 256 / sizeof(uint32_t);

bool BitmapHas(const uint32_t* bitmap, uint32_t c) { return (bitmap[c >> 5] >> (c & 31)) & 1; }

bool InRange(const uint32_t* operands, uint32_t c) { return operands[0] <= c && c <= operands[1]; }

bool BigCharsetHas(const uint32_t* operands, uint32_t c) {
  if (c > 0xFFFF) return false;
  const uint32_t* map = operands + 1;
  uint32_t block = reinterpret_cast<const uint8_t*>(map)[c >> 8];
  return BitmapHas(map + kBlockMapWords + block * kBitmapWords, c & 255);
}

bool BlockNumbersExist(const uint32_t* operands) {
  const uint8_t* map = reinterpret_cast<const uint8_t*>(operands + 1);
  return std::all_of(map, map + 256, [&](uint8_t block) { return block < operands[0]; });
}

size_t ItemWords(const uint32_t* item) {
  switch (static_cast<Opcode>(item[0])) {
    case Opcode::kLiteral:
    case Opcode::kCategory:
      return 2;
    case Opcode::kRange:
    case Opcode::kRangeUniIgnore:
      return 3;
    case Opcode::kCharset:
      return 1 + kBitmapWords;
    case Opcode::kBigCharset:
      return 2 + kBlockMapWords + item[1] * kBitmapWords;
    default:
      return 1;
  }
}

// The words of the item at words[0]; 0 if it is malformed or cut short.
size_t CheckItem(absl::Span<const uint32_t> words) {
  constexpr uint32_t kMostBlocks = 256;
  switch (static_cast<Opcode>(words[0])) {
    case Opcode::kNegate:
    case Opcode::kLiteral:
    case Opcode::kRange:
    case Opcode::kRangeUniIgnore:
    case Opcode::kCharset:
      break;
    case Opcode::kCategory:
      if (words.size() < 2 || words[1] >= static_cast<uint32_t>(CategoryCode::kCount)) return 0;
      break;
    case Opcode::kBigCharset:
      if (words.size() < 2 + kBlockMapWords || words[1] > kMostBlocks) return 0;
      if (!BlockNumbersExist(&words[1])) return 0;
      break;
    default:
      return 0;
  }
  size_t size = ItemWords(words.data());
  return size <= words.size() ? size : 0;
}

bool ItemHas(const uint32_t* item, uint32_t c) {
  switch (static_cast<Opcode>(item[0])) {
    case Opcode::kLiteral:
      return c == item[1];
    case Opcode::kCategory:
      return InCategory(static_cast<CategoryCode>(item[1]), c);
    case Opcode::kRange:
      return InRange(item + 1, c);
    case Opcode::kRangeUniIgnore:
      return InRange(item + 1, c) || InRange(item + 1, UnicodeUpper(c));
    case Opcode::kCharset:
      return c < 256 && BitmapHas(item + 1, c);
    case Opcode::kBigCharset:
      return BigCharsetHas(item + 1, c);
    default:
      return false;
  }
}

NarrowMembers NarrowItemMembers(const uint32_t* item) {
  NarrowMembers members;
  Opcode op = static_cast<Opcode>(item[0]);
  uint32_t first = 0;
  uint32_t last = 255;
  if (op == Opcode::kLiteral) first = last = item[1];
  if (op == Opcode::kRange) {
    first = item[1];
    last = std::min<uint32_t>(item[2], 255);
  }
  for (uint32_t c = first; c <= last && c < 256; ++c) {
    if (ItemHas(item, c)) members.bits[c >> 6] |= 1ull << (c & 63);
  }
  return members;
}

WideMembers WideRange(uint32_t first, uint32_t last) {
  if (last < 256 || first > last) return WideMembers::kNone;
  return first <= 256 && last >= 0x10FFFF ? WideMembers::kAll : WideMembers::kUnknown;
}

WideMembers WideItemMembers(const uint32_t* item) {
  switch (static_cast<Opcode>(item[0])) {
    case Opcode::kLiteral:
      return item[1] < 256 ? WideMembers::kNone : WideMembers::kUnknown;
    case Opcode::kCategory:
      return WideCategoryMembers(static_cast<CategoryCode>(item[1]));
    case Opcode::kRange:
      return WideRange(item[1], item[2]);
    case Opcode::kCharset:
      return WideMembers::kNone;
    default:
      return WideMembers::kUnknown;
  }
}

}  // namespace

size_t CheckSet(absl::Span<const uint32_t> words) {
  size_t used = 0;
  while (used < words.size()) {
    if (static_cast<Opcode>(words[used]) == Opcode::kFailure) return used + 1;
    size_t item = CheckItem({words.data() + used, words.size() - used});
    if (item == 0) return 0;
    used += item;
  }
  return 0;
}

// The first item that has the character decides. NEGATE turns the sense of the items behind it.
bool SetHas(const uint32_t* set, uint32_t c) {
  bool found = true;
  for (const uint32_t* item = set; static_cast<Opcode>(*item) != Opcode::kFailure;
       item += ItemWords(item)) {
    if (static_cast<Opcode>(*item) == Opcode::kNegate) {
      found = !found;
    } else if (ItemHas(item, c)) {
      return found;
    }
  }
  return !found;
}

bool SetDependsOnLocale(const uint32_t* set) {
  for (const uint32_t* item = set; static_cast<Opcode>(*item) != Opcode::kFailure;
       item += ItemWords(item)) {
    if (static_cast<Opcode>(*item) == Opcode::kCategory &&
        (item[1] | 1) == static_cast<uint32_t>(CategoryCode::kLocNotWord)) {
      return true;
    }
  }
  return false;
}

WideMembers WideCategoryMembers(CategoryCode category) {
  if (category >= CategoryCode::kUniDigit) return WideMembers::kUnknown;
  return (static_cast<uint32_t>(category) & 1) != 0 ? WideMembers::kAll : WideMembers::kNone;
}

// Known only where a NEGATE, if any, comes first, as the compiler writes it.
WideMembers WideSetMembers(const uint32_t* set) {
  bool negated = static_cast<Opcode>(*set) == Opcode::kNegate;
  WideMembers members = WideMembers::kNone;
  uint32_t categories = 0;
  for (const uint32_t* item = set + negated; static_cast<Opcode>(*item) != Opcode::kFailure;
       item += ItemWords(item)) {
    if (static_cast<Opcode>(*item) == Opcode::kNegate) return WideMembers::kUnknown;
    if (static_cast<Opcode>(*item) == Opcode::kCategory) categories |= 1u << item[1];
    WideMembers more = WideItemMembers(item);
    if (members == WideMembers::kNone || more == WideMembers::kAll) members = more;
  }
  // A category and its complement, as in [\s\S].
  constexpr uint32_t kEvenCategories = 0x55555555;
  if ((categories & (categories >> 1) & kEvenCategories) != 0) members = WideMembers::kAll;
  if (!negated || members == WideMembers::kUnknown) return members;
  return members == WideMembers::kAll ? WideMembers::kNone : WideMembers::kAll;
}

NarrowMembers NarrowSetMembers(const uint32_t* set) {
  NarrowMembers members;
  NarrowMembers decided;
  bool found = true;
  for (const uint32_t* item = set; static_cast<Opcode>(*item) != Opcode::kFailure;
       item += ItemWords(item)) {
    if (static_cast<Opcode>(*item) == Opcode::kNegate) {
      found = !found;
      continue;
    }
    NarrowMembers more = NarrowItemMembers(item);
    for (int i = 0; i < 4; ++i) {
      if (found) members.bits[i] |= more.bits[i] & ~decided.bits[i];
      decided.bits[i] |= more.bits[i];
    }
  }
  for (int i = 0; i < 4; ++i) {
    if (!found) members.bits[i] |= ~decided.bits[i];
  }
  return members;
}

}  // namespace krait::sre
