#include "vm/modules/registry.h"

#include "vm/modules/array/module.h"
#include "vm/modules/binascii/binascii_module.h"
#include "vm/modules/codecs/codecs.h"
#include "vm/modules/collections/module.h"
#include "vm/modules/hashing/hashing_modules.h"
#include "vm/modules/io/io_module.h"
#include "vm/modules/itertools/module.h"
#include "vm/modules/json/json_module.h"
#include "vm/modules/math/math_module.h"
#include "vm/modules/random/random_module.h"
#include "vm/modules/regex/sre_module.h"
#include "vm/modules/struct/module.h"
#include "vm/modules/system/posix/posix_module.h"
#include "vm/modules/system/system_modules.h"
#include "vm/modules/unicodedata/unicodedata_module.h"

namespace krait {
namespace {

// One line per module.
// clang-format off
constexpr NativeModule kModules[] = {
    {"builtins", &MakeBuiltinsModule},
    {"sys", &MakeSysModule},
    {"_abc", &MakeAbcModule},
    {"_bisect", &MakeBisectModule},
    {"_collections", &MakeCollectionsModule},
    {"_codecs", &MakeCodecsModule},
    {"_functools", &MakeFunctoolsModule},
    {"_heapq", &MakeHeapqModule},
    {"_io", &MakeIoModule},
    {"_locale", &MakeLocaleModule},
    {"_imp", &MakeImpModule},
    {"_operator", &MakeOperatorModule},
    {"_signal", &MakeSignalModule},
    {"_sre", &MakeSreModule},
    {"_stat", &MakeStatModule},
    {"_thread", &MakeThreadModule},
    {"_struct", &MakeStructModule},
    {"array", &MakeArrayModule},
    {"_string", &MakeStringModule},
    {"_warnings", &MakeWarningsModule},
    {"_weakref", &MakeWeakrefModule},
    {"atexit", &MakeAtexitModule},
    {"cmath", &MakeCmathModule},
    {"errno", &MakeErrnoModule},
    {"gc", &MakeGcModule},
    {"itertools", &MakeItertoolsModule},
    {"marshal", &MakeMarshalModule},
    {"math", &MakeMathModule},
    {"_blake2", &MakeBlake2Module},
    {"_sha3", &MakeSha3Module},
    {"_sha512", &MakeSha512Module},
    {"_sha256", &MakeSha256Module},
    {"_sha1", &MakeSha1Module},
    {"_md5", &MakeMd5Module},
    {"posix", &MakePosixModule},
    {"time", &MakeTimeModule},
    {"unicodedata", &MakeUnicodedataModule},
    {"binascii", &MakeBinasciiModule},
    {"_json", &MakeJsonModule},
    {"_random", &MakeRandomModule},
};
// clang-format on

}  // namespace

absl::Span<const NativeModule> NativeModules() { return kModules; }

const NativeModule* FindNativeModule(std::string_view name) {
  for (const NativeModule& module : kModules) {
    if (name == module.name) return &module;
  }
  return nullptr;
}

}  // namespace krait
