#pragma once

#include "vm/heap/thread.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/iterator_adapters.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/uop/immediate.h"
#include "vm/uop/machine.h"

/// Containers: what handlers written by hand try first, and what compiled code has in their place.
namespace krait::uop {

/// len() of a built-in container.
template <typename T>
struct SizeOf {
  static constexpr Effects kEffects = kReadsHeap;
  static SmallInt Run(Exact<T> container) { return {static_cast<int64_t>(container->size()) << 3}; }
};
template <>
struct SizeOf<Str> {
  static constexpr Effects kEffects = kReadsHeap;
  static SmallInt Run(Exact<Str> text) { return {static_cast<int64_t>(text->length()) << 3}; }
};

/// Where objects have locks, the general way is gone.
struct SetListItem {
  static constexpr Effects kEffects = kWritesHeap | kMayExit | kLeaf;
  static Out<Done> Run(Machine& m, Exact<List> list, SmallInt index, Value value) {
    const auto size = static_cast<int64_t>(list->size());
    int64_t i = index.value();
    if (i < 0) i += size;
    if (i < 0 || i >= size || m.t.object_locks) return Out<Done>::Exit();
    list->Set(static_cast<size_t>(i), value);
    return Done{};
  }
};

struct AppendToList {
  static constexpr Effects kEffects = kWritesHeap | kMayExit | kLeaf;
  static Out<Done> Run(Machine& m, Exact<List> list, Value value) {
    if (m.t.object_locks || !list->AppendWithinCapacity(value)) return Out<Done>::Exit();
    return Done{};
  }
};

/// The next element of a ListIterator or TupleIterator that is not at its end.
template <typename Iterator>
struct NextOf {
  static constexpr Effects kEffects = kReadsHeap | kWritesHeap | kMayExit;
  static Out<Value> Run(Exact<Iterator> iterator) {
    Value item;
    if (!iterator->TryNext(&item)) return Out<Value>::Exit();
    return item;
  }
};

/// What it does at its end.
template <typename Iterator>
struct EndOf {
  static constexpr Effects kEffects = kReadsHeap | kWritesHeap | kMayExit;
  static Out<Done> Run(Exact<Iterator> iterator) {
    if (!iterator->TryEnd()) return Out<Done>::Exit();
    return Done{};
  }
};

/// That it is not there.
template <typename Iterator>
struct RequireNext {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Exact<Iterator> iterator) {
    if (!iterator->HasNext()) return Out<Done>::Exit();
    return Done{};
  }
};

/// The next byte of an iterator over bytes.
struct NextByte {
  static constexpr Effects kEffects = kReadsHeap | kWritesHeap | kMayExit;
  static Out<SmallInt> Run(Exact<BytesIterator> iterator) {
    uint8_t byte;
    if (!iterator->TryNext(&byte)) return Out<SmallInt>::Exit();
    return SmallInt{int64_t{byte} << 3};
  }
};

/// The next character of an iterator over a str, if those strings exist once: see GetStrItem.
struct NextCharacter {
  static constexpr Effects kEffects = kReadsHeap | kWritesHeap | kMayExit | kLeaf;
  static Out<Value> Run(Machine& m, Exact<StrIterator> iterator) {
    uint8_t character;
    if (!iterator->TryNext(&character)) return Out<Value>::Exit();
    return Value::FromObject(m.t.vm().latin1_char(character));
  }
};

/// One of the iterators of a zip that has more.
struct ZippedIterator {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Exact<Zip> zip, Immediate index) {
    const Tuple* iterators = zip->iterators();
    if (index.value >= iterators->size()) return Out<Value>::Exit();
    return iterators->At(index.value);
  }
};

/// Where the entry is that an iterator of a dict's keys, values or items comes to next: an address
/// is a SmallInt's bits, too.
template <DictIterator::Kind kKind>
struct NextEntry {
  static constexpr Effects kEffects = kReadsHeap | kWritesHeap | kMayExit;
  static Out<SmallInt> Run(Exact<DictIterator> iterator) {
    const DictKeys::Entry* entry = iterator->TryNext(kKind);
    if (entry == nullptr) return Out<SmallInt>::Exit();
    return SmallInt{reinterpret_cast<int64_t>(entry)};
  }
};
/// What it has there: nothing may run in between, so only where objects have no locks.
struct EntryKey {
  static constexpr Effects kEffects = kReadsHeap;
  static Value Run(SmallInt entry) {
    return reinterpret_cast<const DictKeys::Entry*>(entry.shifted)->key.Load();
  }
};
struct EntryValue {
  static constexpr Effects kEffects = kReadsHeap;
  static Value Run(SmallInt entry) {
    return reinterpret_cast<const DictKeys::Entry*>(entry.shifted)->value.Load();
  }
};

/// What an enumerate gives next: its number, then the next item of its iterator, then a step.
struct NumberOfNext {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Exact<Enumerate> enumerate) {
    const Value index = enumerate->index();
    if (!index.IsInt() || index.AsInt() == Value::kMaxInt) return Out<SmallInt>::Exit();
    return SmallInt{index.AsInt() << 3};
  }
};
struct IteratorOf {
  static constexpr Effects kEffects = kReadsHeap;
  static Value Run(Exact<Enumerate> enumerate) { return enumerate->iterator(); }
};
struct StepNumber {
  static constexpr Effects kEffects = kReadsHeap | kWritesHeap;
  static Done Run(Exact<Enumerate> enumerate, SmallInt number) {
    enumerate->set_index(Value::FromInt(number.value() + 1));
    return {};
  }
};

struct RequireTupleSize {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Exact<Tuple> tuple, Immediate size) {
    if (tuple->size() != size.value) return Out<Done>::Exit();
    return Done{};
  }
};
/// Of a tuple that is longer than `index`.
struct TupleElement {
  static constexpr Effects kEffects = kReadsHeap;
  static Value Run(Exact<Tuple> tuple, Immediate index) { return tuple->At(index.value); }
};
/// Of a tuple that was just made.
struct SetTupleElement {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Exact<Tuple> tuple, Value value, Immediate index) {
    tuple->Set(index.value, value);
    return {};
  }
};

}  // namespace krait::uop
