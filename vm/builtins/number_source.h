#pragma once

#include "vm/core/result.h"
#include "vm/core/value.h"

/// What int(), float() and complex() read numbers from.
namespace krait {

class Bytes;
class Str;
class Thread;

/// `text` in ASCII: other scripts' decimal digits and spaces become ASCII ones. At the first
/// character that cannot be part of a number stands a '?', and there the result ends.
Result<Str*> AsciiNumberText(Thread& t, Str* text);

/// What a bytes-like object holds, which is copied unless it is a bytes; Unbound for any other
/// object.
Result<Value> BytesOfBuffer(Thread& t, Value object);

}  // namespace krait
