#include "vm/modules/socket/module.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>

#include "vm/builtins/method_signatures.h"
#include "vm/modules/socket/arguments.h"
#include "vm/modules/socket/methods.h"
#include "vm/modules/socket/socket.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The _socket module.
namespace krait {
namespace sockets {
namespace {

/// A descriptor from an int; the bits that a C int has no room for are lost, as they always were.
Result<int> DescriptorFrom(Thread& t, Value value) {
  return static_cast<int>(TRY(ToCInteger(t, value, INT64_MIN, INT64_MAX, "long")));
}

Result<None> Close(Thread& t, Value value) {
  const int fd = TRY(DescriptorFrom(t, value));
  TRY(Require(t, Capability::kSockets));
  int failed;
  int error;
  {
    gil::DetachScope detached(t);
    failed = close(fd);
    error = errno;
  }
  if (failed < 0 && error != ECONNRESET) return RaiseOSError(t, error);
  return None{};
}

Result<int64_t> Dup(Thread& t, Value value) {
  const int fd = TRY(DescriptorFrom(t, value));
  TRY(Require(t, Capability::kSockets));
  return int64_t{TRY(NewDescriptor(t, [&] { return fcntl(fd, F_DUPFD_CLOEXEC, 0); }))};
}

Result<Value> SocketPair(Thread& t, Opt<ParsedInt> family, ParsedInt kind,
                         ParsedInt protocol_number) {
  TRY(Require(t, Capability::kSockets));
  int pair[2];
  const int own_family = family.value_or(ParsedInt{AF_UNIX}).value;
  const int type = kind.value;
  const int protocol = protocol_number.value;
  TRY(NewDescriptor(t,
                    [&] { return socketpair(own_family, type | SOCK_CLOEXEC, protocol, pair); }));
  Result<Socket*> first = Socket::Wrap(t, pair[0], own_family, type, protocol);
  if (!first.ok()) {
    close(pair[1]);
    return Raised{};
  }
  Socket* second = TRY(Socket::Wrap(t, pair[1], own_family, type, protocol));
  return Tuple::Of(t, Value::FromObject(*first), Value::FromObject(second));
}

Result<Value> GetDefaultTimeout(Thread& t) {
  return FromTimeout(t, PartOf(t).default_timeout.load());
}
Result<None> SetDefaultTimeout(Thread& t, Value seconds) {
  PartOf(t).default_timeout.store(TRY(ToTimeout(t, seconds)));
  return None{};
}

constexpr Method kFunctions[] = {
    HideSignature(Bind<Close>("close", "($module, fd, /)")),
    HideSignature(Bind<Dup>("dup", "($module, fd, /)")),
    BindParsed<SocketPair>("socketpair", "($module, family=<unix>, type=1, proto=0, /)"),
    HideSignature(Bind<GetDefaultTimeout>("getdefaulttimeout", "($module, /)")),
    HideSignature(Bind<SetDefaultTimeout>("setdefaulttimeout", "($module, timeout, /)")),
    BindParsed<CmsgLen>("CMSG_LEN", "($module, length, /)"),
    BindParsed<CmsgSpace>("CMSG_SPACE", "($module, length, /)"),
};

/// class herror(OSError), class gaierror(OSError).
Result<Type*> AddException(Thread& t, Module* module, std::string_view name) {
  Dict* ns = TRY(Dict::New(t));
  const Value home = Value::FromObject(TRY(Str::InternUtf8(t, "socket")));
  TRY(ns->SetStr(t, names(t).__module__, home));
  Tuple* bases = TRY(Tuple::Of(t, Value::FromObject(types(t).OSError)));
  Type* type =
      TRY(TypeBuilder::NewHeapType(t, types(t).type, TRY(Str::InternUtf8(t, name)), bases, ns, {}));
  TRY(module->Add(t, name, Value::FromObject(type)));
  return type;
}

}  // namespace
}  // namespace sockets

Result<Module*> MakeSocketModule(Thread& t) {
  auto& part = t.vm().AddPart(std::make_unique<sockets::Part>());
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_socket"))));
  TRY(module->AddFunctions(t, sockets::kFunctions));
  TRY(module->Add(t, "error", Value::FromObject(types(t).OSError)));
  TRY(module->Add(t, "timeout", Value::FromObject(types(t).TimeoutError)));
  part.herror = TRY(sockets::AddException(t, module, "herror"));
  part.gaierror = TRY(sockets::AddException(t, module, "gaierror"));
  TRY(sockets::MakeSocketType(t, module));
  TRY(sockets::AddLookups(t, module));
  TRY(sockets::AddDatabases(t, module));
  TRY(sockets::AddConversions(t, module));
  TRY(sockets::AddConstants(t, module));
  TRY(module->Add(t, "has_ipv6", Value::True()));
  return module;
}

}  // namespace krait
