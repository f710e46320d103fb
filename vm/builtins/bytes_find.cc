#include "absl/strings/str_cat.h"
#include "vm/builtins/byte_methods.h"
#include "vm/builtins/byte_values.h"
#include "vm/builtins/find_arguments.h"
#include "vm/object/byte_writer.h"
#include "vm/object/exception.h"
#include "vm/object/tuple.h"

/// Searching in bytes, and what replaces or removes what was found.
namespace krait::byte_methods {
namespace {

using Search = int64_t (*)(ByteSpan text, ByteSpan needle, size_t begin, size_t end);

Result<int64_t> FindWith(Thread& t, const char* method, Search search, Value self, Args args) {
  const FindArguments arguments = TRY(FindArguments::Parse(t, method, args));
  ByteNeedle needle(t);
  TRY(needle.Take(arguments.sub));
  const ByteSpan text = SpanOf(self);
  const FindArguments::Range range = arguments.In(text.size());
  return range.valid ? search(text, needle.span(), range.begin, range.end) : int64_t{-1};
}

Result<int64_t> IndexWith(Thread& t, const char* method, Search search, Value self, Args args) {
  const int64_t found = TRY(FindWith(t, method, search, self, args));
  if (found < 0) return RaiseValueError(t, "subsection not found");
  return found;
}

bool MatchesAt(ByteSpan text, ByteSpan affix, const FindArguments::Range& range, bool at_end) {
  if (!range.valid || affix.size() > range.end - range.begin) return false;
  const size_t begin = at_end ? range.end - affix.size() : range.begin;
  return FindBytes(text, affix, begin, begin + affix.size()) >= 0;
}

Result<bool> HasOneAffix(Thread& t, Value self, Value affix, const FindArguments& arguments,
                         bool at_end) {
  Buffer buffer(t);
  TRY(buffer.Take(affix));
  const ByteSpan text = SpanOf(self);
  return MatchesAt(text, buffer.span(), arguments.In(text.size()), at_end);
}

/// One affix or a tuple of them.
Result<bool> HasAffix(Thread& t, const char* method, Value self, Args args, bool at_end) {
  const FindArguments arguments = TRY(FindArguments::Parse(t, method, args));
  const Value affix = arguments.sub;
  if (Is<Tuple>(affix)) {
    for (Value item : Cast<Tuple>(affix)->values()) {
      if (TRY(HasOneAffix(t, self, item, arguments, at_end))) return true;
    }
    return false;
  }
  if (!HasBuffer(t, affix)) {
    return RaiseTypeError(t,
                          absl::StrCat(method, " first arg must be bytes or a tuple of bytes, not ",
                                       TypeName(t, affix)));
  }
  return HasOneAffix(t, self, affix, arguments, at_end);
}

}  // namespace

Result<int64_t> Find(Thread& t, Value self, Args args) {
  return FindWith(t, "find", &FindBytes, self, args);
}
Result<int64_t> Rfind(Thread& t, Value self, Args args) {
  return FindWith(t, "rfind", &FindLastBytes, self, args);
}
Result<int64_t> Index(Thread& t, Value self, Args args) {
  return IndexWith(t, "index", &FindBytes, self, args);
}
Result<int64_t> Rindex(Thread& t, Value self, Args args) {
  return IndexWith(t, "rindex", &FindLastBytes, self, args);
}

Result<int64_t> Count(Thread& t, Value self, Args args) {
  const FindArguments arguments = TRY(FindArguments::Parse(t, "count", args));
  ByteNeedle needle(t);
  TRY(needle.Take(arguments.sub));
  const ByteSpan text = SpanOf(self);
  const FindArguments::Range range = arguments.In(text.size());
  if (!range.valid) return int64_t{0};
  const ByteSpan sub = needle.span();
  if (sub.empty()) return static_cast<int64_t>(range.end - range.begin) + 1;
  int64_t count = 0;
  size_t at = range.begin;
  for (int64_t found; (found = FindBytes(text, sub, at, range.end)) >= 0; ++count) {
    at = static_cast<size_t>(found) + sub.size();
  }
  return count;
}

Result<bool> Startswith(Thread& t, Value self, Args args) {
  return HasAffix(t, "startswith", self, args, false);
}
Result<bool> Endswith(Thread& t, Value self, Args args) {
  return HasAffix(t, "endswith", self, args, true);
}

Result<Value> Replace(Thread& t, Value self, Value old, Value replacement, struct Index count) {
  Buffer from(t);
  Buffer to(t);
  TRY(from.Take(old));
  TRY(to.Take(replacement));
  const ByteSpan text = SpanOf(self);
  const ByteSpan needle = from.span();
  const int64_t limit = count.value < 0 ? INT64_MAX : count.value;
  ByteWriter out(t);
  size_t at = 0;
  bool changed = false;
  for (int64_t i = 0; i < limit; ++i) {
    const int64_t found = FindBytes(text, needle, at, text.size());
    if (found < 0) break;
    changed = true;
    out.Append(text.subspan(at, static_cast<size_t>(found) - at));
    out.Append(to.span());
    at = static_cast<size_t>(found) + needle.size();
    if (needle.empty()) {
      // An empty pattern matches between all bytes.
      if (at == text.size()) break;
      out.Append(text[at++]);
    }
  }
  if (!changed) return UnchangedLike(t, self);
  out.Append(text.subspan(at));
  if (out.failed()) return RaiseMemoryError(t);
  return NewLike(t, self, out.span());
}

Result<Value> Removeprefix(Thread& t, Value self, Value prefix) {
  Buffer buffer(t);
  TRY(buffer.Take(prefix));
  const ByteSpan text = SpanOf(self);
  const ByteSpan affix = buffer.span();
  if (affix.empty() || !MatchesAt(text, affix, {0, text.size(), true}, false)) {
    return UnchangedLike(t, self);
  }
  return NewLike(t, self, text.subspan(affix.size()));
}

Result<Value> Removesuffix(Thread& t, Value self, Value suffix) {
  Buffer buffer(t);
  TRY(buffer.Take(suffix));
  const ByteSpan text = SpanOf(self);
  const ByteSpan affix = buffer.span();
  if (affix.empty() || !MatchesAt(text, affix, {0, text.size(), true}, true)) {
    return UnchangedLike(t, self);
  }
  return NewLike(t, self, text.first(text.size() - affix.size()));
}

}  // namespace krait::byte_methods
