#pragma once

#include <cstdint>

#include "absl/types/span.h"
#include "vm/modules/sre/array.h"
#include "vm/modules/sre/host.h"
#include "vm/modules/sre/outline.h"
#include "vm/modules/sre/program.h"

namespace krait::sre {

/// Checks `code`, the compiled pattern of a program that need not be trusted. Returns kMatch if a
/// translation would accept it, kInvalid (with the reason in `error`), kMemory or kStopped.
Status Validate(Host& host, absl::Span<const uint32_t> code, uint32_t groups, CodeError& error);

/// Checks `code` likewise, then fills `program` with its translation (for class Program). `groups`
/// counts the capturing groups.
Status Translate(Host& host, absl::Span<const uint32_t> code, uint32_t groups,
                 Array<uint32_t>& program, CodeError& error);

}  // namespace krait::sre
