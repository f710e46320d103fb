#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

/// The _socket module.
Result<Module*> MakeSocketModule(Thread& t);

}  // namespace krait
