#include <sys/socket.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/socket/address.h"
#include "vm/modules/socket/methods.h"
#include "vm/object/audit.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/tuple.h"

/// Receiving and sending bytes.
namespace krait::sockets {

// --- Receiving -----------------------------------------------------------------------------------

namespace {

Result<int64_t> ReceiveTo(Thread& t, const Socket* self, uint8_t* out, size_t size, int flags) {
  return ResultOf(t, TRY(SocketCall(t, self, WaitFor::kInput,
                                    [&] { return recv(self->fd.load(), out, size, flags); })));
}

/// Also tells who sent it.
Result<int64_t> ReceiveFrom(Thread& t, const Socket* self, uint8_t* out, size_t size, int flags,
                            Address* from) {
  return ResultOf(t, TRY(SocketCall(t, self, WaitFor::kInput, [&] {
                    from->size = sizeof(from->storage);
                    return recvfrom(self->fd.load(), out, size, flags, from->generic(),
                                    &from->size);
                  })));
}

/// Room for bytes whose number shows when they are there. Callers ask for much more than comes:
/// that would fill the heap if it were an object.
class Room {
 public:
  Result<None> Make(Thread& t, size_t size) {
    constexpr size_t kMostOutside = 1 << 20;
    if (size <= sizeof(inside_)) {
      data_ = inside_;
    } else if (size <= kMostOutside) {
      outside_.reset(new uint8_t[size]);
      data_ = outside_.get();
    } else {
      bytes_ = TRY(Bytes::NewUninitialized(t, size));
      data_ = bytes_->mutable_data();
    }
    return None{};
  }
  uint8_t* data() { return data_; }
  Result<Value> Take(Thread& t, int64_t count) {
    const auto size = static_cast<size_t>(count);
    if (bytes_ != nullptr && bytes_->size() == size) return bytes_;
    return Bytes::From(t, absl::Span<const uint8_t>(data_, size));
  }

 private:
  uint8_t inside_[4096];
  std::unique_ptr<uint8_t[]> outside_;
  Bytes* bytes_ = nullptr;  // on the native stack, as all of this
  uint8_t* data_ = nullptr;
};

/// The arguments of recv_into and recvfrom_into.
struct Target {
  explicit Target(Thread& t) : buffer(t) {}
  Buffer buffer;
  int64_t size = 0;
  int flags = 0;

  Result<None> Take(Thread& t, const Method& method, Args args, const char* too_small) {
    Value bound[3];
    TRY(BindArguments(t, method, args, bound));
    const bool readable = HasBuffer(t, bound[0]);
    if (!readable || !buffer.Take(bound[0], kBufferWritable).ok()) {
      if (readable && !ClearPendingIf(t, &BuiltinTypes::BufferError)) return Raised{};
      return RaiseTypeError(
          t, absl::StrCat(method.name, "() argument 1 must be read-write bytes-like object, not ",
                          bound[0].IsNone() ? "None" : TypeName(t, bound[0])));
    }
    size = TRY(ToIndexSsize(t, bound[1]));
    flags = TRY(ToParsedInt(t, bound[2]));
    if (size < 0) {
      return RaiseValueError(t, absl::StrCat("negative buffersize in ", method.name));
    }
    if (size > buffer.view().size) return RaiseValueError(t, too_small);
    if (size == 0) size = buffer.view().size;
    return None{};
  }
};

constexpr Method kRecvInto = ConstructorSignature("recv_into", "(buffer, nbytes=0, flags=0)");
constexpr Method kRecvFromInto =
    ConstructorSignature("recvfrom_into", "(buffer, nbytes=0, flags=0)");

}  // namespace

Result<Value> Recv(Thread& t, Socket* self, Index size, ParsedInt flags) {
  if (size.value < 0) return RaiseValueError(t, "negative buffersize in recv");
  if (size.value == 0) return Bytes::From(t, std::string_view());
  Room room;
  TRY(room.Make(t, static_cast<size_t>(size.value)));
  return room.Take(
      t, TRY(ReceiveTo(t, self, room.data(), static_cast<size_t>(size.value), flags.value)));
}

Result<Value> RecvFrom(Thread& t, Socket* self, Index size, ParsedInt flags) {
  if (size.value < 0) return RaiseValueError(t, "negative buffersize in recvfrom");
  Room room;
  TRY(room.Make(t, static_cast<size_t>(size.value)));
  Address from;
  const int64_t count =
      TRY(ReceiveFrom(t, self, room.data(), static_cast<size_t>(size.value), flags.value, &from));
  const Value data = TRY(room.Take(t, count));
  return Tuple::Of(t, data, TRY(FromAddress(t, self, from)));
}

Result<int64_t> RecvInto(Thread& t, Socket* self, Args args) {
  Target target(t);
  TRY(target.Take(t, kRecvInto, args, "buffer too small for requested bytes"));
  if (target.size == 0) return int64_t{0};
  return ReceiveTo(t, self, target.buffer.view().data, static_cast<size_t>(target.size),
                   target.flags);
}

Result<Value> RecvFromInto(Thread& t, Socket* self, Args args) {
  Target target(t);
  TRY(target.Take(t, kRecvFromInto, args, "nbytes is greater than the length of the buffer"));
  Address from;
  const int64_t count = TRY(ReceiveFrom(t, self, target.buffer.view().data,
                                        static_cast<size_t>(target.size), target.flags, &from));
  return Tuple::Of(t, Value::FromInt(count), TRY(FromAddress(t, self, from)));
}

// --- Sending -------------------------------------------------------------------------------------

Result<int64_t> Send(Thread& t, Socket* self, Value data, ParsedInt flags) {
  Buffer buffer(t);
  TRY(buffer.Take(data));
  return ResultOf(t, TRY(SocketCall(t, self, WaitFor::kOutput, [&] {
                    return send(self->fd.load(), buffer.span().data(), buffer.span().size(),
                                flags.value);
                  })));
}

Result<None> SendAll(Thread& t, Socket* self, Value data, ParsedInt flags) {
  Buffer buffer(t);
  TRY(buffer.Take(data));
  // The time-out is for all of it.
  const TimeLimit limit = self->Limit();
  absl::Span<const uint8_t> left = buffer.span();
  do {
    const SystemResult result = TRY(CallWithin(t, self, WaitFor::kOutput, limit, [&] {
      return send(self->fd.load(), left.data(), left.size(), flags.value);
    }));
    left.remove_prefix(static_cast<size_t>(TRY(ResultOf(t, result))));
    TRY(CheckPoll(t));
  } while (!left.empty());
  return None{};
}

Result<int64_t> SendTo(Thread& t, Socket* self, Args args) {
  if (args.count < 2 || args.count > 3) {
    return RaiseTypeError(t,
                          absl::StrCat("sendto() takes 2 or 3 arguments (", args.count, " given)"));
  }
  Buffer buffer(t);
  TRY(buffer.Take(args[0]));
  int flags = 0;
  if (args.count == 3) {
    flags = TRY(ToParsedInt(t, args[1]));
  }
  const Value to = args[args.count - 1];
  const Address address = TRY(ToAddress(t, self, to, "sendto"));
  TRY(Audit(t, "socket.sendto", Value::FromObject(self), to));
  return ResultOf(t, TRY(SocketCall(t, self, WaitFor::kOutput, [&] {
                    return sendto(self->fd.load(), buffer.span().data(), buffer.span().size(),
                                  flags, address.generic(), address.size);
                  })));
}

}  // namespace krait::sockets
