#include "vm/modules/registry.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "vm/modules/array/module.h"
#include "vm/modules/binascii/binascii_module.h"
#include "vm/modules/codecs/codecs.h"
#include "vm/modules/collections/module.h"
#include "vm/modules/contextvars/module.h"
#include "vm/modules/csv/module.h"
#include "vm/modules/hashing/hashing_modules.h"
#include "vm/modules/import_part.h"
#include "vm/modules/io/io_module.h"
#include "vm/modules/itertools/module.h"
#include "vm/modules/json/json_module.h"
#include "vm/modules/math/math_module.h"
#include "vm/modules/random/random_module.h"
#include "vm/modules/regex/sre_module.h"
#include "vm/modules/socket/module.h"
#include "vm/modules/struct/module.h"
#include "vm/modules/system/posix/posix_module.h"
#include "vm/modules/system/system_modules.h"
#include "vm/modules/unicodedata/unicodedata_module.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

// One line per module.
// clang-format off
constexpr NativeModule kModules[] = {
    {"builtins", &MakeBuiltinsModule, "What every program can name without an import."},
    {"sys", &MakeSysModule, "The interpreter as the program sees it: its settings, hooks and limits."},
    {"_abc", &MakeAbcModule, "The native half of abc: abstract methods and virtual subclasses."},
    {"_bisect", &MakeBisectModule, "Binary search in sorted sequences."},
    {"_collections", &MakeCollectionsModule, "Deques, default and ordered dictionaries."},
    {"_codecs", &MakeCodecsModule, nullptr},
    {"_contextvars", &MakeContextvarsModule, "Context variables: values that follow the flow of control."},
    {"_csv", &MakeCsvModule, "Files of records whose fields stand between delimiters."},
    {"_functools", &MakeFunctoolsModule, "reduce, partial, lru_cache and cmp_to_key."},
    {"_heapq", &MakeHeapqModule, "Lists as heaps: the smallest item first."},
    {"_io", &MakeIoModule, "Files, buffers and text streams."},
    {"_locale", &MakeLocaleModule, "What the C library knows of the locale."},
    {"_imp", &MakeImpModule, "What the import system needs of the interpreter."},
    {"_operator", &MakeOperatorModule, "The operators as functions."},
    {"_signal", &MakeSignalModule, "Handlers of signals, timers and waiting."},
    {"_socket", &MakeSocketModule, "The native half of socket: sockets, addresses and look-ups."},
    {"_sre", &MakeSreModule, nullptr},
    {"_stat", &MakeStatModule, "Constants and tests for the mode bits of files."},
    {"_thread", &MakeThreadModule, "Threads and locks."},
    {"_struct", &MakeStructModule, "Values packed into bytes and back."},
    {"array", &MakeArrayModule, "Arrays of numbers of one C type."},
    {"_string", &MakeStringModule, "Parsing of format strings."},
    {"_warnings", &MakeWarningsModule, "Whether and how warnings are shown."},
    {"_weakref", &MakeWeakrefModule, "References that keep nothing alive."},
    {"atexit", &MakeAtexitModule, "Functions that are called when the program ends."},
    {"cmath", &MakeCmathModule, "Mathematics of complex numbers."},
    {"errno", &MakeErrnoModule, "Names of the error numbers of the system."},
    {"faulthandler", &MakeFaulthandlerModule, "Tracebacks of crashes, time-outs and signals."},
    {"gc", &MakeGcModule, "The garbage collector: switches, figures and a look at the heap."},
    {"itertools", &MakeItertoolsModule, "Iterators that build on iterators."},
    {"marshal", &MakeMarshalModule, "Values as bytes, in the format of .pyc files."},
    {"math", &MakeMathModule, "Mathematics of real numbers."},
    {"_blake2", &MakeBlake2Module, "The BLAKE2b and BLAKE2s hashes."},
    {"_sha3", &MakeSha3Module, nullptr},
    {"_sha512", &MakeSha512Module, nullptr},
    {"_sha256", &MakeSha256Module, nullptr},
    {"_sha1", &MakeSha1Module, nullptr},
    {"_md5", &MakeMd5Module, nullptr},
    {"posix", &MakePosixModule, "System calls."},
    {"select", &MakeSelectModule, "Waiting for descriptors."},
    {"time", &MakeTimeModule, "Clocks, calendars and sleep."},
    {"unicodedata", &MakeUnicodedataModule, "The Unicode Character Database."},
    {"binascii", &MakeBinasciiModule, "Bytes as text: hexadecimal, base64, uuencode, quoted-printable; and checksums."},
    {"_json", &MakeJsonModule, "The fast parts of json."},
    {"_posixsubprocess", &MakePosixSubprocessModule, "Starts programs for subprocess."},
    {"_random", &MakeRandomModule, "The Mersenne Twister."},
};
// clang-format on

}  // namespace

Result<None> AddNativeModule(Thread& t, const NativeModule& module) {
  t.vm().part<ImportPart>().added_modules.push_back(&module);
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  Tuple* all = TRY(NamesOfNativeModules(t));
  return Cast<Module>(sys)->Add(t, "builtin_module_names", Value::FromObject(all));
}

Result<Tuple*> NamesOfNativeModules(Thread& t) {
  std::vector<std::string_view> sorted;
  for (const NativeModule& module : kModules) sorted.emplace_back(module.name);
  for (const NativeModule* module : t.vm().part<ImportPart>().added_modules) {
    sorted.emplace_back(module->name);
  }
  std::sort(sorted.begin(), sorted.end());
  Tuple* all = TRY(Tuple::New(t, sorted.size()));
  for (size_t i = 0; i < sorted.size(); ++i) {
    all->Set(i, Value::FromObject(TRY(Str::InternUtf8(t, sorted[i]))));
  }
  return all;
}

const NativeModule* FindNativeModule(Thread& t, std::string_view name) {
  for (const NativeModule& module : kModules) {
    if (name == module.name) return &module;
  }
  for (const NativeModule* module : t.vm().part<ImportPart>().added_modules) {
    if (name == module->name) return module;
  }
  return nullptr;
}

}  // namespace krait
