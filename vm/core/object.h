#pragma once

#include <atomic>
#include <cstdint>

#include "vm/core/layout.h"
#include "vm/core/value.h"

namespace krait {

/// The eight bytes at the front of every heap cell. All cells are 16-byte aligned and never move.
///
/// `shape` indexes the VM's shape table, which leads to the Python type; `layout` says what the
/// cell physically holds and is the same in every VM. Internal storage has shape 0.
class Object {
 public:
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  uint32_t shape_id() const { return shape_id_.load(std::memory_order_relaxed); }
  /// Publishes attribute slots written before: readers that see the id see the slots.
  void set_shape_id(uint32_t id) { shape_id_.store(id, std::memory_order_release); }

  Layout layout() const { return static_cast<Layout>(layout_ & ~kSubclassBit); }
  /// The layout with kSubclassBit still in it: equal to a plain Layout only for exact built-ins.
  uint16_t layout_word() const { return layout_; }
  bool IsExact(Layout layout) const { return layout_ == static_cast<uint16_t>(layout); }
  bool IsSubclassInstance() const { return (layout_ & kSubclassBit) != 0; }

  /// gil::ObjectLock's byte. Of its upper six bits the heap uses kLargeCellBit.
  std::atomic<uint8_t>& lock_byte() { return lock_; }
  static constexpr uint8_t kLargeCellBit = 0x80;
  bool IsLargeCell() const { return (lock_.load(std::memory_order_relaxed) & kLargeCellBit) != 0; }

  /// Bits that belong to the layout's class (say, "buffer is shared" of a string).
  uint8_t flags() const { return flags_.load(std::memory_order_relaxed); }
  void set_flags(uint8_t flags) { flags_.store(flags, std::memory_order_relaxed); }

  /// Called once by the allocator on zeroed memory.
  void InitializeHeader(uint32_t shape_id, uint16_t layout_word) {
    layout_ = layout_word;
    shape_id_.store(shape_id, std::memory_order_release);
  }

 protected:
  Object() = default;

 private:
  std::atomic<uint32_t> shape_id_;
  uint16_t layout_;
  std::atomic<uint8_t> lock_;
  std::atomic<uint8_t> flags_;
};

static_assert(sizeof(Object) == 8);

/// The C++ class `T` of a heap object names its layout as `T::kLayout`; a subclass instance counts.
template <typename T>
bool Is(const Object* object) {
  return object->layout() == T::kLayout;
}
template <typename T>
bool Is(Value value) {
  return value.IsObject() && Is<T>(value.AsObject());
}
/// Exactly the built-in type, no Python-level subclass: what fast paths guard on.
template <typename T>
bool IsExactly(Value value) {
  return value.IsObject() && value.AsObject()->IsExact(T::kLayout);
}
/// Unchecked: the caller knows the layout.
template <typename T>
T* Cast(Value value) {
  return static_cast<T*>(value.AsObject());
}
/// Null when `value` is no T.
template <typename T>
T* TryCast(Value value) {
  return Is<T>(value) ? Cast<T>(value) : nullptr;
}

}  // namespace krait
