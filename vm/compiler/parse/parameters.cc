#include "vm/compiler/parse/parser.h"

namespace krait::compiler {
namespace {

/// What was seen so far of a parameter list.
struct ParameterLists {
  std::vector<ast::Arg*> positional_only;
  std::vector<ast::Arg*> plain;
  std::vector<ast::Arg*> keyword_only;
  std::vector<ast::ExprNode*> keyword_defaults;
  std::vector<ast::ExprNode*> defaults;
  ast::Arg* variadic = nullptr;
  ast::Arg* keywords = nullptr;
  bool after_star = false;
};

}  // namespace

/// Up to `closing`, which stays.
Result<ast::Arguments*> Parser::Parameters(TokenKind closing, bool annotated) {
  ParameterLists lists;
  bool slash_seen = false;
  while (!At(closing)) {
    ast::Arg* parameter = nullptr;
    if (TakeIf(TokenKind::kSlash)) {
      if (slash_seen || lists.after_star || lists.plain.empty()) return Fail();
      slash_seen = true;
      lists.positional_only = std::exchange(lists.plain, {});
    } else if (TakeIf(TokenKind::kDoubleStar)) {
      parameter = lists.keywords = TRY(Parameter(annotated, false));
    } else if (TakeIf(TokenKind::kStar)) {
      if (lists.after_star) return Fail();
      lists.after_star = true;
      if (At(TokenKind::kName)) {
        parameter = lists.variadic = TRY(Parameter(annotated, true));
      } else if (!At(TokenKind::kComma)) {
        return Fail();
      }
    } else {
      parameter = TRY(Parameter(annotated, false));
      ast::ExprNode* value = TakeIf(TokenKind::kEqual) ? TRY(Expression()) : nullptr;
      if (lists.after_star) {
        lists.keyword_only.push_back(parameter);
        lists.keyword_defaults.push_back(value);
      } else {
        lists.plain.push_back(parameter);
        if (value != nullptr) {
          lists.defaults.push_back(value);
        } else if (!lists.defaults.empty()) {
          return Fail();
        }
      }
    }
    const bool comma = TakeIf(TokenKind::kComma);
    if (parameter != nullptr && annotated) parameter->set_type_comment(TRY(TypeComment()));
    if (!comma || lists.keywords != nullptr) break;
  }
  if (!At(closing)) return Fail();
  if (lists.after_star && lists.variadic == nullptr && lists.keyword_only.empty()) return Fail();
  return Make<ast::Arguments>(
      {}, {}, TRY(SequenceOf(lists.positional_only)), TRY(SequenceOf(lists.plain)), lists.variadic,
      TRY(SequenceOf(lists.keyword_only)), TRY(SequenceOf(lists.keyword_defaults)), lists.keywords,
      TRY(SequenceOf(lists.defaults)));
}

Result<ast::Arg*> Parser::Parameter(bool annotated, bool starred) {
  const Position begin = Begin();
  const ast::NameId name = TRY(TakeName());
  ast::ExprNode* annotation = nullptr;
  if (annotated && TakeIf(TokenKind::kColon)) {
    annotation = starred && At(TokenKind::kStar) ? TRY(Starred()) : TRY(Expression());
  }
  return Make<ast::Arg>(begin, End(), name, annotation, ast::ConstantId());
}

}  // namespace krait::compiler
