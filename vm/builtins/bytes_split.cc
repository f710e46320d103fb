#include "absl/strings/str_cat.h"
#include "vm/builtins/byte_methods.h"
#include "vm/builtins/byte_values.h"
#include "vm/object/byte_writer.h"
#include "vm/object/collect.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/tuple.h"

/// Joining and splitting of bytes.
namespace krait::byte_methods {
namespace {

bool IsSpaceByte(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The pieces that a receiver is split into.
class Pieces {
 public:
  Pieces(Thread& t, Value self, List* list)
      : t_(t), self_(self), text_(SpanOf(self)), list_(list) {}

  /// The receiver's bytes as they were when the split began.
  ByteSpan text() const { return text_; }

  Result<None> Add(size_t begin, size_t end) {
    return list_->Append(t_, TRY(NewLike(t_, self_, text_.subspan(begin, end - begin))));
  }
  List* list() const { return list_; }
  Result<Value> Reversed() {
    Tuple* items = TRY(list_->Snapshot(t_));
    for (size_t i = 0; i < items->size(); ++i) list_->Set(i, items->At(items->size() - 1 - i));
    return list_;
  }

 private:
  Thread& t_;
  Value self_;
  ByteSpan text_;
  List* list_;
};

/// A negative count stands for none.
int64_t Limit(struct Index maxsplit) { return maxsplit.value < 0 ? INT64_MAX : maxsplit.value; }

Result<Value> SplitWhitespace(ByteSpan text, int64_t limit, Pieces& pieces) {
  size_t at = 0;
  for (;;) {
    while (at < text.size() && IsSpaceByte(text[at])) ++at;
    if (at == text.size()) return pieces.list();
    const size_t begin = at;
    if (limit-- == 0) {
      TRY(pieces.Add(begin, text.size()));
      return pieces.list();
    }
    while (at < text.size() && !IsSpaceByte(text[at])) ++at;
    TRY(pieces.Add(begin, at));
  }
}

Result<Value> RsplitWhitespace(ByteSpan text, int64_t limit, Pieces& pieces) {
  size_t at = text.size();
  for (;;) {
    while (at > 0 && IsSpaceByte(text[at - 1])) --at;
    if (at == 0) return pieces.Reversed();
    const size_t end = at;
    if (limit-- == 0) {
      TRY(pieces.Add(0, end));
      return pieces.Reversed();
    }
    while (at > 0 && !IsSpaceByte(text[at - 1])) --at;
    TRY(pieces.Add(at, end));
  }
}

Result<Value> PartitionWith(Thread& t, Value self, Value sep, bool from_right) {
  Buffer buffer(t);
  TRY(buffer.Take(sep));
  const ByteSpan needle = buffer.span();
  if (needle.empty()) return RaiseValueError(t, "empty separator");
  const ByteSpan text = SpanOf(self);
  const int64_t found = from_right ? FindLastBytes(text, needle, 0, text.size())
                                   : FindBytes(text, needle, 0, text.size());
  if (found < 0) {
    const Value whole = TRY(UnchangedLike(t, self));
    const Value empty = TRY(NewLike(t, self, {}));
    const Value other = TRY(NewLike(t, self, {}));
    return from_right ? Tuple::Of(t, empty, other, whole) : Tuple::Of(t, whole, empty, other);
  }
  const auto at = static_cast<size_t>(found);
  const Value before = TRY(NewLike(t, self, text.first(at)));
  const Value middle = Is<Bytes>(self) ? sep : TRY(NewLike(t, self, needle));
  const Value after = TRY(NewLike(t, self, text.subspan(at + needle.size())));
  return Tuple::Of(t, before, middle, after);
}

}  // namespace

Result<Value> Join(Thread& t, Value self, Value iterable) {
  const TypeSlots& slots = TypeOf(t, iterable)->slots();
  if (slots.iter == nullptr && slots.getitem == nullptr) {
    return RaiseTypeError(t, "can only join an iterable");
  }
  Tuple* items = TRY(TupleOf(t, iterable));
  if (items->size() == 1 && Is<Bytes>(self) && IsExactly<Bytes>(items->At(0))) {
    return items->At(0);
  }
  ByteWriter out(t);
  for (size_t i = 0; i < items->size(); ++i) {
    const Value item = items->At(i);
    Buffer buffer(t);
    if (!buffer.Take(item).ok()) {
      t.TakePending();
      return RaiseTypeError(t, absl::StrCat("sequence item ", i, ": expected a bytes-like object, ",
                                            TypeName(t, item), " found"));
    }
    if (i > 0) out.Append(SpanOf(self));
    out.Append(buffer.span());
  }
  if (out.failed()) return RaiseMemoryError(t);
  return NewLike(t, self, out.span());
}

Result<Value> Split(Thread& t, Value self, Value sep, struct Index maxsplit) {
  Pieces pieces(t, self, TRY(List::New(t)));
  const ByteSpan text = pieces.text();
  if (sep.IsNone()) return SplitWhitespace(text, Limit(maxsplit), pieces);
  Buffer buffer(t);
  TRY(buffer.Take(sep));
  const ByteSpan needle = buffer.span();
  if (needle.empty()) return RaiseValueError(t, "empty separator");
  size_t at = 0;
  for (int64_t i = 0; i < Limit(maxsplit); ++i) {
    const int64_t found = FindBytes(text, needle, at, text.size());
    if (found < 0) break;
    TRY(pieces.Add(at, static_cast<size_t>(found)));
    at = static_cast<size_t>(found) + needle.size();
  }
  TRY(pieces.Add(at, text.size()));
  return pieces.list();
}

Result<Value> Rsplit(Thread& t, Value self, Value sep, struct Index maxsplit) {
  Pieces pieces(t, self, TRY(List::New(t)));
  const ByteSpan text = pieces.text();
  if (sep.IsNone()) return RsplitWhitespace(text, Limit(maxsplit), pieces);
  Buffer buffer(t);
  TRY(buffer.Take(sep));
  const ByteSpan needle = buffer.span();
  if (needle.empty()) return RaiseValueError(t, "empty separator");
  size_t end = text.size();
  for (int64_t i = 0; i < Limit(maxsplit); ++i) {
    const int64_t found = FindLastBytes(text, needle, 0, end);
    if (found < 0) break;
    TRY(pieces.Add(static_cast<size_t>(found) + needle.size(), end));
    end = static_cast<size_t>(found);
  }
  TRY(pieces.Add(0, end));
  return pieces.Reversed();
}

Result<Value> Splitlines(Thread& t, Value self, int keepends) {
  Pieces pieces(t, self, TRY(List::New(t)));
  const ByteSpan text = pieces.text();
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && text[end] != '\n' && text[end] != '\r') ++end;
    size_t next = end;
    if (next < text.size()) {
      next += text[next] == '\r' && next + 1 < text.size() && text[next + 1] == '\n' ? 2 : 1;
    }
    TRY(pieces.Add(at, keepends != 0 ? next : end));
    at = next;
  }
  return pieces.list();
}

Result<Value> Partition(Thread& t, Value self, Value sep) {
  return PartitionWith(t, self, sep, false);
}
Result<Value> Rpartition(Thread& t, Value self, Value sep) {
  return PartitionWith(t, self, sep, true);
}

}  // namespace krait::byte_methods
