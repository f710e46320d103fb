#include "vm/pyc/marshal_writer.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "vm/code/code.h"
#include "vm/number/float_text.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/value_array.h"
#include "vm/object/vm.h"
#include "vm/pyc/marshal_format.h"
#include "vm/unicode/utf.h"

namespace krait {
namespace {

// What each version brought.
constexpr int kHasBinaryFloats = 2;
constexpr int kHasReferences = 3;
constexpr int kHasShortForms = 4;

constexpr size_t kFirstCapacity = 256;
constexpr size_t kFirstTableSize = 64;  // entries
constexpr size_t kShortSize = 256;      // what is below has its size in one byte

Raised RaiseUnmarshallable(Thread& t) { return RaiseValueError(t, "unmarshallable object"); }

}  // namespace

// --- Raw data ---------------------------------------------------------------------------------

Result<None> MarshalWriter::Reserve(size_t size) {
  const size_t capacity = buffer_ == nullptr ? 0 : buffer_->capacity();
  if (size <= capacity - size_) return None{};
  const size_t wanted = std::max({size_ + size, 2 * capacity, kFirstCapacity});
  RawArray* larger = TRY(RawArray::New(t_, wanted));
  if (size_ != 0) std::memcpy(larger->data(), buffer_->data(), size_);
  buffer_ = larger;
  return None{};
}

Result<None> MarshalWriter::Put(absl::Span<const uint8_t> bytes) {
  TRY(Reserve(bytes.size()));
  if (!bytes.empty()) std::memcpy(buffer_->data() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
  return None{};
}

Result<None> MarshalWriter::PutByte(uint8_t byte) {
  TRY(Reserve(1));
  buffer_->data()[size_++] = byte;
  return None{};
}

Result<None> MarshalWriter::PutInt32(int32_t value) {
  uint8_t bytes[4];
  std::memcpy(bytes, &value, 4);
  return Put(bytes);
}

Result<None> MarshalWriter::PutDouble(double value) {
  uint8_t bytes[8];
  std::memcpy(bytes, &value, 8);
  return Put(bytes);
}

Result<None> MarshalWriter::PutSize(size_t size) {
  if (size > INT32_MAX) return RaiseUnmarshallable(t_);
  return PutInt32(static_cast<int32_t>(size));
}

Result<Bytes*> MarshalWriter::Finish() {
  if (size_ == 0) return Bytes::From(t_, "");
  return Bytes::From(t_, absl::MakeConstSpan(buffer_->data(), size_));
}

// --- References -------------------------------------------------------------------------------

/// Of the object, or the free one where it belongs.
size_t MarshalWriter::SlotOf(const ValueArray* table, Value value) {
  const size_t mask = table->capacity() / 2 - 1;
  size_t slot = (value.bits() >> 4) * 0x9E3779B97F4A7C15u >> 32 & mask;
  while (!table->At(2 * slot).IsUnbound() && !table->At(2 * slot).SameBits(value)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

Result<None> MarshalWriter::GrowTable() {
  const size_t entries = table_ == nullptr ? kFirstTableSize : table_->capacity();
  ValueArray* larger = TRY(ValueArray::New(t_, 2 * entries));
  for (size_t i = 0; i < 2 * entries; ++i) larger->Set(i, Value::Unbound());
  for (size_t i = 0; table_ != nullptr && i < table_->capacity(); i += 2) {
    const Value object = table_->At(i);
    if (object.IsUnbound()) continue;
    const size_t slot = SlotOf(larger, object);
    larger->Set(2 * slot, object);
    larger->Set(2 * slot + 1, table_->At(i + 1));
  }
  table_ = larger;
  return None{};
}

Result<int64_t> MarshalWriter::FindOrAdd(Value value) {
  // At most half of the entries are in use.
  if (table_ == nullptr || 4 * known_ >= table_->capacity()) TRY(GrowTable());
  const size_t slot = SlotOf(table_, value);
  if (!table_->At(2 * slot).IsUnbound()) return table_->At(2 * slot + 1).AsInt();
  table_->Set(2 * slot, value);
  table_->Set(2 * slot + 1, Value::FromInt(static_cast<int64_t>(known_++)));
  return int64_t{-1};
}

/// True if the object was met before, and its reference is written.
Result<bool> MarshalWriter::WriteAsReference(Value value) {
  if (version_ < kHasReferences || known_ > INT32_MAX) return false;
  const int64_t index = TRY(FindOrAdd(value));
  if (index < 0) {
    flag_ = marshal::kReferenced;
    return false;
  }
  TRY(PutByte(marshal::kReference));
  TRY(PutInt32(static_cast<int32_t>(index)));
  return true;
}

// --- Objects ----------------------------------------------------------------------------------

Result<None> MarshalWriter::Write(Value value) {
  if (depth_ == kMaxDepth) return RaiseValueError(t_, "object too deeply nested to marshal");
  ++depth_;
  const Result<None> result = WriteNested(value);
  --depth_;
  return result;
}

Result<None> MarshalWriter::WriteNested(Value value) {
  TRY(CheckNativeStack(t_));
  flag_ = 0;
  if (value.IsInt()) return WriteInt(value.AsInt());
  if (value.IsFloat()) return WriteFloat(value.AsFloat());
  if (!value.IsObject()) return WriteImmediate(value);
  if (value.AsObject() == types(t_).StopIteration) return PutByte(marshal::kStopIteration);
  if (TRY(WriteAsReference(value))) return None{};
  return WriteObject(value);
}

Result<None> MarshalWriter::WriteImmediate(Value value) {
  if (value.IsNone()) return PutByte(marshal::kNone);
  if (value.IsTrue()) return PutByte(marshal::kTrue);
  if (value.IsFalse()) return PutByte(marshal::kFalse);
  if (value.SameBits(Value::Ellipsis())) return PutByte(marshal::kEllipsis);
  return RaiseUnmarshallable(t_);
}

Result<None> MarshalWriter::WriteObject(Value value) {
  const Object* object = value.AsObject();
  // Anything with a buffer is written as bytes, so a subclass of bytes will do.
  if (!Is<Bytes>(value) && HasBuffer(t_, value)) return WriteBuffer(value);
  if (object->IsSubclassInstance() && !Is<Bytes>(value)) return RaiseUnmarshallable(t_);
  switch (object->layout()) {
    case Layout::kInt:
      return WriteLong(Cast<Int>(value));
    case Layout::kFloat:
      return WriteFloat(Cast<Float>(value)->value());
    case Layout::kComplex:
      return WriteComplex(Cast<Complex>(value)->real(), Cast<Complex>(value)->imag());
    case Layout::kStr:
      return WriteStr(Cast<Str>(value));
    case Layout::kBytes:
      return WriteBytes(Cast<Bytes>(value));
    case Layout::kTuple:
      if (TypeOf(t_, value) != types(t_).tuple) return RaiseUnmarshallable(t_);
      return WriteTuple(Cast<Tuple>(value));
    case Layout::kList:
      return WriteList(Cast<List>(value));
    case Layout::kDict:
      return WriteDict(Cast<Dict>(value));
    case Layout::kSet:
      return WriteSet(Cast<Set>(value));
    case Layout::kCode:
      return WriteCode(Cast<Code>(value));
    default:
      return RaiseUnmarshallable(t_);
  }
}

Result<None> MarshalWriter::WriteInt(int64_t value) {
  if (value == static_cast<int32_t>(value)) {
    TRY(PutType(marshal::kInt));
    return PutInt32(static_cast<int32_t>(value));
  }
  TRY(PutType(marshal::kLong));
  uint64_t magnitude = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  const int digits = (std::bit_width(magnitude) + marshal::kDigitBits - 1) / marshal::kDigitBits;
  TRY(PutInt32(value < 0 ? -digits : digits));
  for (; magnitude != 0; magnitude >>= marshal::kDigitBits) {
    TRY(PutByte(static_cast<uint8_t>(magnitude)));
    TRY(PutByte(static_cast<uint8_t>(magnitude >> 8 & marshal::kDigitMask >> 8)));
  }
  return None{};
}

Result<None> MarshalWriter::WriteLong(const Int* value) {
  const IntView view = value->view();
  const size_t bits =
      view.size * 64 - static_cast<size_t>(std::countl_zero(view.limbs[view.size - 1]));
  const size_t digits = (bits + marshal::kDigitBits - 1) / marshal::kDigitBits;
  if (digits > INT32_MAX) return RaiseUnmarshallable(t_);
  TRY(PutType(marshal::kLong));
  const int32_t count = static_cast<int32_t>(digits);
  TRY(PutInt32(view.negative ? -count : count));
  TRY(Reserve(2 * digits));
  unsigned __int128 window = 0;
  int available = 0;
  size_t limb = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (available < marshal::kDigitBits && limb < view.size) {
      window |= static_cast<unsigned __int128>(view.limbs[limb++]) << available;
      available += 64;
    }
    const auto digit = static_cast<uint16_t>(window & marshal::kDigitMask);
    std::memcpy(buffer_->data() + size_, &digit, 2);
    size_ += 2;
    window >>= marshal::kDigitBits;
    available -= marshal::kDigitBits;
  }
  return None{};
}

/// 17 digits say which double it is.
Result<None> MarshalWriter::WriteFloatText(double value) {
  const std::string text = FormatFloat(value, {.type = 'g', .precision = 17});
  TRY(PutByte(static_cast<uint8_t>(text.size())));
  return Put({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

Result<None> MarshalWriter::WriteFloat(double value) {
  if (version_ >= kHasBinaryFloats) {
    TRY(PutType(marshal::kBinaryFloat));
    return PutDouble(value);
  }
  TRY(PutType(marshal::kTextFloat));
  return WriteFloatText(value);
}

Result<None> MarshalWriter::WriteComplex(double real, double imag) {
  if (version_ >= kHasBinaryFloats) {
    TRY(PutType(marshal::kBinaryComplex));
    TRY(PutDouble(real));
    return PutDouble(imag);
  }
  TRY(PutType(marshal::kTextComplex));
  TRY(WriteFloatText(real));
  return WriteFloatText(imag);
}

Result<None> MarshalWriter::WriteStr(const Str* str) {
  const bool interned = str->is_interned();
  if (version_ >= kHasShortForms && str->is_ascii()) {
    const absl::Span<const uint8_t> characters(str->data1(), str->length());
    if (str->length() < kShortSize) {
      TRY(PutType(interned ? marshal::kShortAsciiInterned : marshal::kShortAscii));
      TRY(PutByte(static_cast<uint8_t>(str->length())));
    } else {
      TRY(PutType(interned ? marshal::kAsciiInterned : marshal::kAscii));
      TRY(PutSize(str->length()));
    }
    return Put(characters);
  }
  TRY(PutType(version_ >= kHasReferences && interned ? marshal::kInterned : marshal::kUnicode));
  const size_t size_at = size_;
  TRY(PutInt32(0));
  for (size_t i = 0; i < str->length(); ++i) {
    const char32_t c = str->At(i);
    TRY(Reserve(4));
    size_ = static_cast<size_t>(EncodeUtf8(&c, 1, buffer_->data() + size_) - buffer_->data());
  }
  const size_t size = size_ - size_at - 4;
  if (size > INT32_MAX) return RaiseUnmarshallable(t_);
  std::memcpy(buffer_->data() + size_at, &size, 4);
  return None{};
}

Result<None> MarshalWriter::WriteBytes(const Bytes* bytes) {
  TRY(PutType(marshal::kBytes));
  TRY(PutSize(bytes->size()));
  return Put(bytes->span());
}

Result<None> MarshalWriter::WriteBuffer(Value value) {
  Buffer buffer(t_);
  if (!buffer.Take(value).ok()) {
    t_.pending = Value::Unbound();
    return RaiseUnmarshallable(t_);
  }
  TRY(PutType(marshal::kBytes));
  TRY(PutSize(static_cast<size_t>(buffer.view().size)));
  return Put(buffer.span());
}

Result<None> MarshalWriter::WriteTuple(const Tuple* tuple) {
  if (version_ >= kHasShortForms && tuple->size() < kShortSize) {
    TRY(PutType(marshal::kSmallTuple));
    TRY(PutByte(static_cast<uint8_t>(tuple->size())));
  } else {
    TRY(PutType(marshal::kTuple));
    TRY(PutSize(tuple->size()));
  }
  for (Value item : tuple->values()) TRY(Write(item));
  return None{};
}

Result<None> MarshalWriter::WriteList(const List* list) {
  TRY(PutType(marshal::kList));
  const size_t size = list->size();
  TRY(PutSize(size));
  for (size_t i = 0; i < size; ++i) {
    const Value item = list->TryGet(i);
    if (item.IsUnbound()) return RaiseValueError(t_, "list changed size while it was marshalled");
    TRY(Write(item));
  }
  return None{};
}

Result<None> MarshalWriter::WriteDict(const Dict* dict) {
  TRY(PutType(marshal::kDict));
  size_t position = 0;
  Value key;
  Value value;
  while (dict->Next(position, key, value)) {
    TRY(Write(key));
    TRY(Write(value));
  }
  return PutByte(marshal::kNull);
}

/// Sorted by what each element alone is written as, so that equal sets make equal files.
Result<None> MarshalWriter::WriteSet(const Set* set) {
  struct Element {
    Value written;
    Value value;
  };
  TRY(PutType(set->BaseType(t_) == types(t_).frozenset ? marshal::kFrozenSet : marshal::kSet));
  const size_t expected = set->size();
  ValueArray* storage = TRY(ValueArray::New(t_, 2 * std::max<size_t>(expected, 1)));
  size_t count = 0;
  size_t position = 0;
  Value key;
  while (count < expected && set->Next(position, key)) {
    storage->Set(2 * count + 1, key);
    MarshalWriter alone(t_, version_);
    alone.depth_ = depth_;
    TRY(alone.Write(key));
    storage->Set(2 * count++, Value::FromObject(TRY(alone.Finish())));
  }
  auto* elements = reinterpret_cast<Element*>(storage->items());
  std::sort(elements, elements + count, [](const Element& a, const Element& b) {
    return Cast<Bytes>(a.written)->view() < Cast<Bytes>(b.written)->view();
  });
  TRY(PutSize(count));
  for (size_t i = 0; i < count; ++i) TRY(Write(elements[i].value));
  return None{};
}

Result<None> MarshalWriter::WriteCode(const Code* code) {
  TRY(PutType(marshal::kCode));
  const CodeFields fields = code->fields();
  for (int32_t number : {fields.argcount, fields.posonlyargcount, fields.kwonlyargcount,
                         fields.stacksize, static_cast<int32_t>(fields.flags)}) {
    TRY(PutInt32(number));
  }
  auto write = [this](Object* object) { return Write(Value::FromObject(object)); };
  for (Object* object : std::initializer_list<Object*>{
           fields.code, fields.consts, fields.names, fields.localsplusnames, fields.localspluskinds,
           fields.filename, fields.name, fields.qualname}) {
    TRY(write(object));
  }
  TRY(PutInt32(fields.firstlineno));
  TRY(write(fields.linetable));
  return write(fields.exceptiontable);
}

}  // namespace krait
