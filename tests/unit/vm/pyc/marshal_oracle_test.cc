// What CPython writes is read and written again; CPython reads that and compares.

#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "tests/unit/vm/pyc/pyc_fixture.h"
#include "vm/object/bytes.h"
#include "vm/pyc/marshal_reader.h"
#include "vm/pyc/marshal_writer.h"

namespace krait {
namespace {

const std::string kScript = std::string(KRAIT_SOURCE_DIR) + "/tests/unit/vm/pyc/marshal_oracle.py ";

using MarshalOracleTest = PycTest;

TEST_F(MarshalOracleTest, ValuesOfAllVersionsComeBackAsTheyWere) {
  const std::vector<std::string> lines =
      absl::StrSplit(RunPython(kScript + "write"), '\n', absl::SkipEmpty());
  ASSERT_GT(lines.size(), 400u);
  const std::string path = ::testing::TempDir() + "/krait_marshal_oracle.txt";
  FILE* file = std::fopen(path.c_str(), "w");
  ASSERT_NE(file, nullptr);
  for (const std::string& line : lines) {
    const int version = line[0] - '0';
    const std::string data = absl::HexStringToBytes(line.substr(2));
    MarshalReader reader(t, {reinterpret_cast<const uint8_t*>(data.data()), data.size()});
    const Result<Value> value = reader.Read();
    ASSERT_TRUE(value.ok()) << TakeError(t) << "\n" << line.substr(0, 200);
    EXPECT_EQ(reader.position(), data.size());
    MarshalWriter writer(t, version);
    ASSERT_TRUE(writer.Write(*value).ok()) << TakeError(t) << "\n" << line.substr(0, 200);
    const Result<Bytes*> written = writer.Finish();
    ASSERT_TRUE(written.ok());
    std::fprintf(
        file, "%d %s\n", version,
        absl::BytesToHexString({reinterpret_cast<const char*>(written->data()), written->size()})
            .c_str());
  }
  std::fclose(file);
  EXPECT_EQ(RunPython(kScript + "compare '" + path + "'"), "");
}

}  // namespace
}  // namespace krait
