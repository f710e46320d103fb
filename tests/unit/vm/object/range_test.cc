#include "vm/object/range.h"

#include "tests/unit/vm/object/object_oracle.h"
#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/iterators.h"

namespace krait {
namespace {

class RangeTest : public VmTest {
 protected:
  Value N(const std::string& digits) { return ParseNumber(t, digits); }
  Range* R(const std::string& start, const std::string& stop, const std::string& step) {
    return *Range::New(t, N(start), N(stop), N(step));
  }
  std::string Items(Range* range, int limit = 20) {
    const Value iterator = *NewRangeIterator(t, range);
    std::string text;
    for (int i = 0; i < limit; ++i) {
      const Value item = Is<RangeIterator>(iterator) ? *Cast<RangeIterator>(iterator)->Next(t)
                                                     : *Cast<SequenceIterator>(iterator)->Next(t);
      if (item.IsUnbound()) return text + ".";
      text += NumberText(item) + " ";
    }
    return text;
  }
};

TEST_F(RangeTest, StepOfZero) {
  EXPECT_FALSE(Range::New(t, Value::FromInt(0), Value::FromInt(1), Value::FromInt(0)).ok());
  EXPECT_EQ(TakeError(t), "ValueError: range() arg 3 must not be zero");
}

TEST_F(RangeTest, Iterates) {
  EXPECT_EQ(Items(R("0", "4", "1")), "0 1 2 3 .");
  EXPECT_EQ(Items(R("10", "0", "-3")), "10 7 4 1 .");
  EXPECT_EQ(Items(R("5", "5", "1")), ".");
  EXPECT_EQ(Items(R("5", "0", "1")), ".");
  EXPECT_EQ(Items(R("1152921504606846973", "1152921504606846978", "2")),
            "1152921504606846973 1152921504606846975 1152921504606846977 .");
  EXPECT_EQ(Items(R("1000000000000000000000", "999999999999999999997", "-1")),
            "1000000000000000000000 999999999999999999999 999999999999999999998 .");
}

TEST_F(RangeTest, IteratorTypeDependsOnSize) {
  EXPECT_TRUE(Is<RangeIterator>(*NewRangeIterator(t, R("0", "10", "1"))));
  const Value big = *NewRangeIterator(t, R("0", "100000000000000000000", "1"));
  EXPECT_EQ(TypeOf(t, big), types(t).longrange_iterator);
}

TEST_F(RangeTest, AgreesWithCPython) {
  const auto lines = AskOracle("range", 4000);
  ASSERT_GT(lines.size(), 100u);
  for (const auto& line : lines) {
    SCOPED_TRACE("range(" + line[0] + ", " + line[1] + ", " + line[2] + ")");
    Range* range = R(line[0], line[1], line[2]);
    ASSERT_EQ(NumberText(range->length()), line[3]);
    if (line[4] != "-1") {
      ASSERT_EQ(NumberText(*range->At(t, N(line[4]))), line[5]);
    }
    const Value found = *range->IndexOf(t, N(line[6]));
    ASSERT_EQ(found.IsUnbound() ? "-1" : NumberText(found), line[7]) << line[6];
    Range* backward = *range->Reversed(t);
    ASSERT_EQ(NumberText(backward->start()), line[8]);
    ASSERT_EQ(NumberText(backward->stop()), line[9]);
    ASSERT_EQ(NumberText(backward->step()), line[10]);
  }
}

}  // namespace
}  // namespace krait
