#pragma once

#include "vm/modules/socket/arguments.h"
#include "vm/modules/socket/socket.h"
#include "vm/object/bind.h"

/// The socket type's methods that other files define.
namespace krait::sockets {

// Bytes.
Result<Value> Recv(Thread& t, Socket* self, Index size, ParsedInt flags);
Result<Value> RecvFrom(Thread& t, Socket* self, Index size, ParsedInt flags);
Result<int64_t> RecvInto(Thread& t, Socket* self, Args args);
Result<Value> RecvFromInto(Thread& t, Socket* self, Args args);
Result<int64_t> Send(Thread& t, Socket* self, Value data, ParsedInt flags);
Result<None> SendAll(Thread& t, Socket* self, Value data, ParsedInt flags);
Result<int64_t> SendTo(Thread& t, Socket* self, Args args);

// Messages with ancillary data.
Result<Value> RecvMsg(Thread& t, Socket* self, Index size, Index ancillary_size, ParsedInt flags);
Result<Value> RecvMsgInto(Thread& t, Socket* self, Value buffers, Index ancillary_size,
                          ParsedInt flags);
Result<int64_t> SendMsg(Thread& t, Socket* self, Value buffers, Opt<Value> ancillary,
                        ParsedInt flags, Value address);
Result<None> SendMsgAfAlg(Thread& t, Socket* self, Args args);
Result<int64_t> CmsgLen(Thread& t, Index length);
Result<int64_t> CmsgSpace(Thread& t, Index length);

// Options.
Result<Value> GetSockOpt(Thread& t, Socket* self, ParsedInt level, ParsedInt option,
                         ParsedInt size);
Result<None> SetSockOpt(Thread& t, Socket* self, Args args);

}  // namespace krait::sockets
