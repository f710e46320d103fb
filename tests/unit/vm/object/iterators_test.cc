#include "vm/object/iterators.h"

#include <string>

#include "tests/unit/vm/object/test_key.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/set.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

using IteratorsTest = KeyTest<VmTest>;

Result<List*> ListUpTo(Thread& t, int64_t count) {
  List* list = TRY(List::New(t));
  for (int64_t i = 0; i < count; ++i) TRY(list->Append(t, Value::FromInt(i)));
  return list;
}

Result<Dict*> DictUpTo(Thread& t, int64_t count) {
  Dict* dict = TRY(Dict::New(t));
  for (int64_t i = 0; i < count; ++i) TRY(dict->Set(t, Value::FromInt(i), Value::FromInt(i * 10)));
  return dict;
}

/// What is left, as ints with a final dot; an error as its text.
template <typename T>
std::string Rest(Thread& t, T* iterator) {
  std::string text;
  for (;;) {
    const Result<Value> next = iterator->Next(t);
    if (!next.ok()) return text + TakeError(t);
    if ((*next).IsUnbound()) return text + ".";
    text += std::to_string((*next).AsInt()) + " ";
  }
}

TEST_F(IteratorsTest, ListSeesGrowth) {
  List* list = *ListUpTo(t, 2);
  ListIterator* iterator = *ListIterator::New(t, list);
  EXPECT_EQ((*iterator->Next(t)).AsInt(), 0);
  EXPECT_EQ((*iterator->Next(t)).AsInt(), 1);
  (void)list->Append(t, Value::FromInt(7));
  EXPECT_EQ(Rest(t, iterator), "7 .");
  (void)list->Append(t, Value::FromInt(8));
  EXPECT_EQ(Rest(t, iterator), ".") << "the end is final";
}

TEST_F(IteratorsTest, ListSeesShrinking) {
  List* list = *ListUpTo(t, 5);
  ListIterator* iterator = *ListIterator::New(t, list);
  (void)iterator->Next(t);
  list->RemoveAt(0);
  EXPECT_EQ(Rest(t, iterator), "2 3 4 .");
  iterator = *ListIterator::New(t, list);
  list->Clear();
  EXPECT_EQ(Rest(t, iterator), ".");
}

TEST_F(IteratorsTest, ListReversed) {
  List* list = *ListUpTo(t, 3);
  EXPECT_EQ(Rest(t, *ListIterator::NewReversed(t, list)), "2 1 0 .");
  EXPECT_EQ(Rest(t, *ListIterator::NewReversed(t, *List::New(t))), ".");
  ListIterator* iterator = *ListIterator::NewReversed(t, list);
  list->Clear();
  (void)list->Append(t, Value::FromInt(9));
  EXPECT_EQ(Rest(t, iterator), ".") << "its place is gone";
  EXPECT_EQ(TypeOf(t, Value::FromObject(iterator)), types(t).list_reverseiterator);
}

TEST_F(IteratorsTest, TupleStrBytes) {
  Tuple* tuple = *Tuple::Of(t, Value::FromInt(4), Value::FromInt(5));
  EXPECT_EQ(Rest(t, *TupleIterator::New(t, tuple)), "4 5 .");
  BytesIterator* bytes =
      *BytesIterator::New(t, types(t).bytes_iterator, *Bytes::From(t, "\x01\xff"));
  EXPECT_EQ(Rest(t, bytes), "1 255 .");
  StrIterator* str = *StrIterator::New(t, Cast<Str>(S("a\xe2\x82\xac")));
  EXPECT_EQ(Cast<Str>(*str->Next(t)), t.vm().latin1_char('a'));
  EXPECT_EQ(Cast<Str>(*str->Next(t))->At(0), U'\u20ac');
  EXPECT_TRUE((*str->Next(t)).IsUnbound());
  EXPECT_TRUE((*str->Next(t)).IsUnbound());
  EXPECT_EQ(TypeOf(t, Value::FromObject(str)), types(t).str_iterator);
  str = *StrIterator::New(t, Cast<Str>(S("ab")));
  EXPECT_EQ(TypeOf(t, Value::FromObject(str)), types(t).str_ascii_iterator);
}

TEST_F(IteratorsTest, DictKinds) {
  Dict* dict = *DictUpTo(t, 3);
  EXPECT_EQ(Rest(t, *DictIterator::New(t, dict, DictIterator::kKeys, false)), "0 1 2 .");
  EXPECT_EQ(Rest(t, *DictIterator::New(t, dict, DictIterator::kValues, false)), "0 10 20 .");
  EXPECT_EQ(Rest(t, *DictIterator::New(t, dict, DictIterator::kKeys, true)), "2 1 0 .");
  EXPECT_EQ(Rest(t, *DictIterator::New(t, dict, DictIterator::kValues, true)), "20 10 0 .");
  DictIterator* items = *DictIterator::New(t, dict, DictIterator::kItems, false);
  EXPECT_EQ(items->Remaining(), 3u);
  const Tuple* item = Cast<Tuple>(*items->Next(t));
  EXPECT_EQ(item->At(0).AsInt(), 0);
  EXPECT_EQ(item->At(1).AsInt(), 0);
  EXPECT_EQ(items->Remaining(), 2u);
  EXPECT_EQ(TypeOf(t, Value::FromObject(items)), types(t).dict_itemiterator);
  items = *DictIterator::New(t, dict, DictIterator::kItems, true);
  EXPECT_EQ(Cast<Tuple>(*items->Next(t))->At(1).AsInt(), 20);
  EXPECT_EQ(TypeOf(t, Value::FromObject(items)), types(t).dict_reverseitemiterator);
}

TEST_F(IteratorsTest, DictThatChangesSize) {
  constexpr char kText[] = "RuntimeError: dictionary changed size during iteration";
  for (bool reversed : {false, true}) {
    Dict* dict = *DictUpTo(t, 3);
    DictIterator* iterator = *DictIterator::New(t, dict, DictIterator::kKeys, reversed);
    (void)iterator->Next(t);
    (void)dict->Set(t, S("new"), Value::None());
    EXPECT_EQ(Rest(t, iterator), kText);
    (void)dict->Remove(t, S("new"));
    EXPECT_EQ(Rest(t, iterator), kText) << "the error stays";
    EXPECT_EQ(iterator->Remaining(), 0u);
  }
}

TEST_F(IteratorsTest, DictThatChangesKeys) {
  Dict* dict = *DictUpTo(t, 1);
  DictIterator* iterator = *DictIterator::New(t, dict, DictIterator::kKeys, false);
  EXPECT_EQ((*iterator->Next(t)).AsInt(), 0);
  (void)dict->Remove(t, Value::FromInt(0));
  (void)dict->Set(t, Value::FromInt(1), Value::None());
  EXPECT_EQ(Rest(t, iterator), "RuntimeError: dictionary keys changed during iteration");
}

TEST_F(IteratorsTest, DictMayChangeValues) {
  Dict* dict = *DictUpTo(t, 3);
  DictIterator* iterator = *DictIterator::New(t, dict, DictIterator::kValues, false);
  (void)iterator->Next(t);
  (void)dict->Set(t, Value::FromInt(1), Value::FromInt(11));
  EXPECT_EQ(Rest(t, iterator), "11 20 .");
}

TEST_F(IteratorsTest, SetThatChangesSize) {
  Set* set = *Set::New(t, types(t).set);
  for (int64_t i = 0; i < 3; ++i) (void)set->Add(t, Value::FromInt(i));
  SetIterator* iterator = *SetIterator::New(t, set);
  EXPECT_EQ(iterator->Remaining(), 3u);
  EXPECT_EQ((*iterator->Next(t)).AsInt(), 0);
  (void)set->Add(t, Value::FromInt(3));
  EXPECT_EQ(Rest(t, iterator), "RuntimeError: Set changed size during iteration");
  (void)set->Discard(t, Value::FromInt(3));
  EXPECT_EQ(Rest(t, iterator), "RuntimeError: Set changed size during iteration");
  EXPECT_EQ(Rest(t, *SetIterator::New(t, set)), "0 1 2 .");
}

// Objects that answer in C++ as a Python class would.

class Sequence : public NativeObject {
 public:
  static const NativeClass kClass;
  /// The exception behind the last item, the first that __getitem__ and __call__ find missing.
  static inline thread_local Type* BuiltinTypes::* end;
  static inline thread_local int64_t calls;

  static Result<Value> GetItem(Thread& t, Value, Value key) {
    if (key.AsInt() < 3) return Value::FromInt(key.AsInt() * 100);
    return Raise(t, end, "over");
  }
  static Result<Value> Call(Thread& t, Value, Args) {
    if (calls < 5) return Value::FromInt(calls++);
    return Raise(t, end, "over");
  }
};
const NativeClass Sequence::kClass = {"Sequence", nullptr, nullptr};

class ProtocolIteratorsTest : public IteratorsTest {
 protected:
  Value NewSequence(Type* BuiltinTypes::* end) {
    Sequence::end = end;
    Sequence::calls = 0;
    NativeTypeSpec spec{};
    spec.name = "test.Sequence";
    spec.instance_size = sizeof(Sequence);
    spec.spec.slots.call = &Sequence::Call;
    spec.spec.slots.getitem = &Sequence::GetItem;
    Type* type = *TypeBuilder::NewNativeType(t, spec);
    return Value::FromObject(*NewNative<Sequence>(t, type));
  }
};

TEST_F(ProtocolIteratorsTest, SequenceEndsWithIndexErrorOrStopIteration) {
  for (auto end : {&BuiltinTypes::IndexError, &BuiltinTypes::StopIteration}) {
    SequenceIterator* iterator = *SequenceIterator::New(t, NewSequence(end));
    EXPECT_EQ(Rest(t, iterator), "0 100 200 .");
    EXPECT_EQ(Rest(t, iterator), ".");
  }
}

TEST_F(ProtocolIteratorsTest, SequencePassesOtherErrorsOn) {
  SequenceIterator* iterator = *SequenceIterator::New(t, NewSequence(&BuiltinTypes::KeyError));
  EXPECT_EQ(Rest(t, iterator), "0 100 200 KeyError: over");
  EXPECT_EQ(Rest(t, iterator), "KeyError: over");
}

TEST_F(ProtocolIteratorsTest, SequenceIndexHasALimit) {
  SequenceIterator* iterator = *SequenceIterator::New(t, NewSequence(&BuiltinTypes::IndexError));
  iterator->set_index(*Int::From(t, INT64_MAX));
  EXPECT_EQ(Rest(t, iterator), "OverflowError: iter index too large");
}

TEST_F(ProtocolIteratorsTest, CallableEndsAtSentinel) {
  const Value callable = NewSequence(&BuiltinTypes::ValueError);
  CallableIterator* iterator = *CallableIterator::New(t, callable, Value::FromInt(3));
  EXPECT_EQ(Rest(t, iterator), "0 1 2 .");
  EXPECT_EQ(Rest(t, iterator), ".");
  EXPECT_EQ(Sequence::calls, 4) << "not called again after the end";
}

TEST_F(ProtocolIteratorsTest, CallableEndsWithStopIteration) {
  const Value callable = NewSequence(&BuiltinTypes::StopIteration);
  EXPECT_EQ(Rest(t, *CallableIterator::New(t, callable, Value::FromInt(99))), "0 1 2 3 4 .");
  const Value other = NewSequence(&BuiltinTypes::ValueError);
  EXPECT_EQ(Rest(t, *CallableIterator::New(t, other, Value::FromInt(99))),
            "0 1 2 3 4 ValueError: over");
}

}  // namespace
}  // namespace krait
