#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

#include "gil/blocking.h"
#include "gil/thread_list.h"
#include "gil/threading.h"
#include "vm/heap/heap.h"
#include "vm/heap/thread.h"
#include "vm/number/hash.h"
#include "vm/number/int_text.h"
#include "vm/object/builtin_types.h"
#include "vm/object/capabilities.h"
#include "vm/object/intern_table.h"
#include "vm/object/layout_table.h"
#include "vm/object/names.h"
#include "vm/object/shape_table.h"
#include "vm/object/weakref_table.h"

namespace krait {

class Dict;
class Exception;
class Tuple;

struct VmOptions {
  gil::ModelKind threading = gil::ModelKind::kGil;
  HeapOptions heap;
  StringHashKey hash_secret;
  int32_t recursion_limit = 1000;
  Capabilities capabilities = Capabilities::All();
  /// Adds the layouts of the folders above vm/object.
  void (*add_layouts)(LayoutTable& table) = nullptr;
};

/// State that a floor above the object layer keeps per VM. A class derived from this names its
/// place: `static constexpr VmPartId kPartId = VmPartId::kCodecs;`.
enum class VmPartId {
  kInterp,
  kBuiltins,
  kSys,
  kImport,
  kCodecs,
  kIo,
  kWarnings,
  kSignal,
  kThread,
  kAtexit,
  kTypes,
  kModules,
  kApi,
  kTrace,
  kTierUp,
  kConsumers,
  kGc,
  kMarshal,
  kItertools,
  kCollections,
  kFunctools,
  kContextvars,
  kSre,
  kCsv,
  kStruct,
  kArray,
  kSelect,
  kSocket,
  kPosix,
  kTime,
  kAbc,
  kWeakref,
  kFaulthandler,
  kAudit,
  kAst,
  kCompiler,
  kCount
};

class VmPart {
 public:
  virtual ~VmPart() = default;
  virtual void TraceRoots(Marker& marker) = 0;
  /// Unmarked cells may be forgotten here: the part's own weak tables.
  virtual void DropUnmarked(Marker& marker) { (void)marker; }
};

/// One isolated Python: heap, types, interned names, threads. Everything that lives as long as it.
class Vm final : private HeapClient {
 public:
  explicit Vm(const VmOptions& options);
  ~Vm() override;
  Vm(const Vm&) = delete;
  Vm& operator=(const Vm&) = delete;

  /// Makes the bare built-in types, names and singletons. `t` is the VM's first thread, attached.
  /// Fails only when the heap limit is too low.
  Result<None> Bootstrap(Thread& t);

  const BuiltinTypes& types() const { return types_; }
  BuiltinTypes& mutable_types() { return types_; }
  const Names& names() const { return names_; }
  const LayoutTable& layouts() const { return layouts_; }
  Heap& heap() { return heap_; }
  gil::ThreadingModel& threading() { return threads_.model(); }
  gil::ThreadGroup& threads() { return threads_; }
  ShapeTable& shape_table() { return shape_table_; }
  InternTable& interned() { return interned_; }
  WeakrefTable& weakrefs() { return weakrefs_; }
  const StringHashKey& hash_secret() const { return options_.hash_secret; }
  Capabilities capabilities() const { return options_.capabilities; }
  std::atomic<int32_t>& recursion_limit() { return recursion_limit_; }
  /// sys.set_int_max_str_digits(); 0: no limit.
  std::atomic<int32_t>& int_max_str_digits() { return int_max_str_digits_; }
  /// Serialises changes of types and shapes; waiters are detached. Innermost: no Python runs and no
  /// object is locked under it.
  gil::Mutex& type_lock() { return type_lock_; }
  /// A fresh value of Type::version or DictKeys::version.
  uint64_t NextVersion() { return next_version_.fetch_add(1, std::memory_order_relaxed); }

  Tuple* empty_tuple() const { return empty_tuple_; }
  Str* empty_str() const { return empty_str_; }
  Str* latin1_char(uint8_t c) const { return latin1_chars_[c]; }
  Dict* builtins() const { return builtins_; }  // namespace of the builtins module
  Dict* modules() const { return modules_; }    // sys.modules
  Exception* memory_error() const { return memory_error_; }

  template <typename T>
  T& part() {
    return static_cast<T&>(*parts_[static_cast<int>(T::kPartId)]);
  }
  /// Null if nobody has added it.
  template <typename T>
  T* FindPart() {
    return static_cast<T*>(parts_[static_cast<int>(T::kPartId)].get());
  }
  template <typename T>
  T& AddPart(std::unique_ptr<T> part) {
    auto& place = parts_[static_cast<int>(T::kPartId)];
    place = std::move(part);
    return static_cast<T&>(*place);
  }

  /// Frames are above this layer: it says how to trace a thread's.
  using FrameTracer = void (*)(Thread& thread, Marker& marker);
  void set_frame_tracer(FrameTracer tracer) { frame_tracer_ = tracer; }

  /// Inline caches are above this layer: it says how to forget all of them (see TypeMutator).
  using CacheFlusher = void (*)(Thread& t);
  void set_cache_flusher(CacheFlusher flusher) { cache_flusher_ = flusher; }
  void FlushInlineCaches(Thread& t) {
    if (cache_flusher_ != nullptr) cache_flusher_(t);
  }

  /// What a safepoint does when the poll word is set: the interpreter's.
  using PollHook = Result<None> (*)(Thread& t);
  void set_poll_hook(PollHook hook) { poll_hook_ = hook; }
  PollHook poll_hook() const { return poll_hook_; }
  /// The globals of the Python code now running, or null: the interpreter's.
  using GlobalsHook = Dict* (*)(Thread& t);
  void set_globals_hook(GlobalsHook hook) { globals_hook_ = hook; }
  Dict* CurrentGlobals(Thread& t) const {
    return globals_hook_ == nullptr ? nullptr : globals_hook_(t);
  }
  /// Runs the Python handlers of signals that arrived: set by the _signal module.
  void set_signal_hook(PollHook hook) { signal_hook_ = hook; }
  PollHook signal_hook() const { return signal_hook_; }

  /// How an exception that nobody can handle is reported: set by the sys module.
  using UnraisableHook = void (*)(Thread& t, std::string_view where, Value object);
  void set_unraisable_hook(UnraisableHook hook) { unraisable_hook_ = hook; }
  UnraisableHook unraisable_hook() const { return unraisable_hook_; }

 private:
  Result<None> MakeTypes(Thread& t);
  Result<None> NameTypes(Thread& t);
  Result<None> MakeSingletons(Thread& t);

  void ReleaseLocalHeaps() override;
  void TraceRoots(Marker& marker) override;
  bool ProcessUnreachable(Marker& marker) override;
  void DropUnmarked(Marker& marker) override;
  void AfterCollection(Thread& thread) override;
  Object* const* shapes() override { return shape_table_.base(); }

  VmOptions options_;
  LayoutTable layouts_;
  gil::ThreadGroup threads_;
  ShapeTable shape_table_;
  Heap heap_;
  InternTable interned_;
  WeakrefTable weakrefs_;
  BuiltinTypes types_;
  Names names_;
  Tuple* empty_tuple_ = nullptr;
  Str* empty_str_ = nullptr;
  std::array<Str*, 256> latin1_chars_{};
  Dict* builtins_ = nullptr;
  Dict* modules_ = nullptr;
  Exception* memory_error_ = nullptr;
  gil::Mutex type_lock_;
  std::atomic<int32_t> recursion_limit_;
  std::atomic<int32_t> int_max_str_digits_{kDefaultMaxStrDigits};
  std::atomic<uint64_t> next_version_{1};
  FrameTracer frame_tracer_ = nullptr;
  CacheFlusher cache_flusher_ = nullptr;
  UnraisableHook unraisable_hook_ = nullptr;
  GlobalsHook globals_hook_ = nullptr;
  PollHook signal_hook_ = nullptr;
  PollHook poll_hook_ = [](Thread& t) -> Result<None> {
    t.vm().threading().Poll(t);
    return None{};
  };
  std::array<std::unique_ptr<VmPart>, static_cast<int>(VmPartId::kCount)> parts_;
};

/// The built-in type of that name: `TypeOf(t, value)->IsSubtypeOf(types(t).int_)`.
inline const BuiltinTypes& types(Thread& t) { return t.vm().types(); }
/// Holds a gil::Mutex for a scope.
class MutexScope {
 public:
  MutexScope(Thread& t, gil::Mutex& mutex) : thread_(t), mutex_(mutex) { (void)mutex.Lock(t); }
  MutexScope(const MutexScope&) = delete;
  MutexScope& operator=(const MutexScope&) = delete;
  ~MutexScope() { mutex_.Unlock(thread_); }

 private:
  Thread& thread_;
  gil::Mutex& mutex_;
};

inline const Names& names(Thread& t) { return t.vm().names(); }

}  // namespace krait
