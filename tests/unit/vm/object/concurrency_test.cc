// Containers under free threading: nothing is lost, nothing torn, whatever the threads race on.

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gil/blocking.h"
#include "gil/object_lock.h"
#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/set.h"

namespace krait {
namespace {

constexpr int kThreads = 4;

class ConcurrencyTest : public VmTest {
 protected:
  ConcurrencyTest() : VmTest(Options()) {}

  static VmOptions Options() {
    VmOptions options;
    options.threading = gil::ModelKind::kFree;
    options.heap.minimum_budget = 1 << 20;  // so that there are collections in between
    return options;
  }

  static void Poll(Thread& t) {
    if (t.poll_word.load(std::memory_order_relaxed) != 0) t.vm().threading().Poll(t);
  }

  /// Runs body(thread, index) on several threads of the VM at once.
  void Race(const std::function<void(Thread&, int)>& body) {
    std::atomic<int> ready{0};
    std::vector<std::thread> natives;
    for (int i = 0; i < kThreads; ++i) {
      natives.emplace_back([&, i] {
        auto thread = std::make_unique<Thread>(t.vm(), t.heap(), t.vm().shape_table().base());
        auto cache = std::make_unique<LookupCache>();
        thread->lookup_cache = cache.get();
        t.vm().threads().Register(*thread);
        {
          gil::AttachScope attached(*thread);
          ++ready;
          while (ready < kThreads) Poll(*thread);
          body(*thread, i);
          EXPECT_EQ(TakeError(*thread), "");
        }
        t.vm().threads().Unregister(*thread);
      });
    }
    gil::DetachScope detached(t);
    for (std::thread& native : natives) native.join();
  }
};

TEST_F(ConcurrencyTest, NoAppendIsLost) {
  constexpr int64_t kCount = 20'000;
  List* list = *List::New(t);
  Race([&](Thread& t, int index) {
    for (int64_t i = 0; i < kCount; ++i) {
      {
        gil::CriticalSection lock(t, list->lock_byte());
        EXPECT_TRUE(list->Append(t, Value::FromInt(index * kCount + i)).ok());
      }
      // A reader without the lock sees values or nothing.
      const Value seen = list->TryGet(static_cast<size_t>(i * 3));
      EXPECT_TRUE(seen.IsUnbound() || (seen.AsInt() >= 0 && seen.AsInt() < kThreads * kCount));
      Poll(t);
    }
  });
  ASSERT_EQ(list->size(), static_cast<size_t>(kThreads * kCount));
  std::vector<bool> seen(list->size());
  for (Value value : list->values()) seen[value.AsInt()] = true;
  EXPECT_EQ(std::count(seen.begin(), seen.end(), true), kThreads * kCount);
}

TEST_F(ConcurrencyTest, ListShrinksUnderReaders) {
  List* list = *List::New(t);
  Race([&](Thread& t, int index) {
    for (int64_t i = 0; i < 20'000; ++i) {
      if (index == 0) {
        gil::CriticalSection lock(t, list->lock_byte());
        if (i % 100 == 99) {
          list->Clear();
        } else if (i % 3 == 2 && list->size() != 0) {
          list->RemoveAt(0);
        } else {
          (void)list->Insert(t, list->size() / 2, Value::FromObject(*Str::FromUtf8(t, "element")));
        }
      } else {
        for (size_t at = 0; at < list->size(); ++at) {
          const Value value = list->TryGet(at);
          if (!value.IsUnbound()) EXPECT_EQ(Cast<Str>(value)->length(), 7u);
        }
        ListIterator* iterator = *ListIterator::New(t, list);
        for (Value value; !(value = *iterator->Next(t)).IsUnbound();) {
          EXPECT_EQ(Cast<Str>(value)->length(), 7u);
        }
      }
      Poll(t);
    }
  });
}

TEST_F(ConcurrencyTest, NoInsertionIsLost) {
  constexpr int64_t kCount = 10'000;
  Dict* dict = *Dict::New(t);
  Set* set = *Set::New(t, types(t).set);
  Race([&](Thread& t, int index) {
    for (int64_t i = 0; i < kCount; ++i) {
      const Value key = Value::FromInt(i * kThreads + index);
      EXPECT_TRUE(dict->Set(t, key, key).ok());
      EXPECT_TRUE(*set->Add(t, key));
      EXPECT_TRUE((*dict->Get(t, key)).SameBits(key));
      EXPECT_TRUE(*set->Contains(t, key));
      const Value other = *dict->Get(t, Value::FromInt(i * 2));
      EXPECT_TRUE(other.IsUnbound() || other.AsInt() == i * 2);
      Poll(t);
    }
  });
  EXPECT_EQ(dict->size(), static_cast<size_t>(kThreads * kCount));
  EXPECT_EQ(set->size(), static_cast<size_t>(kThreads * kCount));
  for (int64_t i = 0; i < kThreads * kCount; ++i) {
    ASSERT_EQ((*dict->Get(t, Value::FromInt(i))).AsInt(), i);
    ASSERT_TRUE(*set->Contains(t, Value::FromInt(i)));
  }
}

TEST_F(ConcurrencyTest, OneThreadWinsEachKey) {
  constexpr int64_t kCount = 10'000;
  Dict* dict = *Dict::New(t);
  Set* set = *Set::New(t, types(t).set);
  std::atomic<int64_t> won_dict{0}, won_set{0};
  Race([&](Thread& t, int index) {
    for (int64_t i = 0; i < kCount; ++i) {
      const Value key = Value::FromObject(*Str::FromUtf8(t, "key " + std::to_string(i)));
      if ((*dict->SetDefault(t, key, Value::FromInt(index))).AsInt() == index) ++won_dict;
      if (*set->Add(t, key)) ++won_set;
      Poll(t);
    }
  });
  EXPECT_EQ(won_dict, kCount);
  EXPECT_EQ(won_set, kCount);
  EXPECT_EQ(dict->size(), static_cast<size_t>(kCount));
  EXPECT_EQ(set->size(), static_cast<size_t>(kCount));
}

TEST_F(ConcurrencyTest, ChurnKeepsPairsTogether) {
  Dict* dict = *Dict::New(t);
  Set* set = *Set::New(t, types(t).set);
  // A key that is always there is always found, whatever comes and goes around it.
  const Value rock = Value::FromInt(-77);
  ASSERT_TRUE(dict->Set(t, rock, rock).ok());
  ASSERT_TRUE(set->Add(t, rock).ok());
  Race([&](Thread& t, int index) {
    for (int64_t i = 0; i < 20'000; ++i) {
      const Value key = Value::FromInt((i * 7 + index * 3) % 50);
      if (i % 2 == 0) {
        EXPECT_TRUE(dict->Set(t, key, key).ok());
        EXPECT_TRUE(set->Add(t, key).ok());
      } else {
        EXPECT_TRUE(dict->Remove(t, key).ok());
        EXPECT_TRUE(set->Discard(t, key).ok());
      }
      EXPECT_TRUE((*dict->Get(t, rock)).SameBits(rock));
      EXPECT_TRUE(*set->Contains(t, rock));
      if (i % 16 == 0) {
        size_t position = 0;
        int64_t hash;
        for (Value k, v; dict->Next(position, k, v, &hash);) {
          EXPECT_TRUE(k.SameBits(v));
          EXPECT_EQ(hash, k.AsInt());
        }
        position = 0;
        for (Value k; set->Next(position, k, &hash);) EXPECT_EQ(hash, k.AsInt());
      }
      Poll(t);
    }
  });
}

TEST_F(ConcurrencyTest, OneConcatenationExtendsInPlace) {
  Str* base = *Str::Concat(t, *Str::FromUtf8(t, std::string(300, 'x')), *Str::FromUtf8(t, "y"));
  Bytes* bytes = *Bytes::Concat(t, *Bytes::From(t, std::string(300, 'x')), *Bytes::From(t, "y"));
  Race([&](Thread& t, int index) {
    const std::string mark(5, static_cast<char>('a' + index));
    Str* piece = *Str::FromUtf8(t, mark);
    Bytes* bytes_piece = *Bytes::From(t, mark);
    for (int i = 0; i < 5000; ++i) {
      Str* joined = *Str::Concat(t, base, piece);
      EXPECT_EQ(joined->AsciiView().substr(301), mark);
      EXPECT_EQ((*Bytes::Concat(t, bytes, bytes_piece))->view().substr(301), mark);
      Poll(t);
    }
  });
  EXPECT_EQ(base->length(), 301u);
}

TEST_F(ConcurrencyTest, InterningGivesOneString) {
  constexpr int kCount = 3000;
  Tuple* kept = *Tuple::New(t, kThreads * kCount);
  Race([&](Thread& t, int index) {
    for (int i = 0; i < kCount; ++i) {
      Str* str = *Str::InternUtf8(t, "interned " + std::to_string(i));
      kept->Set(index * kCount + i, Value::FromObject(str));
      Poll(t);
    }
  });
  for (int i = 0; i < kCount; ++i) {
    for (int thread = 1; thread < kThreads; ++thread) {
      ASSERT_TRUE(kept->At(i).SameBits(kept->At(thread * kCount + i)));
    }
  }
}

}  // namespace
}  // namespace krait
