#include <algorithm>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "vm/builtins/find_arguments.h"
#include "vm/builtins/str_method_functions.h"
#include "vm/builtins/str_methods.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_copy.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// Searching in str, and what replaces or removes what was found.
namespace krait::str_methods {
namespace {

using Search = int64_t (*)(const Str* text, const Str* needle, size_t begin, size_t end);

Result<Str*> StrArgument(Thread& t, Value value) {
  if (Is<Str>(value)) return Cast<Str>(value);
  return RaiseTypeError(t, absl::StrCat("must be str, not ", TypeName(t, value)));
}

Result<int64_t> FindWith(Thread& t, const char* method, Search search, Str* self, Args args) {
  const FindArguments arguments = TRY(FindArguments::Parse(t, method, args));
  const Str* sub = TRY(StrArgument(t, arguments.sub));
  const FindArguments::Range range = arguments.In(self->length());
  return range.valid ? search(self, sub, range.begin, range.end) : int64_t{-1};
}

Result<int64_t> IndexWith(Thread& t, const char* method, Search search, Str* self, Args args) {
  const int64_t found = TRY(FindWith(t, method, search, self, args));
  if (found < 0) return RaiseValueError(t, "substring not found");
  return found;
}

bool MatchesAt(const Str* text, const Str* affix, const FindArguments::Range& range, bool at_end) {
  if (!range.valid || affix->length() > range.end - range.begin) return false;
  const size_t begin = at_end ? range.end - affix->length() : range.begin;
  return StrFind(text, affix, begin, begin + affix->length()) >= 0;
}

/// One affix or a tuple of them.
Result<bool> HasAffix(Thread& t, const char* method, Str* self, Args args, bool at_end) {
  const FindArguments arguments = TRY(FindArguments::Parse(t, method, args));
  const FindArguments::Range range = arguments.In(self->length());
  const Value affix = arguments.sub;
  if (Is<Str>(affix)) return MatchesAt(self, Cast<Str>(affix), range, at_end);
  if (!Is<Tuple>(affix)) {
    return RaiseTypeError(t, absl::StrCat(method, " first arg must be str or a tuple of str, not ",
                                          TypeName(t, affix)));
  }
  for (Value item : Cast<Tuple>(affix)->values()) {
    if (!Is<Str>(item)) {
      return RaiseTypeError(
          t, absl::StrCat("tuple for ", method, " must only contain str, not ", TypeName(t, item)));
    }
    if (MatchesAt(self, Cast<Str>(item), range, at_end)) return true;
  }
  return false;
}

/// Replaces a character found at `first`, and perhaps behind, by one of the same width.
template <typename Char>
void ReplaceCharacters(Char* characters, size_t length, size_t first, Char fresh, int64_t limit) {
  const Char old = characters[first];
  Char* const end = characters + length;
  for (Char* at = characters + first; at != end && limit > 0; --limit) {
    *at++ = fresh;
    at = std::find(at, end, old);
  }
}

/// The same in a new string, whose width is the old one's: see Replace.
Result<Value> ReplaceCharacter(Thread& t, const Str* self, size_t first, Str* replacement,
                               int64_t limit) {
  const size_t length = self->length();
  if (length == 1) return Str::Exact(t, replacement);
  const int width = self->width();
  Str* result = TRY(Str::NewUninitialized(t, length, width, replacement->is_ascii()));
  void* data = const_cast<void*>(result->data());
  CopyCharacters(data, width, self->data(), width, length);
  WithWidth(width, data, [&](auto* characters) {
    const auto fresh = static_cast<std::remove_pointer_t<decltype(characters)>>(replacement->At(0));
    ReplaceCharacters(characters, length, first, fresh, limit);
  });
  return result;
}

}  // namespace

Result<int64_t> Find(Thread& t, Str* self, Args args) {
  return FindWith(t, "find", &StrFind, self, args);
}
Result<int64_t> Rfind(Thread& t, Str* self, Args args) {
  return FindWith(t, "rfind", &StrFindLast, self, args);
}
Result<int64_t> Index(Thread& t, Str* self, Args args) {
  return IndexWith(t, "index", &StrFind, self, args);
}
Result<int64_t> Rindex(Thread& t, Str* self, Args args) {
  return IndexWith(t, "rindex", &StrFindLast, self, args);
}

Result<int64_t> Count(Thread& t, Str* self, Args args) {
  const FindArguments arguments = TRY(FindArguments::Parse(t, "count", args));
  const Str* sub = TRY(StrArgument(t, arguments.sub));
  const FindArguments::Range range = arguments.In(self->length());
  if (!range.valid) return int64_t{0};
  if (sub->length() == 0) return static_cast<int64_t>(range.end - range.begin) + 1;
  int64_t count = 0;
  size_t at = range.begin;
  for (int64_t found; (found = StrFind(self, sub, at, range.end)) >= 0; ++count) {
    at = static_cast<size_t>(found) + sub->length();
  }
  return count;
}

Result<bool> Startswith(Thread& t, Str* self, Args args) {
  return HasAffix(t, "startswith", self, args, false);
}
Result<bool> Endswith(Thread& t, Str* self, Args args) {
  return HasAffix(t, "endswith", self, args, true);
}

Result<Value> Replace(Thread& t, Str* self, Str* old, Str* replacement, struct Index count) {
  const int64_t limit = count.value < 0 ? INT64_MAX : count.value;
  size_t at = 0;
  int64_t found = limit == 0 ? -1 : StrFind(self, old, 0, self->length());
  if (found < 0) return Str::Exact(t, self);
  // A new character that needs the present width leaves no doubt about the result's.
  if (old->length() == 1 && replacement->length() == 1 && replacement->width() == self->width() &&
      (self->is_ascii() || self->width() > 1)) {
    return ReplaceCharacter(t, self, static_cast<size_t>(found), replacement, limit);
  }
  StrWriter writer(t);
  for (int64_t i = 0; i < limit; ++i) {
    if (i > 0) found = StrFind(self, old, at, self->length());
    if (found < 0) break;
    writer.AppendRange(self, at, static_cast<size_t>(found));
    writer.Append(replacement);
    at = static_cast<size_t>(found) + old->length();
    if (old->length() == 0) {
      // An empty pattern matches between all characters.
      if (at == self->length()) break;
      writer.Append(self->At(at++));
    }
  }
  writer.AppendRange(self, at, self->length());
  return writer.Finish(t);
}

Result<Value> Removeprefix(Thread& t, Str* self, Str* prefix) {
  const FindArguments::Range whole{0, self->length(), true};
  if (!MatchesAt(self, prefix, whole, false)) return Str::Exact(t, self);
  return Str::Substring(t, self, prefix->length(), self->length());
}

Result<Value> Removesuffix(Thread& t, Str* self, Str* suffix) {
  const FindArguments::Range whole{0, self->length(), true};
  if (!MatchesAt(self, suffix, whole, true)) return Str::Exact(t, self);
  return Str::Substring(t, self, 0, self->length() - suffix->length());
}

}  // namespace krait::str_methods
