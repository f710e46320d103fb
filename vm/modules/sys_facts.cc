#include <unistd.h>

#include <cfloat>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "vm/heap/rooted.h"
#include "vm/modules/registry.h"
#include "vm/modules/sys_part.h"
#include "vm/number/hash.h"
#include "vm/number/int_text.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

/// What sys says of the machine, the language and Krait: the same in every VM.
namespace krait {
namespace {

constexpr const char* kVersionFields[] = {"major", "minor", "micro", "releaselevel", "serial"};
constexpr StructSequenceSpec kVersionInfo = {"sys.version_info", kVersionFields, 5, false};

constexpr const char* kFloatFields[] = {"max",     "max_exp",    "max_10_exp", "min",
                                        "min_exp", "min_10_exp", "dig",        "mant_dig",
                                        "epsilon", "radix",      "rounds"};
constexpr StructSequenceSpec kFloatInfo = {"sys.float_info", kFloatFields, 11};

constexpr const char* kIntFields[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits",
                                      "str_digits_check_threshold"};
constexpr StructSequenceSpec kIntInfo = {"sys.int_info", kIntFields, 4};

constexpr const char* kHashFields[] = {"width",     "modulus",   "inf",       "nan",   "imag",
                                       "algorithm", "hash_bits", "seed_bits", "cutoff"};
constexpr StructSequenceSpec kHashInfo = {"sys.hash_info", kHashFields, 9};

constexpr const char* kThreadFields[] = {"name", "lock", "version"};
constexpr StructSequenceSpec kThreadInfo = {"sys.thread_info", kThreadFields, 3};

constexpr int64_t kHexVersion = 0x030b02f0;
// Bytecode comes from CPython 3.11, and so does the name of its caches.
constexpr const char* kCacheTag = "cpython-311";

constexpr const char* kStdlibNames[] = {
    "__future__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs",
    "_codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections",
    "_collections_abc _compat_pickle _compression _contextvars _crypt _csv _ctypes _curses",
    "_curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib",
    "_frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _io _json _locale",
    "_lsprof _lzma _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode _operator",
    "_osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc _pydecimal _pyio",
    "_queue _random _scproxy _sha1 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket",
    "_sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _symtable _thread",
    "_threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings _weakref",
    "_weakrefset _winapi _zoneinfo abc aifc antigravity argparse array ast asynchat asyncio",
    "asyncore atexit audioop base64 bdb binascii bisect builtins bz2 cProfile calendar cgi",
    "cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent",
    "configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses",
    "datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno",
    "faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath",
    "getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib",
    "imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3",
    "linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder",
    "msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode",
    "operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform",
    "plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc",
    "pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy",
    "sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr",
    "socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat",
    "statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog",
    "tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter",
    "token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing",
    "unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg",
    "winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo",
};

Result<Value> Text(Thread& t, std::string_view text) {
  return Value::FromObject(TRY(Str::InternUtf8(t, text)));
}

/// Makes the type and its one instance, and adds the instance under the type's own name.
template <const StructSequenceSpec& kSpec>
Result<Value> AddFact(Thread& t, Module* sys, const RootedVector& values) {
  Type* type = TRY(StructSequence<kSpec>::NewType(t));
  Tuple* fact = TRY(StructSequence<kSpec>::New(t, type, {values.data(), values.size()}));
  const std::string_view name(kSpec.name);
  TRY(sys->Add(t, name.substr(name.rfind('.') + 1), Value::FromObject(fact)));
  return fact;
}

Result<Value> AddVersionInfo(Thread& t, Module* sys) {
  RootedVector values(t);
  for (int number : {3, 11, 2}) values.push_back(Value::FromInt(number));
  values.push_back(TRY(Text(t, "final")));
  values.push_back(Value::FromInt(0));
  return AddFact<kVersionInfo>(t, sys, values);
}

Result<None> AddNumberFacts(Thread& t, Module* sys) {
  RootedVector values(t);
  values.push_back(TRY(Float::From(t, DBL_MAX)));
  values.push_back(Value::FromInt(DBL_MAX_EXP));
  values.push_back(Value::FromInt(DBL_MAX_10_EXP));
  values.push_back(TRY(Float::From(t, DBL_MIN)));
  for (int number : {DBL_MIN_EXP, DBL_MIN_10_EXP, DBL_DIG, DBL_MANT_DIG}) {
    values.push_back(Value::FromInt(number));
  }
  values.push_back(TRY(Float::From(t, DBL_EPSILON)));
  values.push_back(Value::FromInt(FLT_RADIX));
  values.push_back(Value::FromInt(1));  // to nearest
  TRY(AddFact<kFloatInfo>(t, sys, values));

  // The digits are CPython's: marshal and programs that look for edges count in them.
  constexpr int kCheckThreshold = 640;
  values.clear();
  for (int number : {30, 4, kDefaultMaxStrDigits, kCheckThreshold}) {
    values.push_back(Value::FromInt(number));
  }
  TRY(AddFact<kIntInfo>(t, sys, values));

  values.clear();
  values.push_back(Value::FromInt(64));
  values.push_back(TRY(Int::FromUnsigned(t, kHashModulus)));
  values.push_back(Value::FromInt(kHashInfinity));
  values.push_back(Value::FromInt(0));
  values.push_back(Value::FromInt(static_cast<int64_t>(kHashImaginary)));
  values.push_back(TRY(Text(t, "siphash13")));
  for (int number : {64, 128, 0}) values.push_back(Value::FromInt(number));
  TRY(AddFact<kHashInfo>(t, sys, values));
  return None{};
}

Result<None> AddThreadInfo(Thread& t, Module* sys) {
  char version[128] = "";
  const size_t length = confstr(_CS_GNU_LIBPTHREAD_VERSION, version, sizeof(version));
  RootedVector values(t);
  values.push_back(TRY(Text(t, "pthread")));
  values.push_back(TRY(Text(t, "semaphore")));
  values.push_back(length == 0 ? Value::None() : TRY(Text(t, version)));
  TRY(AddFact<kThreadInfo>(t, sys, values));
  return None{};
}

/// sys.implementation, a types.SimpleNamespace.
Result<None> AddImplementation(Thread& t, Module* sys, Value version_info) {
  struct Item {
    const char* name;
    Value value;
  };
  const Item items[] = {{"name", TRY(Text(t, "krait"))},
                        {"cache_tag", TRY(Text(t, kCacheTag))},
                        {"version", version_info},
                        {"hexversion", Value::FromInt(kHexVersion)},
                        {"_multiarch", TRY(Text(t, "x86_64-linux-gnu"))}};
  constexpr size_t kCount = std::size(items);
  Value values[kCount];
  Value keys[kCount];
  for (size_t i = 0; i < kCount; ++i) {
    values[i] = items[i].value;
    keys[i] = TRY(Text(t, items[i].name));
  }
  Tuple* keywords = TRY(Tuple::From(t, keys));
  const Value type = Value::FromObject(types(t).simple_namespace);
  if (types(t).simple_namespace->slots().new_ == nullptr) {
    Module* stand_in = TRY(Module::New(t, names(t).sys));
    for (const Item& item : items) TRY(stand_in->Add(t, item.name, item.value));
    return sys->Add(t, "implementation", Value::FromObject(stand_in));
  }
  return sys->Add(t, "implementation", TRY(Call(t, type, {values, 0, keywords})));
}

Result<None> AddModuleNames(Thread& t, Module* sys) {
  Tuple* native = TRY(NamesOfNativeModules(t));
  TRY(sys->Add(t, "builtin_module_names", Value::FromObject(native)));

  Set* all = TRY(Set::New(t, types(t).frozenset));
  for (const char* line : kStdlibNames) {
    for (const absl::string_view name : absl::StrSplit(line, ' ')) {
      TRY(all->Add(t, TRY(Text(t, {name.data(), name.size()}))));
    }
  }
  return sys->Add(t, "stdlib_module_names", Value::FromObject(all));
}

}  // namespace

Result<None> AddSysFacts(Thread& t, Module* sys) {
  TRY(sys->AddStr(t, "version", absl::StrCat("3.11.2 (Krait 0.1) [Clang ", __clang_major__, "]")));
  TRY(sys->AddStr(t, "copyright", "Copyright (c) The Krait authors."));
  TRY(sys->AddInt(t, "hexversion", kHexVersion));
  TRY(sys->AddInt(t, "api_version", 1013));
  TRY(sys->AddInt(t, "maxsize", INT64_MAX));
  TRY(sys->AddInt(t, "maxunicode", 0x10FFFF));
  for (const auto& [name, text] : {std::pair{"byteorder", "little"},
                                   {"platform", "linux"},
                                   {"float_repr_style", "short"},
                                   {"abiflags", ""},
                                   {"platlibdir", "lib"},
                                   {"_framework", ""}}) {
    TRY(sys->AddStr(t, name, text));
  }
  const Value empty = Value::FromObject(t.vm().empty_str());
  Tuple* origin = TRY(Tuple::Of(t, TRY(Text(t, "Krait")), empty, empty));
  TRY(sys->Add(t, "_git", Value::FromObject(origin)));
  const Value version_info = TRY(AddVersionInfo(t, sys));
  TRY(AddNumberFacts(t, sys));
  TRY(AddThreadInfo(t, sys));
  TRY(AddImplementation(t, sys, version_info));
  return AddModuleNames(t, sys);
}

}  // namespace krait
