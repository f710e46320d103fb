#include <memory>

#include "vm/compiler/ast_objects/ast_objects.h"
#include "vm/compiler/ast_objects/ast_part.h"
#include "vm/modules/registry.h"
#include "vm/modules/source_compiler.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

Result<Module*> MakeAstModule(Thread& t) {
  const AstPart* part = TRY(AstPart::Of(t));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_ast"))));
  TRY(module->Add(t, "AST", Value::FromObject(part->base())));
  TRY(module->AddInt(t, "PyCF_ALLOW_TOP_LEVEL_AWAIT", kCompileTopLevelAwait));
  TRY(module->AddInt(t, "PyCF_ONLY_AST", kCompileOnlyAst));
  TRY(module->AddInt(t, "PyCF_TYPE_COMMENTS", kCompileTypeComments));
  for (size_t i = 0; i < ast::Classes().size(); ++i) {
    Type* cls = part->class_at(static_cast<ast::ClassIndex>(i));
    TRY(module->Add(t, ast::Classes()[i].name, Value::FromObject(cls)));
  }
  return module;
}

constexpr NativeModule kModule = {"_ast", &MakeAstModule, nullptr};

}  // namespace

Result<None> InstallAst(Thread& t) {
  t.vm().AddPart(std::make_unique<AstPart>());
  return AddNativeModule(t, kModule);
}

Result<bool> IsAstObject(Thread& t, Value object) {
  const AstPart* part = AstPart::IfMade(t);
  if (part == nullptr) return false;
  return IsInstance(t, object, Value::FromObject(part->base()));
}

}  // namespace krait::compiler
