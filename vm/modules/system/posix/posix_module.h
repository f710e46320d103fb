#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

Result<Module*> MakePosixModule(Thread& t);

}  // namespace krait
