#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/number/hash.h"

namespace krait {

/// SipHash-1-3 as it is, where HashBytes makes a Python hash of it.
uint64_t SipHash13(const void* data, size_t size, const StringHashKey& key);

}  // namespace krait
