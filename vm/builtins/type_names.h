#pragma once

#include "vm/core/result.h"
#include "vm/object/dict.h"
#include "vm/object/type.h"

namespace krait {

/// Adds the names of `type` and of all its bases, as dir() collects them.
Result<None> MergeTypeNames(Thread& t, Type* type, Dict* into);

}  // namespace krait
