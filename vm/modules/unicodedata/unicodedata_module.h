#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

/// The unicodedata module.
Result<Module*> MakeUnicodedataModule(Thread& t);

}  // namespace krait
