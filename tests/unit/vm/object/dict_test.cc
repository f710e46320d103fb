#include "vm/object/dict.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/vm/object/test_key.h"

namespace krait {
namespace {

using DictTest = KeyTest<VmTest>;
using DictStressTest = KeyTest<StressVmTest>;

using Items = std::vector<std::pair<int64_t, int64_t>>;

Items IntItems(const Dict* dict) {
  Items items;
  size_t position = 0;
  for (Value key, value; dict->Next(position, key, value);) {
    items.emplace_back(key.AsInt(), value.AsInt());
  }
  return items;
}

/// Keys by their text, in order.
std::vector<std::string> Keys(const Dict* dict) {
  std::vector<std::string> keys;
  size_t position = 0;
  for (Value key, value; dict->Next(position, key, value);) {
    keys.push_back(Is<Str>(key) ? Cast<Str>(key)->ToUtf8() : "?");
  }
  return keys;
}

TEST_F(DictTest, EmptyDictsShareATable) {
  Dict* dict = *Dict::New(t);
  EXPECT_EQ(dict->keys(), DictKeys::Empty());
  EXPECT_TRUE((*dict->Get(t, Value::FromInt(0))).IsUnbound());
  EXPECT_TRUE((*dict->Get(t, S("x"))).IsUnbound());
  EXPECT_TRUE((*dict->Remove(t, S("x"))).IsUnbound());
  size_t position = 0;
  Value key, value;
  EXPECT_FALSE(dict->Next(position, key, value));
  EXPECT_FALSE(dict->PopItem(t, key, value));
  EXPECT_EQ(dict->size(), 0u);
}

TEST_F(DictTest, RandomChangesKeepContentAndOrder) {
  std::mt19937 random(11);
  for (int round = 0; round < 60; ++round) {
    Dict* dict = *Dict::New(t, random() % 10);
    Items model;
    const int64_t range = round % 3 == 0 ? 10 : 300;
    for (int step = 0; step < 600; ++step) {
      const int64_t k = static_cast<int64_t>(random() % range) - range / 2;
      const Value key = Value::FromInt(k);
      const Value value = Value::FromInt(step);
      auto found = std::find_if(model.begin(), model.end(), [&](auto& i) { return i.first == k; });
      switch (random() % 8) {
        case 0:
        case 1:
        case 2:
          ASSERT_TRUE(dict->Set(t, key, value).ok());
          if (found == model.end()) {
            model.emplace_back(k, step);
          } else {
            found->second = step;
          }
          break;
        case 3:
        case 4: {
          const Value removed = *dict->Remove(t, key);
          ASSERT_EQ(removed.IsUnbound(), found == model.end());
          if (found != model.end()) {
            EXPECT_EQ(removed.AsInt(), found->second);
            model.erase(found);
          }
          break;
        }
        case 5: {
          const Value present = *dict->SetDefault(t, key, value);
          if (found == model.end()) {
            model.emplace_back(k, step);
            EXPECT_EQ(present.AsInt(), step);
          } else {
            EXPECT_EQ(present.AsInt(), found->second);
          }
          break;
        }
        case 6: {
          Value last_key, last_value;
          ASSERT_EQ(dict->PopItem(t, last_key, last_value), !model.empty());
          if (!model.empty()) {
            EXPECT_EQ(last_key.AsInt(), model.back().first);
            EXPECT_EQ(last_value.AsInt(), model.back().second);
            model.pop_back();
          }
          break;
        }
        default: {
          const Value present = *dict->Get(t, key);
          ASSERT_EQ(present.IsUnbound(), found == model.end());
          if (found != model.end()) EXPECT_EQ(present.AsInt(), found->second);
        }
      }
      ASSERT_EQ(dict->size(), model.size());
      if (step % 10 == 0) ASSERT_EQ(IntItems(dict), model);
    }
    if (round % 7 == 0) {
      dict->Clear(t);
      EXPECT_EQ(dict->size(), 0u);
      EXPECT_EQ(IntItems(dict), Items{});
    }
  }
}

TEST_F(DictTest, LargeTablesUseWiderIndexes) {
  Dict* dict = *Dict::New(t);
  for (int64_t i = 0; i < 100'000; ++i) {
    ASSERT_TRUE(dict->Set(t, Value::FromInt(i * 7), Value::FromInt(i)).ok());
  }
  for (int64_t i = 0; i < 100'000; ++i) {
    ASSERT_EQ((*dict->Get(t, Value::FromInt(i * 7))).AsInt(), i);
    ASSERT_TRUE((*dict->Get(t, Value::FromInt(i * 7 + 1))).IsUnbound());
  }
}

TEST_F(DictTest, ReversedIterationMirrorsForward) {
  Dict* dict = *Dict::New(t);
  for (int64_t i = 0; i < 20; ++i) (void)dict->Set(t, Value::FromInt(i), Value::FromInt(i));
  for (int64_t i = 0; i < 20; i += 3) (void)dict->Remove(t, Value::FromInt(i));
  Items backward;
  size_t position = dict->keys()->used();
  for (Value key, value; dict->Previous(position, key, value);) {
    backward.emplace_back(key.AsInt(), value.AsInt());
  }
  std::reverse(backward.begin(), backward.end());
  EXPECT_EQ(backward, IntItems(dict));
}

TEST_F(DictTest, PopItemIsNotQuadratic) {
  // Pushes and pops leave long runs of deleted entries behind; walking them again each time would
  // take minutes here.
  Dict* dict = *Dict::New(t);
  constexpr int64_t kCount = 300'000;
  for (int64_t i = 0; i < kCount; ++i) (void)dict->Set(t, Value::FromInt(i), Value::None());
  Value key, value;
  for (int64_t i = 0; i < kCount / 2; ++i) {
    ASSERT_TRUE(dict->PopItem(t, key, value));
    if (i % 4 == 0) (void)dict->Set(t, Value::FromInt(kCount + i), Value::None());
  }
  while (dict->size() != 0) ASSERT_TRUE(dict->PopItem(t, key, value));
  EXPECT_EQ(key.AsInt(), 0);
}

// Strings.

TEST_F(DictTest, StringsAreFoundByContent) {
  Dict* dict = *Dict::New(t);
  Str* name = Str::Intern(t, Cast<Str>(S("größe")));
  ASSERT_TRUE(dict->SetStr(t, name, Value::FromInt(1)).ok());
  EXPECT_EQ(dict->GetStr(t, Cast<Str>(S("größe"))).AsInt(), 1);
  EXPECT_EQ((*dict->Get(t, S("größe"))).AsInt(), 1);
  EXPECT_TRUE(dict->GetStr(t, Cast<Str>(S("grösse"))).IsUnbound());
  EXPECT_TRUE(dict->keys()->all_strings());
  EXPECT_EQ(dict->RemoveStr(t, Cast<Str>(S("größe"))).AsInt(), 1);
  EXPECT_TRUE(dict->RemoveStr(t, name).IsUnbound());
}

TEST_F(DictTest, StringsAmongOtherKeys) {
  Dict* dict = *Dict::New(t);
  (void)dict->Set(t, S("a"), Value::FromInt(1));
  (void)dict->Set(t, Value::FromInt(2), Value::FromInt(2));
  (void)dict->SetWithHash(t, Value::None(), 77, Value::FromInt(3));
  EXPECT_FALSE(dict->keys()->all_strings());
  EXPECT_EQ(dict->GetStr(t, Cast<Str>(S("a"))).AsInt(), 1);
  EXPECT_EQ((*dict->GetWithHash(t, Value::None(), 77)).AsInt(), 3);
  (void)dict->Remove(t, Value::FromInt(2));
  (void)dict->RemoveWithHash(t, Value::None(), 77);
  // A new table knows better.
  for (int i = 0; i < 20; ++i) (void)dict->Set(t, S("k" + std::to_string(i)), Value::None());
  EXPECT_TRUE(dict->keys()->all_strings());
}

TEST_F(DictTest, ReplacedValueKeepsFirstKey) {
  Dict* dict = *Dict::New(t);
  const Value first = S("some text");
  (void)dict->Set(t, first, Value::FromInt(1));
  (void)dict->Set(t, S("some text"), Value::FromInt(2));
  size_t position = 0;
  Value key, value;
  ASSERT_TRUE(dict->Next(position, key, value));
  EXPECT_TRUE(key.SameBits(first));
  EXPECT_EQ(value.AsInt(), 2);
}

// Keys that Python compares.

TEST_F(DictTest, EqualKeysOfOtherIdentityMatch) {
  Dict* dict = *Dict::New(t);
  (void)dict->Set(t, Key(1, 42), Value::FromInt(10));
  (void)dict->Set(t, Key(2, 42), Value::FromInt(20));
  EXPECT_EQ((*dict->Get(t, Key(1, 42))).AsInt(), 10);
  EXPECT_EQ((*dict->Get(t, Key(2, 42))).AsInt(), 20);
  EXPECT_TRUE((*dict->Get(t, Key(3, 42))).IsUnbound());
  EXPECT_EQ((*dict->Remove(t, Key(1, 42))).AsInt(), 10);
  EXPECT_EQ(dict->size(), 1u);
}

TEST_F(DictTest, IdentityAndHashComeBeforeEq) {
  Dict* dict = *Dict::New(t);
  const Value key = Key(1, 42);
  (void)dict->Set(t, key, Value::None());
  (void)dict->Get(t, key);
  (void)dict->Get(t, Key(1, 43));
  EXPECT_EQ(TestKey::comparisons, 0);
}

TEST_F(DictTest, ErrorInEqComesOutAndChangesNothing) {
  Dict* dict = *Dict::New(t);
  (void)dict->Set(t, Key(1, 42), Value::FromInt(10));
  TestKey::on_compare = [](TestKey*, TestKey*) { return false; };
  EXPECT_FALSE(dict->Get(t, Key(2, 42)).ok());
  EXPECT_EQ(TakeError(t), "ValueError: no comparison");
  EXPECT_FALSE(dict->Set(t, Key(2, 42), Value::None()).ok());
  EXPECT_EQ(TakeError(t), "ValueError: no comparison");
  EXPECT_FALSE(dict->Remove(t, Key(2, 42)).ok());
  EXPECT_EQ(TakeError(t), "ValueError: no comparison");
  EXPECT_EQ(dict->size(), 1u);
}

TEST_F(DictTest, EqThatClearsTheDict) {
  Dict* dict = *Dict::New(t);
  (void)dict->Set(t, Key(1, 42), Value::FromInt(10));
  TestKey::on_compare = [&](TestKey*, TestKey*) {
    dict->Clear(t);
    return true;
  };
  ASSERT_TRUE(dict->Set(t, Key(1, 42), Value::FromInt(20)).ok());
  EXPECT_EQ(dict->size(), 1u);
  TestKey::on_compare = nullptr;
  EXPECT_EQ((*dict->Get(t, Key(1, 42))).AsInt(), 20);
}

TEST_F(DictTest, EqThatGrowsTheDict) {
  Dict* dict = *Dict::New(t);
  (void)dict->Set(t, Key(1, 42), Value::FromInt(10));
  int64_t next = 1000;
  TestKey::on_compare = [&](TestKey*, TestKey*) {
    for (int i = 0; i < 10 && next < 1100; ++i, ++next) {
      (void)dict->Set(t, Value::FromInt(next), Value::None());
    }
    return true;
  };
  ASSERT_TRUE(dict->Set(t, Key(2, 42), Value::FromInt(20)).ok());
  TestKey::on_compare = nullptr;
  EXPECT_EQ(dict->size(), 102u);
  EXPECT_EQ((*dict->Get(t, Key(2, 42))).AsInt(), 20);
  EXPECT_EQ((*dict->Get(t, Key(1, 42))).AsInt(), 10);
}

TEST_F(DictTest, EqThatInsertsTheSoughtKey) {
  Dict* dict = *Dict::New(t);
  (void)dict->Set(t, Key(1, 42), Value::FromInt(10));
  bool inserted = false;
  TestKey::on_compare = [&](TestKey*, TestKey*) {
    if (!inserted) {
      inserted = true;
      (void)dict->Set(t, Key(2, 42), Value::FromInt(20));
    }
    return true;
  };
  ASSERT_TRUE(dict->Set(t, Key(2, 42), Value::FromInt(30)).ok());
  TestKey::on_compare = nullptr;
  EXPECT_EQ(dict->size(), 2u) << "the same key twice";
  EXPECT_EQ((*dict->Get(t, Key(2, 42))).AsInt(), 30);
}

TEST_F(DictTest, EqThatRemovesTheFoundKey) {
  Dict* dict = *Dict::New(t);
  const Value present = Key(1, 42);
  (void)dict->Set(t, present, Value::FromInt(10));
  TestKey::on_compare = [&](TestKey*, TestKey*) {
    (void)dict->Remove(t, present);
    return true;
  };
  EXPECT_TRUE((*dict->Get(t, Key(1, 42))).IsUnbound());
  EXPECT_EQ(dict->size(), 0u);
}

// Whole dicts.

TEST_F(DictTest, CopyIsIndependentAndOrdered) {
  Dict* dict = *Dict::New(t);
  for (int64_t i = 0; i < 10; ++i) (void)dict->Set(t, Value::FromInt(i), Value::FromInt(i));
  (void)dict->Remove(t, Value::FromInt(3));
  Dict* copy = *dict->Copy(t);
  EXPECT_EQ(IntItems(copy), IntItems(dict));
  (void)copy->Set(t, Value::FromInt(100), Value::FromInt(100));
  EXPECT_EQ(dict->size(), 9u);
  EXPECT_EQ(copy->size(), 10u);
}

TEST_F(DictTest, MergeOverridesOrNot) {
  for (bool override : {true, false}) {
    Dict* a = *Dict::New(t);
    Dict* b = *Dict::New(t);
    (void)a->Set(t, Value::FromInt(1), Value::FromInt(1));
    (void)a->Set(t, Value::FromInt(2), Value::FromInt(2));
    (void)b->Set(t, Value::FromInt(3), Value::FromInt(30));
    (void)b->Set(t, Value::FromInt(2), Value::FromInt(20));
    ASSERT_TRUE(a->Merge(t, b, override).ok());
    EXPECT_EQ(IntItems(a), (Items{{1, 1}, {2, override ? 20 : 2}, {3, 30}}));
    ASSERT_TRUE(a->Merge(t, a, override).ok());
    EXPECT_EQ(a->size(), 3u);
  }
}

TEST_F(DictTest, MergeNoticesAChangedSource) {
  Dict* a = *Dict::New(t);
  Dict* b = *Dict::New(t);
  (void)a->Set(t, Key(1, 42), Value::None());
  (void)b->Set(t, Key(2, 42), Value::None());
  (void)b->Set(t, Key(3, 43), Value::None());
  TestKey::on_compare = [&](TestKey*, TestKey*) {
    (void)b->Set(t, Value::FromInt(static_cast<int64_t>(b->size())), Value::None());
    return true;
  };
  EXPECT_FALSE(a->Merge(t, b, true).ok());
  EXPECT_EQ(TakeError(t), "RuntimeError: dict mutated during update");
}

TEST_F(DictTest, KeysVersionTellsSetsOfKeysApart) {
  Dict* dict = *Dict::New(t);
  const uint64_t empty = dict->KeysVersion(t);
  EXPECT_NE(empty, 0u);
  EXPECT_EQ(dict->KeysVersion(t), empty);
  (void)dict->Set(t, S("a"), Value::FromInt(1));
  const uint64_t with_a = dict->KeysVersion(t);
  EXPECT_NE(with_a, empty);
  (void)dict->Set(t, S("a"), Value::FromInt(2));
  EXPECT_EQ(dict->KeysVersion(t), with_a) << "a value is no key";
  (void)dict->Remove(t, S("a"));
  (void)dict->Set(t, S("a"), Value::FromInt(2));
  EXPECT_NE(dict->KeysVersion(t), with_a) << "the key has moved to another entry";
}

TEST_F(DictTest, AbsurdSizeIsMemoryError) {
  EXPECT_FALSE(Dict::New(t, SIZE_MAX).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
  EXPECT_FALSE(Dict::New(t, size_t{1} << 42).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
}

TEST(DictFailureTest, FailedAllocationChangesNothing) {
  ForEachFailingAllocation([](Thread& t) {
    const Result<Dict*> made = Dict::New(t);
    if (!made.ok()) return TakeError(t) == "MemoryError";
    Dict* dict = *made;
    for (int64_t i = 0; i < 50; ++i) {
      const Items before = IntItems(dict);
      if (dict->Set(t, Value::FromInt(i), Value::FromInt(i)).ok()) continue;
      EXPECT_EQ(IntItems(dict), before);
      EXPECT_EQ(dict->size(), before.size());
      return TakeError(t) == "MemoryError";
    }
    const Result<Dict*> copy = dict->Copy(t);
    return !copy.ok() && TakeError(t) == "MemoryError";
  });
}

TEST_F(DictStressTest, KeysAndValuesSurvive) {
  Dict* dict = *Dict::New(t);
  for (int i = 0; i < 60; ++i) {
    const std::string text = "key " + std::to_string(i);
    ASSERT_TRUE(dict->Set(t, S(text), S(text + " value")).ok());
    ASSERT_TRUE(dict->Set(t, Key(i, i % 5), S(text)).ok());
  }
  for (int i = 0; i < 60; ++i) {
    const std::string text = "key " + std::to_string(i);
    EXPECT_EQ(Cast<Str>(*dict->Get(t, S(text)))->ToUtf8(), text + " value");
    EXPECT_EQ(Cast<Str>(*dict->Get(t, Key(i, i % 5)))->ToUtf8(), text);
  }
  EXPECT_EQ(Keys(dict).size(), 120u);
}

}  // namespace
}  // namespace krait
