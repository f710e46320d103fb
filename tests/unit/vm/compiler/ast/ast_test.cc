#include "vm/compiler/ast/ast.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/unit/vm/builtins/builtins_fixture.h"
#include "vm/compiler/ast/print.h"
#include "vm/compiler/ast/tree.h"

namespace krait::compiler {
namespace {

TEST(ArenaTest, GivesZeroedMemoryOfAnySize) {
  Arena arena;
  std::vector<char*> pieces;
  for (size_t size : {1, 8, 100, 70'000, 3, 65'536, 24}) {
    char* piece = static_cast<char*>(arena.Allocate(size));
    ASSERT_NE(piece, nullptr);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(piece) % 8, 0u);
    for (size_t i = 0; i < size; ++i) ASSERT_EQ(piece[i], 0);
    std::memset(piece, 0x55, size);
    for (char* other : pieces) EXPECT_EQ(*other, 0x55);
    pieces.push_back(piece);
  }
  EXPECT_GE(arena.size(), size_t{70'000 + 65'536});
}

TEST(NodesTest, AreThoseOfTheAstModule) {
  std::string command = "/usr/bin/python3 tests/unit/vm/compiler/ast/nodes_oracle.py";
  std::string mine;
  for (int kind = 0; kind < static_cast<int>(ast::NodeKind::kCount); ++kind) {
    const ast::NodeInfo& info = ast::InfoOf(static_cast<ast::NodeKind>(kind));
    const bool alone = std::string_view(info.name) == info.type;
    absl::StrAppend(&command, " ", info.name);
    absl::StrAppend(&mine, info.name, " ", alone ? "-" : info.type, info.placed ? " placed" : "");
    for (const ast::FieldInfo& field : info.fields) absl::StrAppend(&mine, " ", field.name);
    mine += '\n';
  }
  std::string wanted;
  std::FILE* pipe = popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  for (int c; (c = std::getc(pipe)) != EOF;) wanted += static_cast<char>(c);
  pclose(pipe);
  EXPECT_EQ(mine, wanted);
}

class AstTest : public BuiltinsTest {
 protected:
  template <typename T, typename... Values>
  T* New(Values... values) {
    return ast::New<T>(tree.arena(), {1, 2}, {3, 4}, values...);
  }
  template <typename T>
  ast::Sequence<T> Row(std::vector<T> items) {
    bool done = true;
    ast::Sequence<T> row = ast::NewSequence<T>(tree.arena(), items, &done);
    EXPECT_TRUE(done);
    return row;
  }
  ast::ExprNode* Name(std::string_view name) {
    return New<ast::Name>(tree.NameOf(name), ast::ExprContext::kLoad);
  }
  std::string Print(const ast::Node* node, bool places = false) {
    Result<std::string> text = ast::Print(t, tree, node, {.places = places});
    return text.ok() ? *std::move(text) : "raised";
  }

  ast::Tree tree{t};
};

TEST_F(AstTest, KeepsFields) {
  ast::ExprNode* const left = Name("a");
  ast::ExprNode* const right = Name("b");
  auto* sum = New<ast::BinOp>(left, ast::Operator::kAdd, right);
  EXPECT_EQ(sum->left(), left);
  EXPECT_EQ(sum->op(), ast::Operator::kAdd);
  EXPECT_EQ(sum->right(), right);
  sum->set_right(left);
  EXPECT_EQ(sum->right(), left);
  EXPECT_EQ(sum->begin.column, 2);
  EXPECT_EQ(sum->end.line, 3);
  EXPECT_TRUE(ast::Is<ast::BinOp>(sum));
  EXPECT_EQ(ast::As<ast::Name>(sum), nullptr);
  auto* star = New<ast::ImportFrom>(ast::NameId(), ast::Sequence<ast::Alias*>(), -3);
  EXPECT_FALSE(star->module());
  EXPECT_EQ(star->level(), -3);
}

TEST_F(AstTest, KeepsSequences) {
  ast::Sequence<ast::ExprNode*> names = Row<ast::ExprNode*>({Name("a"), nullptr, Name("c")});
  auto* dict = New<ast::Dict>(names, names);
  ASSERT_EQ(dict->keys().size(), 3u);
  EXPECT_EQ(dict->keys()[1], nullptr);
  EXPECT_EQ(dict->values().back(), names[2]);
  dict->values().set(1, names[0]);
  EXPECT_EQ(names[1], names[0]);  // a view
  size_t count = 0;
  for (ast::ExprNode* name : dict->keys()) count += name != nullptr;
  EXPECT_EQ(count, 3u);
  EXPECT_TRUE(New<ast::Set>(ast::Sequence<ast::ExprNode*>())->elts().empty());
}

TEST_F(AstTest, NumbersNamesOnce) {
  const ast::NameId first = tree.NameOf("name");
  EXPECT_EQ(tree.NameOf(std::string("na") + "me"), first);
  EXPECT_NE(tree.NameOf("other"), first);
  EXPECT_EQ(tree.TextOf(first), "name");
  EXPECT_EQ(tree.name_count(), 2u);
}

TEST_F(AstTest, PrintsAsTheAstModuleDumps) {
  ast::ExprNode* const one = New<ast::Constant>(tree.Add(Value::FromInt(1)), ast::ConstantId());
  ast::ExprNode* const text = New<ast::Constant>(tree.Add(S("it's")), tree.Add(S("u")));
  ast::ExprNode* const nothing = New<ast::Constant>(tree.Add(Value::None()), ast::ConstantId());
  EXPECT_EQ(Print(New<ast::BinOp>(Name("x"), ast::Operator::kFloorDiv, one)),
            "BinOp(left=Name(id='x', ctx=Load()), op=FloorDiv(), right=Constant(value=1))");
  EXPECT_EQ(Print(text), "Constant(value=\"it's\", kind='u')");
  EXPECT_EQ(Print(New<ast::Dict>(Row<ast::ExprNode*>({nullptr}), Row<ast::ExprNode*>({nothing}))),
            "Dict(keys=[None], values=[Constant(value=None)])");
  EXPECT_EQ(Print(New<ast::Compare>(one, Row<ast::Cmpop>({ast::Cmpop::kLt, ast::Cmpop::kNotIn}),
                                    Row<ast::ExprNode*>({one, one}))),
            "Compare(left=Constant(value=1), ops=[Lt(), NotIn()], "
            "comparators=[Constant(value=1), Constant(value=1)])");
  EXPECT_EQ(Print(New<ast::Global>(Row<ast::NameId>({tree.NameOf("a"), tree.NameOf("b")}))),
            "Global(names=['a', 'b'])");
  EXPECT_EQ(Print(New<ast::Pass>(), true),
            "Pass(lineno=1, col_offset=2, end_lineno=3, end_col_offset=4)");
  EXPECT_EQ(Print(New<ast::Return>(nullptr), true),
            "Return(lineno=1, col_offset=2, end_lineno=3, end_col_offset=4)");
  EXPECT_EQ(Print(New<ast::ImportFrom>(ast::NameId(), ast::Sequence<ast::Alias*>(), 1)),
            "ImportFrom(names=[], level=1)");
}

TEST_F(AstTest, KeepsConstantsAlive) {
  const ast::ConstantId id = tree.Add(S("a text that nothing else holds"));
  Collect();
  EXPECT_EQ(Print(New<ast::Constant>(id, ast::ConstantId())),
            "Constant(value='a text that nothing else holds')");
}

}  // namespace
}  // namespace krait::compiler
