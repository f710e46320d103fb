#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gtest/gtest.h"
#include "tests/unit/vm/api/compile_python.h"

namespace krait {
namespace {

class ValueTest : public ::testing::Test {
 protected:
  template <typename T>
  Value Make(const T& value) {
    absl::StatusOr<Value> made = vm_.Make(value);
    EXPECT_TRUE(made.ok()) << made.status();
    return made.ok() ? *made : Value();
  }
  template <typename T>
  std::string ReprOf(const T& value) {
    return Make(value).Repr().value_or("(no repr)");
  }

  Vm vm_ = Vm::Create().value();
};

TEST_F(ValueTest, NumbersGoBothWays) {
  EXPECT_EQ(ReprOf(true), "True");
  EXPECT_EQ(ReprOf(-7), "-7");
  EXPECT_EQ(ReprOf(INT64_MIN), "-9223372036854775808");
  EXPECT_EQ(ReprOf(UINT64_MAX), "18446744073709551615");
  EXPECT_EQ(ReprOf(1.5f), "1.5");
  EXPECT_EQ(ReprOf(1e300), "1e+300");
  EXPECT_EQ(*Make(INT64_MIN).To<int64_t>(), INT64_MIN);
  EXPECT_EQ(*Make(UINT64_MAX).To<uint64_t>(), UINT64_MAX);
  EXPECT_EQ(*Make(255).To<uint8_t>(), 255);
  EXPECT_EQ(*Make(7).To<double>(), 7.0);
  EXPECT_EQ(*Make(true).To<int>(), 1);
}

TEST_F(ValueTest, NumbersOutOfRangeOrOfAnotherTypeAreErrors) {
  const absl::StatusCode kBad = absl::StatusCode::kInvalidArgument;
  EXPECT_EQ(Make(256).To<uint8_t>().status().code(), kBad);
  EXPECT_EQ(Make(-1).To<uint64_t>().status().code(), kBad);
  EXPECT_EQ(Make(UINT64_MAX).To<int64_t>().status().code(), kBad);
  EXPECT_EQ(Make(1.5).To<int>().status().message(), "expected int, got float");
  EXPECT_EQ(Make(1).To<bool>().status().message(), "expected bool, got int");
  EXPECT_EQ(Make("1").To<double>().status().code(), kBad);
}

TEST_F(ValueTest, TextAndBytes) {
  EXPECT_EQ(ReprOf("a\xc3\xa9"), "'a\xc3\xa9'");
  EXPECT_EQ(*Make("\xf0\x9f\x90\x8d").To<std::string>(), "\xf0\x9f\x90\x8d");
  EXPECT_EQ(*Make("\xf0\x9f\x90\x8d").Length(), 1u);
  EXPECT_EQ(ReprOf(Bytes{std::string("\x00\xff", 2)}), "b'\\x00\\xff'");
  EXPECT_EQ(Make(Bytes{"raw"}).To<Bytes>()->data, "raw");
  EXPECT_EQ(*Make(Bytes{"raw"}).To<std::string>(), "raw");
  EXPECT_EQ(ErrorOf(vm_.Make("\xff\xfe").status()).type, "UnicodeDecodeError");
}

TEST_F(ValueTest, ContainersGoBothWays) {
  const std::vector<int> numbers = {1, 2, 3};
  EXPECT_EQ(ReprOf(numbers), "[1, 2, 3]");
  EXPECT_EQ(*Make(numbers).To<std::vector<int>>(), numbers);
  const std::map<std::string, std::vector<double>> table = {{"a", {1.5}}, {"b", {}}};
  EXPECT_EQ(ReprOf(table), "{'a': [1.5], 'b': []}");
  EXPECT_EQ((*Make(table).To<std::map<std::string, std::vector<double>>>()), table);
  EXPECT_EQ((Make(table).To<absl::flat_hash_map<std::string, Value>>()->size()), 2u);
  const auto mixed = std::tuple(1, std::string("two"), std::optional<double>());
  EXPECT_EQ(ReprOf(mixed), "(1, 'two', None)");
  EXPECT_EQ((*Make(mixed).To<std::tuple<int, std::string, std::optional<double>>>()), mixed);
  EXPECT_EQ((Make(mixed).To<std::pair<int, int>>().status().message()), "expected 2 items, got 3");
  EXPECT_EQ((Make(numbers).To<std::vector<std::string>>().status().message()),
            "expected str, got int");
}

TEST_F(ValueTest, OperationsAreThoseOfPython) {
  const Value list = Make(std::vector<int>{3, 1, 2});
  EXPECT_TRUE(list.CallMethod("sort").ok());
  EXPECT_EQ(*list.GetItem(0)->To<int>(), 1);
  EXPECT_TRUE(list.SetItem(-1, "last").ok());
  EXPECT_EQ(*list.Str(), "[1, 2, 'last']");
  EXPECT_EQ(ErrorOf(list.GetItem(5).status()).type, "IndexError");
  EXPECT_EQ(ErrorOf(list.GetAttribute("missing").status()).message,
            "'list' object has no attribute 'missing'");
  EXPECT_EQ(*list.TypeName(), "list");
  EXPECT_TRUE(*list.IsTrue());
  EXPECT_TRUE(*Make(1).Equals(Make(1.0)));
  EXPECT_FALSE(Make("x").IsNone());
  EXPECT_TRUE(Value().IsNone());
  EXPECT_TRUE(Make(std::optional<int>()).IsNone());
  EXPECT_EQ(list.Items()->size(), 3u);
  EXPECT_EQ(ErrorOf(Make(5).Items().status()).type, "TypeError");
}

TEST_F(ValueTest, KeywordArguments) {
  const Value dict = *vm_.Import("builtins")->GetAttribute("dict");
  const std::pair<std::string, Value> keywords[] = {{"a", Make(1)}, {"b", Value()}};
  EXPECT_EQ(*dict.CallWith({}, keywords)->Repr(), "{'a': 1, 'b': None}");
}

TEST_F(ValueTest, CopiesAndMoves) {
  Value a = Make(std::vector<int>{1});
  Value b = a;
  EXPECT_TRUE(a.Is(b));
  Value c = std::move(b);
  EXPECT_TRUE(b.IsNone());  // NOLINT(bugprone-use-after-move)
  EXPECT_TRUE(a.Is(c));
  a = Value();
  EXPECT_EQ(*c.Repr(), "[1]");
  c = *&c;
  EXPECT_EQ(*c.Repr(), "[1]");
}

}  // namespace
}  // namespace krait
