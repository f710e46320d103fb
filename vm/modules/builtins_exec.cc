#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/frame/frame.h"
#include "vm/frame/locals.h"
#include "vm/interp/interpreter.h"
#include "vm/modules/builtins_functions.h"
#include "vm/modules/source_compiler.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bound_method.h"
#include "vm/object/buffer.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// compile, eval and exec.
namespace krait {
namespace {

Result<None> CheckSource(Thread& t, const char* function, Value source) {
  if (Is<Str>(source) || HasBuffer(t, source)) return None{};
  return RaiseTypeError(t,
                        absl::StrCat(function, "() arg 1 must be a string, bytes or code object"));
}

/// The code of a text given to eval() or exec(), with the features of the code that called it.
Result<Code*> CompileText(Thread& t, const char* function, CompileMode mode, Value source) {
  TRY(CheckSource(t, function, source));
  CompileRequest request;
  request.source = source;
  request.filename = TRY(Str::FromUtf8(t, "<string>"));
  request.mode = mode;
  request.flags = FutureFeaturesOfCaller(t);
  request.skips_space = mode == CompileMode::kEval;
  return Cast<Code>(TRY(CompileSource(t, function, request)));
}

bool IsMapping(Thread& t, Value value) { return TypeOf(t, value)->slots().getitem != nullptr; }

struct Namespaces {
  Dict* globals = nullptr;
  Value locals;
};

/// Those given, or those of the code now running.
Result<Namespaces> ChooseNamespaces(Thread& t, const char* function, Value globals, Value locals) {
  Namespaces chosen{nullptr, locals};
  if (globals.IsNone()) {
    chosen.globals = t.vm().CurrentGlobals(t);
    if (chosen.globals == nullptr) {
      return RaiseTypeError(t, absl::StrCat(function,
                                            " must be given globals and locals when "
                                            "called without a frame"));
    }
    if (locals.IsNone()) chosen.locals = TRY(CurrentLocals(t));
  } else {
    chosen.globals = Cast<Dict>(globals);
    if (locals.IsNone()) chosen.locals = globals;
  }
  if (chosen.globals->GetStr(t, names(t).__builtins__).IsUnbound()) {
    TRY(chosen.globals->SetStr(t, names(t).__builtins__, Value::FromObject(CurrentBuiltins(t))));
  }
  return chosen;
}

/// Code of a function runs as a call without arguments; other code uses `locals`.
Result<Value> Run(Thread& t, Code* code, const Namespaces& spaces, Tuple* closure) {
  constexpr int kOptimized = 1;
  if ((code->code_flags() & kOptimized) == 0) {
    return RunCode(t, code, spaces.globals, spaces.locals);
  }
  Function* function = TRY(Function::New(t, code, spaces.globals));
  if (closure != nullptr) function->set_closure(closure);
  return Call(t, Value::FromObject(function), {});
}

Result<Tuple*> CheckClosure(Thread& t, const Code* code, Value closure) {
  const auto wanted = static_cast<size_t>(code->nfreevars());
  bool fits = IsExactly<Tuple>(closure) && Cast<Tuple>(closure)->size() == wanted;
  for (size_t i = 0; fits && i < wanted; ++i) fits = Is<Cell>(Cast<Tuple>(closure)->At(i));
  if (fits) return Cast<Tuple>(closure);
  return RaiseTypeError(t,
                        absl::StrCat("code object requires a closure of exactly length ", wanted));
}

}  // namespace

Result<Value> BuiltinCompile(Thread& t, Value source, Value filename, Str* mode, int flags,
                             bool dont_inherit, int optimize, int feature_version) {
  struct Mode {
    const char* name;
    CompileMode mode;
  };
  constexpr Mode kModes[] = {{"exec", CompileMode::kExec},
                             {"eval", CompileMode::kEval},
                             {"single", CompileMode::kSingle},
                             {"func_type", CompileMode::kFunctionType}};
  constexpr uint32_t kNested = 0x10;  // was a feature once
  constexpr uint32_t kIgnoreCookie = 0x800;
  constexpr uint32_t kKnownFlags = kCompileFutureFeatures | kCompileDontImplyDedent |
                                   kCompileOnlyAst | kCompileTypeComments | kCompileTopLevelAwait |
                                   kCompileIncompleteInput | kNested | kIgnoreCookie;
  CompileRequest request;
  request.source = source;
  request.filename = TRY(FilenameText(t, filename));
  request.flags = static_cast<uint32_t>(flags);
  request.optimize = optimize;
  request.feature_version = feature_version;
  if ((request.flags & ~kKnownFlags) != 0) {
    return RaiseValueError(t, "compile(): unrecognised flags");
  }
  if (optimize < -1 || optimize > 2) {
    return RaiseValueError(t, "compile(): invalid optimize value");
  }
  if (!dont_inherit) request.flags |= FutureFeaturesOfCaller(t);
  const auto* found = std::find_if(std::begin(kModes), std::end(kModes), [&](const Mode& known) {
    return mode->EqualsAscii(known.name);
  });
  const bool only_ast = (request.flags & kCompileOnlyAst) != 0;
  if (found == std::end(kModes)) {
    return RaiseValueError(t, only_ast
                                  ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                  : "compile() mode must be 'exec', 'eval' or 'single'");
  }
  request.mode = found->mode;
  if (request.mode == CompileMode::kFunctionType && !only_ast) {
    return RaiseValueError(t, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  }
  return CompileSource(t, "compile", request);
}

Result<Value> BuiltinEval(Thread& t, Value source, Value globals, Value locals) {
  if (!locals.IsNone() && !IsMapping(t, locals)) {
    return RaiseTypeError(t, "locals must be a mapping");
  }
  if (!globals.IsNone() && !Is<Dict>(globals)) {
    return RaiseTypeError(t, IsMapping(t, globals)
                                 ? "globals must be a real dict; try eval(expr, {}, mapping)"
                                 : "globals must be a dict");
  }
  const Namespaces spaces = TRY(ChooseNamespaces(t, "eval", globals, locals));
  Code* code = Is<Code>(source) ? Cast<Code>(source)
                                : TRY(CompileText(t, "eval", CompileMode::kEval, source));
  if (code->nfreevars() != 0) {
    return RaiseTypeError(t, "code object passed to eval() may not contain free variables");
  }
  return Run(t, code, spaces, nullptr);
}

Result<None> BuiltinExec(Thread& t, Value source, Value globals, Value locals, Value closure) {
  if (!globals.IsNone() && !Is<Dict>(globals)) {
    return RaiseTypeError(
        t, absl::StrCat("exec() globals must be a dict, not ", TypeName(t, globals)));
  }
  if (!locals.IsNone() && !IsMapping(t, locals)) {
    return RaiseTypeError(
        t, absl::StrCat("locals must be a mapping or None, not ", TypeName(t, locals)));
  }
  const Namespaces spaces = TRY(ChooseNamespaces(t, "exec", globals, locals));
  if (!Is<Code>(source) && !closure.IsNone()) {
    return RaiseTypeError(t, "closure can only be used when source is a code object");
  }
  Code* code = Is<Code>(source) ? Cast<Code>(source)
                                : TRY(CompileText(t, "exec", CompileMode::kExec, source));
  Tuple* cells = nullptr;
  if (code->nfreevars() != 0) {
    cells = TRY(CheckClosure(t, code, closure));
  } else if (!closure.IsNone()) {
    return RaiseTypeError(t, "cannot use a closure with this code object");
  }
  TRY(Run(t, code, spaces, cells));
  return None{};
}

}  // namespace krait
