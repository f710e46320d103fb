#pragma once

#include "vm/core/result.h"
#include "vm/unicode/ucd.h"

namespace krait {

class Str;
class Thread;

namespace unicodedata {

/// `text` in a normal form; itself where it is in that form already. `old`: by Unicode 3.2.
Result<Str*> Normalize(Thread& t, Str* text, NormalizationForm form, bool old);
Result<bool> IsNormalized(Thread& t, Str* text, NormalizationForm form, bool old);

}  // namespace unicodedata
}  // namespace krait
