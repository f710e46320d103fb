#include "absl/strings/str_cat.h"
#include "vm/builtins/str_method_functions.h"
#include "vm/builtins/str_methods.h"
#include "vm/object/collect.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_copy.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/unicode/properties.h"

/// Joining and splitting of str.
namespace krait::str_methods {
namespace {

constexpr size_t kUsualPieces = 6;

Result<None> AppendPiece(Thread& t, List* list, Str* text, size_t begin, size_t end) {
  Str* piece = TRY(Str::Substring(t, text, begin, end));
  return list->Append(t, Value::FromObject(piece));
}

/// A negative count stands for none.
int64_t Limit(struct Index maxsplit) { return maxsplit.value < 0 ? INT64_MAX : maxsplit.value; }

Result<Str*> SeparatorOf(Thread& t, Value sep) {
  if (!Is<Str>(sep)) {
    return RaiseTypeError(t, absl::StrCat("must be str or None, not ", TypeName(t, sep)));
  }
  if (Cast<Str>(sep)->length() == 0) return RaiseValueError(t, "empty separator");
  return Cast<Str>(sep);
}

Result<Value> SplitWhitespace(Thread& t, Str* self, int64_t limit) {
  List* list = TRY(List::New(t, kUsualPieces));
  const size_t length = self->length();
  size_t at = 0;
  for (;;) {
    while (at < length && IsSpace(self->At(at))) ++at;
    if (at == length) return list;
    const size_t begin = at;
    if (limit-- == 0) {
      TRY(AppendPiece(t, list, self, begin, length));
      return list;
    }
    while (at < length && !IsSpace(self->At(at))) ++at;
    TRY(AppendPiece(t, list, self, begin, at));
  }
}

Result<Value> Reversed(Thread& t, List* list) {
  Tuple* items = TRY(list->Snapshot(t));
  for (size_t i = 0; i < items->size(); ++i) list->Set(i, items->At(items->size() - 1 - i));
  return list;
}

Result<Value> RsplitWhitespace(Thread& t, Str* self, int64_t limit) {
  List* list = TRY(List::New(t));
  size_t at = self->length();
  for (;;) {
    while (at > 0 && IsSpace(self->At(at - 1))) --at;
    if (at == 0) break;
    const size_t end = at;
    if (limit-- == 0) {
      TRY(AppendPiece(t, list, self, 0, end));
      break;
    }
    while (at > 0 && !IsSpace(self->At(at - 1))) --at;
    TRY(AppendPiece(t, list, self, at, end));
  }
  return Reversed(t, list);
}

/// Joins a character's length of items that are known to be str. `total` is the length of the
/// result, `width` that of its widest part.
Result<Value> JoinInto(Thread& t, const Str* self, const Tuple* items, size_t total, int width,
                       bool ascii) {
  Str* result = TRY(Str::NewUninitialized(t, total, width, ascii));
  auto* out = static_cast<uint8_t*>(const_cast<void*>(result->data()));
  const auto put = [&](const Str* piece) {
    CopyCharacters(out, width, piece->data(), piece->width(), piece->length());
    out += piece->length() * static_cast<size_t>(width);
  };
  for (size_t i = 0; i < items->size(); ++i) {
    if (i > 0) put(self);
    put(Cast<Str>(items->At(i)));
  }
  return result;
}

Result<Value> PartitionAt(Thread& t, Str* self, Str* sep, int64_t found, bool from_right) {
  const Value empty = Value::FromObject(t.vm().empty_str());
  if (found < 0) {
    const Value whole = Value::FromObject(TRY(Str::Exact(t, self)));
    return from_right ? Tuple::Of(t, empty, empty, whole) : Tuple::Of(t, whole, empty, empty);
  }
  const auto at = static_cast<size_t>(found);
  const Value before = Value::FromObject(TRY(Str::Substring(t, self, 0, at)));
  const Value after =
      Value::FromObject(TRY(Str::Substring(t, self, at + sep->length(), self->length())));
  return Tuple::Of(t, before, Value::FromObject(sep), after);
}

Result<Str*> PartitionSeparator(Thread& t, Value sep) {
  if (!Is<Str>(sep)) {
    return RaiseTypeError(t, absl::StrCat("must be str, not ", TypeName(t, sep)));
  }
  if (Cast<Str>(sep)->length() == 0) return RaiseValueError(t, "empty separator");
  return Cast<Str>(sep);
}

}  // namespace

Result<Value> Join(Thread& t, Str* self, Value iterable) {
  const TypeSlots& slots = TypeOf(t, iterable)->slots();
  if (slots.iter == nullptr && slots.getitem == nullptr) {
    return RaiseTypeError(t, "can only join an iterable");
  }
  Tuple* items = TRY(TupleOf(t, iterable));
  const size_t count = items->size();
  if (count == 0) return t.vm().empty_str();
  if (count == 1 && IsExactly<Str>(items->At(0))) return items->At(0);
  int width = count > 1 ? self->width() : 1;
  bool ascii = count < 2 || self->is_ascii();
  size_t total = 0;
  for (size_t i = 0; i < count; ++i) {
    const Value item = items->At(i);
    if (!Is<Str>(item)) {
      return RaiseTypeError(t, absl::StrCat("sequence item ", i, ": expected str instance, ",
                                            TypeName(t, item), " found"));
    }
    const Str* piece = Cast<Str>(item);
    width = std::max(width, piece->width());
    ascii = ascii && piece->is_ascii();
    // Neither part exceeds kMaxLength, so that their sum does not overflow.
    total += piece->length() + (i > 0 ? self->length() : 0);
    if (total > Str::kMaxLength) {
      return RaiseOverflowError(t, "join() result is too long for a Python string");
    }
  }
  if (total == 0) return t.vm().empty_str();
  return JoinInto(t, self, items, total, width, ascii);
}

Result<Value> Split(Thread& t, Str* self, Value sep, struct Index maxsplit) {
  const int64_t limit = Limit(maxsplit);
  if (sep.IsNone()) return SplitWhitespace(t, self, limit);
  const Str* separator = TRY(SeparatorOf(t, sep));
  List* list = TRY(List::New(t, kUsualPieces));
  size_t at = 0;
  for (int64_t i = 0; i < limit; ++i) {
    const int64_t found = StrFind(self, separator, at, self->length());
    if (found < 0) break;
    TRY(AppendPiece(t, list, self, at, static_cast<size_t>(found)));
    at = static_cast<size_t>(found) + separator->length();
  }
  TRY(AppendPiece(t, list, self, at, self->length()));
  return list;
}

Result<Value> Rsplit(Thread& t, Str* self, Value sep, struct Index maxsplit) {
  const int64_t limit = Limit(maxsplit);
  if (sep.IsNone()) return RsplitWhitespace(t, self, limit);
  const Str* separator = TRY(SeparatorOf(t, sep));
  List* list = TRY(List::New(t));
  size_t end = self->length();
  for (int64_t i = 0; i < limit; ++i) {
    const int64_t found = StrFindLast(self, separator, 0, end);
    if (found < 0) break;
    TRY(AppendPiece(t, list, self, static_cast<size_t>(found) + separator->length(), end));
    end = static_cast<size_t>(found);
  }
  TRY(AppendPiece(t, list, self, 0, end));
  return Reversed(t, list);
}

/// IsLineBreak, quick for letters, digits and most other characters of ASCII.
static bool BreaksLine(char32_t c) { return (c < ' ' || c > 0x7E) && IsLineBreak(c); }

Result<Value> Splitlines(Thread& t, Str* self, int keepends) {
  List* list = TRY(List::New(t));
  const size_t length = self->length();
  for (size_t at = 0; at < length;) {
    size_t end = at;
    WithCharacters(self, [&](const auto* characters) {
      while (end < length && !BreaksLine(characters[end])) ++end;
    });
    size_t next = end;
    if (next < length) {
      const bool both = self->At(next) == '\r' && next + 1 < length && self->At(next + 1) == '\n';
      next += both ? 2 : 1;
    }
    TRY(AppendPiece(t, list, self, at, keepends != 0 ? next : end));
    at = next;
  }
  return list;
}

Result<Value> Partition(Thread& t, Str* self, Value sep) {
  Str* separator = TRY(PartitionSeparator(t, sep));
  return PartitionAt(t, self, separator, StrFind(self, separator, 0, self->length()), false);
}

Result<Value> Rpartition(Thread& t, Str* self, Value sep) {
  Str* separator = TRY(PartitionSeparator(t, sep));
  return PartitionAt(t, self, separator, StrFindLast(self, separator, 0, self->length()), true);
}

}  // namespace krait::str_methods
