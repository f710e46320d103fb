#include "vm/builtins/list_sort.h"

#include "gil/object_lock.h"
#include "vm/builtins/timsort.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {
namespace {

/// An element that is its own key.
struct PlainEntry {
  Value key;
  Value value() const { return key; }
};

struct KeyedEntry {
  Value key;
  Value element;
  Value value() const { return element; }
};

// --- Comparison ------------------------------------------------------------------------------

struct IntLess {
  static bool Takes(Value key) { return key.IsInt(); }
  static bool IsLess(Value a, Value b) { return a.AsInt() < b.AsInt(); }
};

struct FloatLess {
  static bool Takes(Value key) { return key.IsFloat() || IsExactly<Float>(key); }
  static bool IsLess(Value a, Value b) { return FloatOf(a) < FloatOf(b); }
};

struct StrLess {
  static bool Takes(Value key) { return IsExactly<Str>(key); }
  static bool IsLess(Value a, Value b) { return Str::Compare(Cast<Str>(a), Cast<Str>(b)) < 0; }
};

/// Comparison that runs no Python code: now and then it lets others run.
template <typename Compare>
class NativeLess {
 public:
  explicit NativeLess(Thread& t) : thread_(t) {}
  int operator()(Value a, Value b) {
    if (--until_poll_ == 0) [[unlikely]] {
      until_poll_ = kComparisonsPerPoll;
      if (!CheckPoll(thread_).ok()) return -1;
    }
    return Compare::IsLess(a, b);
  }

 private:
  static constexpr int kComparisonsPerPoll = 1 << 14;
  Thread& thread_;
  int until_poll_ = kComparisonsPerPoll;
};

/// a < b, as Python has it.
class PythonLess {
 public:
  explicit PythonLess(Thread& t) : thread_(t) {}
  int operator()(Value a, Value b) {
    const Result<Value> result = RichCompare(thread_, a, b, CompareOp::kLt);
    if (!result.ok()) return -1;
    if ((*result).IsBool()) return (*result).AsBool();
    const Result<bool> truth = IsTrue(thread_, *result);
    return truth.ok() ? *truth : -1;
  }

 private:
  Thread& thread_;
};

template <typename Compare, typename Entry>
bool AllTakenBy(const Entry* entries, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    if (!Compare::Takes(entries[i].key)) return false;
  }
  return true;
}

template <typename Less, typename Entry>
bool SortWith(Thread& t, Entry* entries, size_t size) {
  Timsort<Entry, Less> sorter(t, entries, size, Less(t));
  return sorter.Sort();
}

/// False: an exception is pending; the entries are in some order.
template <typename Entry>
bool SortEntries(Thread& t, Entry* entries, size_t size) {
  if (size < 2) return true;
  if (AllTakenBy<IntLess>(entries, size)) return SortWith<NativeLess<IntLess>>(t, entries, size);
  if (AllTakenBy<StrLess>(entries, size)) return SortWith<NativeLess<StrLess>>(t, entries, size);
  if (AllTakenBy<FloatLess>(entries, size)) {
    return SortWith<NativeLess<FloatLess>>(t, entries, size);
  }
  return SortWith<PythonLess>(t, entries, size);
}

/// Sorts the entries and puts them back; backwards, equal ones still keep their order.
template <typename Entry>
bool SortInto(Thread& t, List* list, Entry* entries, bool reverse) {
  const size_t size = list->size();
  if (reverse) std::reverse(entries, entries + size);
  const bool ok = SortEntries(t, entries, size);
  if (reverse) std::reverse(entries, entries + size);
  for (size_t i = 0; i < size; ++i) list->Set(i, entries[i].value());
  return ok;
}

/// Sorts a list that no Python code can see. `words` has room for the list's entries.
Result<None> SortDetached(Thread& t, List* list, Value key, bool reverse, Value* words) {
  const absl::Span<const Value> elements = list->values();
  bool ok;
  if (key.IsNone()) {
    std::copy(elements.begin(), elements.end(), words);
    ok = SortInto(t, list, reinterpret_cast<PlainEntry*>(words), reverse);
  } else {
    for (size_t i = 0; i < elements.size(); ++i) {
      words[2 * i] = TRY(CallWith(t, key, elements[i]));
      words[2 * i + 1] = elements[i];
    }
    ok = SortInto(t, list, reinterpret_cast<KeyedEntry*>(words), reverse);
  }
  if (!ok) return Raised{};
  return None{};
}

/// The same, with room on the native stack for few entries, else in a RootedVector.
Result<None> SortDetached(Thread& t, List* list, Value key, bool reverse) {
  constexpr size_t kOnStack = 64;
  const size_t count = list->size() * (key.IsNone() ? 1 : 2);
  if (count <= kOnStack) {
    Value words[kOnStack];
    return SortDetached(t, list, key, reverse, words);
  }
  RootedVector words(t);
  words.resize(count);
  return SortDetached(t, list, key, reverse, words.data());
}

}  // namespace

Result<None> SortList(Thread& t, List* list, Value key, bool reverse) {
  List* detached = TRY(List::NewMarked(t));
  const Value* mark = detached->values().data();
  {
    gil::CriticalSection lock(t, list->lock_byte());
    list->SwapStorage(detached);
  }
  const Result<None> result = SortDetached(t, detached, key, reverse);
  bool modified;
  {
    gil::CriticalSection lock(t, list->lock_byte());
    modified = list->values().data() != mark;
    list->SwapStorage(detached);
  }
  if (!result.ok()) return Raised{};
  if (modified) return RaiseValueError(t, "list modified during sort");
  return None{};
}

}  // namespace krait
