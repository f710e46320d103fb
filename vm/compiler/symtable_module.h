#pragma once

#include "vm/modules/registry.h"

namespace krait::compiler {

/// _symtable: what the compiler knows of a program's names.
extern const NativeModule kSymtableModule;

}  // namespace krait::compiler
