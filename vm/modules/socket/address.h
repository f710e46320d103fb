#pragma once

#include "vm/core/result.h"
#include "vm/modules/socket/host_names.h"
#include "vm/modules/socket/socket.h"

namespace krait::sockets {

/// An address of the socket's family as Python writes it: (host, port), a path, ... Looks up names
/// of hosts. Errors speak of `function`.
Result<Address> ToAddress(Thread& t, const Socket* socket, Value value, const char* function);

/// What Python sees of an address that the system gave: None for an empty one, (family, bytes) for
/// one of a family that it has no words for.
Result<Value> FromAddress(Thread& t, const Socket* socket, const Address& address);

}  // namespace krait::sockets
