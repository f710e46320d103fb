#include "vm/modules/source_compiler.h"

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/frame/frame.h"
#include "vm/object/exception.h"

namespace krait {

Result<Value> CompileSource(Thread& t, const char* function, const CompileRequest& request) {
  auto* compiler = t.vm().FindPart<SourceCompiler>();
  if (compiler != nullptr) return compiler->Compile(t, request);
  return Raise(t, &BuiltinTypes::NotImplementedError,
               absl::StrCat(function, "() of source text: this VM has no compiler"));
}

Result<Code*> CompileModule(Thread& t, Value source, Str* filename) {
  CompileRequest request;
  request.source = source;
  request.filename = filename;
  return Cast<Code>(TRY(CompileSource(t, "compile", request)));
}

uint32_t FutureFeaturesOfCaller(Thread& t) {
  return t.frame == nullptr ? 0 : t.frame->code->code_flags() & kCompileFutureFeatures;
}

}  // namespace krait
