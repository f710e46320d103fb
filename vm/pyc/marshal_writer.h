#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Bytes;
class Code;
class Dict;
class Int;
class List;
class RawArray;
class Set;
class Str;
class Thread;
class Tuple;
class ValueArray;

/// Writes objects in CPython's marshal format, versions 0 to 4. Lives on the native stack.
///
/// From version 3 on, an object met again is written as a reference. CPython marks only those
/// objects as possible targets that are shared when it writes them; here all are, since nobody
/// counts references: what is read back is the same.
class MarshalWriter {
 public:
  static constexpr int kVersion = 4;
  /// Nesting beyond this is refused, as by CPython.
  static constexpr int kMaxDepth = 2000;

  explicit MarshalWriter(Thread& t, int version = kVersion) : t_(t), version_(version) {}
  MarshalWriter(const MarshalWriter&) = delete;
  MarshalWriter& operator=(const MarshalWriter&) = delete;

  /// ValueError for what has no form in marshal, and for nesting that is too deep.
  Result<None> Write(Value value);
  /// All that has been written.
  Result<Bytes*> Finish();

 private:
  // Raw data.
  Result<None> Reserve(size_t size);
  Result<None> Put(absl::Span<const uint8_t> bytes);
  Result<None> PutByte(uint8_t byte);
  Result<None> PutInt32(int32_t value);
  Result<None> PutDouble(double value);
  /// A type byte (with the mark for references, if the object has become one) and a size.
  Result<None> PutType(uint8_t type) { return PutByte(type | flag_); }
  Result<None> PutSize(size_t size);

  Result<None> WriteNested(Value value);
  Result<bool> WriteAsReference(Value value);
  Result<None> WriteImmediate(Value value);
  Result<None> WriteObject(Value value);
  Result<None> WriteInt(int64_t value);
  Result<None> WriteLong(const Int* value);
  Result<None> WriteFloat(double value);
  Result<None> WriteFloatText(double value);
  Result<None> WriteComplex(double real, double imag);
  Result<None> WriteStr(const Str* str);
  Result<None> WriteBytes(const Bytes* bytes);
  Result<None> WriteBuffer(Value value);
  Result<None> WriteTuple(const Tuple* tuple);
  Result<None> WriteList(const List* list);
  Result<None> WriteDict(const Dict* dict);
  Result<None> WriteSet(const Set* set);
  Result<None> WriteCode(const Code* code);

  /// The index of `value` among those that references can name, or -1 after adding it.
  Result<int64_t> FindOrAdd(Value value);
  Result<None> GrowTable();
  static size_t SlotOf(const ValueArray* table, Value value);

  Thread& t_;
  const int version_;
  RawArray* buffer_ = nullptr;
  size_t size_ = 0;
  ValueArray* table_ = nullptr;  // open addressing, object and index in turn
  size_t known_ = 0;
  uint8_t flag_ = 0;  // for the next type byte
  int depth_ = 0;
};

}  // namespace krait
