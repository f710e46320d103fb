#include "vm/compiler/source_text.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "absl/strings/str_format.h"
#include "vm/compiler/parse/tokenizer.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/unicode/utf.h"

namespace krait::compiler {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool IsEncodingCharacter(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
         c == '_' || c == '.';
}

/// One name for all spellings of UTF-8, and one for those of Latin-1.
std::string NormalName(const std::string& encoding) {
  std::string name;
  for (const char c : encoding.substr(0, 12)) {
    name += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  if (name == "utf-8" || name.starts_with("utf-8-")) return "utf-8";
  for (const char* latin1 : {"latin-1", "iso-8859-1", "iso-latin-1"}) {
    if (name == latin1 || name.starts_with(std::string(latin1) + "-")) return "iso-8859-1";
  }
  return encoding;
}

/// The encoding that a comment line names, as in "# -*- coding: latin-1 -*-"; nothing in others.
std::optional<std::string> EncodingIn(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t\f");
  if (begin == std::string_view::npos || line[begin] != '#') return std::nullopt;
  for (size_t at = line.find("coding", begin); at != std::string_view::npos;
       at = line.find("coding", at + 1)) {
    size_t name = at + 6;
    if (name >= line.size() || (line[name] != ':' && line[name] != '=')) continue;
    ++name;
    while (name < line.size() && (line[name] == ' ' || line[name] == '\t')) ++name;
    size_t end = name;
    while (end < line.size() && IsEncodingCharacter(line[end])) ++end;
    if (end != name) return NormalName(std::string(line.substr(name, end - name)));
  }
  return std::nullopt;
}

bool IsBlankOrComment(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t\f");
  return begin == std::string_view::npos || line[begin] == '#';
}

/// One of the first two lines may name it, if it ends, the second one only below a line without
/// code.
std::optional<std::string> DeclaredEncoding(std::string_view text) {
  for (int i = 0; i < 2; ++i) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    const std::string_view line = text.substr(0, end);
    if (auto found = EncodingIn(line)) return found;
    if (!IsBlankOrComment(line)) break;
    text.remove_prefix(end + 1);
  }
  return std::nullopt;
}

Raised FailWith(Problem* problem, std::string message, bool has_place) {
  *problem = {
      .message = std::move(message), .offset = -1, .has_end = false, .has_place = has_place};
  return Raised{};
}

/// UTF-8 of the text; raises UnicodeEncodeError for lone surrogates.
Result<std::string> Encode(Thread& t, Str* text) {
  if (text->is_ascii()) return std::string(text->AsciiView());
  return std::string(TRY(EncodeWith(t, Codec::kUtf8, text, nullptr))->view());
}

Result<SourceText> Decode(Thread& t, std::string_view bytes, bool from_file, Problem* problem) {
  const bool marked = bytes.starts_with(kByteOrderMark);
  if (marked) bytes.remove_prefix(kByteOrderMark.size());
  const std::optional<std::string> declared = DeclaredEncoding(bytes);
  const bool utf8 = !declared || *declared == "utf-8";
  if (marked && !utf8) {
    return FailWith(problem, "encoding problem: " + *declared + " with BOM", !from_file);
  }
  // The tokenizer finds out whether it is.
  if (utf8) return SourceText{std::string(bytes), marked || declared};
  Bytes* data = TRY(Bytes::From(t, bytes));
  Str* encoding = TRY(Str::FromUtf8(t, *declared));
  const Result<Str*> text = DecodeText(t, data, encoding, nullptr);
  if (text.ok()) {
    Result<std::string> utf8 = Encode(t, *text);
    // To CPython the text ends at a null character.
    if (utf8.ok()) return SourceText{utf8->substr(0, utf8->find('\0')), true};
  }
  if (!PendingIs(t, &BuiltinTypes::LookupError) && !PendingIs(t, &BuiltinTypes::UnicodeError)) {
    return Raised{};
  }
  const Value error = t.TakePending();
  if (from_file) return FailWith(problem, "encoding problem: " + *declared, false);
  return FailWith(problem, TRY(ToStr(t, error))->ToUtf8(), true);
}

/// All of the text is UTF-8, or `*problem` says which line is not.
Result<None> CheckUtf8(std::string_view text, Str* filename, Problem* problem) {
  const DecodeScan scan =
      ScanUtf8(reinterpret_cast<const uint8_t*>(text.data()), text.size(), true);
  if (scan.error.reason == nullptr) return None{};
  const auto line = std::count(text.begin(), text.begin() + scan.bytes, '\n') + 1;
  return FailWith(
      problem,
      absl::StrFormat("Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but "
                      "no encoding declared; see https://peps.python.org/pep-0263/ for "
                      "details",
                      static_cast<uint8_t>(text[scan.bytes]), filename->ToUtf8(), line),
      false);
}

/// "\r\n" and "\r" are line ends too.
void TranslateNewlines(std::string* text) {
  if (text->find('\r') == std::string::npos) return;
  size_t to = 0;
  for (size_t from = 0; from < text->size(); ++from) {
    const bool is_return = (*text)[from] == '\r';
    if (is_return && from + 1 < text->size() && (*text)[from + 1] == '\n') continue;
    (*text)[to++] = is_return ? '\n' : (*text)[from];
  }
  text->resize(to);
}

/// Adds the '\n' that the last line may lack, or seems to lack to CPython.
void EndLastLine(bool after_return, std::string* text) {
  if (!text->empty() && (text->back() != '\n' || after_return)) *text += '\n';
}

}  // namespace

Result<SourceText> SourceTextOf(Thread& t, Value source, const SourceReading& reading,
                                Problem* problem) {
  SourceText result{.text = {}, .encoding_known = true};
  std::string& text = result.text;
  if (Is<Str>(source)) {
    text = TRY(Encode(t, Cast<Str>(source)));
  } else {
    Buffer buffer(t);
    TRY(buffer.Take(source));
    text.assign(reinterpret_cast<const char*>(buffer.span().data()), buffer.span().size());
  }
  if (text.find('\0') != std::string::npos) {
    return RaiseValueError(t, "source code string cannot contain null bytes");
  }
  const bool after_return = text.ends_with("\r\n");
  TranslateNewlines(&text);
  if (reading.ends_line) EndLastLine(after_return, &text);
  if (Is<Str>(source)) return result;
  result = TRY(Decode(t, text, reading.from_file, problem));
  if (reading.from_file && !result.encoding_known) {
    TRY(CheckUtf8(text, reading.filename, problem));
  }
  return result;
}

}  // namespace krait::compiler
