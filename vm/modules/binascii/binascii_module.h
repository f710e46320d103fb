#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

/// The binascii module.
Result<Module*> MakeBinasciiModule(Thread& t);

}  // namespace krait
