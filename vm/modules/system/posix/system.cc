#include <sys/random.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

extern char** environ;

/// posix: the machine and the process's environment.
namespace krait {
namespace {

constexpr const char* kUnameFields[] = {"sysname", "nodename", "release", "version", "machine"};
constexpr StructSequenceSpec kUname = {"posix.uname_result", kUnameFields, 5};

constexpr const char* kTimesFields[] = {"user", "system", "children_user", "children_system",
                                        "elapsed"};
constexpr StructSequenceSpec kTimes = {"posix.times_result", kTimesFields, 5};

Result<Value> Uname(Thread& t) {
  utsname name{};
  if (uname(&name) < 0) return RaiseOSError(t, errno);
  const char* fields[] = {name.sysname, name.nodename, name.release, name.version, name.machine};
  Value values[std::size(fields)];
  for (size_t i = 0; i < std::size(fields); ++i) {
    values[i] = Value::FromObject(TRY(DecodeSystem(t, fields[i])));
  }
  return StructSequence<kUname>::New(t, Posix(t).uname_result, values);
}

Result<Value> Times(Thread& t) {
  tms spent{};
  const clock_t elapsed = times(&spent);
  if (elapsed == static_cast<clock_t>(-1)) return RaiseOSError(t, errno);
  const double tick = static_cast<double>(sysconf(_SC_CLK_TCK));
  const clock_t ticks[] = {spent.tms_utime, spent.tms_stime, spent.tms_cutime, spent.tms_cstime,
                           elapsed};
  Value values[std::size(ticks)];
  for (size_t i = 0; i < std::size(ticks); ++i) {
    values[i] = TRY(Float::From(t, static_cast<double>(ticks[i]) / tick));
  }
  return StructSequence<kTimes>::New(t, Posix(t).times_result, values);
}

Result<Value> RandomBytes(Thread& t, int64_t size, unsigned flags, bool all) {
  if (size < 0) return RaiseValueError(t, "negative argument not allowed");
  Bytes* bytes = TRY(Bytes::NewUninitialized(t, static_cast<size_t>(size)));
  size_t done = 0;
  while (done < bytes->size()) {
    const SystemResult result = TRY(BlockingCall(
        t, [&] { return getrandom(bytes->mutable_data() + done, bytes->size() - done, flags); }));
    if (result.value < 0) return RaiseOSError(t, result.error);
    done += static_cast<size_t>(result.value);
    if (!all) break;
  }
  if (done == bytes->size()) return bytes;
  return Bytes::From(t, bytes->span().first(done));
}
Result<Value> URandom(Thread& t, Index size) { return RandomBytes(t, size.value, 0, true); }
Result<Value> GetRandom(Thread& t, Index size, int flags) {
  if (size.value < 0) return RaiseOSError(t, EINVAL);
  return RandomBytes(t, size.value, static_cast<unsigned>(flags), false);
}

Result<Value> CpuCount(Thread&) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count >= 1 ? Value::FromInt(count) : Value::None();
}

Result<Value> StrError(Thread& t, int code) {
  char buffer[256];
  return DecodeSystem(t, strerror_r(code, buffer, sizeof(buffer)));
}

Result<Value> GetLoadAvg(Thread& t) {
  double load[3];
  if (getloadavg(load, 3) != 3) return RaiseOSError(t, EAGAIN);
  const Value first = TRY(Float::From(t, load[0]));
  const Value second = TRY(Float::From(t, load[1]));
  const Value third = TRY(Float::From(t, load[2]));
  return Tuple::Of(t, first, second, third);
}

Result<Value> GetLogin(Thread& t) {
  char name[256];
  const int error = getlogin_r(name, sizeof(name));
  if (error != 0) return RaiseOSError(t, error);
  return DecodeSystem(t, name);
}

Result<Value> CTermId(Thread& t) {
  char name[L_ctermid];
  return DecodeSystem(t, ctermid(name));
}

// --- The environment
// -------------------------------------------------------------------------------

Result<std::string> EnvironmentText(Thread& t, Value value) {
  std::string text = TRY(EncodeSystem(t, TRY(FsPath(t, value)), ""));
  if (text.find('\0') != std::string::npos) return RaiseValueError(t, "embedded null byte");
  return text;
}

Result<None> PutEnv(Thread& t, Value name, Value value) {
  TRY(Require(t, Capability::kProcesses));
  const std::string key = TRY(EnvironmentText(t, name));
  const std::string text = TRY(EnvironmentText(t, value));
  if (key.find('=') != std::string::npos) {
    return RaiseValueError(t, "illegal environment variable name");
  }
  if (setenv(key.c_str(), text.c_str(), 1) != 0) return RaiseOSError(t, errno);
  return None{};
}

Result<None> UnsetEnv(Thread& t, Value name) {
  TRY(Require(t, Capability::kProcesses));
  const std::string key = TRY(EnvironmentText(t, name));
  if (unsetenv(key.c_str()) != 0) return RaiseOSError(t, errno);
  return None{};
}

/// os.environ's bytes. A VM without access to processes sees an empty one.
Result<Dict*> Environment(Thread& t) {
  Dict* dict = TRY(Dict::New(t));
  if (!t.vm().capabilities().Has(Capability::kProcesses)) return dict;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    Bytes* key = TRY(Bytes::From(t, text.substr(0, equals)));
    Bytes* value = TRY(Bytes::From(t, text.substr(equals + 1)));
    TRY(dict->SetDefault(t, Value::FromObject(key), Value::FromObject(value)));
  }
  return dict;
}

// --- sysconf and its like
// ----------------------------------------------------------------------------

struct ConfName {
  const char* name;
  int value;
};

constexpr ConfName kSysconfNames[] = {
    {"SC_ARG_MAX", _SC_ARG_MAX},
    {"SC_CHILD_MAX", _SC_CHILD_MAX},
    {"SC_CLK_TCK", _SC_CLK_TCK},
    {"SC_IOV_MAX", _SC_IOV_MAX},
    {"SC_NGROUPS_MAX", _SC_NGROUPS_MAX},
    {"SC_NPROCESSORS_CONF", _SC_NPROCESSORS_CONF},
    {"SC_NPROCESSORS_ONLN", _SC_NPROCESSORS_ONLN},
    {"SC_OPEN_MAX", _SC_OPEN_MAX},
    {"SC_PAGESIZE", _SC_PAGESIZE},
    {"SC_PAGE_SIZE", _SC_PAGE_SIZE},
    {"SC_PHYS_PAGES", _SC_PHYS_PAGES},
    {"SC_AVPHYS_PAGES", _SC_AVPHYS_PAGES},
    {"SC_SEM_NSEMS_MAX", _SC_SEM_NSEMS_MAX},
    {"SC_SEM_VALUE_MAX", _SC_SEM_VALUE_MAX},
    {"SC_THREAD_STACK_MIN", _SC_THREAD_STACK_MIN},
    {"SC_TTY_NAME_MAX", _SC_TTY_NAME_MAX},
};
constexpr ConfName kPathconfNames[] = {
    {"PC_LINK_MAX", _PC_LINK_MAX},
    {"PC_MAX_CANON", _PC_MAX_CANON},
    {"PC_MAX_INPUT", _PC_MAX_INPUT},
    {"PC_NAME_MAX", _PC_NAME_MAX},
    {"PC_PATH_MAX", _PC_PATH_MAX},
    {"PC_PIPE_BUF", _PC_PIPE_BUF},
    {"PC_CHOWN_RESTRICTED", _PC_CHOWN_RESTRICTED},
    {"PC_NO_TRUNC", _PC_NO_TRUNC},
    {"PC_VDISABLE", _PC_VDISABLE},
    {"PC_SYNC_IO", _PC_SYNC_IO},
    {"PC_FILESIZEBITS", _PC_FILESIZEBITS},
    {"PC_SYMLINK_MAX", _PC_SYMLINK_MAX},
};
constexpr ConfName kConfstrNames[] = {
    {"CS_PATH", _CS_PATH},
    {"CS_GNU_LIBC_VERSION", _CS_GNU_LIBC_VERSION},
    {"CS_GNU_LIBPTHREAD_VERSION", _CS_GNU_LIBPTHREAD_VERSION},
};

Result<int> ConfNumber(Thread& t, Value name, absl::Span<const ConfName> table) {
  if (Is<Str>(name)) {
    for (const ConfName& row : table) {
      if (Cast<Str>(name)->EqualsAscii(row.name)) return row.value;
    }
    return RaiseValueError(t, "unrecognized configuration name");
  }
  if (!IsIntLike(name)) {
    return RaiseTypeError(t, "configuration names must be strings or integers");
  }
  return static_cast<int>(TRY(ToCInteger(t, name, INT32_MIN, INT32_MAX, "int")));
}

Result<int64_t> SysConf(Thread& t, Value name) {
  const int number = TRY(ConfNumber(t, name, kSysconfNames));
  errno = 0;
  const long value = sysconf(number);
  if (value == -1 && errno != 0) return RaiseOSError(t, errno);
  return int64_t{value};
}

Result<int64_t> PathConf(Thread& t, const PathArgument<kPathOrDescriptor>& argument, Value name) {
  const int number = TRY(ConfNumber(t, name, kPathconfNames));
  const Path& path = argument.path;
  const SystemResult result = TRY(FileCall(t, [&] {
    return path.is_descriptor() ? fpathconf(path.descriptor, number)
                                : pathconf(path.c_str(), number);
  }));
  if (result.value == -1 && result.error != 0) return RaiseForPath(t, result.error, path);
  return result.value;
}

Result<int64_t> FPathConf(Thread& t, Descriptor fd, Value name) {
  const int number = TRY(ConfNumber(t, name, kPathconfNames));
  const SystemResult result = TRY(FileCall(t, [&] { return fpathconf(fd.value, number); }));
  if (result.value == -1 && result.error != 0) return RaiseOSError(t, result.error);
  return result.value;
}

Result<Value> ConfStr(Thread& t, Value name) {
  const int number = TRY(ConfNumber(t, name, kConfstrNames));
  errno = 0;
  const size_t size = confstr(number, nullptr, 0);
  if (size == 0) {
    if (errno != 0) return RaiseOSError(t, errno);
    return Value::None();
  }
  std::string text(size, '\0');
  confstr(number, text.data(), size);
  text.pop_back();
  return DecodeSystem(t, text);
}

Result<None> AddConfNames(Thread& t, Module* module, const char* name,
                          absl::Span<const ConfName> table) {
  Dict* dict = TRY(Dict::New(t, table.size()));
  for (const ConfName& row : table) {
    TRY(dict->SetStr(t, TRY(Str::InternUtf8(t, row.name)), Value::FromInt(row.value)));
  }
  return module->Add(t, name, Value::FromObject(dict));
}

constexpr Method kFunctions[] = {
    Bind<Uname>("uname", "($module, /)"),
    Bind<Needing<Capability::kClock, &Times>::Call>("times", "($module, /)"),
    Bind<URandom>("urandom", "($module, size, /)"),
    Bind<GetRandom>("getrandom", "($module, /, size, flags=0)"),
    Bind<CpuCount>("cpu_count", "($module, /)"),
    Bind<StrError>("strerror", "($module, code, /)"),
    Bind<GetLoadAvg>("getloadavg", "($module, /)"),
    Bind<GetLogin>("getlogin", "($module, /)"),
    Bind<CTermId>("ctermid", "($module, /)"),
    Bind<PutEnv>("putenv", "($module, name, value, /)"),
    Bind<UnsetEnv>("unsetenv", "($module, name, /)"),
    Bind<SysConf>("sysconf", "($module, name, /)"),
    Bind<PathConf>("pathconf", "($module, /, path, name)"),
    Bind<kWithFiles<&FPathConf>>("fpathconf", "($module, fd, name, /)"),
    Bind<ConfStr>("confstr", "($module, name, /)"),
};

}  // namespace

Result<None> AddPosixSystem(Thread& t, Module* module) {
  PosixPart& part = Posix(t);
  part.uname_result = TRY(StructSequence<kUname>::NewType(t));
  part.times_result = TRY(StructSequence<kTimes>::NewType(t));
  TRY(module->Add(t, "uname_result", Value::FromObject(part.uname_result)));
  TRY(module->Add(t, "times_result", Value::FromObject(part.times_result)));
  TRY(module->Add(t, "environ", Value::FromObject(TRY(Environment(t)))));
  TRY(AddConfNames(t, module, "sysconf_names", kSysconfNames));
  TRY(AddConfNames(t, module, "pathconf_names", kPathconfNames));
  TRY(AddConfNames(t, module, "confstr_names", kConfstrNames));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
