#include <algorithm>
#include <cerrno>
#include <cstring>

#include "vm/modules/io/buffered.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

/// Writing to a Buffered.
namespace krait {
namespace {

/// BlockingIOError; `taken` bytes of what was to be written are taken care of.
Raised RaiseBlocking(Thread& t, size_t taken) {
  Str* message = TRY(Str::FromUtf8(t, "write could not complete without blocking"));
  return RaiseException(
      t, TRY(CallWith(t, Value::FromObject(types(t).BlockingIOError), Value::FromInt(EAGAIN),
                      Value::FromObject(message), Value::FromInt(static_cast<int64_t>(taken)))));
}

}  // namespace

Result<bool> Buffered::TryFlush(Thread& t) {
  while (write_begin_ < write_end_) {
    const absl::Span<uint8_t> storage = TRY(StorageSpan(t));
    const int64_t count =
        TRY(RawWrite(t, storage.subspan(write_begin_, write_end_ - write_begin_)));
    if (count == kWouldBlock) return false;
    write_begin_ += static_cast<size_t>(count);
    // A partial write may be due to a signal.
    TRY(CheckPoll(t));
  }
  write_begin_ = write_end_ = 0;
  return true;
}

Result<None> Buffered::FlushLocked(Thread& t) {
  if (!TRY(TryFlush(t))) return RaiseBlocking(t, 0);
  return None{};
}

/// Takes as much of `bytes` as fits behind what is in the buffer already.
size_t Buffered::KeepForLater(absl::Span<uint8_t> storage, absl::Span<const uint8_t> bytes) {
  if (write_begin_ != 0) {
    std::memmove(storage.data(), storage.data() + write_begin_, write_end_ - write_begin_);
    write_end_ -= write_begin_;
    write_begin_ = 0;
  }
  const size_t count = std::min(bytes.size(), size_ - write_end_);
  if (count != 0) std::memcpy(storage.data() + write_end_, bytes.data(), count);
  write_end_ += count;
  return count;
}

Result<None> Buffered::WriteLocked(Thread& t, absl::Span<const uint8_t> bytes) {
  TRY(RewindLocked(t));
  const absl::Span<uint8_t> storage = TRY(StorageSpan(t));
  if (bytes.size() <= size_ - write_end_) {
    if (!bytes.empty()) std::memcpy(storage.data() + write_end_, bytes.data(), bytes.size());
    write_end_ += bytes.size();
    return None{};
  }
  if (!TRY(TryFlush(t))) {
    const size_t taken = KeepForLater(storage, bytes);
    if (taken < bytes.size()) return RaiseBlocking(t, taken);
    return None{};
  }
  size_t written = 0;
  while (bytes.size() - written > size_) {
    const int64_t count = TRY(RawWrite(t, bytes.subspan(written)));
    if (count == kWouldBlock) {
      written += KeepForLater(storage, bytes.subspan(written));
      if (written < bytes.size()) return RaiseBlocking(t, written);
      return None{};
    }
    written += static_cast<size_t>(count);
    TRY(CheckPoll(t));
  }
  KeepForLater(storage, bytes.subspan(written));
  return None{};
}

Result<None> Buffered::Write(Thread& t, absl::Span<const uint8_t> bytes) {
  BufferedScope scope(t, this);
  TRY(scope.Enter());
  return WriteLocked(t, bytes);
}

}  // namespace krait
