#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/heap/marker.h"

namespace krait {

class Thread;
class Type;

/// weakref.ref (and, under another layout, the proxies). The referent is not traced: the
/// collector clears it (see WeakrefTable).
class WeakRef : public Object {
 public:
  static constexpr Layout kLayout = Layout::kWeakRef;

  /// `callback` is None or a callable. `cls` is weakref.ref, a subclass, or a proxy type.
  static Result<WeakRef*> New(Thread& t, Type* cls, Object* referent, Value callback);

  /// Null once the referent is gone.
  Object* referent() const { return referent_.load(std::memory_order_acquire); }
  void Clear() { referent_.store(nullptr, std::memory_order_release); }
  Value callback() const { return callback_.Load(); }
  void set_callback(Value callback) { callback_.Store(this, callback); }
  /// -1: not computed.
  int64_t hash() const { return hash_.load(std::memory_order_relaxed); }
  void set_hash(int64_t hash) { hash_.store(hash, std::memory_order_relaxed); }

  void Trace(Marker& marker) {
    marker.Visit(attributes_);
    marker.Visit(callback_);
  }

 private:
  friend class WeakrefTable;
  Field<Object*> attributes_;
  std::atomic<Object*> referent_;
  Field<Value> callback_;
  std::atomic<int64_t> hash_;
};

class WeakProxy : public WeakRef {
 public:
  static constexpr Layout kLayout = Layout::kWeakProxy;
};

}  // namespace krait
