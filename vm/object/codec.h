#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/object/vm.h"

/// Text to bytes and back, for the encodings that need no Python code: what str.encode and
/// bytes.decode do.
namespace krait {

class Bytes;
class Str;
class Thread;

/// kUtf16 and kUtf32 write a byte order mark and the machine's own order, and read either.
enum class Codec : uint8_t {
  kAscii,
  kLatin1,
  kUtf8,
  kUtf16,
  kUtf16Le,
  kUtf16Be,
  kUtf32,
  kUtf32Le,
  kUtf32Be,
};

/// How the registry knows an encoding: lower case, with one underscore for each run of punctuation
/// but dots.
std::string NormalizeEncoding(std::string_view name);

/// The codec that a name or alias stands for: case does not matter, and any punctuation does for an
/// underscore.
std::optional<Codec> FindCodec(std::string_view name);

/// `errors` names the error handler; null: "strict".
Result<Bytes*> EncodeWith(Thread& t, Codec codec, Str* text, Str* errors);
/// With `consumed`, which is set to the number of bytes read, an incomplete sequence at the end is
/// left for the next call; without, it is an error.
Result<Str*> DecodeWith(Thread& t, Codec codec, Bytes* bytes, Str* errors,
                        size_t* consumed = nullptr);

/// text.encode(encoding, errors) and bytes.decode(encoding, errors); null: "utf-8" and "strict".
/// An encoding that is not native goes to the registry.
Result<Bytes*> EncodeText(Thread& t, Str* text, Str* encoding, Str* errors);
Result<Str*> DecodeText(Thread& t, Bytes* bytes, Str* encoding, Str* errors);

/// What the codecs module's registry adds to the native codecs and error handlers. Each hook may be
/// null: then there is nothing to add.
class CodecRegistry : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kCodecs;

  /// The callable registered for an error handler's name; LookupError if there is none.
  Result<Value> (*find_error_handler)(Thread& t, Str* name) = nullptr;
  Result<Bytes*> (*encode)(Thread& t, Str* text, Str* encoding, Str* errors) = nullptr;
  Result<Str*> (*decode)(Thread& t, Bytes* bytes, Str* encoding, Str* errors) = nullptr;
  /// Has a pending exception name the codec, as those do that come out of the registry.
  Raised (*wrap_error)(Thread& t, bool encodes, Str* encoding) = nullptr;

  void TraceRoots(Marker&) override {}
};

/// The error handlers that need no registry. kOther: the registry's affair.
enum class ErrorHandler : uint8_t {
  kStrict,
  kIgnore,
  kReplace,
  kXmlCharRefReplace,
  kBackslashReplace,
  kNameReplace,
  kSurrogateEscape,
  kSurrogatePass,
  kOther,
};
ErrorHandler FindErrorHandler(const Str* errors);

/// What an error handler gave: text or bytes, and where to go on.
struct HandledError {
  Value replacement;
  size_t position;
  Bytes* input = nullptr;  // to go on with when decoding: handlers may exchange it
};
/// Calls the registry's handler with `exception` about `length` bytes or characters. Only text will
/// do as a replacement when `decoding`.
Result<HandledError> CallErrorHandler(Thread& t, Str* errors, Value exception, size_t length,
                                      bool decoding);

Raised RaiseEncodeError(Thread& t, std::string_view encoding, Str* text, size_t start, size_t end,
                        std::string_view reason);
Raised RaiseDecodeError(Thread& t, std::string_view encoding, Bytes* bytes, size_t start,
                        size_t end, std::string_view reason);
/// The exception itself, not raised.
Result<Value> NewEncodeError(Thread& t, std::string_view encoding, Str* text, size_t start,
                             size_t end, std::string_view reason);
Result<Value> NewDecodeError(Thread& t, std::string_view encoding, Bytes* bytes, size_t start,
                             size_t end, std::string_view reason);

}  // namespace krait
