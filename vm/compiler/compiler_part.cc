#include "vm/compiler/compiler_part.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "vm/compiler/ast_objects/ast_objects.h"
#include "vm/compiler/compile.h"
#include "vm/compiler/parse/parser.h"
#include "vm/compiler/source_text.h"
#include "vm/compiler/syntax_error.h"
#include "vm/modules/import.h"
#include "vm/modules/source_compiler.h"
#include "vm/modules/sys_part.h"
#include "vm/object/buffer.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

SourceMode ModeOf(CompileMode mode) {
  switch (mode) {
    case CompileMode::kExec:
      return SourceMode::kFile;
    case CompileMode::kEval:
      return SourceMode::kExpression;
    case CompileMode::kSingle:
      return SourceMode::kSingle;
    case CompileMode::kFunctionType:
      return SourceMode::kFunctionType;
  }
  return SourceMode::kFile;
}

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
  Result<ast::ModNode*> Parse(std::string_view text, bool encoding_known);
  Result<Value> Generate(ast::ModNode* module);
  bool Warn(Type* BuiltinTypes::* category, const std::string& message, int line);
  Raised Fail(const Problem& problem) { return RaiseSyntaxError(t_, problem, request_.filename); }

  Thread& t_;
  const CompileRequest& request_;
  ast::Tree tree_;
  const int optimize_;
  TypedText* typed_ = nullptr;
};

/// False when the filters make an exception of it: what warns tells of it as of anything that is
/// wrong with the program. Other exceptions are left pending.
bool Compilation::Warn(Type* BuiltinTypes::* category, const std::string& message, int line) {
  const auto warn = [&]() -> Result<None> {
    const Value module = TRY(ImportModule(t_, TRY(Str::InternUtf8(t_, "_warnings"))));
    TRY(CallMethodWith(t_, module, TRY(Str::InternUtf8(t_, "warn_explicit")),
                       Value::FromObject(TRY(Str::FromUtf8(t_, message))),
                       Value::FromObject(types(t_).*category), Value::FromObject(request_.filename),
                       Value::FromInt(line)));
    return None{};
  };
  if (warn().ok()) return true;
  if (PendingIs(t_, category)) t_.TakePending();
  return false;
}

Result<ast::ModNode*> Compilation::Parse(std::string_view text, bool encoding_known) {
  Tokenizer::Options options;
  options.mode = ModeOf(request_.mode);
  options.typed = typed_;
  options.type_comments = Has(kCompileTypeComments);
  options.counts_bytes = !encoding_known;
  options.dont_imply_dedent = Has(kCompileDontImplyDedent);
  options.allow_incomplete = Has(kCompileIncompleteInput);
  options.barry_as_bdfl = Has(kCompileBarryAsBdfl);
  if (Has(kCompileOnlyAst) && request_.feature_version >= 0) {
    options.feature_version = request_.feature_version;
  }
  Parser parser(t_, tree_, text, options);
  parser.SetListener({[](void* context, const Caution& caution) {
                        auto* self = static_cast<Compilation*>(context);
                        return self->Warn(caution.kind == Caution::Kind::kSyntax
                                              ? &BuiltinTypes::SyntaxWarning
                                              : &BuiltinTypes::DeprecationWarning,
                                          caution.message, caution.line);
                      },
                      this});
  const Result<ast::ModNode*> module = parser.Parse();
  if (!module.ok() && !t_.HasPending()) return Fail(parser.problem());
  return module;
}

Result<Value> Compilation::Generate(ast::ModNode* module) {
  CompileOptions options;
  options.filename = request_.filename;
  options.inherited_flags = request_.flags & kCompileFutureFeatures;
  options.optimize = optimize_;
  options.top_level_await = Has(kCompileTopLevelAwait);
  options.warn_context = this;
  options.warn = [](void* context, const std::string& message, const CodePosition& position) {
    auto* self = static_cast<Compilation*>(context);
    return self->Warn(&BuiltinTypes::SyntaxWarning, message, position.line);
  };
  Problem problem;
  const Result<Code*> code = CompileTree(t_, tree_, module, options, &problem);
  if (!code.ok() && !t_.HasPending()) return Fail(problem);
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
  if (!Is<Str>(request_.source) && !HasBuffer(t_, request_.source)) {
    return RaiseTypeError(t_, "compile() arg 1 must be a string, bytes or AST object");
  }
  Problem problem;
  Result<SourceText> source =
      SourceTextOf(t_, request_.source, request_.mode == CompileMode::kExec, &problem);
  if (!source.ok()) {
    if (t_.HasPending()) return Raised{};
    return Fail(problem);
  }
  std::string& text = source->text;
  if (request_.skips_space) text.erase(0, std::min(text.find_first_not_of(" \t"), text.size()));
  ast::ModNode* module = TRY(Parse(text, source->encoding_known));
  if (Has(kCompileOnlyAst)) return ObjectOf(t_, tree_, module);
  return Generate(module);
}

Result<Value> Compilation::RunTyped(TypedText& typed) {
  if (!typed.More()) {
    if (t_.HasPending()) return Raised{};
    return Value::None();
  }
  typed_ = &typed;
  const Result<ast::ModNode*> module = Parse(typed.text(), true);
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
  return InstallAst(t);
}

}  // namespace krait::compiler
