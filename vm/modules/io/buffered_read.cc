#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/buffered.h"
#include "vm/modules/io/file_io.h"
#include "vm/modules/io/io_part.h"
#include "vm/object/byte_writer.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"

/// Reading from a Buffered.
namespace krait {

Result<int64_t> Buffered::Fill(Thread& t) {
  const absl::Span<uint8_t> storage = TRY(StorageSpan(t));
  read_begin_ = read_end_ = 0;
  const int64_t count = TRY(RawRead(t, storage));
  if (count > 0) read_end_ = static_cast<size_t>(count);
  return count;
}

size_t Buffered::TakeAhead(absl::Span<uint8_t> out) {
  const size_t count = std::min(out.size(), ahead());
  if (count == 0) return 0;
  std::memcpy(out.data(), buffer_.Load()->span().data() + read_begin_, count);
  read_begin_ += count;
  return count;
}

Result<Value> Buffered::ReadAllLocked(Thread& t) {
  ByteWriter all(t);
  if (ahead() != 0) all.Append(buffer_.Load()->span().subspan(read_begin_, ahead()));
  read_begin_ = read_end_ = 0;
  if (writable()) TRY(FlushLocked(t));
  raw_position_ = -1;
  if (FileIO* file = ExactFileIO(t, raw())) {
    bool would_block;
    Bytes* rest = TRY(file->ReadAll(t, &would_block));
    if (would_block && all.size() == 0) return Value::None();
    if (all.size() == 0) return rest;
    all.Append(rest->span());
    return all.Finish(t);
  }
  const Value readall = TRY(GetAttrOrUnbound(t, raw(), io_names(t).readall));
  if (!readall.IsUnbound()) {
    const Value rest = TRY(CallWith(t, readall));
    if (rest.IsNone()) {
      return all.size() == 0 ? Result<Value>(Value::None()) : Result<Value>(all.Finish(t));
    }
    if (!Is<Bytes>(rest)) return RaiseTypeError(t, "readall() should return bytes");
    if (all.size() == 0) return rest;
    all.Append(Cast<Bytes>(rest)->span());
    return all.Finish(t);
  }
  for (;;) {
    const Value piece = TRY(CallMethodWith(t, raw(), names(t).read));
    if (!piece.IsNone() && !Is<Bytes>(piece)) {
      return RaiseTypeError(t, "read() should return bytes");
    }
    if (piece.IsNone() || Cast<Bytes>(piece)->size() == 0) {
      if (piece.IsNone() && all.size() == 0) return Value::None();
      return all.Finish(t);
    }
    all.Append(Cast<Bytes>(piece)->span());
    TRY(CheckPoll(t));
  }
}

Result<Value> Buffered::Read(Thread& t, int64_t size) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  if (size < 0) return ReadAllLocked(t);
  const auto wanted = static_cast<size_t>(size);
  if (wanted <= ahead()) {
    Bytes* bytes = TRY(Bytes::NewUninitialized(t, wanted));
    TakeAhead({bytes->mutable_data(), wanted});
    return bytes;
  }
  Bytes* bytes = TRY(Bytes::NewUninitialized(t, wanted));
  uint8_t* out = bytes->mutable_data();
  size_t filled = TakeAhead({out, wanted});
  if (writable()) TRY(FlushLocked(t));
  while (filled < wanted) {
    // Whole buffers go past the buffer.
    const size_t left = wanted - filled;
    const size_t whole = left - left % size_;
    const int64_t count = TRY(whole != 0 ? RawRead(t, {out + filled, whole}) : Fill(t));
    if (count <= 0) {
      if (count == kWouldBlock && filled == 0) return Value::None();
      return Bytes::From(t, {out, filled});
    }
    filled += whole != 0 ? static_cast<size_t>(count) : TakeAhead({out + filled, left});
  }
  return bytes;
}

Result<Bytes*> Buffered::Read1(Thread& t, int64_t size) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  if (size < 0) size = static_cast<int64_t>(size_);
  const auto wanted = static_cast<size_t>(size);
  if (ahead() != 0 || wanted == 0) {
    Bytes* bytes = TRY(Bytes::NewUninitialized(t, std::min(wanted, ahead())));
    TakeAhead({bytes->mutable_data(), bytes->size()});
    return bytes;
  }
  if (writable()) TRY(FlushLocked(t));
  Bytes* bytes = TRY(Bytes::NewUninitialized(t, wanted));
  const int64_t count = std::max<int64_t>(TRY(RawRead(t, {bytes->mutable_data(), wanted})), 0);
  if (static_cast<size_t>(count) == wanted) return bytes;
  return Bytes::From(t, {bytes->data(), static_cast<size_t>(count)});
}

Result<Bytes*> Buffered::Peek(Thread& t) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  if (writable()) TRY(FlushLocked(t));
  if (ahead() == 0) TRY(Fill(t));
  if (ahead() == 0) return Bytes::From(t, std::string_view());
  return Bytes::From(t, buffer_.Load()->span().subspan(read_begin_, ahead()));
}

Result<Value> Buffered::ReadInto(Thread& t, absl::Span<uint8_t> out, bool once) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  size_t filled = TakeAhead(out);
  if (writable()) TRY(FlushLocked(t));
  while (filled < out.size()) {
    const size_t left = out.size() - filled;
    // Only one raw read for readinto1(), and none when there was something already.
    if (once && filled != 0) break;
    const bool direct = left > size_;
    const int64_t count = TRY(direct ? RawRead(t, {out.data() + filled, left}) : Fill(t));
    if (count == 0 || (count == kWouldBlock && filled != 0)) break;
    if (count == kWouldBlock) return Value::None();
    filled += direct ? static_cast<size_t>(count) : TakeAhead({out.data() + filled, left});
    if (once) break;
  }
  return Value::FromInt(static_cast<int64_t>(filled));
}

Result<Bytes*> Buffered::ReadLine(Thread& t, int64_t limit) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  if (limit == 0) return Bytes::From(t, std::string_view());
  ByteWriter line(t);
  if (writable() && ahead() == 0) TRY(FlushLocked(t));
  for (;;) {
    if (ahead() != 0) {
      const uint8_t* begin = buffer_.Load()->span().data() + read_begin_;
      size_t size = ahead();
      if (limit >= 0) size = std::min(size, static_cast<size_t>(limit) - line.size());
      const auto* newline = static_cast<const uint8_t*>(std::memchr(begin, '\n', size));
      if (newline != nullptr) size = static_cast<size_t>(newline - begin) + 1;
      read_begin_ += size;
      const bool done =
          newline != nullptr || (limit >= 0 && line.size() + size == static_cast<size_t>(limit));
      if (done && line.size() == 0) return Bytes::From(t, {begin, size});
      line.Append({begin, size});
      if (done) return line.Finish(t);
    }
    if (TRY(Fill(t)) <= 0) return line.Finish(t);
  }
}

}  // namespace krait
