#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/modules/sre/chars.h"
#include "vm/modules/sre/opcodes.h"

// The sets of compiled patterns: items that are tried in turn, up to a FAILURE. All functions but
// CheckSet expect validated code.

namespace krait::sre {

/// Checks the set that starts at words[0]. Returns the words it takes, its FAILURE included, or 0
/// if it is malformed.
size_t CheckSet(absl::Span<const uint32_t> words);

bool SetHas(const uint32_t* set, uint32_t c);

/// Whether the members can change with the process's locale.
bool SetDependsOnLocale(const uint32_t* set);

/// Which of the characters above 255 belong to a set, as far as can be told without trying them.
enum class WideMembers : uint8_t { kNone, kAll, kUnknown };
WideMembers WideSetMembers(const uint32_t* set);
WideMembers WideCategoryMembers(CategoryCode category);

/// The others, one bit each, found in one pass over the set.
struct NarrowMembers {
  uint64_t bits[4] = {0, 0, 0, 0};
};
NarrowMembers NarrowSetMembers(const uint32_t* set);

}  // namespace krait::sre
