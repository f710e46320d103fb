#include "vm/compiler/parse_source.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "vm/compiler/parse/parser.h"
#include "vm/compiler/source_text.h"
#include "vm/compiler/syntax_error.h"
#include "vm/modules/import.h"
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

/// Whoever asked, for the parser's listener.
struct Asker {
  Thread& t;
  const CompileRequest& request;
};

bool TellOfCaution(void* context, const Caution& caution) {
  const auto* asker = static_cast<Asker*>(context);
  return WarnOfSource(asker->t, asker->request,
                      caution.kind == Caution::Kind::kSyntax ? &BuiltinTypes::SyntaxWarning
                                                             : &BuiltinTypes::DeprecationWarning,
                      caution.message, caution.line);
}

Result<SourceText> TextOf(Thread& t, const CompileRequest& request) {
  if (!Is<Str>(request.source) && !HasBuffer(t, request.source)) {
    return RaiseTypeError(t, "compile() arg 1 must be a string, bytes or AST object");
  }
  Problem problem;
  const SourceReading reading = {.ends_line = request.mode == CompileMode::kExec,
                                 .from_file = request.from_file,
                                 .filename = request.filename};
  Result<SourceText> source = SourceTextOf(t, request.source, reading, &problem);
  if (!source.ok()) {
    if (t.HasPending()) return Raised{};
    return RaiseSyntaxError(t, problem, request.filename);
  }
  std::string& text = source->text;
  if (request.skips_space) text.erase(0, std::min(text.find_first_not_of(" \t"), text.size()));
  return source;
}

Tokenizer::Options OptionsOf(const CompileRequest& request) {
  const auto has = [&](uint32_t flag) { return (request.flags & flag) != 0; };
  Tokenizer::Options options;
  options.mode = ModeOf(request.mode);
  options.type_comments = has(kCompileTypeComments);
  options.dont_imply_dedent = has(kCompileDontImplyDedent);
  options.allow_incomplete = has(kCompileIncompleteInput);
  options.barry_as_bdfl = has(kCompileBarryAsBdfl);
  if (has(kCompileOnlyAst) && request.feature_version >= 0) {
    options.feature_version = request.feature_version;
  }
  return options;
}

Result<ast::ModNode*> Parse(Thread& t, const CompileRequest& request, ast::Tree& tree,
                            std::string_view text, const Tokenizer::Options& options) {
  Parser parser(t, tree, text, options);
  Asker asker{t, request};
  parser.SetListener({&TellOfCaution, &asker});
  const Result<ast::ModNode*> module = parser.Parse();
  if (module.ok() || t.HasPending()) return module;
  return RaiseSyntaxError(t, parser.problem(), request.filename);
}

}  // namespace

bool WarnOfSource(Thread& t, const CompileRequest& request, Type* BuiltinTypes::* category,
                  const std::string& message, int line) {
  const auto warn = [&]() -> Result<None> {
    const Value module = TRY(ImportModule(t, TRY(Str::InternUtf8(t, "_warnings"))));
    TRY(CallMethodWith(t, module, TRY(Str::InternUtf8(t, "warn_explicit")),
                       Value::FromObject(TRY(Str::FromUtf8(t, message))),
                       Value::FromObject(types(t).*category), Value::FromObject(request.filename),
                       Value::FromInt(line)));
    return None{};
  };
  if (warn().ok()) return true;
  if (PendingIs(t, category)) t.TakePending();
  return false;
}

Result<ast::ModNode*> ParseSource(Thread& t, const CompileRequest& request, ast::Tree& tree) {
  const SourceText source = TRY(TextOf(t, request));
  Tokenizer::Options options = OptionsOf(request);
  options.counts_bytes = !source.encoding_known;
  return Parse(t, request, tree, source.text, options);
}

Result<ast::ModNode*> ParseTyped(Thread& t, const CompileRequest& request, ast::Tree& tree,
                                 TypedText& typed) {
  Tokenizer::Options options = OptionsOf(request);
  options.typed = &typed;
  return Parse(t, request, tree, typed.text(), options);
}

}  // namespace krait::compiler
