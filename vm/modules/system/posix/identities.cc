#include <fcntl.h>
#include <grp.h>
#include <linux/limits.h>
#include <pty.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utmp.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// posix: terminals, identities and extended attributes.
namespace krait {
namespace {

Result<None> Done(Thread& t, int64_t result) {
  if (result < 0) return RaiseOSError(t, errno);
  return None{};
}

// --- Terminals
// ---------------------------------------------------------------------------------------

Result<Value> OpenPty(Thread& t) {
  TRY(Require(t, Capability::kProcesses));
  int master;
  int slave;
  if (openpty(&master, &slave, nullptr, nullptr, nullptr) != 0) return RaiseOSError(t, errno);
  fcntl(master, F_SETFD, FD_CLOEXEC);
  fcntl(slave, F_SETFD, FD_CLOEXEC);
  return Tuple::Of(t, Value::FromInt(master), Value::FromInt(slave));
}

Result<None> LoginTty(Thread& t, Descriptor fd) {
  TRY(Require(t, Capability::kProcesses));
  return Done(t, login_tty(fd.value));
}

Result<int64_t> TcGetPgrp(Thread& t, int fd) {
  const pid_t group = tcgetpgrp(fd);
  if (group < 0) return RaiseOSError(t, errno);
  return int64_t{group};
}
Result<None> TcSetPgrp(Thread& t, int fd, int pgid) {
  TRY(Require(t, Capability::kProcesses));
  return Done(t, tcsetpgrp(fd, pgid));
}

Result<Value> DeviceEncoding(Thread& t, int fd) {
  if (isatty(fd) != 1) return Value::None();
  return Str::InternUtf8(t, "UTF-8");
}

// --- Identities
// --------------------------------------------------------------------------------------

}  // namespace

Result<int64_t> ToId(Thread& t, Value value, const char* what) {
  if (TypeOf(t, value)->slots().index == nullptr) {
    return RaiseTypeError(t, absl::StrCat(what, " should be integer, not ", TypeName(t, value)));
  }
  const Value number = TRY(ToIndex(t, value));
  int64_t id;
  const bool fits = krait::ToInt64(number, &id);
  if (!fits && ClampToInt64(number) > 0) {
    return RaiseOverflowError(t, absl::StrCat(what, " is greater than maximum"));
  }
  // CPython says so of everything else that is none.
  if (!fits || id < -1 || id >= UINT32_MAX) {
    return RaiseOverflowError(t, absl::StrCat(what, " is less than minimum"));
  }
  return id;
}

namespace {

constexpr char kUid[] = "uid";
constexpr char kGid[] = "gid";

template <auto kFunction, const char* kWhat>
Result<None> SetOne(Thread& t, Value a) {
  const auto id = static_cast<uint32_t>(TRY(ToId(t, a, kWhat)));
  TRY(Require(t, Capability::kProcesses));
  return Done(t, kFunction(id));
}
template <auto kFunction, const char* kWhat>
Result<None> SetTwo(Thread& t, Value a, Value b) {
  const auto real = static_cast<uint32_t>(TRY(ToId(t, a, kWhat)));
  const auto effective = static_cast<uint32_t>(TRY(ToId(t, b, kWhat)));
  TRY(Require(t, Capability::kProcesses));
  return Done(t, kFunction(real, effective));
}
template <auto kFunction, const char* kWhat>
Result<None> SetThree(Thread& t, Value a, Value b, Value c) {
  const auto real = static_cast<uint32_t>(TRY(ToId(t, a, kWhat)));
  const auto effective = static_cast<uint32_t>(TRY(ToId(t, b, kWhat)));
  const auto saved = static_cast<uint32_t>(TRY(ToId(t, c, kWhat)));
  TRY(Require(t, Capability::kProcesses));
  return Done(t, kFunction(real, effective, saved));
}

Result<None> SetGroups(Thread& t, Value groups) {
  const TypeSlots& slots = TypeOf(t, groups)->slots();
  if (slots.getitem == nullptr || slots.length == nullptr) {
    return RaiseTypeError(t, "setgroups argument must be a sequence");
  }
  const int64_t count = TRY(Length(t, groups));
  if (count > NGROUPS_MAX) return RaiseValueError(t, "too many groups");
  std::vector<gid_t> ids;
  for (int64_t i = 0; i < count; ++i) {
    const Value item = TRY(GetItem(t, groups, Value::FromInt(i)));
    if (!IsIntLike(item)) return RaiseTypeError(t, "groups must be integers");
    ids.push_back(static_cast<gid_t>(TRY(ToId(t, item, kGid))));
  }
  TRY(Require(t, Capability::kProcesses));
  return Done(t, setgroups(ids.size(), ids.data()));
}

Result<None> InitGroups(Thread& t, Value username, Value gid) {
  const std::string name = TRY(EncodeSystem(t, TRY(FsPath(t, username)), ""));
  if (name.find('\0') != std::string::npos) return RaiseValueError(t, "embedded null byte");
  const auto id = static_cast<gid_t>(TRY(ToId(t, gid, kGid)));
  TRY(Require(t, Capability::kProcesses));
  return Done(t, initgroups(name.c_str(), id));
}

Result<Value> GetGroupList(Thread& t, Value user, Value group) {
  if (!Is<Str>(user)) {
    return RaiseTypeError(
        t, absl::StrCat("getgrouplist() argument 1 must be str, not ", TypeName(t, user)));
  }
  const std::string name = TRY(EncodeSystem(t, user, ""));
  const auto id = static_cast<gid_t>(TRY(ToId(t, group, kGid)));
  int count = 64;
  std::vector<gid_t> groups(static_cast<size_t>(count));
  while (getgrouplist(name.c_str(), id, groups.data(), &count) < 0) {
    groups.resize(std::max(groups.size() * 2, static_cast<size_t>(count)));
    count = static_cast<int>(groups.size());
  }
  List* list = TRY(List::New(t, static_cast<size_t>(count)));
  for (int i = 0; i < count; ++i) TRY(list->Append(t, Value::FromInt(groups[i])));
  return list;
}

// --- Extended attributes
// -----------------------------------------------------------------------------

using PathOrFd = PathArgument<kPathOrDescriptor>;

/// Calls the form of a function that the path and the following of links ask for.
template <typename ByFd, typename Follow, typename NoFollow>
int64_t Choose(const Path& path, bool follow, ByFd by_fd, Follow by_path, NoFollow by_link) {
  if (path.is_descriptor()) return by_fd(path.descriptor);
  return follow ? by_path(path.c_str()) : by_link(path.c_str());
}

Result<None> SetXattr(Thread& t, const PathOrFd& argument, const PathArgument<kPathOnly>& attribute,
                      Value value, int flags, bool follow_symlinks) {
  Buffer buffer(t);
  TRY(buffer.Take(value));
  const char* name = attribute.path.c_str();
  const auto bytes = buffer.span();
  const SystemResult result = TRY(FileCall(t, [&] {
    return Choose(
        argument.path, follow_symlinks,
        [&](int fd) { return fsetxattr(fd, name, bytes.data(), bytes.size(), flags); },
        [&](const char* at) { return setxattr(at, name, bytes.data(), bytes.size(), flags); },
        [&](const char* at) { return lsetxattr(at, name, bytes.data(), bytes.size(), flags); });
  }));
  if (result.value < 0) return RaiseForPath(t, result.error, argument.path);
  return None{};
}

Result<Value> GetXattr(Thread& t, const PathOrFd& argument,
                       const PathArgument<kPathOnly>& attribute, bool follow_symlinks) {
  const char* name = attribute.path.c_str();
  std::string text(XATTR_SIZE_MAX, '\0');
  const SystemResult result = TRY(FileCall(t, [&] {
    return Choose(
        argument.path, follow_symlinks,
        [&](int fd) { return fgetxattr(fd, name, text.data(), text.size()); },
        [&](const char* at) { return getxattr(at, name, text.data(), text.size()); },
        [&](const char* at) { return lgetxattr(at, name, text.data(), text.size()); });
  }));
  if (result.value < 0) return RaiseForPath(t, result.error, argument.path);
  return Bytes::From(t, std::string_view(text).substr(0, static_cast<size_t>(result.value)));
}

Result<None> RemoveXattr(Thread& t, const PathOrFd& argument,
                         const PathArgument<kPathOnly>& attribute, bool follow_symlinks) {
  const char* name = attribute.path.c_str();
  const SystemResult result = TRY(FileCall(t, [&] {
    return Choose(
        argument.path, follow_symlinks, [&](int fd) { return fremovexattr(fd, name); },
        [&](const char* at) { return removexattr(at, name); },
        [&](const char* at) { return lremovexattr(at, name); });
  }));
  if (result.value < 0) return RaiseForPath(t, result.error, argument.path);
  return None{};
}

Result<Value> ListXattr(Thread& t, const PathArgument<kPathDescriptorOrNone>& argument,
                        bool follow_symlinks) {
  std::string text(XATTR_LIST_MAX, '\0');
  const SystemResult result = TRY(FileCall(t, [&] {
    return Choose(
        argument.path, follow_symlinks,
        [&](int fd) { return flistxattr(fd, text.data(), text.size()); },
        [&](const char* at) { return listxattr(at, text.data(), text.size()); },
        [&](const char* at) { return llistxattr(at, text.data(), text.size()); });
  }));
  if (result.value < 0) return RaiseForPath(t, result.error, argument.path);
  text.resize(static_cast<size_t>(result.value));
  List* list = TRY(List::New(t));
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\0', at);
    TRY(list->Append(t, Value::FromObject(TRY(DecodeSystem(t, text.substr(at, end - at))))));
    at = end + 1;
  }
  return list;
}

constexpr Method kFunctions[] = {
    Bind<OpenPty>("openpty", "($module, /)"),
    Bind<kWithProcesses<&LoginTty>>("login_tty", "($module, fd, /)"),
    Bind<kWithFiles<&TcGetPgrp>>("tcgetpgrp", "($module, fd, /)"),
    Bind<TcSetPgrp>("tcsetpgrp", "($module, fd, pgid, /)"),
    Bind<kWithFiles<&DeviceEncoding>>("device_encoding", "($module, /, fd)"),
    Bind<SetOne<&setuid, kUid>>("setuid", "($module, uid, /)"),
    Bind<SetOne<&seteuid, kUid>>("seteuid", "($module, euid, /)"),
    Bind<SetOne<&setgid, kGid>>("setgid", "($module, gid, /)"),
    Bind<SetOne<&setegid, kGid>>("setegid", "($module, egid, /)"),
    Bind<SetTwo<&setreuid, kUid>>("setreuid", "($module, ruid, euid, /)"),
    Bind<SetTwo<&setregid, kGid>>("setregid", "($module, rgid, egid, /)"),
    Bind<SetThree<&setresuid, kUid>>("setresuid", "($module, ruid, euid, suid, /)"),
    Bind<SetThree<&setresgid, kGid>>("setresgid", "($module, rgid, egid, sgid, /)"),
    Bind<kWithProcesses<&SetGroups>>("setgroups", "($module, groups, /)"),
    Bind<InitGroups>("initgroups", "($module, username, gid, /)"),
    Bind<GetGroupList>("getgrouplist", "($module, user, group, /)"),
    Bind<SetXattr>("setxattr",
                   "($module, /, path, attribute, value, flags=0, *, follow_symlinks=True)"),
    Bind<GetXattr>("getxattr", "($module, /, path, attribute, *, follow_symlinks=True)"),
    Bind<RemoveXattr>("removexattr", "($module, /, path, attribute, *, follow_symlinks=True)"),
    Bind<ListXattr>("listxattr", "($module, /, path=None, *, follow_symlinks=True)"),
};

}  // namespace

Result<None> AddPosixIdentities(Thread& t, Module* module) {
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
