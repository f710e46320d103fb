#include "vm/object/set.h"

#include <string>
#include <vector>

#include "tests/unit/vm/object/object_oracle.h"
#include "tests/unit/vm/object/test_key.h"
#include "vm/object/dict.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

class SetTest : public KeyTest<VmTest> {
 protected:
  Set* New() { return *Set::New(t, types(t).set); }
};
using SetStressTest = KeyTest<StressVmTest>;

std::vector<int64_t> Ints(const Set* set) {
  std::vector<int64_t> ints;
  size_t position = 0;
  for (Value key; set->Next(position, key);) ints.push_back(key.IsInt() ? key.AsInt() : -1);
  return ints;
}

TEST_F(SetTest, EmptySetsShareATable) {
  Set* set = New();
  EXPECT_EQ(set->table(), SetTable::Empty());
  EXPECT_FALSE(*set->Contains(t, Value::FromInt(0)));
  EXPECT_FALSE(*set->Discard(t, S("x")));
  EXPECT_TRUE(set->Pop(t).IsUnbound());
  EXPECT_EQ(set->size(), 0u);
  EXPECT_EQ(Ints(set).size(), 0u);
}

TEST_F(SetTest, AddAndDiscardSayWhetherTheyChanged) {
  Set* set = New();
  EXPECT_TRUE(*set->Add(t, S("x")));
  EXPECT_FALSE(*set->Add(t, S("x")));
  EXPECT_TRUE(*set->Contains(t, S("x")));
  EXPECT_EQ(set->size(), 1u);
  EXPECT_TRUE(*set->Discard(t, S("x")));
  EXPECT_FALSE(*set->Discard(t, S("x")));
  EXPECT_EQ(set->size(), 0u);
}

TEST_F(SetTest, TypesOfResults) {
  Set* set = New();
  Set* frozen = *Set::New(t, types(t).frozenset);
  (void)set->Add(t, Value::FromInt(1));
  (void)frozen->Add(t, Value::FromInt(1));
  EXPECT_EQ(TypeOf(t, Value::FromObject(*set->Intersection(t, frozen))), types(t).set);
  EXPECT_EQ(TypeOf(t, Value::FromObject(*frozen->Intersection(t, set))), types(t).frozenset);
  EXPECT_EQ(TypeOf(t, Value::FromObject(*frozen->SymmetricDifference(t, set))), types(t).frozenset);
  EXPECT_EQ(frozen->FrozenHash(), (*frozen->Copy(t))->FrozenHash());
}

TEST_F(SetTest, DummyIsNeverFound) {
  Set* set = New();
  (void)set->Add(t, Value::FromInt(3));
  (void)set->Discard(t, Value::FromInt(3));
  EXPECT_FALSE(*set->ContainsWithHash(t, Value::None(), 3));
  EXPECT_EQ(Ints(set).size(), 0u);
}

// Keys that Python compares.

TEST_F(SetTest, EqThatChangesTheSet) {
  Set* set = New();
  (void)set->Add(t, Key(1, 42));
  bool inserted = false;
  TestKey::on_compare = [&](TestKey*, TestKey*) {
    if (!inserted) {
      inserted = true;
      (void)set->Add(t, Key(2, 42));
    }
    return true;
  };
  ASSERT_TRUE(set->Add(t, Key(2, 42)).ok());
  EXPECT_EQ(set->size(), 2u) << "the same key twice";
  TestKey::on_compare = [&](TestKey*, TestKey*) {
    set->Clear(t);
    return true;
  };
  EXPECT_FALSE(*set->Contains(t, Key(1, 42)));
  EXPECT_EQ(set->size(), 0u);
}

TEST_F(SetTest, ErrorInEqComesOut) {
  Set* set = New();
  (void)set->Add(t, Key(1, 42));
  TestKey::on_compare = [](TestKey*, TestKey*) { return false; };
  EXPECT_FALSE(set->Add(t, Key(2, 42)).ok());
  EXPECT_EQ(TakeError(t), "ValueError: no comparison");
  EXPECT_FALSE(set->Discard(t, Key(2, 42)).ok());
  EXPECT_EQ(TakeError(t), "ValueError: no comparison");
  EXPECT_EQ(set->size(), 1u);
}

TEST(SetFailureTest, FailedAllocationChangesNothing) {
  ForEachFailingAllocation([](Thread& t) {
    const Result<Set*> made = Set::New(t, types(t).set);
    if (!made.ok()) return TakeError(t) == "MemoryError";
    Set* set = *made;
    for (int64_t i = 0; i < 100; ++i) {
      const auto before = Ints(set);
      if (set->Add(t, Value::FromInt(i * 5)).ok()) continue;
      EXPECT_EQ(TakeError(t), "MemoryError");
      EXPECT_EQ(Ints(set), before);
      // It goes on as if nothing had happened.
      for (int64_t j = i; j < 200; ++j) EXPECT_TRUE(*set->Add(t, Value::FromInt(j * 5)));
      EXPECT_EQ(set->size(), 200u);
      return true;
    }
    return false;
  });
}

TEST_F(SetStressTest, KeysSurvive) {
  Set* set = *Set::New(t, types(t).set);
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(*set->Add(t, S("key " + std::to_string(i))));
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(*set->Contains(t, S("key " + std::to_string(i))));
}

// The order of elements is CPython's.

class SetOrderTest : public VmTest {
 protected:
  SetOrderTest() : VmTest(Options()) {}
  void SetUp() override {
    VmTest::SetUp();
    sets_ = *Tuple::New(t, 4);
    ASSERT_TRUE(t.vm().modules()->Set(t, S("sets"), Value::FromObject(sets_)).ok());
    Reset();
  }

  static VmOptions Options() {
    VmOptions options;
    options.hash_secret = StringHashKey::FromSeed(kOracleHashSeed);
    return options;
  }

  void Reset() {
    for (size_t i = 0; i < 4; ++i) sets_->Set(i, Value::FromObject(*Set::New(t, types(t).set)));
  }
  Set* At(const std::string& index) { return Cast<Set>(sets_->At(std::stoul(index))); }

  Value Key(const std::string& text) {
    return text[0] == 's' ? S(text.substr(1)) : ParseNumber(t, text.substr(1));
  }
  std::string Text(Value key) {
    return Is<Str>(key) ? "s" + Cast<Str>(key)->ToUtf8() : "i" + NumberText(key);
  }
  std::string Elements(const Set* set) {
    std::string text;
    size_t position = 0;
    for (Value key; set->Next(position, key);) text += " " + Text(key);
    return text;
  }

  /// Adds or discards the keys from line[2] on.
  void ForKeys(const std::vector<std::string>& line, Result<bool> (Set::*change)(Thread&, Value)) {
    for (size_t i = 2; i < line.size(); ++i) {
      ASSERT_TRUE((At(line[1])->*change)(t, Key(line[i])).ok());
    }
  }

  void UpdateFromDict(const std::vector<std::string>& line) {
    Dict* dict = *Dict::New(t);
    for (size_t i = 2; i < line.size(); ++i) {
      ASSERT_TRUE(dict->Set(t, Key(line[i]), Value::None()).ok());
    }
    ASSERT_TRUE(At(line[1])->UpdateFromDict(t, dict).ok());
  }

  void Run(const std::vector<std::string>& line) {
    const std::string& what = line[0];
    auto make = [&](Result<Set*> made) {
      sets_->Set(std::stoul(line[1]), Value::FromObject(*made));
    };
    if (what == "new") {
      Reset();
    } else if (what == "add" || what == "many") {
      ForKeys(line, &Set::Add);
    } else if (what == "discard" || what == "thin") {
      ForKeys(line, &Set::Discard);
    } else if (what == "pop") {
      const Value key = At(line[1])->Pop(t);
      EXPECT_EQ(key.IsUnbound() ? "-" : Text(key), line[2]);
    } else if (what == "clear") {
      At(line[1])->Clear(t);
    } else if (what == "copy") {
      make(At(line[2])->Copy(t));
    } else if (what == "update") {
      ASSERT_TRUE(At(line[1])->Update(t, At(line[2])).ok());
    } else if (what == "dict") {
      UpdateFromDict(line);
    } else if (what == "or") {
      make(At(line[2])->Union(t, At(line[3])));
    } else if (what == "and") {
      make(At(line[2])->Intersection(t, At(line[3])));
    } else if (what == "sub") {
      make(At(line[2])->Difference(t, At(line[3])));
    } else if (what == "xor") {
      make(At(line[2])->SymmetricDifference(t, At(line[3])));
    } else if (what == "iand") {
      ASSERT_TRUE(At(line[1])->IntersectionUpdate(t, At(line[2])).ok());
    } else if (what == "isub") {
      ASSERT_TRUE(At(line[1])->DifferenceUpdate(t, At(line[2])).ok());
    } else if (what == "ixor") {
      ASSERT_TRUE(At(line[1])->SymmetricDifferenceUpdate(t, At(line[2])).ok());
    } else {
      Check(line);
    }
  }

  void Check(const std::vector<std::string>& line) {
    if (line[0] == "=") {
      std::string expected;
      for (size_t i = 2; i < line.size(); ++i) expected += " " + line[i];
      ASSERT_EQ(Elements(At(line[1])), expected);
    } else if (line[0] == "subset") {
      EXPECT_EQ(*At(line[1])->IsSubsetOf(t, At(line[2])), line[3] == "1");
      EXPECT_EQ(*At(line[1])->IsDisjoint(t, At(line[2])), line[4] == "1");
    } else if (line[0] == "large") {
      MakeLarge();
      ExpectChecksum(line, large_);
    } else if (line[0] == "frozen") {
      Set* frozen = *large_->CopyAs(t, types(t).frozenset);
      ExpectChecksum(line, frozen);
      EXPECT_EQ(std::to_string(frozen->FrozenHash()), line[3]);
    } else {
      FAIL() << "unknown line " << line[0];
    }
  }

  void MakeLarge() {
    large_ = *Set::New(t, types(t).set);
    sets_->Set(0, Value::FromObject(large_));
    for (int64_t i = 0; i < 120'000; ++i)
      (void)large_->Add(t, Value::FromInt(i * 7919 % 1'000'003));
    for (int64_t i = 0; i < 1'000'003; i += 3) (void)large_->Discard(t, Value::FromInt(i));
  }

  void ExpectChecksum(const std::vector<std::string>& line, const Set* set) {
    EXPECT_EQ(std::to_string(set->size()), line[1]);
    size_t position = 0;
    unsigned __int128 count = 0;
    for (Value key; set->Next(position, key);) {
      checksum_ =
          (checksum_ * 31 + static_cast<uint64_t>(key.AsInt()) * ++count) % (uint64_t{1} << 61);
    }
    EXPECT_EQ(std::to_string(static_cast<uint64_t>(checksum_)), line[2]);
  }

 private:
  Tuple* sets_ = nullptr;
  Set* large_ = nullptr;
  unsigned __int128 checksum_ = 0;
};

TEST_F(SetOrderTest, AgreesWithCPython) {
  const auto lines = AskOracle("set", 150);
  ASSERT_GT(lines.size(), 100u);
  std::string history;
  for (const auto& line : lines) {
    if (line[0] == "new") history.clear();
    if (line[0] != "=" && line[0] != "subset") {
      for (const auto& word : line) history += word + " ";
      history += "\n";
    }
    Run(line);
    if (HasFailure()) {
      ADD_FAILURE() << "after\n" << history;
      return;
    }
  }
}

}  // namespace
}  // namespace krait
