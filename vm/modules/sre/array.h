#pragma once

#include <cstddef>
#include <cstring>
#include <limits>
#include <type_traits>

#include "absl/base/optimization.h"
#include "vm/modules/sre/host.h"

namespace krait::sre {

/// A growable array in the host's memory. Growth reports refusal instead of aborting, as the sizes
/// are chosen by programs.
template <typename T>
class Array {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);

 public:
  explicit Array(Host& host) : host_(&host) {}
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;
  ~Array() {
    if (data_ != nullptr) host_->Free(data_, capacity_ * sizeof(T));
  }

  T* data() { return data_; }
  const T* data() const { return data_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }
  T& back() { return data_[size_ - 1]; }

  void Clear() { size_ = 0; }
  void RemoveLast() { --size_; }

  [[nodiscard]] bool Append(const T& value) {
    if (ABSL_PREDICT_FALSE(size_ == capacity_) && !Grow(size_ + 1)) return false;
    data_[size_++] = value;
    return true;
  }

  [[nodiscard]] bool Append(const T* values, size_t count) {
    if (count > capacity_ - size_ && !Grow(size_ + count)) return false;
    if (count != 0) std::memcpy(data_ + size_, values, count * sizeof(T));
    size_ += count;
    return true;
  }

  /// New elements have indeterminate values.
  [[nodiscard]] bool Resize(size_t size) {
    if (size > capacity_ && !Grow(size)) return false;
    size_ = size;
    return true;
  }

 private:
  bool Grow(size_t least) {
    constexpr size_t kMost = std::numeric_limits<ptrdiff_t>::max() / sizeof(T);
    if (least > kMost) return false;
    size_t wanted = capacity_ > kMost / 2 ? kMost : capacity_ * 2;
    if (wanted < least) wanted = least;
    if (wanted < kLeastCapacity) wanted = kLeastCapacity;
    void* grown = host_->Resize(data_, capacity_ * sizeof(T), wanted * sizeof(T));
    if (grown == nullptr) return false;
    data_ = static_cast<T*>(grown);
    capacity_ = wanted;
    return true;
  }

  static constexpr size_t kLeastCapacity = 8;

  Host* host_;
  T* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace krait::sre
