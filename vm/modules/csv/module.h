#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

Result<Module*> MakeCsvModule(Thread& t);

}  // namespace krait
