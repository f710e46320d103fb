#include "vm/compiler/source_text.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "vm/compiler/parse/tokenizer.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool IsEncodingCharacter(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
         c == '_' || c == '.';
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
    if (end != name) return std::string(line.substr(name, end - name));
  }
  return std::nullopt;
}

bool IsBlankOrComment(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t\f\r");
  return begin == std::string_view::npos || line[begin] == '#';
}

/// One of the first two lines may name it, the second one only below a line without code.
std::optional<std::string> DeclaredEncoding(std::string_view text) {
  for (int i = 0; i < 2; ++i) {
    const size_t end = text.find_first_of("\r\n");
    const std::string_view line = text.substr(0, end);
    if (auto found = EncodingIn(line)) return found;
    if (end == std::string_view::npos || !IsBlankOrComment(line)) break;
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return std::nullopt;
}

/// UTF-8 in all its spellings, "utf-8-sig" and "utf-8-unix" too.
bool IsUtf8(const std::string& encoding) {
  std::string name;
  for (const char c : encoding.substr(0, 12)) {
    name += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return name == "utf-8" || name == "utf8" || name.starts_with("utf-8-");
}

Raised FailWith(Problem* problem, std::string message) {
  *problem = {Problem::Kind::kSyntax, std::move(message), 0, 0, 0, 0};
  return Raised{};
}

/// An exception of a codec becomes a problem of the source.
Raised FailByCodec(Thread& t, Problem* problem, const char* prefix) {
  if (!PendingIs(t, &BuiltinTypes::UnicodeError) && !PendingIs(t, &BuiltinTypes::LookupError)) {
    return Raised{};
  }
  const Value error = t.TakePending();
  return FailWith(problem, prefix + TRY(ToStr(t, error))->ToUtf8());
}

/// UTF-8 of the text; raises UnicodeEncodeError for lone surrogates.
Result<std::string> Encode(Thread& t, Str* text) {
  if (text->is_ascii()) return std::string(text->AsciiView());
  return std::string(TRY(EncodeWith(t, Codec::kUtf8, text, nullptr))->view());
}

Result<std::string> Decode(Thread& t, std::string_view bytes, Problem* problem) {
  const bool marked = bytes.starts_with(kByteOrderMark);
  if (marked) bytes.remove_prefix(kByteOrderMark.size());
  const std::optional<std::string> declared = DeclaredEncoding(bytes);
  const bool utf8 = !declared || IsUtf8(*declared);
  if (marked && !utf8) return FailWith(problem, "encoding problem: " + *declared + " with BOM");
  Bytes* data = TRY(Bytes::From(t, bytes));
  Str* encoding = utf8 ? nullptr : TRY(Str::FromUtf8(t, *declared));
  const Result<Str*> text = DecodeText(t, data, encoding, nullptr);
  if (text.ok()) return Encode(t, *text);
  if (PendingIs(t, &BuiltinTypes::LookupError) && !PendingIs(t, &BuiltinTypes::UnicodeError)) {
    t.TakePending();
    return FailWith(problem, "unknown encoding: " + *declared);
  }
  return FailByCodec(t, problem, "(unicode error) ");
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

}  // namespace

void EndLastLine(std::string* text) {
  if (!text->empty() && text->back() != '\n') *text += '\n';
}

Result<std::string> SourceTextOf(Thread& t, Value source, bool for_eval, Problem* problem) {
  std::string text;
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
  if (!Is<Str>(source)) text = TRY(Decode(t, text, problem));
  if (for_eval) text.erase(0, std::min(text.find_first_not_of(" \t"), text.size()));
  TranslateNewlines(&text);
  return text;
}

}  // namespace krait::compiler
