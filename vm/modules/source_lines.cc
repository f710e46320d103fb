#include "vm/modules/source_lines.h"

#include <cstdio>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/capabilities.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kMaxSourceBytes = size_t{64} << 20;

bool IsEncodingChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

/// What a comment line like "# -*- coding: latin-1 -*-" names, or nothing (PEP 263).
std::string_view EncodingIn(std::string_view line) {
  const size_t start = line.find_first_not_of(" \t\f");
  if (start == std::string_view::npos || line[start] != '#') return {};
  for (size_t at = line.find("coding"); at != std::string_view::npos;
       at = line.find("coding", at + 1)) {
    size_t name = at + 6;
    if (name >= line.size() || (line[name] != ':' && line[name] != '=')) continue;
    ++name;
    while (name < line.size() && (line[name] == ' ' || line[name] == '\t')) ++name;
    size_t end = name;
    while (end < line.size() && IsEncodingChar(line[end])) ++end;
    if (end > name) return line.substr(name, end - name);
  }
  return {};
}

bool IsBlankOrComment(std::string_view line) {
  const size_t start = line.find_first_not_of(" \t\f");
  return start == std::string_view::npos || line[start] == '#';
}

}  // namespace

bool SourceLines::Find(const Str* filename, int number, std::string* line) {
  if (number <= 0) return false;
  const std::string name = filename->ToUtf8();
  if (name != filename_) Open(name);
  if (static_cast<size_t>(number) > lines_.size()) return false;
  return Decode(lines_[number - 1], line);
}

void SourceLines::Open(const std::string& filename) {
  filename_ = filename;
  text_.clear();
  lines_.clear();
  encoding_.clear();
  if (!thread_.vm().capabilities().Has(Capability::kFiles)) return;
  if (filename.empty() || filename.find('\0') != std::string::npos) return;
  if (!Load(filename) && !LoadFromPath(filename)) return;
  SplitLines();
  FindEncoding();
}

bool SourceLines::Load(const std::string& path) {
  const std::unique_ptr<FILE, int (*)(FILE*)> stream(std::fopen(path.c_str(), "re"), &std::fclose);
  if (stream == nullptr) return false;
  char buffer[1 << 14];
  size_t count;
  while ((count = std::fread(buffer, 1, sizeof(buffer), stream.get())) > 0) {
    text_.append(buffer, count);
    if (text_.size() > kMaxSourceBytes) break;
  }
  return std::ferror(stream.get()) == 0;
}

/// A module may have been compiled elsewhere: then its source is looked for by its last name.
bool SourceLines::LoadFromPath(std::string_view filename) {
  const size_t slash = filename.rfind('/');
  const std::string_view tail =
      slash == std::string_view::npos ? filename : filename.substr(slash + 1);
  const Value sys = thread_.vm().modules()->GetStr(thread_, names(thread_).sys);
  if (sys.IsUnbound()) return false;
  const Result<Str*> path_name = Str::InternUtf8(thread_, "path");
  const Result<Value> path =
      path_name.ok() ? GetAttrOrUnbound(thread_, sys, *path_name) : Result<Value>(Raised{});
  thread_.pending = Value::Unbound();
  if (!path.ok() || !Is<List>(*path)) return false;
  const List* list = Cast<List>(*path);
  for (size_t i = 0; i < list->size(); ++i) {
    const Value entry = list->TryGet(i);
    if (!Is<Str>(entry)) continue;
    std::string candidate = Cast<Str>(entry)->ToUtf8();
    if (candidate.find('\0') != std::string::npos) continue;
    if (!candidate.empty() && candidate.back() != '/') candidate += '/';
    absl::StrAppend(&candidate, std::string(tail));
    if (Load(candidate)) return true;
  }
  return false;
}

/// At "\n", "\r" and "\r\n".
void SourceLines::SplitLines() {
  std::string_view rest = text_;
  if (rest.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    rest.remove_prefix(kByteOrderMark.size());
  }
  while (!rest.empty()) {
    const size_t end = rest.find_first_of("\r\n");
    lines_.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) return;
    const bool pair = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
    rest.remove_prefix(end + (pair ? 2 : 1));
  }
}

void SourceLines::FindEncoding() {
  for (size_t i = 0; i < 2 && i < lines_.size(); ++i) {
    const std::string_view name = EncodingIn(lines_[i]);
    if (!name.empty()) {
      if (FindCodec(name) != Codec::kUtf8) encoding_ = std::string(name);
      return;
    }
    if (!IsBlankOrComment(lines_[i])) return;
  }
}

bool SourceLines::Decode(std::string_view bytes, std::string* line) {
  bool ascii = true;
  for (char c : bytes) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  if (ascii && encoding_.empty()) {
    line->assign(bytes);
    return true;
  }
  const Result<Bytes*> object = Bytes::From(thread_, bytes);
  Result<Str*> text = Raised{};
  if (object.ok()) {
    if (encoding_.empty()) {
      text = DecodeWith(thread_, Codec::kUtf8, *object, nullptr);
    } else if (const Result<Str*> name = Str::FromUtf8(thread_, encoding_); name.ok()) {
      text = DecodeText(thread_, *object, *name, nullptr);
    }
  }
  if (!text.ok()) {
    thread_.pending = Value::Unbound();
    return false;
  }
  *line = (*text)->ToUtf8();
  return true;
}

}  // namespace krait
