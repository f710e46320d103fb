#include "vm/modules/io/file_io.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/buffered.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/path_argument.h"
#include "vm/modules/io/system_call.h"
#include "vm/object/byte_writer.h"
#include "vm/object/bytes.h"
#include "vm/object/capabilities.h"
#include "vm/object/exception.h"
#include "vm/object/host.h"
#include "vm/object/int.h"
#include "vm/object/str.h"

/// FileIO's state and system calls.
namespace krait {
namespace {

/// What one read or write asks of the system at most.
constexpr size_t kMaxTransfer = 0x7ffff000;
constexpr int64_t kSmallReadAll = 8192;

Raised RaiseErrno(Thread& t, int64_t negative) {
  return RaiseOSError(t, static_cast<int>(-negative));
}

Raised RaiseModeError(Thread& t) {
  return RaiseValueError(
      t, "Must have exactly one of create/read/write/append mode and at most one plus");
}

}  // namespace

Raised RaiseClosed(Thread& t) { return RaiseValueError(t, "I/O operation on closed file"); }

const NativeClass FileIO::kClass = {"_io.FileIO", nullptr, &FileIO::Release};

void FileIO::Release(Object* object) {
  auto* file = static_cast<FileIO*>(object);
  const int fd = file->fd_.exchange(-1);
  if (fd >= 0 && file->owned_) ::close(fd);
}

Result<Value> FileIO::New(Thread& t, Type* cls, Args) {
  auto* file = TRY(NewNative<FileIO>(t, cls));
  file->fd_.store(-1);
  file->seekable_ = -1;
  file->close_fd_ = true;
  return file;
}

FileIO* ExactFileIO(Thread& t, Value raw) {
  if (!raw.IsObject() || !raw.AsObject()->IsExact(Layout::kNativeObject)) return nullptr;
  FileIO* file = TryCastNative<FileIO>(raw);
  return file != nullptr && TypeOf(t, raw) == io_types(t).file_io ? file : nullptr;
}

const char* FileIO::mode() const {
  if (created_) return readable_ ? "xb+" : "xb";
  if (appending_) return readable_ ? "ab+" : "ab";
  if (readable_) return writable_ ? "rb+" : "rb";
  return "wb";
}

Result<None> FileIO::SetMode(Thread& t, const std::string& mode, int* flags) {
  bool plus = false;
  bool chosen = false;
  created_ = readable_ = writable_ = appending_ = false;
  *flags = O_CLOEXEC;
  for (char c : mode) {
    switch (c) {
      case 'x':
      case 'r':
      case 'w':
      case 'a':
        if (chosen) return RaiseModeError(t);
        chosen = true;
        readable_ = c == 'r';
        writable_ = c != 'r';
        created_ = c == 'x';
        appending_ = c == 'a';
        *flags |= c == 'x'   ? O_EXCL | O_CREAT
                  : c == 'w' ? O_CREAT | O_TRUNC
                  : c == 'a' ? O_APPEND | O_CREAT
                             : 0;
        break;
      case 'b':
        break;
      case '+':
        if (plus) return RaiseModeError(t);
        plus = readable_ = writable_ = true;
        break;
      default:
        return RaiseValueError(t, absl::StrCat("invalid mode: ", mode));
    }
  }
  if (!chosen) return RaiseModeError(t);
  *flags |= readable_ && writable_ ? O_RDWR : readable_ ? O_RDONLY : O_WRONLY;
  return None{};
}

Result<int> FileIO::OpenPath(Thread& t, Value file, int flags, Value opener) {
  if (!opener.IsNone()) {
    const Value given = TRY(CallWith(t, opener, file, Value::FromInt(flags)));
    if (!IsIntLike(given)) {
      return RaiseTypeError(t, "expected integer from opener");
    }
    const int64_t fd = TRY(ToCInteger(t, given, INT_MIN, INT_MAX, "int"));
    if (fd < 0) return RaiseValueError(t, absl::StrCat("opener returned ", fd));
    if (::fcntl(static_cast<int>(fd), F_SETFD, FD_CLOEXEC) < 0) return RaiseOSError(t, errno);
    return static_cast<int>(fd);
  }
  const std::string path = TRY(SystemPath(t, file));
  for (bool retried = false;; retried = true) {
    const int64_t fd = TRY(SystemCall(t, [&] { return ::open(path.c_str(), flags, 0666); }));
    if (fd >= 0) return static_cast<int>(fd);
    if (retried || (fd != -EMFILE && fd != -ENFILE)) {
      return RaiseOSError(t, static_cast<int>(-fd), file);
    }
    // Files that nobody holds any more still have their descriptors.
    t.heap().Collect(t);
    t.vm().weakrefs().RunQueued(t);
  }
}

Result<None> FileIO::CheckOpened(Thread& t, Value file) {
  struct stat status;
  const int64_t failed = TRY(SystemCall(t, [&] { return ::fstat(fd(), &status); }));
  block_size_ = kDefaultBufferSize;
  if (failed < 0) {
    // Other errors are left to the first read or write.
    if (failed == -EBADF) return RaiseErrno(t, failed);
    return None{};
  }
  if (S_ISDIR(status.st_mode)) return RaiseOSError(t, EISDIR, file);
  if (status.st_blksize > 1) block_size_ = status.st_blksize;
  if (!S_ISREG(status.st_mode)) return None{};
  device_ = status.st_dev;
  inode_ = status.st_ino;
  return FlushWritersOf(t, device_, inode_);
}

Result<None> FileIO::Open(Thread& t, Value file, const std::string& mode, bool close_fd,
                          Value opener) {
  if (is_open()) {
    if (close_fd_) {
      TRY(CloseDescriptor(t));
    } else {
      fd_.store(-1);
    }
  }
  TRY(Require(t, Capability::kFiles));
  int64_t given = -1;
  if (IsIntLike(file) || TypeOf(t, file)->slots().index != nullptr) {
    given = TRY(ToCInteger(t, file, INT_MIN, INT_MAX, "int"));
    if (given < 0) return RaiseValueError(t, "negative file descriptor");
  }
  if (TypeOf(t, file)->IsSubtypeOf(types(t).float_)) {
    return RaiseTypeError(t, "expected str, bytes or os.PathLike object, not float");
  }
  int flags;
  TRY(SetMode(t, mode, &flags));
  seekable_ = -1;
  if (given >= 0) {
    close_fd_ = close_fd;
    fd_.store(static_cast<int>(given));
  } else {
    if (!close_fd) return RaiseValueError(t, "Cannot use closefd=False with file name");
    close_fd_ = true;
    fd_.store(TRY(OpenPath(t, file, flags, opener)));
    owned_ = true;
  }
  Result<None> done = CheckOpened(t, file);
  if (done.ok()) done = SetAttr(t, Value::FromObject(this), names(t).name, file);
  if (done.ok() && appending_) {
    // So that tell() is right before the first write.
    const int64_t end = TRY(SystemCall(t, [&] { return ::lseek(fd(), 0, SEEK_END); }));
    if (end < 0 && end != -ESPIPE) done = RaiseErrno(t, end);
  }
  if (!done.ok()) {
    // A descriptor that was given stays open.
    const int opened = fd_.exchange(-1);
    if (given < 0) ::close(opened);
    return done;
  }
  owned_ = close_fd_;
  return None{};
}

Result<FileIO*> FileIO::OverDescriptor(Thread& t, int fd, Value name, bool readable) {
  auto* file = Cast<FileIO>(TRY(New(t, io_types(t).file_io, {})));
  file->fd_.store(fd);
  file->readable_ = readable;
  file->writable_ = !readable;
  file->close_fd_ = false;
  file->block_size_ = kDefaultBufferSize;
  TRY(SetAttr(t, Value::FromObject(file), names(t).name, name));
  return file;
}

Result<int64_t> FileIO::Read(Thread& t, absl::Span<uint8_t> out) {
  if (!is_open()) return RaiseClosed(t);
  const size_t size = std::min(out.size(), kMaxTransfer);
  const int64_t count = TRY(SystemCall(t, [&] { return ::read(fd(), out.data(), size); }));
  if (count >= 0) return count;
  if (count == -EAGAIN) return kWouldBlock;
  return RaiseErrno(t, count);
}

Result<int64_t> FileIO::Write(Thread& t, absl::Span<const uint8_t> bytes) {
  if (!is_open()) return RaiseClosed(t);
  if (to_host_) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    TRY(t.vm().part<Host>().WriteStream(t, fd(), text));
    return static_cast<int64_t>(bytes.size());
  }
  const size_t size = std::min(bytes.size(), kMaxTransfer);
  const int64_t count = TRY(SystemCall(t, [&] { return ::write(fd(), bytes.data(), size); }));
  if (count >= 0) return count;
  if (count == -EAGAIN) return kWouldBlock;
  return RaiseErrno(t, count);
}

Result<int64_t> FileIO::Seek(Thread& t, int64_t offset, int whence) {
  if (!is_open()) return RaiseClosed(t);
  if (to_host_) return RaiseOSError(t, ESPIPE);
  const int64_t at = TRY(SystemCall(t, [&] { return ::lseek(fd(), offset, whence); }));
  if (seekable_ < 0) seekable_ = at >= 0;
  if (at < 0) return RaiseErrno(t, at);
  return at;
}

Result<Bytes*> FileIO::ReadAll(Thread& t, bool* would_block) {
  *would_block = false;
  if (!is_open()) return RaiseClosed(t);
  int64_t expected = 0;
  struct stat status;
  const int64_t at = TRY(SystemCall(t, [&] { return ::lseek(fd(), 0, SEEK_CUR); }));
  const int64_t failed = TRY(SystemCall(t, [&] { return ::fstat(fd(), &status); }));
  if (failed >= 0 && at >= 0 && status.st_size >= at && S_ISREG(status.st_mode)) {
    expected = status.st_size - at;
  }
  Bytes* exact = TRY(Bytes::NewUninitialized(t, static_cast<size_t>(expected)));
  const auto capacity = static_cast<size_t>(expected);
  size_t filled = 0;
  ByteWriter rest(t);
  for (;;) {
    // What the file was expected to hold goes straight into the result.
    const bool beyond = filled == capacity;
    const size_t step =
        std::clamp<size_t>(rest.size(), static_cast<size_t>(kSmallReadAll), size_t{64} << 20);
    uint8_t chunk[kSmallReadAll];
    Bytes* large = nullptr;
    absl::Span<uint8_t> target;
    if (!beyond) {
      target = {exact->mutable_data() + filled, capacity - filled};
    } else if (step > sizeof(chunk)) {
      large = TRY(Bytes::NewUninitialized(t, step));
      target = {large->mutable_data(), step};
    } else {
      target = chunk;
    }
    const int64_t count = TRY(Read(t, target));
    if (count == kWouldBlock && filled + rest.size() == 0) {
      *would_block = true;
      return Bytes::From(t, std::string_view());
    }
    if (count <= 0) break;
    if (beyond) {
      rest.Append({target.data(), static_cast<size_t>(count)});
    } else {
      filled += static_cast<size_t>(count);
    }
  }
  if (rest.size() == 0) return filled == capacity ? exact : Bytes::From(t, {exact->data(), filled});
  ByteWriter all(t);
  all.Append({exact->data(), filled});
  all.Append(rest.span());
  return all.Finish(t);
}

Result<bool> FileIO::Seekable(Thread& t) {
  if (!is_open()) return RaiseClosed(t);
  if (seekable_ < 0) {
    const int64_t at = TRY(SystemCall(t, [&] { return ::lseek(fd(), 0, SEEK_CUR); }));
    seekable_ = at >= 0;
  }
  return seekable_ == 1;
}

Result<bool> FileIO::IsTerminal(Thread& t) {
  if (!is_open()) return RaiseClosed(t);
  if (to_host_) return false;
  gil::DetachScope detached(t);
  return ::isatty(fd()) == 1;
}

Result<None> FileIO::Truncate(Thread& t, int64_t size) {
  const int64_t failed = TRY(SystemCall(t, [&] { return ::ftruncate(fd(), size); }));
  if (failed < 0) return RaiseErrno(t, failed);
  return None{};
}

Result<None> FileIO::CloseDescriptor(Thread& t) {
  const int fd = fd_.exchange(-1);
  if (fd < 0 || !close_fd_) return None{};
  int failed;
  int error;
  {
    gil::DetachScope detached(t);
    failed = ::close(fd);
    error = errno;
  }
  // After EINTR the descriptor is gone all the same.
  if (failed < 0 && error != EINTR) return RaiseOSError(t, error);
  return None{};
}

Result<None> FinalizeWritersOver(Thread& t, const FileIO* file) {
  RootedVector writers(t);
  t.vm().part<IoPart>().CollectWriters(writers);
  for (size_t i = 0; i < writers.size(); ++i) {
    if (RawFileOf(t, writers[i]) == file) TRY(FinalizeStream(t, writers[i]));
  }
  return None{};
}

Result<None> FlushWritersOf(Thread& t, dev_t device, ino_t inode) {
  RootedVector writers(t);
  t.vm().part<IoPart>().CollectWriters(writers);
  for (size_t i = 0; i < writers.size(); ++i) {
    const FileIO* file = RawFileOf(t, writers[i]);
    if (file == nullptr || !file->is_open() || file->inode() != inode || file->device() != device) {
      continue;
    }
    // The file being opened is not to blame if this fails.
    if (!CallMethodWith(t, writers[i], names(t).flush).ok()) t.pending = Value::Unbound();
  }
  return None{};
}

}  // namespace krait
