#include <arpa/inet.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/socket/address.h"
#include "vm/modules/socket/arguments.h"
#include "vm/modules/system/posix/path.h"
#include "vm/object/audit.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// Looking up hosts by name and by address.
namespace krait::sockets {
namespace {

/// A socket that addresses without one are told of: families that ask a socket for more are not
/// among what look-ups give.
const Socket* NoSocket() { return nullptr; }

// --- getaddrinfo() -------------------------------------------------------------------------------

constexpr Method kGetAddrInfo =
    ConstructorSignature("getaddrinfo", "(host, port, family=0, type=0, proto=0, flags=0)");

/// A text that may be missing.
struct Text {
  bool given = false;
  std::string bytes;
  const char* c_str() const { return given ? bytes.c_str() : nullptr; }
};

Result<Text> HostToLookUp(Thread& t, Value host) {
  if (host.IsNone()) return Text{};
  if (Is<Str>(host)) return Text{true, TRY(EncodeIdna(t, Cast<Str>(host)))};
  if (Is<Bytes>(host)) return Text{true, std::string(Cast<Bytes>(host)->view())};
  return RaiseTypeError(t, "getaddrinfo() argument 1 must be string or None");
}

Result<Text> ServiceToLookUp(Thread& t, Value port) {
  if (port.IsNone()) return Text{};
  if (Is<Bytes>(port)) return Text{true, std::string(Cast<Bytes>(port)->view())};
  if (IsIntLike(port) && !port.IsBool()) {
    return Text{true, absl::StrCat(TRY(ToCInteger(t, port, INT64_MIN, INT64_MAX, "long")))};
  }
  if (Is<Str>(port)) {
    return Text{true,
                std::string(TRY(EncodeWith(t, Codec::kUtf8, Cast<Str>(port), nullptr))->view())};
  }
  return RaiseError(t, "Int or String expected");
}

Result<Value> GetAddrInfo(Thread& t, Args args) {
  Value bound[6];
  TRY(BindArguments(t, kGetAddrInfo, args, bound));
  int numbers[4];
  for (int i = 0; i < 4; ++i) {
    numbers[i] = TRY(ToParsedInt(t, bound[i + 2]));
  }
  const Text host = TRY(HostToLookUp(t, bound[0]));
  const Text service = TRY(ServiceToLookUp(t, bound[1]));
  TRY(Audit(t, "socket.getaddrinfo", bound[0], bound[1], Value::FromInt(numbers[0]),
            Value::FromInt(numbers[1]), Value::FromInt(numbers[2])));
  TRY(Require(t, Capability::kSockets));
  addrinfo hints{};
  hints.ai_family = numbers[0];
  hints.ai_socktype = numbers[1];
  hints.ai_protocol = numbers[2];
  hints.ai_flags = numbers[3];
  AddrInfoList list;
  TRY(LookUp(t, host.c_str(), service.c_str(), hints, &list));
  List* all = TRY(List::New(t));
  for (const addrinfo* info = list.get(); info != nullptr; info = info->ai_next) {
    Address address;
    address.size = std::min<socklen_t>(info->ai_addrlen, sizeof(address.storage));
    memcpy(&address.storage, info->ai_addr, address.size);
    const Value where = TRY(FromAddress(t, NoSocket(), address));
    const char* canonical = info->ai_canonname != nullptr ? info->ai_canonname : "";
    const Str* name = TRY(DecodeSystem(t, canonical));
    const Tuple* line =
        TRY(Tuple::Of(t, Value::FromInt(info->ai_family), Value::FromInt(info->ai_socktype),
                      Value::FromInt(info->ai_protocol), Value::FromObject(name), where));
    TRY(all->Append(t, Value::FromObject(line)));
  }
  return all;
}

// --- getnameinfo() -------------------------------------------------------------------------------

Result<Value> GetNameInfo(Thread& t, Value value, ParsedInt flags) {
  if (!Is<Tuple>(value)) return RaiseTypeError(t, "getnameinfo() argument 1 must be a tuple");
  const Tuple* parts = Cast<Tuple>(value);
  if (parts->size() < 2 || parts->size() > 4 || !Is<Str>(parts->At(0))) {
    return RaiseTypeError(t, "getnameinfo(): illegal sockaddr argument");
  }
  const std::string host = Cast<Str>(parts->At(0))->ToUtf8();
  const int port = TRY(ToParsedInt(t, parts->At(1)));
  uint32_t numbers[2] = {0, 0};  // flow, scope
  for (size_t i = 2; i < parts->size(); ++i) {
    numbers[i - 2] = static_cast<uint32_t>(ClampToInt64(TRY(ToIndex(t, parts->At(i)))));
  }
  if (numbers[0] > 0xfffff) {
    return RaiseOverflowError(t, "getnameinfo(): flowinfo must be 0-1048575.");
  }
  TRY(Audit(t, "socket.getnameinfo", value));
  TRY(Require(t, Capability::kSockets));
  addrinfo hints{};
  hints.ai_socktype = SOCK_DGRAM;  // one line for each address is enough
  hints.ai_flags = AI_NUMERICHOST;
  AddrInfoList list;
  TRY(LookUp(t, host.c_str(), absl::StrCat(port).c_str(), hints, &list));
  if (list->ai_next != nullptr) return RaiseError(t, "sockaddr resolved to multiple addresses");
  if (list->ai_family == AF_INET && parts->size() != 2) {
    return RaiseError(t, "IPv4 sockaddr must be 2 tuple");
  }
  if (list->ai_family == AF_INET6) {
    auto* six = reinterpret_cast<sockaddr_in6*>(list->ai_addr);
    six->sin6_flowinfo = htonl(numbers[0]);
    six->sin6_scope_id = numbers[1];
  }
  char name[NI_MAXHOST];
  char service[NI_MAXSERV];
  int code;
  int error;
  {
    gil::DetachScope detached(t);
    code = getnameinfo(list->ai_addr, list->ai_addrlen, name, sizeof(name), service,
                       sizeof(service), flags.value);
    error = errno;
  }
  if (code != 0) return RaiseAddressError(t, code, error);
  const Str* name_text = TRY(DecodeSystem(t, name));
  return Tuple::Of(t, Value::FromObject(name_text),
                   Value::FromObject(TRY(DecodeSystem(t, service))));
}

// --- gethostby...() ------------------------------------------------------------------------------

/// A parameter that is the name of a host: text, by IDNA, or bytes.
struct HostName {
  std::string bytes;
};

}  // namespace
}  // namespace krait::sockets

namespace krait {
template <>
struct ArgumentAs<sockets::HostName> {
  static Result<sockets::HostName> From(Thread& t, const ArgumentPlace& place, Value value) {
    const auto fail = [&](const char* expected) -> Raised {
      return RaiseTypeError(
          t, absl::StrCat(place.method.name, "() argument ", place.index + 1, " must be ", expected,
                          ", not ", value.IsNone() ? "None" : TypeName(t, value)));
    };
    sockets::HostName name;
    if (Is<Str>(value)) {
      name.bytes = TRY(sockets::EncodeIdna(t, Cast<Str>(value)));
    } else if (Is<Bytes>(value)) {
      name.bytes = Cast<Bytes>(value)->view();
    } else if (Is<ByteArray>(value)) {
      const auto bytes = Cast<ByteArray>(value)->span();
      name.bytes.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    } else {
      return fail("str, bytes or bytearray");
    }
    if (name.bytes.find('\0') != std::string::npos) {
      return fail("encoded string without null bytes");
    }
    return name;
  }
};
}  // namespace krait

namespace krait::sockets {
namespace {

Result<None> AuditName(Thread& t, std::string_view event, const HostName& name) {
  if (!IsAudited(t)) return None{};
  return Audit(t, event, Value::FromObject(TRY(DecodeSystem(t, name.bytes))));
}

Result<Value> GetHostByName(Thread& t, HostName name) {
  TRY(AuditName(t, "socket.gethostbyname", name));
  TRY(Require(t, Capability::kSockets));
  return HostText(t, TRY(ResolveHost(t, name.bytes, AF_INET)));
}

/// One of the C library's re-entrant calls of that kind, detached, with as much room as it wants.
class HostEntry {
 public:
  /// `call(entry, buffer, size, result, h_errno)`.
  template <typename F>
  Result<None> Find(Thread& t, F call) {
    constexpr size_t kMost = 1 << 20;
    for (size_t size = 8192;; size *= 2) {
      buffer_.resize(size);
      hostent* found = nullptr;
      int host_error = 0;
      int code;
      {
        gil::DetachScope detached(t);
        code = call(&entry_, buffer_.data(), buffer_.size(), &found, &host_error);
      }
      if (code == ERANGE && size < kMost) continue;
      if (found == nullptr) return RaiseHostError(t, host_error);
      return None{};
    }
  }

  /// (name, aliases, addresses), where `family` is what the addresses have to be of.
  Result<Value> Describe(Thread& t, int family) const {
    if (entry_.h_addrtype != family) return RaiseOSError(t, EAFNOSUPPORT);
    List* aliases = TRY(List::New(t));
    for (char** alias = entry_.h_aliases; alias != nullptr && *alias != nullptr; ++alias) {
      TRY(aliases->Append(t, Value::FromObject(TRY(DecodeSystem(t, *alias)))));
    }
    List* addresses = TRY(List::New(t));
    for (char** host = entry_.h_addr_list; *host != nullptr; ++host) {
      Address address;
      address.storage.ss_family = static_cast<sa_family_t>(family);
      if (family == AF_INET6) {
        memcpy(&address.as<sockaddr_in6>().sin6_addr, *host, sizeof(in6_addr));
      } else {
        memcpy(&address.as<sockaddr_in>().sin_addr, *host, sizeof(in_addr));
      }
      TRY(addresses->Append(t, TRY(HostText(t, address))));
    }
    const Str* name = TRY(DecodeSystem(t, entry_.h_name));
    return Tuple::Of(t, Value::FromObject(name), Value::FromObject(aliases),
                     Value::FromObject(addresses));
  }

 private:
  hostent entry_{};
  std::vector<char> buffer_;
};

Result<Value> GetHostByNameEx(Thread& t, HostName name) {
  TRY(AuditName(t, "socket.gethostbyname", name));
  TRY(Require(t, Capability::kSockets));
  TRY(ResolveHost(t, name.bytes, AF_INET));  // its errors say more
  HostEntry entry;
  TRY(entry.Find(t, [&](hostent* out, char* buffer, size_t size, hostent** found, int* error) {
    return gethostbyname_r(name.bytes.c_str(), out, buffer, size, found, error);
  }));
  return entry.Describe(t, AF_INET);
}

Result<Value> GetHostByAddr(Thread& t, HostName name) {
  TRY(AuditName(t, "socket.gethostbyaddr", name));
  TRY(Require(t, Capability::kSockets));
  const Address address = TRY(ResolveHost(t, name.bytes, AF_UNSPEC));
  const int family = address.storage.ss_family;
  const bool six = family == AF_INET6;
  if (!six && family != AF_INET) return RaiseError(t, "unsupported address family");
  const void* host = six ? static_cast<const void*>(&address.as<sockaddr_in6>().sin6_addr)
                         : &address.as<sockaddr_in>().sin_addr;
  const socklen_t length = six ? sizeof(in6_addr) : sizeof(in_addr);
  HostEntry entry;
  TRY(entry.Find(t, [&](hostent* out, char* buffer, size_t size, hostent** found, int* error) {
    return gethostbyaddr_r(host, length, family, out, buffer, size, found, error);
  }));
  return entry.Describe(t, family);
}

constexpr Method kFunctions[] = {
    HideSignature(Bind<GetAddrInfo>("getaddrinfo", "($module, /, *args, **kwargs)")),
    BindParsed<GetNameInfo>("getnameinfo", "($module, sockaddr, flags, /)"),
    BindParsed<GetHostByName>("gethostbyname", "($module, host, /)"),
    BindParsed<GetHostByNameEx>("gethostbyname_ex", "($module, host, /)"),
    BindParsed<GetHostByAddr>("gethostbyaddr", "($module, host, /)"),
};

}  // namespace

Result<None> AddLookups(Thread& t, Module* module) { return module->AddFunctions(t, kFunctions); }

}  // namespace krait::sockets
