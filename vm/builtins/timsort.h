#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "vm/core/value.h"
#include "vm/heap/rooted.h"

namespace krait {

/// A stable, adaptive merge sort (timsort with the powersort merge order: the order of comparisons
/// that Python programs can see is CPython's). `Entry` is one or more Values, the first of them
/// `key`; `Less` says for two keys: 1 for less, 0 for not less, -1 for an exception pending.
///
/// The entries lie in memory that the collector sees; at every comparison each of them is there or
/// in the sorter's own rooted memory. After an exception they are all there, in some order.
template <typename Entry, typename Less>
class Timsort {
 public:
  Timsort(Thread& t, Entry* entries, size_t size, Less less)
      : entries_(entries), size_(size), less_(less), scratch_(t) {}

  /// False: an exception is pending.
  bool Sort() {
    const size_t min_run = MinRun(size_);
    for (size_t begin = 0; begin < size_;) {
      size_t length;
      if (!TakeRun(begin, min_run, &length)) return false;
      if (!MergeBefore(length)) return false;
      runs_[run_count_++] = {begin, length, 0};
      begin += length;
    }
    while (run_count_ > 1) {
      size_t at = run_count_ - 2;
      if (at > 0 && runs_[at - 1].length < runs_[at + 1].length) --at;
      if (!MergeRuns(at)) return false;
    }
    return true;
  }

 private:
  struct Run {
    size_t begin;
    size_t length;
    int power;  // of the boundary to the next run
  };
  static constexpr size_t kMinGallop = 7;
  static constexpr size_t kMaxRuns = 85;  // powers are distinct and below the bits of a size

  /// A run length such that size / run length is a power of two or a little less.
  static size_t MinRun(size_t size) {
    size_t dropped = 0;
    while (size >= 64) {
      dropped |= size & 1;
      size >>= 1;
    }
    return size + dropped;
  }

  /// Whether `a` belongs before `b`.
  bool IsLess(const Entry& a, const Entry& b, bool* less) {
    const int answer = less_(a.key, b.key);
    *less = answer > 0;
    return answer >= 0;
  }

  // --- Runs ------------------------------------------------------------------------------------

  /// Makes the entries from `begin` on a sorted run of at least `min_run`, as far as there are any.
  bool TakeRun(size_t begin, size_t min_run, size_t* length) {
    Entry* run = entries_ + begin;
    const size_t left = size_ - begin;
    bool descending;
    if (!CountRun(run, left, length, &descending)) return false;
    if (descending) std::reverse(run, run + *length);
    if (*length >= min_run) return true;
    const size_t forced = std::min(min_run, left);
    if (!InsertSorted(run, *length, forced)) return false;
    *length = forced;
    return true;
  }

  /// The longest ascending or strictly descending run at the front.
  bool CountRun(Entry* run, size_t left, size_t* length, bool* descending) {
    *descending = false;
    *length = left;
    if (left == 1) return true;
    if (!IsLess(run[1], run[0], descending)) return false;
    for (size_t i = 2; i < left; ++i) {
      bool less;
      if (!IsLess(run[i], run[i - 1], &less)) return false;
      if (less != *descending) {
        *length = i;
        return true;
      }
    }
    return true;
  }

  /// Binary insertion of run[sorted..size) into the sorted entries before.
  bool InsertSorted(Entry* run, size_t sorted, size_t size) {
    for (; sorted < size; ++sorted) {
      const Entry pivot = run[sorted];
      size_t low = 0;
      size_t high = sorted;
      while (low < high) {
        const size_t middle = low + (high - low) / 2;
        bool less;
        if (!IsLess(pivot, run[middle], &less)) return false;
        if (less) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      std::copy_backward(run + low, run + sorted, run + sorted + 1);
      run[low] = pivot;
    }
    return true;
  }

  /// The depth, in a perfectly balanced merge tree, of the boundary between two adjacent runs: the
  /// first bit in which their middles, as fractions of the whole, differ.
  int Power(const Run& run, size_t next_length) const {
    size_t a = 2 * run.begin + run.length;  // twice the middles
    size_t b = a + run.length + next_length;
    for (int power = 1;; ++power) {
      if (a >= size_) {
        a -= size_;
        b -= size_;
      } else if (b >= size_) {
        return power;
      }
      a <<= 1;
      b <<= 1;
    }
  }

  /// Merges the runs on the stack that lie deeper in the tree than the one to come.
  bool MergeBefore(size_t next_length) {
    if (run_count_ == 0) return true;
    const int power = Power(runs_[run_count_ - 1], next_length);
    while (run_count_ > 1 && runs_[run_count_ - 2].power > power) {
      if (!MergeRuns(run_count_ - 2)) return false;
    }
    runs_[run_count_ - 1].power = power;
    return true;
  }

  /// Merges runs_[at] and the one after it.
  bool MergeRuns(size_t at) {
    Entry* a = entries_ + runs_[at].begin;
    size_t size_a = runs_[at].length;
    Entry* b = a + size_a;
    size_t size_b = runs_[at + 1].length;
    runs_[at].length += size_b;
    if (at + 3 == run_count_) runs_[at + 1] = runs_[at + 2];
    --run_count_;

    // Entries of a that come before all of b, and of b that come behind all of a, are in place.
    size_t skip;
    if (!GallopRight(b[0], a, size_a, 0, &skip)) return false;
    a += skip;
    size_a -= skip;
    if (size_a == 0) return true;
    if (!GallopLeft(a[size_a - 1], b, size_b, size_b - 1, &size_b)) return false;
    if (size_b == 0) return true;
    return size_a <= size_b ? MergeLow(a, size_a, b, size_b) : MergeHigh(a, size_a, b, size_b);
  }

  // --- Search ------------------------------------------------------------------------------------

  /// How many of the sorted entries are less than `key` (GallopLeft), or not greater (GallopRight).
  /// Searches outwards from `hint` in steps that double.
  bool GallopLeft(const Entry& key, const Entry* run, size_t size, size_t hint, size_t* count) {
    return Gallop(run, size, hint, count,
                  [&](const Entry& entry, bool* before) { return IsLess(entry, key, before); });
  }
  bool GallopRight(const Entry& key, const Entry* run, size_t size, size_t hint, size_t* count) {
    return Gallop(run, size, hint, count, [&](const Entry& entry, bool* before) {
      bool less;
      if (!IsLess(key, entry, &less)) return false;
      *before = !less;
      return true;
    });
  }

  template <typename Before>
  static bool Gallop(const Entry* run, size_t size, size_t hint, size_t* count, Before is_before) {
    // Signed: the search may stand one before the first entry.
    auto low = static_cast<ptrdiff_t>(hint);
    auto high = static_cast<ptrdiff_t>(hint);
    ptrdiff_t offset = 1;
    bool before;
    if (!is_before(run[hint], &before)) return false;
    const ptrdiff_t limit = before ? static_cast<ptrdiff_t>(size - hint) : high + 1;
    ptrdiff_t last = 0;
    while (offset < limit) {
      bool next_before;
      if (!is_before(run[before ? low + offset : high - offset], &next_before)) return false;
      if (next_before != before) break;
      last = offset;
      offset = offset * 2 + 1;
    }
    offset = std::min(offset, limit);
    // Entries up to `first` come before, those from `behind` on do not.
    ptrdiff_t first = before ? low + last : high - offset;
    ptrdiff_t behind = before ? low + offset : high - last;
    ++first;
    while (first < behind) {
      const ptrdiff_t middle = first + (behind - first) / 2;
      if (!is_before(run[middle], &before)) return false;
      if (before) {
        first = middle + 1;
      } else {
        behind = middle;
      }
    }
    *count = static_cast<size_t>(behind);
    return true;
  }

  // --- Merge -------------------------------------------------------------------------------------

  /// Copies entries to where the collector sees them.
  Entry* ToScratch(const Entry* from, size_t size) {
    constexpr size_t kWords = sizeof(Entry) / sizeof(Value);
    if (scratch_.size() < size * kWords) scratch_.resize(size * kWords);
    auto* to = reinterpret_cast<Entry*>(scratch_.data());
    std::copy_n(from, size, to);
    return to;
  }

  enum class Step { kGoOn, kEnd, kRaised };

  /// Where a merge stands. Upwards (MergeLow), a is in scratch memory and everything points at the
  /// next entry; downwards (MergeHigh), b is there and everything points behind it.
  struct Merge {
    Entry* to;
    Entry* a;
    size_t size_a;
    Entry* b;
    size_t size_b;
  };

  /// Merges two adjacent runs, the first of them the shorter: a[0] comes after b[0], the last of a
  /// after all of b.
  bool MergeLow(Entry* a, size_t size_a, Entry* b, size_t size_b) {
    Merge m{a, ToScratch(a, size_a), size_a, b, size_b};
    *m.to++ = *m.b++;
    Step step = --m.size_b == 0 || m.size_a == 1 ? Step::kEnd : Step::kGoOn;
    while (step == Step::kGoOn) {
      step = LowOneByOne(m);
      if (step == Step::kGoOn) step = LowGalloping(m);
    }
    // What is left of b (only when one of a is) goes first.
    if (step == Step::kEnd && m.size_a == 1) m.to = std::copy_n(m.b, m.size_b, m.to);
    std::copy_n(m.a, m.size_a, m.to);
    return step == Step::kEnd;
  }

  Step LowOneByOne(Merge& m) {
    size_t wins_a = 0;
    size_t wins_b = 0;
    while (wins_a < min_gallop_ && wins_b < min_gallop_) {
      bool less;
      if (!IsLess(*m.b, *m.a, &less)) return Step::kRaised;
      if (less) {
        *m.to++ = *m.b++;
        ++wins_b;
        wins_a = 0;
        if (--m.size_b == 0) return Step::kEnd;
      } else {
        *m.to++ = *m.a++;
        ++wins_a;
        wins_b = 0;
        if (--m.size_a == 1) return Step::kEnd;
      }
    }
    ++min_gallop_;
    return Step::kGoOn;
  }

  Step LowGalloping(Merge& m) {
    size_t count_a;
    size_t count_b;
    do {
      min_gallop_ -= min_gallop_ > 1;
      if (!GallopRight(*m.b, m.a, m.size_a, 0, &count_a)) return Step::kRaised;
      m.to = std::copy_n(m.a, count_a, m.to);
      m.a += count_a;
      m.size_a -= count_a;
      if (m.size_a <= 1) return Step::kEnd;
      *m.to++ = *m.b++;
      if (--m.size_b == 0) return Step::kEnd;
      if (!GallopLeft(*m.a, m.b, m.size_b, 0, &count_b)) return Step::kRaised;
      m.to = std::copy(m.b, m.b + count_b, m.to);
      m.b += count_b;
      m.size_b -= count_b;
      if (m.size_b == 0) return Step::kEnd;
      *m.to++ = *m.a++;
      if (--m.size_a == 1) return Step::kEnd;
    } while (count_a >= kMinGallop || count_b >= kMinGallop);
    ++min_gallop_;
    return Step::kGoOn;
  }

  /// The same from the end, the second run being the shorter.
  bool MergeHigh(Entry* a, size_t size_a, Entry* b, size_t size_b) {
    Entry* scratch = ToScratch(b, size_b);
    Merge m{b + size_b, a + size_a, size_a, scratch + size_b, size_b};
    *--m.to = *--m.a;
    Step step = --m.size_a == 0 || m.size_b == 1 ? Step::kEnd : Step::kGoOn;
    while (step == Step::kGoOn) {
      step = HighOneByOne(m);
      if (step == Step::kGoOn) step = HighGalloping(m);
    }
    if (step == Step::kEnd && m.size_b == 1) {
      m.to = std::copy_backward(m.a - m.size_a, m.a, m.to);
    }
    std::copy_backward(m.b - m.size_b, m.b, m.to);
    return step == Step::kEnd;
  }

  Step HighOneByOne(Merge& m) {
    size_t wins_a = 0;
    size_t wins_b = 0;
    while (wins_a < min_gallop_ && wins_b < min_gallop_) {
      bool less;
      if (!IsLess(m.b[-1], m.a[-1], &less)) return Step::kRaised;
      if (less) {
        *--m.to = *--m.a;
        ++wins_a;
        wins_b = 0;
        if (--m.size_a == 0) return Step::kEnd;
      } else {
        *--m.to = *--m.b;
        ++wins_b;
        wins_a = 0;
        if (--m.size_b == 1) return Step::kEnd;
      }
    }
    ++min_gallop_;
    return Step::kGoOn;
  }

  Step HighGalloping(Merge& m) {
    size_t count_a;
    size_t count_b;
    do {
      min_gallop_ -= min_gallop_ > 1;
      Entry* first_a = m.a - m.size_a;
      if (!GallopRight(m.b[-1], first_a, m.size_a, m.size_a - 1, &count_a)) return Step::kRaised;
      count_a = m.size_a - count_a;
      m.to = std::copy_backward(m.a - count_a, m.a, m.to);
      m.a -= count_a;
      m.size_a -= count_a;
      if (m.size_a == 0) return Step::kEnd;
      *--m.to = *--m.b;
      if (--m.size_b == 1) return Step::kEnd;
      Entry* first_b = m.b - m.size_b;
      if (!GallopLeft(m.a[-1], first_b, m.size_b, m.size_b - 1, &count_b)) return Step::kRaised;
      count_b = m.size_b - count_b;
      m.to = std::copy_backward(m.b - count_b, m.b, m.to);
      m.b -= count_b;
      m.size_b -= count_b;
      if (m.size_b <= 1) return Step::kEnd;
      *--m.to = *--m.a;
      if (--m.size_a == 0) return Step::kEnd;
    } while (count_a >= kMinGallop || count_b >= kMinGallop);
    ++min_gallop_;
    return Step::kGoOn;
  }

  Entry* const entries_;
  const size_t size_;
  Less less_;
  RootedVector scratch_;
  Run runs_[kMaxRuns];
  size_t run_count_ = 0;
  size_t min_gallop_ = kMinGallop;
};

}  // namespace krait
