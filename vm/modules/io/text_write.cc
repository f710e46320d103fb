#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/buffered.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/text_io.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/unicode/utf.h"

/// Writing to a TextIOWrapper.
namespace krait {
namespace {

bool HasCharacter(const Str* text, char c) {
  return WithCharacters(text, [&](const auto* characters) {
    if constexpr (sizeof(*characters) == 1) {
      return text->length() != 0 && std::memchr(characters, c, text->length()) != nullptr;
    } else {
      const auto* end = characters + text->length();
      return std::find(characters, end, static_cast<unsigned char>(c)) != end;
    }
  });
}

/// Every "\n" becomes `ending`.
Result<Str*> ReplaceNewlines(Thread& t, const Str* text, const char* ending) {
  StrWriter out(t);
  size_t copied = 0;
  for (size_t i = 0; i < text->length(); ++i) {
    if (text->At(i) != '\n') continue;
    out.AppendRange(text, copied, i);
    out.AppendAscii(ending);
    copied = i + 1;
  }
  out.AppendRange(text, copied, text->length());
  return out.Finish(t);
}

}  // namespace

Result<Bytes*> TextIO::Encode(Thread& t, Str* text) {
  if (native_) {
    Codec codec = codec_;
    if (!start_of_stream_ && codec == Codec::kUtf16) codec = Codec::kUtf16Le;
    if (!start_of_stream_ && codec == Codec::kUtf32) codec = Codec::kUtf32Le;
    Bytes* bytes = TRY(EncodeWith(t, codec, text, errors()));
    start_of_stream_ = false;
    return bytes;
  }
  const Value encoded =
      TRY(CallMethodWith(t, encoder_.Load(), names(t).encode, Value::FromObject(text)));
  if (Is<Bytes>(encoded)) return Cast<Bytes>(encoded);
  return RaiseTypeError(
      t, absl::StrCat("encoder should return a bytes object, not '", TypeName(t, encoded), "'"));
}

/// The encoder goes on as at the start of a stream, or as in its middle.
Result<None> TextIO::SetEncoderStart(Thread& t, bool start_of_stream) {
  start_of_stream_ = start_of_stream;
  if (native_ || !writable_) return None{};
  if (start_of_stream) {
    TRY(CallMethodWith(t, encoder_.Load(), io_names(t).reset));
  } else {
    TRY(CallMethodWith(t, encoder_.Load(), io_names(t).setstate, Value::FromInt(0)));
  }
  return None{};
}

/// Hands `bytes` to the buffer.
Result<None> TextIO::WriteBytes(Thread& t, absl::Span<const uint8_t> bytes) {
  if (Buffered* buffered = ExactBuffered(t, buffer());
      buffered != nullptr && buffered->writable()) {
    if (TRY(buffered->RawClosed(t))) return RaiseValueError(t, "write to closed file");
    return buffered->Write(t, bytes);
  }
  const Value object = Value::FromObject(TRY(Bytes::From(t, bytes)));
  for (;;) {
    if (CallMethodWith(t, buffer(), names(t).write, object).ok()) return None{};
    if (!ClearInterrupted(t)) return Raised{};
    TRY(CheckPoll(t));
  }
}

Result<None> TextIO::FlushPending(Thread& t) {
  if (pending_size_ == 0) return None{};
  // Python code that runs meanwhile may write: it shall find nothing, and not this storage.
  RawArray* storage = pending_.Load();
  const size_t size = pending_size_;
  pending_.Store(this, nullptr);
  pending_size_ = 0;
  TRY(WriteBytes(t, {storage->data(), size}));
  if (pending_.Load() == nullptr) pending_.Store(this, storage);
  return None{};
}

Result<None> TextIO::AddPendingBytes(Thread& t, absl::Span<const uint8_t> bytes) {
  const auto chunk = static_cast<size_t>(chunk_size_);
  if (pending_size_ + bytes.size() > chunk) TRY(FlushPending(t));
  if (bytes.size() >= chunk) return WriteBytes(t, bytes);
  if (bytes.empty()) return None{};
  RawArray* storage = pending_.Load();
  if (storage == nullptr || storage->capacity() < pending_size_ + bytes.size()) {
    TRY(FlushPending(t));
    storage = TRY(RawArray::New(t, chunk));
    pending_.Store(this, storage);
  }
  std::memcpy(storage->data() + pending_size_, bytes.data(), bytes.size());
  pending_size_ += bytes.size();
  if (pending_size_ >= chunk) return FlushPending(t);
  return None{};
}

Result<None> TextIO::AddPending(Thread& t, Str* text) {
  // The bytes of ASCII text are those of the str itself.
  const bool one_to_one = native_ && codec_ <= Codec::kUtf8;
  if (one_to_one && text->is_ascii()) {
    start_of_stream_ = false;
    return AddPendingBytes(t, {text->data1(), text->length()});
  }
  if (native_ && codec_ == Codec::kUtf8) {
    // A short one is encoded where it goes.
    constexpr size_t kShort = 512;
    uint8_t bytes[kShort * 4];
    if (text->length() <= kShort) {
      const auto encode = [&](const auto* characters) -> size_t {
        const EncodeScan scan = ScanForUtf8(characters, text->length());
        if (scan.error.reason != nullptr) return SIZE_MAX;
        EncodeUtf8(characters, text->length(), bytes);
        return scan.bytes;
      };
      const size_t size = text->width() == 1 ? encode(text->data1())
                          : text->width() == 2
                              ? encode(reinterpret_cast<const char16_t*>(text->data2()))
                              : encode(reinterpret_cast<const char32_t*>(text->data4()));
      if (size != SIZE_MAX) return AddPendingBytes(t, {bytes, size});
    }
  }
  Bytes* bytes = TRY(Encode(t, text));
  return AddPendingBytes(t, bytes->span());
}

Result<None> TextIO::Write(Thread& t, Str* text) {
  IoLockScope scope(t, lock_);
  if (!writable_) return RaiseUnsupported(t, "not writable");
  bool has_newline = false;
  if (line_buffering_ || newline_.written != nullptr) has_newline = HasCharacter(text, '\n');
  const bool flush = line_buffering_ && (has_newline || HasCharacter(text, '\r'));
  if (has_newline && newline_.written != nullptr) {
    text = TRY(ReplaceNewlines(t, text, newline_.written));
  }
  TRY(AddPending(t, text));
  if (flush || write_through_) TRY(FlushPending(t));
  if (flush) {
    Buffered* buffered = ExactBuffered(t, buffer());
    if (buffered != nullptr && buffered->writable()) {
      TRY(buffered->FlushAndRewind(t));
    } else {
      TRY(CallMethodWith(t, buffer(), names(t).flush));
    }
  }
  if (!readable_) [[likely]]
    return None{};
  SetDecoded(nullptr);
  has_snapshot_ = false;
  return ResetDecoder(t);
}

Result<None> TextIO::Flush(Thread& t) {
  IoLockScope scope(t, lock_);
  telling_ = seekable_;
  TRY(FlushPending(t));
  Buffered* buffered = ExactBuffered(t, buffer());
  if (buffered != nullptr && buffered->writable()) {
    if (TRY(buffered->RawClosed(t))) return RaiseValueError(t, "flush of closed file");
    return buffered->FlushAndRewind(t);
  }
  TRY(CallMethodWith(t, buffer(), names(t).flush));
  return None{};
}

}  // namespace krait
