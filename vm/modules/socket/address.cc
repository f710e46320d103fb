#include "vm/modules/socket/address.h"

#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/modules/system/posix/path.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/tuple.h"

/// Addresses as Python writes them, by family.
namespace krait::sockets {

// --- From Python ---------------------------------------------------------------------------------

namespace {

/// Reads one address. Lives on the native stack.
class AddressReader {
 public:
  AddressReader(Thread& t, const Socket* socket, const char* function)
      : t_(t), socket_(socket), function_(function) {}

  Result<Address> Read(Value value) {
    switch (socket_->family) {
      case AF_UNIX:
        TRY(ReadUnix(value));
        break;
      case AF_INET:
        TRY(ReadInternet(value));
        break;
      case AF_INET6:
        TRY(ReadInternet6(value));
        break;
      case AF_NETLINK:
        TRY(ReadNetlink(value));
        break;
      case AF_PACKET:
        TRY(ReadPacket(value));
        break;
      case AF_VSOCK:
        TRY(ReadVsock(value));
        break;
      default:
        return RaiseError(t_, absl::StrCat(function_, "(): bad family"));
    }
    return address_;
  }

 private:
  Result<const Tuple*> TupleOfFamily(Value value, const char* family) {
    if (Is<Tuple>(value)) return Cast<Tuple>(value);
    return RaiseTypeError(t_, absl::StrCat(function_, "(): ", family,
                                           " address must be tuple, not ", TypeName(t_, value)));
  }
  static Result<None> CheckSize(Thread& t, const Tuple* tuple, size_t least, size_t most,
                                const char* message) {
    if (tuple->size() >= least && tuple->size() <= most) return None{};
    return RaiseTypeError(t, message);
  }

  /// A C int; what is beyond those is out of range like other numbers that are.
  Result<int64_t> Number(Value value, int64_t low, int64_t high, const char* what) {
    const Result<int64_t> number = ToCInteger(t_, value, INT32_MIN, INT32_MAX, "int");
    if (!number.ok() && !ClearPendingIf(t_, &BuiltinTypes::OverflowError)) return Raised{};
    if (number.ok() && *number >= low && *number <= high) return *number;
    return RaiseOverflowError(
        t_, absl::StrCat(function_, "(): ", what, " must be ", low, "-", high, "."));
  }
  Result<uint16_t> Port(Value value) {
    return htons(static_cast<uint16_t>(TRY(Number(value, 0, UINT16_MAX, "port"))));
  }
  /// An unsigned int; what does not fit loses its upper bits.
  Result<uint32_t> Mask(Value value) {
    const Value index = TRY(ToIndex(t_, value));
    const IntOperand operand(index);
    const IntView& view = operand.view();
    const auto low = static_cast<uint32_t>(view.size == 0 ? 0 : view.limbs[0]);
    return view.negative ? 0 - low : low;
  }

  Result<None> ReadUnix(Value value) {
    std::string encoded;
    Buffer buffer(t_);
    absl::Span<const uint8_t> path;
    if (Is<Str>(value)) {
      encoded = TRY(EncodeSystem(t_, value, ""));
      path = {reinterpret_cast<const uint8_t*>(encoded.data()), encoded.size()};
    } else {
      TRY(buffer.Take(value));
      path = buffer.span();
    }
    auto& out = address_.as<sockaddr_un>();
    // A name that begins with a null byte, or an empty one, is no path: nothing ends it.
    const bool abstract = path.empty() || path[0] == 0;
    const size_t most = sizeof(out.sun_path) - (abstract ? 0 : 1);
    if (path.size() > most) return RaiseError(t_, "AF_UNIX path too long");
    out.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), out.sun_path);
    address_.size =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (abstract ? 0 : 1));
    return None{};
  }

  Result<None> ReadInternet(Value value) {
    const Tuple* pair = TRY(TupleOfFamily(value, "AF_INET"));
    TRY(CheckSize(t_, pair, 2, 2, "AF_INET address must be a pair (host, port)"));
    const std::string host = TRY(HostOfAddress(t_, pair->At(0)));
    const uint16_t port = TRY(Port(pair->At(1)));
    address_ = TRY(ResolveHost(t_, host, AF_INET));
    auto& out = address_.as<sockaddr_in>();
    out.sin_family = AF_INET;
    out.sin_port = port;
    address_.size = sizeof(out);
    return None{};
  }

  Result<None> ReadInternet6(Value value) {
    const Tuple* parts = TRY(TupleOfFamily(value, "AF_INET6"));
    TRY(CheckSize(t_, parts, 2, 4,
                  "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"));
    const std::string host = TRY(HostOfAddress(t_, parts->At(0)));
    const Value port = parts->At(1);
    const uint16_t port_number = TRY(Port(port));
    uint32_t flow = 0;
    uint32_t scope = 0;
    if (parts->size() > 2) flow = TRY(Mask(parts->At(2)));
    if (parts->size() > 3) scope = TRY(Mask(parts->At(3)));
    if (flow > 0xfffff) {
      return RaiseOverflowError(t_, absl::StrCat(function_, "(): flowinfo must be 0-1048575."));
    }
    address_ = TRY(ResolveHost(t_, host, AF_INET6));
    auto& out = address_.as<sockaddr_in6>();
    out.sin6_family = AF_INET6;
    out.sin6_port = port_number;
    out.sin6_flowinfo = htonl(flow);
    out.sin6_scope_id = scope;
    address_.size = sizeof(out);
    return None{};
  }

  Result<None> ReadNetlink(Value value) {
    const Tuple* pair = TRY(TupleOfFamily(value, "AF_NETLINK"));
    TRY(CheckSize(t_, pair, 2, 2, "AF_NETLINK address must be a pair (pid, groups)"));
    auto& out = address_.as<sockaddr_nl>();
    out.nl_family = AF_NETLINK;
    out.nl_pid = TRY(Mask(pair->At(0)));
    out.nl_groups = TRY(Mask(pair->At(1)));
    address_.size = sizeof(out);
    return None{};
  }

  /// (interface, protocol[, packet type[, hardware type[, hardware address]]])
  Result<None> ReadPacket(Value value) {
    const Tuple* parts = TRY(TupleOfFamily(value, "AF_PACKET"));
    TRY(CheckSize(t_, parts, 2, 5, "AF_PACKET address must be a tuple of two to five elements"));
    auto& out = address_.as<sockaddr_ll>();
    const Value interface = parts->At(0);
    if (!Is<Str>(interface)) {
      return RaiseTypeError(t_, "AF_PACKET address must be a tuple of two to five elements");
    }
    const int64_t protocol = TRY(Number(parts->At(1), 0, UINT16_MAX, "proto"));
    if (parts->size() > 2) {
      out.sll_pkttype = static_cast<uint8_t>(TRY(Mask(parts->At(2))));
    }
    if (parts->size() > 3) {
      out.sll_hatype = static_cast<uint16_t>(TRY(Mask(parts->At(3))));
    }
    if (parts->size() > 4) {
      Buffer hardware(t_);
      TRY(hardware.Take(parts->At(4)));
      if (hardware.span().size() > sizeof(out.sll_addr)) {
        return RaiseValueError(t_, "hardware address must be 8 bytes or less");
      }
      std::copy(hardware.span().begin(), hardware.span().end(), out.sll_addr);
      out.sll_halen = static_cast<uint8_t>(hardware.span().size());
    }
    ifreq request{};
    const std::string name = Cast<Str>(interface)->ToUtf8();
    strncpy(request.ifr_name, name.c_str(), sizeof(request.ifr_name) - 1);
    if (ioctl(socket_->fd.load(), SIOCGIFINDEX, &request) < 0) return RaiseOSError(t_, errno);
    out.sll_family = AF_PACKET;
    out.sll_protocol = htons(static_cast<uint16_t>(protocol));
    out.sll_ifindex = request.ifr_ifindex;
    address_.size = sizeof(out);
    return None{};
  }

  Result<None> ReadVsock(Value value) {
    if (!Is<Tuple>(value)) {
      return RaiseTypeError(t_, absl::StrCat("getsockaddrarg: AF_VSOCK address must be tuple, not ",
                                             TypeName(t_, value)));
    }
    const Tuple* pair = Cast<Tuple>(value);
    if (pair->size() != 2) {
      return RaiseTypeError(t_, absl::StrCat("getsockaddrarg() takes exactly 2 arguments (",
                                             pair->size(), " given)"));
    }
    auto& out = address_.as<sockaddr_vm>();
    out.svm_family = AF_VSOCK;
    out.svm_cid = TRY(Mask(pair->At(0)));
    out.svm_port = TRY(Mask(pair->At(1)));
    address_.size = sizeof(out);
    return None{};
  }

  Thread& t_;
  const Socket* socket_;
  const char* function_;
  Address address_;
};

}  // namespace

Result<Address> ToAddress(Thread& t, const Socket* socket, Value value, const char* function) {
  return AddressReader(t, socket, function).Read(value);
}

// --- To Python -----------------------------------------------------------------------------------

namespace {

Value PortOf(uint16_t port) { return Value::FromInt(ntohs(port)); }

Result<Value> FromUnix(Thread& t, const Address& address) {
  const auto& from = address.as<sockaddr_un>();
  constexpr size_t kBefore = offsetof(sockaddr_un, sun_path);
  const size_t size = std::min<size_t>(address.size, sizeof(from)) - kBefore;
  if (size > 0 && from.sun_path[0] == 0) {
    return Bytes::From(t, std::string_view(from.sun_path, size));
  }
  return DecodeSystem(t, {from.sun_path, strnlen(from.sun_path, size)});
}

Result<Value> FromPacket(Thread& t, const Socket* socket, const Address& address) {
  const auto& from = address.as<sockaddr_ll>();
  ifreq request{};
  const char* name = "";
  request.ifr_ifindex = from.sll_ifindex;
  if (from.sll_ifindex != 0 && ioctl(socket->fd.load(), SIOCGIFNAME, &request) == 0) {
    name = request.ifr_name;
  }
  const size_t size = std::min<size_t>(from.sll_halen, sizeof(from.sll_addr));
  const Bytes* hardware = TRY(Bytes::From(t, absl::Span<const uint8_t>(from.sll_addr, size)));
  const Str* interface = TRY(DecodeSystem(t, name));
  return Tuple::Of(t, Value::FromObject(interface), PortOf(from.sll_protocol),
                   Value::FromInt(from.sll_pkttype), Value::FromInt(from.sll_hatype),
                   Value::FromObject(hardware));
}

}  // namespace

Result<Value> FromAddress(Thread& t, const Socket* socket, const Address& address) {
  if (address.size < sizeof(sa_family_t)) return Value::None();
  switch (address.storage.ss_family) {
    case AF_UNIX:
      return FromUnix(t, address);
    case AF_INET: {
      const Value host = TRY(HostText(t, address));
      return Tuple::Of(t, host, PortOf(address.as<sockaddr_in>().sin_port));
    }
    case AF_INET6: {
      const auto& from = address.as<sockaddr_in6>();
      const Value host = TRY(HostText(t, address));
      return Tuple::Of(t, host, PortOf(from.sin6_port), Value::FromInt(ntohl(from.sin6_flowinfo)),
                       Value::FromInt(from.sin6_scope_id));
    }
    case AF_NETLINK: {
      const auto& from = address.as<sockaddr_nl>();
      return Tuple::Of(t, Value::FromInt(from.nl_pid), Value::FromInt(from.nl_groups));
    }
    case AF_PACKET:
      return FromPacket(t, socket, address);
    case AF_VSOCK: {
      const auto& from = address.as<sockaddr_vm>();
      return Tuple::Of(t, Value::FromInt(from.svm_cid), Value::FromInt(from.svm_port));
    }
    default: {
      const auto& from = *address.generic();
      const Bytes* data = TRY(Bytes::From(t, std::string_view(from.sa_data, sizeof(from.sa_data))));
      return Tuple::Of(t, Value::FromInt(from.sa_family), Value::FromObject(data));
    }
  }
}

}  // namespace krait::sockets
