#include "vm/number/format_layout.h"

#include <algorithm>
#include <string>

namespace krait {
namespace {

size_t CountCodePoints(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

/// The sizes of groups, from the right.
class GroupSizes {
 public:
  explicit GroupSizes(std::string_view grouping) : grouping_(grouping) {}

  /// 0: no more groups.
  size_t Next() {
    constexpr char kEnd = 0x7F;
    if (place_ < grouping_.size() && grouping_[place_] != '\0') size_ = grouping_[place_++];
    return size_ == kEnd ? 0 : static_cast<uint8_t>(size_);
  }

 private:
  std::string_view grouping_;
  size_t place_ = 0;
  char size_ = '\0';
};

/// Builds grouped digits back to front.
class GroupWriter {
 public:
  GroupWriter(std::string_view digits, std::string_view separator)
      : digits_(digits), separator_(separator) {}

  size_t left() const { return digits_.size(); }

  /// The next `size` digits, zeros where there are none left.
  void Add(size_t size) {
    if (!reversed_.empty()) reversed_.append(separator_.rbegin(), separator_.rend());
    size_t taken = std::min(size, digits_.size());
    reversed_.append(digits_.rbegin(), digits_.rbegin() + taken);
    reversed_.append(size - taken, '0');
    digits_.remove_suffix(taken);
  }

  void AppendTo(TextBuffer* out) {
    std::reverse(reversed_.begin(), reversed_.end());
    out->Append(reversed_);
  }

 private:
  std::string_view digits_;
  std::string_view separator_;
  std::string reversed_;
};

/// Appends the digits, filled up with zeros until they and the separators have `width`. A separator
/// never comes first, so the result may be one longer.
void AppendDigits(std::string_view digits, size_t width, const NumberLocale& locale,
                  TextBuffer* out) {
  if (digits.empty()) return;
  if (locale.grouping.empty() || locale.grouping[0] == '\0') {
    if (width > digits.size()) out->Fill('0', width - digits.size());
    out->Append(digits);
    return;
  }
  size_t separator_width = CountCodePoints(locale.separator);
  int64_t missing = static_cast<int64_t>(width);
  auto wanted = [&](const GroupWriter& writer) {
    return static_cast<size_t>(
        std::max<int64_t>({static_cast<int64_t>(writer.left()), missing, 1}));
  };
  GroupWriter writer(digits, locale.separator);
  GroupSizes sizes(locale.grouping);
  bool done = false;
  for (size_t size = sizes.Next(); size != 0 && !done; size = sizes.Next()) {
    size_t group = std::min(size, wanted(writer));
    writer.Add(group);
    missing -= static_cast<int64_t>(group);
    done = writer.left() == 0 && missing <= 0;
    if (!done) missing -= static_cast<int64_t>(separator_width);
  }
  if (!done) writer.Add(wanted(writer));
  writer.AppendTo(out);
}

/// Appends sign and prefix.
void AppendLead(const NumberParts& parts, char sign, TextBuffer* out) {
  if (parts.negative) {
    out->Append('-');
  } else if (sign == '+' || sign == ' ') {
    out->Append(sign);
  }
  out->Append(parts.prefix);
}

/// Appends what follows the prefix.
void AppendBody(const NumberParts& parts, size_t digit_width, const NumberLocale& locale,
                TextBuffer* out) {
  AppendDigits(parts.digits, digit_width, locale, out);
  if (parts.has_point) out->Append(locale.decimal_point);
  out->Append(parts.rest);
}

/// An upper bound of the size of the text.
bool Fits(const NumberParts& parts, size_t digit_width, const NumberLocale& locale,
          const FormatLimits& limits) {
  size_t digits = std::max(digit_width, parts.digits.size());
  size_t share = limits.max_size;
  if (!locale.separator.empty()) share /= 1 + locale.separator.size();
  return digits <= share && parts.rest.size() <= limits.max_size - digits;
}

bool IsAsciiText(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

}  // namespace

bool NumberLocale::IsAscii() const { return IsAsciiText(separator) && IsAsciiText(decimal_point); }

NumberParts SplitNumber(std::string_view text) {
  NumberParts parts;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    parts.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  parts.digits = text.substr(0, count);
  parts.has_point = count < text.size() && text[count] == '.';
  parts.rest = text.substr(count + (parts.has_point ? 1 : 0));
  return parts;
}

void AppendNumber(const NumberParts& parts, char sign, const NumberLocale& locale,
                  TextBuffer* out) {
  AppendLead(parts, sign, out);
  AppendBody(parts, 0, locale, out);
}

FormatFailure LayOutNumber(const NumberParts& parts, const NumberField& field,
                           const NumberLocale& locale, const FormatLimits& limits,
                           FormattedText* out) {
  TextBuffer& text = out->Begin();
  AppendLead(parts, field.sign, &text);
  size_t lead = text.size();
  size_t digit_width = 0;
  if (field.fill == '0' && field.align == '=' && field.width > 0) {
    size_t others =
        lead + parts.rest.size() + (parts.has_point ? CountCodePoints(locale.decimal_point) : 0);
    size_t width = static_cast<size_t>(field.width);
    if (width > others && !parts.digits.empty()) digit_width = width - others;
  }
  if (!Fits(parts, digit_width, locale, limits)) {
    return FormatError{FormatError::Type::kMemoryError, ""};
  }
  AppendBody(parts, digit_width, locale, &text);
  out->Pad(locale.IsAscii(), field.align == '=' ? lead : 0, field.fill, field.width, field.align);
  return std::nullopt;
}

}  // namespace krait
