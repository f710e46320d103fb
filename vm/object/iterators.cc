#include "vm/object/iterators.h"

#include <algorithm>

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/operations.h"
#include "vm/object/range.h"
#include "vm/object/set.h"
#include "vm/object/str.h"

namespace krait {

// Sequences.

template <typename T>
void IndexIterator<T>::Trace(Marker& marker) {
  marker.Visit(sequence_);
}
template class IndexIterator<List>;
template class IndexIterator<Tuple>;
template class IndexIterator<Str>;
template class IndexIterator<Object>;

Result<ListIterator*> ListIterator::New(Thread& t, List* list) {
  auto* iterator =
      TRY(AllocateExact<ListIterator>(t, types(t).list_iterator, sizeof(ListIterator)));
  iterator->Start(list, 0);
  return iterator;
}

Result<ListIterator*> ListIterator::NewReversed(Thread& t, List* list) {
  auto* iterator =
      TRY(AllocateExact<ListIterator>(t, types(t).list_reverseiterator, sizeof(ListIterator)));
  iterator->set_flags(1);
  iterator->Start(list, static_cast<int64_t>(list->size()) - 1);
  return iterator;
}

Result<TupleIterator*> TupleIterator::New(Thread& t, Tuple* tuple) {
  auto* iterator =
      TRY(AllocateExact<TupleIterator>(t, types(t).tuple_iterator, sizeof(TupleIterator)));
  iterator->Start(tuple, 0);
  return iterator;
}

Result<StrIterator*> StrIterator::New(Thread& t, Str* str) {
  const bool ascii = str->is_ascii() && !str->IsSubclassInstance();
  Type* type = ascii ? types(t).str_ascii_iterator : types(t).str_iterator;
  auto* iterator = TRY(AllocateExact<StrIterator>(t, type, sizeof(StrIterator)));
  iterator->Start(str, 0);
  return iterator;
}

Result<Value> StrIterator::Next(Thread& t) {
  const Str* str = sequence();
  if (str == nullptr) return Value::Unbound();
  const auto at = static_cast<size_t>(index());
  if (at >= str->length()) return End();
  Str* character = TRY(Str::FromCodePoint(t, str->At(at)));
  set_index(static_cast<int64_t>(at) + 1);
  return character;
}

Result<BytesIterator*> BytesIterator::New(Thread& t, Type* type, Object* sequence) {
  auto* iterator = TRY(AllocateExact<BytesIterator>(t, type, sizeof(BytesIterator)));
  iterator->Start(sequence, 0);
  return iterator;
}

Result<Value> BytesIterator::Next(Thread& t) {
  Object* object = sequence();
  if (object == nullptr) return Value::Unbound();
  const int64_t at = index();
  if (Is<Bytes>(object)) {
    uint8_t byte;
    return TryNext(&byte) ? Value::FromInt(byte) : End();
  }
  const Result<Value> item = GetItem(t, Value::FromObject(object), Value::FromInt(at));
  if (!item.ok()) {
    if (ClearPendingIf(t, &BuiltinTypes::IndexError)) return End();
    return Raised{};
  }
  set_index(at + 1);
  return item;
}

// Ranges.

Result<RangeIterator*> RangeIterator::New(Thread& t, int64_t start, int64_t step, int64_t count) {
  auto* iterator =
      TRY(AllocateExact<RangeIterator>(t, types(t).range_iterator, sizeof(RangeIterator)));
  iterator->next.store(start, std::memory_order_relaxed);
  iterator->step = step;
  iterator->remaining.store(count, std::memory_order_relaxed);
  iterator->length = count;
  return iterator;
}

Result<Value> NewRangeIterator(Thread& t, Range* range) {
  int64_t count;
  if (range->IsSmall() && ToInt64(range->length(), &count)) {
    return RangeIterator::New(t, range->start().AsInt(), range->step().AsInt(), count);
  }
  return SequenceIterator::NewLongRange(t, range);
}

// Dicts and sets.

Result<DictIterator*> DictIterator::New(Thread& t, Dict* dict, Kind kind, bool reversed) {
  const BuiltinTypes& b = types(t);
  Type* const by_kind[2][3] = {
      {b.dict_keyiterator, b.dict_valueiterator, b.dict_itemiterator},
      {b.dict_reversekeyiterator, b.dict_reversevalueiterator, b.dict_reverseitemiterator}};
  auto* iterator =
      TRY(AllocateExact<DictIterator>(t, by_kind[reversed][kind], sizeof(DictIterator)));
  iterator->set_flags(static_cast<uint8_t>(kind | (reversed ? kReversed : 0)));
  iterator->dict_.Store(iterator, dict);
  iterator->expected_size_.store(dict->size(), std::memory_order_relaxed);
  iterator->position_.store(reversed ? dict->keys()->used() : 0, std::memory_order_relaxed);
  iterator->remaining_.store(dict->size(), std::memory_order_relaxed);
  return iterator;
}

Result<bool> DictIterator::NextPair(Thread& t, Value pair[2]) {
  Dict* dict = dict_.Load();
  if (dict == nullptr) return false;
  if (dict->size() != expected_size_.load(std::memory_order_relaxed)) {
    expected_size_.store(SIZE_MAX, std::memory_order_relaxed);  // and ever after
    return Raise(t, &BuiltinTypes::RuntimeError, "dictionary changed size during iteration");
  }
  size_t position = position_.load(std::memory_order_relaxed);
  if (!(is_reversed() ? dict->Previous(position, pair[0], pair[1])
                      : dict->Next(position, pair[0], pair[1]))) {
    dict_.Store(this, nullptr);
    return false;
  }
  if (remaining_.load(std::memory_order_relaxed) == 0 && !is_reversed()) {
    dict_.Store(this, nullptr);
    return Raise(t, &BuiltinTypes::RuntimeError, "dictionary keys changed during iteration");
  }
  GoOnAt(position);
  return true;
}

Result<Value> DictIterator::Next(Thread& t) {
  Value pair[2];
  if (!TRY(NextPair(t, pair))) return Value::Unbound();
  if (kind() == kItems) return Tuple::Of(t, pair[0], pair[1]);
  return pair[kind() == kKeys ? 0 : 1];
}

size_t DictIterator::Remaining() const {
  const Dict* dict = dict_.Load();
  if (dict == nullptr || dict->size() != expected_size_.load(std::memory_order_relaxed)) return 0;
  return remaining_.load(std::memory_order_relaxed);
}

Result<DictIterator*> DictIterator::Copy(Thread& t) {
  auto* copy =
      TRY(AllocateExact<DictIterator>(t, TypeOf(t, Value::FromObject(this)), sizeof(DictIterator)));
  copy->set_flags(flags());
  copy->dict_.Store(copy, dict());
  copy->expected_size_.store(expected_size_.load());
  copy->position_.store(position_.load());
  copy->remaining_.store(remaining_.load());
  return copy;
}

void DictIterator::Trace(Marker& marker) { marker.Visit(dict_); }

Result<SetIterator*> SetIterator::New(Thread& t, Set* set) {
  auto* iterator = TRY(AllocateExact<SetIterator>(t, types(t).set_iterator, sizeof(SetIterator)));
  iterator->set_.Store(iterator, set);
  iterator->expected_size_.store(set->size(), std::memory_order_relaxed);
  iterator->remaining_.store(set->size(), std::memory_order_relaxed);
  return iterator;
}

Result<Value> SetIterator::Next(Thread& t) {
  const Set* set = set_.Load();
  if (set == nullptr) return Value::Unbound();
  if (set->size() != expected_size_.load(std::memory_order_relaxed)) {
    expected_size_.store(SIZE_MAX, std::memory_order_relaxed);  // and ever after
    return Raise(t, &BuiltinTypes::RuntimeError, "Set changed size during iteration");
  }
  size_t position = position_.load(std::memory_order_relaxed);
  Value key;
  if (!set->Next(position, key)) {
    set_.Store(this, nullptr);
    return Value::Unbound();
  }
  position_.store(position, std::memory_order_relaxed);
  const size_t remaining = remaining_.load(std::memory_order_relaxed);
  if (remaining != 0) remaining_.store(remaining - 1, std::memory_order_relaxed);
  return key;
}

size_t SetIterator::Remaining() const {
  const Set* set = set_.Load();
  if (set == nullptr || set->size() != expected_size_.load(std::memory_order_relaxed)) return 0;
  return remaining_.load(std::memory_order_relaxed);
}

Result<SetIterator*> SetIterator::Copy(Thread& t) {
  auto* copy = TRY(AllocateExact<SetIterator>(t, types(t).set_iterator, sizeof(SetIterator)));
  copy->set_.Store(copy, set());
  copy->expected_size_.store(expected_size_.load());
  copy->position_.store(position_.load());
  copy->remaining_.store(remaining_.load());
  return copy;
}

void SetIterator::Trace(Marker& marker) { marker.Visit(set_); }

// Any object.

Result<SequenceIterator*> SequenceIterator::New(Thread& t, Value sequence) {
  auto* iterator =
      TRY(AllocateExact<SequenceIterator>(t, types(t).iterator, sizeof(SequenceIterator)));
  iterator->sequence_.Store(iterator, sequence);
  iterator->index_.Store(iterator, Value::FromInt(0));
  return iterator;
}

Result<SequenceIterator*> SequenceIterator::NewLongRange(Thread& t, Range* range) {
  auto* iterator = TRY(
      AllocateExact<SequenceIterator>(t, types(t).longrange_iterator, sizeof(SequenceIterator)));
  iterator->sequence_.Store(iterator, Value::FromObject(range));
  iterator->index_.Store(iterator, Value::FromInt(0));
  return iterator;
}

Result<Value> SequenceIterator::NextOfRange(Thread& t, Range* range) {
  const Value at = index();
  if (IntCompare(at, range->length()) >= 0) return Value::Unbound();
  const Value item = TRY(range->At(t, at));
  set_index(TRY(IntAdd(t, at, Value::FromInt(1))));
  return item;
}

Result<Value> SequenceIterator::Next(Thread& t) {
  const Value object = sequence();
  if (object.IsUnbound()) return Value::Unbound();
  if (Is<Range>(object)) return NextOfRange(t, Cast<Range>(object));
  const Value at = index();
  int64_t index;
  if (!ToInt64(at, &index) || index == INT64_MAX) {
    return RaiseOverflowError(t, "iter index too large");
  }
  const Result<Value> item = GetItem(t, object, at);
  if (!item.ok()) {
    if (ClearPendingIf(t, &BuiltinTypes::IndexError) ||
        ClearPendingIf(t, &BuiltinTypes::StopIteration)) {
      return End();
    }
    return Raised{};
  }
  set_index(TRY(Int::From(t, index + 1)));
  return item;
}

void SequenceIterator::Trace(Marker& marker) {
  marker.Visit(sequence_);
  marker.Visit(index_);
}

Result<CallableIterator*> CallableIterator::New(Thread& t, Value callable, Value sentinel) {
  auto* iterator =
      TRY(AllocateExact<CallableIterator>(t, types(t).callable_iterator, sizeof(CallableIterator)));
  iterator->callable_.Store(iterator, callable);
  iterator->sentinel_.Store(iterator, sentinel);
  return iterator;
}

Result<Value> CallableIterator::Next(Thread& t) {
  const Value callable = this->callable();
  const Value sentinel = this->sentinel();
  if (callable.IsUnbound() || sentinel.IsUnbound()) return Value::Unbound();
  const Result<Value> result = CallWith(t, callable);
  if (!result.ok()) {
    if (ClearPendingIf(t, &BuiltinTypes::StopIteration)) return End();
    return Raised{};
  }
  // The call may have run this iterator to its end.
  if (this->sentinel().IsUnbound()) return Value::Unbound();
  if (TRY(Equals(t, sentinel, *result))) return End();
  return result;
}

void CallableIterator::Trace(Marker& marker) {
  marker.Visit(callable_);
  marker.Visit(sentinel_);
}

}  // namespace krait
