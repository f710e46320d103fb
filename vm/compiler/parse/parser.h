#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vm/compiler/ast/tree.h"
#include "vm/compiler/parse/tokenizer.h"
#include "vm/core/result.h"
#include "vm/heap/thread.h"
#include "vm/object/str_writer.h"

namespace krait::compiler {

/// Makes a syntax tree of a source text, by recursive descent over Python's grammar. Where that has
/// alternatives which only a later token tells apart, the parser goes back: see Attempt.
///
/// A method that fails returns Raised. Either an exception is pending then, or the text is wrong:
/// see problem(). The methods that parse do not know what is wrong; that is for Diagnosis to find
/// out.
class Parser {
 public:
  Parser(Thread& t, ast::Tree& tree, std::string_view text, const Tokenizer::Options& options)
      : t_(t), tree_(tree), text_(text), options_(options), tokenizer_(text, options) {
    tokenizer_.SetListener(Collector());
  }

  /// The whole text, of which the options' mode says what it is.
  Result<ast::ModNode*> Parse();

  void SetListener(Listener listener) { listener_ = listener; }

  const Problem& problem() const { return problem_; }

  /// Whether string literals in a row are good. If not, problem() says why; its line is 0 if the
  /// place is only known to be in them. The listener is not told of `*cautions`.
  bool CheckStrings(const std::vector<Token>& tokens, bool* formatted,
                    std::vector<Caution>* cautions);
  /// The same of a number.
  bool CheckNumber(const Token& token) { return NumberAt(token).ok(); }

 private:
  friend class FormattedString;

  using Expr = Result<ast::ExprNode*>;
  using Stmt = Result<ast::StmtNode*>;
  using Pattern = Result<ast::PatternNode*>;
  template <typename T>
  using List = Result<ast::Sequence<T>>;
  using Exprs = std::vector<ast::ExprNode*>;
  using Stmts = std::vector<ast::StmtNode*>;

  // --- Modes (modes.cc)
  using Mod = Result<ast::ModNode*>;
  Mod Whole();
  Mod File();
  Mod Single();
  Mod ExpressionAlone();
  Mod FunctionType();
  /// The text, as far as it is there.
  std::string_view text() const {
    return options_.typed == nullptr ? text_ : options_.typed->text();
  }
  bool RestIsEmpty(const Token& newline) const;

  // --- Tokens (parser.cc)
  const Token& Peek(size_t ahead = 0) {
    if (tokens_.size() <= at_ + ahead) ReadTokens(at_ + ahead);
    return tokens_[at_ + ahead];
  }
  /// Up to this one.
  void ReadTokens(size_t index);
  TokenKind kind(size_t ahead = 0) { return Peek(ahead).kind; }
  bool At(TokenKind wanted) { return kind() == wanted; }
  const Token& Take() {
    const Token& token = Peek();
    ++at_;
    return token;
  }
  bool TakeIf(TokenKind wanted) {
    if (!At(wanted)) return false;
    ++at_;
    return true;
  }
  Result<None> Expect(TokenKind wanted) {
    if (!TakeIf(wanted)) return Fail();
    return None{};
  }
  bool AtSoftKeyword(std::string_view word) { return At(TokenKind::kName) && Peek().text == word; }
  /// The text is wrong.
  Raised Fail() { return Raised{}; }
  Raised FailString(std::string message);
  /// After a failure: finds out what is wrong, unless an exception is pending.
  Raised Diagnose(Listener listener);
  /// Of a text that is good: whether it is so in the options' version of Python. Tells of cautions,
  /// too, if that is an older one.
  Result<None> CheckVersion(Listener listener);
  /// Adds cautions to `cautions_`.
  Listener Collector();
  /// Tells the listener of those, the program being good.
  Result<None> TellOfCautions();
  /// Says of each caution what problem it would be; this text is a part of `token`.
  void CompleteCautions(const Token& token);
  Result<None> CheckDepth();
  Position Begin() { return Peek().begin; }
  /// The end of the last token that has text.
  Position End() const;

  /// Parses by f; when that fails, goes back to where it began.
  template <typename F>
  auto Attempt(F f) {
    const size_t begin = at_;
    auto result = f();
    if (!result.ok() && !t_.HasPending()) at_ = begin;
    return result;
  }

  template <typename T, typename... Values>
  Result<T*> Make(Position begin, Position end, Values... values) {
    T* node = ast::New<T>(tree_.arena(), begin, end, values...);
    if (node == nullptr) return OutOfMemory();
    return node;
  }
  template <typename T>
  Result<ast::Sequence<T>> SequenceOf(const std::vector<T>& items) {
    bool done = true;
    ast::Sequence<T> sequence =
        ast::NewSequence<T>(tree_.arena(), absl::Span<const T>(items), &done);
    if (!done) return OutOfMemory();
    return sequence;
  }
  Raised OutOfMemory();
  /// The name that a kName token is, in normal form.
  Result<ast::NameId> NameOf(const Token& token);
  Result<ast::NameId> TakeName();

  // --- Expressions (expressions.cc)
  Expr Expression();
  Expr Expressions();
  Expr NamedExpression();
  Expr StarExpression();
  Expr StarNamedExpression();
  Expr StarExpressions();
  Expr YieldOrStarExpressions();
  Expr Yield();
  Expr Starred();
  Expr Lambda();
  Expr Disjunction();
  Expr Conjunction();
  Expr BooleanRow(TokenKind keyword, ast::Boolop op, Expr (Parser::*operand)());
  Expr Inversion();
  Expr Comparison();
  bool TakeComparison(ast::Cmpop* op);
  Expr Binary(int level);
  Expr BitwiseOr() { return Binary(0); }
  Expr Factor();
  Expr Power();
  Expr Primary();
  Expr Trailer(ast::ExprNode* value, Position begin);
  Expr Slices();
  Expr Slice();
  bool StartsExpression();

  // --- Atoms (atoms.cc)
  Expr Atom();
  Expr NameAtom();
  /// At None, True or False; `*value` is the one.
  bool AtSingleton(Value* value);
  Expr SingletonAtom(Value value);
  Expr ParenthesizedAtom();
  Expr ListAtom();
  Expr BraceAtom();
  Expr DictAtom(Position begin, ast::ExprNode* key = nullptr, ast::ExprNode* value = nullptr);
  Expr SetAtom(Position begin, ast::ExprNode* first);
  List<ast::Comprehension*> ForIfClauses();
  bool AtFor() {
    return At(TokenKind::kForKeyword) ||
           (At(TokenKind::kAsyncKeyword) && kind(1) == TokenKind::kForKeyword);
  }
  /// star_named_expressions up to a closing bracket.
  Result<None> Elements(Exprs* elements, TokenKind closing);

  // --- Calls (calls.cc)
  struct CallArguments {
    Exprs positional;
    std::vector<ast::Keyword*> keywords;
    bool of_class = false;
  };
  Result<None> Arguments(CallArguments* arguments);
  Result<None> PositionalArgument(CallArguments* arguments, Position opening);

  // --- Parameters (parameters.cc)
  Result<ast::Arguments*> Parameters(TokenKind closing, bool annotated);
  Result<ast::Arg*> Parameter(bool annotated, bool starred);

  // --- Literals (literals.cc)
  Expr Number();
  Expr NumberAt(const Token& token);
  Expr Strings();
  Expr StringsOf(const std::vector<Token>& tokens, bool tell);
  /// What a literal without fields says goes to `bytes` or `text`.
  Result<None> AppendPlain(const Token& token, bool tell, bool wants_bytes, std::string* bytes,
                           StrWriter* text);
  /// See StringProblem.
  void TellOfEscape(const Token& token, std::string_view escape);
  Expr FormattedStrings(const std::vector<Token>& tokens, bool tell);
  Expr ConstantAt(Position begin, Position end, Value value, ast::ConstantId kind = {});

  // --- Targets (targets.cc)
  Expr StarTargets();
  Expr StarTarget();
  Result<None> SetContext(ast::ExprNode* node, ast::ExprContext context);

  // --- Statements (statements.cc, compound.cc, imports.cc)
  Result<None> Statements(Stmts* statements, TokenKind end);
  Result<None> StatementInto(Stmts* statements);
  Result<None> SimpleStatements(Stmts* statements);
  Stmt SimpleStatement();
  Stmt ExpressionStatement();
  Stmt Assignment(ast::ExprNode* first, Position begin);
  Stmt AnnotatedAssignment(ast::ExprNode* target, Position begin, bool parenthesized);
  Stmt AugmentedAssignment(ast::ExprNode* target, Position begin, ast::Operator op);
  bool AtAugmented(ast::Operator* op);
  Stmt Return();
  Stmt Raise();
  Stmt Delete();
  Stmt Assert();
  Stmt NamesStatement();
  Stmt Import();
  Stmt ImportFrom();
  Result<ast::Alias*> ImportedName(bool dotted);
  Result<ast::NameId> DottedName();
  List<ast::StmtNode*> Block();
  bool AtCompound();
  Stmt CompoundStatement();
  Stmt If();
  Stmt While();
  Stmt For(Position begin, bool is_async);
  Stmt With(Position begin, bool is_async);
  List<ast::Withitem*> ParenthesizedItems();
  Result<ast::Withitem*> WithItem();
  Stmt Try();
  Result<ast::ExcepthandlerNode*> Handler(bool is_star);
  Stmt Decorated();
  Stmt Function(Position begin, bool is_async, const Exprs& decorators);
  Stmt Class(const Exprs& decorators);
  Stmt Async(const Exprs& decorators = {});
  List<ast::StmtNode*> Else();
  /// A type comment's text, if there is one.
  Result<ast::ConstantId> TypeComment();
  Result<ast::ConstantId> FunctionTypeComment();

  // --- match (patterns.cc)
  Stmt Match();
  Expr Subject();
  Result<ast::MatchCase*> Case();
  Pattern Patterns();
  Pattern AsPattern();
  Pattern OrPattern();
  Pattern ClosedPattern();
  Pattern MaybeStarPattern();
  Pattern Singleton(Value value);
  Pattern SequencePattern(TokenKind closing);
  Pattern MappingPattern();
  Pattern NamePattern();
  Pattern ClassPattern(ast::ExprNode* cls, Position begin);
  Expr MappingKey();
  Expr DottedValue();
  Expr LiteralExpression();
  Expr SignedNumber();

  Thread& t_;
  ast::Tree& tree_;
  const std::string_view text_;
  const Tokenizer::Options options_;
  Tokenizer tokenizer_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  bool tokens_end_ = false;  // with a problem
  bool committed_ = false;   // what was read of a match statement can be nothing else
  std::vector<Token> type_ignores_;
  Listener listener_;
  size_t strings_end_ = 0;  // token behind the strings that cautions were told of
  /// The listener hears of them when the program has turned out to be good: or else Diagnosis finds
  /// them once more, as often as CPython does.
  std::vector<Caution> cautions_;
  bool diagnoses_ = false;  // wrong expressions in f-strings
  Problem problem_;
};

}  // namespace krait::compiler
