#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// posix: names in the file system.
namespace krait {
namespace {

using PathOnly = PathArgument<kPathOnly>;

Result<None> Done(Thread& t, const SystemResult& result, const Path& path) {
  if (result.value == 0) return None{};
  return RaiseForPath(t, result.error, path);
}

Result<None> Done(Thread& t, const SystemResult& result, const Path& from, const Path& to) {
  if (result.value == 0) return None{};
  return RaiseForPaths(t, result.error, from, to);
}

Result<None> MkDir(Thread& t, const PathOnly& argument, int mode, DirFd dir_fd) {
  return Done(
      t,
      TRY(FileCall(
          t,
          [&] { return mkdirat(dir_fd.value, argument.path.c_str(), static_cast<mode_t>(mode)); })),
      argument.path);
}

Result<None> RmDir(Thread& t, const PathOnly& argument, DirFd dir_fd) {
  return Done(
      t,
      TRY(FileCall(t, [&] { return unlinkat(dir_fd.value, argument.path.c_str(), AT_REMOVEDIR); })),
      argument.path);
}

Result<None> Unlink(Thread& t, const PathOnly& argument, DirFd dir_fd) {
  return Done(t, TRY(FileCall(t, [&] { return unlinkat(dir_fd.value, argument.path.c_str(), 0); })),
              argument.path);
}

Result<None> Rename(Thread& t, const PathOnly& src, const PathOnly& dst, DirFd src_dir_fd,
                    DirFd dst_dir_fd) {
  return Done(t,
              TRY(FileCall(t,
                           [&] {
                             return renameat(src_dir_fd.value, src.path.c_str(), dst_dir_fd.value,
                                             dst.path.c_str());
                           })),
              src.path, dst.path);
}

Result<None> Link(Thread& t, const PathOnly& src, const PathOnly& dst, DirFd src_dir_fd,
                  DirFd dst_dir_fd, bool follow_symlinks) {
  return Done(t,
              TRY(FileCall(t,
                           [&] {
                             return linkat(src_dir_fd.value, src.path.c_str(), dst_dir_fd.value,
                                           dst.path.c_str(),
                                           follow_symlinks ? AT_SYMLINK_FOLLOW : 0);
                           })),
              src.path, dst.path);
}

Result<None> SymLink(Thread& t, const PathOnly& src, const PathOnly& dst, bool, DirFd dir_fd) {
  return Done(
      t,
      TRY(FileCall(t, [&] { return symlinkat(src.path.c_str(), dir_fd.value, dst.path.c_str()); })),
      src.path, dst.path);
}

Result<Value> ReadLink(Thread& t, const PathOnly& argument, DirFd dir_fd) {
  char buffer[PATH_MAX + 1];
  const SystemResult result = TRY(FileCall(
      t, [&] { return readlinkat(dir_fd.value, argument.path.c_str(), buffer, PATH_MAX); }));
  if (result.value < 0) return RaiseForPath(t, result.error, argument.path);
  return FromSystem(t, {buffer, static_cast<size_t>(result.value)}, argument.path.is_bytes);
}

Result<None> MkFifo(Thread& t, const PathOnly& argument, int mode, DirFd dir_fd) {
  const SystemResult result = TRY(FileCall(
      t, [&] { return mkfifoat(dir_fd.value, argument.path.c_str(), static_cast<mode_t>(mode)); }));
  return result.value == 0 ? Result<None>(None{}) : RaiseOSError(t, result.error);
}

Result<None> MkNod(Thread& t, const PathOnly& argument, int mode, int64_t device, DirFd dir_fd) {
  const SystemResult result = TRY(FileCall(t, [&] {
    return mknodat(dir_fd.value, argument.path.c_str(), static_cast<mode_t>(mode),
                   static_cast<dev_t>(device));
  }));
  return result.value == 0 ? Result<None>(None{}) : RaiseOSError(t, result.error);
}

Result<None> ChDir(Thread& t, const PathArgument<kPathOrDescriptor>& argument) {
  const Path& path = argument.path;
  return Done(
      t,
      TRY(FileCall(
          t, [&] { return path.is_descriptor() ? fchdir(path.descriptor) : chdir(path.c_str()); })),
      path);
}

Result<None> FChDir(Thread& t, Descriptor fd) {
  const SystemResult result = TRY(FileCall(t, [&] { return fchdir(fd.value); }));
  return result.value == 0 ? Result<None>(None{}) : RaiseOSError(t, result.error);
}

Result<None> ChRoot(Thread& t, const PathOnly& argument) {
  return Done(t, TRY(FileCall(t, [&] { return chroot(argument.path.c_str()); })), argument.path);
}

Result<Value> CurrentDirectory(Thread& t, bool as_bytes) {
  char buffer[PATH_MAX + 1];
  const SystemResult result =
      TRY(FileCall(t, [&] { return getcwd(buffer, sizeof(buffer)) == nullptr ? -1 : 0; }));
  if (result.value != 0) return RaiseOSError(t, result.error);
  return FromSystem(t, buffer, as_bytes);
}
Result<Value> GetCwd(Thread& t) { return CurrentDirectory(t, false); }
Result<Value> GetCwdB(Thread& t) { return CurrentDirectory(t, true); }

Result<None> Truncate(Thread& t, const PathArgument<kPathOrDescriptor>& argument, Index length) {
  const Path& path = argument.path;
  return Done(t,
              TRY(FileCall(t,
                           [&] {
                             return path.is_descriptor() ? ftruncate(path.descriptor, length.value)
                                                         : truncate(path.c_str(), length.value);
                           })),
              path);
}

/// The names in an open directory, which it closes.
SystemResult ReadNames(DIR* directory, std::vector<std::string>* names) {
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(directory);
    if (entry == nullptr) break;
    const std::string_view name(entry->d_name);
    if (name != "." && name != "..") names->emplace_back(name);
  }
  const int error = errno;
  closedir(directory);
  return {error == 0 ? 0 : -1, error};
}

Result<Value> ListDir(Thread& t, const PathArgument<kPathDescriptorOrNone>& argument) {
  const Path& path = argument.path;
  std::vector<std::string> names;
  const SystemResult result = TRY(FileCall(t, [&]() -> int64_t {
    DIR* directory = nullptr;
    if (path.is_descriptor()) {
      const int copy = fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0);
      if (copy < 0) return -1;
      directory = fdopendir(copy);
      if (directory == nullptr) {
        const int error = errno;
        close(copy);
        errno = error;
        return -1;
      }
      rewinddir(directory);
    } else {
      directory = opendir(path.c_str());
    }
    if (directory == nullptr) return -1;
    const SystemResult read = ReadNames(directory, &names);
    errno = read.error;
    return read.value;
  }));
  if (result.value != 0) return RaiseForPath(t, result.error, path);
  List* list = TRY(List::New(t, names.size()));
  for (const std::string& name : names) {
    TRY(list->Append(t, TRY(FromSystem(t, name, path.is_bytes))));
  }
  return list;
}

/// posixpath.normpath's work: no empty parts, no ".", and ".." taken back.
std::string Normalized(std::string_view path) {
  if (path.empty() || path == ".") return std::string(path);
  size_t slashes = 0;
  while (slashes < path.size() && path[slashes] == '/') ++slashes;
  const size_t root = slashes == 2 ? 2 : slashes > 0 ? 1 : 0;
  std::vector<std::string_view> parts;
  for (size_t at = slashes; at <= path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != ".." || (root == 0 && (parts.empty() || parts.back() == ".."))) {
      parts.push_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    }
  }
  std::string result(root, '/');
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += '/';
    result += parts[i];
  }
  return result;
}

Result<Value> NormPath(Thread& t, Value path) {
  const Value text = TRY(FsPath(t, path));
  const std::string bytes = TRY(EncodeSystem(t, text, ""));
  const std::string_view before_null = std::string_view(bytes).substr(0, bytes.find('\0'));
  return FromSystem(t, Normalized(before_null), Is<Bytes>(text));
}

Result<Value> PosixFsPath(Thread& t, Value path) { return FsPath(t, path); }

constexpr Method kFunctions[] = {
    Bind<MkDir>("mkdir", "($module, /, path, mode=511, *, dir_fd=None)"),
    Bind<RmDir>("rmdir", "($module, /, path, *, dir_fd=None)"),
    Bind<Unlink>("unlink", "($module, /, path, *, dir_fd=None)"),
    Bind<Unlink>("remove", "($module, /, path, *, dir_fd=None)"),
    Bind<Rename>("rename", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)"),
    Bind<Rename>("replace", "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)"),
    Bind<Link>("link",
               "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, "
               "follow_symlinks=True)"),
    Bind<SymLink>("symlink", "($module, /, src, dst, target_is_directory=False, *, dir_fd=None)"),
    Bind<ReadLink>("readlink", "($module, /, path, *, dir_fd=None)"),
    Bind<MkFifo>("mkfifo", "($module, /, path, mode=438, *, dir_fd=None)"),
    Bind<MkNod>("mknod", "($module, /, path, mode=384, device=0, *, dir_fd=None)"),
    Bind<ChDir>("chdir", "($module, /, path)"),
    Bind<kWithFiles<&FChDir>>("fchdir", "($module, /, fd)"),
    Bind<ChRoot>("chroot", "($module, /, path)"),
    Bind<GetCwd>("getcwd", "($module, /)"),
    Bind<GetCwdB>("getcwdb", "($module, /)"),
    Bind<Truncate>("truncate", "($module, /, path, length)"),
    Bind<ListDir>("listdir", "($module, /, path=None)"),
    Bind<NormPath>("_path_normpath", "($module, /, path)"),
    Bind<PosixFsPath>("fspath", "($module, /, path)"),
};

}  // namespace

Result<None> AddPosixFiles(Thread& t, Module* module) {
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
