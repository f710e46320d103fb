#include "vm/compiler/ast_objects/ast_objects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/unit/vm/compiler/oracle.h"
#include "vm/compiler/ast/print.h"
#include "vm/compiler/compiler_part.h"
#include "vm/compiler/parse/parser.h"
#include "vm/interp/vm_thread.h"
#include "vm/modules/main_module.h"
#include "vm/modules/runtime.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

Result<ast::NodeKind> KindOf(Thread& t, Opt<Str*> given, SourceMode* source_mode) {
  if (!given) return ast::NodeKind::kModule;
  const Str* mode = *given;
  if (mode->EqualsAscii("exec")) return ast::NodeKind::kModule;
  if (mode->EqualsAscii("eval")) {
    *source_mode = SourceMode::kExpression;
    return ast::NodeKind::kExpression;
  }
  if (mode->EqualsAscii("single")) {
    *source_mode = SourceMode::kSingle;
    return ast::NodeKind::kInteractive;
  }
  return RaiseValueError(t, "no such mode");
}

/// ast.parse() of the test's programs.
Result<Value> Parse(Thread& t, Str* source, Opt<Str*> mode) {
  SourceMode source_mode = SourceMode::kFile;
  TRY(KindOf(t, mode, &source_mode));
  std::string text = source->ToUtf8();
  if (source_mode == SourceMode::kFile) text = WholeLines(text);
  ast::Tree tree(t);
  Parser parser(t, tree, text, {.mode = source_mode});
  const Result<ast::ModNode*> module = parser.Parse();
  if (!module.ok()) {
    if (t.HasPending()) return Raised{};
    return Raise(t, &BuiltinTypes::SyntaxError, parser.problem().message);
  }
  return ObjectOf(t, tree, *module);
}

/// "ok" when a tree comes of the object.
Result<Value> Check(Thread& t, Value object, Opt<Str*> mode) {
  SourceMode source_mode;
  ast::Tree tree(t);
  ast::ModNode* module = TRY(TreeOf(t, tree, object, TRY(KindOf(t, mode, &source_mode))));
  TRY(ast::Print(t, tree, module, {.places = true}));
  return Value::FromObject(TRY(Str::FromUtf8(t, "ok")));
}

constexpr Method kHelpers[] = {
    Bind<Parse>("parse", "($module, source, mode='exec')"),
    Bind<Check>("check", "($module, tree, mode='exec')"),
};

class AstObjectsTest : public testing::Test {
 protected:
  explicit AstObjectsTest(const VmOptions& options = {})
      : vm_(WithRuntime(options)), vm_thread_(vm_), t(vm_thread_.thread()), attached_(t) {}

  void SetUp() override {
    Config config;
    config.path = {"/usr/lib/python3.11", "/usr/lib/python3.11/lib-dynload"};
    ASSERT_TRUE(StartRuntime(t, config).ok());
    ASSERT_TRUE(InstallCompiler(t).ok());
  }
  void TearDown() override { EndRuntime(t); }

  std::string TakeError() {
    const Value error = t.TakePending();
    const Result<Str*> text = ToStr(t, error);
    return absl::StrCat(TypeName(t, error), ": ", text.ok() ? (*text)->ToUtf8() : "?");
  }

  static std::string ReadFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  /// Runs a program of this folder; its global `lines`.
  Result<Value> LinesOf(const std::string& program) {
    Value builtins = t.vm().modules()->GetStr(t, TRY(Str::InternUtf8(t, "builtins")));
    TRY(Cast<Module>(builtins)->AddFunctions(t, kHelpers));
    const std::string pyc = testing::TempDir() + "ast_objects_test.pyc";
    const std::string command = absl::StrCat(
        KRAIT_PYTHON, " -c 'import py_compile, sys; py_compile.compile(*sys.argv[1:])' ", program,
        " ", pyc);
    EXPECT_EQ(std::system(command.c_str()), 0);
    const MainProgram main = TRY(MainOfBytecode(t, ReadFile(pyc), pyc));
    TRY(RunMain(t, main));
    const Value module = t.vm().modules()->GetStr(t, names(t).__main__);
    return GetAttr(t, module, TRY(Str::InternUtf8(t, "lines")));
  }

  void CompareProgram(const std::string& name) {
    const std::string folder = "tests/unit/vm/compiler/ast_objects/";
    const Lines wanted =
        AskOracle(absl::StrCat("ast_objects/program_oracle.py ", folder, name), "");
    const Result<Value> lines = LinesOf(folder + name);
    ASSERT_TRUE(lines.ok()) << TakeError();
    ASSERT_TRUE(Is<List>(*lines));
    ASSERT_FALSE(wanted.empty());
    EXPECT_EQ(Cast<List>(*lines)->size(), wanted.size());
    for (size_t i = 0; i < std::min(Cast<List>(*lines)->size(), wanted.size()); ++i) {
      EXPECT_EQ(Escaped(Cast<Str>(Cast<List>(*lines)->TryGet(i))), wanted[i]);
    }
  }

  std::string Escaped(Str* line) {
    const Result<Value> bytes =
        CallMethodWith(t, Value::FromObject(line), *Str::InternUtf8(t, "encode"),
                       Value::FromObject(*Str::InternUtf8(t, "unicode_escape")));
    return bytes.ok() ? std::string(Cast<Bytes>(*bytes)->view()) : TakeError();
  }

  /// Tree to objects to tree.
  void RoundTrip(const std::string& path) {
    ast::Tree tree(t);
    const std::string text = WholeLines(ReadFile(path));
    Parser parser(t, tree, text, {});
    const Result<ast::ModNode*> module = parser.Parse();
    if (!module.ok()) return;
    const Result<std::string> first = ast::Print(t, tree, *module, {.places = true});
    const Result<Value> object = ObjectOf(t, tree, *module);
    ASSERT_TRUE(object.ok()) << path << TakeError();
    ast::Tree again(t);
    const Result<ast::ModNode*> copy = TreeOf(t, again, *object, ast::NodeKind::kModule);
    ASSERT_TRUE(copy.ok()) << path << TakeError();
    const Result<std::string> second = ast::Print(t, again, *copy, {.places = true});
    EXPECT_TRUE(first.ok() && second.ok() && *first == *second) << path;
  }

  static std::vector<std::string> LibrarySources(size_t step) {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator("/usr/lib/python3.11")) {
      if (entry.path().extension() == ".py") all.push_back(entry.path());
    }
    std::sort(all.begin(), all.end());
    if (std::getenv("KRAIT_ALL_SOURCES") != nullptr) step = 1;
    std::vector<std::string> some;
    for (size_t i = 0; i < all.size(); i += step) some.push_back(all[i]);
    return some;
  }

 private:
  Vm vm_;
  VmThread vm_thread_;

 protected:
  Thread& t;

 private:
  gil::AttachScope attached_;
};

TEST_F(AstObjectsTest, ClassesAreCPythons) { CompareProgram("classes_program.py"); }

TEST_F(AstObjectsTest, DumpsAreCPythons) { CompareProgram("dumps_program.py"); }

TEST_F(AstObjectsTest, WrongObjectsAreRefusedAsByCPython) { CompareProgram("wrong_program.py"); }

TEST_F(AstObjectsTest, TreesComeBackFromObjects) {
  for (const std::string& path : LibrarySources(20)) RoundTrip(path);
}

class FreeAstObjectsTest : public AstObjectsTest {
 protected:
  FreeAstObjectsTest() : AstObjectsTest(Options()) {}

 private:
  /// Without a GIL, and a collection at every 500th allocation.
  static VmOptions Options() {
    VmOptions options;
    options.threading = gil::ModelKind::kFree;
    options.heap.collect_every = 500;
    return options;
  }
};

TEST_F(FreeAstObjectsTest, ManyThreadsMakeTheClassesOnce) { CompareProgram("threads_program.py"); }

TEST_F(AstObjectsTest, OnlyNodesAreNodes) {
  EXPECT_FALSE(*IsAstObject(t, Value::None()));
  ast::Tree tree(t);
  Parser parser(t, tree, "x\n", {});
  const Value object = *ObjectOf(t, tree, *parser.Parse());
  EXPECT_TRUE(*IsAstObject(t, object));
  EXPECT_FALSE(*IsAstObject(t, Value::FromInt(1)));
}

}  // namespace
}  // namespace krait::compiler
