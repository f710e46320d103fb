#pragma once

#include <cstdint>
#include <utility>

#include "vm/core/value.h"
#include "vm/heap/marker.h"
#include "vm/modules/config.h"
#include "vm/object/vm.h"

namespace krait {

class List;
class Module;

/// What the sys module keeps per VM beside its attributes.
class SysPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kSys;

  explicit SysPart(Config config) : config(std::move(config)) {}

  void TraceRoots(Marker& marker) override {
    marker.Visit(asyncgen_hooks_type);
    marker.Visit(unraisable_args_type);
  }

  const Config config;
  bool finalizing = false;
  size_t finalizable_at_start = 0;  // what the runtime itself holds (vm/modules/module_teardown.h)
  Value asyncgen_hooks_type = Value::None();
  Value unraisable_args_type = Value::None();
  int dlopen_flags = 2;  // RTLD_NOW
};

/// Adds what never changes: versions, limits, sizes, names (vm/modules/sys_facts.cc).
Result<None> AddSysFacts(Thread& t, Module* sys);
/// Adds what the command line and the environment said (vm/modules/sys_settings.cc).
Result<None> AddSysSettings(Thread& t, Module* sys);
/// Adds _jit (vm/modules/sys_jit.cc).
Result<None> AddSysJit(Thread& t, Module* sys);
/// Adds settrace and setprofile (vm/modules/sys_trace.cc).
Result<None> AddSysTrace(Thread& t, Module* sys);
/// Adds excepthook, displayhook, unraisablehook, breakpointhook (vm/modules/sys_hooks.cc).
Result<None> AddSysHooks(Thread& t, Module* sys);

/// Adds the functions that need no part of their own (vm/modules/sys_functions.cc).
Result<None> AddSysFunctions(Thread& t, Module* sys);

/// A list of str.
Result<List*> ListOfTexts(Thread& t, const std::vector<std::string>& texts);
/// Text from the system: UTF-8, what is not becoming surrogates, as os.fsdecode does.
Result<Str*> FromSystemText(Thread& t, std::string_view bytes);
/// The other way.
Result<std::string> ToSystemText(Thread& t, Str* text);

}  // namespace krait
