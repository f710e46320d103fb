#pragma once

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/object/method.h"

namespace krait {

class Module;
class Thread;

Result<Module*> MakeMathModule(Thread& t);
Result<Module*> MakeCmathModule(Thread& t);

namespace math {

/// For functions that take any number of arguments, but by position only.
Result<None> CheckNoKeywords(Thread& t, const char* function, Args args);

/// The module's functions, by what they work on.
absl::Span<const Method> FloatFunctions();     // one or two doubles
absl::Span<const Method> IntegerFunctions();   // ints of any size
absl::Span<const Method> SequenceFunctions();  // sums, products, distances

}  // namespace math
}  // namespace krait
