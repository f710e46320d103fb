#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/io/path_argument.h"
#include "vm/modules/socket/arguments.h"
#include "vm/modules/socket/socket.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/audit.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// What the system knows by name: services, protocols, network interfaces and itself.
namespace krait::sockets {

// --- Services and protocols ----------------------------------------------------------------------

namespace {

/// A str without null characters.
struct Name {
  std::string text;
};

}  // namespace
}  // namespace krait::sockets

namespace krait {
template <>
struct ArgumentAs<sockets::Name> {
  static Result<sockets::Name> From(Thread& t, const ArgumentPlace& place, Value value) {
    if (!Is<Str>(value)) {
      return RaiseTypeError(
          t, absl::StrCat(place.method.name, "() argument ", place.index + 1, " must be str, not ",
                          value.IsNone() ? "None" : TypeName(t, value)));
    }
    sockets::Name name{Cast<Str>(value)->ToUtf8()};
    if (name.text.find('\0') != std::string::npos) {
      return RaiseValueError(t, "embedded null character");
    }
    return name;
  }
};
}  // namespace krait

namespace krait::sockets {
namespace {

/// The entry that one of the C library's re-entrant calls finds, or null: `call(entry, buffer,
/// size, result)`. `Entry` is servent or protoent.
template <typename Entry>
class Database {
 public:
  template <typename F>
  const Entry* Find(Thread& t, F call) {
    constexpr size_t kMost = 1 << 20;
    for (size_t size = 1024;; size *= 2) {
      buffer_.resize(size);
      Entry* found = nullptr;
      int code;
      {
        gil::DetachScope detached(t);
        code = call(&entry_, buffer_.data(), buffer_.size(), &found);
      }
      if (code != ERANGE || size >= kMost) return found;
    }
  }

 private:
  Entry entry_{};
  std::vector<char> buffer_;
};

const char* ProtocolOf(const Opt<Name>& protocol) {
  return protocol ? (*protocol).text.c_str() : nullptr;
}

Result<Value> TextOrNone(Thread& t, const Opt<Name>& name) {
  if (!name) return Value::None();
  return Str::FromUtf8(t, (*name).text);
}

Result<int64_t> GetServByName(Thread& t, Name name, Opt<Name> protocol) {
  if (IsAudited(t)) {
    const Value service = Value::FromObject(TRY(Str::FromUtf8(t, name.text)));
    TRY(Audit(t, "socket.getservbyname", service, TRY(TextOrNone(t, protocol))));
  }
  Database<servent> services;
  const servent* found =
      services.Find(t, [&](servent* out, char* buffer, size_t size, servent** result) {
        return getservbyname_r(name.text.c_str(), ProtocolOf(protocol), out, buffer, size, result);
      });
  if (found == nullptr) return RaiseError(t, "service/proto not found");
  return int64_t{ntohs(static_cast<uint16_t>(found->s_port))};
}

Result<Value> GetServByPort(Thread& t, ParsedInt number, Opt<Name> protocol) {
  const int port = number.value;
  if (port < 0 || port > UINT16_MAX) {
    return RaiseOverflowError(t, "getservbyport: port must be 0-65535.");
  }
  if (IsAudited(t)) {
    TRY(Audit(t, "socket.getservbyport", Value::FromInt(port), TRY(TextOrNone(t, protocol))));
  }
  Database<servent> services;
  const servent* found =
      services.Find(t, [&](servent* out, char* buffer, size_t size, servent** result) {
        return getservbyport_r(htons(static_cast<uint16_t>(port)), ProtocolOf(protocol), out,
                               buffer, size, result);
      });
  if (found == nullptr) return RaiseError(t, "port/proto not found");
  return DecodeSystem(t, found->s_name);
}

Result<int64_t> GetProtoByName(Thread& t, Name name) {
  Database<protoent> protocols;
  const protoent* found =
      protocols.Find(t, [&](protoent* out, char* buffer, size_t size, protoent** result) {
        return getprotobyname_r(name.text.c_str(), out, buffer, size, result);
      });
  if (found == nullptr) return RaiseError(t, "protocol not found");
  return int64_t{found->p_proto};
}

// --- Interfaces ----------------------------------------------------------------------------------

Result<Value> IfNameIndex(Thread& t) {
  const std::unique_ptr<struct if_nameindex, decltype(&if_freenameindex)> all(if_nameindex(),
                                                                              &if_freenameindex);
  if (all == nullptr) return RaiseOSError(t, errno);
  List* list = TRY(List::New(t));
  for (const struct if_nameindex* one = all.get(); one->if_index != 0; ++one) {
    const Str* name = TRY(DecodeSystem(t, one->if_name));
    const Tuple* pair = TRY(Tuple::Of(t, Value::FromInt(one->if_index), Value::FromObject(name)));
    TRY(list->Append(t, Value::FromObject(pair)));
  }
  return list;
}

Result<int64_t> IfNameToIndex(Thread& t, Value name) {
  const std::string text = TRY(SystemPath(t, name));
  const unsigned index = if_nametoindex(text.c_str());
  if (index == 0) return RaiseError(t, "no interface with this name");
  return int64_t{index};
}

Result<Value> IfIndexToName(Thread& t, Value number) {
  if (!IsIntLike(number)) {
    if (TypeOf(t, number)->slots().index == nullptr) {
      return RaiseTypeError(t, "an integer is required");
    }
  }
  const Value index = TRY(ToIndex(t, number));
  const IntOperand operand(index);
  if (operand.view().negative) {
    return RaiseOverflowError(t, "can't convert negative value to unsigned int");
  }
  if (operand.view().size > 1) {
    return RaiseOverflowError(t, "Python int too large to convert to C unsigned long");
  }
  const uint64_t wide = operand.view().size == 0 ? 0 : operand.view().limbs[0];
  char name[IF_NAMESIZE];
  if (wide > UINT_MAX || if_indextoname(static_cast<unsigned>(wide), name) == nullptr) {
    return RaiseOSError(t, wide > UINT_MAX ? ENXIO : errno);
  }
  return DecodeSystem(t, name);
}

// --- The own name --------------------------------------------------------------------------------

Result<Value> GetHostName(Thread& t) {
  TRY(Audit(t, "socket.gethostname"));
  char name[1024];
  if (gethostname(name, sizeof(name) - 1) < 0) return RaiseOSError(t, errno);
  name[sizeof(name) - 1] = 0;
  return DecodeSystem(t, name);
}

Result<None> SetHostName(Thread& t, Value name) {
  const std::string text = TRY(SystemPath(t, name));
  TRY(Audit(t, "socket.sethostname", name));
  if (sethostname(text.data(), text.size()) < 0) return RaiseOSError(t, errno);
  return None{};
}

template <auto kFunction>
inline constexpr auto kWithSockets = &Needing<Capability::kSockets, kFunction>::Call;

constexpr Method kFunctions[] = {
    HideSignature(Bind<GetHostName>("gethostname", "($module, /)")),
    BindParsed<kWithSockets<SetHostName>>("sethostname", "($module, name, /)"),
    BindParsed<kWithSockets<GetServByName>>("getservbyname",
                                            "($module, servicename, protocolname=<any>, /)"),
    BindParsed<kWithSockets<GetServByPort>>("getservbyport",
                                            "($module, port, protocolname=<any>, /)"),
    BindParsed<kWithSockets<GetProtoByName>>("getprotobyname", "($module, name, /)"),
    HideSignature(Bind<kWithSockets<IfNameIndex>>("if_nameindex", "($module, /)")),
    BindParsed<kWithSockets<IfNameToIndex>>("if_nametoindex", "($module, name, /)"),
    HideSignature(Bind<kWithSockets<IfIndexToName>>("if_indextoname", "($module, index, /)")),
};

}  // namespace

Result<None> AddDatabases(Thread& t, Module* module) { return module->AddFunctions(t, kFunctions); }

}  // namespace krait::sockets
