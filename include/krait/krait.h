#pragma once

/// Everything that embeds Krait: see Vm, Code, Value, Module, Class, PythonError and Jit.
#include "krait/class.h"     // IWYU pragma: export
#include "krait/code.h"      // IWYU pragma: export
#include "krait/convert.h"   // IWYU pragma: export
#include "krait/error.h"     // IWYU pragma: export
#include "krait/function.h"  // IWYU pragma: export
#include "krait/jit.h"       // IWYU pragma: export
#include "krait/module.h"    // IWYU pragma: export
#include "krait/value.h"     // IWYU pragma: export
#include "krait/vm.h"        // IWYU pragma: export
