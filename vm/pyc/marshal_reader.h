#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/heap/rooted.h"
#include "vm/pyc/verifier.h"

namespace krait {

class Bytes;
class Code;
class Str;
class Thread;
class Tuple;

/// Reads objects in CPython's marshal format, versions 0 to 4. The input is not trusted: whatever
/// it holds, the outcome is an object or an exception (EOFError, ValueError, TypeError), and no
/// more memory is taken than the input's size warrants. Code objects are verified (see CodeCheck).
class MarshalReader {
 public:
  /// Nesting beyond this is refused, as by CPython.
  static constexpr int kMaxDepth = 2000;

  /// `data` must stay valid and unchanged while the reader is used.
  MarshalReader(Thread& t, absl::Span<const uint8_t> data, CodeCheck check = CodeCheck::kAtOnce);

  /// The next object. Objects read one by one do not share references.
  Result<Value> Read();
  /// How many bytes have been consumed.
  size_t position() const { return static_cast<size_t>(at_ - begin_); }

 private:
  /// Index into refs_ of an object being read, or kNoRef when nobody refers to it.
  using RefIndex = size_t;
  static constexpr RefIndex kNoRef = SIZE_MAX;

  size_t left() const { return static_cast<size_t>(end_ - at_); }

  // Raw data. Raises EOFError when there is not enough of it.
  Result<const uint8_t*> Take(size_t size);
  Result<int32_t> ReadInt32();
  Result<double> ReadBinaryFloat();
  Result<double> ReadTextFloat();
  /// A size in bytes that follows as 32 bits, `what` for the message.
  Result<size_t> ReadSize(const char* what);
  /// The number of objects in a container: each of them will need at least a byte.
  Result<size_t> ReadCount(const char* what);
  Result<size_t> ClaimCount(size_t count);

  /// Unbound stands for the NULL that ends a dict.
  Result<Value> ReadObject();
  Result<Value> ReadNested();
  /// An object that has a place in the container named `container`.
  Result<Value> ReadItem(const char* container);
  Result<Value> ReadScalar(uint8_t type);
  Result<Value> ReadContainer(uint8_t type, bool is_referenced);
  Result<Value> ReadReference();
  Result<Value> ReadLong();
  Result<Value> ReadComplex(bool is_binary);
  Result<Value> ReadBytes();
  Result<Value> ReadLatin1(size_t size, bool interned);
  Result<Value> ReadUtf8(bool interned);
  Result<Value> ReadTuple(size_t size, RefIndex ref);
  Result<Value> ReadList(RefIndex ref);
  Result<Value> ReadDict(RefIndex ref);
  Result<Value> ReadSet(bool frozen, RefIndex ref);
  Result<Value> ReadCode(RefIndex ref);
  template <typename T>
  Result<T*> ReadCodeField(const char* name, const char* type);

  /// Reserves a reference for an object that must be complete before it may be referred to.
  RefIndex Reserve(bool is_referenced);
  void Define(RefIndex ref, Value value);

  Thread& t_;
  const uint8_t* const begin_;
  const uint8_t* const end_;
  const uint8_t* at_;
  RootedVector refs_;    // Unbound: not complete yet
  size_t promised_ = 0;  // objects still to come in containers already begun
  int depth_ = 0;
  const CodeCheck check_;
};

}  // namespace krait
