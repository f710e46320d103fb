#pragma once

#include <cstdint>

#include "gil/thread_state.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/heap/local_heap.h"

namespace krait {

class Frame;
class Heap;
class LookupCache;
class Marker;
class ReprGuard;
class RootList;
class Vm;
namespace stencils {
struct Activation;
}

/// One entry of the stack behind sys.exc_info(): a generator has its own.
struct HandledException {
  Value exception = Value::None();
  HandledException* previous = nullptr;
};

/// A Python thread: what interpreter, allocator and collector keep per thread. A function that can
/// reach a safepoint takes one as its first parameter.
class Thread : public gil::ThreadState {
 public:
  Thread(Vm& vm, Heap& heap, Object* const* shapes);
  ~Thread();

  Vm& vm() const { return vm_; }
  Heap& heap() const { return heap_; }
  LocalHeap& local_heap() { return local_heap_; }
  /// The object (a Shape) behind a header's shape id.
  Object* shape(uint32_t id) const { return shapes_[id]; }

  /// The exception a failed Result speaks of; Unbound when none is pending.
  Value pending = Value::Unbound();
  /// What the interpreter loop hands to the C++ code that entered it.
  Value returned = Value::Unbound();
  /// `returned` is what a generator returned, not what it yielded.
  bool generator_returned = false;
  /// The next unwinding step re-raises: the frame is in the traceback already.
  bool suppress_traceback = false;
  bool HasPending() const { return !pending.IsUnbound(); }
  Value TakePending() {
    Value exception = pending;
    pending = Value::Unbound();
    return exception;
  }

  /// What `except` blocks now running have caught, innermost first; never null.
  HandledException base_handled;
  HandledException* handled = &base_handled;

  /// For a native function that collects (Method::collects) when the interpreter itself calls it:
  /// where on the native stack references begin; below there are only stale ones. Null in all other
  /// cases. The function takes it away before other code runs.
  const uintptr_t* native_roots_begin = nullptr;

  /// Visits what native code on this thread may hold: its stack (scanned conservatively), root
  /// lists and exceptions. The thread is stopped, or is the one that collects.
  void TraceNative(Marker& marker);

  /// Python frames live off the native stack: see vm/frame.
  Frame* frame = nullptr;      // innermost, null outside Python code
  char* frame_base = nullptr;  // of the current chunk of frame memory
  char* frame_top = nullptr;
  char* frame_limit = nullptr;
  int32_t recursion_remaining = 1000;

  /// sys.set_asyncgen_hooks() and sys.set_coroutine_origin_tracking_depth() speak of one thread.
  Value asyncgen_firstiter = Value::None();
  Value asyncgen_finalizer = Value::None();
  int32_t coroutine_origin_depth = 0;

  /// This thread's cache of attribute lookups along MROs: see vm/object/lookup_cache.h.
  LookupCache* lookup_cache = nullptr;

  /// The innermost repr() of a container under way: see vm/object/repr_guard.h.
  ReprGuard* repr_guard = nullptr;

  /// The innermost run of machine code under way: see stencils/abi.h.
  stencils::Activation* activation = nullptr;

 private:
  friend class RootList;

  Vm& vm_;
  Heap& heap_;
  Object* const* shapes_;
  LocalHeap local_heap_;
  RootList* roots_ = nullptr;
};

/// Base of native things that keep Values in malloc memory: a doubly linked list per thread.
class RootList {
 public:
  explicit RootList(Thread& t);
  virtual ~RootList();
  RootList(const RootList&) = delete;
  RootList& operator=(const RootList&) = delete;
  virtual void TraceRoots(Marker& marker) = 0;

 private:
  friend class Thread;
  Thread& thread_;
  RootList* previous_ = nullptr;
  RootList* next_ = nullptr;
};

/// Allocates a cell of `size` bytes (at least sizeof(T)) with its header stored; the rest is zero,
/// or of a cell without references what lies below `zeroed` bytes: the caller writes all others.
/// Raises MemoryError when the heap limit is reached.
template <typename T>
Result<T*> AllocateCell(Thread& t, uint32_t shape_id, uint16_t layout_word, size_t size,
                        size_t zeroed = kAllZeroed);

/// Sets the VM's preallocated MemoryError pending.
Raised RaiseMemoryError(Thread& t);

template <typename T>
Result<T*> AllocateCell(Thread& t, uint32_t shape_id, uint16_t layout_word, size_t size,
                        size_t zeroed) {
  void* cell = t.local_heap().Allocate(t, size, zeroed);
  if (cell == nullptr) [[unlikely]]
    return RaiseMemoryError(t);
  static_cast<Object*>(cell)->InitializeHeader(shape_id, layout_word);
  return static_cast<T*>(cell);
}
/// Internal storage that Python never sees.
template <typename T>
Result<T*> AllocateStorage(Thread& t, size_t size, size_t zeroed = kAllZeroed) {
  return AllocateCell<T>(t, 0, static_cast<uint16_t>(T::kLayout), size, zeroed);
}

}  // namespace krait
