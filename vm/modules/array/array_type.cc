#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/builtins/iterator_state.h"
#include "vm/builtins/sequence_search.h"
#include "vm/modules/array/array.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/bytearray.h"
#include "vm/object/collect.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// What Python sees of array.array.
namespace krait::arrays {
namespace {

Array* AsArray(Value value) { return Cast<Array>(value); }

auto ElementsOf(Thread& t, const Array* array) {
  return [&t, array](size_t i) {
    const Result<Value> item = array->Load(t, i);
    if (item.ok()) return *item;
    t.TakePending();  // no character: as far as it can be compared
    return Value::Unbound();
  };
}

// --- Filling ---------------------------------------------------------------------------------

Result<None> Append(Thread& t, Array* self, Value value) {
  uint8_t item[kMaxItemSize];
  TRY(self->type().convert(t, value, item));
  gil::CriticalSection lock(t, self->lock_byte());
  const size_t size = self->size();
  TRY(self->Resize(t, size + 1));
  std::memcpy(self->bytes().data() + size * self->item_size(), item, self->item_size());
  return None{};
}

Result<None> ExtendFromIterable(Thread& t, Array* self, Value iterable) {
  return ForEach(t, iterable, [&](Value item) -> Result<None> {
    TRY(Append(t, self, item));
    return CheckPoll(t);
  });
}

Result<None> Extend(Thread& t, Array* self, Value other) {
  const auto* array = TryCastNative<Array>(other);
  if (array == nullptr) return ExtendFromIterable(t, self, other);
  if (&array->type() != &self->type()) {
    return RaiseTypeError(t, "can only extend with array of same kind");
  }
  return AppendBytes(t, self, TRY(Bytes::From(t, array->bytes()))->span());
}

Result<None> AppendText(Thread& t, Array* self, const Str* text) {
  Bytes* items = TRY(Bytes::NewUninitialized(t, text->length() * sizeof(uint32_t)));
  for (size_t i = 0; i < text->length(); ++i) {
    const auto c = static_cast<uint32_t>(text->At(i));
    std::memcpy(items->mutable_data() + i * sizeof(c), &c, sizeof(c));
  }
  return AppendBytes(t, self, items->span());
}

Result<None> FillFrom(Thread& t, Array* self, Value source) {
  if (Is<Str>(source) && self->type().is_text()) return AppendText(t, self, Cast<Str>(source));
  if (Is<Bytes>(source)) return AppendBytes(t, self, Cast<Bytes>(source)->span());
  if (Is<ByteArray>(source)) {
    return AppendBytes(t, self, TRY(Bytes::From(t, Cast<ByteArray>(source)->span()))->span());
  }
  const auto* array = TryCastNative<Array>(source);
  if (array != nullptr && &array->type() == &self->type()) return Extend(t, self, source);
  return ExtendFromIterable(t, self, source);
}

Raised RaiseNoCharacter(Thread& t, Value value) {
  return RaiseTypeError(t, absl::StrCat("array() argument 1 must be a unicode character, not ",
                                        value.IsNone() ? "None" : TypeName(t, value)));
}

Result<Value> ArrayNew(Thread& t, Type* cls, Args args) {
  if (args.has_keywords() && args.keyword_names->size() != 0 &&
      cls->slots().init == types(t).object->slots().init) {
    return RaiseTypeError(t, "array.array() takes no keyword arguments");
  }
  if (args.count < 1 || args.count > 2) {
    return RaiseTypeError(
        t, absl::StrCat("array() takes at ",
                        args.count < 1 ? "least 1 argument (" : "most 2 arguments (", args.count,
                        " given)"));
  }
  const Str* code = TryCast<Str>(args[0]);
  if (code == nullptr || code->length() != 1) return RaiseNoCharacter(t, args[0]);
  const ItemType* type = FindItemType(code->At(0));
  const Value source = args.count == 2 ? args[1] : Value::None();
  if (code->At(0) != 'u') {
    const auto* array = TryCastNative<Array>(source);
    const char* what = Is<Str>(source)                               ? "str"
                       : array != nullptr && array->type().is_text() ? "unicode array"
                                                                     : nullptr;
    if (what != nullptr) {
      return RaiseTypeError(
          t, absl::StrCat("cannot use a ", what, " to initialize an array with typecode '",
                          code->ToUtf8(), "'"));
    }
  }
  if (type == nullptr) {
    return RaiseValueError(t, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  }
  Array* self = TRY(Array::New(t, cls, type, 0));
  if (!source.IsNone()) TRY(FillFrom(t, self, source));
  return self;
}

// --- Items -----------------------------------------------------------------------------------

Result<None> Insert(Thread& t, Array* self, Index index, Value value) {
  uint8_t item[kMaxItemSize];
  TRY(self->type().convert(t, value, item));
  gil::CriticalSection lock(t, self->lock_byte());
  const auto at = static_cast<size_t>(index.ClampedTo(static_cast<int64_t>(self->size())));
  TRY(self->Splice(t, at, at, 1));
  std::memcpy(self->bytes().data() + at * self->item_size(), item, self->item_size());
  return None{};
}

Result<Value> Pop(Thread& t, Array* self, Index index) {
  {
    gil::CriticalSection lock(t, self->lock_byte());
    const auto size = static_cast<int64_t>(self->size());
    const int64_t at = index.value < 0 ? index.value + size : index.value;
    if (at >= 0 && at < size) {
      const Value item = TRY(self->Load(t, static_cast<size_t>(at)));
      TRY(self->Splice(t, static_cast<size_t>(at), static_cast<size_t>(at) + 1, 0));
      return item;
    }
  }
  return Raise(t, &BuiltinTypes::IndexError,
               self->size() == 0 ? "pop from empty array" : "pop index out of range");
}

Result<None> Remove(Thread& t, Array* self, Value value) {
  const int64_t found = TRY(FindElement(t, ElementsOf(t, self), value, 0, SIZE_MAX));
  if (found < 0) return RaiseValueError(t, "array.remove(x): x not in array");
  gil::CriticalSection lock(t, self->lock_byte());
  const auto at = static_cast<size_t>(found);
  return at < self->size() ? self->Splice(t, at, at + 1, 0) : None{};
}

Result<Value> ArrayIndex(Thread& t, Array* self, Value value, SearchBound start,
                         Opt<SearchBound> stop) {
  const auto size = static_cast<int64_t>(self->size());
  const int64_t begin = start.ClampedTo(size);
  const int64_t end = stop ? (*stop).ClampedTo(size) : INT64_MAX;
  const int64_t found = TRY(FindElement(t, ElementsOf(t, self), value, static_cast<size_t>(begin),
                                        static_cast<size_t>(end)));
  if (found < 0) return RaiseValueError(t, "array.index(x): x not in array");
  return Value::FromInt(found);
}

Result<int64_t> Count(Thread& t, Array* self, Value value) {
  return CountElements(t, ElementsOf(t, self), value);
}

Result<bool> ArrayContains(Thread& t, Value self, Value value) {
  return TRY(FindElement(t, ElementsOf(t, AsArray(self)), value, 0, SIZE_MAX)) >= 0;
}

Result<None> Reverse(Thread& t, Array* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  const size_t width = self->item_size();
  uint8_t* data = self->bytes().data();
  for (size_t i = 0, j = self->size(); i + 1 < j; ++i) {
    --j;
    std::swap_ranges(data + i * width, data + (i + 1) * width, data + j * width);
  }
  return None{};
}

Result<None> ByteSwap(Thread& t, Array* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  const size_t width = self->item_size();
  const absl::Span<uint8_t> data = self->bytes();
  for (size_t at = 0; at + width <= data.size(); at += width) {
    std::reverse(data.data() + at, data.data() + at + width);
  }
  return None{};
}

// --- Conversions -----------------------------------------------------------------------------

Result<List*> ToList(Thread& t, Array* self) {
  List* list = TRY(List::New(t, self->size()));
  for (size_t i = 0;; ++i) {
    const Value item = TRY(self->Load(t, i));
    if (item.IsUnbound()) return list;
    TRY(list->Append(t, item));
    TRY(PollAt(t, i));
  }
}

/// All or nothing.
Result<None> FromList(Thread& t, Array* self, Value source) {
  if (!Is<List>(source)) return RaiseTypeError(t, "arg must be list");
  const List* list = Cast<List>(source);
  const size_t count = list->size();
  Array* added = TRY(Array::New(t, PartOf(t).array, &self->type(), count));
  for (size_t i = 0; i < count; ++i) {
    const Value item = list->TryGet(i);
    uint8_t converted[kMaxItemSize];
    if (!item.IsUnbound()) TRY(self->type().convert(t, item, converted));
    if (list->size() != count || item.IsUnbound()) {
      return Raise(t, &BuiltinTypes::RuntimeError, "list changed size during iteration");
    }
    std::memcpy(added->bytes().data() + i * self->item_size(), converted, self->item_size());
  }
  return AppendBytes(t, self, added->bytes());
}

Result<Bytes*> ToBytes(Thread& t, Array* self) { return Bytes::From(t, self->bytes()); }

Result<None> FromBytes(Thread& t, Array* self, Value source) {
  Buffer buffer(t);
  TRY(buffer.Take(source));
  Bytes* copy = TRY(Bytes::From(t, buffer.span()));
  buffer.Release();
  return AppendBytes(t, self, copy->span());
}

Result<Value> ToUnicode(Thread& t, Array* self) {
  if (!self->type().is_text()) {
    return RaiseValueError(t, "tounicode() may only be called on unicode type arrays");
  }
  StrWriter writer(t);
  for (size_t i = 0;; ++i) {
    const Value item = TRY(self->Load(t, i));
    if (item.IsUnbound()) return writer.Finish(t);
    writer.Append(Cast<Str>(item)->At(0));
  }
}

Result<None> FromUnicode(Thread& t, Array* self, Str* text) {
  if (!self->type().is_text()) {
    return RaiseValueError(t, "fromunicode() may only be called on unicode type arrays");
  }
  return AppendText(t, self, text);
}

Result<None> ToFile(Thread& t, Array* self, Value file) {
  constexpr size_t kChunk = 64 * 1024;
  for (size_t at = 0; at < self->bytes().size(); at += kChunk) {
    Bytes* chunk = TRY(Bytes::From(t, self->bytes().subspan(at, kChunk)));
    TRY(CallMethodWith(t, file, names(t).write, Value::FromObject(chunk)));
  }
  return None{};
}

Result<None> FromFile(Thread& t, Array* self, Value file, Index count) {
  if (count.value < 0) return RaiseValueError(t, "negative count");
  int64_t wanted;
  if (__builtin_mul_overflow(count.value, static_cast<int64_t>(self->item_size()), &wanted)) {
    return RaiseMemoryError(t);
  }
  const Value data = TRY(CallMethodWith(t, file, names(t).read, TRY(Int::From(t, wanted))));
  if (!Is<Bytes>(data)) return RaiseTypeError(t, "read() didn't return bytes");
  const Bytes* bytes = Cast<Bytes>(data);
  TRY(AppendBytes(t, self, bytes->span()));
  if (static_cast<int64_t>(bytes->size()) == wanted) return None{};
  return Raise(t, &BuiltinTypes::EOFError, "read() didn't return enough bytes");
}

Result<Value> BufferInfo(Thread& t, Array* self) {
  const auto address = static_cast<int64_t>(reinterpret_cast<uintptr_t>(self->bytes().data()));
  return Tuple::Of(t, TRY(Int::From(t, address)),
                   Value::FromInt(static_cast<int64_t>(self->size())));
}

// --- Whole arrays ----------------------------------------------------------------------------

Result<Array*> NewFrom(Thread& t, Array* self, size_t size) {
  return Array::New(t, PartOf(t).array, &self->type(), size);
}

Result<Value> Copy(Thread& t, Array* self) {
  Array* copy = TRY(NewFrom(t, self, 0));
  TRY(AppendBytes(t, copy, self->bytes()));
  return copy;
}
Result<Value> DeepCopy(Thread& t, Array* self, Value) { return Copy(t, self); }

Result<Value> ArrayConcat(Thread& t, Value self, Value other) {
  auto* array = TryCastNative<Array>(other);
  if (array == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("can only append array (not \"", TypeName(t, other), "\") to array"));
  }
  if (&array->type() != &AsArray(self)->type()) {
    return RaiseTypeError(t, "bad argument type for built-in operation");
  }
  const Value result = TRY(Copy(t, AsArray(self)));
  TRY(AppendBytes(t, AsArray(result), array->bytes()));
  return result;
}

Result<Value> ArrayInplaceConcat(Thread& t, Value self, Value other) {
  if (TryCastNative<Array>(other) == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("can only extend array with array (not \"", TypeName(t, other), "\")"));
  }
  TRY(Extend(t, AsArray(self), other));
  return self;
}

/// Makes `array` `count` times as long. The caller holds the lock, or nobody knows the array.
Result<None> RepeatInPlace(Thread& t, Array* array, int64_t count) {
  const size_t unit = array->bytes().size();
  int64_t total;
  if (__builtin_mul_overflow(std::max<int64_t>(count, 0), static_cast<int64_t>(array->size()),
                             &total)) {
    return RaiseMemoryError(t);
  }
  TRY(array->Resize(t, static_cast<size_t>(total)));
  const absl::Span<uint8_t> bytes = array->bytes();
  for (size_t done = unit; done != 0 && done < bytes.size();) {
    const size_t chunk = std::min(done, bytes.size() - done);
    std::memcpy(bytes.data() + done, bytes.data(), chunk);
    done += chunk;
  }
  return None{};
}

Result<Value> ArrayRepeat(Thread& t, Value self, int64_t count) {
  const Value result = TRY(Copy(t, AsArray(self)));
  TRY(RepeatInPlace(t, AsArray(result), count));
  return result;
}

Result<Value> ArrayInplaceRepeat(Thread& t, Value self, int64_t count) {
  gil::CriticalSection lock(t, AsArray(self)->lock_byte());
  TRY(RepeatInPlace(t, AsArray(self), count));
  return self;
}

Result<Value> ArrayCompare(Thread& t, Value self, Value other, CompareOp op) {
  const auto* a = TryCastNative<Array>(self);
  const auto* b = TryCastNative<Array>(other);
  if (a == nullptr || b == nullptr) return Value::NotImplemented();
  const bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (equality && a->size() != b->size()) return Value::FromBool(op == CompareOp::kNe);
  if (equality && &a->type() == &b->type() && !a->type().is_float()) {
    const bool same = a->bytes() == b->bytes();
    return Value::FromBool(same == (op == CompareOp::kEq));
  }
  for (size_t i = 0;; ++i) {
    const Value x = TRY(a->Load(t, i));
    const Value y = TRY(b->Load(t, i));
    if (x.IsUnbound() || y.IsUnbound()) break;
    // Not Equals: a NaN differs from itself here.
    if (!TRY(RichCompareBool(t, x, y, CompareOp::kEq))) {
      if (equality) return Value::FromBool(op == CompareOp::kNe);
      return RichCompare(t, x, y, op);
    }
    TRY(PollAt(t, i));
  }
  return RichCompare(t, Value::FromInt(static_cast<int64_t>(a->size())),
                     Value::FromInt(static_cast<int64_t>(b->size())), op);
}

Result<Value> ArrayRepr(Thread& t, Value self_value) {
  Array* self = AsArray(self_value);
  StrWriter writer(t);
  writer.Append(TypeOf(t, self_value)->name());
  writer.AppendAscii(absl::StrCat("('", std::string(1, self->type().code), "'"));
  if (self->size() != 0) {
    const Value items =
        self->type().is_text() ? TRY(ToUnicode(t, self)) : Value::FromObject(TRY(ToList(t, self)));
    writer.AppendAscii(", ");
    writer.Append(TRY(Repr(t, items)));
  }
  writer.Append(')');
  return writer.Finish(t);
}

Result<int64_t> ArrayLength(Thread&, Value self) {
  return static_cast<int64_t>(AsArray(self)->size());
}

Result<None> ArrayBuffer(Thread& t, Value self_value, int flags, BufferView* out) {
  Array* self = AsArray(self_value);
  const absl::Span<uint8_t> bytes = self->bytes();
  TRY(FillBufferView(t, self_value, bytes.data(), bytes.size(), false, flags, out));
  out->item_size = static_cast<int64_t>(self->item_size());
  out->format = self->type().format;
  out->release = [](Value owner) { AsArray(owner)->RemoveExport(); };
  self->AddExport();
  return None{};
}

/// (type, (code, list), attributes), or from protocol 3 on the machine's own bytes.
Result<Value> ReduceEx(Thread& t, Array* self, Value protocol) {
  if (!IsIntLike(protocol)) {
    return RaiseTypeError(t, "__reduce_ex__ argument should be an integer");
  }
  const Value type = Value::FromObject(TypeOf(t, Value::FromObject(self)));
  const Value code = Value::FromObject(t.vm().latin1_char(static_cast<uint8_t>(self->type().code)));
  Value attributes = TRY(GetAttrOrUnbound(t, Value::FromObject(self), names(t).__dict__));
  if (attributes.IsUnbound()) attributes = Value::None();
  if (ClampToInt64(protocol) < 3) {
    Tuple* args = TRY(Tuple::Of(t, code, Value::FromObject(TRY(ToList(t, self)))));
    return Tuple::Of(t, type, Value::FromObject(args), attributes);
  }
  Tuple* args = TRY(Tuple::Of(t, type, code, Value::FromInt(self->type().machine_format),
                              Value::FromObject(TRY(ToBytes(t, self)))));
  return Tuple::Of(t, Value::FromObject(PartOf(t).reconstructor), Value::FromObject(args),
                   attributes);
}

Result<int64_t> Sizeof(Thread&, Array* self) {
  return static_cast<int64_t>(sizeof(Array) + self->bytes().size());
}

Result<Value> GetTypeCode(Thread& t, Value self) {
  return t.vm().latin1_char(static_cast<uint8_t>(AsArray(self)->type().code));
}
Result<Value> GetItemSize(Thread&, Value self) {
  return Value::FromInt(static_cast<int64_t>(AsArray(self)->item_size()));
}

constexpr GetSet kMembers[] = {{"typecode", &GetTypeCode}, {"itemsize", &GetItemSize}};

constexpr Method kMethods[] = {
    Bind<Append>("append", "($self, v, /)"),
    Bind<BufferInfo>("buffer_info", "($self, /)"),
    Bind<ByteSwap>("byteswap", "($self, /)"),
    Bind<Copy>("__copy__", "($self, /)"),
    Bind<Count>("count", "($self, v, /)"),
    Bind<DeepCopy>("__deepcopy__", "($self, unused, /)"),
    Bind<Extend>("extend", "($self, bb, /)"),
    Bind<FromFile>("fromfile", "($self, f, n, /)"),
    Bind<FromList>("fromlist", "($self, list, /)"),
    Bind<FromBytes>("frombytes", "($self, buffer, /)"),
    Bind<FromUnicode>("fromunicode", "($self, ustr, /)"),
    Bind<ArrayIndex>("index", "($self, v, start=0, stop=<end>, /)"),
    Bind<Insert>("insert", "($self, i, v, /)"),
    Bind<Pop>("pop", "($self, i=-1, /)"),
    Bind<ReduceEx>("__reduce_ex__", "($self, value, /)"),
    Bind<Remove>("remove", "($self, v, /)"),
    Bind<Reverse>("reverse", "($self, /)"),
    Bind<ToFile>("tofile", "($self, f, /)"),
    Bind<ToList>("tolist", "($self, /)"),
    Bind<ToBytes>("tobytes", "($self, /)"),
    Bind<ToUnicode>("tounicode", "($self, /)"),
    Bind<Sizeof>("__sizeof__", "($self, /)"),
};

// --- Its iterator ----------------------------------------------------------------------------

struct ArrayIterator : NativeObject {
  static const NativeClass kClass;
  Field<Array*> array;  // null at the end
  std::atomic<int64_t> index;
};

const NativeClass ArrayIterator::kClass = {
    "array.arrayiterator",
    [](Object* self, Marker& marker) { marker.Visit(static_cast<ArrayIterator*>(self)->array); },
    nullptr, true};

Result<Value> ArrayIter(Thread& t, Value self) {
  auto* iterator = TRY(NewNative<ArrayIterator>(t, PartOf(t).iterator));
  iterator->array.Store(iterator, AsArray(self));
  return iterator;
}

Result<Value> IteratorNext(Thread& t, Value self_value) {
  auto* self = Cast<ArrayIterator>(self_value);
  Array* array = self->array.Load();
  if (array == nullptr) return Value::Unbound();
  const int64_t at = self->index.load(std::memory_order_relaxed);
  const Value item = TRY(array->Load(t, static_cast<size_t>(at)));
  if (item.IsUnbound()) {
    self->array.Store(self, nullptr);
  } else {
    self->index.store(at + 1, std::memory_order_relaxed);
  }
  return item;
}

Result<Value> IteratorReduce(Thread& t, ArrayIterator* self) {
  Array* array = self->array.Load();
  if (array == nullptr) {
    return ReduceIterator(t, "iter", Value::FromObject(Tuple::Empty(t)));
  }
  return ReduceIterator(t, "iter", Value::FromObject(array),
                        TRY(Int::From(t, self->index.load(std::memory_order_relaxed))));
}

Result<None> IteratorSetState(Thread&, ArrayIterator* self, IteratorState state) {
  const Array* array = self->array.Load();
  const int64_t size = array == nullptr ? 0 : static_cast<int64_t>(array->size());
  self->index.store(std::clamp<int64_t>(state.value, 0, size), std::memory_order_relaxed);
  return None{};
}

constexpr Method kIteratorMethods[] = {
    Bind<IteratorReduce>("__reduce__", "($self, /)"),
    Bind<IteratorSetState>("__setstate__", "($self, state, /)"),
};

Result<Type*> NewIteratorType(Thread& t) {
  NativeTypeSpec spec{};
  spec.name = "array.arrayiterator";
  spec.instance_size = sizeof(ArrayIterator);
  spec.flags = Type::kDisallowNew;
  spec.spec.slots.iter = &IterSelf;
  spec.spec.slots.next = &IteratorNext;
  spec.spec.methods = kIteratorMethods;
  return TypeBuilder::NewNativeType(t, spec);
}

}  // namespace

Result<None> AppendBytes(Thread& t, Array* self, absl::Span<const uint8_t> bytes) {
  if (bytes.size() % self->item_size() != 0) {
    return RaiseValueError(t, "bytes length not a multiple of item size");
  }
  if (bytes.empty()) return None{};
  gil::CriticalSection lock(t, self->lock_byte());
  const size_t before = self->size();
  TRY(self->Resize(t, before + bytes.size() / self->item_size()));
  std::memcpy(self->bytes().data() + before * self->item_size(), bytes.data(), bytes.size());
  return None{};
}

Result<None> AddArrayType(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "array.array";
  spec.instance_size = sizeof(Array);
  spec.flags = Type::kBaseType | Type::kHasWeakref | Type::kIsSequence;
  TypeSlots& slots = spec.spec.slots;
  slots.new_ = &ArrayNew;
  slots.repr = &ArrayRepr;
  slots.compare = &ArrayCompare;
  slots.iter = &ArrayIter;
  slots.length = &ArrayLength;
  slots.getitem = &GetItem;
  slots.setitem = &SetItem;
  slots.contains = &ArrayContains;
  slots.concat = &ArrayConcat;
  slots.inplace_concat = &ArrayInplaceConcat;
  slots.repeat = &ArrayRepeat;
  slots.inplace_repeat = &ArrayInplaceRepeat;
  slots.buffer = &ArrayBuffer;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  Part& part = PartOf(t);
  part.array = TRY(TypeBuilder::NewNativeType(t, spec));
  part.iterator = TRY(NewIteratorType(t));
  TRY(module->Add(t, "array", Value::FromObject(part.array)));
  return module->Add(t, "ArrayType", Value::FromObject(part.array));
}

}  // namespace krait::arrays
