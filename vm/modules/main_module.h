#pragma once

#include <string>
#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Code;
class Dict;
class Thread;

/// What is to be run as __main__, and what the module says of itself. All may be None; what is
/// Unbound the module does not have.
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
/// The program in a source that was read from `path`.
Result<MainProgram> MainOfSource(Thread& t, std::string_view source, const std::string& path);
/// The program in -c's text, whose encoding no comment in it changes. UnicodeEncodeError when it is
/// no UTF-8.
Result<MainProgram> MainOfCommand(Thread& t, std::string_view text);
/// The program in a text that comes from no file, as "<stdin>".
Result<MainProgram> MainOfText(Thread& t, std::string_view source, const std::string& name);
/// What statements typed at a prompt are part of: there is no code.
MainProgram MainOfPrompt(Thread& t);
/// __main__ in a folder or .zip file. ImportError when there is none.
Result<MainProgram> MainOfContainer(Thread& t, const std::string& path);
/// A module that sys.path leads to, or the __main__ of a package: -m. ImportError when there is
/// none. Sets sys.argv[0].
Result<MainProgram> MainOfModule(Thread& t, const std::string& name);

/// Makes the module __main__ of what the program says of itself.
Result<Dict*> MakeMainModule(Thread& t, const MainProgram& program);
/// Runs it as the module __main__.
Result<Value> RunMain(Thread& t, const MainProgram& program);

}  // namespace krait
