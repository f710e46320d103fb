#pragma once

#include "vm/interp/handler.h"

namespace krait::interp {

/// Every instruction is shown to the VM's TierUp before it runs.
extern const HandlerTable kRecordingHandlers;

}  // namespace krait::interp
