#pragma once

#include <atomic>
#include <vector>

#include "gil/raw_mutex.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/buffer.h"
#include "vm/object/vm.h"

namespace krait {

class Bytes;
class Marker;
class Thread;

/// Items in memory: where they are and what they mean. Strides are in bytes.
struct StridedView {
  uint8_t* data = nullptr;
  int64_t item_size = 1;
  const char* format = "B";
  int dimensions = 1;
  const int64_t* shape = nullptr;
  const int64_t* strides = nullptr;

  int64_t ItemCount() const;
  int64_t ByteCount() const { return ItemCount() * item_size; }
  bool IsContiguous() const;         // in C order
  bool IsFortranContiguous() const;  // first index fastest
};

/// Copies the items of `view` to `out` (ByteCount() bytes), the last index fastest or, with
/// `fortran`, the first.
void CopyItems(const StridedView& view, uint8_t* out, bool fortran = false);

/// The items of a buffer, with a shape even where the exporter gave none. Lives on the native
/// stack, no longer than `buffer`.
class BufferItems {
 public:
  explicit BufferItems(const BufferView& buffer);
  BufferItems(const BufferItems&) = delete;
  BufferItems& operator=(const BufferItems&) = delete;
  const StridedView& view() const { return view_; }

 private:
  static constexpr int kMaxDimensions = 64;
  StridedView view_;
  int64_t shape_[kMaxDimensions];
  int64_t strides_[kMaxDimensions];
};

/// The bytes of any exporter's buffer, side by side: what bytes() makes of it.
Result<Bytes*> BytesOfAnyBuffer(Thread& t, Value object);

/// A Python memoryview. Each one holds an export of its own on the object it looks into.
class MemoryView : public Object {
 public:
  static constexpr Layout kLayout = Layout::kMemoryView;
  static constexpr int kMaxDimensions = 64;

  /// Looks into `object`, which has a buffer; a memoryview gives one with the same geometry.
  static Result<MemoryView*> New(Thread& t, Value object);
  /// A second view of the same items with room for `dimensions` dimensions: the caller sets shape
  /// and strides.
  static Result<MemoryView*> NewLike(Thread& t, MemoryView* other, int dimensions);

  Value object() const { return object_.Load(); }
  bool released() const { return released_.load(std::memory_order_acquire); }
  bool readonly() const { return readonly_; }
  void set_readonly() { readonly_ = true; }
  StridedView items() const {
    return {data_, item_size_, format_, dimensions_, shape(), strides()};
  }
  int dimensions() const { return dimensions_; }
  const char* format() const { return format_; }
  int64_t item_size() const { return item_size_; }
  const int64_t* shape() const { return reinterpret_cast<const int64_t*>(this + 1); }
  const int64_t* strides() const { return shape() + dimensions_; }
  int64_t* mutable_shape() { return reinterpret_cast<int64_t*>(this + 1); }
  int64_t* mutable_strides() { return mutable_shape() + dimensions_; }
  void set_data(uint8_t* data) { data_ = data; }
  /// `format` has at most two characters.
  void SetFormat(const char* format, int64_t item_size);

  int64_t hash() const { return hash_.load(std::memory_order_relaxed); }  // -1: not computed
  void set_hash(int64_t hash) { hash_.store(hash, std::memory_order_relaxed); }

  void AddExport() { exports_.fetch_add(1, std::memory_order_relaxed); }
  void RemoveExport() { exports_.fetch_sub(1, std::memory_order_relaxed); }
  int64_t exports() const { return exports_.load(std::memory_order_relaxed); }

  /// Gives the export back; once.
  void Release();

  void Trace(Marker& marker);

 private:
  friend class MemoryViewTable;
  static Result<MemoryView*> Allocate(Thread& t, int dimensions);
  /// Takes the export that `view` describes.
  void Adopt(Thread& t, Value object, const BufferView& view);

  Field<Value> object_;  // the exporter
  Field<Value> owner_;   // what the export is on
  void (*release_)(Value owner);
  uint8_t* data_;
  int64_t item_size_;
  const char* format_;
  int dimensions_;
  bool readonly_;
  char own_format_[3];
  std::atomic<bool> released_;
  std::atomic<int64_t> exports_;  // buffers taken of the view itself
  std::atomic<int64_t> hash_;
};

/// The views of a VM that have an export to give back when they die.
class MemoryViewTable : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kTypes;
  void Add(MemoryView* view);
  void TraceRoots(Marker&) override {}
  void DropUnmarked(Marker& marker) override;

 private:
  gil::RawMutex mutex_;
  std::vector<MemoryView*> views_;
};

}  // namespace krait
