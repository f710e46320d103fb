#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/stat_result.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/modules/system/timestamp.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

/// posix: what is known of a file, and changing that.
namespace krait {
namespace {

using PathOrFd = PathArgument<kPathOrDescriptor>;

constexpr const char* kStatFields[] = {
    "st_mode",     "st_ino",      "st_dev",     "st_nlink",  "st_uid",   "st_gid",   "st_size",
    nullptr,       nullptr,       nullptr,      "st_atime",  "st_mtime", "st_ctime", "st_atime_ns",
    "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"};
constexpr StructSequenceSpec kStat = {"os.stat_result", kStatFields, 10};

/// A result made by Python of ten items has its times from those, which are whole.
template <uint32_t kIndex>
Result<Value> GetStatField(Thread& t, Value self) {
  const Value value = struct_sequence::GetField(t, self, kIndex);
  if (kIndex < 10 || kIndex > 12 || !value.IsNone()) return value;
  return struct_sequence::GetField(t, self, kIndex - 3);
}
constexpr GetSet kStatMembers[] = {
    {"st_mode", &GetStatField<0>, nullptr, true},
    {"st_ino", &GetStatField<1>, nullptr, true},
    {"st_dev", &GetStatField<2>, nullptr, true},
    {"st_nlink", &GetStatField<3>, nullptr, true},
    {"st_uid", &GetStatField<4>, nullptr, true},
    {"st_gid", &GetStatField<5>, nullptr, true},
    {"st_size", &GetStatField<6>, nullptr, true},
    {"st_atime", &GetStatField<10>, nullptr, true},
    {"st_mtime", &GetStatField<11>, nullptr, true},
    {"st_ctime", &GetStatField<12>, nullptr, true},
    {"st_atime_ns", &GetStatField<13>, nullptr, true},
    {"st_mtime_ns", &GetStatField<14>, nullptr, true},
    {"st_ctime_ns", &GetStatField<15>, nullptr, true},
    {"st_blksize", &GetStatField<16>, nullptr, true},
    {"st_blocks", &GetStatField<17>, nullptr, true},
    {"st_rdev", &GetStatField<18>, nullptr, true},
};

Result<Value> NewStatResult(Thread& t, Type* cls, Args args) {
  return struct_sequence::NewFromPython(t, kStat, cls, args);
}
Result<Value> ReprStatResult(Thread& t, Value self) {
  return struct_sequence::Repr(t, kStat, self);
}
Result<Value> ReduceStatResult(Thread& t, Value self) {
  return struct_sequence::Reduce(t, kStat, self);
}
constexpr Method kStatMethods[] = {Bind<ReduceStatResult>("__reduce__", "($self, /)")};

constexpr const char* kStatvfsFields[] = {"f_bsize",  "f_frsize",  "f_blocks", "f_bfree",
                                          "f_bavail", "f_files",   "f_ffree",  "f_favail",
                                          "f_flag",   "f_namemax", "f_fsid"};
constexpr StructSequenceSpec kStatvfs = {"os.statvfs_result", kStatvfsFields, 10};

constexpr int64_t kNanosPerSecond = 1'000'000'000;

}  // namespace

Result<Value> MakeStatResult(Thread& t, const struct stat& s) {
  Value values[std::size(kStatFields)];
  values[0] = Value::FromInt(s.st_mode);
  values[1] = TRY(Int::FromUnsigned(t, s.st_ino));
  values[2] = TRY(Int::FromUnsigned(t, s.st_dev));
  values[3] = Value::FromInt(static_cast<int64_t>(s.st_nlink));
  values[4] = Value::FromInt(s.st_uid);
  values[5] = Value::FromInt(s.st_gid);
  values[6] = TRY(Int::From(t, s.st_size));
  const timespec times[] = {s.st_atim, s.st_mtim, s.st_ctim};
  for (int i = 0; i < 3; ++i) {
    const double seconds =
        static_cast<double>(times[i].tv_sec) + 1e-9 * static_cast<double>(times[i].tv_nsec);
    values[7 + i] = TRY(Int::From(t, times[i].tv_sec));
    values[10 + i] = TRY(Float::From(t, seconds));
    values[13 + i] =
        TRY(Int::From(t, int64_t{times[i].tv_sec} * kNanosPerSecond + times[i].tv_nsec));
  }
  values[16] = Value::FromInt(s.st_blksize);
  values[17] = TRY(Int::From(t, s.st_blocks));
  values[18] = TRY(Int::FromUnsigned(t, s.st_rdev));
  return struct_sequence::New(t, kStat, Posix(t).stat_result, values);
}

namespace {

Result<None> CheckTarget(Thread& t, const char* function, const Path& path, int dir_fd,
                         bool follow_symlinks) {
  if (!path.is_descriptor()) return None{};
  if (dir_fd != AT_FDCWD) {
    return RaiseValueError(t,
                           absl::StrCat(function, ": can't specify dir_fd without matching path"));
  }
  if (!follow_symlinks) {
    return RaiseValueError(t,
                           absl::StrCat(function, ": cannot use fd and follow_symlinks together"));
  }
  return None{};
}

Result<Value> Stat(Thread& t, const PathOrFd& argument, DirFd dir_fd, bool follow_symlinks) {
  const Path& path = argument.path;
  TRY(CheckTarget(t, "stat", path, dir_fd.value, follow_symlinks));
  struct stat status{};
  const SystemResult result = TRY(FileCall(t, [&] {
    if (path.is_descriptor()) return fstat(path.descriptor, &status);
    return fstatat(dir_fd.value, path.c_str(), &status, follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  }));
  if (result.value != 0) return RaiseForPath(t, result.error, path);
  return MakeStatResult(t, status);
}

Result<Value> Lstat(Thread& t, const PathArgument<kPathOnly>& argument, DirFd dir_fd) {
  struct stat status{};
  const SystemResult result = TRY(FileCall(t, [&] {
    return fstatat(dir_fd.value, argument.path.c_str(), &status, AT_SYMLINK_NOFOLLOW);
  }));
  if (result.value != 0) return RaiseForPath(t, result.error, argument.path);
  return MakeStatResult(t, status);
}

Result<Value> Fstat(Thread& t, int fd) {
  struct stat status{};
  const SystemResult result = TRY(BlockingCall(t, [&] { return fstat(fd, &status); }));
  if (result.value != 0) return RaiseOSError(t, result.error);
  return MakeStatResult(t, status);
}

Result<Value> MakeStatvfs(Thread& t, const struct statvfs& s) {
  const uint64_t fields[] = {s.f_bsize, s.f_frsize, s.f_blocks, s.f_bfree,   s.f_bavail, s.f_files,
                             s.f_ffree, s.f_favail, s.f_flag,   s.f_namemax, s.f_fsid};
  Value values[std::size(fields)];
  for (size_t i = 0; i < std::size(fields); ++i) values[i] = TRY(Int::FromUnsigned(t, fields[i]));
  return StructSequence<kStatvfs>::New(t, Posix(t).statvfs_result, values);
}

Result<Value> Statvfs(Thread& t, const PathOrFd& argument) {
  struct statvfs s{};
  const Path& path = argument.path;
  const SystemResult result = TRY(FileCall(t, [&] {
    return path.is_descriptor() ? fstatvfs(path.descriptor, &s) : statvfs(path.c_str(), &s);
  }));
  if (result.value != 0) return RaiseForPath(t, result.error, path);
  return MakeStatvfs(t, s);
}

Result<Value> FStatvfs(Thread& t, int fd) {
  struct statvfs s{};
  const SystemResult result = TRY(FileCall(t, [&] { return fstatvfs(fd, &s); }));
  if (result.value != 0) return RaiseOSError(t, result.error);
  return MakeStatvfs(t, s);
}

Result<bool> Access(Thread& t, const PathArgument<kPathOnly>& argument, int mode, DirFd dir_fd,
                    bool effective_ids, bool follow_symlinks) {
  const int flags = (effective_ids ? AT_EACCESS : 0) | (follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  const SystemResult result =
      TRY(FileCall(t, [&] { return faccessat(dir_fd.value, argument.path.c_str(), mode, flags); }));
  return result.value == 0;
}

Result<None> Done(Thread& t, const SystemResult& result, const Path& path) {
  if (result.value == 0) return None{};
  return RaiseForPath(t, result.error, path);
}

Result<None> Chmod(Thread& t, const PathOrFd& argument, int mode, DirFd dir_fd,
                   bool follow_symlinks) {
  const Path& path = argument.path;
  const int flags = follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW;
  return Done(t,
              TRY(FileCall(t,
                           [&] {
                             if (path.is_descriptor())
                               return fchmod(path.descriptor, static_cast<mode_t>(mode));
                             return fchmodat(dir_fd.value, path.c_str(), static_cast<mode_t>(mode),
                                             flags);
                           })),
              path);
}

Result<None> Fchmod(Thread& t, int fd, int mode) {
  const SystemResult result =
      TRY(FileCall(t, [&] { return fchmod(fd, static_cast<mode_t>(mode)); }));
  return result.value == 0 ? Result<None>(None{}) : RaiseOSError(t, result.error);
}

Result<None> Chown(Thread& t, const PathOrFd& argument, Value uid, Value gid, DirFd dir_fd,
                   bool follow_symlinks) {
  const Path& path = argument.path;
  const auto user = static_cast<uint32_t>(TRY(ToId(t, uid, "uid")));
  const auto group = static_cast<uint32_t>(TRY(ToId(t, gid, "gid")));
  TRY(CheckTarget(t, "chown", path, dir_fd.value, follow_symlinks));
  return Done(t,
              TRY(FileCall(t,
                           [&] {
                             if (path.is_descriptor()) return fchown(path.descriptor, user, group);
                             return fchownat(dir_fd.value, path.c_str(), user, group,
                                             follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
                           })),
              path);
}

Result<None> Lchown(Thread& t, const PathArgument<kPathOnly>& argument, Value uid, Value gid) {
  const auto user = static_cast<uint32_t>(TRY(ToId(t, uid, "uid")));
  const auto group = static_cast<uint32_t>(TRY(ToId(t, gid, "gid")));
  return Done(t, TRY(FileCall(t, [&] { return lchown(argument.path.c_str(), user, group); })),
              argument.path);
}

Result<None> Fchown(Thread& t, int fd, Value uid, Value gid) {
  const auto user = static_cast<uint32_t>(TRY(ToId(t, uid, "uid")));
  const auto group = static_cast<uint32_t>(TRY(ToId(t, gid, "gid")));
  const SystemResult result = TRY(FileCall(t, [&] { return fchown(fd, user, group); }));
  return result.value == 0 ? Result<None>(None{}) : RaiseOSError(t, result.error);
}

// --- utime
// -----------------------------------------------------------------------------------------

Result<None> NanosToTimespec(Thread& t, Value nanos, timespec* out) {
  const Value pair = TRY(DivMod(t, nanos, Value::FromInt(kNanosPerSecond)));
  if (!Is<Tuple>(pair) || Cast<Tuple>(pair)->size() != 2) {
    return RaiseTypeError(
        t, absl::StrCat(TypeName(t, nanos), ".__divmod__() must return a 2-tuple, not ",
                        TypeName(t, pair)));
  }
  out->tv_sec = TRY(ToTimeT(t, Cast<Tuple>(pair)->At(0)));
  out->tv_nsec = TRY(ToIndexInt64(t, Cast<Tuple>(pair)->At(1)));
  return None{};
}

Result<None> TakeTimes(Thread& t, Value times, Opt<Value> ns, timespec (&out)[2]) {
  out[0].tv_nsec = out[1].tv_nsec = UTIME_NOW;
  if (!times.IsNone() && ns) {
    return RaiseValueError(t, "utime: you may specify either 'times' or 'ns' but not both");
  }
  if (!times.IsNone()) {
    if (!Is<Tuple>(times) || Cast<Tuple>(times)->size() != 2) {
      return RaiseTypeError(t, "utime: 'times' must be either a tuple of two ints or None");
    }
    for (int i = 0; i < 2; ++i) {
      int64_t whole;
      int64_t nanos;
      TRY(ToTimespec(t, Cast<Tuple>(times)->At(i), &whole, &nanos));
      out[i] = {whole, nanos};
    }
  } else if (ns) {
    if (!Is<Tuple>(*ns) || Cast<Tuple>(*ns)->size() != 2) {
      return RaiseTypeError(t, "utime: 'ns' must be a tuple of two ints");
    }
    for (int i = 0; i < 2; ++i) TRY(NanosToTimespec(t, Cast<Tuple>(*ns)->At(i), &out[i]));
  }
  return None{};
}

Result<None> Utime(Thread& t, const PathOrFd& argument, Value times, Opt<Value> ns, DirFd dir_fd,
                   bool follow_symlinks) {
  const Path& path = argument.path;
  timespec both[2] = {};
  TRY(TakeTimes(t, times, ns, both));
  TRY(CheckTarget(t, "utime", path, dir_fd.value, follow_symlinks));
  const SystemResult result = TRY(FileCall(t, [&] {
    if (path.is_descriptor()) return futimens(path.descriptor, both);
    return utimensat(dir_fd.value, path.c_str(), both, follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  }));
  return result.value == 0 ? Result<None>(None{}) : RaiseOSError(t, result.error);
}

Result<int64_t> Umask(Thread& t, int mask) {
  TRY(Require(t, Capability::kFiles));
  return static_cast<int64_t>(umask(static_cast<mode_t>(mask)));
}

/// A dev_t argument.
Result<int64_t> ToDevice(Thread& t, Value value) {
  if (!IsIntLike(value)) return RaiseTypeError(t, "an integer is required");
  return ToCInteger(t, value, INT64_MIN, INT64_MAX, "long");
}
Result<int64_t> Major(Thread& t, Value device) {
  return static_cast<int64_t>(major(static_cast<dev_t>(TRY(ToDevice(t, device)))));
}
Result<int64_t> Minor(Thread& t, Value device) {
  return static_cast<int64_t>(minor(static_cast<dev_t>(TRY(ToDevice(t, device)))));
}
Result<int64_t> MakeDev(Thread&, int major, int minor) {
  return static_cast<int64_t>(makedev(major, minor));
}

constexpr Method kFunctions[] = {
    Bind<Stat>("stat", "($module, /, path, *, dir_fd=None, follow_symlinks=True)"),
    Bind<Lstat>("lstat", "($module, /, path, *, dir_fd=None)"),
    Bind<kWithFiles<&Fstat>>("fstat", "($module, /, fd)"),
    Bind<Statvfs>("statvfs", "($module, /, path)"),
    Bind<kWithFiles<&FStatvfs>>("fstatvfs", "($module, /, fd)"),
    Bind<Access>("access",
                 "($module, /, path, mode, *, dir_fd=None, effective_ids=False, "
                 "follow_symlinks=True)"),
    Bind<Chmod>("chmod", "($module, /, path, mode, *, dir_fd=None, follow_symlinks=True)"),
    Bind<kWithFiles<&Fchmod>>("fchmod", "($module, /, fd, mode)"),
    Bind<Chown>("chown", "($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True)"),
    Bind<kWithFiles<&Lchown>>("lchown", "($module, /, path, uid, gid)"),
    Bind<kWithFiles<&Fchown>>("fchown", "($module, /, fd, uid, gid)"),
    Bind<Utime>("utime",
                "($module, /, path, times=None, *, ns=..., dir_fd=None, follow_symlinks=True)"),
    Bind<Umask>("umask", "($module, mask, /)"),
    Bind<Major>("major", "($module, device, /)"),
    Bind<Minor>("minor", "($module, device, /)"),
    Bind<MakeDev>("makedev", "($module, major, minor, /)"),
};

}  // namespace

Result<None> AddPosixStat(Thread& t, Module* module) {
  PosixPart& part = Posix(t);
  TypeSpec behaviour;
  behaviour.slots.new_ = &NewStatResult;
  behaviour.slots.repr = &ReprStatResult;
  behaviour.methods = kStatMethods;
  behaviour.getset = kStatMembers;
  part.stat_result = TRY(struct_sequence::NewType(t, kStat, behaviour));
  part.statvfs_result = TRY(StructSequence<kStatvfs>::NewType(t));
  TRY(module->Add(t, "stat_result", Value::FromObject(part.stat_result)));
  TRY(module->Add(t, "statvfs_result", Value::FromObject(part.statvfs_result)));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
