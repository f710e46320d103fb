#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

/// The _io module. InstallIo came before.
Result<Module*> MakeIoModule(Thread& t);

}  // namespace krait
