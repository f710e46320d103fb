#include <string>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/frame/locals.h"
#include "vm/interp/interpreter.h"
#include "vm/modules/builtins_functions.h"
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

Raised RaiseNoCompiler(Thread& t, const char* function) {
  return Raise(t, &BuiltinTypes::NotImplementedError,
               absl::StrCat(function, "() of source text: this Krait has no compiler yet"));
}

Result<None> CheckSource(Thread& t, const char* function, const char* wanted, Value source) {
  if (!Is<Str>(source) && !HasBuffer(t, source)) {
    return RaiseTypeError(t, absl::StrCat(function, "() arg 1 must be a ", wanted));
  }
  bool has_null = false;
  if (Is<Str>(source)) {
    has_null = Cast<Str>(source)->ToUtf8().find('\0') != std::string::npos;
  } else {
    Buffer buffer(t);
    TRY(buffer.Take(source));
    for (uint8_t byte : buffer.span()) has_null = has_null || byte == 0;
  }
  if (!has_null) return None{};
  return RaiseValueError(t, "source code string cannot contain null bytes");
}

/// str, bytes, or what __fspath__ makes of the object.
Result<None> CheckPath(Thread& t, Value path) {
  if (Is<Str>(path) || HasBuffer(t, path)) return None{};
  const Value hook = TRY(LookupSpecial(t, path, names(t).__fspath__));
  if (!hook.IsUnbound()) {
    const Value text = TRY(CallWith(t, hook));
    if (Is<Str>(text) || HasBuffer(t, text)) return None{};
  }
  return RaiseTypeError(
      t, absl::StrCat("expected str, bytes or os.PathLike object, not ", TypeName(t, path)));
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
    TRY(chosen.globals->SetStr(t, names(t).__builtins__, Value::FromObject(t.vm().builtins())));
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

Result<Value> BuiltinCompile(Thread& t, Value source, Value filename, Str* mode, int flags, bool,
                             int optimize, int) {
  TRY(CheckPath(t, filename));
  // The flags of __future__ features, and those of the ast module.
  constexpr int kKnownFlags = 0x1FF0000 | 0x200 | 0x400 | 0x800 | 0x1000 | 0x2000 | 0x4000 | 0x10;
  if ((flags & ~kKnownFlags) != 0) {
    return RaiseValueError(t, "compile(): unrecognised flags");
  }
  if (optimize < -1 || optimize > 2) {
    return RaiseValueError(t, "compile(): invalid optimize value");
  }
  if (!mode->EqualsAscii("exec") && !mode->EqualsAscii("eval") && !mode->EqualsAscii("single") &&
      !mode->EqualsAscii("func_type")) {
    return RaiseValueError(t, "compile() mode must be 'exec', 'eval' or 'single'");
  }
  TRY(CheckSource(t, "compile", "string, bytes or AST object", source));
  return RaiseNoCompiler(t, "compile");
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
  if (!Is<Code>(source)) {
    TRY(CheckSource(t, "eval", "string, bytes or code object", source));
    return RaiseNoCompiler(t, "eval");
  }
  Code* code = Cast<Code>(source);
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
  if (!Is<Code>(source)) {
    if (!closure.IsNone()) {
      return RaiseTypeError(t, "closure can only be used when source is a code object");
    }
    TRY(CheckSource(t, "exec", "string, bytes or code object", source));
    return RaiseNoCompiler(t, "exec");
  }
  Code* code = Cast<Code>(source);
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
