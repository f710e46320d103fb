#pragma once

#include "vm/core/result.h"

namespace krait {

class Str;
class Thread;

/// The name that the program may have meant instead of the one that a NameError or AttributeError
/// is about; null when none is near. Runs __dir__; what that raises is dropped.
Str* SuggestName(Thread& t, Value exception);

}  // namespace krait
