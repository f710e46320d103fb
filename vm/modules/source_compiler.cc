#include "vm/modules/source_compiler.h"

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/frame/frame.h"
#include "vm/modules/sys_part.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/warn.h"

namespace krait {

Result<Value> CompileSource(Thread& t, const char* function, const CompileRequest& request) {
  auto* compiler = t.vm().FindPart<SourceCompiler>();
  if (compiler != nullptr) return compiler->Compile(t, request);
  return Raise(t, &BuiltinTypes::NotImplementedError,
               absl::StrCat(function, "() of source text: this VM has no compiler"));
}

Result<Str*> FilenameText(Thread& t, Value path) {
  if (!Is<Str>(path) && !HasBuffer(t, path)) {
    const Value hook = TRY(LookupSpecial(t, path, names(t).__fspath__));
    const Value text = hook.IsUnbound() ? path : TRY(CallWith(t, hook));
    if (!Is<Str>(text) && !HasBuffer(t, text)) {
      return RaiseTypeError(
          t, absl::StrCat("expected str, bytes or os.PathLike object, not ", TypeName(t, path)));
    }
    path = text;
  }
  if (Is<Str>(path)) return Cast<Str>(path);
  if (!Is<Bytes>(path)) {
    TRY(WarnDeprecated(
        t, absl::StrCat("path should be string, bytes, or os.PathLike, not ", TypeName(t, path))));
  }
  Buffer buffer(t);
  TRY(buffer.Take(path));
  return FromSystemText(
      t, {reinterpret_cast<const char*>(buffer.span().data()), buffer.span().size()});
}

Result<Code*> CompileModule(Thread& t, Value source, Str* filename) {
  CompileRequest request;
  request.source = source;
  request.filename = filename;
  return Cast<Code>(TRY(CompileSource(t, "compile", request)));
}

Result<Code*> CompileFile(Thread& t, std::string_view bytes, Str* filename) {
  CompileRequest request;
  request.source = Value::FromObject(TRY(Bytes::From(t, bytes)));
  request.filename = filename;
  request.from_file = true;
  return Cast<Code>(TRY(CompileSource(t, "compile", request)));
}

uint32_t FutureFeaturesOfCaller(Thread& t) {
  return t.frame == nullptr ? 0 : t.frame->code->code_flags() & kCompileFutureFeatures;
}

}  // namespace krait
