#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

/// The modules that speak to the operating system.
Result<Module*> MakeAtexitModule(Thread& t);
Result<Module*> MakeErrnoModule(Thread& t);
Result<Module*> MakeFaulthandlerModule(Thread& t);
Result<Module*> MakeSignalModule(Thread& t);
Result<Module*> MakeStatModule(Thread& t);
Result<Module*> MakeThreadModule(Thread& t);
Result<Module*> MakeTimeModule(Thread& t);

}  // namespace krait
