#pragma once

#include <string_view>

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;
class Tuple;

/// A module that is part of Krait: made when it is first imported.
struct NativeModule {
  const char* name;
  Result<Module*> (*make)(Thread& t);
  const char* doc;  // null: __doc__ is None, as in CPython
};

/// Adds one that stands above vm/modules: once the runtime has started, before other threads do.
Result<None> AddNativeModule(Thread& t, const NativeModule& module);  // is kept
/// The names of all of them, sorted: sys.builtin_module_names.
Result<Tuple*> NamesOfNativeModules(Thread& t);
/// Null when there is none of that name.
const NativeModule* FindNativeModule(Thread& t, std::string_view name);

Result<Module*> MakeBuiltinsModule(Thread& t);
Result<Module*> MakeAbcModule(Thread& t);
Result<Module*> MakeBisectModule(Thread& t);
Result<Module*> MakeFunctoolsModule(Thread& t);
Result<Module*> MakeGcModule(Thread& t);
Result<Module*> MakeHeapqModule(Thread& t);
Result<Module*> MakeOperatorModule(Thread& t);
Result<Module*> MakeMarshalModule(Thread& t);
Result<Module*> MakeStringModule(Thread& t);
Result<Module*> MakeLocaleModule(Thread& t);
Result<Module*> MakeImpModule(Thread& t);
Result<Module*> MakeSysModule(Thread& t);
Result<Module*> MakeWarningsModule(Thread& t);
Result<Module*> MakeWeakrefModule(Thread& t);

}  // namespace krait
