#pragma once

#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/result.h"

namespace krait {

class Str;
class Thread;

/// Marshal's text is UTF-8 in which surrogates are characters like any others.
/// UnicodeDecodeError when it is not.
Result<Str*> DecodeMarshalText(Thread& t, absl::Span<const uint8_t> utf8);

}  // namespace krait
