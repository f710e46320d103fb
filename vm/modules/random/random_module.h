#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

/// The _random module.
Result<Module*> MakeRandomModule(Thread& t);

}  // namespace krait
