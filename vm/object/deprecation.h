#pragma once

#include <string_view>

#include "vm/core/result.h"

namespace krait {

class Thread;

/// Issues a DeprecationWarning for the Python code that is running, as the filters of the warnings
/// machinery say: nothing, a message, or an exception. Nothing where there is no such machinery.
Result<None> WarnDeprecated(Thread& t, std::string_view message);

}  // namespace krait
