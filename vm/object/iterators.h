#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// The iterators of built-in types. Each has
///   Result<Value> Next(Thread& t)
/// which gives Unbound, with nothing pending, at the end; having come to its end, an iterator lets
/// go of what it iterated over and stays at the end. Threads that share one may see an element
/// twice or not at all.
namespace krait {

class Dict;
class Marker;
class Range;
class Set;
class Thread;
class Type;

/// What an iterator's __iter__ does.
inline Result<Value> IterSelf(Thread&, Value self) { return self; }

/// What most iterators are: an object, and how far they have come.
template <typename T>
class IndexIterator : public Object {
 public:
  /// Null at the end.
  T* sequence() const { return sequence_.Load(); }
  int64_t index() const { return index_.load(std::memory_order_relaxed); }
  /// For __setstate__, which has clamped it to be not negative.
  void set_index(int64_t index) { index_.store(index, std::memory_order_relaxed); }

  void Trace(Marker& marker);

 protected:
  void Start(T* sequence, int64_t index) {
    sequence_.Store(this, sequence);
    set_index(index);
  }
  Value End() {
    sequence_.Store(this, nullptr);
    return Value::Unbound();
  }

 private:
  Field<T*> sequence_;
  std::atomic<int64_t> index_;
};

/// list_iterator sees what is appended while it runs; list_reverseiterator begins at the end.
class ListIterator : public IndexIterator<List> {
 public:
  static constexpr Layout kLayout = Layout::kListIterator;
  static Result<ListIterator*> New(Thread& t, List* list);
  static Result<ListIterator*> NewReversed(Thread& t, List* list);
  bool HasNext() const { return !ElementAt(index()).IsUnbound(); }
  /// Puts the next element in *item; false at the end, of which only NextElement and TryEnd take
  /// note.
  bool TryNext(Value* item) {
    const int64_t at = index();
    *item = ElementAt(at);
    if (item->IsUnbound()) return false;
    set_index(is_reversed() ? at - 1 : at + 1);
    return true;
  }
  /// Next, which cannot fail.
  Value NextElement() {
    Value item;
    return TryNext(&item) ? item : End();
  }
  /// NextElement at the end; false elsewhere.
  bool TryEnd() {
    if (HasNext()) return false;
    (void)End();
    return true;
  }
  Result<Value> Next(Thread&) { return NextElement(); }
  bool is_reversed() const { return flags() != 0; }

 private:
  Value ElementAt(int64_t at) const {
    const List* list = sequence();
    if (list == nullptr || at < 0) return Value::Unbound();
    return list->TryGet(static_cast<size_t>(at));
  }
};

class TupleIterator : public IndexIterator<Tuple> {
 public:
  static constexpr Layout kLayout = Layout::kTupleIterator;
  static Result<TupleIterator*> New(Thread& t, Tuple* tuple);
  // As those of ListIterator.
  bool HasNext() const { return IsInside(sequence(), static_cast<size_t>(index())); }
  bool TryNext(Value* item) {
    const Tuple* tuple = sequence();
    const auto at = static_cast<size_t>(index());
    if (!IsInside(tuple, at)) return false;
    set_index(static_cast<int64_t>(at) + 1);
    *item = tuple->At(at);
    return true;
  }
  Value NextElement() {
    Value item;
    return TryNext(&item) ? item : End();
  }
  bool TryEnd() {
    if (HasNext()) return false;
    (void)End();
    return true;
  }
  Result<Value> Next(Thread&) { return NextElement(); }

 private:
  static bool IsInside(const Tuple* tuple, size_t at) {
    return tuple != nullptr && at < tuple->size();
  }
};

/// str_iterator, and str_ascii_iterator for ASCII strings.
class StrIterator : public IndexIterator<Str> {
 public:
  static constexpr Layout kLayout = Layout::kStrIterator;
  static Result<StrIterator*> New(Thread& t, Str* str);
  /// Puts the next character in *character, if that is below 256; else false.
  bool TryNext(uint8_t* character) {
    const Str* str = sequence();
    const auto at = static_cast<size_t>(index());
    if (str == nullptr || at >= str->length() || str->At(at) > 0xff) return false;
    set_index(static_cast<int64_t>(at) + 1);
    *character = static_cast<uint8_t>(str->At(at));
    return true;
  }
  Result<Value> Next(Thread& t);
};

/// bytes_iterator; and, over other sequences of bytes by way of their items, bytearray_iterator and
/// memory_iterator.
class BytesIterator : public IndexIterator<Object> {
 public:
  static constexpr Layout kLayout = Layout::kBytesIterator;
  static Result<BytesIterator*> New(Thread& t, Type* type, Object* sequence);
  /// Puts the next byte of a bytes object in *byte; false when there is none.
  bool TryNext(uint8_t* byte) {
    const auto at = static_cast<size_t>(index());
    if (!IsInside(at)) return false;
    set_index(static_cast<int64_t>(at) + 1);
    *byte = static_cast<const Bytes*>(sequence())->data()[at];
    return true;
  }
  bool HasNext() const { return IsInside(static_cast<size_t>(index())); }
  Result<Value> Next(Thread& t);

 private:
  bool IsInside(size_t at) const {
    const Object* object = sequence();
    return object != nullptr && object->layout() == Layout::kBytes &&
           at < static_cast<const Bytes*>(object)->size();
  }
};

/// range_iterator over ranges whose bounds are immediate; so is every element.
class RangeIterator : public Object {
 public:
  static constexpr Layout kLayout = Layout::kRangeIterator;
  static Result<RangeIterator*> New(Thread& t, int64_t start, int64_t step, int64_t count);
  /// False at the end.
  bool NextInt(int64_t* value) {
    const int64_t left = remaining.load(std::memory_order_relaxed);
    if (left == 0) return false;
    *value = next.load(std::memory_order_relaxed);
    next.store(*value + step, std::memory_order_relaxed);
    remaining.store(left - 1, std::memory_order_relaxed);
    return true;
  }
  Result<Value> Next(Thread&) {
    int64_t value;
    return NextInt(&value) ? Value::FromInt(value) : Value::Unbound();
  }

  /// Goes on (or back) to where the next element is `to`: one of them, or just behind the last.
  void MoveTo(int64_t to) {
    const int64_t steps = (to - next.load(std::memory_order_relaxed)) / step;
    remaining.store(remaining.load(std::memory_order_relaxed) - steps, std::memory_order_relaxed);
    next.store(to, std::memory_order_relaxed);
  }
  /// Only the loop that iterates knows it: nobody sees the counters meanwhile.
  bool is_private() const { return flags() != 0; }
  void set_private() { set_flags(1); }

  // Compiled code keeps these in registers.
  std::atomic<int64_t> next;
  int64_t step;
  std::atomic<int64_t> remaining;
  int64_t length;  // of the range: says, with the rest, where it started
};

/// What iter(range) gives: a RangeIterator, or a SequenceIterator of type longrange_iterator.
Result<Value> NewRangeIterator(Thread& t, Range* range);

/// dict_keyiterator and its five relatives.
class DictIterator : public Object {
 public:
  static constexpr Layout kLayout = Layout::kDictIterator;
  enum Kind : uint8_t { kKeys, kValues, kItems };

  static Result<DictIterator*> New(Thread& t, Dict* dict, Kind kind, bool reversed);
  /// RuntimeError when the dict changed its size or its keys.
  Result<Value> Next(Thread& t);
  /// What Next of an item iterator puts in a tuple; false at the end.
  Result<bool> NextPair(Thread& t, Value pair[2]);

  /// Goes on behind the next entry, and says where that is, which is so until somebody changes the
  /// dict. Null, and only NextPair takes note of why: at the end, if the dict changed, or if the
  /// iterator is of another kind or goes backwards.
  const DictKeys::Entry* TryNext(Kind kind) {
    const DictKeys::Entry* entry = FindNext(kind);
    if (entry != nullptr) GoOnAt(dict()->keys()->NumberOf(entry) + 1);
    return entry;
  }
  bool HasNext() const { return FindNext(kind()) != nullptr; }

  /// Null at the end.
  Dict* dict() const { return dict_.Load(); }
  Kind kind() const { return static_cast<Kind>(flags() & 3); }
  bool is_reversed() const { return (flags() & kReversed) != 0; }
  /// What __length_hint__ says.
  size_t Remaining() const;
  /// Another iterator at the same place.
  Result<DictIterator*> Copy(Thread& t);

  void Trace(Marker& marker);

 private:
  static constexpr uint8_t kReversed = 4;

  const DictKeys::Entry* FindNext(Kind kind) const {
    const Dict* dict = dict_.Load();
    if (dict == nullptr || flags() != kind) return nullptr;
    if (dict->size() != expected_size_.load(std::memory_order_relaxed)) return nullptr;
    if (remaining_.load(std::memory_order_relaxed) == 0) return nullptr;
    const DictKeys* keys = dict->keys();
    const DictKeys::Entry* end = keys->entries() + keys->used();
    const DictKeys::Entry* at = keys->entries() + position_.load(std::memory_order_relaxed);
    while (at < end && !at->IsLive()) ++at;
    return at < end ? at : nullptr;
  }
  void GoOnAt(size_t position) {
    position_.store(position, std::memory_order_relaxed);
    const size_t remaining = remaining_.load(std::memory_order_relaxed);
    if (remaining != 0) remaining_.store(remaining - 1, std::memory_order_relaxed);
  }

  Field<Dict*> dict_;
  std::atomic<size_t> expected_size_;
  std::atomic<size_t> position_;
  std::atomic<size_t> remaining_;
};

class SetIterator : public Object {
 public:
  static constexpr Layout kLayout = Layout::kSetIterator;

  static Result<SetIterator*> New(Thread& t, Set* set);
  /// RuntimeError when the set changed its size.
  Result<Value> Next(Thread& t);

  /// Null at the end.
  Set* set() const { return set_.Load(); }
  /// What __length_hint__ says.
  size_t Remaining() const;
  /// Another iterator at the same place.
  Result<SetIterator*> Copy(Thread& t);

  void Trace(Marker& marker);

 private:
  Field<Set*> set_;
  std::atomic<size_t> expected_size_;
  std::atomic<size_t> position_;
  std::atomic<size_t> remaining_;
};

/// iterator: asks an object for its items 0, 1, 2, ... until IndexError or StopIteration. Over a
/// Range, longrange_iterator.
class SequenceIterator : public Object {
 public:
  static constexpr Layout kLayout = Layout::kSequenceIterator;

  static Result<SequenceIterator*> New(Thread& t, Value sequence);
  static Result<SequenceIterator*> NewLongRange(Thread& t, Range* range);
  Result<Value> Next(Thread& t);

  /// Unbound at the end.
  Value sequence() const { return sequence_.Load(); }
  /// An exact int.
  Value index() const { return index_.Load(); }
  void set_index(Value index) { index_.Store(this, index); }

  void Trace(Marker& marker);

 private:
  Value End() {
    sequence_.Store(this, Value::Unbound());
    return Value::Unbound();
  }
  Result<Value> NextOfRange(Thread& t, Range* range);

  Field<Value> sequence_;
  Field<Value> index_;
};

/// callable_iterator: calls until the result equals the sentinel.
class CallableIterator : public Object {
 public:
  static constexpr Layout kLayout = Layout::kCallableIterator;

  static Result<CallableIterator*> New(Thread& t, Value callable, Value sentinel);
  Result<Value> Next(Thread& t);

  // Unbound at the end.
  Value callable() const { return callable_.Load(); }
  Value sentinel() const { return sentinel_.Load(); }

  void Trace(Marker& marker);

 private:
  Value End() {
    callable_.Store(this, Value::Unbound());
    sentinel_.Store(this, Value::Unbound());
    return Value::Unbound();
  }

  Field<Value> callable_;
  Field<Value> sentinel_;
};

}  // namespace krait
