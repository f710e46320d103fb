#pragma once

#include <atomic>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/heap/marker.h"
#include "vm/object/bytes.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait::arrays {

/// What an array's type code stands for.
struct ItemType {
  char code;
  int8_t size;         // bytes per item
  const char* format;  // of exported buffers
  bool is_signed;
  int8_t machine_format;  // what pickles call the representation
  Result<Value> (*load)(Thread& t, const uint8_t* item);
  /// Converts and checks; may run Python code, so it writes to memory of the caller.
  Result<None> (*convert)(Thread& t, Value value, uint8_t* out);

  bool is_text() const { return code == 'u'; }
  bool is_float() const { return code == 'f' || code == 'd'; }
};

absl::Span<const ItemType> ItemTypes();
/// Null when there is none of that code.
const ItemType* FindItemType(char32_t code);
inline constexpr size_t kMaxItemSize = 8;

/// array.array. As with ByteArray, readers take no lock; writers hold the object's lock when the VM
/// runs without a GIL.
class Array : public NativeObject {
 public:
  static const NativeClass kClass;

  /// `size` zero items.
  static Result<Array*> New(Thread& t, Type* cls, const ItemType* type, size_t size);

  const ItemType& type() const { return *type_; }
  size_t item_size() const { return static_cast<size_t>(type_->size); }
  size_t size() const { return size_.load(std::memory_order_acquire); }  // in items
  /// The items as bytes; valid until the next change of size.
  absl::Span<uint8_t> bytes() const {
    RawArray* storage = storage_.Load();
    if (storage == nullptr) return {};
    return {storage->data(), std::min(size() * item_size(), storage->capacity())};
  }
  /// Unbound when there is no such item.
  Result<Value> Load(Thread& t, size_t index) const {
    const absl::Span<uint8_t> all = bytes();
    const size_t at = index * item_size();
    if (index >= size() || at + item_size() > all.size()) return Value::Unbound();
    return type_->load(t, all.data() + at);
  }

  // Writers: the caller holds the lock.
  /// BufferError when the size would change while a buffer is exported. New items are zero.
  Result<None> Resize(Thread& t, size_t size);
  /// Makes the items [begin, end) `count` items wide; what was behind them follows.
  Result<None> Splice(Thread& t, size_t begin, size_t end, size_t count);
  Result<None> CheckCanResize(Thread& t) const;

  void AddExport() { exports_.fetch_add(1, std::memory_order_relaxed); }
  void RemoveExport() { exports_.fetch_sub(1, std::memory_order_relaxed); }

 private:
  const ItemType* type_;
  std::atomic<size_t> size_;
  std::atomic<int64_t> exports_;
  Field<RawArray*> storage_;  // null while nothing was ever stored
};

class Part : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kArray;
  Type* array = nullptr;
  Type* iterator = nullptr;
  Object* reconstructor = nullptr;  // _array_reconstructor
  void TraceRoots(Marker& marker) override {
    marker.Visit(array);
    marker.Visit(iterator);
    marker.Visit(reconstructor);
  }
};
inline Part& PartOf(Thread& t) { return t.vm().part<Part>(); }

/// array[key] and array[key] = value; Unbound `value` deletes.
Result<Value> GetItem(Thread& t, Value self, Value key);
Result<None> SetItem(Thread& t, Value self, Value key, Value value);

/// array.frombytes(): appends a copy of the bytes.
Result<None> AppendBytes(Thread& t, Array* self, absl::Span<const uint8_t> bytes);

Result<None> AddArrayType(Thread& t, Module* module);
Result<None> AddReconstructor(Thread& t, Module* module);

}  // namespace krait::arrays
