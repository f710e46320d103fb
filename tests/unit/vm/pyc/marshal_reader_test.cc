#include "vm/pyc/marshal_reader.h"

#include <string>
#include <string_view>

#include "tests/unit/vm/pyc/pyc_fixture.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/float.h"
#include "vm/object/list.h"
#include "vm/object/set.h"
#include "vm/object/tuple.h"
#include "vm/pyc/marshal_writer.h"

namespace krait {
namespace {

using std::string_literals::operator""s;

class MarshalReaderTest : public PycTest {
 protected:
  Result<Value> Loads(const std::string& data) {
    MarshalReader reader(t, {reinterpret_cast<const uint8_t*>(data.data()), data.size()});
    return reader.Read();
  }
  std::string ErrorOf(const std::string& data) {
    const Result<Value> value = Loads(data);
    EXPECT_FALSE(value.ok());
    return TakeError(t);
  }
};

TEST_F(MarshalReaderTest, ReferencesAreTheSameObject) {
  // (x, x) with x = "ab"
  const Value value = *Loads(")\x02\xe1\x02\0\0\0abr\0\0\0\0"s);
  const Tuple* tuple = Cast<Tuple>(value);
  ASSERT_EQ(tuple->size(), 2u);
  EXPECT_TRUE(tuple->At(0).SameBits(tuple->At(1)));
  EXPECT_TRUE(Cast<Str>(tuple->At(0))->EqualsAscii("ab"));
}

TEST_F(MarshalReaderTest, ScalarsCanBeReferredTo) {
  const Tuple* tuple = Cast<Tuple>(*Loads(")\x02\xe9\x07\0\0\0r\0\0\0\0"s));
  EXPECT_EQ(tuple->At(1).AsInt(), 7);
}

TEST_F(MarshalReaderTest, AListMayContainItself) {
  List* list = Cast<List>(*Loads("\xdb\x01\0\0\0r\0\0\0\0"s));
  EXPECT_EQ(list->TryGet(0).AsObject(), list);
}

TEST_F(MarshalReaderTest, ADictMayContainItself) {
  Dict* dict = Cast<Dict>(*Loads("\xfbir\0\0\0r\0\0\0\0"s + "0"));
  EXPECT_EQ((*dict->Get(t, Value::FromInt('r'))).AsObject(), dict);
}

TEST_F(MarshalReaderTest, InternedStringsAreInterned) {
  const Value a = *Loads("Z\x05magic"s);
  EXPECT_TRUE(Cast<Str>(a)->is_interned());
  EXPECT_TRUE(a.SameBits(*Loads("t\x05\0\0\0magic"s)));
  EXPECT_TRUE(a.SameBits(*Loads("A\x05\0\0\0magic"s)));
  EXPECT_FALSE(Cast<Str>(*Loads("z\x05mAgic"s))->is_interned());
}

TEST_F(MarshalReaderTest, FrozenSetsAreOfTheirType) {
  const Value value = *Loads(">\x02\0\0\0i\x01\0\0\0i\x02\0\0\0"s);
  EXPECT_EQ(TypeOf(t, value), types(t).frozenset);
  EXPECT_EQ(Cast<Set>(value)->size(), 2u);
  EXPECT_EQ(TypeOf(t, *Loads("<\0\0\0\0"s)), types(t).set);
}

TEST_F(MarshalReaderTest, ObjectsFollowEachOther) {
  const std::string data = "\xe9\x01\0\0\0Nr\0\0\0\0"s;
  MarshalReader reader(t, {reinterpret_cast<const uint8_t*>(data.data()), data.size()});
  EXPECT_EQ((*reader.Read()).AsInt(), 1);
  EXPECT_EQ(reader.position(), 5u);
  EXPECT_TRUE((*reader.Read()).IsNone());
  EXPECT_FALSE(reader.Read().ok());  // references end with their object
  EXPECT_EQ(TakeError(t), "ValueError: bad marshal data (invalid reference)");
}

TEST_F(MarshalReaderTest, BadDataIsRefusedInCPythonsWords) {
  EXPECT_EQ(ErrorOf(""), "EOFError: EOF read where object expected");
  EXPECT_EQ(ErrorOf("i\x01\0"s), "EOFError: marshal data too short");
  EXPECT_EQ(ErrorOf("g\x01\0"s), "EOFError: marshal data too short");
  EXPECT_EQ(ErrorOf("?"), "ValueError: bad marshal data (unknown type code)");
  EXPECT_EQ(ErrorOf("0"), "TypeError: NULL object in marshal data for object");
  EXPECT_EQ(ErrorOf(")\x01"
                    "0"),
            "TypeError: NULL object in marshal data for tuple");
  EXPECT_EQ(ErrorOf("[\x01\0\0\0"
                    "0"s),
            "TypeError: NULL object in marshal data for list");
  EXPECT_EQ(ErrorOf("<\x01\0\0\0"
                    "0"s),
            "TypeError: NULL object in marshal data for set");
  EXPECT_EQ(ErrorOf("(\xff\xff\xff\xff"), "ValueError: bad marshal data (tuple size out of range)");
  EXPECT_EQ(ErrorOf("[\xff\xff\xff\xff"), "ValueError: bad marshal data (list size out of range)");
  EXPECT_EQ(ErrorOf("<\xff\xff\xff\xff"), "ValueError: bad marshal data (set size out of range)");
  EXPECT_EQ(ErrorOf("s\xff\xff\xff\xff"),
            "ValueError: bad marshal data (bytes object size out of range)");
  EXPECT_EQ(ErrorOf("u\xff\xff\xff\xff"),
            "ValueError: bad marshal data (string size out of range)");
  EXPECT_EQ(ErrorOf("l\0\0\0\x80"s), "ValueError: bad marshal data (long size out of range)");
  EXPECT_EQ(ErrorOf("l\x01\0\0\0\0\x80"s),
            "ValueError: bad marshal data (digit out of range in long)");
  EXPECT_EQ(ErrorOf("l\x02\0\0\0\x01\0\0\0"s),
            "ValueError: bad marshal data (unnormalized long data)");
  EXPECT_EQ(ErrorOf("r\0\0\0\0"s), "ValueError: bad marshal data (invalid reference)");
  EXPECT_EQ(ErrorOf("r\xff\xff\xff\xff"), "ValueError: bad marshal data (invalid reference)");
  EXPECT_EQ(ErrorOf("f\x03"
                    "abc"),
            "ValueError: bad marshal data (not a float)");
  EXPECT_EQ(ErrorOf("{[\0\0\0\0N0"s), "TypeError: unhashable type: 'list'");
  EXPECT_EQ(ErrorOf("u\x02\0\0\0\xc3("s), "UnicodeDecodeError: utf-8");
}

TEST_F(MarshalReaderTest, UnfinishedObjectsCannotBeReferredTo) {
  const std::string invalid = "ValueError: bad marshal data (invalid reference)";
  EXPECT_EQ(ErrorOf("\xa9\x01r\0\0\0\0"s), invalid);  // a tuple in itself
  EXPECT_EQ(ErrorOf("\xa8\x01\0\0\0r\0\0\0\0"s), invalid);
  EXPECT_EQ(ErrorOf("\xbe\x01\0\0\0r\0\0\0\0"s), invalid);                      // a frozenset
  EXPECT_EQ(ErrorOf("\xe3"s + std::string(20, '\0') + "r\0\0\0\0"s), invalid);  // a code object
}

TEST_F(MarshalReaderTest, CountsAreNotBelieved) {
  // Every one asks for gigabytes.
  for (const char* type : {"s", "u", "t", "a", "A", "l"}) {
    EXPECT_EQ(ErrorOf(type + "\xff\xff\xff\x7f"s), "EOFError: marshal data too short") << type;
  }
  for (const char* type : {"(", "[", "<", ">"}) {
    EXPECT_EQ(ErrorOf(type + "\xff\xff\xff\x7f"s), "EOFError: EOF read where object expected")
        << type;
  }
  // Each tuple claims all the bytes that are left; only the innermost may.
  std::string nested;
  for (int i = 0; i < 1000; ++i) nested += "(\x00\x10\0\0"s;
  EXPECT_EQ(ErrorOf(nested + std::string(5000, 'N')), "EOFError: EOF read where object expected");
}

TEST_F(MarshalReaderTest, NestingIsBounded) {
  auto nested = [](int depth) {
    std::string data;
    for (int i = 0; i < depth; ++i) data += "[\x01\0\0\0"s;
    return data + "N";
  };
  EXPECT_TRUE(Loads(nested(MarshalReader::kMaxDepth - 1)).ok());
  EXPECT_EQ(ErrorOf(nested(MarshalReader::kMaxDepth)), "ValueError: recursion limit exceeded");
  EXPECT_EQ(ErrorOf(nested(200'000)), "ValueError: recursion limit exceeded");
}

TEST_F(MarshalReaderTest, SurrogatesPass) {
  const Str* str = Cast<Str>(*Loads("u\x05\0\0\0a\xed\xa0\x80z"s));
  ASSERT_EQ(str->length(), 3u);
  EXPECT_EQ(str->At(1), 0xD800u);
}

TEST_F(MarshalReaderTest, NanKeepsItsBits) {
  const Value nan = *Loads("g\x01\0\0\0\0\0\xf8\x7f"s);
  uint64_t bits = std::bit_cast<uint64_t>(FloatOf(nan));
  EXPECT_EQ(bits, 0x7FF8000000000001u);
}

TEST_F(MarshalReaderTest, EveryFailingAllocationIsAMemoryError) {
  // All kinds of objects, nested.
  const std::string data =
      ")\x06[\x02\0\0\0u\x03\0\0\0\xe2\x82\xacl\x06\0\0\0\1\0\1\0\1\0\1\0\1\0\1\0{"
      "z\x01kg\0\0\0\0\0\0\xf0\x7f"
      "0<\x02\0\0\0z\x02no"
      "z\x03yes>\x01\0\0\0z\x02okys\x01\0\0\0!"s;
  std::string complete = data;
  complete.replace(complete.find("ys\x01"), 1, "");  // bytes, not complex
  complete += "N";
  ForEachFailingAllocation([&](Thread& thread) {
    InstallConstantSlots(thread.vm());
    MarshalReader reader(thread,
                         {reinterpret_cast<const uint8_t*>(complete.data()), complete.size()});
    const bool ok = reader.Read().ok();
    if (ok) return false;
    EXPECT_EQ(TakeError(thread), "MemoryError");
    return true;
  });
}

class MarshalWriterTest : public MarshalReaderTest {
 protected:
  std::string Dumps(Value value, int version = MarshalWriter::kVersion) {
    MarshalWriter writer(t, version);
    if (!writer.Write(value).ok()) return TakeError(t);
    return std::string((*writer.Finish())->view());
  }
};

TEST_F(MarshalWriterTest, SharedObjectsAreWrittenOnce) {
  const Value shared = S("shared string");
  const Value pair = Value::FromObject(*Tuple::Of(t, shared, shared));
  EXPECT_EQ(Dumps(pair), "\xa9\x02\xfa\x0dshared stringr\x01\0\0\0"s);
  EXPECT_EQ(Dumps(pair, 2), "(\x02\0\0\0u\x0d\0\0\0shared stringu\x0d\0\0\0shared string"s);
}

TEST_F(MarshalWriterTest, EqualSetsAreWrittenAlike) {
  Set* up = *Set::New(t, types(t).set);
  Set* down = *Set::New(t, types(t).set);
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(up->Add(t, Value::FromInt(i * 1000)).ok());
    ASSERT_TRUE(down->Add(t, Value::FromInt((49 - i) * 1000)).ok());
  }
  EXPECT_EQ(Dumps(Value::FromObject(up)), Dumps(Value::FromObject(down)));
}

TEST_F(MarshalWriterTest, WhatHasNoFormIsRefused) {
  EXPECT_EQ(Dumps(Value::NotImplemented()), "ValueError: unmarshallable object");
  EXPECT_EQ(Dumps(Value::FromObject(types(t).int_)), "ValueError: unmarshallable object");
  EXPECT_EQ(Dumps(Value::FromObject(*Tuple::Of(t, Value::FromObject(types(t).ValueError)))),
            "ValueError: unmarshallable object");
}

TEST_F(MarshalWriterTest, NestingIsBounded) {
  Value value = Value::None();
  for (int i = 0; i < MarshalWriter::kMaxDepth - 1; ++i) {
    value = Value::FromObject(*Tuple::Of(t, value));
  }
  EXPECT_EQ(Dumps(value).substr(0, 2), "\xa9\x01");
  value = Value::FromObject(*Tuple::Of(t, value));
  EXPECT_EQ(Dumps(value), "ValueError: object too deeply nested to marshal");
}

TEST_F(MarshalWriterTest, ARecursiveListNeedsReferences) {
  List* list = *List::New(t);
  ASSERT_TRUE(list->Append(t, Value::FromObject(list)).ok());
  EXPECT_EQ(Dumps(Value::FromObject(list)), "\xdb\x01\0\0\0r\0\0\0\0"s);
  EXPECT_EQ(Dumps(Value::FromObject(list), 2), "ValueError: object too deeply nested to marshal");
}

TEST_F(MarshalWriterTest, ManySharedObjectsAreAllFound) {
  List* list = *List::New(t);
  for (int i = 0; i < 3000; ++i) ASSERT_TRUE(list->Append(t, S("item " + std::to_string(i))).ok());
  for (int i = 0; i < 3000; ++i) ASSERT_TRUE(list->Append(t, list->TryGet(i)).ok());
  List* back = Cast<List>(*Loads(Dumps(Value::FromObject(list))));
  ASSERT_EQ(back->size(), 6000u);
  for (int i = 0; i < 3000; ++i) {
    EXPECT_TRUE(back->TryGet(i).SameBits(back->TryGet(3000 + i)));
    EXPECT_TRUE(Cast<Str>(back->TryGet(i))->Equals(Cast<Str>(list->TryGet(i))));
  }
}

class MarshalStressTest : public StressVmTest {};

TEST_F(MarshalStressTest, NothingIsCollectedWhileItIsReadOrWritten) {
  InstallConstantSlots(t.vm());
  const std::string data =
      "[\x04\0\0\0\xfa\x05hello(\x02\0\0\0u\x03\0\0\0\xe2\x82\xacr\0\0\0\0{z\x01kz\x02vv0"
      "<\x02\0\0\0z\x03onez\x03two"s;
  MarshalReader reader(t, {reinterpret_cast<const uint8_t*>(data.data()), data.size()});
  const Value value = *reader.Read();
  MarshalWriter writer(t);
  ASSERT_TRUE(writer.Write(value).ok());
  const Bytes* bytes = *writer.Finish();
  MarshalReader again(t, bytes->span());
  EXPECT_TRUE(SameConstants(t, value, *again.Read()));
}

}  // namespace
}  // namespace krait
