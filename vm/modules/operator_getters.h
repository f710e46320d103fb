#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

/// Puts itemgetter, attrgetter and methodcaller into _operator.
Result<None> AddOperatorGetters(Thread& t, Module* module);

}  // namespace krait
