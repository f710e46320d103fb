#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/socket/address.h"
#include "vm/modules/socket/methods.h"
#include "vm/modules/system/posix/io_vector.h"
#include "vm/object/audit.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/tuple.h"
#include "vm/object/warn.h"

/// Messages: bytes from and to several buffers, with ancillary data such as descriptors.
namespace krait::sockets {

// --- How long ancillary data is ------------------------------------------------------------------

namespace {

/// What stands before the data of an item.
constexpr size_t kItemHeader = CMSG_LEN(0);
/// The system counts lengths of ancillary data in a socklen_t, of which half can be negative.
constexpr int64_t kMostAncillary = INT_MAX;

/// CMSG_SPACE of a length up to kMostAncillary.
size_t SpaceFor(size_t length) { return CMSG_SPACE(length); }

}  // namespace

Result<int64_t> CmsgLen(Thread& t, Index length) {
  if (length.value < 0 || length.value > kMostAncillary - static_cast<int64_t>(kItemHeader)) {
    return RaiseOverflowError(t, "CMSG_LEN() argument out of range");
  }
  return static_cast<int64_t>(CMSG_LEN(static_cast<size_t>(length.value)));
}

Result<int64_t> CmsgSpace(Thread& t, Index length) {
  if (length.value < 0 || length.value > kMostAncillary - static_cast<int64_t>(SpaceFor(1))) {
    return RaiseOverflowError(t, "CMSG_SPACE() argument out of range");
  }
  return static_cast<int64_t>(SpaceFor(static_cast<size_t>(length.value)));
}

// --- Receiving -----------------------------------------------------------------------------------

namespace {

/// One recvmsg().
class Incoming {
 public:
  Incoming(Thread& t, const Socket* socket) : t_(t), socket_(socket) {}

  Result<int64_t> Receive(iovec* parts, size_t count, int64_t ancillary_size, int flags) {
    if (ancillary_size < 0 || ancillary_size > kMostAncillary) {
      return RaiseValueError(t_, "invalid ancillary data buffer length");
    }
    const auto room = static_cast<size_t>(ancillary_size);
    if (room != 0) {
      control_.reset(new (std::nothrow) uint8_t[room]);
      if (control_ == nullptr) return RaiseMemoryError(t_);
    }
    const SystemResult result = TRY(SocketCall(t_, socket_, WaitFor::kInput, [&] {
      message_ = {};
      message_.msg_name = from_.generic();
      message_.msg_namelen = sizeof(from_.storage);
      message_.msg_iov = parts;
      message_.msg_iovlen = count;
      message_.msg_control = control_.get();
      message_.msg_controllen = room;
      return recvmsg(socket_->fd.load(), &message_, flags);
    }));
    return ResultOf(t_, result);
  }

  /// (data, ancillary data, flags, address). Descriptors that came are closed when that fails.
  Result<Value> Finish(Value data) {
    const Result<Value> finished = Build(data);
    if (!finished.ok()) CloseDescriptors();
    return finished;
  }
  void CloseDescriptors() {
    ForEachItem([](const cmsghdr& item, absl::Span<const uint8_t> data) {
      if (item.cmsg_level != SOL_SOCKET || item.cmsg_type != SCM_RIGHTS) return;
      for (; data.size() >= sizeof(int); data.remove_prefix(sizeof(int))) {
        int fd;
        memcpy(&fd, data.data(), sizeof(fd));
        close(fd);
      }
    });
  }

 private:
  /// Calls f(header, data) for each item, as far as it is there; false when the last one is cut off
  /// where it may not be.
  template <typename F>
  bool ForEachItem(F f) const {
    const uint8_t* at = control_.get();
    size_t left = std::min<size_t>(message_.msg_controllen, kMostAncillary);
    while (left > 0) {
      cmsghdr item;
      if (left < kItemHeader) return false;
      memcpy(&item, at, sizeof(item));
      if (item.cmsg_len < kItemHeader) return false;
      const size_t length = item.cmsg_len - kItemHeader;
      const size_t present = std::min(length, left - kItemHeader);
      f(item, absl::Span<const uint8_t>(at + kItemHeader, present));
      if (present < length) return false;
      const size_t whole = std::min(SpaceFor(length), left);
      at += whole;
      left -= whole;
    }
    return true;
  }

  Result<Value> Build(Value data) {
    List* ancillary = TRY(List::New(t_));
    RootedVector items(t_);
    Result<None> done = None{};
    const bool whole = ForEachItem([&](const cmsghdr& item, absl::Span<const uint8_t> bytes) {
      if (done.ok()) done = AddItem(ancillary, item, bytes);
    });
    if (!done.ok()) return Raised{};
    if (!whole) {
      TRY(Warn(t_, &BuiltinTypes::RuntimeWarning,
               "received malformed or improperly-truncated ancillary data"));
    }
    from_.size = std::min<socklen_t>(message_.msg_namelen, sizeof(from_.storage));
    const Value address = TRY(FromAddress(t_, socket_, from_));
    return Tuple::Of(t_, data, Value::FromObject(ancillary), Value::FromInt(message_.msg_flags),
                     address);
  }
  Result<None> AddItem(List* list, const cmsghdr& item, absl::Span<const uint8_t> data) {
    const Bytes* bytes = TRY(Bytes::From(t_, data));
    const Tuple* line = TRY(Tuple::Of(t_, Value::FromInt(item.cmsg_level),
                                      Value::FromInt(item.cmsg_type), Value::FromObject(bytes)));
    return list->Append(t_, Value::FromObject(line));
  }

  Thread& t_;
  const Socket* socket_;
  Address from_;
  std::unique_ptr<uint8_t[]> control_;
  msghdr message_{};
};

}  // namespace

Result<Value> RecvMsg(Thread& t, Socket* self, Index size, Index ancillary_size, ParsedInt flags) {
  if (size.value < 0) return RaiseValueError(t, "negative buffer size in recvmsg()");
  Bytes* bytes = TRY(Bytes::NewUninitialized(t, static_cast<size_t>(size.value)));
  iovec part{bytes->mutable_data(), bytes->size()};
  Incoming message(t, self);
  const int64_t count = TRY(message.Receive(&part, 1, ancillary_size.value, flags.value));
  if (static_cast<size_t>(count) != bytes->size()) {
    const Result<Bytes*> cut = Bytes::From(t, bytes->span().first(static_cast<size_t>(count)));
    if (!cut.ok()) {
      message.CloseDescriptors();
      return Raised{};
    }
    bytes = *cut;
  }
  return message.Finish(Value::FromObject(bytes));
}

Result<Value> RecvMsgInto(Thread& t, Socket* self, Value buffers, Index ancillary_size,
                          ParsedInt flags) {
  const Result<Value> iterator = GetIter(t, buffers);
  if (!iterator.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseTypeError(t, "recvmsg_into() argument 1 must be an iterable");
  }
  IoVector vector(t);
  TRY(ForEach(t, *iterator, [&](Value item) -> Result<None> {
    if (HasBuffer(t, item)) {
      if (vector.Add(item, true).ok()) return None{};
      if (!ClearPendingIf(t, &BuiltinTypes::BufferError)) return Raised{};
    }
    return RaiseTypeError(
        t, "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers");
  }));
  Incoming message(t, self);
  const int64_t count = TRY(message.Receive(vector.data(), static_cast<size_t>(vector.size()),
                                            ancillary_size.value, flags.value));
  return message.Finish(Value::FromInt(count));
}

// --- Sending -------------------------------------------------------------------------------------

namespace {

/// The ancillary data of a message, laid out for the system.
class Outgoing {
 public:
  explicit Outgoing(Thread& t) : t_(t) {}

  /// (level, type, data)
  Result<None> Add(Value item) {
    const Tuple* parts = TRY(Parts(item));
    const int level = TRY(ToParsedInt(t_, parts->At(0)));
    const int type = TRY(ToParsedInt(t_, parts->At(1)));
    Buffer buffer(t_);
    TRY(buffer.Take(parts->At(2)));
    const size_t size = buffer.span().size();
    if (size > static_cast<size_t>(kMostAncillary) - SpaceFor(0)) {
      return RaiseError(t_, "ancillary data item too large");
    }
    const size_t at = bytes_.size();
    if (at + SpaceFor(size) > static_cast<size_t>(kMostAncillary)) {
      return RaiseError(t_, "too much ancillary data");
    }
    bytes_.resize(at + SpaceFor(size));
    cmsghdr header{};
    header.cmsg_len = CMSG_LEN(size);
    header.cmsg_level = level;
    header.cmsg_type = type;
    memcpy(bytes_.data() + at, &header, sizeof(header));
    std::copy(buffer.span().begin(), buffer.span().end(), bytes_.data() + at + kItemHeader);
    return None{};
  }
  void* data() { return bytes_.empty() ? nullptr : bytes_.data(); }
  size_t size() const { return bytes_.size(); }

 private:
  Result<const Tuple*> Parts(Value item) {
    constexpr const char* kWhat = "[sendmsg() ancillary data items]() argument must be ";
    const TypeSlots& slots = TypeOf(t_, item)->slots();
    const bool sequence = slots.getitem != nullptr && slots.length != nullptr && !Is<Bytes>(item);
    if (!sequence) {
      return RaiseTypeError(t_, absl::StrCat(kWhat, "3-item sequence, not ",
                                             item.IsNone() ? "None" : TypeName(t_, item)));
    }
    const int64_t count = TRY(Length(t_, item));
    if (count != 3) {
      return RaiseTypeError(t_, absl::StrCat(kWhat, "sequence of length 3, not ", count));
    }
    const Value level = TRY(GetItem(t_, item, Value::FromInt(0)));
    const Value type = TRY(GetItem(t_, item, Value::FromInt(1)));
    return Tuple::Of(t_, level, type, TRY(GetItem(t_, item, Value::FromInt(2))));
  }

  Thread& t_;
  std::vector<uint8_t> bytes_;
};

Result<Value> IteratorOf(Thread& t, Value iterable, const char* message) {
  const Result<Value> iterator = GetIter(t, iterable);
  if (iterator.ok()) return *iterator;
  if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
  return RaiseTypeError(t, message);
}

}  // namespace

Result<int64_t> SendMsg(Thread& t, Socket* self, Value buffers, Opt<Value> ancillary,
                        ParsedInt flags, Value address) {
  IoVector vector(t);
  const Value pieces = TRY(IteratorOf(t, buffers, "sendmsg() argument 1 must be an iterable"));
  TRY(ForEach(t, pieces, [&](Value item) { return vector.Add(item, false); }));
  Outgoing control(t);
  if (ancillary) {
    const Value items = TRY(IteratorOf(t, *ancillary, "sendmsg() argument 2 must be an iterable"));
    TRY(ForEach(t, items, [&](Value item) { return control.Add(item); }));
  }
  Address to;
  if (!address.IsNone()) to = TRY(ToAddress(t, self, address, "sendmsg"));
  TRY(Audit(t, "socket.sendmsg", Value::FromObject(self), address));
  msghdr message{};
  message.msg_name = to.size == 0 ? nullptr : to.generic();
  message.msg_namelen = to.size;
  message.msg_iov = vector.data();
  message.msg_iovlen = static_cast<size_t>(vector.size());
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  return ResultOf(t, TRY(SocketCall(t, self, WaitFor::kOutput, [&] {
                    return sendmsg(self->fd.load(), &message, flags.value);
                  })));
}

/// There are no sockets of that family here: see AddressReader.
Result<None> SendMsgAfAlg(Thread& t, Socket* self, Args) {
  if (self->family != AF_ALG) return RaiseError(t, "algset is only supported for AF_ALG");
  return Raise(t, &BuiltinTypes::NotImplementedError, "sendmsg_afalg() is not supported");
}

}  // namespace krait::sockets
