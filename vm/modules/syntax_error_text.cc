#include "vm/modules/syntax_error_text.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"

namespace krait {
namespace {

constexpr int64_t kMissing = -1;

struct Place {
  Value message;
  Value filename;  // None: "<string>"
  int64_t line;
  int64_t offset;  // from 1, in characters of the text
  int64_t end_line;
  int64_t end_offset;
  Value text;
};

Result<Value> Attribute(Thread& t, Value exception, const char* name) {
  Str* interned = TRY(Str::InternUtf8(t, name));
  return GetAttr(t, exception, interned);
}

Result<int64_t> Number(Thread& t, Value value) {
  int64_t number;
  if (IsIntLike(value) && ToInt64(value, &number)) return number;
  return RaiseTypeError(t, "an integer is required");
}

Result<int64_t> NumberOr(Thread& t, Value exception, const char* name, int64_t otherwise) {
  const Value value = TRY(Attribute(t, exception, name));
  return value.IsNone() ? otherwise : Number(t, value);
}

Result<Place> PlaceOf(Thread& t, Value exception) {
  Place place;
  place.message = TRY(Attribute(t, exception, "msg"));
  place.filename = TRY(Attribute(t, exception, "filename"));
  place.line = TRY(Number(t, TRY(Attribute(t, exception, "lineno"))));
  place.offset = TRY(NumberOr(t, exception, "offset", kMissing));
  place.end_line = place.line;
  place.end_offset = kMissing;
  if (TypeOf(t, exception) == types(t).SyntaxError) {
    place.end_line = TRY(NumberOr(t, exception, "end_lineno", place.line));
    place.end_offset = TRY(NumberOr(t, exception, "end_offset", kMissing));
  }
  place.text = TRY(Attribute(t, exception, "text"));
  return place;
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// The line of `text` that has the offset, and carets below it. Offsets count bytes of the text as
/// it is printed, as CPython does.
void WriteText(StrWriter& out, const TextMargin& margin, const Place& place, std::string text) {
  int64_t offset = place.offset;
  int64_t end_offset = place.end_offset;
  if (place.end_line > place.line) end_offset = static_cast<int64_t>(text.size());
  end_offset = std::min(end_offset, static_cast<int64_t>(text.size()) + 1);
  const int64_t carets = end_offset > 0 && end_offset > offset ? end_offset - offset : 1;
  --offset;
  const size_t start = std::min(
      static_cast<size_t>(std::find_if_not(text.begin(), text.end(), IsSpace) - text.begin()),
      text.size());
  text.erase(0, start);
  offset -= static_cast<int64_t>(start);
  auto length = static_cast<int64_t>(text.size());
  if (length > 0 && text.back() == '\n') --length;
  offset = std::min(offset, length);
  for (;;) {
    const size_t newline = text.find('\n');
    if (newline == std::string::npos || static_cast<int64_t>(newline) >= offset) break;
    text.erase(0, newline + 1);
    offset -= static_cast<int64_t>(newline) + 1;
  }
  margin.Write(out);
  out.AppendAscii("    ");
  out.AppendUtf8(text);
  if (text.empty() || text.back() != '\n') out.Append(U'\n');
  if (offset < 0) return;
  margin.Write(out);
  out.AppendAscii("    ");
  out.Fill(' ', static_cast<size_t>(offset));
  out.Fill('^', static_cast<size_t>(carets));
  out.Append(U'\n');
}

}  // namespace

Result<bool> WriteSyntaxErrorPlace(Thread& t, StrWriter& out, const TextMargin& margin,
                                   Value exception, Value* message) {
  Str* marker = TRY(Str::InternUtf8(t, "print_file_and_line"));
  if (TRY(GetAttrOrUnbound(t, exception, marker)).IsUnbound()) return false;
  const Place place = TRY(PlaceOf(t, exception));
  *message = place.message;
  margin.Write(out);
  out.AppendAscii("  File \"");
  if (place.filename.IsNone()) {
    out.AppendAscii("<string>");
  } else {
    out.Append(TRY(ToStr(t, place.filename)));
  }
  out.AppendAscii(absl::StrCat("\", line ", place.line, "\n"));
  if (Is<Str>(place.text)) WriteText(out, margin, place, Cast<Str>(place.text)->ToUtf8());
  return true;
}

}  // namespace krait
