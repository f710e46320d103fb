#pragma once

#include <string>

#include "vm/builtins/complex_arithmetic.h"
#include "vm/core/result.h"

namespace krait {

class Str;
class Thread;

/// repr(): "1j", "(1+2j)", "(-0-0j)".
std::string ComplexRepr(ComplexNumber number);

/// complex(text): ValueError for what is none.
Result<ComplexNumber> ComplexFromStr(Thread& t, Str* text);

}  // namespace krait
