#include "vm/modules/io/buffered.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/heap/marker.h"
#include "vm/modules/io/file_io.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/text_io.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/slice.h"
#include "vm/object/str.h"

/// Buffered: life, position, and what the raw stream is asked.
namespace krait {

const NativeClass Buffered::kClass = {"_io.Buffered", &Buffered::TraceBuffered, nullptr};

void Buffered::TraceBuffered(Object* object, Marker& marker) {
  auto* stream = static_cast<Buffered*>(object);
  marker.Visit(stream->raw_);
  marker.Visit(stream->buffer_);
}

Result<Value> Buffered::New(Thread& t, Type* cls, Args) {
  auto* stream = TRY(NewNative<Buffered>(t, cls));
  stream->raw_.Store(stream, Value::Unbound());
  return stream;
}

Result<None> Buffered::Initialize(Thread& t, Mode mode, Value raw, int64_t buffer_size) {
  ok_ = false;
  detached_ = false;
  if (mode == kRandom) TRY(CheckSeekable(t, raw));
  if ((mode & kReader) != 0) TRY(CheckReadable(t, raw));
  if ((mode & kWriter) != 0) TRY(CheckWritable(t, raw));
  if (buffer_size <= 0) return RaiseValueError(t, "buffer size must be strictly positive");
  raw_.Store(this, raw);
  buffer_.Store(this, nullptr);
  mode_ = mode;
  size_ = static_cast<size_t>(buffer_size);
  read_begin_ = read_end_ = write_begin_ = write_end_ = 0;
  raw_position_ = -1;
  // An absurd size is told now, not at the first use.
  if (buffer_size > (int64_t{1} << 20)) TRY(Storage(t));
  FileIO* file = ExactFileIO(t, raw);
  if (file == nullptr && !RawTell(t).ok()) t.pending = Value::Unbound();
  if (writable() && !ok_) t.vm().part<IoPart>().AddWriter(this);
  ok_ = true;
  const bool closes = writable() || file != nullptr;
  if (closes && !IsSubclassInstance()) t.vm().weakrefs().AddFinalizable(this);
  return None{};
}

Result<Buffered*> Buffered::Over(Thread& t, Mode mode, FileIO* raw, int64_t buffer_size) {
  const IoTypes& types = io_types(t);
  Type* cls = mode == kReader   ? types.buffered_reader
              : mode == kWriter ? types.buffered_writer
                                : types.buffered_random;
  auto* stream = Cast<Buffered>(TRY(New(t, cls, {})));
  stream->raw_.Store(stream, Value::FromObject(raw));
  stream->mode_ = mode;
  stream->size_ = static_cast<size_t>(buffer_size);
  stream->raw_position_ = -1;
  stream->ok_ = true;
  if (stream->writable()) t.vm().part<IoPart>().AddWriter(stream);
  return stream;
}

Buffered* ExactBuffered(Thread& t, Value value) {
  if (!value.IsObject() || !value.AsObject()->IsExact(Layout::kNativeObject)) return nullptr;
  Buffered* stream = TryCastNative<Buffered>(value);
  (void)t;
  return stream != nullptr && stream->ok() ? stream : nullptr;
}

FileIO* RawFileOf(Thread& t, Value stream) {
  if (const TextIO* text = TryCastNative<TextIO>(stream)) stream = text->buffer();
  const Buffered* buffered = stream.IsUnbound() ? nullptr : TryCastNative<Buffered>(stream);
  if (buffered == nullptr || buffered->raw().IsUnbound()) return nullptr;
  (void)t;
  return TryCastNative<FileIO>(buffered->raw());
}

Result<None> BufferedScope::Enter() {
  if (stream_->lock_.HeldBy(t_)) {
    return Raise(t_, &BuiltinTypes::RuntimeError,
                 absl::StrCat("reentrant call inside ",
                              TRY(Repr(t_, Value::FromObject(stream_)))->ToUtf8()));
  }
  stream_->lock_.Lock(t_);
  entered_ = true;
  return None{};
}

Result<None> Buffered::CheckInitialized(Thread& t) const {
  if (ok_) [[likely]]
    return None{};
  return RaiseValueError(
      t, detached_ ? "raw stream has been detached" : "I/O operation on uninitialized object");
}

Result<bool> Buffered::RawClosed(Thread& t) {
  if (const FileIO* file = ExactFileIO(t, raw())) return !file->is_open();
  return IsClosed(t, raw());
}

Result<None> Buffered::CheckOpen(Thread& t, const char* message) {
  TRY(CheckInitialized(t));
  if (ahead() != 0) return None{};
  if (TRY(RawClosed(t))) return RaiseValueError(t, message);
  return None{};
}

Result<ByteArray*> Buffered::Storage(Thread& t) {
  if (ByteArray* storage = buffer_.Load()) return storage;
  ByteArray* storage = TRY(ByteArray::New(t, {}));
  TRY(storage->Resize(t, size_));
  buffer_.Store(this, storage);
  return storage;
}

Result<absl::Span<uint8_t>> Buffered::StorageSpan(Thread& t) { return TRY(Storage(t))->span(); }

// --- The raw stream --------------------------------------------------------------------------

Result<int64_t> Buffered::CheckCount(Thread& t, Value count, const char* method, size_t most) {
  if (count.IsNone()) return kWouldBlock;
  const Result<int64_t> given = ToIndexInt64(t, count, &BuiltinTypes::ValueError);
  if (!given.ok()) {
    const Value cause = t.TakePending();
    (void)Raise(t, &BuiltinTypes::OSError, absl::StrCat("raw ", method, "() failed"));
    auto* error = Cast<Exception>(t.pending);
    error->set_cause(cause);
    error->set_context(cause);
    error->set_suppress_context(true);
    return Raised{};
  }
  if (*given < 0 || static_cast<uint64_t>(*given) > most) {
    return Raise(t, &BuiltinTypes::OSError,
                 absl::StrCat("raw ", method, "() returned invalid length ", *given,
                              " (should have been between 0 and ", most, ")"));
  }
  return given;
}

/// Through the readinto() of any object, by way of memory of its own: what it keeps cannot hurt.
Result<int64_t> Buffered::RawReadObject(Thread& t, absl::Span<uint8_t> out) {
  ByteArray* bytes = TRY(ByteArray::New(t, {}));
  TRY(bytes->Resize(t, out.size()));
  const Value view =
      TRY(CallWith(t, Value::FromObject(types(t).memoryview), Value::FromObject(bytes)));
  for (;;) {
    const Result<Value> count = CallMethodWith(t, raw(), names(t).readinto, view);
    if (!count.ok()) {
      if (!ClearInterrupted(t)) return Raised{};
      TRY(CheckPoll(t));
      continue;
    }
    const int64_t read = TRY(CheckCount(t, *count, "readinto", out.size()));
    if (read > 0) std::memcpy(out.data(), bytes->span().data(), static_cast<size_t>(read));
    return read;
  }
}

Result<int64_t> Buffered::RawRead(Thread& t, absl::Span<uint8_t> out) {
  FileIO* file = ExactFileIO(t, raw());
  const int64_t count = TRY(file != nullptr ? file->Read(t, out) : RawReadObject(t, out));
  if (count > 0 && raw_position_ >= 0) raw_position_ += count;
  return count;
}

Result<int64_t> Buffered::RawWrite(Thread& t, absl::Span<const uint8_t> bytes) {
  int64_t count;
  if (FileIO* file = ExactFileIO(t, raw())) {
    count = TRY(file->Write(t, bytes));
  } else {
    Bytes* copy = TRY(Bytes::From(t, bytes));
    const Value view =
        TRY(CallWith(t, Value::FromObject(types(t).memoryview), Value::FromObject(copy)));
    for (;;) {
      const Result<Value> given = CallMethodWith(t, raw(), names(t).write, view);
      if (given.ok()) {
        count = TRY(CheckCount(t, *given, "write", bytes.size()));
        break;
      }
      if (!ClearInterrupted(t)) return Raised{};
      TRY(CheckPoll(t));
    }
  }
  if (count > 0 && raw_position_ >= 0) raw_position_ += count;
  return count;
}

Result<int64_t> Buffered::CheckPosition(Thread& t, Value position) {
  const int64_t at = TRY(ToIndexInt64(t, position, &BuiltinTypes::ValueError));
  if (at < 0) {
    return Raise(t, &BuiltinTypes::OSError,
                 absl::StrCat("Raw stream returned invalid position ", at));
  }
  raw_position_ = at;
  return at;
}

Result<int64_t> Buffered::RawSeek(Thread& t, int64_t target, int whence) {
  if (FileIO* file = ExactFileIO(t, raw())) {
    return raw_position_ = TRY(file->Seek(t, target, whence));
  }
  const Value offset = TRY(Int::From(t, target));
  return CheckPosition(
      t, TRY(CallMethodWith(t, raw(), names(t).seek, offset, Value::FromInt(whence))));
}

Result<int64_t> Buffered::RawTell(Thread& t) {
  if (FileIO* file = ExactFileIO(t, raw())) {
    return raw_position_ = TRY(file->Seek(t, 0, SEEK_CUR));
  }
  return CheckPosition(t, TRY(CallMethodWith(t, raw(), names(t).tell)));
}

// --- Position --------------------------------------------------------------------------------

Result<int64_t> Buffered::Tell(Thread& t) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  const int64_t at = TRY(RawTell(t)) - RawOffset();
  if (at < 0) {
    return Raise(t, &BuiltinTypes::OSError,
                 absl::StrCat("Raw stream returned invalid position ", at));
  }
  return at;
}

Result<int64_t> Buffered::Seek(Thread& t, int64_t target, int whence) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  if (whence != SEEK_END && readable() && ahead() != 0) {
    // Within what was read ahead, nothing needs to move.
    const int64_t raw_at = raw_position_ >= 0 ? raw_position_ : TRY(RawTell(t));
    const int64_t here = raw_at - RawOffset();
    const int64_t by = whence == SEEK_CUR ? target : target - here;
    if (by >= -static_cast<int64_t>(read_begin_) && by <= static_cast<int64_t>(ahead())) {
      read_begin_ = static_cast<size_t>(static_cast<int64_t>(read_begin_) + by);
      return here + by;
    }
  }
  if (writable()) TRY(FlushLocked(t));
  if (whence == SEEK_CUR) target -= RawOffset();
  const int64_t at = TRY(RawSeek(t, target, whence));
  read_begin_ = read_end_ = 0;
  return at;
}

Result<Value> Buffered::Truncate(Thread& t, Value size) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  TRY(FlushLocked(t));
  TRY(RewindLocked(t));
  const Value result = TRY(CallMethodWith(t, raw(), names(t).truncate, size));
  if (!RawTell(t).ok()) t.pending = Value::Unbound();
  return result;
}

Result<None> Buffered::RewindLocked(Thread& t) {
  if (ahead() == 0) {
    read_begin_ = read_end_ = 0;
    return None{};
  }
  const auto back = -static_cast<int64_t>(ahead());
  TRY(RawSeek(t, back, SEEK_CUR));
  read_begin_ = read_end_ = 0;
  return None{};
}

Result<None> Buffered::FlushAndRewind(Thread& t) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  TRY(FlushLocked(t));
  if (mode_ == kRandom) return RewindLocked(t);
  return None{};
}

}  // namespace krait
