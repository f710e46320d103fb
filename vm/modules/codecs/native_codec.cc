#include "vm/modules/codecs/native_codec.h"

#include <iterator>

#include "vm/modules/codecs/arguments.h"
#include "vm/object/native_function.h"

namespace krait {
namespace {

template <Codec kCodec>
Result<Value> EncodeNative(Thread& t, Str* text, ErrorsArgument errors) {
  return Pair(t, EncodeWith(t, kCodec, text, errors.name), text->length());
}
template <Codec kCodec>
Result<Value> DecodeNative(Thread& t, DataArgument data, ErrorsArgument errors) {
  return Pair(t, DecodeWith(t, kCodec, data.bytes, errors.name), data.bytes->size());
}

struct CodecRow {
  Method encode;
  Method decode;
};
template <Codec kCodec>
consteval CodecRow RowOf(const char* encode, const char* decode) {
  return {Bind<EncodeNative<kCodec>>(encode, "(str, errors=None, /)"),
          Bind<DecodeNative<kCodec>>(decode, "(data, errors=None, /)")};
}
/// In the order of Codec.
constexpr CodecRow kRows[] = {
    RowOf<Codec::kAscii>("ascii_encode", "ascii_decode"),
    RowOf<Codec::kLatin1>("latin_1_encode", "latin_1_decode"),
    RowOf<Codec::kUtf8>("utf_8_encode", "utf_8_decode"),
    RowOf<Codec::kUtf16>("utf_16_encode", "utf_16_decode"),
    RowOf<Codec::kUtf16Le>("utf_16_le_encode", "utf_16_le_decode"),
    RowOf<Codec::kUtf16Be>("utf_16_be_encode", "utf_16_be_decode"),
    RowOf<Codec::kUtf32>("utf_32_encode", "utf_32_decode"),
    RowOf<Codec::kUtf32Le>("utf_32_le_encode", "utf_32_le_decode"),
    RowOf<Codec::kUtf32Be>("utf_32_be_encode", "utf_32_be_decode"),
};
static_assert(std::size(kRows) == static_cast<size_t>(Codec::kUtf32Be) + 1);

}  // namespace

Result<Value> NativeCodecTuple(Thread& t, Codec codec) {
  const CodecRow& row = kRows[static_cast<size_t>(codec)];
  NativeFunction* encode =
      TRY(NativeFunction::New(t, &row.encode, Value::Unbound(), Value::None()));
  NativeFunction* decode =
      TRY(NativeFunction::New(t, &row.decode, Value::Unbound(), Value::None()));
  return Tuple::Of(t, Value::FromObject(encode), Value::FromObject(decode), Value::None(),
                   Value::None());
}

}  // namespace krait
