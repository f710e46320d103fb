#pragma once

#include <string>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Module;
class Str;
class Thread;

/// The module `name` (dotted) from sys.modules, or imported now with its parents, through
/// sys.meta_path. ModuleNotFoundError when there is none.
Result<Value> ImportModule(Thread& t, Str* name);

/// What the import statement does. `level` counts the leading dots; `globals` (a dict, or None)
/// says what they are relative to.
Result<Value> ImportModuleLevel(Thread& t, Value name, Value globals, Value fromlist, int level);

/// What sys.meta_path finds for `name`; None when it finds nothing. `path` is the __path__ of the
/// parent package, or None.
Result<Value> FindSpec(Thread& t, Str* name, Value path);
/// Makes the module of a spec, puts it into sys.modules and runs it.
Result<Value> LoadFromSpec(Thread& t, Value spec);

/// A line for -v, to sys.stderr.
Result<None> VerboseLine(Thread& t, const std::string& text);

/// A module that is part of Krait; null when there is none of that name. Made at the first call.
Result<Value> NativeModuleNamed(Thread& t, const std::string& name);

/// Makes sys and builtins. Comes first.
Result<None> InstallFirstModules(Thread& t);
/// The rest of the import system: __import__, and the finders in sys.meta_path and sys.path_hooks.
Result<None> InstallImport(Thread& t);

}  // namespace krait
