#pragma once

#include "absl/types/span.h"
#include "vm/object/method.h"

namespace krait {

// The stateless encoders and decoders of _codecs, a table per family.
absl::Span<const Method> UtfFunctions();     // UTF-8, -16, -32, Latin-1, ASCII
absl::Span<const Method> EscapeFunctions();  // unicode_escape, raw_unicode_escape, escape
absl::Span<const Method> Utf7Functions();
absl::Span<const Method> CharmapFunctions();

}  // namespace krait
