#pragma once

#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/result.h"
#include "vm/modules/io/io_lock.h"
#include "vm/object/native_object.h"

namespace krait {

class ByteArray;
class Bytes;
class FileIO;

/// _io.BufferedReader, BufferedWriter and BufferedRandom: a raw stream with a buffer in front.
///
/// The buffer either holds bytes read ahead, [read_begin_, read_end_), with the raw stream standing
/// behind the last, or bytes to be written, [write_begin_, write_end_), with the raw stream
/// standing where the first shall go. Never both.
class Buffered : public NativeObject {
 public:
  static const NativeClass kClass;
  enum Mode : uint8_t { kReader = 1, kWriter = 2, kRandom = 3 };

  static Result<Value> New(Thread& t, Type* cls, Args args);
  Result<None> Initialize(Thread& t, Mode mode, Value raw, int64_t buffer_size);
  /// A ready one of the exact type for `mode`; the raw stream is known to fit. It is the caller's
  /// to register it for finalization.
  static Result<Buffered*> Over(Thread& t, Mode mode, FileIO* raw, int64_t buffer_size);

  /// Unbound before Initialize and after detach().
  Value raw() const { return raw_.Load(); }
  bool readable() const { return (mode_ & kReader) != 0; }
  bool writable() const { return (mode_ & kWriter) != 0; }
  bool finalizing() const { return finalizing_; }
  void set_finalizing(bool finalizing) { finalizing_ = finalizing; }
  bool ok() const { return ok_; }
  size_t buffer_size() const { return size_; }
  IoLock& lock() { return lock_; }

  /// ValueError when there is no raw stream (any more).
  Result<None> CheckInitialized(Thread& t) const;
  /// ValueError `message` when the raw stream is closed and nothing is read ahead.
  Result<None> CheckOpen(Thread& t, const char* message);
  Result<bool> RawClosed(Thread& t);

  // What the methods do. Each takes the lock; reentrant calls are a RuntimeError.
  /// None when nothing is there yet.
  Result<Value> Read(Thread& t, int64_t size);
  Result<Bytes*> Read1(Thread& t, int64_t size);
  Result<Bytes*> Peek(Thread& t);
  Result<Value> ReadInto(Thread& t, absl::Span<uint8_t> out, bool once);
  Result<Bytes*> ReadLine(Thread& t, int64_t limit);
  /// Takes all of `bytes`, or fails; BlockingIOError says how many were taken.
  Result<None> Write(Thread& t, absl::Span<const uint8_t> bytes);
  /// Passes on what is to be written; the raw stream ends where this one is.
  Result<None> FlushAndRewind(Thread& t);
  Result<int64_t> Seek(Thread& t, int64_t target, int whence);
  Result<int64_t> Tell(Thread& t);
  Result<Value> Truncate(Thread& t, Value size);
  void Detach() {
    raw_.Store(this, Value::Unbound());
    detached_ = true;
    ok_ = false;
  }
  /// Closed: nothing is read ahead any more.
  void DropBuffer() { read_begin_ = read_end_ = 0; }
  bool HasPending() const { return write_begin_ != write_end_; }

 private:
  friend class BufferedScope;
  static constexpr int64_t kWouldBlock = -1;

  static void TraceBuffered(Object* object, Marker& marker);

  size_t ahead() const { return read_end_ - read_begin_; }
  /// How far the raw stream stands from where this one is.
  int64_t RawOffset() const {
    return ahead() != 0 ? static_cast<int64_t>(ahead())
                        : -static_cast<int64_t>(write_end_ - write_begin_);
  }
  Result<ByteArray*> Storage(Thread& t);
  Result<absl::Span<uint8_t>> StorageSpan(Thread& t);

  // The raw stream's methods, checked.
  Result<int64_t> RawRead(Thread& t, absl::Span<uint8_t> out);
  Result<int64_t> RawReadObject(Thread& t, absl::Span<uint8_t> out);
  Result<int64_t> RawWrite(Thread& t, absl::Span<const uint8_t> bytes);
  Result<int64_t> RawSeek(Thread& t, int64_t target, int whence);
  Result<int64_t> RawTell(Thread& t);
  Result<int64_t> CheckPosition(Thread& t, Value position);
  Result<int64_t> CheckCount(Thread& t, Value count, const char* method, size_t most);

  /// Reads ahead once, into an empty buffer: the number of bytes, or kWouldBlock.
  Result<int64_t> Fill(Thread& t);
  size_t TakeAhead(absl::Span<uint8_t> out);
  Result<Value> ReadAllLocked(Thread& t);
  Result<None> FlushLocked(Thread& t);
  /// False when the raw stream would have blocked.
  Result<bool> TryFlush(Thread& t);
  Result<None> RewindLocked(Thread& t);
  Result<None> WriteLocked(Thread& t, absl::Span<const uint8_t> bytes);
  size_t KeepForLater(absl::Span<uint8_t> storage, absl::Span<const uint8_t> bytes);

  Field<Value> raw_;
  Field<ByteArray*> buffer_;  // made at the first use
  size_t size_;
  size_t read_begin_;
  size_t read_end_;
  size_t write_begin_;
  size_t write_end_;
  int64_t raw_position_;  // -1: not known
  IoLock lock_;
  Mode mode_;
  bool ok_;
  bool detached_;
  bool finalizing_;
};

/// The Buffered that `value` exactly is (one of the three types, ready to use), or null.
Buffered* ExactBuffered(Thread& t, Value value);

/// The FileIO at the bottom of a Buffered or TextIOWrapper of any class, or null.
FileIO* RawFileOf(Thread& t, Value stream);

/// Holds a stream's lock for a scope, once entered. RuntimeError "reentrant call inside <stream>"
/// when the thread holds it already.
class BufferedScope {
 public:
  BufferedScope(Thread& t, Buffered* stream) : t_(t), stream_(stream) {}
  ~BufferedScope() {
    if (entered_) stream_->lock_.Unlock(t_);
  }
  BufferedScope(const BufferedScope&) = delete;
  BufferedScope& operator=(const BufferedScope&) = delete;
  Result<None> Enter();

 private:
  Thread& t_;
  Buffered* stream_;
  bool entered_ = false;
};

}  // namespace krait
