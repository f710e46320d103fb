#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/socket/address.h"
#include "vm/modules/socket/arguments.h"
#include "vm/modules/socket/methods.h"
#include "vm/object/audit.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The socket type: making and closing sockets, connections and settings.
namespace krait::sockets {
namespace {

// --- Making and closing --------------------------------------------------------------------------

constexpr Method kInit =
    ConstructorSignature("socket", "(family=-1, type=-1, proto=-1, fileno=None)");

Result<Value> New(Thread& t, Type* cls, Args) {
  auto* self = TRY(NewNative<Socket>(t, cls));
  self->fd.store(-1);
  self->timeout.store(kNoTimeout);
  if (!self->IsSubclassInstance()) t.vm().weakrefs().AddFinalizable(self);
  return self;
}

/// A socket over a descriptor that exists: what was not given is asked of the system.
Result<None> Adopt(Thread& t, Socket* self, Value fileno, int family, int type, int protocol) {
  const int64_t number = ClampToInt64(TRY(ToIndex(t, fileno)));
  if (number < 0) return RaiseValueError(t, "negative file descriptor");
  const int fd = static_cast<int>(number);
  Address own;
  own.size = sizeof(own.storage);
  if (getsockname(fd, own.generic(), &own.size) < 0) {
    // A descriptor of another kind is let be when all is told.
    if (family == -1 || errno == EBADF || errno == ENOTSOCK) return RaiseOSError(t, errno);
  } else if (family == -1) {
    family = own.storage.ss_family;
  }
  const auto ask = [&](int option, int* value) -> Result<None> {
    socklen_t size = sizeof(*value);
    if (*value == -1 && getsockopt(fd, SOL_SOCKET, option, value, &size) < 0) {
      return RaiseOSError(t, errno);
    }
    return None{};
  };
  TRY(ask(SO_TYPE, &type));
  TRY(ask(SO_PROTOCOL, &protocol));
  return self->Open(t, fd, family, type, protocol);
}

Result<None> Init(Thread& t, Value object, Args args) {
  Value bound[4];
  TRY(BindArguments(t, kInit, args, bound));
  int numbers[3];
  for (int i = 0; i < 3; ++i) {
    numbers[i] = static_cast<int>(TRY(ToCInteger(t, bound[i], INT32_MIN, INT32_MAX, "int")));
  }
  auto [family, type, protocol] = numbers;
  TRY(Audit(t, "socket.__new__", object, Value::FromInt(family), Value::FromInt(type),
            Value::FromInt(protocol)));
  TRY(Require(t, Capability::kSockets));
  auto* self = Cast<Socket>(object);
  if (!bound[3].IsNone()) return Adopt(t, self, bound[3], family, type, protocol);
  if (family == -1) family = AF_INET;
  if (type == -1) type = SOCK_STREAM;
  if (protocol == -1) protocol = 0;
  const int fd =
      TRY(NewDescriptor(t, [&] { return socket(family, type | SOCK_CLOEXEC, protocol); }));
  return self->Open(t, fd, family, type, protocol);
}

Result<None> CloseDescriptor(Thread& t, Socket* self) {
  const int fd = self->fd.exchange(-1);
  if (fd < 0) return None{};
  int failed;
  int error;
  {
    gil::DetachScope detached(t);
    failed = close(fd);
    error = errno;
  }
  // The other side may have closed it before; after EINTR it is closed all the same.
  if (failed < 0 && error != ECONNRESET && error != EINTR) return RaiseOSError(t, error);
  return None{};
}

Result<None> Finalize(Thread& t, Value object) {
  auto* self = Cast<Socket>(object);
  if (self->fd.load() < 0) return None{};
  if (!WarnUnclosed(t, object, "").ok()) {
    if (PendingIs(t, &BuiltinTypes::Warning)) WriteUnraisable(t, "in", object);
    t.pending = Value::Unbound();
  }
  const int fd = self->fd.exchange(-1);
  if (fd >= 0) close(fd);
  return None{};
}

Result<int64_t> Detach(Thread&, Socket* self) { return int64_t{self->fd.exchange(-1)}; }
Result<int64_t> FileNo(Thread&, Socket* self) { return int64_t{self->fd.load()}; }

// --- Connections ---------------------------------------------------------------------------------

Result<Value> Accept(Thread& t, Socket* self) {
  Address peer;
  const auto accept_one = [&]() -> int64_t {
    peer.size = sizeof(peer.storage);
    return accept4(self->fd.load(), peer.generic(), &peer.size, SOCK_CLOEXEC);
  };
  SystemResult result = TRY(SocketCall(t, self, WaitFor::kInput, accept_one));
  if (result.value < 0 && (result.error == EMFILE || result.error == ENFILE)) {
    result.value = TRY(NewDescriptor(t, accept_one));
  }
  const auto fd = static_cast<int>(TRY(ResultOf(t, result)));
  const Result<Value> address = FromAddress(t, self, peer);
  if (!address.ok()) {
    close(fd);
    return Raised{};
  }
  return Tuple::Of(t, Value::FromInt(fd), *address);
}

Result<None> BindTo(Thread& t, Socket* self, Value where) {
  const Address address = TRY(ToAddress(t, self, where, "bind"));
  TRY(Audit(t, "socket.bind", Value::FromObject(self), where));
  const SystemResult result =
      TRY(BlockingCall(t, [&] { return bind(self->fd.load(), address.generic(), address.size); }));
  TRY(ResultOf(t, result));
  return None{};
}

constexpr int kTimedOut = -1;

/// 0, kTimedOut, or the errno of what failed.
Result<int> ConnectTo(Thread& t, Socket* self, const Address& address) {
  const int64_t timeout = self->timeout.load();
  int error = 0;
  {
    gil::DetachScope detached(t);
    if (connect(self->fd.load(), address.generic(), address.size) < 0) error = errno;
  }
  if (error == EINTR) TRY(CheckPoll(t));
  const bool goes_on = (error == EINTR && timeout != 0) || (error == EINPROGRESS && timeout > 0);
  if (!goes_on) return error;
  if (!TRY(Await(t, self, WaitFor::kConnection, self->Limit()))) return kTimedOut;
  socklen_t size = sizeof(error);
  if (getsockopt(self->fd.load(), SOL_SOCKET, SO_ERROR, &error, &size) < 0) return errno;
  return error == EISCONN ? 0 : error;
}

Result<None> Connect(Thread& t, Socket* self, Value where) {
  const Address address = TRY(ToAddress(t, self, where, "connect"));
  TRY(Audit(t, "socket.connect", Value::FromObject(self), where));
  const int error = TRY(ConnectTo(t, self, address));
  if (error == kTimedOut) return RaiseTimedOut(t);
  return error == 0 ? Result<None>(None{}) : RaiseOSError(t, error);
}

Result<int64_t> ConnectEx(Thread& t, Socket* self, Value where) {
  const Address address = TRY(ToAddress(t, self, where, "connect_ex"));
  TRY(Audit(t, "socket.connect", Value::FromObject(self), where));
  const int error = TRY(ConnectTo(t, self, address));
  return int64_t{error == kTimedOut ? EAGAIN : error};
}

Result<None> Listen(Thread& t, Socket* self, Opt<ParsedInt> backlog) {
  constexpr int kDefault = std::min(SOMAXCONN, 128);
  const int count = std::max(backlog.value_or(ParsedInt{kDefault}).value, 0);
  TRY(ResultOf(t, TRY(BlockingCall(t, [&] { return listen(self->fd.load(), count); }))));
  return None{};
}

Result<None> Shutdown(Thread& t, Socket* self, int how) {
  TRY(ResultOf(t, TRY(BlockingCall(t, [&] { return shutdown(self->fd.load(), how); }))));
  return None{};
}

/// getsockname or getpeername.
template <int (*kCall)(int, sockaddr*, socklen_t*) noexcept>
Result<Value> Name(Thread& t, Socket* self) {
  Address address;
  address.size = sizeof(address.storage);
  if (kCall(self->fd.load(), address.generic(), &address.size) < 0) return RaiseOSError(t, errno);
  return FromAddress(t, self, address);
}

// --- Settings ------------------------------------------------------------------------------------

Result<None> SetTimeout(Thread& t, Socket* self, Value seconds) {
  return self->SetTimeout(t, TRY(ToTimeout(t, seconds)));
}
Result<Value> GetTimeout(Thread& t, Socket* self) { return FromTimeout(t, self->timeout.load()); }
Result<None> SetBlocking(Thread& t, Socket* self, int64_t blocking) {
  return self->SetTimeout(t, blocking != 0 ? kNoTimeout : 0);
}
Result<bool> GetBlocking(Thread&, Socket* self) { return self->timeout.load() != 0; }

const Socket* SocketOf(Value self) { return Cast<Socket>(self); }
Result<Value> Family(Thread&, Value self) { return Value::FromInt(SocketOf(self)->family); }
Result<Value> TypeNumber(Thread&, Value self) { return Value::FromInt(SocketOf(self)->type); }
Result<Value> Protocol(Thread&, Value self) { return Value::FromInt(SocketOf(self)->protocol); }
Result<Value> Timeout(Thread& t, Value self) {
  return FromTimeout(t, SocketOf(self)->timeout.load());
}

Result<Value> ToText(Thread& t, Value object) {
  const Socket* self = SocketOf(object);
  return Str::FromUtf8(
      t, absl::StrCat("<socket object, fd=", self->fd.load(), ", family=", self->family,
                      ", type=", self->type, ", proto=", self->protocol, ">"));
}

constexpr Method kMethods[] = {
    HideSignature(Bind<Accept>("_accept", "($self, /)")),
    HideSignature(Bind<BindTo>("bind", "($self, address, /)")),
    HideSignature(Bind<CloseDescriptor>("close", "($self, /)")),
    HideSignature(Bind<Connect>("connect", "($self, address, /)")),
    HideSignature(Bind<ConnectEx>("connect_ex", "($self, address, /)")),
    HideSignature(Bind<Detach>("detach", "($self, /)")),
    HideSignature(Bind<FileNo>("fileno", "($self, /)")),
    HideSignature(Bind<Name<getpeername>>("getpeername", "($self, /)")),
    HideSignature(Bind<Name<getsockname>>("getsockname", "($self, /)")),
    BindParsed<GetSockOpt>("getsockopt", "($self, level, option, buffersize=0, /)"),
    BindParsed<Listen>("listen", "($self, backlog=<default>, /)"),
    BindParsed<Recv>("recv", "($self, buffersize, flags=0, /)"),
    HideSignature(Bind<RecvInto>("recv_into", "($self, /, *args, **kwargs)")),
    BindParsed<RecvFrom>("recvfrom", "($self, buffersize, flags=0, /)"),
    HideSignature(Bind<RecvFromInto>("recvfrom_into", "($self, /, *args, **kwargs)")),
    BindParsed<Send>("send", "($self, data, flags=0, /)"),
    BindParsed<SendAll>("sendall", "($self, data, flags=0, /)"),
    BindParsed<SendTo>("sendto", "($self, /, *args)"),
    HideSignature(Bind<SetBlocking>("setblocking", "($self, flag, /)")),
    HideSignature(Bind<SetTimeout>("settimeout", "($self, timeout, /)")),
    HideSignature(Bind<GetBlocking>("getblocking", "($self, /)")),
    HideSignature(Bind<GetTimeout>("gettimeout", "($self, /)")),
    BindParsed<SetSockOpt>("setsockopt", "($self, /, *args)"),
    HideSignature(Bind<Shutdown>("shutdown", "($self, how, /)")),
    BindParsed<RecvMsg>("recvmsg", "($self, bufsize, ancbufsize=0, flags=0, /)"),
    BindParsed<RecvMsgInto>("recvmsg_into", "($self, buffers, ancbufsize=0, flags=0, /)"),
    BindParsed<SendMsg>("sendmsg", "($self, buffers, ancdata=<none>, flags=0, address=None, /)"),
    HideSignature(Bind<SendMsgAfAlg>("sendmsg_afalg", "($self, /, *args, **kwargs)")),
};

constexpr GetSet kGetSets[] = {
    {"family", &Family, nullptr, true},
    {"type", &TypeNumber, nullptr, true},
    {"proto", &Protocol, nullptr, true},
    {"timeout", &Timeout},
};

}  // namespace

Result<None> MakeSocketType(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "_socket.socket";
  spec.instance_size = sizeof(Socket);
  spec.flags = Type::kBaseType;
  spec.spec.slots = {.repr = &ToText,
                     .getattr = &GenericGetAttr,
                     .new_ = &New,
                     .init = &Init,
                     .finalize = &Finalize};
  spec.spec.methods = kMethods;
  spec.spec.getset = kGetSets;
  spec.spec.doc = "One end of a communication over a network or within the machine.";
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  PartOf(t).socket = type;
  TRY(module->Add(t, "socket", Value::FromObject(type)));
  return module->Add(t, "SocketType", Value::FromObject(type));
}

}  // namespace krait::sockets
