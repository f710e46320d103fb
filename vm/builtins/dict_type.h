#pragma once

#include "vm/core/result.h"

namespace krait {

class Dict;
class Thread;

/// What dict.update() does with its one positional argument: a dict, a mapping, or pairs.
Result<None> UpdateDictFrom(Thread& t, Dict* dict, Value other);

}  // namespace krait
