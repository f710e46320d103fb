#include "vm/builtins/timsort.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "tests/unit/vm/object/vm_fixture.h"

namespace krait {
namespace {

struct Entry {
  Value key;
  Value place;  // where it stood before
};

/// Notes every comparison, and fails at the one of number `fail_at`.
struct Judge {
  uint64_t trace = 14695981039346656037u;
  int64_t comparisons = 0;
  int64_t fail_at = -1;
};

class TracingLess {
 public:
  explicit TracingLess(Judge* judge) : judge_(judge) {}
  int operator()(Value a, Value b) {
    if (judge_->comparisons++ == judge_->fail_at) return -1;
    for (const Value v : {a, b}) {
      judge_->trace = (judge_->trace ^ static_cast<uint64_t>(v.AsInt())) * 1099511628211u;
    }
    return a.AsInt() < b.AsInt();
  }

 private:
  Judge* judge_;
};

/// Inputs with different structure; the oracle below makes the same.
std::vector<int64_t> MakeInput(int kind, int64_t size) {
  std::vector<int64_t> keys;
  uint64_t state = 12345 + static_cast<uint64_t>(size);
  for (int64_t i = 0; i < size; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const auto random = static_cast<int64_t>(state >> 40);
    switch (kind) {
      case 0:
        keys.push_back(random);
        break;
      case 1:
        keys.push_back(random % 10);
        break;
      case 2:
        keys.push_back(i);
        break;
      case 3:
        keys.push_back(size - i);
        break;
      case 4:  // rising runs of different lengths
        keys.push_back(i % (37 + i / 500 * 61));
        break;
      default:  // sorted but for a few
        keys.push_back(random % 100 == 0 ? random % size : i);
        break;
    }
  }
  return keys;
}

class TimsortTest : public VmTest {
 protected:
  bool Sort(const std::vector<int64_t>& keys, Judge* judge, std::vector<Entry>* out) {
    RootedVector words(t);
    for (size_t i = 0; i < keys.size(); ++i) {
      words.push_back(Value::FromInt(keys[i]));
      words.push_back(Value::FromInt(static_cast<int64_t>(i)));
    }
    auto* entries = reinterpret_cast<Entry*>(words.data());
    Timsort<Entry, TracingLess> sorter(t, entries, keys.size(), TracingLess(judge));
    const bool ok = sorter.Sort();
    out->assign(entries, entries + keys.size());
    return ok;
  }
};

TEST_F(TimsortTest, SortsStably) {
  for (int kind = 0; kind < 6; ++kind) {
    for (int64_t size : {0, 1, 2, 3, 31, 63, 64, 65, 127, 200, 1000, 5000}) {
      const std::vector<int64_t> keys = MakeInput(kind, size);
      Judge judge;
      std::vector<Entry> sorted;
      ASSERT_TRUE(Sort(keys, &judge, &sorted));
      for (size_t i = 0; i < sorted.size(); ++i) {
        ASSERT_EQ(keys[static_cast<size_t>(sorted[i].place.AsInt())], sorted[i].key.AsInt());
        if (i == 0) continue;
        const int64_t before = sorted[i - 1].key.AsInt();
        ASSERT_LE(before, sorted[i].key.AsInt()) << kind << " " << size << " " << i;
        if (before == sorted[i].key.AsInt()) {
          ASSERT_LT(sorted[i - 1].place.AsInt(), sorted[i].place.AsInt());
        }
      }
    }
  }
}

/// After an exception at any comparison every entry is still there once.
TEST_F(TimsortTest, KeepsAllEntriesWhenAComparisonRaises) {
  for (int kind : {0, 1, 4, 5}) {
    const std::vector<int64_t> keys = MakeInput(kind, 700);
    Judge whole;
    std::vector<Entry> sorted;
    ASSERT_TRUE(Sort(keys, &whole, &sorted));
    for (int64_t fail_at = 0; fail_at < whole.comparisons; fail_at += 7) {
      Judge judge;
      judge.fail_at = fail_at;
      ASSERT_FALSE(Sort(keys, &judge, &sorted));
      std::vector<bool> seen(keys.size());
      for (const Entry& entry : sorted) {
        const auto place = static_cast<size_t>(entry.place.AsInt());
        ASSERT_FALSE(seen[place]) << fail_at;
        seen[place] = true;
        ASSERT_EQ(keys[place], entry.key.AsInt());
      }
    }
  }
}

/// The comparisons, in their order, are those that CPython 3.11 makes: the rows are what
/// timsort_oracle.py prints.
TEST_F(TimsortTest, ComparesInCPythonsOrder) {
  struct Row {
    int kind;
    int64_t size;
    int64_t comparisons;
    uint64_t trace;
  };
  static constexpr Row kRows[] = {
      {0, 2, 1, 3565019403232386766u},        {0, 3, 4, 9057088125394061884u},
      {0, 10, 21, 7438468576367138968u},      {0, 63, 299, 9105125047050480339u},
      {0, 64, 297, 15510131224179613651u},    {0, 100, 540, 17734303733945036007u},
      {0, 257, 1731, 6224751135918879374u},   {0, 1000, 8644, 16637542969730480393u},
      {0, 5000, 54931, 7164127814040757946u}, {1, 2, 1, 591640642936787734u},
      {1, 3, 3, 11435442627810451669u},       {1, 10, 22, 14842708213788355953u},
      {1, 63, 292, 17677628663922618195u},    {1, 64, 296, 14397976703834564574u},
      {1, 100, 526, 5916171666927300949u},    {1, 257, 1606, 5806585967877930113u},
      {1, 1000, 6744, 6911998215367446901u},  {1, 5000, 35213, 16100059472098212043u},
      {2, 2, 1, 589727492704079044u},         {2, 3, 2, 12479922580978802537u},
      {2, 10, 9, 17417545911983109500u},      {2, 63, 62, 8298193477979696733u},
      {2, 64, 63, 10928384502355978408u},     {2, 100, 99, 8734283188518006452u},
      {2, 257, 256, 2507072409489762853u},    {2, 1000, 999, 1629172485979382576u},
      {2, 5000, 4999, 2713471385949810384u},  {3, 2, 1, 589729691727335466u},
      {3, 3, 2, 10792790265377878609u},       {3, 10, 9, 463060069466968626u},
      {3, 63, 62, 14093658275001290573u},     {3, 64, 63, 11457789689075423586u},
      {3, 100, 99, 3473286049625610494u},     {3, 257, 256, 8075062902456853029u},
      {3, 1000, 999, 3289826616091431306u},   {3, 5000, 4999, 7603133716668573738u},
      {4, 2, 1, 589727492704079044u},         {4, 3, 2, 12479922580978802537u},
      {4, 10, 9, 17417545911983109500u},      {4, 63, 188, 770658588412301505u},
      {4, 64, 127, 884569297298470663u},      {4, 100, 372, 6927048246485698770u},
      {4, 257, 984, 6910783405313498056u},    {4, 1000, 5889, 8449081121345992557u},
      {4, 5000, 26288, 9412926600903652522u}, {5, 2, 1, 589727492704079044u},
      {5, 3, 2, 12479922580978802537u},       {5, 10, 9, 17417545911983109500u},
      {5, 63, 147, 15763335416840667164u},    {5, 64, 79, 965483237459300442u},
      {5, 100, 110, 14037715942997003136u},   {5, 257, 314, 12663212210417981752u},
      {5, 1000, 2073, 10886906214146471700u}, {5, 5000, 8834, 1310181325384227074u},
  };
  for (const Row& row : kRows) {
    Judge judge;
    std::vector<Entry> sorted;
    ASSERT_TRUE(Sort(MakeInput(row.kind, row.size), &judge, &sorted));
    EXPECT_EQ(judge.comparisons, row.comparisons) << row.kind << " " << row.size;
    EXPECT_EQ(judge.trace, row.trace) << row.kind << " " << row.size;
  }
}

}  // namespace
}  // namespace krait
