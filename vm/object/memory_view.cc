#include "vm/object/memory_view.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "vm/heap/marker.h"
#include "vm/heap/thread.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/shape.h"

namespace krait {

// --- Items -----------------------------------------------------------------------------------

int64_t StridedView::ItemCount() const {
  int64_t count = 1;
  for (int i = 0; i < dimensions; ++i) count *= shape[i];
  return count;
}

bool StridedView::IsContiguous() const {
  int64_t expected = item_size;
  for (int i = dimensions; i-- > 0;) {
    if (shape[i] == 0) return true;
    if (shape[i] > 1 && strides[i] != expected) return false;
    expected *= shape[i];
  }
  return true;
}

bool StridedView::IsFortranContiguous() const {
  int64_t expected = item_size;
  for (int i = 0; i < dimensions; ++i) {
    if (shape[i] == 0) return true;
    if (shape[i] > 1 && strides[i] != expected) return false;
    expected *= shape[i];
  }
  return true;
}

namespace {

/// Copies what dimensions [from, ...) span; `step` is how the output goes on along each dimension.
void CopyDimension(const StridedView& view, int dimension, const uint8_t* data,
                   const int64_t* out_strides, uint8_t* out) {
  if (dimension == view.dimensions) {
    std::memcpy(out, data, static_cast<size_t>(view.item_size));
    return;
  }
  for (int64_t i = 0; i < view.shape[dimension]; ++i) {
    CopyDimension(view, dimension + 1, data + i * view.strides[dimension], out_strides,
                  out + i * out_strides[dimension]);
  }
}

}  // namespace

void CopyItems(const StridedView& view, uint8_t* out, bool fortran) {
  const int64_t bytes = view.ByteCount();
  if (bytes == 0) return;
  if (fortran ? view.IsFortranContiguous() : view.IsContiguous()) {
    std::memcpy(out, view.data, static_cast<size_t>(bytes));
    return;
  }
  int64_t strides[MemoryView::kMaxDimensions];
  int64_t step = view.item_size;
  for (int i = 0; i < view.dimensions; ++i) {
    const int at = fortran ? i : view.dimensions - 1 - i;
    strides[at] = step;
    step *= view.shape[at];
  }
  CopyDimension(view, 0, view.data, strides, out);
}

BufferItems::BufferItems(const BufferView& buffer) {
  view_ = {buffer.data, buffer.item_size, buffer.format, buffer.dimensions, shape_, strides_};
  if (buffer.shape == nullptr) {
    view_.dimensions = 1;
    shape_[0] = buffer.item_size == 0 ? 0 : buffer.size / buffer.item_size;
    strides_[0] = buffer.item_size;
    return;
  }
  std::copy_n(buffer.shape, buffer.dimensions, shape_);
  if (buffer.strides != nullptr) {
    std::copy_n(buffer.strides, buffer.dimensions, strides_);
    return;
  }
  int64_t step = buffer.item_size;
  for (int i = buffer.dimensions; i-- > 0;) {
    strides_[i] = step;
    step *= shape_[i];
  }
}

Result<Bytes*> BytesOfAnyBuffer(Thread& t, Value object) {
  Buffer buffer(t);
  TRY(buffer.Take(object, kBufferShaped));
  const BufferItems items(buffer.view());
  Bytes* bytes = TRY(Bytes::NewUninitialized(t, static_cast<size_t>(items.view().ByteCount())));
  CopyItems(items.view(), bytes->mutable_data());
  return bytes;
}

// --- Views -----------------------------------------------------------------------------------

Result<MemoryView*> MemoryView::Allocate(Thread& t, int dimensions) {
  const size_t size = sizeof(MemoryView) + 2 * sizeof(int64_t) * static_cast<size_t>(dimensions);
  auto* view = TRY(AllocateCell<MemoryView>(t, types(t).memoryview->instance_shape()->id(),
                                            static_cast<uint16_t>(kLayout), size));
  view->dimensions_ = dimensions;
  view->set_hash(-1);
  return view;
}

void MemoryView::Adopt(Thread& t, Value object, const BufferView& view) {
  object_.Store(this, object);
  owner_.Store(this, view.owner);
  release_ = view.release;
  data_ = view.data;
  item_size_ = view.item_size;
  format_ = view.format;
  readonly_ = view.readonly;
  if (release_ != nullptr) t.vm().part<MemoryViewTable>().Add(this);
}

namespace {

/// The export slot of what `object` looks into.
Result<None> TakeExport(Thread& t, Value object, BufferView* out) {
  const BufferSlot slot = TypeOf(t, object)->slots().buffer;
  if (slot == nullptr) {
    return RaiseTypeError(t, absl::StrCat("memoryview: a bytes-like object is required, not '",
                                          TypeName(t, object), "'"));
  }
  return slot(t, object, kBufferShaped, out);
}

}  // namespace

Result<MemoryView*> MemoryView::New(Thread& t, Value object) {
  if (auto* other = TryCast<MemoryView>(object)) {
    MemoryView* copy = TRY(NewLike(t, other, other->dimensions()));
    std::copy_n(other->shape(), 2 * other->dimensions(), copy->mutable_shape());
    return copy;
  }
  BufferView buffer;
  TRY(TakeExport(t, object, &buffer));
  const BufferItems items(buffer);
  const StridedView& geometry = items.view();
  const Result<MemoryView*> made = Allocate(t, geometry.dimensions);
  if (!made.ok()) {
    if (buffer.release != nullptr) buffer.release(buffer.owner);
    return Raised{};
  }
  MemoryView* view = *made;
  std::copy_n(geometry.shape, geometry.dimensions, view->mutable_shape());
  std::copy_n(geometry.strides, geometry.dimensions, view->mutable_strides());
  view->Adopt(t, object, buffer);
  return view;
}

Result<MemoryView*> MemoryView::NewLike(Thread& t, MemoryView* other, int dimensions) {
  if (other->released()) {
    return RaiseValueError(t, "operation forbidden on released memoryview object");
  }
  MemoryView* view = TRY(Allocate(t, dimensions));
  BufferView buffer;
  TRY(TakeExport(t, other->object(), &buffer));
  view->Adopt(t, other->object(), buffer);
  view->data_ = other->data_;
  view->readonly_ = other->readonly_;
  view->item_size_ = other->item_size_;
  view->format_ = other->format_;
  if (other->format_ == other->own_format_) view->SetFormat(other->format_, other->item_size_);
  return view;
}

void MemoryView::SetFormat(const char* format, int64_t item_size) {
  char copy[sizeof(own_format_)] = {};
  std::strncpy(copy, format, sizeof(copy) - 1);
  std::memcpy(own_format_, copy, sizeof(copy));
  format_ = own_format_;
  item_size_ = item_size;
}

void MemoryView::Release() {
  if (released_.exchange(true, std::memory_order_acq_rel)) return;
  if (release_ != nullptr) release_(owner_.Load());
}

void MemoryView::Trace(Marker& marker) {
  marker.Visit(object_);
  marker.Visit(owner_);
}

void MemoryViewTable::Add(MemoryView* view) {
  gil::RawMutexLock lock(mutex_);
  views_.push_back(view);
}

void MemoryViewTable::DropUnmarked(Marker& marker) {
  std::erase_if(views_, [&](MemoryView* view) {
    if (view->released()) return true;
    if (marker.IsMarked(view)) return false;
    const Value owner = view->owner_.Load();
    if (owner.IsObject() && marker.IsMarked(owner.AsObject())) view->Release();
    return true;
  });
}

}  // namespace krait
