#pragma once

#include "jit/listing.h"

namespace krait::cli {

/// What -X jit-dump does with a compiled trace: prints it on standard error, as steps and, if there
/// is a disassembler, as machine code.
void DumpTrace(const jit::Listing& listing);

}  // namespace krait::cli
