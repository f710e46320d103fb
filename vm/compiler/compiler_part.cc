#include "vm/compiler/compiler_part.h"

#include <memory>
#include <string>
#include <string_view>

#include "vm/compiler/ast_objects/ast_objects.h"
#include "vm/compiler/compile.h"
#include "vm/compiler/parse_source.h"
#include "vm/compiler/symtable_module.h"
#include "vm/compiler/syntax_error.h"
#include "vm/modules/registry.h"
#include "vm/modules/source_compiler.h"
#include "vm/modules/sys_part.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

/// One call of compile().
class Compilation {
 public:
  Compilation(Thread& t, const CompileRequest& request)
      : t_(t), request_(request), tree_(t), optimize_(OptimizationOf(t, request)) {}

  Result<Value> Run();
  /// Of a text that is being typed; None when nothing was.
  Result<Value> RunTyped(TypedText& typed);

 private:
  static int OptimizationOf(Thread& t, const CompileRequest& request) {
    if (request.optimize >= 0) return request.optimize;
    return t.vm().part<SysPart>().config.optimize;
  }
  bool Has(uint32_t flag) const { return (request_.flags & flag) != 0; }

  Result<Value> RunTree();
  Result<Value> Generate(ast::ModNode* module);

  Thread& t_;
  const CompileRequest& request_;
  ast::Tree tree_;
  const int optimize_;
};

Result<Value> Compilation::Generate(ast::ModNode* module) {
  CompileOptions options;
  options.filename = request_.filename;
  options.inherited_flags = request_.flags & kCompileFutureFeatures;
  options.optimize = optimize_;
  options.top_level_await = Has(kCompileTopLevelAwait);
  options.warn_context = this;
  options.warn = [](void* context, const std::string& message, const CodePosition& position) {
    auto* self = static_cast<Compilation*>(context);
    return WarnOfSource(self->t_, self->request_, &BuiltinTypes::SyntaxWarning, message,
                        position.line);
  };
  Problem problem;
  const Result<Code*> code = CompileTree(t_, tree_, module, options, &problem);
  if (!code.ok() && !t_.HasPending()) return RaiseSyntaxError(t_, problem, request_.filename);
  return code;
}

/// From an instance of the ast module's classes.
Result<Value> Compilation::RunTree() {
  if (Has(kCompileOnlyAst)) return request_.source;
  ast::NodeKind kind = ast::NodeKind::kModule;
  if (request_.mode == CompileMode::kEval) kind = ast::NodeKind::kExpression;
  if (request_.mode == CompileMode::kSingle) kind = ast::NodeKind::kInteractive;
  return Generate(TRY(TreeOf(t_, tree_, request_.source, kind)));
}

Result<Value> Compilation::Run() {
  if (TRY(IsAstObject(t_, request_.source))) return RunTree();
  ast::ModNode* module = TRY(ParseSource(t_, request_, tree_));
  if (Has(kCompileOnlyAst)) return ObjectOf(t_, tree_, module);
  return Generate(module);
}

Result<Value> Compilation::RunTyped(TypedText& typed) {
  if (!typed.More()) {
    if (t_.HasPending()) return Raised{};
    return Value::None();
  }
  const Result<ast::ModNode*> module = ParseTyped(t_, request_, tree_, typed);
  // What was interrupted may be a whole statement, too.
  if (t_.HasPending()) return Raised{};
  return Generate(TRY(module));
}

/// Lines in a row: as many as fit, so that none is ever moved.
class TypedLines final : public TypedText {
 public:
  TypedLines(Thread& t, LineSource& lines)
      : t_(t), lines_(lines), buffer_(new char[kMostCharacters]) {}

  std::string_view text() const override { return {buffer_.get(), size_}; }
  bool More() override {
    std::string line;
    if (ended_ || t_.HasPending() || !lines_.Next(t_, &line)) {
      ended_ = true;
      return false;
    }
    if (line.size() > kMostCharacters - size_) {
      (void)RaiseMemoryError(t_);
      return false;
    }
    line.copy(buffer_.get() + size_, line.size());
    size_ += line.size();
    return true;
  }

 private:
  static constexpr size_t kMostCharacters = size_t{1} << 24;  // untouched ones cost nothing

  Thread& t_;
  LineSource& lines_;
  const std::unique_ptr<char[]> buffer_;
  size_t size_ = 0;
  bool ended_ = false;
};

class Compiler : public SourceCompiler {
 public:
  Result<Value> CompileTyped(Thread& t, LineSource& lines, Str* filename, uint32_t flags) override {
    CompileRequest request;
    request.filename = filename;
    request.mode = CompileMode::kSingle;
    request.flags = flags;
    TypedLines typed(t, lines);
    return Compilation(t, request).RunTyped(typed);
  }
  Result<Value> Compile(Thread& t, const CompileRequest& request) override {
    return Compilation(t, request).Run();
  }
};

}  // namespace

Result<None> InstallCompiler(Thread& t) {
  std::unique_ptr<SourceCompiler> compiler = std::make_unique<Compiler>();
  t.vm().AddPart(std::move(compiler));
  TRY(InstallAst(t));
  return AddNativeModule(t, kSymtableModule);
}

}  // namespace krait::compiler
