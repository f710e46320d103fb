#pragma once

#include "vm/core/result.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"

namespace krait {

/// int.to_bytes(length=1, byteorder='big', *, signed=False).
Result<Bytes*> IntToBytes(Thread& t, Value self, Index length, Opt<Str*> order, bool is_signed);
/// int.from_bytes(bytes, byteorder='big', *, signed=False), a class method.
Result<Value> IntFromBytes(Thread& t, Value cls, Value source, Opt<Str*> order, bool is_signed);

}  // namespace krait
