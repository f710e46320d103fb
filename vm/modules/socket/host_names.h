#pragma once

#include <netdb.h>
#include <sys/socket.h>

#include <memory>
#include <string>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Str;
class Thread;

namespace sockets {

/// An address of the system's.
struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;

  sockaddr* generic() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* generic() const { return reinterpret_cast<const sockaddr*>(&storage); }
  template <typename T>
  T& as() {
    static_assert(sizeof(T) <= sizeof(storage));
    return reinterpret_cast<T&>(storage);
  }
  template <typename T>
  const T& as() const {
    return reinterpret_cast<const T&>(storage);
  }
};

struct FreeAddrInfo {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using AddrInfoList = std::unique_ptr<addrinfo, FreeAddrInfo>;

/// getaddrinfo(), detached; null pointers are passed on. socket.gaierror.
Result<None> LookUp(Thread& t, const char* host, const char* service, const addrinfo& hints,
                    AddrInfoList* out);

/// The host of an address: text goes as ASCII or by IDNA. TypeError for what names no host.
Result<std::string> HostOfAddress(Thread& t, Value host);
/// A str as the codec "idna" encodes it, which is strict with ASCII, too.
Result<std::string> EncodeIdna(Thread& t, Str* host);

/// The first address of a host, without a port. "" is any of the own addresses, "<broadcast>" all
/// hosts. `family` may be AF_UNSPEC. socket.gaierror; OSError when the name is one of another
/// family.
Result<Address> ResolveHost(Thread& t, const std::string& host, int family);

/// "127.0.0.1", "::1".
Result<Value> HostText(Thread& t, const Address& address);

/// Makes a socket.gaierror pending for what getaddrinfo() or getnameinfo() gave; `error` is the
/// errno that they left.
Raised RaiseAddressError(Thread& t, int code, int error);
/// Makes a socket.herror pending for an h_errno.
Raised RaiseHostError(Thread& t, int code);

}  // namespace sockets
}  // namespace krait
