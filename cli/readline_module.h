#pragma once

#include "vm/modules/registry.h"

namespace krait::cli {

/// The readline module. Importing it turns line editing on; ImportError where there is no libedit.
extern const NativeModule kReadlineModule;

}  // namespace krait::cli
