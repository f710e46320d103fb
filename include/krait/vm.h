#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "krait/code.h"
#include "krait/convert.h"
#include "krait/jit.h"
#include "krait/value.h"

namespace krait::inline v1 {

/// How the threads of a VM share it.
enum class Threading : uint8_t {
  kGil,      ///< one at a time, switched as in CPython
  kGilFair,  ///< one at a time, in the order in which they asked
  kFree,     ///< all at once
};

/// What a VM's Python code may do to the world outside of it. What it may not do raises
/// PermissionError.
enum class Capability : uint8_t {
  kFiles,      ///< the file system; importing from disk
  kStreams,    ///< the process's standard input, output and error
  kSockets,    ///< networks
  kClock,      ///< what time it is; sleeping
  kProcesses,  ///< fork, exec, kill, signals, the environment
};

class Capabilities {
 public:
  /// None of them.
  constexpr Capabilities() = default;
  constexpr Capabilities(std::initializer_list<Capability> list) {
    for (Capability one : list) bits_ |= 1u << static_cast<int>(one);
  }
  static constexpr Capabilities All() {
    return {Capability::kFiles, Capability::kStreams, Capability::kSockets, Capability::kClock,
            Capability::kProcesses};
  }
  constexpr bool Has(Capability one) const { return (bits_ >> static_cast<int>(one) & 1) != 0; }

 private:
  uint32_t bits_ = 0;
};

/// What a VM may use up. A heap or recursion limit raises MemoryError or RecursionError in Python,
/// which the program may handle. The others hold for each call from outside (begun while no other
/// runs); when one is reached the VM is stopped, as by Vm::Stop.
struct Limits {
  /// Bytes. What tells that memory ran out (a MemoryError, tracebacks) may take a little more: a
  /// 64th, at least 64 KiB and at most 1 MiB.
  size_t heap_bytes = SIZE_MAX;
  int recursion = 1000;  ///< Python calls inside each other
  uint64_t steps = 0;    ///< iterations, calls, every 256 bytes taken or collected; 0: any number
  absl::Duration wall_time = absl::InfiniteDuration();
};

struct Options {
  Threading threading = Threading::kGil;
  /// Machine code for hot loops: Jit::On().
  Jit jit;
  Capabilities capabilities = Capabilities::All();
  Limits limits;
  /// Of str and bytes hashes; random if not given. With 0 they are the same in every run.
  std::optional<uint32_t> hash_seed;

  /// Where sys.stdout and sys.stderr write to; if not given, to the process's descriptors 1 and 2.
  /// Called with UTF-8 in pieces of any size, by whichever thread flushes, attached: it may call
  /// into the VM. Exceptions it throws become OSError in Python.
  std::function<void(absl::string_view)> standard_output;
  std::function<void(absl::string_view)> standard_error;

  /// Asked for the code of a module (all of a dotted name) that import finds nowhere else. nullopt
  /// or an error: there is none; the error's message is part of the ImportError.
  std::function<absl::StatusOr<std::optional<Code>>(absl::string_view name)> importer;
};

struct HeapUse {
  size_t bytes = 0;       ///< in use, garbage included
  size_t live_bytes = 0;  ///< that the last collection kept
  uint64_t collections = 0;
};

/// An isolated Python: its own heap, modules, types and threads. A program may have any number.
///
/// Threads. The thread that creates a Vm is attached to it; others attach with AttachThread. Every
/// call enters the VM and leaves it again, so between calls other threads can run in it. Python
/// code may start threads of its own.
///
/// What a process has only one of is shared by all VMs: the current directory, environment
/// variables, umask, open descriptors, signal handlers and the system's locale. The library itself
/// installs no signal handlers, reads no environment variables and sets no locale; Python code that
/// has the capability to do so may.
///
/// Exceptions. Nothing here throws, save what the C++ library throws when memory runs out.
class Vm {
 public:
  /// Starts a VM. kResourceExhausted if the heap limit is too low for it.
  static absl::StatusOr<Vm> Create(Options options = {});

  Vm(Vm&&) noexcept;
  Vm& operator=(Vm&&) noexcept;
  /// Stops the VM, waits for the threads that Python code has started, calls what atexit has
  /// registered, flushes its streams and frees everything. In an attached thread, outside calls.
  ~Vm();

  /// Runs `code` as the body of a new module `name`, which sys.modules gets, and returns the
  /// module. If it raises, sys.modules does not keep the module.
  absl::StatusOr<Value> RunModule(const Code& code, absl::string_view name);

  /// Runs `code` as the krait command does: as __main__, with `arguments` as sys.argv. An uncaught
  /// exception prints its traceback to standard error. Returns the exit status.
  absl::StatusOr<int> RunMain(const Code& code, const std::vector<std::string>& arguments);

  /// `import name`: the module itself, also of a dotted name.
  absl::StatusOr<Value> Import(absl::string_view name);

  /// A Python object for a C++ value: see Value::To for the types. std::string and the like must be
  /// UTF-8.
  template <typename T>
  absl::StatusOr<Value> Make(const T& value) {
    return ToPython(state_, value);
  }

  /// Ends what runs in the VM, at the next loop iteration, call or wait of each of its threads: the
  /// calls return kCancelled, and the program can neither catch nor delay it (`finally` blocks do
  /// not run). A blocking system call is not interrupted. Further calls fail the same way until
  /// Resume. From any thread, attached or not, but not while the Vm is destroyed or moved.
  void Stop();
  bool IsStopped() const;
  /// Allows calls again after a stop. Modules and objects are as the stop left them.
  absl::Status Resume();

  /// New limits from now on; the heap's can not be changed.
  absl::Status SetLimits(const Limits& limits);

  /// Collects garbage now.
  absl::Status CollectGarbage();
  HeapUse heap_use() const;

  /// Attaches the calling thread for as long as the result lives; its destructor runs in the same
  /// thread, while the Vm is there. kFailedPrecondition if the thread is attached already, or runs
  /// on a stack the system does not know (a fiber).
  class ThreadAttachment;
  absl::StatusOr<ThreadAttachment> AttachThread();

  /// Names this VM for ToPython and Class.
  const VmRef& ref() const { return state_; }

 private:
  explicit Vm(VmRef state) : state_(std::move(state)) {}
  VmRef state_;
};

class Vm::ThreadAttachment {
 public:
  ThreadAttachment(ThreadAttachment&&) noexcept;
  ThreadAttachment& operator=(ThreadAttachment&&) noexcept;
  ~ThreadAttachment();

 private:
  friend class Vm;
  explicit ThreadAttachment(VmRef state) : state_(std::move(state)) {}
  VmRef state_;
};

}  // namespace krait::inline v1
