#pragma once

#include "gil/object_lock.h"
#include "vm/number/hash.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/dict_keys.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/uop/machine.h"

/// Subscripts of the built-in containers.
namespace krait::uop {

struct GetListItem {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Exact<List> list, SmallInt index) {
    int64_t i = index.value();
    if (i < 0) i += static_cast<int64_t>(list->size());
    const Value item = list->TryGet(static_cast<size_t>(i));
    if (item.IsUnbound()) return Out<Value>::Exit();
    return item;
  }
};

struct GetTupleItem {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Exact<Tuple> tuple, SmallInt index) {
    const auto size = static_cast<int64_t>(tuple->size());
    int64_t i = index.value();
    if (i < 0) i += size;
    if (i < 0 || i >= size) return Out<Value>::Exit();
    return tuple->At(static_cast<size_t>(i));
  }
};

/// A str key in a dict whose keys are all str: no Python code can be involved.
struct GetDictItemStr {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Machine& m, Exact<Dict> dict, Exact<Str> key) {
    const Value value = dict->GetStr(m.t, key.pointer);
    if (value.IsUnbound()) return Out<Value>::Exit();
    return value;
  }
};

/// An int key, where no comparison needs Python code.
struct GetDictItem {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Value> Run(Machine&, Exact<Dict> dict, SmallInt key) {
    const DictKeys* keys = dict->keys();
    const int64_t entry = keys->FindSimple(Value::FromInt(key.value()), AvoidMinusOne(key.value()));
    if (entry < 0) return Out<Value>::Exit();
    const Value value = keys->entries()[entry].value.Load();
    if (value.IsUnbound()) return Out<Value>::Exit();
    return value;
  }
};

/// One character below 256: those strings exist once.
struct GetStrItem {
  static constexpr Effects kEffects = kReadsHeap | kMayExit | kLeaf;
  static Out<Value> Run(Machine& m, Exact<Str> text, SmallInt index) {
    const auto length = static_cast<int64_t>(text->length());
    int64_t i = index.value();
    if (i < 0) i += length;
    if (i < 0 || i >= length) return Out<Value>::Exit();
    const char32_t c = text->At(static_cast<size_t>(i));
    if (c > 0xff) return Out<Value>::Exit();
    return Value::FromObject(m.t.vm().latin1_char(static_cast<uint8_t>(c)));
  }
};

inline Out<SmallInt> ByteAt(absl::Span<const uint8_t> bytes, int64_t index) {
  const auto size = static_cast<int64_t>(bytes.size());
  if (index < 0) index += size;
  if (index < 0 || index >= size) return Out<SmallInt>::Exit();
  return SmallInt{int64_t{bytes[static_cast<size_t>(index)]} << 3};
}

struct GetBytesItem {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Exact<Bytes> bytes, SmallInt index) {
    return ByteAt(bytes->span(), index.value());
  }
};
/// Called: it needs more registers than compiled code has to spare.
struct GetByteArrayItem {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<SmallInt> Run(Machine&, Exact<ByteArray> bytes, SmallInt index) {
    return ByteAt(bytes->span(), index.value());
  }
};

struct GetAnyItem {
  static constexpr Effects kEffects = kGeneric;
  static Result<Value> Run(Machine& m, Value object, Value key) {
    return GetItem(m.t, object, key);
  }
};

}  // namespace krait::uop
