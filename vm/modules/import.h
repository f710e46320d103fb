#pragma once

#include <string_view>

#include "vm/core/result.h"

namespace krait {

class Module;
class Str;
class Thread;

/// The module `name` from sys.modules, or imported now: Krait's own modules are found here.
/// ModuleNotFoundError when there is none.
Result<Value> ImportModule(Thread& t, Str* name);

/// Puts __import__ into builtins.
Result<None> InstallImport(Thread& t);

}  // namespace krait
