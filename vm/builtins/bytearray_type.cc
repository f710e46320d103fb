#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/builtins/byte_methods.h"
#include "vm/builtins/byte_values.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/attributes.h"
#include "vm/object/codec.h"
#include "vm/object/compare_order.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/iterators.h"
#include "vm/object/slice.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/str.h"

/// bytearray: its slots. What it shares with bytes stands in bytes_*.cc.
namespace krait {
namespace {

ByteArray* AsArray(Value value) { return Cast<ByteArray>(value); }

Result<Value> ArrayRepr(Thread& t, Value self) {
  const std::string name = TypeOf(t, self)->name()->ToUtf8();
  return ReprOfBytes(t, SpanOf(self), name + "(", ")");
}
Result<int64_t> ArrayLength(Thread&, Value self) {
  return static_cast<int64_t>(AsArray(self)->size());
}
Result<Value> ArrayIter(Thread& t, Value self) {
  return BytesIterator::New(t, types(t).bytearray_iterator, self.AsObject());
}

Result<Value> ArrayCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (Is<Str>(other) || !HasBuffer(t, other) || !HasBuffer(t, self)) {
    return Value::NotImplemented();
  }
  Buffer left(t);
  Buffer right(t);
  TRY(left.Take(self));
  TRY(right.Take(other));
  const ByteSpan a = left.span();
  const ByteSpan b = right.span();
  const size_t common = std::min(a.size(), b.size());
  int order = common == 0 ? 0 : std::memcmp(a.data(), b.data(), common);
  if (order == 0) order = a.size() < b.size() ? -1 : a.size() > b.size();
  return CompareByOrder(order, op);
}

/// The bytes of an operand of + and +=, in a copy.
Result<Bytes*> OperandBytes(Thread& t, Value self, Value other) {
  if (!HasBuffer(t, other)) {
    return RaiseTypeError(
        t, absl::StrCat("can't concat ", TypeName(t, other), " to ", TypeName(t, self)));
  }
  Buffer buffer(t);
  TRY(buffer.Take(other));
  return Bytes::From(t, buffer.span());
}

Result<Value> ArrayConcat(Thread& t, Value self, Value other) {
  const Bytes* added = TRY(OperandBytes(t, self, other));
  ByteArray* result = TRY(ByteArray::New(t, SpanOf(self)));
  TRY(result->ReplaceRange(t, result->size(), result->size(), added->span()));
  return result;
}

Result<Value> ArrayInplaceConcat(Thread& t, Value self, Value other) {
  const Bytes* added = TRY(OperandBytes(t, self, other));
  gil::CriticalSection lock(t, AsArray(self)->lock_byte());
  const size_t size = AsArray(self)->size();
  TRY(AsArray(self)->ReplaceRange(t, size, size, added->span()));
  return self;
}

/// Makes `array`, which holds `unit` bytes of meaning, `count` times as long.
Result<None> RepeatInPlace(Thread& t, ByteArray* array, int64_t count) {
  const size_t unit = array->size();
  int64_t total;
  if (__builtin_mul_overflow(std::max<int64_t>(count, 0), static_cast<int64_t>(unit), &total)) {
    return RaiseMemoryError(t);
  }
  const auto size = static_cast<size_t>(total);
  TRY(array->Resize(t, size));
  uint8_t* bytes = array->span().data();
  for (size_t done = unit; done != 0 && done < size;) {
    const size_t chunk = std::min(done, size - done);
    std::memcpy(bytes + done, bytes, chunk);
    done += chunk;
  }
  return None{};
}

Result<Value> ArrayRepeat(Thread& t, Value self, int64_t count) {
  ByteArray* result = TRY(ByteArray::New(t, SpanOf(self)));
  TRY(RepeatInPlace(t, result, count));
  return result;
}

Result<Value> ArrayInplaceRepeat(Thread& t, Value self, int64_t count) {
  gil::CriticalSection lock(t, AsArray(self)->lock_byte());
  TRY(RepeatInPlace(t, AsArray(self), count));
  return self;
}

// --- Items -------------------------------------------------------------------------------------

/// The position that a key other than a slice stands for.
Result<int64_t> PositionOf(Thread& t, Value self, Value key) {
  if (!IsIntLike(key) && TypeOf(t, key)->slots().index == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("bytearray indices must be integers or slices, not ", TypeName(t, key)));
  }
  const int64_t index = TRY(ToIndexInt64(t, key, &BuiltinTypes::IndexError));
  return index < 0 ? index + static_cast<int64_t>(AsArray(self)->size()) : index;
}

Raised RaiseOutOfRange(Thread& t) {
  return Raise(t, &BuiltinTypes::IndexError, "bytearray index out of range");
}

Result<Value> ArrayGetItem(Thread& t, Value self, Value key) {
  if (!Is<Slice>(key)) {
    const int64_t at = TRY(PositionOf(t, self, key));
    const ByteSpan bytes = SpanOf(self);
    if (at < 0 || at >= static_cast<int64_t>(bytes.size())) return RaiseOutOfRange(t);
    return Value::FromInt(bytes[static_cast<size_t>(at)]);
  }
  // Unpacking may run Python: the bytes are looked at afterwards.
  const SliceRange bounds = TRY(Cast<Slice>(key)->Unpack(t));
  const ByteSpan bytes = SpanOf(self);
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(bytes.size()));
  if (range.step == 1) {
    return ByteArray::New(
        t, bytes.subspan(static_cast<size_t>(range.start), static_cast<size_t>(range.count)));
  }
  ByteArray* result = TRY(ByteArray::New(t, {}));
  TRY(result->Resize(t, static_cast<size_t>(range.count)));
  for (int64_t i = 0; i < range.count; ++i) {
    result->span()[static_cast<size_t>(i)] =
        bytes[static_cast<size_t>(range.start + i * range.step)];
  }
  return result;
}

/// Takes out every `step`th byte of the range.
Result<None> DeleteRange(Thread& t, ByteArray* array, SliceRange range) {
  if (range.count == 0) return None{};
  TRY(array->CheckCanResize(t));
  if (range.step < 0) {
    range.start += (range.count - 1) * range.step;
    range.step = -range.step;
  }
  const absl::Span<uint8_t> bytes = array->span();
  auto to = static_cast<size_t>(range.start);
  int64_t gone = 0;
  for (size_t from = to; from < bytes.size(); ++from) {
    // The step behind the last one may be beyond all numbers.
    if (gone < range.count && static_cast<int64_t>(from) == range.start + gone * range.step) {
      ++gone;
    } else {
      bytes[to++] = bytes[from];
    }
  }
  return array->Resize(t, to);
}

/// What is assigned to a slice, in a copy.
Result<Bytes*> AssignedBytes(Thread& t, Value value) {
  if (HasBuffer(t, value)) {
    Buffer buffer(t);
    TRY(buffer.Take(value));
    return Bytes::From(t, buffer.span());
  }
  const TypeSlots& slots = TypeOf(t, value)->slots();
  if (Is<Str>(value) || slots.index != nullptr || slots.int_ != nullptr ||
      slots.float_ != nullptr) {
    return RaiseTypeError(t,
                          "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  return BytesFromObject(t, value, "bytearray", "byte must be in range(0, 256)");
}

Result<None> SetSlice(Thread& t, ByteArray* array, const Slice* slice, Value value) {
  const SliceRange bounds = TRY(slice->Unpack(t));
  const Bytes* bytes = value.IsUnbound() ? nullptr : TRY(AssignedBytes(t, value));
  gil::CriticalSection lock(t, array->lock_byte());
  const SliceRange range = Slice::Clamp(bounds, static_cast<int64_t>(array->size()));
  const bool deletes = bytes == nullptr || bytes->size() == 0;
  if (range.step == 1) {
    const auto begin = static_cast<size_t>(range.start);
    return array->ReplaceRange(t, begin, begin + static_cast<size_t>(range.count),
                               bytes == nullptr ? ByteSpan() : bytes->span());
  }
  if (deletes) return DeleteRange(t, array, range);
  if (static_cast<int64_t>(bytes->size()) != range.count) {
    return RaiseValueError(t, absl::StrCat("attempt to assign bytes of size ", bytes->size(),
                                           " to extended slice of size ", range.count));
  }
  for (int64_t i = 0; i < range.count; ++i) {
    array->span()[static_cast<size_t>(range.start + i * range.step)] = bytes->data()[i];
  }
  return None{};
}

Result<None> ArraySetItem(Thread& t, Value self, Value key, Value value) {
  ByteArray* array = AsArray(self);
  if (Is<Slice>(key)) return SetSlice(t, array, Cast<Slice>(key), value);
  const int64_t at = TRY(PositionOf(t, self, key));
  if (at < 0 || at >= static_cast<int64_t>(array->size())) return RaiseOutOfRange(t);
  const uint8_t byte = value.IsUnbound() ? 0 : TRY(ToByte(t, value));
  const auto place = static_cast<size_t>(at);
  gil::CriticalSection lock(t, array->lock_byte());
  if (place >= array->size()) return RaiseOutOfRange(t);
  if (value.IsUnbound()) return array->ReplaceRange(t, place, place + 1, {});
  array->span()[place] = byte;
  return None{};
}

Result<bool> ArrayContains(Thread& t, Value self, Value item) {
  ByteNeedle needle(t);
  TRY(needle.TakeItem(item));
  const ByteSpan bytes = SpanOf(self);
  return FindBytes(bytes, needle.span(), 0, bytes.size()) >= 0;
}

Result<Value> ArrayRemainder(Thread& t, Value self, Value arguments) {
  if (!Is<ByteArray>(self)) return Value::NotImplemented();
  return PercentFormatBytes(t, self, arguments);
}

Result<None> ArrayBuffer(Thread& t, Value self, int flags, BufferView* out) {
  const absl::Span<uint8_t> bytes = AsArray(self)->span();
  TRY(FillBufferView(t, self, bytes.data(), bytes.size(), false, flags, out));
  AsArray(self)->AddExport();
  out->release = [](Value owner) { AsArray(owner)->RemoveExport(); };
  return None{};
}

// --- bytearray(source=b'', encoding, errors)
// -------------------------------------------------------

constexpr Method kArrayInit =
    ConstructorSignature("bytearray", "(source=<missing>, encoding=<missing>, errors=<missing>)");

Result<Value> ArrayNew(Thread& t, Type* cls, Args) { return ByteArray::NewOfType(t, cls); }

Result<Bytes*> InitialBytes(Thread& t, Value source, Value encoding, Value errors) {
  if (Is<Str>(source)) {
    if (encoding.IsUnbound()) return RaiseTypeError(t, "string argument without an encoding");
    return EncodeText(t, Cast<Str>(source), Cast<Str>(encoding),
                      errors.IsUnbound() ? nullptr : Cast<Str>(errors));
  }
  if (!encoding.IsUnbound()) {
    return RaiseTypeError(t, "encoding without a string argument");
  }
  if (!errors.IsUnbound()) return RaiseTypeError(t, "errors without a string argument");
  if (source.IsUnbound()) return Bytes::From(t, std::string_view());
  return BytesFromObject(t, source, "bytearray", "byte must be in range(0, 256)");
}

Result<None> ArrayInit(Thread& t, Value self, Args args) {
  Value bound[3];
  TRY(BindArguments(t, kArrayInit, args, bound));
  for (int i = 1; i < 3; ++i) {
    if (bound[i].IsUnbound() || Is<Str>(bound[i])) continue;
    return ArgumentPlace{kArrayInit, i}.Mismatch(t, "str", bound[i]);
  }
  ByteArray* array = AsArray(self);
  const Value source = bound[0];
  const bool bare = bound[1].IsUnbound() && bound[2].IsUnbound();
  if (bare && !source.IsUnbound() &&
      (IsIntLike(source) || TypeOf(t, source)->slots().index != nullptr)) {
    const Result<int64_t> count = ToIndexInt64(t, source);
    if (count.ok()) {
      if (*count < 0) return RaiseValueError(t, "negative count");
      gil::CriticalSection lock(t, array->lock_byte());
      TRY(array->Resize(t, 0));
      return array->Resize(t, static_cast<size_t>(*count));
    }
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
  }
  const Bytes* bytes = TRY(InitialBytes(t, source, bound[1], bound[2]));
  gil::CriticalSection lock(t, array->lock_byte());
  return array->ReplaceRange(t, 0, array->size(), bytes->span());
}

}  // namespace

const TypeSpec& ByteArraySpec() {
  static const TypeSpec kSpec{
      .slots =
          {
              .repr = &ArrayRepr,
              .str = &ArrayRepr,
              .hash = &slot_dispatch::HashNotImplemented,
              .compare = &ArrayCompare,
              .getattr = &GenericGetAttr,
              .new_ = &ArrayNew,
              .init = &ArrayInit,
              .iter = &ArrayIter,
              .length = &ArrayLength,
              .getitem = &ArrayGetItem,
              .setitem = &ArraySetItem,
              .contains = &ArrayContains,
              .concat = &ArrayConcat,
              .inplace_concat = &ArrayInplaceConcat,
              .repeat = &ArrayRepeat,
              .inplace_repeat = &ArrayInplaceRepeat,
              .remainder = &ArrayRemainder,
              .buffer = &ArrayBuffer,
          },
      .methods = ByteArrayMethods(),
      .getset = {},
  };
  return kSpec;
}

}  // namespace krait
