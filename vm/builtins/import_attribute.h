#pragma once

#include <string_view>

#include "vm/core/result.h"

namespace krait {

class Thread;

/// `name` of the module `module` ("json.decoder"), which is imported first if need be: for native
/// code that leans on modules written in Python.
Result<Value> ImportAttribute(Thread& t, std::string_view module, std::string_view name);

}  // namespace krait
