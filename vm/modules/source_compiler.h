#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/object/vm.h"

namespace krait {

class Code;
class Str;

/// Flags of compile(), with CPython's values; those of __future__ features are co_flags' own.
enum CompileFlag : uint32_t {
  kCompileDontImplyDedent = 0x200,
  kCompileOnlyAst = 0x400,
  kCompileTypeComments = 0x1000,
  kCompileTopLevelAwait = 0x2000,
  kCompileIncompleteInput = 0x4000,
  kCompileBarryAsBdfl = 0x400000,
  kCompileFutureFeatures = 0x1FE0000,
};

/// What a text is compiled as: compile()'s modes.
enum class CompileMode : uint8_t { kExec, kEval, kSingle, kFunctionType };

struct CompileRequest {
  Value source;  // str, or an object with a buffer; the compiler may know more
  Str* filename = nullptr;
  CompileMode mode = CompileMode::kExec;
  uint32_t flags = 0;
  int optimize = -1;         // -1: as the VM's -O says
  int feature_version = -1;  // of Python 3, for trees: no later syntax; -1: all that there is
  bool skips_space = false;  // before the text, as eval() does
  bool from_file = false;    // what is wrong with its encoding is told as of a file
};

/// Lines as somebody types them.
class LineSource {
 public:
  /// The next line, its end included. False when there is none: at the end, or with an exception
  /// pending.
  virtual bool Next(Thread& t, std::string* line) = 0;

 protected:
  ~LineSource() = default;
};

/// Makes code of source text. A floor above implements it and gives it to the VM; one without
/// cannot compile.
class SourceCompiler : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kCompiler;

  void TraceRoots(Marker&) override {}

  /// A code object, or what the flags ask for instead. SyntaxError and its kin when the source is
  /// wrong; TypeError when it is none.
  virtual Result<Value> Compile(Thread& t, const CompileRequest& request) = 0;
  /// The code object of the next statement, of which just the lines that it has are read; None when
  /// there are no lines left. `flags` as above.
  virtual Result<Value> CompileTyped(Thread& t, LineSource& lines, Str* filename,
                                     uint32_t flags) = 0;
};

/// As the VM's compiler does it; NotImplementedError when it has none. `function` is for messages.
Result<Value> CompileSource(Thread& t, const char* function, const CompileRequest& request);
/// A source's name as text: str, bytes, or what __fspath__ makes of the object.
Result<Str*> FilenameText(Thread& t, Value path);
/// The whole text of a module: exec mode, and no flags of whoever runs.
Result<Code*> CompileModule(Thread& t, Value source, Str* filename);
/// The same of a file's bytes.
Result<Code*> CompileFile(Thread& t, std::string_view bytes, Str* filename);

/// Features of __future__ that the Python code now running has.
uint32_t FutureFeaturesOfCaller(Thread& t);

}  // namespace krait
