#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

Result<Module*> MakeContextvarsModule(Thread& t);

}  // namespace krait
