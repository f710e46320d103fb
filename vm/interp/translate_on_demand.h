#pragma once

#include "vm/code/code.h"
#include "vm/code/code_unit.h"
#include "vm/core/result.h"

namespace krait::interp {

/// Decodes and translates `code`, and lets the VM know of the new inline caches.
Result<CodeUnit*> TranslateOnDemand(Thread& t, Code* code);
/// The checked translation of `code`, made if there is none.
Result<CodeUnit*> EnsureTracedUnit(Thread& t, Code* code);

}  // namespace krait::interp
