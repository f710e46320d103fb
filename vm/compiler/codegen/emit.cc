#include <utility>

#include "vm/compiler/codegen/code_generator.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::compiler {

void CodeGenerator::SetPosition(const ast::Node* node) {
  unit_->position = {node->begin.line, node->end.line, node->begin.column, node->end.column};
}

void CodeGenerator::MoveToAttribute(const ast::Attribute* node) {
  CodePosition& position = unit_->position;
  if (position.line == node->end.line) return;
  position.line = node->end.line;
  // In characters, as CPython has it, though columns count bytes.
  int length = 0;
  for (const char c : tree_.TextOf(node->attr())) length += (c & 0xc0) != 0x80 ? 1 : 0;
  const bool fits = length <= node->end.column;
  position.column = fits ? node->end.column - length : CodePosition::kNone;
  if (!fits) position.end_column = CodePosition::kNone;
}

Result<None> CodeGenerator::LoadNameConstant(ast::NameId name) {
  LoadConstant(Value::FromObject(TRY(StrOf(name))));
  return None{};
}

Result<Value> CodeGenerator::TupleOf(const std::vector<ast::NameId>& names) {
  if (names.empty()) return Value::FromObject(Tuple::Empty(t_));
  Tuple* tuple = TRY(Tuple::New(t_, names.size()));
  for (size_t i = 0; i < names.size(); ++i) {
    tuple->Set(i, Value::FromObject(TRY(StrOf(names[i]))));
  }
  return tuple;
}

void CodeGenerator::AddBinary(BinaryOperator op, bool in_place) {
  const int plain = static_cast<int>(op);
  Add(Op::BINARY_OP, in_place ? plain + static_cast<int>(BinaryOperator::kCount) : plain);
}

void CodeGenerator::AddCompare(ast::Cmpop op) {
  switch (op) {
    case ast::Cmpop::kLt:
      return Add(Op::COMPARE_OP, 0);
    case ast::Cmpop::kLtE:
      return Add(Op::COMPARE_OP, 1);
    case ast::Cmpop::kEq:
      return Add(Op::COMPARE_OP, 2);
    case ast::Cmpop::kNotEq:
      return Add(Op::COMPARE_OP, 3);
    case ast::Cmpop::kGt:
      return Add(Op::COMPARE_OP, 4);
    case ast::Cmpop::kGtE:
      return Add(Op::COMPARE_OP, 5);
    case ast::Cmpop::kIs:
      return Add(Op::IS_OP, 0);
    case ast::Cmpop::kIsNot:
      return Add(Op::IS_OP, 1);
    case ast::Cmpop::kIn:
      return Add(Op::CONTAINS_OP, 0);
    case ast::Cmpop::kNotIn:
      return Add(Op::CONTAINS_OP, 1);
  }
}

void CodeGenerator::AddCall(size_t arguments) {
  Add(Op::PRECALL, static_cast<int>(arguments));
  Add(Op::CALL, static_cast<int>(arguments));
}

void CodeGenerator::AddYield() {
  if (unit_->scope->is_generator && unit_->scope->is_coroutine) Add(Op::ASYNC_GEN_WRAP);
  Add(Op::YIELD_VALUE);
  Add(Op::RESUME, 1);
}

void CodeGenerator::AddYieldFrom(bool is_await) {
  Block* start = NewBlock();
  Block* resume = NewBlock();
  Block* exit = NewBlock();
  Use(start);
  Jump(Op::SEND, exit);
  Use(resume);
  Add(Op::YIELD_VALUE);
  Add(Op::RESUME, is_await ? 3 : 2);
  Jump(Op::JUMP_NO_INTERRUPT, start);
  Use(exit);
}

void CodeGenerator::AddAwait(int why) {
  Add(Op::GET_AWAITABLE, why);
  LoadNone();
  AddYieldFrom(true);
}

Result<None> CodeGenerator::Fail(std::string message) {
  const CodePosition& at = unit_->position;
  problem_ = ProblemAt(std::move(message), {at.line, at.column}, {at.end_line, at.end_column});
  return Raised{};
}

Result<None> CodeGenerator::Warn(const std::string& message) {
  if (options_.warn == nullptr) return None{};
  if (!options_.warn(options_.warn_context, message, unit_->position)) return Raised{};
  return None{};
}

}  // namespace krait::compiler
