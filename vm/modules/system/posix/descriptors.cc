#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/modules/system/posix/io_vector.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

/// posix: open files.
namespace krait {
namespace {

constexpr const char* kSizeFields[] = {"columns", "lines"};
constexpr StructSequenceSpec kTerminalSize = {"os.terminal_size", kSizeFields, 2};

Result<int64_t> Number(Thread& t, const SystemResult& result) {
  if (result.value < 0) return RaiseOSError(t, result.error);
  return result.value;
}

Result<None> Done(Thread& t, const SystemResult& result) {
  if (result.value < 0) return RaiseOSError(t, result.error);
  return None{};
}

Result<int64_t> Open(Thread& t, const PathArgument<kPathOnly>& argument, int flags, int mode,
                     DirFd dir_fd) {
  const SystemResult result = TRY(FileCall(
      t, [&] { return openat(dir_fd.value, argument.path.c_str(), flags | O_CLOEXEC, mode); }));
  if (result.value < 0) return RaiseForPath(t, result.error, argument.path);
  return result.value;
}

Result<None> Close(Thread& t, int fd) {
  SystemResult result;
  {
    gil::DetachScope detached(t);
    result.value = close(fd);
    result.error = errno;
  }
  // It is closed then, too.
  if (result.value < 0 && result.error == EINTR) return None{};
  return Done(t, result);
}

Result<None> CloseRange(Thread& t, int fd_low, int fd_high) {
  gil::DetachScope detached(t);
  for (int fd = std::max(fd_low, 0); fd < fd_high; ++fd) close(fd);
  return None{};
}

/// Reads up to `length` bytes with `read_into(address, length)`.
template <typename F>
Result<Value> ReadBytes(Thread& t, int64_t length, F read_into) {
  if (length < 0) return RaiseOSError(t, EINVAL);
  const size_t wanted = static_cast<size_t>(std::min<int64_t>(length, 0x7ffff000));
  Bytes* buffer = TRY(Bytes::NewUninitialized(t, wanted));
  const SystemResult result =
      TRY(BlockingCall(t, [&] { return read_into(buffer->mutable_data(), wanted); }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  if (static_cast<size_t>(result.value) == wanted) return buffer;
  return Bytes::From(t, buffer->span().first(static_cast<size_t>(result.value)));
}

Result<Value> Read(Thread& t, int fd, Index length) {
  return ReadBytes(t, length.value, [fd](void* at, size_t size) { return read(fd, at, size); });
}

Result<Value> PRead(Thread& t, int fd, Index length, Index offset) {
  return ReadBytes(t, length.value,
                   [&](void* at, size_t size) { return pread(fd, at, size, offset.value); });
}

Result<int64_t> Write(Thread& t, int fd, Value data) {
  Buffer buffer(t);
  TRY(buffer.Take(data));
  const SystemResult result = TRY(BlockingCall(t, [&] {
    return write(fd, buffer.span().data(), std::min<size_t>(buffer.span().size(), 0x7ffff000));
  }));
  return Number(t, result);
}

Result<int64_t> PWrite(Thread& t, int fd, Value data, Index offset) {
  Buffer buffer(t);
  TRY(buffer.Take(data));
  const SystemResult result = TRY(BlockingCall(
      t, [&] { return pwrite(fd, buffer.span().data(), buffer.span().size(), offset.value); }));
  return Number(t, result);
}

/// The buffers of a readv or writev.
Result<None> TakeSequence(Thread& t, Value buffers, const char* function, bool writable,
                          IoVector* out) {
  const TypeSlots& slots = TypeOf(t, buffers)->slots();
  if (slots.getitem == nullptr || slots.length == nullptr) {
    return RaiseTypeError(t, absl::StrCat(function, "() arg 2 must be a sequence"));
  }
  const int64_t count = TRY(Length(t, buffers));
  if (count > IOV_MAX) return RaiseOSError(t, EINVAL);
  for (int64_t i = 0; i < count; ++i) {
    TRY(out->Add(TRY(GetItem(t, buffers, Value::FromInt(i))), writable));
  }
  return None{};
}

Result<int64_t> ReadV(Thread& t, int fd, Value buffers) {
  IoVector vector(t);
  TRY(TakeSequence(t, buffers, "readv", true, &vector));
  return Number(t, TRY(BlockingCall(t, [&] { return readv(fd, vector.data(), vector.size()); })));
}
Result<int64_t> WriteV(Thread& t, int fd, Value buffers) {
  IoVector vector(t);
  TRY(TakeSequence(t, buffers, "writev", false, &vector));
  return Number(t, TRY(BlockingCall(t, [&] { return writev(fd, vector.data(), vector.size()); })));
}
Result<int64_t> PReadV(Thread& t, int fd, Value buffers, Index offset, int flags) {
  IoVector vector(t);
  TRY(TakeSequence(t, buffers, "preadv", true, &vector));
  return Number(t, TRY(BlockingCall(t, [&] {
                  return preadv2(fd, vector.data(), vector.size(), offset.value, flags);
                })));
}
Result<int64_t> PWriteV(Thread& t, int fd, Value buffers, Index offset, int flags) {
  IoVector vector(t);
  TRY(TakeSequence(t, buffers, "pwritev", false, &vector));
  return Number(t, TRY(BlockingCall(t, [&] {
                  return pwritev2(fd, vector.data(), vector.size(), offset.value, flags);
                })));
}

Result<int64_t> LSeek(Thread& t, int fd, Index position, int whence) {
  return Number(t, TRY(BlockingCall(t, [&] { return lseek(fd, position.value, whence); })));
}

Result<None> FTruncate(Thread& t, int fd, Index length) {
  return Done(t, TRY(BlockingCall(t, [&] { return ftruncate(fd, length.value); })));
}
Result<None> FSync(Thread& t, Descriptor fd) {
  return Done(t, TRY(BlockingCall(t, [&] { return fsync(fd.value); })));
}
Result<None> FDataSync(Thread& t, Descriptor fd) {
  return Done(t, TRY(BlockingCall(t, [&] { return fdatasync(fd.value); })));
}
Result<None> Sync(Thread& t) {
  gil::DetachScope detached(t);
  sync();
  return None{};
}
Result<None> PosixFallocate(Thread& t, int fd, Index offset, Index length) {
  int error;
  {
    gil::DetachScope detached(t);
    error = posix_fallocate(fd, offset.value, length.value);
  }
  return error == 0 ? Result<None>(None{}) : RaiseOSError(t, error);
}
Result<None> PosixFadvise(Thread& t, int fd, Index offset, Index length, int advice) {
  int error;
  {
    gil::DetachScope detached(t);
    error = posix_fadvise(fd, offset.value, length.value, advice);
  }
  return error == 0 ? Result<None>(None{}) : RaiseOSError(t, error);
}

Result<bool> IsATty(Thread&, int fd) { return isatty(fd) == 1; }

Result<Value> TtyName(Thread& t, int fd) {
  char name[PATH_MAX];
  const int error = ttyname_r(fd, name, sizeof(name));
  if (error != 0) return RaiseOSError(t, error);
  return DecodeSystem(t, name);
}

Result<int64_t> Dup(Thread& t, int fd) {
  return Number(t, TRY(BlockingCall(t, [&] { return fcntl(fd, F_DUPFD_CLOEXEC, 0); })));
}

Result<int64_t> Dup2(Thread& t, int fd, int fd2, bool inheritable) {
  if (fd < 0 || fd2 < 0) return RaiseOSError(t, EBADF);
  return Number(t, TRY(BlockingCall(t, [&] {
                  if (inheritable || fd == fd2) return dup2(fd, fd2);
                  return dup3(fd, fd2, O_CLOEXEC);
                })));
}

Result<Value> PipeWith(Thread& t, int flags) {
  int ends[2];
  const SystemResult result = TRY(BlockingCall(t, [&] { return pipe2(ends, flags); }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  return Tuple::Of(t, Value::FromInt(ends[0]), Value::FromInt(ends[1]));
}
Result<Value> Pipe(Thread& t) { return PipeWith(t, O_CLOEXEC); }
Result<Value> Pipe2(Thread& t, int flags) { return PipeWith(t, flags); }

Result<bool> GetInheritable(Thread& t, int fd) {
  const int flags = fcntl(fd, F_GETFD);
  if (flags < 0) return RaiseOSError(t, errno);
  return (flags & FD_CLOEXEC) == 0;
}
Result<None> SetInheritable(Thread& t, int fd, int inheritable) {
  const int flags = fcntl(fd, F_GETFD);
  const int wanted = inheritable != 0 ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
  if (flags < 0 || fcntl(fd, F_SETFD, wanted) < 0) return RaiseOSError(t, errno);
  return None{};
}
Result<bool> GetBlocking(Thread& t, int fd) {
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return RaiseOSError(t, errno);
  return (flags & O_NONBLOCK) == 0;
}
Result<None> SetBlocking(Thread& t, int fd, bool blocking) {
  const int flags = fcntl(fd, F_GETFL);
  const int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  if (flags < 0 || fcntl(fd, F_SETFL, wanted) < 0) return RaiseOSError(t, errno);
  return None{};
}

Result<None> LockF(Thread& t, int fd, int command, Index length) {
  return Done(t, TRY(BlockingCall(t, [&] { return lockf(fd, command, length.value); })));
}

Result<int64_t> MemFd(Thread& t, const PathArgument<kPathOnly>& name, int flags) {
  return Number(t, TRY(FileCall(t, [&] {
                  return memfd_create(name.path.c_str(), static_cast<unsigned>(flags));
                })));
}

Result<int64_t> EventFd(Thread& t, int initval, int flags) {
  return Number(
      t, TRY(BlockingCall(t, [&] { return eventfd(static_cast<unsigned>(initval), flags); })));
}
Result<Value> EventFdRead(Thread& t, Descriptor fd) {
  eventfd_t value = 0;
  const SystemResult result = TRY(BlockingCall(t, [&] { return eventfd_read(fd.value, &value); }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  return Int::FromUnsigned(t, value);
}
Result<None> EventFdWrite(Thread& t, Descriptor fd, int64_t value) {
  return Done(t, TRY(BlockingCall(
                     t, [&] { return eventfd_write(fd.value, static_cast<eventfd_t>(value)); })));
}

Result<Value> SendFile(Thread& t, int out_fd, int in_fd, Value offset, Index count) {
  off_t position = 0;
  const bool given = !offset.IsNone();
  if (given) position = TRY(ToIndexInt64(t, offset));
  const SystemResult result = TRY(BlockingCall(t, [&] {
    return sendfile(out_fd, in_fd, given ? &position : nullptr, static_cast<size_t>(count.value));
  }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  return Value::FromInt(result.value);
}

/// An offset that may be None: where the file is.
struct Offset {
  bool given = false;
  off64_t value = 0;
  off64_t* pointer() { return given ? &value : nullptr; }
};

Result<Offset> ToOffset(Thread& t, Value value) {
  if (value.IsNone()) return Offset{};
  return Offset{true, TRY(ToIndexInt64(t, value))};
}

Result<int64_t> CopyFileRange(Thread& t, int src, int dst, Index count, Value offset_src,
                              Value offset_dst) {
  if (count.value < 0) return RaiseValueError(t, "negative value for 'count' not allowed");
  Offset from = TRY(ToOffset(t, offset_src));
  Offset to = TRY(ToOffset(t, offset_dst));
  return Number(t, TRY(BlockingCall(t, [&] {
                  return copy_file_range(src, from.pointer(), dst, to.pointer(),
                                         static_cast<size_t>(count.value), 0);
                })));
}

Result<int64_t> Splice(Thread& t, int src, int dst, Index count, Value offset_src, Value offset_dst,
                       int flags) {
  if (count.value < 0) return RaiseValueError(t, "negative value for 'count' not allowed");
  Offset from = TRY(ToOffset(t, offset_src));
  Offset to = TRY(ToOffset(t, offset_dst));
  return Number(t, TRY(BlockingCall(t, [&] {
                  return splice(src, from.pointer(), dst, to.pointer(),
                                static_cast<size_t>(count.value), static_cast<unsigned>(flags));
                })));
}

Result<Value> GetTerminalSize(Thread& t, int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return RaiseOSError(t, errno);
  const Value values[] = {Value::FromInt(size.ws_col), Value::FromInt(size.ws_row)};
  return StructSequence<kTerminalSize>::New(t, Posix(t).terminal_size, values);
}

constexpr Method kFunctions[] = {
    Bind<Open>("open", "($module, /, path, flags, mode=511, *, dir_fd=None)"),
    Bind<kWithFiles<&Close>>("close", "($module, /, fd)"),
    Bind<kWithFiles<&CloseRange>>("closerange", "($module, fd_low, fd_high, /)"),
    Bind<kWithFiles<&Read>>("read", "($module, fd, length, /)"),
    Bind<kWithFiles<&PRead>>("pread", "($module, fd, length, offset, /)"),
    Bind<kWithFiles<&Write>>("write", "($module, fd, data, /)"),
    Bind<kWithFiles<&PWrite>>("pwrite", "($module, fd, buffer, offset, /)"),
    Bind<kWithFiles<&ReadV>>("readv", "($module, fd, buffers, /)"),
    Bind<kWithFiles<&WriteV>>("writev", "($module, fd, buffers, /)"),
    Bind<kWithFiles<&PReadV>>("preadv", "($module, fd, buffers, offset, flags=0, /)"),
    Bind<kWithFiles<&PWriteV>>("pwritev", "($module, fd, buffers, offset, flags=0, /)"),
    Bind<kWithFiles<&LSeek>>("lseek", "($module, fd, position, how, /)"),
    Bind<kWithFiles<&FTruncate>>("ftruncate", "($module, fd, length, /)"),
    Bind<kWithFiles<&FSync>>("fsync", "($module, /, fd)"),
    Bind<kWithFiles<&FDataSync>>("fdatasync", "($module, /, fd)"),
    Bind<kWithFiles<&Sync>>("sync", "($module, /)"),
    Bind<kWithFiles<&PosixFallocate>>("posix_fallocate", "($module, fd, offset, length, /)"),
    Bind<kWithFiles<&PosixFadvise>>("posix_fadvise", "($module, fd, offset, length, advice, /)"),
    Bind<kWithFiles<&IsATty>>("isatty", "($module, fd, /)"),
    Bind<kWithFiles<&TtyName>>("ttyname", "($module, fd, /)"),
    Bind<kWithFiles<&Dup>>("dup", "($module, fd, /)"),
    Bind<kWithFiles<&Dup2>>("dup2", "($module, /, fd, fd2, inheritable=True)"),
    Bind<kWithFiles<&Pipe>>("pipe", "($module, /)"),
    Bind<kWithFiles<&Pipe2>>("pipe2", "($module, flags, /)"),
    Bind<kWithFiles<&GetInheritable>>("get_inheritable", "($module, fd, /)"),
    Bind<kWithFiles<&SetInheritable>>("set_inheritable", "($module, fd, inheritable, /)"),
    Bind<kWithFiles<&GetBlocking>>("get_blocking", "($module, fd, /)"),
    Bind<kWithFiles<&SetBlocking>>("set_blocking", "($module, fd, blocking, /)"),
    Bind<kWithFiles<&LockF>>("lockf", "($module, fd, command, length, /)"),
    Bind<kWithFiles<&MemFd>>("memfd_create", "($module, /, name, flags=1)"),
    Bind<kWithFiles<&EventFd>>("eventfd", "($module, /, initval, flags=524288)"),
    Bind<kWithFiles<&EventFdRead>>("eventfd_read", "($module, /, fd)"),
    Bind<kWithFiles<&EventFdWrite>>("eventfd_write", "($module, /, fd, value)"),
    Bind<kWithFiles<&SendFile>>("sendfile", "($module, /, out_fd, in_fd, offset, count)"),
    Bind<kWithFiles<&CopyFileRange>>(
        "copy_file_range", "($module, /, src, dst, count, offset_src=None, offset_dst=None)"),
    Bind<kWithFiles<&Splice>>(
        "splice", "($module, /, src, dst, count, offset_src=None, offset_dst=None, flags=0)"),
    Bind<kWithFiles<&GetTerminalSize>>("get_terminal_size", "($module, fd=1, /)"),
};

}  // namespace

Result<None> AddPosixDescriptors(Thread& t, Module* module) {
  PosixPart& part = Posix(t);
  part.terminal_size = TRY(StructSequence<kTerminalSize>::NewType(t));
  TRY(module->Add(t, "terminal_size", Value::FromObject(part.terminal_size)));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
