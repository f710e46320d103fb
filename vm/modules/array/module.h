#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

Result<Module*> MakeArrayModule(Thread& t);

}  // namespace krait
