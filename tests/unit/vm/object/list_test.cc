#include "vm/object/list.h"

#include <random>
#include <vector>

#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

using ListTest = VmTest;
using ListStressTest = StressVmTest;

std::vector<int64_t> Ints(const List* list) {
  std::vector<int64_t> ints;
  for (Value value : list->values()) ints.push_back(value.IsUnbound() ? -1 : value.AsInt());
  return ints;
}

Result<Tuple*> TupleOfInts(Thread& t, const std::vector<int64_t>& ints) {
  Tuple* tuple = TRY(Tuple::New(t, ints.size()));
  for (size_t i = 0; i < ints.size(); ++i) tuple->Set(i, Value::FromInt(ints[i]));
  return tuple;
}

/// What a reader without a lock could see behind the end.
void ExpectClearedBehindEnd(const List* list, size_t upto) {
  const Value* elements = list->values().data();
  if (elements == nullptr) return;
  for (size_t i = list->size(); i < upto; ++i) EXPECT_TRUE(elements[i].IsUnbound()) << i;
}

TEST_F(ListTest, StartsEmpty) {
  List* list = *List::New(t);
  EXPECT_EQ(list->size(), 0u);
  EXPECT_TRUE(list->TryGet(0).IsUnbound());
  EXPECT_TRUE(list->values().empty());
}

TEST_F(ListTest, AppendsInOrder) {
  List* list = *List::New(t);
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(list->Append(t, Value::FromInt(i)).ok());
  ASSERT_EQ(list->size(), 1000u);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(list->TryGet(i).AsInt(), i);
  EXPECT_TRUE(list->TryGet(1000).IsUnbound());
}

TEST_F(ListTest, RandomChangesMatchVector) {
  std::mt19937 random(7);
  auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  for (int round = 0; round < 50; ++round) {
    List* list = *List::New(t, below(20));
    std::vector<int64_t> model;
    for (int step = 0; step < 200; ++step) {
      const int64_t number = static_cast<int64_t>(random() % 1000);
      const size_t old_size = model.size();
      switch (random() % 6) {
        case 0:
          ASSERT_TRUE(list->Append(t, Value::FromInt(number)).ok());
          model.push_back(number);
          break;
        case 1: {
          const size_t at = below(model.size() + 1);
          ASSERT_TRUE(list->Insert(t, at, Value::FromInt(number)).ok());
          model.insert(model.begin() + at, number);
          break;
        }
        case 2:
          if (!model.empty()) {
            const size_t at = below(model.size());
            EXPECT_EQ(list->RemoveAt(at).AsInt(), model[at]);
            model.erase(model.begin() + at);
          }
          break;
        case 3: {
          const size_t begin = below(model.size() + 1);
          const size_t end = begin + below(model.size() - begin + 1);
          std::vector<int64_t> with(below(6) * below(4), number);
          Tuple* values = *TupleOfInts(t, with);
          ASSERT_TRUE(list->ReplaceRange(t, begin, end, values->values()).ok());
          model.erase(model.begin() + begin, model.begin() + end);
          model.insert(model.begin() + begin, with.begin(), with.end());
          break;
        }
        case 4:
          if (!model.empty()) {
            const size_t at = below(model.size());
            list->Set(at, Value::FromInt(number));
            model[at] = number;
          }
          break;
        default:
          if (random() % 20 == 0) {
            list->Clear();
            model.clear();
          }
      }
      ASSERT_EQ(Ints(list), model);
      if (!model.empty()) ExpectClearedBehindEnd(list, old_size);
    }
  }
}

TEST_F(ListTest, SwapStorageExchangesElements) {
  List* a = *List::From(t, (*TupleOfInts(t, {1, 2, 3}))->values());
  List* b = *List::From(t, (*TupleOfInts(t, {9}))->values());
  a->SwapStorage(b);
  EXPECT_EQ(Ints(a), (std::vector<int64_t>{9}));
  EXPECT_EQ(Ints(b), (std::vector<int64_t>{1, 2, 3}));
}

TEST_F(ListTest, SnapshotIsIndependent) {
  List* list = *List::From(t, (*TupleOfInts(t, {1, 2, 3}))->values());
  Tuple* snapshot = *list->Snapshot(t);
  list->Clear();
  ASSERT_EQ(snapshot->size(), 3u);
  EXPECT_EQ(snapshot->At(2).AsInt(), 3);
}

TEST_F(ListTest, AbsurdCapacityIsMemoryErrorAndChangesNothing) {
  List* list = *List::From(t, (*TupleOfInts(t, {1, 2, 3}))->values());
  EXPECT_FALSE(list->Reserve(t, SIZE_MAX).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
  EXPECT_FALSE(List::New(t, size_t{1} << 60).ok());
  EXPECT_EQ(TakeError(t), "MemoryError");
  EXPECT_EQ(Ints(list), (std::vector<int64_t>{1, 2, 3}));
}

TEST(ListFailureTest, FailedAllocationChangesNothing) {
  ForEachFailingAllocation([](Thread& t) {
    const Result<List*> made = List::New(t);
    if (!made.ok()) return TakeError(t) == "MemoryError";
    List* list = *made;
    for (int i = 0; i < 40; ++i) {
      const auto before = Ints(list);
      const bool ok = i % 2 == 0 ? list->Append(t, Value::FromInt(i)).ok()
                                 : list->Insert(t, 0, Value::FromInt(i)).ok();
      if (ok) continue;
      EXPECT_EQ(Ints(list), before);
      return TakeError(t) == "MemoryError";
    }
    return false;
  });
}

TEST_F(ListStressTest, ElementsSurvive) {
  List* list = *List::New(t);
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(list->Insert(t, i / 2, S("element " + std::to_string(i))).ok());
  }
  size_t total = 0;
  for (Value value : list->values()) total += Cast<Str>(value)->ToUtf8().starts_with("element ");
  EXPECT_EQ(total, 100u);
}

}  // namespace
}  // namespace krait
