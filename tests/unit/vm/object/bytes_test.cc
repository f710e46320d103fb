#include "vm/object/bytes.h"

#include <string>

#include "tests/unit/vm/object/vm_fixture.h"

namespace krait {
namespace {

using BytesTest = VmTest;

TEST_F(BytesTest, HoldsAnyByte) {
  const std::string all = [] {
    std::string text;
    for (int i = 0; i < 256; ++i) text += static_cast<char>(i);
    return text;
  }();
  EXPECT_EQ((*Bytes::From(t, all))->view(), all);
  EXPECT_EQ((*Bytes::From(t, ""))->size(), 0u);
}

TEST_F(BytesTest, HashDependsOnContent) {
  EXPECT_EQ((*Bytes::From(t, ""))->Hash(t), 0);
  EXPECT_EQ((*Bytes::From(t, "abc"))->Hash(t), (*Bytes::From(t, "abc"))->Hash(t));
  EXPECT_NE((*Bytes::From(t, "abc"))->Hash(t), (*Bytes::From(t, "abd"))->Hash(t));
  EXPECT_EQ((*Bytes::From(t, "abc"))->Hash(t), Cast<Str>(S("abc"))->Hash(t));
}

TEST_F(BytesTest, RepeatedConcatSharesABuffer) {
  Bytes* bytes = *Bytes::Concat(t, *Bytes::From(t, std::string(300, 'x')), *Bytes::From(t, "y"));
  Bytes* next = *Bytes::Concat(t, bytes, *Bytes::From(t, "z"));
  EXPECT_EQ(next->data(), bytes->data());
  Bytes* other = *Bytes::Concat(t, bytes, *Bytes::From(t, "w"));
  EXPECT_NE(other->data(), bytes->data());
  EXPECT_EQ(next->view(), std::string(300, 'x') + "yz");
  EXPECT_EQ(other->view(), std::string(300, 'x') + "yw");
  EXPECT_EQ(bytes->view(), std::string(300, 'x') + "y");
}

TEST_F(BytesTest, RepeatedConcatIsLinear) {
  Bytes* bytes = *Bytes::From(t, "");
  Bytes* piece = *Bytes::From(t, "ab");
  for (int i = 0; i < 200'000; ++i) bytes = *Bytes::Concat(t, bytes, piece);
  EXPECT_EQ(bytes->size(), 400'000u);
  EXPECT_EQ(bytes->view().substr(399'998), "ab");
}

TEST_F(BytesTest, AbsurdSizeIsMemoryError) {
  EXPECT_FALSE(Bytes::NewUninitialized(t, SIZE_MAX).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
  EXPECT_FALSE(RawArray::New(t, SIZE_MAX).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
}

TEST_F(BytesTest, RawArrayIsZeroed) {
  RawArray* array = *RawArray::New(t, 1000);
  ASSERT_EQ(array->capacity(), 1000u);
  for (size_t i = 0; i < 1000; ++i) ASSERT_EQ(array->data()[i], 0);
}

}  // namespace
}  // namespace krait
