#include "vm/modules/io/text_io.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "vm/heap/marker.h"
#include "vm/modules/codecs/codecs.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/buffered.h"
#include "vm/modules/io/file_io.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/object/attributes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

/// TextIOWrapper: set-up and life.
namespace krait {

const NativeClass TextIO::kClass = {"_io.TextIOWrapper", &TextIO::TraceText, nullptr};

void TextIO::TraceText(Object* object, Marker& marker) {
  auto* stream = static_cast<TextIO*>(object);
  marker.Visit(stream->buffer_);
  marker.Visit(stream->encoding_);
  marker.Visit(stream->errors_);
  marker.Visit(stream->encoder_);
  marker.Visit(stream->decoder_);
  marker.Visit(stream->decoded_);
  marker.Visit(stream->snapshot_);
  marker.Visit(stream->pending_);
}

Result<NewlineMode> NewlineMode::Of(Thread& t, Value newline) {
  if (newline.IsNone()) return NewlineMode{};
  const Str* text = Cast<Str>(newline);
  if (text->length() == 0) return NewlineMode{.universal = true, .translate = false};
  if (text->EqualsAscii("\n")) {
    return NewlineMode{.universal = false, .translate = false, .ending = "\n"};
  }
  if (text->EqualsAscii("\r")) {
    return NewlineMode{.universal = false, .translate = false, .ending = "\r", .written = "\r"};
  }
  if (text->EqualsAscii("\r\n")) {
    return NewlineMode{.universal = false, .translate = false, .ending = "\r\n", .written = "\r\n"};
  }
  return RaiseValueError(t, absl::StrCat("illegal newline value: ", text->ToUtf8()));
}

Result<Value> TextIO::New(Thread& t, Type* cls, Args) {
  auto* stream = TRY(NewNative<TextIO>(t, cls));
  stream->buffer_.Store(stream, Value::Unbound());
  stream->encoder_.Store(stream, Value::Unbound());
  stream->decoder_.Store(stream, Value::Unbound());
  stream->chunk_size_ = kDefaultBufferSize;
  return stream;
}

namespace {

/// codec_info.incrementaldecoder(errors) and its twin.
Result<Value> MakeCoder(Thread& t, Value info, Str* factory, Str* errors) {
  return CallWith(t, TRY(GetAttr(t, info, factory)), Value::FromObject(errors));
}

}  // namespace

/// Finds the codec; readable_ and writable_ say which of its sides are wanted.
Result<None> TextIO::SetCodec(Thread& t, Value encoding, Value errors) {
  Str* name;
  if (encoding.IsNone() || Cast<Str>(encoding)->EqualsAscii("locale")) {
    name = TRY(Str::InternUtf8(t, kLocaleEncoding));
  } else {
    name = Cast<Str>(encoding);
  }
  Str* handler = errors.IsNone() ? names(t).strict : Cast<Str>(errors);
  const std::string text = name->ToUtf8();
  const auto codec = FindCodec(text);
  Value encoder = Value::Unbound();
  Value decoder = Value::Unbound();
  if (!codec) {
    const Value info = TRY(LookupTextCodec(t, name, "codecs.open()"));
    if (readable_) decoder = TRY(MakeCoder(t, info, io_names(t).incrementaldecoder, handler));
    if (writable_) encoder = TRY(MakeCoder(t, info, io_names(t).incrementalencoder, handler));
  }
  native_ = codec.has_value();
  codec_ = codec.value_or(Codec::kUtf8);
  order_ = 0;
  partial_size_ = 0;
  encoding_.Store(this, name);
  errors_.Store(this, handler);
  decoder_.Store(this, decoder);
  encoder_.Store(this, encoder);
  return None{};
}

void TextIO::SetNewline(const NewlineMode& newline) {
  newline_ = newline;
  translator_ = {.translate = newline.translate, .pending_cr = false, .seen = 0};
}

/// No byte order mark in the middle of a file.
Result<None> TextIO::FixEncoderState(Thread& t) {
  start_of_stream_ = true;
  if (!seekable_ || !writable_) return None{};
  int64_t at;
  Buffered* buffered = ExactBuffered(t, buffer());
  if (buffered != nullptr) {
    at = TRY(buffered->Tell(t));
  } else {
    const Value position = TRY(CallMethodWith(t, buffer(), names(t).tell));
    at = TRY(RichCompareBool(t, position, Value::FromInt(0), CompareOp::kEq)) ? 0 : 1;
  }
  return at == 0 ? Result<None>(None{}) : SetEncoderStart(t, false);
}

Result<None> TextIO::Initialize(Thread& t, Value buffer, const TextOptions& options) {
  ok_ = false;
  detached_ = false;
  pending_size_ = 0;
  const bool again = !this->buffer().IsUnbound();
  decoded_.Store(this, nullptr);
  decoded_used_ = 0;
  has_snapshot_ = false;
  Buffered* buffered = ExactBuffered(t, buffer);
  if (buffered != nullptr) {
    readable_ = buffered->readable();
    writable_ = buffered->writable();
  } else {
    readable_ = TRY(IsTrue(t, TRY(CallMethodWith(t, buffer, names(t).readable))));
    writable_ = TRY(IsTrue(t, TRY(CallMethodWith(t, buffer, names(t).writable))));
  }
  TRY(SetCodec(t, options.encoding, options.errors));
  SetNewline(options.newline);
  buffer_.Store(this, buffer);
  line_buffering_ = options.line_buffering;
  write_through_ = options.write_through;
  seekable_ = telling_ = TRY(IsTrue(t, TRY(CallMethodWith(t, buffer, names(t).seekable))));
  has_read1_ =
      buffered != nullptr || !TRY(GetAttrOrUnbound(t, buffer, io_names(t).read1)).IsUnbound();
  TRY(FixEncoderState(t));
  ok_ = true;
  if (again) return None{};
  if (writable_) t.vm().part<IoPart>().AddWriter(this);
  if (!IsSubclassInstance()) t.vm().weakrefs().AddFinalizable(this);
  return None{};
}

Result<None> TextIO::Reconfigure(Thread& t, Value encoding, Value errors,
                                 const NewlineMode* newline, Value line_buffering,
                                 Value write_through) {
  IoLockScope scope(t, lock_);
  const bool lines = line_buffering.IsNone() ? line_buffering_ : TRY(IntFlag(t, line_buffering));
  const bool through = write_through.IsNone() ? write_through_ : TRY(IntFlag(t, write_through));
  const bool codec = !encoding.IsNone() || !errors.IsNone();
  if (has_decoded() && (codec || newline != nullptr)) {
    return RaiseUnsupported(
        t, "It is not possible to set the encoding or newline of stream after the first read");
  }
  TRY(FlushThroughMethod(t));
  if (codec) {
    if (errors.IsNone() && encoding.IsNone()) errors = Value::FromObject(errors_.Load());
    if (encoding.IsNone()) encoding = Value::FromObject(encoding_.Load());
    const bool at_start = start_of_stream_;
    TRY(SetCodec(t, encoding, errors));
    start_of_stream_ = at_start;
    TRY(FixEncoderState(t));
  }
  if (newline != nullptr) {
    const uint8_t seen = translator_.seen;
    SetNewline(*newline);
    translator_.seen = seen;
  }
  line_buffering_ = lines;
  write_through_ = through;
  return None{};
}

Result<None> TextIO::CheckAttached(Thread& t) const {
  if (!ok_) [[unlikely]]
    return RaiseValueError(t, "I/O operation on uninitialized object");
  if (detached_) [[unlikely]]
    return RaiseValueError(t, "underlying buffer has been detached");
  return None{};
}

Result<bool> TextIO::Closed(Thread& t) {
  if (IsSubclassInstance()) return IsClosed(t, Value::FromObject(this));
  if (Buffered* buffered = ExactBuffered(t, buffer())) return buffered->RawClosed(t);
  return IsClosed(t, buffer());
}

Result<None> TextIO::CheckOpen(Thread& t) {
  TRY(CheckAttached(t));
  if (TRY(Closed(t))) return RaiseClosedFile(t);
  return None{};
}

Result<Value> TextIO::Newlines(Thread& t) const {
  if (!readable_ || !newline_.universal) return Value::None();
  return translator_.Newlines(t);
}

TextIO* ExactTextIO(Thread& t, Value value) {
  if (!value.IsObject() || !value.AsObject()->IsExact(Layout::kNativeObject)) return nullptr;
  TextIO* stream = TryCastNative<TextIO>(value);
  if (stream == nullptr || !stream->ok()) return nullptr;
  // print() and input() call write(), flush() and readline(): attributes may stand before them.
  for (Str* name : {names(t).write, names(t).flush, names(t).readline}) {
    if (!GetOwnAttribute(t, stream, name).IsUnbound()) return nullptr;
  }
  return stream;
}

}  // namespace krait
