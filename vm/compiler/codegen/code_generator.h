#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "vm/code/code.h"
#include "vm/compiler/ast/tree.h"
#include "vm/compiler/codegen/unit.h"
#include "vm/compiler/parse/tokenizer.h"
#include "vm/core/result.h"
#include "vm/heap/rooted.h"
#include "vm/object/operations.h"

namespace krait::compiler {

/// Beyond this many, values are not left on the stack but collected one by one.
inline constexpr size_t kManyValues = 30;

/// Of a `from __future__ import annotations`, in co_flags.
inline constexpr uint32_t kFutureAnnotations = 0x1000000;

struct GenerateOptions {
  Str* filename = nullptr;
  uint32_t inherited_flags = 0;  // co_flags of __future__ features in force
  int optimize = 0;              // above 0: no asserts; above 1: no docstrings
  bool interactive = false;      // expressions print what they give
  bool top_level_await = false;  // allowed in a module
  int last_future_line = -1;     // of a valid "from __future__ import"
  /// Told of SyntaxWarnings; false ends everything: with an exception that is pending, or else with
  /// the warning as an error.
  bool (*warn)(void* context, const std::string& message, const CodePosition& position) = nullptr;
  void* warn_context = nullptr;
};

/// Makes a code object of a syntax tree whose constants are folded and whose names are known.
/// Fails as Parser does: an exception is pending, or problem() tells what is wrong.
class CodeGenerator {
 public:
  CodeGenerator(Thread& t, ast::Tree& tree, SymbolTable& symbols, const GenerateOptions& options)
      : t_(t), tree_(tree), symbols_(symbols), options_(options), names_(t), made_(t) {}

  Result<Code*> Generate(ast::ModNode* module);
  const Problem& problem() const { return problem_; }

  enum class NameUse : uint8_t { kLoad, kStore, kDelete };

 private:
  using Done = Result<None>;
  using Expr = ast::ExprNode;
  using Exprs = ast::Sequence<ast::ExprNode*>;
  using Stmts = ast::Sequence<ast::StmtNode*>;

  // --- Emission (emit.cc)
  void Add(Op op, int argument = 0) { unit_->graph.Add({op, argument, unit_->position}); }
  void AddWithoutLine(Op op, int argument = 0) { unit_->graph.Add({op, argument}); }
  void Jump(Op op, Block* target) { unit_->graph.Add({op, 0, unit_->position, target}); }
  void JumpWithoutLine(Op op, Block* target) { unit_->graph.Add({op, 0, {}, target}); }
  Block* NewBlock() { return unit_->graph.NewBlock(); }
  void Use(Block* block) { unit_->graph.Use(block); }
  void SetPosition(const ast::Node* node);
  void UnsetPosition() { unit_->position = {}; }
  /// What follows belongs to the attribute's name, if that is not on the present line.
  void MoveToAttribute(const ast::Attribute* node);
  void LoadConstant(Value value) { Add(Op::LOAD_CONST, unit_->constants.Add(value)); }
  void LoadNone() { LoadConstant(Value::None()); }
  Done LoadNameConstant(ast::NameId name);
  Result<Value> TupleOf(const std::vector<ast::NameId>& names);
  void AddBinary(BinaryOperator op, bool in_place = false);
  void AddCompare(ast::Cmpop op);
  void AddCall(size_t arguments);
  void AddYield();
  void AddYieldFrom(bool is_await);
  /// Waits for what is on the stack: 1 for __aenter__, 2 for __aexit__, else 0.
  void AddAwait(int why);
  Done Fail(std::string message);
  Done Warn(const std::string& message);

  // --- Names (names.cc)
  ast::NameId NameOf(std::string_view text) { return tree_.NameOf(text); }
  std::string TextOf(ast::NameId name) const { return std::string(tree_.TextOf(name)); }
  std::string ReprOf(ast::NameId name) const { return "'" + TextOf(name) + "'"; }
  Result<Str*> StrOf(ast::NameId name);
  ast::NameId Mangled(ast::NameId name) { return Mangle(tree_, unit_->private_name, name); }
  Done CheckName(ast::NameId name, NameUse use);
  Done NameOperation(ast::NameId name, NameUse use);
  Done NameOperation(std::string_view name, NameUse use) {
    return NameOperation(NameOf(name), use);
  }
  /// Of a name of co_names, mangled.
  void AddNamed(Op op, ast::NameId name) { Add(op, unit_->names.Add(Mangled(name))); }

  // --- Units (units.cc, make_code.cc)
  Done Enter(Unit* unit);
  std::string QualifiedName(const Unit& unit);
  Result<Code*> Leave(Unit* unit, bool add_none);
  Result<Code*> MakeCode(Unit* unit, bool add_none);
  void AddPrologue(Unit* unit, const std::vector<int>& cell_places);
  uint32_t FlagsOf(const Unit& unit) const;

  // --- Definitions (definitions.cc)
  Done Body(Stmts body);
  template <typename F>
  Done Function(F* node, UnitKind kind);
  Done Class(ast::ClassDef* node);
  Done Lambda(ast::Lambda* node);
  void ApplyDecorators(Exprs decorators);
  Result<int> Defaults(ast::Arguments* arguments);
  Result<bool> KeywordDefaults(ast::Arguments* arguments);
  Result<bool> ParameterAnnotations(ast::Arguments* arguments, Expr* returns);
  Result<int> ParameterAnnotation(ast::NameId name, Expr* annotation);
  Done CheckParameters(ast::Arguments* arguments);
  Done MakeFunction(Code* code, int flags);
  void CountParameters(ast::Arguments* arguments);

  // --- Annotations (annotations.cc)
  bool has_future_annotations() const;
  Done Annotation(Expr* annotation);
  Done AnnotatedAssignment(ast::AnnAssign* node);
  Done CheckAnnotatedTarget(ast::AnnAssign* node);
  Done EvaluateAndDrop(Expr* node);
  Done EvaluateSubscript(Expr* node);

  // --- Statements (statements.cc, imports.cc, loops.cc, unwind.cc, try.cc, with.cc)
  Done Visit(ast::StmtNode* node);
  Done VisitAll(Stmts body);
  Done ExpressionStatement(ast::Expr* node);
  Done Assign(ast::Assign* node);
  Done AugmentedAssign(ast::AugAssign* node);
  Done Assert(ast::Assert* node);
  Done RaiseStatement(ast::Raise* node);
  Done Return(ast::Return* node);
  Done BreakOrContinue(bool is_break);
  Done Import(ast::Import* node);
  Done ImportAs(ast::NameId name, ast::NameId as_name);
  Done ImportFrom(ast::ImportFrom* node);

  Done If(ast::If* node);
  Done While(ast::While* node);
  Done For(ast::For* node);
  Done AsyncFor(ast::AsyncFor* node);
  Done JumpIf(Expr* test, Block* target, bool condition);
  Done JumpIfAll(ast::BoolOp* test, Block* target, bool condition);
  Done JumpIfChain(ast::Compare* test, Block* target, bool condition);

  Done Push(const FrameBlock& block);
  void Pop() { unit_->blocks.pop_back(); }
  Done Unwind(const FrameBlock& block, bool preserve_top);
  /// Up to and without a loop when `loop` is not null; it gets that one.
  Done UnwindAll(bool preserve_top, const FrameBlock** loop, FrameBlock* found);

  Done TryStatement(ast::Try* node);
  Done TryStatement(ast::TryStar* node);
  template <typename F>
  Done TryFinally(Stmts finally_body, F visit_body);
  Done TryBody(Stmts statements, Block* body, Block* except);
  Done EnterHandlers(Block* handler, Block* cleanup, FrameBlock::Kind kind);
  Done TryExcept(ast::Try* node);
  Done TryStarExcept(ast::TryStar* node);
  Done Handler(ast::ExceptHandler* handler, Block* end);
  Done NamedHandlerBody(ast::ExceptHandler* handler, Block* end);
  Done StarHandler(ast::ExceptHandler* handler, Block* next);
  Done ForgetName(ast::NameId name);
  void AddPopExceptAndReraise();
  template <typename W>
  Done With(W* node, size_t item, bool is_async);
  void CallExitWithNones();
  void FinishWithExcept(Block* cleanup);

  // --- Expressions (expressions.cc, collections.cc, calls.cc, comprehensions.cc)
  Done Visit(Expr* node);
  Done VisitAll(Exprs nodes);
  Done VisitHere(Expr* node);
  Done BoolOperation(ast::BoolOp* node);
  Done Compare(ast::Compare* node);
  Done Conditional(ast::IfExp* node);
  Done AttributeOf(ast::Attribute* node);
  Done SubscriptOf(ast::Subscript* node);
  Done SliceOf(ast::Slice* node);
  Done YieldExpression(ast::Yield* node);
  Done YieldFromExpression(ast::YieldFrom* node);
  Done AwaitExpression(ast::Await* node);
  Done JoinedStrOf(ast::JoinedStr* node);
  Done FormattedValueOf(ast::FormattedValue* node);

  struct BuildOps {
    Op build;
    Op add;
    Op extend;
    bool to_tuple;
  };
  Done BuildCollection(Exprs items, int pushed, const BuildOps& ops);
  Done BuildConstant(Exprs items, int pushed, const BuildOps& ops);
  Result<Value> ConstantsOf(Exprs items, size_t begin, size_t end);
  Done AddUnpack(size_t count, size_t star, const char* where);
  Done Unpack(Exprs targets);
  Done Sequence(Exprs items, ast::ExprContext context, bool to_tuple);
  Done ListOf(ast::List* node);
  Done TupleOf(ast::Tuple* node);
  Done SetOf(ast::Set* node);
  Done DictOf(ast::Dict* node);
  Done SubDict(ast::Dict* node, size_t begin, size_t end);

  Done CallOf(ast::Call* node);
  bool IsImported(const Expr* node) const;
  Result<bool> MethodCall(ast::Call* node);
  Done Arguments(size_t pushed, Exprs args, ast::Sequence<ast::Keyword*> keywords);
  Done UnpackedArguments(size_t pushed, Exprs args, ast::Sequence<ast::Keyword*> keywords);
  Done UnpackedKeywords(ast::Sequence<ast::Keyword*> keywords);
  Done SubKeywords(ast::Sequence<ast::Keyword*> keywords, size_t begin, size_t end);
  Done KeywordValues(ast::Sequence<ast::Keyword*> keywords);
  Done CheckKeywords(ast::Sequence<ast::Keyword*> keywords);

  struct ComprehensionParts {
    ComprehensionKind kind;
    const char* name;
    Expr* element;
    Expr* value;  // of a dict's
    ast::Sequence<ast::Comprehension*> generators;
  };
  Done ComprehensionOf(Expr* node);
  Done ComprehensionOf(Expr* node, const ComprehensionParts& parts);
  Done Generator(const ComprehensionParts& parts, size_t index, int depth);
  Done SyncGenerator(const ComprehensionParts& parts, size_t index, int depth);
  Done AsyncGenerator(const ComprehensionParts& parts, size_t index, int depth);
  Done GeneratorBody(const ComprehensionParts& parts, size_t index, int depth, Block* if_cleanup);
  Done Element(const ComprehensionParts& parts, int depth);

  // --- Warnings (warnings.cc)
  std::string TypeNameOf(const Expr* node);
  Done CheckCompare(ast::Compare* node);
  Done CheckCaller(Expr* node);
  Done CheckSubscripter(Expr* node);
  Done CheckIndex(Expr* node, Expr* index);

  // --- match (patterns.cc)
  struct PatternContext {
    std::vector<ast::NameId> stores;  // captured so far: they lie on the stack in this order
    bool allow_irrefutable = false;
    std::vector<Block*> fail_pop;  // [n] pops n values and fails
    int on_top = 0;                // what lies above the captures
  };
  Done Match(ast::Match* node);
  Done MatchCaseOf(ast::MatchCase* node, bool is_last, PatternContext* context);
  Done PatternOf(ast::PatternNode* node, PatternContext* context);
  Done SubPattern(ast::PatternNode* node, PatternContext* context);
  Done ValuePattern(ast::MatchValue* node, PatternContext* context);
  Done SingletonPattern(ast::MatchSingleton* node, PatternContext* context);
  Done SequencePattern(ast::MatchSequence* node, PatternContext* context);
  Done UnpackPatterns(ast::Sequence<ast::PatternNode*> patterns, size_t star,
                      PatternContext* context);
  Done SubscriptPatterns(ast::Sequence<ast::PatternNode*> patterns, size_t star,
                         PatternContext* context);
  Done MappingPattern(ast::MatchMapping* node, PatternContext* context);
  Done MappingKeys(ast::MatchMapping* node);
  Done MappingRest(ast::MatchMapping* node, PatternContext* context);
  Done ClassPattern(ast::MatchClass* node, PatternContext* context);
  Done AsPattern(ast::MatchAs* node, PatternContext* context);
  Done OrPattern(ast::MatchOr* node, PatternContext* context);
  Done MatchControl(const std::vector<ast::NameId>& control, std::vector<ast::NameId>* stores);
  Done CaptureName(ast::NameId name, PatternContext* context);
  Done FailDuplicateCapture(ast::NameId name);
  void Rotate(size_t count);
  Block* FailPop(PatternContext* context, size_t count);
  void JumpToFail(PatternContext* context, Op op);
  void EmitFailPops(PatternContext* context);
  void CompareLength(ast::Cmpop op, size_t length, PatternContext* context);
  void CheckNotNone(PatternContext* context);

  Thread& t_;
  ast::Tree& tree_;
  SymbolTable& symbols_;
  const GenerateOptions options_;
  Unit* unit_ = nullptr;
  RootedVector names_;  // as str, by number
  RootedVector made_;   // the code objects in codes_
  /// What is defined in a finally clause is compiled twice, but is there once.
  absl::flat_hash_map<std::string, Code*> codes_;
  Problem problem_;
};

}  // namespace krait::compiler
