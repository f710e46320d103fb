#pragma once

#include "vm/core/result.h"
#include "vm/object/codec.h"

namespace krait {

/// What the registry answers for an encoding that the VM itself knows: a tuple (encoder, decoder,
/// None, None) of functions (object, errors="strict").
Result<Value> NativeCodecTuple(Thread& t, Codec codec);

/// codecs.encode() and codecs.decode() with what a lookup gave: calls the encoder or decoder of
/// `codec` and takes the object out of its (object, integer). `errors` may be null.
Result<Value> RunCodec(Thread& t, bool encodes, Value codec, Value object, Str* encoding,
                       Str* errors);

}  // namespace krait
