#include "vm/modules/traceback_lines.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/code/line_table.h"
#include "vm/frame/frame_object.h"
#include "vm/modules/expression_anchors.h"
#include "vm/object/dict.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"

namespace krait {
namespace {

constexpr int64_t kDefaultLimit = 1000;
constexpr int kRepeatsShown = 3;
constexpr size_t kSourceIndent = 4;

/// sys.tracebacklimit: how many frames are shown, the innermost ones.
int64_t FrameLimit(Thread& t) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  if (sys.IsUnbound()) return kDefaultLimit;
  const Result<Str*> name = Str::InternUtf8(t, "tracebacklimit");
  const Result<Value> limit = name.ok() ? GetAttrOrUnbound(t, sys, *name) : Result<Value>(Raised{});
  t.pending = Value::Unbound();
  if (!limit.ok() || !IsIntLike(*limit)) return kDefaultLimit;
  int64_t value;
  if (!ToInt64(*limit, &value)) return IntOperand(*limit).view().negative ? 0 : INT64_MAX;
  return std::max<int64_t>(value, 0);
}

int LineOf(const Traceback* entry) {
  return entry->lineno() >= 0 ? entry->lineno() : LineAt(entry->frame()->code(), entry->offset());
}

size_t CountCharacters(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

/// Byte column `column` of `line` in characters.
size_t CharacterColumn(const std::string& line, int column) {
  const auto at = static_cast<size_t>(column);
  // Code that was compiled from another text may point beyond this one.
  return at > line.size() ? CountCharacters(line) + 1 : CountCharacters({line.data(), at});
}

struct CaretRange {
  size_t begin;  // in characters of the line
  size_t end;
  bool has_anchors = false;
  size_t anchor_begin = 0;
  size_t anchor_end = 0;
};

size_t ByteAt(const std::string& line, size_t character) {
  size_t at = 0;
  for (; at < line.size() && character > 0; --character) {
    do {
      ++at;
    } while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80);
  }
  return at;
}

CaretRange RangeOf(const std::string& line, const CodePosition& position) {
  CaretRange range;
  range.begin = CharacterColumn(line, position.column);
  range.end = CharacterColumn(line, position.end_column);
  if (position.line != position.end_line) {
    // Only the first line is shown: all of its rest.
    range.end = CountCharacters(line.substr(0, line.find_last_not_of(" \t\f") + 1));
    return range;
  }
  const size_t begin = ByteAt(line, range.begin);
  const size_t end = ByteAt(line, range.end);
  if (end <= begin) return range;
  const std::string_view text = std::string_view(line).substr(begin, end - begin);
  if (const auto anchors = FindExpressionAnchors(text)) {
    range.has_anchors = true;
    range.anchor_begin = range.begin + CountCharacters(text.substr(0, anchors->begin));
    range.anchor_end = range.begin + CountCharacters(text.substr(0, anchors->end));
  }
  return range;
}

/// Shows where in `line` the code at `position` is, unless it is all of it. `cut` characters of
/// white space were taken off the line's start.
void WriteCarets(StrWriter& out, const std::string& line, size_t cut, const CodePosition& position,
                 const TextMargin& margin) {
  const CaretRange range = RangeOf(line, position);
  const size_t shown = CountCharacters(line) - cut;
  if (range.end - range.begin == shown && !range.has_anchors) return;
  margin.Write(out);
  out.Fill(' ', kSourceIndent);
  for (size_t at = cut; at < range.end; ++at) {
    if (at < range.begin) {
      out.Append(U' ');
    } else if (range.has_anchors) {
      out.Append(at >= range.anchor_begin && at < range.anchor_end ? U'^' : U'~');
    } else {
      out.Append(U'^');
    }
  }
  out.Append(U'\n');
}

void WriteRepeats(StrWriter& out, int64_t repeats) {
  if (repeats <= kRepeatsShown) return;
  const int64_t more = repeats - kRepeatsShown;
  out.AppendAscii(
      absl::StrCat("  [Previous line repeated ", more, " more time", more > 1 ? "s" : "", "]\n"));
}

}  // namespace

void TextMargin::Write(StrWriter& out) const {
  out.Fill(' ', static_cast<size_t>(indent));
  out.AppendAscii(text);
}

void TracebackLines::WriteFrame(StrWriter& out, const Traceback* entry, int line,
                                const TextMargin& margin) {
  const Code* code = entry->frame()->code();
  margin.Write(out);
  out.AppendAscii("  File \"");
  out.Append(code->filename());
  out.AppendAscii(absl::StrCat("\", line ", line, ", in "));
  out.Append(code->name());
  out.Append(U'\n');
  std::string source;
  if (!source_.Find(code->filename(), line, &source)) return;
  const size_t cut = std::min(source.find_first_not_of(" \t\f"), source.size());
  margin.Write(out);
  out.Fill(' ', kSourceIndent);
  out.AppendUtf8(std::string_view(source).substr(cut));
  out.Append(U'\n');
  const CodePosition position = PositionAt(code, entry->offset());
  if (position.HasLine() && position.end_line >= 0 && position.HasColumns()) {
    WriteCarets(out, source, cut, position, margin);
  }
}

void TracebackLines::Write(StrWriter& out, Value traceback, const TextMargin& margin,
                           const char* header, const char* header_margin) {
  const int64_t limit = FrameLimit(thread_);
  if (limit == 0) return;
  TextMargin{margin.indent, header_margin}.Write(out);
  out.AppendAscii(header);
  int64_t depth = 0;
  for (Value at = traceback; Is<Traceback>(at); at = Cast<Traceback>(at)->next()) ++depth;
  for (; depth > limit; --depth) traceback = Cast<Traceback>(traceback)->next();
  const Str* file = nullptr;
  const Str* name = nullptr;
  int previous_line = CodePosition::kNone;
  int64_t repeats = 0;
  for (; Is<Traceback>(traceback); traceback = Cast<Traceback>(traceback)->next()) {
    const Traceback* entry = Cast<Traceback>(traceback);
    const Code* code = entry->frame()->code();
    const int line = LineOf(entry);
    if (file != code->filename() || name != code->name() || line != previous_line || line == -1) {
      WriteRepeats(out, repeats);
      repeats = 0;
      file = code->filename();
      name = code->name();
      previous_line = line;
    }
    if (++repeats <= kRepeatsShown) WriteFrame(out, entry, line, margin);
  }
  WriteRepeats(out, repeats);
}

}  // namespace krait
