#include <algorithm>
#include <cstring>

#include "vm/builtins/str_methods.h"
#include "vm/object/str.h"

/// Substring search over the three widths of characters.
namespace krait {
namespace {

template <typename H, typename N>
bool MatchesAt(const H* haystack, const N* needle, size_t length) {
  if constexpr (sizeof(H) == sizeof(N)) {
    return std::memcmp(haystack, needle, length * sizeof(H)) == 0;
  } else {
    for (size_t i = 0; i < length; ++i) {
      if (haystack[i] != needle[i]) return false;
    }
    return true;
  }
}

/// Skips by what the character under the needle's end allows (a bloom filter of the needle's
/// characters), comparing only where the last character agrees.
template <typename H, typename N>
int64_t Find(const H* haystack, size_t size, const N* needle, size_t length) {
  if (length > size) return -1;
  if (length == 0) return 0;
  if (length == 1) {
    const H* found = std::find(haystack, haystack + size, needle[0]);
    return found == haystack + size ? -1 : found - haystack;
  }
  const size_t last = length - 1;
  uint64_t bloom = 0;
  size_t skip = last;
  for (size_t i = 0; i < last; ++i) {
    bloom |= uint64_t{1} << (needle[i] & 63);
    if (needle[i] == needle[last]) skip = last - i - 1;
  }
  bloom |= uint64_t{1} << (needle[last] & 63);
  const auto absent = [&](size_t at) {
    return at < size && ((bloom >> (haystack[at] & 63)) & 1) == 0;
  };
  for (size_t i = 0; i + length <= size; ++i) {
    if (haystack[i + last] == needle[last]) {
      if (MatchesAt(haystack + i, needle, last)) return static_cast<int64_t>(i);
      i += absent(i + length) ? length : skip;
    } else if (absent(i + length)) {
      i += length;
    }
  }
  return -1;
}

template <typename H, typename N>
int64_t FindLast(const H* haystack, size_t size, const N* needle, size_t length) {
  if (length > size) return -1;
  for (size_t i = size - length + 1; i-- > 0;) {
    if (MatchesAt(haystack + i, needle, length)) return static_cast<int64_t>(i);
  }
  return -1;
}

int64_t FindByte(const uint8_t* haystack, size_t size, uint8_t wanted) {
  const void* found = std::memchr(haystack, wanted, size);
  return found == nullptr ? -1 : static_cast<const uint8_t*>(found) - haystack;
}

}  // namespace

int64_t StrFind(const Str* text, const Str* needle, size_t begin, size_t end) {
  if (begin > end || needle->length() > end - begin) return -1;
  if (needle->width() > text->width()) return -1;
  if (needle->length() == 1 && text->width() == 1) {
    const int64_t found = FindByte(text->data1() + begin, end - begin, *needle->data1());
    return found < 0 ? -1 : found + static_cast<int64_t>(begin);
  }
  const int64_t found = WithCharacters(text, [&](const auto* haystack) {
    return WithCharacters(needle, [&](const auto* wanted) {
      return Find(haystack + begin, end - begin, wanted, needle->length());
    });
  });
  return found < 0 ? -1 : found + static_cast<int64_t>(begin);
}

int64_t StrFindLast(const Str* text, const Str* needle, size_t begin, size_t end) {
  if (begin > end || needle->length() > end - begin) return -1;
  if (needle->width() > text->width()) return -1;
  const int64_t found = WithCharacters(text, [&](const auto* haystack) {
    return WithCharacters(needle, [&](const auto* wanted) {
      return FindLast(haystack + begin, end - begin, wanted, needle->length());
    });
  });
  return found < 0 ? -1 : found + static_cast<int64_t>(begin);
}

}  // namespace krait
