#include "vm/modules/main_module.h"

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/interp/interpreter.h"
#include "vm/modules/file_loader.h"
#include "vm/modules/finders.h"
#include "vm/modules/import.h"
#include "vm/modules/import_part.h"
#include "vm/modules/module_spec.h"
#include "vm/modules/runtime.h"
#include "vm/modules/source_compiler.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/pyc/pyc_file.h"

namespace krait {
namespace {

Raised Fail(Thread& t, const std::string& message) {
  return RaiseImportError(t, types(t).ImportError, message, Value::Unbound());
}

Result<Value> LoaderFor(Thread& t, Type* type, Value path) {
  const Value name = Value::FromObject(names(t).__main__);
  return Value::FromObject(TRY(FileLoader::New(t, type, name, path)));
}

Result<Value> OrNone(Thread& t, Value object, std::string_view name) {
  const Value value = TRY(AttributeNamed(t, object, name));
  return value.IsUnbound() ? Value::None() : value;
}

/// From what a finder said; `name` is for its loader.
Result<MainProgram> MainOfSpec(Thread& t, Value spec, Str* name) {
  MainProgram main;
  main.loader = TRY(OrNone(t, spec, "loader"));
  const std::string text = name->ToUtf8();
  if (main.loader.IsNone()) {
    return Fail(t, absl::StrCat("'", text, "' is a namespace package and cannot be executed"));
  }
  Str* get_code = TRY(Str::InternUtf8(t, "get_code"));
  const Value method = TRY(GetAttrOrUnbound(t, main.loader, get_code));
  const Value code =
      method.IsUnbound() ? Value::None() : TRY(CallWith(t, method, Value::FromObject(name)));
  if (!Is<Code>(code)) return Fail(t, absl::StrCat("No code object available for ", text));
  main.code = Cast<Code>(code);
  main.spec = spec;
  main.file = TRY(OrNone(t, spec, "origin"));
  main.cached = TRY(OrNone(t, spec, "cached"));
  main.package = TRY(OrNone(t, spec, "parent"));
  return main;
}

/// The __path__ of the package that `name` is in, imported now; None for a module of its own.
Result<Value> PathOfParent(Thread& t, const std::string& name) {
  const size_t dot = name.rfind('.');
  if (dot == std::string::npos) return Value::None();
  const std::string parent = name.substr(0, dot);
  const Value package = TRY(ImportModule(t, TRY(Str::InternUtf8(t, parent))));
  const Value path = TRY(GetAttrOrUnbound(t, package, names(t).__path__));
  if (!path.IsUnbound()) return path;
  return Fail(t, absl::StrCat("No module named ", name, "; '", parent, "' is not a package"));
}

}  // namespace

Result<MainProgram> MainOfBytecode(Thread& t, std::string_view bytes, const std::string& path) {
  MainProgram main;
  main.code = TRY(LoadPyc(t, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, path));
  main.file = Value::FromObject(TRY(FromSystemText(t, path)));
  main.loader = TRY(LoaderFor(t, t.vm().part<ImportPart>().bytecode_loader, main.file));
  return main;
}

Result<MainProgram> MainOfSource(Thread& t, std::string_view source, const std::string& path) {
  MainProgram main;
  main.file = Value::FromObject(TRY(FromSystemText(t, path)));
  main.loader = TRY(LoaderFor(t, t.vm().part<ImportPart>().source_loader, main.file));
  main.code = TRY(CompileFile(t, source, Cast<Str>(main.file)));
  return main;
}

MainProgram MainOfPrompt(Thread& t) {
  MainProgram main;
  main.file = Value::Unbound();
  main.cached = Value::Unbound();
  main.loader = Value::FromObject(t.vm().part<ImportPart>().builtin_importer);
  return main;
}

Result<MainProgram> MainOfCommand(Thread& t, std::string_view text) {
  MainProgram main = MainOfPrompt(t);
  const Value source = Value::FromObject(TRY(FromSystemText(t, text)));
  main.code = TRY(CompileModule(t, source, TRY(Str::InternUtf8(t, "<string>"))));
  return main;
}

Result<MainProgram> MainOfText(Thread& t, std::string_view source, const std::string& name) {
  MainProgram main = MainOfPrompt(t);
  main.code = TRY(CompileFile(t, source, TRY(Str::FromUtf8(t, name))));
  return main;
}

Result<MainProgram> MainOfContainer(Thread& t, const std::string& path) {
  Str* entry = TRY(FromSystemText(t, path));
  const Value finder = TRY(FinderOf(t, entry));
  Value spec = Value::None();
  if (!finder.IsNone()) {
    Str* find_spec = TRY(Str::InternUtf8(t, "find_spec"));
    spec = TRY(CallMethodWith(t, finder, find_spec, Value::FromObject(names(t).__main__)));
  }
  if (spec.IsNone()) {
    return Fail(t, absl::StrCat("can't find '__main__' module in '", path, "'"));
  }
  return MainOfSpec(t, spec, names(t).__main__);
}

Result<MainProgram> MainOfModule(Thread& t, const std::string& given) {
  std::string name = given;
  const Value parent_path = TRY(PathOfParent(t, name));
  Str* name_str = TRY(Str::InternUtf8(t, name));
  Value spec = TRY(FindSpec(t, name_str, parent_path));
  if (spec.IsNone()) return Fail(t, absl::StrCat("No module named ", name));
  if (!TRY(OrNone(t, spec, "submodule_search_locations")).IsNone()) {
    const Value package = TRY(ImportModule(t, name_str));
    const Value path = TRY(OrNone(t, package, "__path__"));
    name += ".__main__";
    name_str = TRY(Str::InternUtf8(t, name));
    spec = TRY(FindSpec(t, name_str, path));
    if (spec.IsNone()) {
      return Fail(t, absl::StrCat("No module named ", name, "; '", given,
                                  "' is a package and cannot be directly executed"));
    }
  }
  MainProgram main = TRY(MainOfSpec(t, spec, name_str));
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  const Value argv = TRY(OrNone(t, sys, "argv"));
  if (Is<List>(argv) && Cast<List>(argv)->size() > 0)
    TRY(SetItem(t, argv, Value::FromInt(0), main.file));
  return main;
}

Result<Dict*> MakeMainModule(Thread& t, const MainProgram& program) {
  Module* main = TRY(Module::New(t, names(t).__main__));
  Dict* globals = main->dict();
  TRY(t.vm().modules()->SetStr(t, names(t).__main__, Value::FromObject(main)));
  TRY(main->Add(t, "__package__", program.package));
  TRY(main->Add(t, "__loader__", program.loader));
  TRY(main->Add(t, "__spec__", program.spec));
  TRY(main->Add(t, "__annotations__", Value::FromObject(TRY(Dict::New(t)))));
  const Value builtins = t.vm().modules()->GetStr(t, names(t).builtins);
  TRY(globals->SetStr(t, names(t).__builtins__, builtins));
  if (!program.file.IsUnbound()) TRY(main->Add(t, "__file__", program.file));
  if (!program.cached.IsUnbound()) TRY(main->Add(t, "__cached__", program.cached));
  return globals;
}

Result<Value> RunMain(Thread& t, const MainProgram& program) {
  Dict* globals = TRY(MakeMainModule(t, program));
  return RunCode(t, program.code, globals, Value::FromObject(globals));
}

Result<Value> RunMain(Thread& t, Code* code, std::string_view filename) {
  MainProgram main;
  main.code = code;
  main.file = Value::FromObject(TRY(FromSystemText(t, filename)));
  return RunMain(t, main);
}

}  // namespace krait
