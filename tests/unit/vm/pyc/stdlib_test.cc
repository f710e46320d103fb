// Loads, verifies and translates every module of CPython's standard library and its tests.

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "tests/unit/vm/pyc/pyc_fixture.h"
#include "tests/unit/vm/pyc/unit_checker.h"
#include "vm/code/code_unit.h"
#include "vm/object/bytes.h"
#include "vm/object/tuple.h"
#include "vm/pyc/marshal_reader.h"
#include "vm/pyc/marshal_writer.h"
#include "vm/pyc/pyc_file.h"
#include "vm/pyc/translator.h"
#include "vm/pyc/verifier.h"

namespace krait {
namespace {

std::vector<std::string> StdlibPycs() {
  const std::string cache = ::testing::TempDir() + "/krait_stdlib_pycs";
  return absl::StrSplit(RunPython(std::string(KRAIT_SOURCE_DIR) +
                                  "/tests/unit/vm/pyc/stdlib_pycs.py '" + cache + "'"),
                        '\n', absl::SkipEmpty());
}

class StdlibTest : public PycTest {
 protected:
  /// Calls f(Code*) for the code object and all in its constants.
  template <typename F>
  void ForEachCode(Code* code, F f) {
    f(code);
    for (Value constant : code->consts()->values()) {
      if (Is<Code>(constant)) ForEachCode(Cast<Code>(constant), f);
    }
  }
};

TEST_F(StdlibTest, AllOfItIsAcceptedAndTranslated) {
  const std::vector<std::string> paths = StdlibPycs();
  ASSERT_GT(paths.size(), 1000u);
  int count = 0;
  size_t words = 0;
  for (const std::string& path : paths) {
    const std::vector<uint8_t> file = ReadFile(path);
    const Result<Code*> code = LoadPyc(t, file, path);
    if (!code.ok()) {
      ADD_FAILURE() << path << ": " << TakeError(t);
      continue;
    }
    ForEachCode(*code, [&](Code* each) {
      StackCode stack;
      ASSERT_TRUE(DecodeAndVerify(t, each->fields(), &stack).ok());
      const Result<CodeUnit*> unit = Translate(t, each, stack);
      if (!unit.ok()) {
        ADD_FAILURE() << path << ": " << each->qualname()->ToUtf8() << ": " << TakeError(t);
        return;
      }
      EXPECT_EQ(CheckUnit(**unit), "") << path << ": " << each->qualname()->ToUtf8();
      ++count;
      words += unit->word_count();
    });
  }
  RecordProperty("code_objects", count);
  RecordProperty("words", static_cast<int>(words));
}

TEST_F(StdlibTest, AllOfItSurvivesWritingAndReading) {
  for (const std::string& path : StdlibPycs()) {
    const Result<Code*> code = LoadPyc(t, ReadFile(path), path);
    ASSERT_TRUE(code.ok()) << path << ": " << TakeError(t);
    MarshalWriter writer(t);
    ASSERT_TRUE(writer.Write(Value::FromObject(*code)).ok()) << path << ": " << TakeError(t);
    const Bytes* bytes = *writer.Finish();
    MarshalReader reader(t, bytes->span());
    const Result<Value> back = reader.Read();
    ASSERT_TRUE(back.ok()) << path << ": " << TakeError(t);
    EXPECT_TRUE(SameConstants(t, Value::FromObject(*code), *back)) << path;
  }
}

}  // namespace
}  // namespace krait
