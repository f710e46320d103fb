#include <cstring>

#include "vm/modules/codecs/arguments.h"
#include "vm/modules/codecs/stateless.h"
#include "vm/object/exception.h"

/// utf_8_encode and so on: one function a codec and direction.
namespace krait {
namespace {

template <Codec kCodec>
Result<Value> EncodeAs(Thread& t, Str* text, ErrorsArgument errors) {
  return Pair(t, EncodeWith(t, kCodec, text, errors.name), text->length());
}

/// `order`: -1 little, 1 big, 0 the machine's with a byte order mark.
template <Codec kNative, Codec kLittle, Codec kBig>
Result<Value> EncodeInOrder(Thread& t, Str* text, ErrorsArgument errors, int order) {
  const Codec codec = order < 0 ? kLittle : order > 0 ? kBig : kNative;
  return Pair(t, EncodeWith(t, codec, text, errors.name), text->length());
}

template <Codec kCodec>
Result<Value> DecodeAs(Thread& t, DataArgument data, ErrorsArgument errors, bool final) {
  size_t consumed = data.bytes->size();
  const Result<Str*> text =
      DecodeWith(t, kCodec, data.bytes, errors.name, final ? nullptr : &consumed);
  return Pair(t, text, consumed);
}

template <Codec kCodec>
Result<Value> DecodeAll(Thread& t, DataArgument data, ErrorsArgument errors) {
  return Pair(t, DecodeWith(t, kCodec, data.bytes, errors.name), data.bytes->size());
}

/// The byte order that a mark at the front tells: -1 little, 1 big, 0 none.
int OrderOfMark(const Bytes* bytes, size_t unit) {
  constexpr uint8_t kLittle[] = {0xFF, 0xFE, 0, 0};
  constexpr uint8_t kBig[] = {0, 0, 0xFE, 0xFF};
  if (bytes->size() < unit) return 0;
  if (std::memcmp(bytes->data(), kLittle, unit) == 0) return -1;
  return std::memcmp(bytes->data(), kBig + (4 - unit), unit) == 0 ? 1 : 0;
}

template <Codec kNative, Codec kLittle, Codec kBig>
Result<Value> DecodeEx(Thread& t, DataArgument data, ErrorsArgument errors, int order, bool final) {
  constexpr size_t kUnit = kNative == Codec::kUtf16 ? 2 : 4;
  const Codec codec = order < 0 ? kLittle : order > 0 ? kBig : kNative;
  if (order == 0) order = OrderOfMark(data.bytes, kUnit);
  size_t consumed = data.bytes->size();
  Str* text = TRY(DecodeWith(t, codec, data.bytes, errors.name, final ? nullptr : &consumed));
  return Tuple::Of(t, Value::FromObject(text), Value::FromInt(static_cast<int64_t>(consumed)),
                   Value::FromInt(order));
}

Result<Value> ReadbufferEncode(Thread& t, TextOrDataArgument data, ErrorsArgument) {
  return Pair(t, Result<Value>(data.bytes), data.bytes->size());
}

constexpr const char* kEncode = "(str, errors=None, /)";
constexpr const char* kEncodeOrdered = "(str, errors=None, byteorder=0, /)";
constexpr const char* kDecode = "(data, errors=None, final=False, /)";
constexpr const char* kDecodeAll = "(data, errors=None, /)";
constexpr const char* kDecodeEx = "(data, errors=None, byteorder=0, final=False, /)";

constexpr Method kFunctions[] = {
    Bind<EncodeAs<Codec::kUtf8>>("utf_8_encode", kEncode),
    Bind<EncodeAs<Codec::kLatin1>>("latin_1_encode", kEncode),
    Bind<EncodeAs<Codec::kAscii>>("ascii_encode", kEncode),
    Bind<EncodeInOrder<Codec::kUtf16, Codec::kUtf16Le, Codec::kUtf16Be>>("utf_16_encode",
                                                                         kEncodeOrdered),
    Bind<EncodeAs<Codec::kUtf16Le>>("utf_16_le_encode", kEncode),
    Bind<EncodeAs<Codec::kUtf16Be>>("utf_16_be_encode", kEncode),
    Bind<EncodeInOrder<Codec::kUtf32, Codec::kUtf32Le, Codec::kUtf32Be>>("utf_32_encode",
                                                                         kEncodeOrdered),
    Bind<EncodeAs<Codec::kUtf32Le>>("utf_32_le_encode", kEncode),
    Bind<EncodeAs<Codec::kUtf32Be>>("utf_32_be_encode", kEncode),
    Bind<DecodeAs<Codec::kUtf8>>("utf_8_decode", kDecode),
    Bind<DecodeAll<Codec::kLatin1>>("latin_1_decode", kDecodeAll),
    Bind<DecodeAll<Codec::kAscii>>("ascii_decode", kDecodeAll),
    Bind<DecodeAs<Codec::kUtf16>>("utf_16_decode", kDecode),
    Bind<DecodeAs<Codec::kUtf16Le>>("utf_16_le_decode", kDecode),
    Bind<DecodeAs<Codec::kUtf16Be>>("utf_16_be_decode", kDecode),
    Bind<DecodeEx<Codec::kUtf16, Codec::kUtf16Le, Codec::kUtf16Be>>("utf_16_ex_decode", kDecodeEx),
    Bind<DecodeAs<Codec::kUtf32>>("utf_32_decode", kDecode),
    Bind<DecodeAs<Codec::kUtf32Le>>("utf_32_le_decode", kDecode),
    Bind<DecodeAs<Codec::kUtf32Be>>("utf_32_be_decode", kDecode),
    Bind<DecodeEx<Codec::kUtf32, Codec::kUtf32Le, Codec::kUtf32Be>>("utf_32_ex_decode", kDecodeEx),
    Bind<ReadbufferEncode>("readbuffer_encode", kDecodeAll),
};

}  // namespace

absl::Span<const Method> UtfFunctions() { return kFunctions; }

}  // namespace krait
