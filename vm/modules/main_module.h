#pragma once

#include <string>
#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Code;
class Thread;

/// What is to be run as __main__, and what the module says of itself. All may be None.
struct MainProgram {
  Code* code = nullptr;
  Value file = Value::None();
  Value cached = Value::None();
  Value loader = Value::None();
  Value spec = Value::None();
  Value package = Value::None();
};

/// The program in the bytes of a .pyc file that was read from `path`.
Result<MainProgram> MainOfBytecode(Thread& t, std::string_view bytes, const std::string& path);
/// The program whose source is at `path`, from its cache. ImportError when that is missing or
/// stale.
Result<MainProgram> MainOfSource(Thread& t, const std::string& path);
/// __main__ in a folder or .zip file. ImportError when there is none.
Result<MainProgram> MainOfContainer(Thread& t, const std::string& path);
/// A module that sys.path leads to, or the __main__ of a package: -m. ImportError when there is
/// none. Sets sys.argv[0].
Result<MainProgram> MainOfModule(Thread& t, const std::string& name);

/// Runs it as the module __main__.
Result<Value> RunMain(Thread& t, const MainProgram& program);

}  // namespace krait
