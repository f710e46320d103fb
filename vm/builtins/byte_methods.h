#pragma once

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/object/bind.h"
#include "vm/object/method.h"

namespace krait {

class ByteArray;
class Bytes;
class Str;

/// The methods that bytes and bytearray have in common; receivers are either.
namespace byte_methods {

// bytes_find.cc
Result<int64_t> Find(Thread& t, Value self, Args args);
Result<int64_t> Rfind(Thread& t, Value self, Args args);
Result<int64_t> Index(Thread& t, Value self, Args args);
Result<int64_t> Rindex(Thread& t, Value self, Args args);
Result<int64_t> Count(Thread& t, Value self, Args args);
Result<bool> Startswith(Thread& t, Value self, Args args);
Result<bool> Endswith(Thread& t, Value self, Args args);
Result<Value> Replace(Thread& t, Value self, Value old, Value replacement, struct Index count);
Result<Value> Removeprefix(Thread& t, Value self, Value prefix);
Result<Value> Removesuffix(Thread& t, Value self, Value suffix);

// bytes_case.cc
Result<Value> Upper(Thread& t, Value self);
Result<Value> Lower(Thread& t, Value self);
Result<Value> Title(Thread& t, Value self);
Result<Value> Capitalize(Thread& t, Value self);
Result<Value> Swapcase(Thread& t, Value self);
Result<bool> Isalnum(Thread& t, Value self);
Result<bool> Isalpha(Thread& t, Value self);
Result<bool> Isascii(Thread& t, Value self);
Result<bool> Isdigit(Thread& t, Value self);
Result<bool> Islower(Thread& t, Value self);
Result<bool> Isspace(Thread& t, Value self);
Result<bool> Istitle(Thread& t, Value self);
Result<bool> Isupper(Thread& t, Value self);

// bytes_layout.cc
Result<Value> Center(Thread& t, Value self, struct Index width, Opt<Value> fill);
Result<Value> Ljust(Thread& t, Value self, struct Index width, Opt<Value> fill);
Result<Value> Rjust(Thread& t, Value self, struct Index width, Opt<Value> fill);
Result<Value> Zfill(Thread& t, Value self, struct Index width);
Result<Value> Expandtabs(Thread& t, Value self, int tabsize);
Result<Value> Strip(Thread& t, Value self, Value bytes);
Result<Value> Lstrip(Thread& t, Value self, Value bytes);
Result<Value> Rstrip(Thread& t, Value self, Value bytes);

// bytes_split.cc
Result<Value> Join(Thread& t, Value self, Value iterable);
Result<Value> Split(Thread& t, Value self, Value sep, struct Index maxsplit);
Result<Value> Rsplit(Thread& t, Value self, Value sep, struct Index maxsplit);
Result<Value> Splitlines(Thread& t, Value self, int keepends);
Result<Value> Partition(Thread& t, Value self, Value sep);
Result<Value> Rpartition(Thread& t, Value self, Value sep);

// bytes_text.cc
Result<Str*> Hex(Thread& t, Value self, Opt<Value> sep, int bytes_per_sep);
Result<Value> Fromhex(Thread& t, Value cls, Str* text);
Result<Str*> Decode(Thread& t, Value self, Opt<Str*> encoding, Opt<Str*> errors);
Result<Value> Translate(Thread& t, Value self, Value table, Opt<Value> removed);
Result<Bytes*> Maketrans(Thread& t, Value from, Value to);

/// Groups of `bytes_per_sep` bytes, counted from the right (negative: from the left), with `sep`
/// between them. For memoryview, too.
Result<Str*> HexText(Thread& t, absl::Span<const uint8_t> bytes, Opt<Value> sep, int bytes_per_sep);

// bytes_type.cc
Result<Value> ToBytes(Thread& t, Value self);
Result<Value> NewArguments(Thread& t, Value self);

// bytearray_methods.cc, for bytearray only
Result<None> Append(Thread& t, ByteArray* self, Value item);
Result<None> Clear(Thread& t, ByteArray* self);
Result<Value> Copy(Thread& t, ByteArray* self);
Result<None> Extend(Thread& t, ByteArray* self, Value iterable);
Result<None> Insert(Thread& t, ByteArray* self, struct Index index, Value item);
Result<Value> Pop(Thread& t, ByteArray* self, struct Index index);
Result<None> Remove(Thread& t, ByteArray* self, Value value);
Result<None> Reverse(Thread& t, ByteArray* self);
Result<Value> Reduce(Thread& t, ByteArray* self);
Result<Value> ReduceEx(Thread& t, ByteArray* self, int protocol);
Result<int64_t> Allocated(Thread& t, ByteArray* self);
Result<int64_t> SizeOf(Thread& t, ByteArray* self);

}  // namespace byte_methods

/// The tables of methods.
absl::Span<const Method> BytesMethods();
absl::Span<const Method> ByteArrayMethods();

}  // namespace krait
