#include "vm/modules/collections/deque.h"

#include <algorithm>

#include "vm/object/exception.h"

namespace krait::collections {

const NativeClass Deque::kClass = {
    "collections.deque",
    [](Object* self, Marker& marker) { static_cast<Deque*>(self)->TraceFields(marker); }, nullptr,
    true};

Raised RaiseMutated(Thread& t) {
  return Raise(t, &BuiltinTypes::RuntimeError, "deque mutated during iteration");
}

Result<Deque*> Deque::New(Thread& t, Type* cls) {
  auto* deque = TRY(NewNative<Deque>(t, cls));
  deque->max_size_ = kNoLimit;
  return deque;
}

Result<None> Deque::MakeRoom(Thread& t) {
  const size_t count = size();
  const size_t wanted = count == 0 ? kFirstCapacity : count * 2;
  ValueArray* fresh = TRY(ValueArray::New(t, wanted));
  for (size_t i = 0; i < count; ++i) fresh->Set(i, At(i));
  items_.Store(this, fresh);
  head_ = 0;
  return None{};
}

Result<None> Deque::Insert(Thread& t, size_t index, Value value) {
  if (size() == capacity()) TRY(MakeRoom(t));
  // The shorter side moves by one.
  if (index < size() / 2) {
    head_ = (head_ - 1) & (capacity() - 1);
    SetSize(size() + 1);
    for (size_t i = 0; i < index; ++i) Set(i, At(i + 1));
  } else {
    SetSize(size() + 1);
    for (size_t i = size() - 1; i > index; --i) Set(i, At(i - 1));
  }
  Set(index, value);
  return None{};
}

void Deque::Remove(size_t index) {
  if (index < size() / 2) {
    for (size_t i = index; i > 0; --i) Set(i, At(i - 1));
    TakeFirst();
  } else {
    for (size_t i = index; i + 1 < size(); ++i) Set(i, At(i + 1));
    TakeLast();
  }
}

void Deque::Rotate(int64_t steps) {
  const auto count = static_cast<int64_t>(size());
  if (count <= 1) return;
  CountChange();
  steps %= count;
  if (steps > count / 2) steps -= count;
  if (steps < -(count / 2)) steps += count;
  const size_t mask = capacity() - 1;
  if (static_cast<size_t>(count) == capacity()) {
    // A ring without gaps: it begins elsewhere.
    head_ = (head_ - static_cast<size_t>(steps)) & mask;
    return;
  }
  for (; steps > 0; --steps) {
    const Value last = Replace(Place(size() - 1), Value::Unbound());
    head_ = (head_ - 1) & mask;
    items_.Load()->Set(head_, last);
  }
  for (; steps < 0; ++steps) {
    const Value first = Replace(head_, Value::Unbound());
    head_ = (head_ + 1) & mask;
    items_.Load()->Set(Place(size() - 1), first);
  }
}

void Deque::Clear() {
  if (size() == 0) return;
  items_.Store(this, nullptr);
  head_ = 0;
  SetSize(0);
}

}  // namespace krait::collections
