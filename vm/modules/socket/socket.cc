#include "vm/modules/socket/socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "vm/modules/system/timestamp.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"

/// Sockets' descriptors and time-outs.
namespace krait::sockets {

const NativeClass Socket::kClass = {"_socket.socket", nullptr, [](Object* object) {
                                      const int fd = static_cast<Socket*>(object)->fd.exchange(-1);
                                      if (fd >= 0) close(fd);
                                    }};

void Part::TraceRoots(Marker& marker) {
  marker.Visit(socket);
  marker.Visit(herror);
  marker.Visit(gaierror);
}

Raised RaiseError(Thread& t, std::string_view message) {
  return Raise(t, &BuiltinTypes::OSError, message);
}

// --- Descriptors ---------------------------------------------------------------------------------

Result<int> NewDescriptor(Thread& t, absl::FunctionRef<int64_t()> call) {
  for (bool retried = false;; retried = true) {
    const SystemResult result = TRY(BlockingCall(t, call));
    if (result.value >= 0) return static_cast<int>(result.value);
    if (retried || (result.error != EMFILE && result.error != ENFILE)) {
      return RaiseOSError(t, result.error);
    }
    t.heap().Collect(t);
    t.vm().weakrefs().RunQueued(t);
  }
}

Result<None> Socket::Open(Thread& t, int new_fd, int new_family, int new_type, int new_protocol) {
  family = new_family;
  type = new_type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  protocol = new_protocol;
  fd.store(new_fd);
  if ((new_type & SOCK_NONBLOCK) != 0) {
    timeout.store(0);
    return None{};
  }
  const int64_t initial = PartOf(t).default_timeout.load();
  timeout.store(initial);
  return initial >= 0 ? SetTimeout(t, initial) : Result<None>(None{});
}

Result<Socket*> Socket::Wrap(Thread& t, int fd, int family, int type, int protocol) {
  Result<Socket*> made = NewNative<Socket>(t, PartOf(t).socket);
  if (!made.ok()) {
    close(fd);
    return Raised{};
  }
  t.vm().weakrefs().AddFinalizable(*made);
  TRY((*made)->Open(t, fd, family, type, protocol));
  return *made;
}

// --- Time-outs -----------------------------------------------------------------------------------

Result<int64_t> ToTimeout(Thread& t, Value seconds) {
  if (seconds.IsNone()) return kNoTimeout;
  const int64_t nanoseconds = TRY(ToNanoseconds(t, seconds, TimeRounding::kAwayFromZero));
  if (nanoseconds < 0) return RaiseValueError(t, "Timeout value out of range");
  return nanoseconds;
}

Result<Value> FromTimeout(Thread& t, int64_t nanoseconds) {
  if (nanoseconds < 0) return Value::None();
  return Float::From(t, static_cast<double>(nanoseconds) / 1e9);
}

Result<None> Socket::SetTimeout(Thread& t, int64_t nanoseconds) {
  timeout.store(nanoseconds);
  int nonblocking = nanoseconds >= 0 ? 1 : 0;
  if (ioctl(fd.load(), FIONBIO, &nonblocking) < 0) return RaiseOSError(t, errno);
  return None{};
}

TimeLimit Socket::Limit() const {
  const int64_t nanoseconds = timeout.load();
  return nanoseconds > 0 ? TimeLimit(nanoseconds) : TimeLimit();
}

// --- Calls ---------------------------------------------------------------------------------------

Result<bool> Await(Thread& t, const Socket* socket, WaitFor what, const TimeLimit& limit) {
  const int fd = socket->fd.load();
  if (fd < 0) return true;  // the call itself will say so
  pollfd one{fd, what == WaitFor::kInput ? short{POLLIN} : short{POLLOUT}, 0};
  if (what == WaitFor::kConnection) one.events |= POLLERR;
  const SystemResult result = TRY(BlockingCall(t, [&] {
    const int64_t left = limit.is_none() ? 0 : limit.NanosecondsLeft();
    const timespec time{left / 1'000'000'000, left % 1'000'000'000};
    return ppoll(&one, 1, limit.is_none() ? nullptr : &time, nullptr);
  }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  return result.value > 0;
}

Raised RaiseTimedOut(Thread& t) { return Raise(t, &BuiltinTypes::TimeoutError, "timed out"); }

Result<SystemResult> CallWithin(Thread& t, const Socket* socket, WaitFor what,
                                const TimeLimit& limit, absl::FunctionRef<int64_t()> call) {
  for (;;) {
    if (!limit.is_none() && !TRY(Await(t, socket, what, limit))) {
      return RaiseTimedOut(t);
    }
    const SystemResult result = TRY(BlockingCall(t, call));
    const bool refused = result.value == -1 && result.error == EAGAIN;
    if (!refused || limit.is_none()) return result;
  }
}

Result<SystemResult> SocketCall(Thread& t, const Socket* socket, WaitFor what,
                                absl::FunctionRef<int64_t()> call) {
  return CallWithin(t, socket, what, socket->Limit(), call);
}

Result<int64_t> ResultOf(Thread& t, const SystemResult& result) {
  if (result.value < 0) return RaiseOSError(t, result.error);
  return result.value;
}

}  // namespace krait::sockets
