#pragma once

#include <cstddef>

#include "vm/core/result.h"
#include "vm/heap/thread.h"
#include "vm/object/codec.h"

namespace krait {

class Bytes;
class Str;
class StrWriter;

/// What a decoder does where its input is bad: asks the error handler. Lives on the native stack.
class DecodeErrors {
 public:
  /// `encoding` is what the UnicodeDecodeError says; `errors` null: "strict".
  DecodeErrors(Thread& t, const char* encoding, Bytes* input, Str* errors)
      : t_(t),
        encoding_(encoding),
        input_(input),
        errors_(errors),
        handler_(FindErrorHandler(errors)) {}

  /// The bytes to decode: a handler may put others in their place.
  Bytes* input() const { return input_; }

  /// Appends the replacement of the bytes [start, end), and returns where to go on.
  Result<size_t> Handle(StrWriter& out, size_t start, size_t end, const char* reason);

 private:
  Thread& t_;
  const char* encoding_;
  Bytes* input_;
  Str* errors_;
  ErrorHandler handler_;
};

}  // namespace krait
