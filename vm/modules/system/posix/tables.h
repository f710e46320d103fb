#pragma once

#include <sys/types.h>

#include <cerrno>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/modules/system/waiting.h"
#include "vm/object/capabilities.h"
#include "vm/object/method.h"
#include "vm/object/vm.h"

namespace krait {

class Module;

/// The types that posix makes results of, and what register_at_fork keeps.
class PosixPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kPosix;
  void TraceRoots(Marker& marker) override;

  Type* stat_result = nullptr;
  Type* statvfs_result = nullptr;
  Type* terminal_size = nullptr;
  Type* times_result = nullptr;
  Type* uname_result = nullptr;
  Type* waitid_result = nullptr;
  Type* struct_rusage = nullptr;
  Type* sched_param_type = nullptr;
  Type* dir_entry = nullptr;
  Type* scandir = nullptr;
  Value before_fork = Value::None();  // lists, once there are any
  Value after_in_parent = Value::None();
  Value after_in_child = Value::None();
};

inline PosixPart& Posix(Thread& t) { return t.vm().part<PosixPart>(); }

// What each file adds to the module.
Result<None> AddPosixStat(Thread& t, Module* module);
Result<None> AddPosixFiles(Thread& t, Module* module);
Result<None> AddPosixScandir(Thread& t, Module* module);
Result<None> AddPosixDescriptors(Thread& t, Module* module);
Result<None> AddPosixProcesses(Thread& t, Module* module);
Result<None> AddPosixIdentities(Thread& t, Module* module);
Result<None> AddPosixScheduling(Thread& t, Module* module);
Result<None> AddPosixSystem(Thread& t, Module* module);
Result<None> AddPosixConstants(Thread& t, Module* module);

/// Forks by `native_fork()`, with all that Python and the VM want done around it: 0 in the child.
Result<int64_t> ForkBy(Thread& t, absl::FunctionRef<pid_t()> native_fork);

/// A uid_t or gid_t; -1 stands for "as it is". `what` ("uid") begins the messages.
Result<int64_t> ToId(Thread& t, Value value, const char* what);

/// `kFunction` as a function that needs a capability before anything else.
template <Capability kNeeded, auto kFunction>
struct Needing;
template <Capability kNeeded, typename R, typename... Args, R (*kFunction)(Thread&, Args...)>
struct Needing<kNeeded, kFunction> {
  static R Call(Thread& t, Args... args) {
    TRY(Require(t, kNeeded));
    return kFunction(t, std::forward<Args>(args)...);
  }
};
template <auto kFunction>
inline constexpr auto kWithFiles = &Needing<Capability::kFiles, kFunction>::Call;
template <auto kFunction>
inline constexpr auto kWithProcesses = &Needing<Capability::kProcesses, kFunction>::Call;

/// A call of the file system on the side of Capability::kFiles, that may block.
template <typename F>
Result<SystemResult> FileCall(Thread& t, F call) {
  TRY(Require(t, Capability::kFiles));
  return BlockingCall(t, call);
}

}  // namespace krait
