#pragma once

#include <atomic>
#include <concepts>
#include <type_traits>

#include "vm/core/object.h"
#include "vm/core/value.h"

namespace krait {

/// A reference inside a heap cell: a Value, or a pointer to a cell (null allowed).
///
/// Every store of a reference into the heap passes here, so this is the one place for a write
/// barrier and for the memory order that free threading needs: a store releases, so whoever loads
/// the reference sees the cell it points to fully written; a load's address dependency does the
/// rest.
template <typename T>
class Field {
  static_assert(std::same_as<T, Value> || std::is_pointer_v<T>);

 public:
  T Load() const { return word_.load(kDependentLoad); }
  /// For a reader that goes on to other fields without an address dependency.
  T LoadAcquire() const { return word_.load(std::memory_order_acquire); }

  /// `owner` is the cell that this field is part of.
  void Store(Object* owner, T value) {
    (void)owner;  // The collector is not generational yet; the barrier will need it.
    word_.store(value, std::memory_order_release);
  }
  bool CompareExchange(Object* owner, T& expected, T desired) {
    (void)owner;
    return word_.compare_exchange_strong(expected, desired, std::memory_order_acq_rel,
                                         std::memory_order_acquire);
  }

 private:
  // The thread sanitizer knows nothing of address dependencies.
#if __has_feature(thread_sanitizer)
  static constexpr std::memory_order kDependentLoad = std::memory_order_acquire;
#else
  static constexpr std::memory_order kDependentLoad = std::memory_order_relaxed;
#endif
  std::atomic<T> word_;
};

static_assert(sizeof(Field<Value>) == 8 && sizeof(Field<Object*>) == 8);

}  // namespace krait
