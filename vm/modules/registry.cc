#include "vm/modules/registry.h"

#include "vm/modules/collections/module.h"
#include "vm/modules/itertools/module.h"
#include "vm/modules/json/json_module.h"
#include "vm/modules/math/math_module.h"
#include "vm/modules/random/random_module.h"
#include "vm/modules/regex/sre_module.h"

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
    {"_functools", &MakeFunctoolsModule},
    {"_heapq", &MakeHeapqModule},
    {"_operator", &MakeOperatorModule},
    {"_sre", &MakeSreModule},
    {"_string", &MakeStringModule},
    {"_weakref", &MakeWeakrefModule},
    {"cmath", &MakeCmathModule},
    {"itertools", &MakeItertoolsModule},
    {"marshal", &MakeMarshalModule},
    {"math", &MakeMathModule},
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
