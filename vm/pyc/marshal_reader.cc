#include "vm/pyc/marshal_reader.h"

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/number/float_text.h"
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
#include "vm/object/vm.h"
#include "vm/pyc/little_endian.h"
#include "vm/pyc/marshal_format.h"
#include "vm/pyc/marshal_text.h"
#include "vm/pyc/verifier.h"

namespace krait {
namespace {

Raised RaiseEof(Thread& t, std::string_view message) {
  return Raise(t, &BuiltinTypes::EOFError, message);
}

Raised RaiseBadData(Thread& t, const std::string& reason) {
  return RaiseValueError(t, absl::StrCat("bad marshal data (", reason, ")"));
}

}  // namespace

MarshalReader::MarshalReader(Thread& t, absl::Span<const uint8_t> data, CodeCheck check)
    : t_(t),
      begin_(data.data()),
      end_(data.data() + data.size()),
      at_(begin_),
      refs_(t),
      check_(check) {}

// --- Raw data ---------------------------------------------------------------------------------

Result<const uint8_t*> MarshalReader::Take(size_t size) {
  if (size > left()) return RaiseEof(t_, "marshal data too short");
  const uint8_t* data = at_;
  at_ += size;
  return data;
}

Result<int32_t> MarshalReader::ReadInt32() {
  const uint8_t* data = TRY(Take(4));
  return LoadLittleEndian<int32_t>(data);
}

Result<double> MarshalReader::ReadBinaryFloat() {
  const uint8_t* data = TRY(Take(8));
  return LoadLittleEndian<double>(data);
}

Result<double> MarshalReader::ReadTextFloat() {
  if (left() == 0) return RaiseEof(t_, "EOF read where object expected");
  const size_t size = *TRY(Take(1));
  const auto* text = reinterpret_cast<const char*>(TRY(Take(size)));
  double value;
  if (size == 0 || ParseFloatPrefix({text, size}, &value) != size) {
    return RaiseBadData(t_, "not a float");
  }
  return value;
}

Result<size_t> MarshalReader::ReadSize(const char* what) {
  const int32_t size = TRY(ReadInt32());
  if (size < 0) return RaiseBadData(t_, absl::StrCat(what, " size out of range"));
  return static_cast<size_t>(size);
}

Result<size_t> MarshalReader::ReadCount(const char* what) {
  return ClaimCount(TRY(ReadSize(what)));
}

Result<size_t> MarshalReader::ClaimCount(size_t count) {
  if (promised_ > left() || count > left() - promised_) {
    return RaiseEof(t_, "EOF read where object expected");
  }
  promised_ += count;
  return count;
}

// --- References -------------------------------------------------------------------------------

MarshalReader::RefIndex MarshalReader::Reserve(bool is_referenced) {
  if (!is_referenced) return kNoRef;
  refs_.push_back(Value::Unbound());
  return refs_.size() - 1;
}

void MarshalReader::Define(RefIndex ref, Value value) {
  if (ref != kNoRef) refs_.Set(ref, value);
}

Result<Value> MarshalReader::ReadReference() {
  const int32_t index = TRY(ReadInt32());
  if (index < 0 || static_cast<size_t>(index) >= refs_.size() || refs_[index].IsUnbound()) {
    return RaiseBadData(t_, "invalid reference");
  }
  return refs_[index];
}

// --- Objects ----------------------------------------------------------------------------------

Result<Value> MarshalReader::Read() {
  refs_.clear();
  promised_ = 0;
  depth_ = 0;
  const Value value = TRY(ReadObject());
  if (value.IsUnbound()) return RaiseTypeError(t_, "NULL object in marshal data for object");
  return value;
}

Result<Value> MarshalReader::ReadItem(const char* container) {
  --promised_;
  const Value value = TRY(ReadObject());
  if (value.IsUnbound()) {
    return RaiseTypeError(t_, absl::StrCat("NULL object in marshal data for ", container));
  }
  return value;
}

Result<Value> MarshalReader::ReadObject() {
  if (depth_ == kMaxDepth) return RaiseValueError(t_, "recursion limit exceeded");
  ++depth_;
  const Result<Value> result = ReadNested();
  --depth_;
  return result;
}

Result<Value> MarshalReader::ReadNested() {
  TRY(CheckNativeStack(t_));
  if (at_ == end_) return RaiseEof(t_, "EOF read where object expected");
  const uint8_t type = *at_ & ~marshal::kReferenced;
  const bool is_referenced = (*at_ & marshal::kReferenced) != 0;
  ++at_;
  switch (type) {
    // No object of their own, whatever the byte says.
    case marshal::kNull:
      return Value::Unbound();
    case marshal::kNone:
      return Value::None();
    case marshal::kFalse:
      return Value::False();
    case marshal::kTrue:
      return Value::True();
    case marshal::kEllipsis:
      return Value::Ellipsis();
    case marshal::kStopIteration:
      return Value::FromObject(types(t_).StopIteration);
    case marshal::kReference:
      return ReadReference();
    case marshal::kTuple:
    case marshal::kSmallTuple:
    case marshal::kList:
    case marshal::kDict:
    case marshal::kSet:
    case marshal::kFrozenSet:
    case marshal::kCode:
      return ReadContainer(type, is_referenced);
    default: {
      const Value value = TRY(ReadScalar(type));
      if (is_referenced) refs_.push_back(value);
      return value;
    }
  }
}

Result<Value> MarshalReader::ReadScalar(uint8_t type) {
  switch (type) {
    case marshal::kInt:
      return Value::FromInt(TRY(ReadInt32()));
    case marshal::kInt64: {
      const uint8_t* data = TRY(Take(8));
      return Int::From(t_, LoadLittleEndian<int64_t>(data));
    }
    case marshal::kLong:
      return ReadLong();
    case marshal::kTextFloat:
      return Float::From(t_, TRY(ReadTextFloat()));
    case marshal::kBinaryFloat:
      return Float::From(t_, TRY(ReadBinaryFloat()));
    case marshal::kTextComplex:
      return ReadComplex(false);
    case marshal::kBinaryComplex:
      return ReadComplex(true);
    case marshal::kBytes:
      return ReadBytes();
    case marshal::kAscii:
      return ReadLatin1(TRY(ReadSize("string")), false);
    case marshal::kAsciiInterned:
      return ReadLatin1(TRY(ReadSize("string")), true);
    case marshal::kShortAscii:
      return ReadLatin1(*TRY(Take(1)), false);
    case marshal::kShortAsciiInterned:
      return ReadLatin1(*TRY(Take(1)), true);
    case marshal::kUnicode:
      return ReadUtf8(false);
    case marshal::kInterned:
      return ReadUtf8(true);
    default:
      return RaiseBadData(t_, "unknown type code");
  }
}

Result<Value> MarshalReader::ReadContainer(uint8_t type, bool is_referenced) {
  switch (type) {
    case marshal::kTuple:
      return ReadTuple(TRY(ReadCount("tuple")), Reserve(is_referenced));
    case marshal::kSmallTuple: {
      const size_t size = *TRY(Take(1));
      return ReadTuple(TRY(ClaimCount(size)), Reserve(is_referenced));
    }
    case marshal::kList:
      return ReadList(Reserve(is_referenced));
    case marshal::kDict:
      return ReadDict(Reserve(is_referenced));
    case marshal::kSet:
      return ReadSet(false, Reserve(is_referenced));
    case marshal::kFrozenSet:
      return ReadSet(true, Reserve(is_referenced));
    default:
      return ReadCode(Reserve(is_referenced));
  }
}

/// Sign and number of digits of 15 bits, then the digits, lowest first.
Result<Value> MarshalReader::ReadLong() {
  const int32_t header = TRY(ReadInt32());
  if (header == INT32_MIN) return RaiseBadData(t_, "long size out of range");
  const size_t digits = static_cast<size_t>(std::abs(header));
  const uint8_t* data = TRY(Take(2 * digits));
  if (digits == 0) return Value::FromInt(0);
  Int* cell = TRY(Int::NewUninitialized(t_, digits * marshal::kDigitBits / 64 + 1));
  Limb* limb = cell->limbs();
  unsigned __int128 bits = 0;
  int count = 0;
  for (size_t i = 0; i < digits; ++i) {
    const uint16_t digit = LoadLittleEndian<uint16_t>(data + 2 * i);
    if (digit > marshal::kDigitMask) return RaiseBadData(t_, "digit out of range in long");
    if (digit == 0 && i == digits - 1) return RaiseBadData(t_, "unnormalized long data");
    bits |= static_cast<unsigned __int128>(digit) << count;
    count += marshal::kDigitBits;
    if (count < 64) continue;
    *limb++ = static_cast<Limb>(bits);
    bits >>= 64;
    count -= 64;
  }
  *limb++ = static_cast<Limb>(bits);
  IntOut out = cell->out();
  out.SetNormalized(static_cast<size_t>(limb - cell->limbs()), header < 0);
  return Int::Finish(cell, out);
}

Result<Value> MarshalReader::ReadComplex(bool is_binary) {
  const double real = TRY(is_binary ? ReadBinaryFloat() : ReadTextFloat());
  const double imag = TRY(is_binary ? ReadBinaryFloat() : ReadTextFloat());
  return Complex::New(t_, real, imag);
}

Result<Value> MarshalReader::ReadBytes() {
  const size_t size = TRY(ReadSize("bytes object"));
  const uint8_t* data = TRY(Take(size));
  return Bytes::From(t_, absl::MakeConstSpan(data, size));
}

Result<Value> MarshalReader::ReadLatin1(size_t size, bool interned) {
  const auto* data = reinterpret_cast<const char*>(TRY(Take(size)));
  Str* str = TRY(Str::FromLatin1(t_, {data, size}));
  return interned ? Str::Intern(t_, str) : str;
}

Result<Value> MarshalReader::ReadUtf8(bool interned) {
  const size_t size = TRY(ReadSize("string"));
  const uint8_t* data = TRY(Take(size));
  Str* str = TRY(DecodeMarshalText(t_, absl::MakeConstSpan(data, size)));
  return interned ? Str::Intern(t_, str) : str;
}

Result<Value> MarshalReader::ReadTuple(size_t size, RefIndex ref) {
  Tuple* tuple = size == 0 ? Tuple::Empty(t_) : TRY(Tuple::New(t_, size));
  for (size_t i = 0; i < size; ++i) tuple->Set(i, TRY(ReadItem("tuple")));
  Define(ref, Value::FromObject(tuple));
  return tuple;
}

Result<Value> MarshalReader::ReadList(RefIndex ref) {
  const size_t size = TRY(ReadCount("list"));
  List* list = TRY(List::New(t_, size));
  Define(ref, Value::FromObject(list));  // a list may contain itself
  for (size_t i = 0; i < size; ++i) TRY(list->Append(t_, TRY(ReadItem("list"))));
  return list;
}

Result<Value> MarshalReader::ReadDict(RefIndex ref) {
  Dict* dict = TRY(Dict::New(t_));
  Define(ref, Value::FromObject(dict));
  for (;;) {
    const Value key = TRY(ReadObject());
    if (key.IsUnbound()) return dict;
    const Value value = TRY(ReadObject());
    if (value.IsUnbound()) return dict;
    TRY(dict->Set(t_, key, value));
  }
}

Result<Value> MarshalReader::ReadSet(bool frozen, RefIndex ref) {
  const size_t size = TRY(ReadCount("set"));
  Set* set = TRY(Set::New(t_, frozen ? types(t_).frozenset : types(t_).set));
  if (!frozen) Define(ref, Value::FromObject(set));
  for (size_t i = 0; i < size; ++i) TRY(set->Add(t_, TRY(ReadItem("set"))));
  Define(ref, Value::FromObject(set));
  return set;
}

// --- Code objects -----------------------------------------------------------------------------

template <typename T>
Result<T*> MarshalReader::ReadCodeField(const char* name, const char* type) {
  const Value value = TRY(ReadObject());
  if (!IsExactly<T>(value)) {
    return RaiseBadData(t_, absl::StrCat("code object: ", name, " is not ", type));
  }
  return Cast<T>(value);
}

Result<Value> MarshalReader::ReadCode(RefIndex ref) {
  CodeFields fields;
  fields.argcount = TRY(ReadInt32());
  fields.posonlyargcount = TRY(ReadInt32());
  fields.kwonlyargcount = TRY(ReadInt32());
  fields.stacksize = TRY(ReadInt32());
  fields.flags = static_cast<uint32_t>(TRY(ReadInt32()));
  fields.code = TRY(ReadCodeField<Bytes>("code", "bytes"));
  fields.consts = TRY(ReadCodeField<Tuple>("consts", "a tuple"));
  fields.names = TRY(ReadCodeField<Tuple>("names", "a tuple"));
  fields.localsplusnames = TRY(ReadCodeField<Tuple>("localsplusnames", "a tuple"));
  fields.localspluskinds = TRY(ReadCodeField<Bytes>("localspluskinds", "bytes"));
  fields.filename = TRY(ReadCodeField<Str>("filename", "a str"));
  fields.name = TRY(ReadCodeField<Str>("name", "a str"));
  fields.qualname = TRY(ReadCodeField<Str>("qualname", "a str"));
  fields.firstlineno = TRY(ReadInt32());
  fields.linetable = TRY(ReadCodeField<Bytes>("linetable", "bytes"));
  fields.exceptiontable = TRY(ReadCodeField<Bytes>("exceptiontable", "bytes"));
  TRY(Verify(t_, fields, check_));
  Code* code = TRY(Code::New(t_, fields));
  Define(ref, Value::FromObject(code));
  return code;
}

}  // namespace krait
