#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/object/method.h"

namespace krait {

class Str;
class Thread;

/// All methods of str that are no slots.
absl::Span<const Method> StrMethods();

/// The first index of `needle` in [begin, end) of `text`, or -1.
int64_t StrFind(const Str* text, const Str* needle, size_t begin, size_t end);
/// The last one.
int64_t StrFindLast(const Str* text, const Str* needle, size_t begin, size_t end);

/// `format % arguments`.
Result<Value> PercentFormat(Thread& t, Str* format, Value arguments);

/// bytes-like `object` to str; `encoding` and `errors` are str or Unbound.
Result<Str*> DecodeObject(Thread& t, Value object, Value encoding, Value errors);

}  // namespace krait
