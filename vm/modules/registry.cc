#include "vm/modules/registry.h"

namespace krait {
namespace {

constexpr NativeModule kModules[] = {
    {"builtins", &MakeBuiltinsModule},
    {"sys", &MakeSysModule},
    {"_weakref", &MakeWeakrefModule},
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
