#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/socket/arguments.h"
#include "vm/modules/socket/socket.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/int.h"
#include "vm/object/module.h"

/// Numbers in the network's order of bytes, and internet addresses as text.
namespace krait::sockets {

// --- Order of bytes ------------------------------------------------------------------------------

namespace {

enum class Order { kHostToNetwork, kNetworkToHost };

constexpr const char* ShortName(Order order) {
  return order == Order::kHostToNetwork ? "htons" : "ntohs";
}

/// htons or ntohs: which are the same, but for their names.
template <Order kOrder>
Result<int64_t> SwapShort(Thread& t, ParsedInt argument) {
  const int number = argument.value;
  if (number < 0) {
    return RaiseOverflowError(
        t, absl::StrCat(ShortName(kOrder),
                        ": can't convert negative Python int to C 16-bit unsigned integer"));
  }
  if (number > UINT16_MAX) {
    return RaiseOverflowError(
        t, absl::StrCat(ShortName(kOrder),
                        ": Python int too large to convert to C 16-bit unsigned integer"));
  }
  return int64_t{htons(static_cast<uint16_t>(number))};
}

/// htonl and ntohl.
Result<int64_t> SwapLong(Thread& t, Value value) {
  if (!IsIntLike(value)) {
    return RaiseTypeError(t, absl::StrCat("expected int, ", TypeName(t, value), " found"));
  }
  const IntOperand operand(value);
  const IntView& view = operand.view();
  if (view.negative) {
    return RaiseOverflowError(t, "can't convert negative value to unsigned int");
  }
  if (view.size > 1) {
    return RaiseOverflowError(t, "Python int too large to convert to C unsigned long");
  }
  const uint64_t number = view.size == 0 ? 0 : view.limbs[0];
  if (number > UINT32_MAX) return RaiseOverflowError(t, "int larger than 32 bits");
  return int64_t{htonl(static_cast<uint32_t>(number))};
}

// --- Addresses as text ---------------------------------------------------------------------------

/// A str argument; it has no null characters.
Result<std::string> TextOf(Thread& t, Value value, const char* function, int position) {
  if (!Is<Str>(value)) {
    return RaiseTypeError(t, absl::StrCat(function, "() argument ", position, " must be str, not ",
                                          value.IsNone() ? "None" : TypeName(t, value)));
  }
  std::string text = Cast<Str>(value)->ToUtf8();
  if (text.find('\0') != std::string::npos) return RaiseValueError(t, "embedded null character");
  return text;
}

Result<Value> InetAton(Thread& t, Value value) {
  const std::string text = TRY(TextOf(t, value, "inet_aton", 1));
  in_addr address;
  if (inet_aton(text.c_str(), &address) == 0) {
    return RaiseError(t, "illegal IP address string passed to inet_aton");
  }
  return Bytes::From(t, std::string_view(reinterpret_cast<char*>(&address), sizeof(address)));
}

Result<Value> TextOfPacked(Thread& t, int family, absl::Span<const uint8_t> packed) {
  char text[INET6_ADDRSTRLEN];
  if (inet_ntop(family, packed.data(), text, sizeof(text)) == nullptr) {
    return RaiseOSError(t, errno);
  }
  return Str::FromUtf8(t, text);
}

Result<Value> InetNtoa(Thread& t, Value value) {
  Buffer packed(t);
  TRY(packed.Take(value));
  if (packed.span().size() != sizeof(in_addr)) {
    return RaiseError(t, "packed IP wrong length for inet_ntoa");
  }
  return TextOfPacked(t, AF_INET, packed.span());
}

Result<Value> InetPton(Thread& t, ParsedInt number, Value value) {
  const int family = number.value;
  const std::string text = TRY(TextOf(t, value, "inet_pton", 2));
  char packed[sizeof(in6_addr)];
  const int done = inet_pton(family, text.c_str(), packed);
  if (done < 0) return RaiseOSError(t, errno);
  if (done == 0) return RaiseError(t, "illegal IP address string passed to inet_pton");
  const size_t size = family == AF_INET6 ? sizeof(in6_addr) : sizeof(in_addr);
  return Bytes::From(t, std::string_view(packed, size));
}

Result<Value> InetNtop(Thread& t, ParsedInt number, Value value) {
  const int family = number.value;
  Buffer packed(t);
  TRY(packed.Take(value));
  if (family != AF_INET && family != AF_INET6) {
    return RaiseValueError(t, absl::StrCat("unknown address family ", family));
  }
  if (packed.span().size() != (family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr))) {
    return RaiseValueError(t, "invalid length of packed IP address string");
  }
  return TextOfPacked(t, family, packed.span());
}

constexpr Method kFunctions[] = {
    BindParsed<SwapShort<Order::kHostToNetwork>>("htons", "($module, x, /)"),
    BindParsed<SwapShort<Order::kNetworkToHost>>("ntohs", "($module, x, /)"),
    HideSignature(Bind<SwapLong>("htonl", "($module, x, /)")),
    HideSignature(Bind<SwapLong>("ntohl", "($module, x, /)")),
    BindParsed<InetAton>("inet_aton", "($module, ip_string, /)"),
    BindParsed<InetNtoa>("inet_ntoa", "($module, packed_ip, /)"),
    BindParsed<InetPton>("inet_pton", "($module, address_family, ip_string, /)"),
    BindParsed<InetNtop>("inet_ntop", "($module, address_family, packed_ip, /)"),
};

}  // namespace

Result<None> AddConversions(Thread& t, Module* module) {
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait::sockets
