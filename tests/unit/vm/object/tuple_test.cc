#include "vm/object/tuple.h"

#include "tests/unit/vm/object/vm_fixture.h"

namespace krait {
namespace {

using TupleTest = VmTest;
using TupleStressTest = StressVmTest;

TEST_F(TupleTest, NewItemsAreZero) {
  Tuple* tuple = *Tuple::New(t, 3);
  ASSERT_EQ(tuple->size(), 3u);
  for (size_t i = 0; i < 3; ++i) EXPECT_TRUE(tuple->At(i).SameBits(Value::FromInt(0)));
  EXPECT_TRUE(IsExactly<Tuple>(Value::FromObject(tuple)));
  EXPECT_EQ(TypeOf(t, Value::FromObject(tuple)), types(t).tuple);
}

TEST_F(TupleTest, EmptyOnesAreOne) {
  EXPECT_EQ(*Tuple::New(t, 0), Tuple::Empty(t));
  EXPECT_EQ(*Tuple::From(t, {}), Tuple::Empty(t));
  EXPECT_EQ(Tuple::Empty(t)->size(), 0u);
}

TEST_F(TupleTest, OfKeepsOrder) {
  Tuple* tuple = *Tuple::Of(t, Value::FromInt(1), Value::None(), S("x"));
  ASSERT_EQ(tuple->size(), 3u);
  EXPECT_EQ(tuple->At(0).AsInt(), 1);
  EXPECT_TRUE(tuple->values()[1].IsNone());
  EXPECT_TRUE(Cast<Str>(tuple->At(2))->EqualsAscii("x"));
}

TEST_F(TupleTest, AbsurdSizeIsMemoryError) {
  EXPECT_FALSE(Tuple::New(t, SIZE_MAX).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
  EXPECT_FALSE(Tuple::New(t, size_t{1} << 60).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
}

TEST_F(TupleStressTest, ItemsSurvive) {
  Tuple* outer = *Tuple::New(t, 50);
  for (size_t i = 0; i < 50; ++i) {
    outer->Set(i, Value::FromObject(*Tuple::Of(t, S("item " + std::to_string(i)))));
  }
  for (size_t i = 0; i < 50; ++i) {
    const Tuple* inner = Cast<Tuple>(outer->At(i));
    EXPECT_EQ(Cast<Str>(inner->At(0))->ToUtf8(), "item " + std::to_string(i));
  }
}

}  // namespace
}  // namespace krait
