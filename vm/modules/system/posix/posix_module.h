#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

Result<Module*> MakePosixModule(Thread& t);
Result<Module*> MakePosixSubprocessModule(Thread& t);
Result<Module*> MakeSelectModule(Thread& t);

}  // namespace krait
