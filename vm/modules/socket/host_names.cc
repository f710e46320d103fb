#include "vm/modules/socket/host_names.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "gil/blocking.h"
#include "vm/modules/socket/socket.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

/// From names of hosts to addresses.
namespace krait::sockets {

// --- Errors --------------------------------------------------------------------------------------

namespace {

Raised RaiseNumbered(Thread& t, Type* type, int code, const char* text) {
  const Value message = Value::FromObject(TRY(Str::FromUtf8(t, text)));
  return RaiseException(t,
                        TRY(CallWith(t, Value::FromObject(type), Value::FromInt(code), message)));
}

}  // namespace

Raised RaiseAddressError(Thread& t, int code, int error) {
  if (code == EAI_SYSTEM) return RaiseOSError(t, error);
  return RaiseNumbered(t, PartOf(t).gaierror, code, gai_strerror(code));
}

Raised RaiseHostError(Thread& t, int code) {
  return RaiseNumbered(t, PartOf(t).herror, code, hstrerror(code));
}

// --- Names ---------------------------------------------------------------------------------------

namespace {

/// Whether IDNA leaves an ASCII text as it is: all labels are between 1 and 63 bytes long, but for
/// an empty one at the end.
bool HasPlainLabels(std::string_view host) {
  for (;;) {
    const size_t dot = host.find('.');
    if (dot == std::string_view::npos) return host.size() < 64;
    if (dot == 0 || dot >= 64) return false;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace

Result<std::string> EncodeIdna(Thread& t, Str* host) {
  if (host->is_ascii()) {
    // Without the codec, which takes long to import.
    std::string plain = host->ToUtf8();
    if (HasPlainLabels(plain)) return plain;
  }
  Str* encode = TRY(Str::InternUtf8(t, "encode"));
  const Value method = TRY(GetAttr(t, Value::FromObject(types(t).str), encode));
  Str* codec = TRY(Str::InternUtf8(t, "idna"));
  const Value bytes = TRY(CallWith(t, method, Value::FromObject(host), Value::FromObject(codec)));
  return std::string(Cast<Bytes>(bytes)->view());
}

Result<std::string> HostOfAddress(Thread& t, Value host) {
  std::string name;
  if (Is<Bytes>(host)) {
    name = Cast<Bytes>(host)->view();
  } else if (Is<ByteArray>(host)) {
    const auto bytes = Cast<ByteArray>(host)->span();
    name.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  } else if (Is<Str>(host) && Cast<Str>(host)->is_ascii()) {
    name = Cast<Str>(host)->ToUtf8();
  } else if (Is<Str>(host)) {
    Result<std::string> encoded = EncodeIdna(t, Cast<Str>(host));
    if (!encoded.ok()) {
      t.TakePending();
      return RaiseTypeError(t, "encoding of hostname failed");
    }
    name = *encoded;
  } else {
    return RaiseTypeError(
        t, absl::StrCat("str, bytes or bytearray expected, not ", TypeName(t, host)));
  }
  if (name.find('\0') != std::string::npos) {
    return RaiseTypeError(t, "host name must not contain null character");
  }
  return name;
}

// --- Addresses -----------------------------------------------------------------------------------

Result<None> LookUp(Thread& t, const char* host, const char* service, const addrinfo& hints,
                    AddrInfoList* out) {
  addrinfo* list = nullptr;
  int code;
  int error;
  {
    gil::DetachScope detached(t);
    code = getaddrinfo(host, service, &hints, &list);
    error = errno;
  }
  if (code != 0) return RaiseAddressError(t, code, error);
  out->reset(list);
  return None{};
}

namespace {

Address FromInfo(const addrinfo& info) {
  Address address;
  address.size = std::min<socklen_t>(info.ai_addrlen, sizeof(address.storage));
  memcpy(&address.storage, info.ai_addr, address.size);
  return address;
}

Address InternetAddress(in_addr host) {
  Address address;
  address.size = sizeof(sockaddr_in);
  address.as<sockaddr_in>().sin_family = AF_INET;
  address.as<sockaddr_in>().sin_addr = host;
  return address;
}

/// What needs no look-up: true when `host` is an address written in numbers.
bool ParseNumeric(const std::string& host, int family, Address* out) {
  if (family != AF_INET6) {
    in_addr four;
    if (inet_pton(AF_INET, host.c_str(), &four) > 0) {
      *out = InternetAddress(four);
      return true;
    }
  }
  // A scope after the address is for getaddrinfo.
  if (family == AF_INET || host.find('%') != std::string::npos) return false;
  sockaddr_in6& six = out->as<sockaddr_in6>();
  if (inet_pton(AF_INET6, host.c_str(), &six.sin6_addr) <= 0) return false;
  out->size = sizeof(six);
  six.sin6_family = AF_INET6;
  return true;
}

Result<Address> Wildcard(Thread& t, int family) {
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_PASSIVE;
  AddrInfoList list;
  TRY(LookUp(t, nullptr, "0", hints, &list));
  if (list->ai_next != nullptr) return RaiseError(t, "wildcard resolved to multiple address");
  return FromInfo(*list);
}

}  // namespace

Result<Address> ResolveHost(Thread& t, const std::string& host, int family) {
  if (host.empty()) return Wildcard(t, family);
  if (host == "255.255.255.255" || host == "<broadcast>") {
    if (family != AF_INET && family != AF_UNSPEC) return RaiseError(t, "address family mismatched");
    return InternetAddress({INADDR_BROADCAST});
  }
  Address numeric;
  if (ParseNumeric(host, family, &numeric)) return numeric;
  addrinfo hints{};
  hints.ai_family = family;
  AddrInfoList list;
  TRY(LookUp(t, host.c_str(), nullptr, hints, &list));
  return FromInfo(*list);
}

Result<Value> HostText(Thread& t, const Address& address) {
  char text[INET6_ADDRSTRLEN];
  const void* host = address.storage.ss_family == AF_INET6
                         ? static_cast<const void*>(&address.as<sockaddr_in6>().sin6_addr)
                         : &address.as<sockaddr_in>().sin_addr;
  if (inet_ntop(address.storage.ss_family, host, text, sizeof(text)) == nullptr) {
    return RaiseOSError(t, errno);
  }
  return Str::FromUtf8(t, text);
}

}  // namespace krait::sockets
