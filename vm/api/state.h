#pragma once

#include <pthread.h>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "vm/api/inside.h"

namespace krait::inline v1::internal {

/// An object that the host program holds on to.
struct Root {
  uint64_t bits;
  Root* previous;
  Root* next;
};

/// A host function behind a NativeFunction or method descriptor.
struct HostMethod : Method {
  std::string owned_name;
  HostFunction function;
};

/// A Python class for a C++ type.
struct HostClass {
  TypeTag tag;
  Type* type;  // a root
  internal::Constructor constructor;
};

/// What is behind a Vm: shared by all handles to its objects, so that it outlives them. The VM
/// itself ends with Close.
class VmState : public std::enable_shared_from_this<VmState> {
 public:
  explicit VmState(Options options);
  ~VmState();
  VmState(const VmState&) = delete;
  VmState& operator=(const VmState&) = delete;

  absl::Status Start();
  void Close();

  inside::Vm& vm() { return *vm_; }
  RunControl& control() { return ControlOf(*vm_); }
  const Options& options() const { return options_; }

  /// The calling thread's Thread; null when it is not attached.
  Thread* CurrentThread();
  absl::Status AttachThread();
  void DetachThread();
  /// A Python thread calls host code: what that calls finds the thread it runs in.
  bool Adopt(Thread& t);
  void Disown();

  /// Around each entry from outside: counts calls, and starts the budgets of the first.
  void BeginCall();
  void EndCall();
  absl::Status SetLimits(const Limits& limits);
  absl::Status Resume();

  Root* AddRoot(uint64_t bits);
  Root* CopyRoot(const Root* root);
  void DropRoot(Root* root);

  /// The pending exception, or why the VM is stopped, as a status.
  absl::Status TakeError(Thread& t);
  /// Makes what `status` says pending.
  Raised RaiseStatus(Thread& t, const absl::Status& status);

  HostMethod* NewMethod(absl::string_view name, HostFunction function);
  HostClass* NewClass(TypeTag tag, Type* type);
  HostClass* FindClass(TypeTag tag);
  HostClass* FindClass(const Type* type);

  void TraceRoots(Marker& marker);

 private:
  void WatchTime();
  bool WatchHasNews() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(calls_mutex_) {
    return watch_changed_ || watch_ends_;
  }
  absl::Status StoppedStatus(RunControl::Reason reason) const;

  Options options_;
  std::unique_ptr<inside::Vm> vm_;
  bool started_ = false;

  absl::Mutex threads_mutex_;
  absl::flat_hash_map<pthread_t, Thread*> threads_ ABSL_GUARDED_BY(threads_mutex_);
  absl::flat_hash_map<pthread_t, std::unique_ptr<VmThread>> owned_threads_
      ABSL_GUARDED_BY(threads_mutex_);

  absl::Mutex roots_mutex_;
  Root roots_ ABSL_GUARDED_BY(roots_mutex_);  // the list's head
  Root* last_error_ = nullptr;                // the exception of `last_error_number_`
  std::atomic<uint64_t> last_error_number_{0};

  absl::Mutex host_mutex_;
  std::deque<HostMethod> methods_ ABSL_GUARDED_BY(host_mutex_);
  std::deque<HostClass> classes_ ABSL_GUARDED_BY(host_mutex_);

  // The watch on wall time: a thread that is there while a limit is.
  absl::Mutex calls_mutex_;
  int calls_ ABSL_GUARDED_BY(calls_mutex_) = 0;
  absl::Time deadline_ ABSL_GUARDED_BY(calls_mutex_) = absl::InfiniteFuture();
  bool watch_ends_ ABSL_GUARDED_BY(calls_mutex_) = false;
  bool watch_changed_ ABSL_GUARDED_BY(calls_mutex_) = false;
  std::thread watch_;
};

/// An entry into the VM from the host: the thread is attached while it lives, and is counted as a
/// call unless it is inside one already.
class Entry {
 public:
  explicit Entry(const std::shared_ptr<VmState>& state);
  ~Entry();
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  /// Why there is no entry.
  const absl::Status& status() const { return status_; }
  bool ok() const { return status_.ok(); }
  Thread& thread() { return *thread_; }
  VmState& state() { return *state_; }

  Value Wrap(inside::Value value) { return Access::Make(state_, value.bits()); }
  inside::Value Unwrap(const Value& value) {
    return inside::Value::FromBits(Access::WordOf(value));
  }
  absl::Status Error() { return state_->TakeError(*thread_); }
  /// A Result as a StatusOr.
  absl::StatusOr<Value> Finish(Result<inside::Value> result) {
    if (!result.ok()) return Error();
    return Wrap(*result);
  }
  absl::Status Finish(Result<None> result) { return result.ok() ? absl::OkStatus() : Error(); }

 private:
  std::shared_ptr<VmState> state_;
  Thread* thread_ = nullptr;
  bool entered_ = false;
  // What was being handled: a stop leaves `except` blocks without their ends.
  HandledException* handled_ = nullptr;
  inside::Value handled_exception_ = inside::Value::None();
  absl::Status status_;
};

/// A str of the host's text; UnicodeDecodeError if that is no UTF-8.
Result<Str*> NewText(Thread& t, absl::string_view text);
/// The same for messages: what is no UTF-8 becomes U+FFFD.
Result<Str*> NewMessage(Thread& t, absl::string_view text);

/// Runs `code` as the body of a new module, which sys.modules has under `name` (and loses again if
/// the code raises).
Result<inside::Value> RunAsModule(Thread& t, inside::Code* code, Str* name);

/// What this VM's modules get from the host program.
std::unique_ptr<Host> MakeHost(VmState& state);

}  // namespace krait::inline v1::internal
