#pragma once

#include <cstdint>

#include "vm/modules/sre/machine.h"

namespace krait::sre {

/// Runs the program from its instruction at offset `pc` with the subject position `at`. The machine
/// is prepared, its begin and end are set, and all marks are clear; they are again after kNoMatch.
/// C is uint8_t, uint16_t or uint32_t, as the subject's characters are.
template <typename C>
Status RunAt(Machine& m, uint32_t pc, const C* at);

extern template Status RunAt(Machine&, uint32_t, const uint8_t*);
extern template Status RunAt(Machine&, uint32_t, const uint16_t*);
extern template Status RunAt(Machine&, uint32_t, const uint32_t*);

/// Where the run of the program's leading item that starts at `at` ends; null if the host wants to
/// stop.
template <typename C>
const C* LeadingRunEnd(Machine& m, const C* at);

extern template const uint8_t* LeadingRunEnd(Machine&, const uint8_t*);
extern template const uint16_t* LeadingRunEnd(Machine&, const uint16_t*);
extern template const uint32_t* LeadingRunEnd(Machine&, const uint32_t*);

}  // namespace krait::sre
