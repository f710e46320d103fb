#include "vm/builtins/memory_view_index.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/builtins/memory_view_item.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/memory_view.h"
#include "vm/object/operations.h"
#include "vm/object/slice.h"
#include "vm/object/tuple.h"

/// Subscripts of memoryview.
namespace krait {

Result<None> CheckNotReleased(Thread& t, const MemoryView* view) {
  if (!view->released()) return None{};
  return RaiseValueError(t, "operation forbidden on released memoryview object");
}

namespace {

Raised RaiseNotImplemented(Thread& t, const char* what) {
  return Raise(t, &BuiltinTypes::NotImplementedError, what);
}

bool IsIndexLike(Thread& t, Value value) {
  return value.IsInt() || TypeOf(t, value)->slots().index != nullptr;
}

enum class KeyKind { kIndex, kSlice, kIndices, kSlices, kOther };

/// A tuple counts as the kind that all its items have; the empty one as indices.
KeyKind KindOf(Thread& t, Value key) {
  if (IsIndexLike(t, key)) return KeyKind::kIndex;
  if (Is<Slice>(key)) return KeyKind::kSlice;
  if (!Is<Tuple>(key)) return KeyKind::kOther;
  bool indices = true;
  bool slices = true;
  for (Value item : Cast<Tuple>(key)->values()) {
    indices = indices && IsIndexLike(t, item);
    slices = slices && Is<Slice>(item);
  }
  return indices ? KeyKind::kIndices : slices ? KeyKind::kSlices : KeyKind::kOther;
}

/// The item at `index` along `dimension`, from `data`.
Result<uint8_t*> Advance(Thread& t, const StridedView& view, uint8_t* data, int dimension,
                         Value index) {
  const int64_t size = view.shape[dimension];
  int64_t at = TRY(ToIndexInt64(t, index, &BuiltinTypes::IndexError));
  if (at < 0) at += size;
  if (at < 0 || at >= size) {
    return Raise(t, &BuiltinTypes::IndexError,
                 absl::StrCat("index out of bounds on dimension ", dimension + 1));
  }
  return data + at * view.strides[dimension];
}

Result<uint8_t*> ItemAt(Thread& t, const MemoryView* self, const Tuple* indices) {
  const StridedView view = self->items();
  const auto count = static_cast<int64_t>(indices->size());
  if (count < view.dimensions) return RaiseNotImplemented(t, "sub-views are not implemented");
  if (count > view.dimensions) {
    return RaiseTypeError(t, absl::StrCat("cannot index ", view.dimensions, "-dimension view with ",
                                          count, "-element tuple"));
  }
  uint8_t* data = view.data;
  for (int i = 0; i < view.dimensions; ++i) {
    data = TRY(Advance(t, view, data, i, indices->At(static_cast<size_t>(i))));
  }
  return data;
}

Result<SliceRange> Select(Thread& t, const MemoryView* self, Value key) {
  const SliceRange range = TRY(Cast<Slice>(key)->Indices(t, self->shape()[0]));
  TRY(CheckNotReleased(t, self));
  return range;
}

/// A step beyond any memory selects one item at most: its product does not matter.
int64_t Stride(const MemoryView* self, const SliceRange& range) {
  int64_t stride;
  return __builtin_mul_overflow(self->strides()[0], range.step, &stride) ? 0 : stride;
}

Result<Value> GetSlice(Thread& t, MemoryView* self, Value key) {
  const SliceRange selected = TRY(Select(t, self, key));
  MemoryView* view = TRY(MemoryView::NewLike(t, self, self->dimensions()));
  std::copy_n(self->shape(), 2 * self->dimensions(), view->mutable_shape());
  view->set_data(self->items().data + selected.start * self->strides()[0]);
  view->mutable_shape()[0] = selected.count;
  view->mutable_strides()[0] = Stride(self, selected);
  return view;
}

/// dest[:] = source, both of one dimension; they may overlap.
Result<None> Assign(Thread& t, const StridedView& dest, const StridedView& source) {
  const auto plain = [](const char* format) { return *format == '@' ? format + 1 : format; };
  if (dest.item_size != source.item_size || source.dimensions != 1 ||
      dest.shape[0] != source.shape[0] ||
      std::strcmp(plain(dest.format), plain(source.format)) != 0) {
    return RaiseValueError(t, "memoryview assignment: lvalue and rvalue have different structures");
  }
  const int64_t bytes = dest.ByteCount();
  if (bytes == 0) return None{};
  if (dest.IsContiguous() && source.IsContiguous()) {
    std::memmove(dest.data, source.data, static_cast<size_t>(bytes));
    return None{};
  }
  RawArray* copy = TRY(RawArray::New(t, static_cast<size_t>(bytes)));
  CopyItems(source, copy->data());
  for (int64_t i = 0; i < dest.shape[0]; ++i) {
    std::memcpy(dest.data + i * dest.strides[0], copy->data() + i * dest.item_size,
                static_cast<size_t>(dest.item_size));
  }
  return None{};
}

Result<None> SetSlice(Thread& t, MemoryView* self, Value key, Value value) {
  Buffer buffer(t);
  TRY(buffer.Take(value, kBufferShaped));
  const BufferItems source(buffer.view());
  const SliceRange selected = TRY(Select(t, self, key));
  const int64_t stride = Stride(self, selected);
  StridedView dest = self->items();
  dest.data += selected.start * self->strides()[0];
  dest.shape = &selected.count;
  dest.strides = &stride;
  return Assign(t, dest, source.view());
}

bool IsWholeOfScalar(Value key) { return Is<Tuple>(key) && Cast<Tuple>(key)->size() == 0; }

Result<None> Store(Thread& t, MemoryView* self, uint8_t* item, Value value) {
  const int code = TRY(ItemCode(t, self->format()));
  // The conversion may run Python that releases the view.
  uint8_t packed[sizeof(double)];
  TRY(PackItem(t, packed, static_cast<char>(code), value));
  TRY(CheckNotReleased(t, self));
  std::memcpy(item, packed, static_cast<size_t>(self->item_size()));
  return None{};
}

}  // namespace

Result<Value> MemoryViewGetItem(Thread& t, Value self, Value key) {
  auto* view = Cast<MemoryView>(self);
  TRY(CheckNotReleased(t, view));
  if (view->dimensions() == 0) {
    if (key.SameBits(Value::Ellipsis())) return self;
    if (!IsWholeOfScalar(key)) return RaiseTypeError(t, "invalid indexing of 0-dim memory");
    return UnpackItem(t, view->items().data, static_cast<char>(TRY(ItemCode(t, view->format()))));
  }
  uint8_t* item = nullptr;
  switch (KindOf(t, key)) {
    case KeyKind::kIndex:
      if (view->dimensions() != 1) {
        return RaiseNotImplemented(t, "multi-dimensional sub-views are not implemented");
      }
      item = TRY(Advance(t, view->items(), view->items().data, 0, key));
      break;
    case KeyKind::kSlice:
      return GetSlice(t, view, key);
    case KeyKind::kIndices:
      item = TRY(ItemAt(t, view, Cast<Tuple>(key)));
      break;
    case KeyKind::kSlices:
      return RaiseNotImplemented(t, "multi-dimensional slicing is not implemented");
    case KeyKind::kOther:
      return RaiseTypeError(t, "memoryview: invalid slice key");
  }
  TRY(CheckNotReleased(t, view));
  return UnpackItem(t, item, static_cast<char>(TRY(ItemCode(t, view->format()))));
}

Result<None> MemoryViewSetItem(Thread& t, Value self, Value key, Value value) {
  auto* view = Cast<MemoryView>(self);
  TRY(CheckNotReleased(t, view));
  TRY(ItemCode(t, view->format()));
  if (view->readonly()) return RaiseTypeError(t, "cannot modify read-only memory");
  if (value.IsUnbound()) return RaiseTypeError(t, "cannot delete memory");
  if (view->dimensions() == 0) {
    if (!key.SameBits(Value::Ellipsis()) && !IsWholeOfScalar(key)) {
      return RaiseTypeError(t, "invalid indexing of 0-dim memory");
    }
    return Store(t, view, view->items().data, value);
  }
  const KeyKind kind = KindOf(t, key);
  if (kind == KeyKind::kIndex) {
    if (view->dimensions() != 1) return RaiseNotImplemented(t, "sub-views are not implemented");
    return Store(t, view, TRY(Advance(t, view->items(), view->items().data, 0, key)), value);
  }
  if (kind == KeyKind::kIndices)
    return Store(t, view, TRY(ItemAt(t, view, Cast<Tuple>(key))), value);
  if (kind == KeyKind::kOther) return RaiseTypeError(t, "memoryview: invalid slice key");
  if (kind == KeyKind::kSlice && view->dimensions() == 1) return SetSlice(t, view, key, value);
  return RaiseNotImplemented(t,
                             "memoryview slice assignments are currently restricted to ndim = 1");
}

}  // namespace krait
