#pragma once

#include <atomic>
#include <cstdint>

#include "absl/functional/function_ref.h"
#include "vm/modules/system/posix/select_part.h"
#include "vm/modules/system/waiting.h"
#include "vm/object/capabilities.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {

class Module;

namespace sockets {

/// Nanoseconds that stand for "without a limit" where a socket's time-out is kept.
inline constexpr int64_t kNoTimeout = -1;

/// socket: a descriptor, and how long its calls may take.
struct Socket : NativeObject {
  static const NativeClass kClass;
  std::atomic<int> fd;  // -1: closed
  int family;
  int type;
  int protocol;
  std::atomic<int64_t> timeout;  // in nanoseconds; 0 never waits

  /// An open socket of the module's own class over `fd`, which becomes the socket's.
  static Result<Socket*> Wrap(Thread& t, int fd, int family, int type, int protocol);
  /// What __init__ does once there is a descriptor.
  Result<None> Open(Thread& t, int fd, int family, int type, int protocol);
  /// Sets the system's flag for a time-out (which is kept even when that fails).
  Result<None> SetTimeout(Thread& t, int64_t nanoseconds);
  /// How long a call that begins now may take.
  TimeLimit Limit() const;
};

/// What _socket keeps per VM.
class Part : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kSocket;
  Type* socket = nullptr;
  Type* herror = nullptr;
  Type* gaierror = nullptr;
  std::atomic<int64_t> default_timeout{kNoTimeout};

  void TraceRoots(Marker& marker) override;
};

inline Part& PartOf(Thread& t) { return t.vm().part<Part>(); }

/// What a call waits for.
enum class WaitFor { kInput, kOutput, kConnection };

/// Waits until a call can succeed or fail at once; false when the time is up.
Result<bool> Await(Thread& t, const Socket* socket, WaitFor what, const TimeLimit& limit);
Raised RaiseTimedOut(Thread& t);

/// Makes a system call on a socket with a time limit: first waits until it can succeed, and again
/// when it could not after all. Without a limit it is the call that waits. TimeoutError when the
/// time is up; what else fails is in the result.
Result<SystemResult> CallWithin(Thread& t, const Socket* socket, WaitFor what,
                                const TimeLimit& limit, absl::FunctionRef<int64_t()> call);
/// The same within the socket's own time-out.
Result<SystemResult> SocketCall(Thread& t, const Socket* socket, WaitFor what,
                                absl::FunctionRef<int64_t()> call);
/// What SocketCall gave; OSError when that failed.
Result<int64_t> ResultOf(Thread& t, const SystemResult& result);

/// Makes a call that gives a new descriptor, or -1 with errno set. When there are none left, those
/// of sockets and files that nobody holds any more are closed, and it is made again.
Result<int> NewDescriptor(Thread& t, absl::FunctionRef<int64_t()> call);

/// A time-out: None, or seconds. "Timeout value out of range" for negative ones.
Result<int64_t> ToTimeout(Thread& t, Value seconds);
Result<Value> FromTimeout(Thread& t, int64_t nanoseconds);

/// OSError with a message and no number.
Raised RaiseError(Thread& t, std::string_view message);

// What each file adds to the module.
Result<None> MakeSocketType(Thread& t, Module* module);
Result<None> AddLookups(Thread& t, Module* module);
Result<None> AddDatabases(Thread& t, Module* module);
Result<None> AddConversions(Thread& t, Module* module);
Result<None> AddConstants(Thread& t, Module* module);

}  // namespace sockets
}  // namespace krait
