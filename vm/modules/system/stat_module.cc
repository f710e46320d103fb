#include <cstdint>
#include <iterator>

#include "vm/modules/system/system_modules.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

/// _stat: what the bits of st_mode mean.
namespace krait {
namespace {

constexpr uint32_t kTypeMask = 0170000;
constexpr uint32_t kPermissionMask = 07777;

/// A mode_t argument.
struct Mode {
  uint32_t bits = 0;
};

}  // namespace

template <>
struct ArgumentAs<Mode> {
  static Result<Mode> From(Thread& t, const ArgumentPlace&, Value value) {
    if (!IsIntLike(value)) return RaiseTypeError(t, "an integer is required");
    int64_t number;
    const bool fits = ToInt64(value, &number);
    if (!fits ? ClampToInt64(value) < 0 : number < 0) {
      return RaiseOverflowError(t, "can't convert negative value to unsigned int");
    }
    if (!fits) return RaiseOverflowError(t, "Python int too large to convert to C unsigned long");
    if (number > UINT32_MAX) return RaiseOverflowError(t, "mode out of range");
    return Mode{static_cast<uint32_t>(number)};
  }
};

namespace {

template <uint32_t kType>
Result<bool> IsType(Thread&, Mode mode) {
  return (mode.bits & kTypeMask) == kType;
}
/// Kinds of files that this system does not have.
Result<bool> IsNever(Thread&, Mode) { return false; }

Result<int64_t> PermissionBits(Thread&, Mode mode) { return int64_t{mode.bits & kPermissionMask}; }
Result<int64_t> TypeBits(Thread&, Mode mode) { return int64_t{mode.bits & kTypeMask}; }

char TypeLetter(uint32_t mode) {
  switch (mode & kTypeMask) {
    case 0100000:
      return '-';
    case 0040000:
      return 'd';
    case 0120000:
      return 'l';
    case 0060000:
      return 'b';
    case 0020000:
      return 'c';
    case 0010000:
      return 'p';
    case 0140000:
      return 's';
    default:
      return '?';
  }
}

/// "-rwxr-xr-x".
Result<Value> FileMode(Thread& t, Mode mode) {
  char text[10] = {TypeLetter(mode.bits)};
  for (int i = 0; i < 9; ++i) text[1 + i] = (mode.bits >> (8 - i) & 1) != 0 ? "rwx"[i % 3] : '-';
  constexpr char kSpecial[] = {'s', 's', 't'};
  for (int i = 0; i < 3; ++i) {
    if ((mode.bits >> (11 - i) & 1) == 0) continue;
    char& at = text[3 + 3 * i];
    at = at == 'x' ? kSpecial[i] : static_cast<char>(kSpecial[i] - 'a' + 'A');
  }
  return Str::FromLatin1(t, {text, sizeof(text)});
}

constexpr Method kFunctions[] = {
    Bind<IsType<0040000>>("S_ISDIR", "($module, mode, /)"),
    Bind<IsType<0020000>>("S_ISCHR", "($module, mode, /)"),
    Bind<IsType<0060000>>("S_ISBLK", "($module, mode, /)"),
    Bind<IsType<0100000>>("S_ISREG", "($module, mode, /)"),
    Bind<IsType<0010000>>("S_ISFIFO", "($module, mode, /)"),
    Bind<IsType<0120000>>("S_ISLNK", "($module, mode, /)"),
    Bind<IsType<0140000>>("S_ISSOCK", "($module, mode, /)"),
    Bind<IsNever>("S_ISDOOR", "($module, mode, /)"),
    Bind<IsNever>("S_ISPORT", "($module, mode, /)"),
    Bind<IsNever>("S_ISWHT", "($module, mode, /)"),
    Bind<PermissionBits>("S_IMODE", "($module, mode, /)"),
    Bind<TypeBits>("S_IFMT", "($module, mode, /)"),
    Bind<FileMode>("filemode", "($module, mode, /)"),
};

struct Constant {
  const char* name;
  int64_t value;
};

constexpr Constant kConstants[] = {
    {"SF_APPEND", 01000000},
    {"SF_ARCHIVED", 0200000},
    {"SF_IMMUTABLE", 0400000},
    {"SF_NOUNLINK", 04000000},
    {"SF_SNAPSHOT", 010000000},
    {"ST_ATIME", 07},
    {"ST_CTIME", 011},
    {"ST_DEV", 02},
    {"ST_GID", 05},
    {"ST_INO", 01},
    {"ST_MODE", 0},
    {"ST_MTIME", 010},
    {"ST_NLINK", 03},
    {"ST_SIZE", 06},
    {"ST_UID", 04},
    {"S_ENFMT", 02000},
    {"S_IEXEC", 0100},
    {"S_IFBLK", 060000},
    {"S_IFCHR", 020000},
    {"S_IFDIR", 040000},
    {"S_IFDOOR", 0},
    {"S_IFIFO", 010000},
    {"S_IFLNK", 0120000},
    {"S_IFPORT", 0},
    {"S_IFREG", 0100000},
    {"S_IFSOCK", 0140000},
    {"S_IFWHT", 0},
    {"S_IREAD", 0400},
    {"S_IRGRP", 040},
    {"S_IROTH", 04},
    {"S_IRUSR", 0400},
    {"S_IRWXG", 070},
    {"S_IRWXO", 07},
    {"S_IRWXU", 0700},
    {"S_ISGID", 02000},
    {"S_ISUID", 04000},
    {"S_ISVTX", 01000},
    {"S_IWGRP", 020},
    {"S_IWOTH", 02},
    {"S_IWRITE", 0200},
    {"S_IWUSR", 0200},
    {"S_IXGRP", 010},
    {"S_IXOTH", 01},
    {"S_IXUSR", 0100},
    {"UF_APPEND", 04},
    {"UF_COMPRESSED", 040},
    {"UF_HIDDEN", 0100000},
    {"UF_IMMUTABLE", 02},
    {"UF_NODUMP", 01},
    {"UF_NOUNLINK", 020},
    {"UF_OPAQUE", 010},
};

}  // namespace

Result<Module*> MakeStatModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_stat"))));
  TRY(module->AddFunctions(t, kFunctions));
  for (const Constant& constant : kConstants) {
    TRY(module->AddInt(t, constant.name, constant.value));
  }
  return module;
}

}  // namespace krait
