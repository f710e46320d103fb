#pragma once

#include "vm/modules/sre/machine.h"

namespace krait::sre {

/// Looks for the first match that starts at `at` or behind it, and sets `match_begin` and the
/// machine's match_end if there is one. A match must not end at barred_end if it starts there. The
/// machine is prepared as for RunAt.
template <typename C>
Status Search(Machine& m, const C* at, const C*& match_begin);

extern template Status Search(Machine&, const uint8_t*, const uint8_t*&);
extern template Status Search(Machine&, const uint16_t*, const uint16_t*&);
extern template Status Search(Machine&, const uint32_t*, const uint32_t*&);

}  // namespace krait::sre
