#include "vm/modules/registry.h"

#include "vm/modules/math/math_module.h"
#include "vm/modules/itertools/module.h"

namespace krait {
namespace {

constexpr NativeModule kModules[] = {
    {"builtins", &MakeBuiltinsModule}, {"cmath", &MakeCmathModule},      {"math", &MakeMathModule},
    {"sys", &MakeSysModule},           {"_weakref", &MakeWeakrefModule},
    {"builtins", &MakeBuiltinsModule},
    {"_bisect", &MakeBisectModule},
    {"_functools", &MakeFunctoolsModule},
    {"_heapq", &MakeHeapqModule},
    {"_operator", &MakeOperatorModule},
    {"itertools", &MakeItertoolsModule},
    {"sys", &MakeSysModule},
};

}  // namespace

absl::Span<const NativeModule> NativeModules() { return kModules; }

const NativeModule* FindNativeModule(std::string_view name) {
  for (const NativeModule& module : kModules) {
    if (name == module.name) return &module;
  }
  return nullptr;
}

}  // namespace krait
