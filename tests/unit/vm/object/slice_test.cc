#include "vm/object/slice.h"

#include "tests/unit/vm/object/object_oracle.h"
#include "tests/unit/vm/object/vm_fixture.h"

namespace krait {
namespace {

using SliceTest = VmTest;

TEST_F(SliceTest, StepOfZero) {
  Slice* slice = *Slice::New(t, Value::None(), Value::None(), Value::FromInt(0));
  EXPECT_FALSE(slice->Indices(t, 5).ok());
  EXPECT_EQ(TakeError(t), "ValueError: slice step cannot be zero");
}

TEST_F(SliceTest, HugeLengths) {
  Slice* slice = *Slice::New(t, Value::None(), Value::None(), Value::FromInt(-1));
  const SliceRange range = *slice->Indices(t, INT64_MAX);
  EXPECT_EQ(range.start, INT64_MAX - 1);
  EXPECT_EQ(range.stop, -1);
  EXPECT_EQ(range.count, INT64_MAX);
}

TEST_F(SliceTest, AgreesWithCPython) {
  const auto lines = AskOracle("slice", 6000);
  ASSERT_GT(lines.size(), 100u);
  for (const auto& line : lines) {
    SCOPED_TRACE("slice(" + line[0] + ", " + line[1] + ", " + line[2] + ") of " + line[3]);
    Slice* slice =
        *Slice::New(t, ParseNumber(t, line[0]), ParseNumber(t, line[1]), ParseNumber(t, line[2]));
    const SliceRange range = *slice->Indices(t, std::stoll(line[3]));
    ASSERT_EQ(std::to_string(range.start), line[4]);
    ASSERT_EQ(std::to_string(range.stop), line[5]);
    ASSERT_EQ(std::to_string(range.count), line[6]);
  }
}

}  // namespace
}  // namespace krait
