#pragma once

#include <cstdint>

#include "absl/types/span.h"
#include "vm/modules/sre/array.h"
#include "vm/modules/sre/char_set.h"
#include "vm/modules/sre/outline.h"

namespace krait::sre {

/// What is known about the pattern at a node, with everything behind it taken into account. A set
/// of starts is an upper bound: where the next character is not in it, no match is possible.
struct Facts {
  /// kCharacter, kRepeatOne: what the item matches.
  /// kRepeat: the starts of the body. kAlternative: its starts. kIf: the starts of the yes part.
  CharSet starts;
  /// kRepeatOne, kRepeat: the starts of what follows. kAlternative: those of all later ones.
  CharSet others;
  /// The least width of a match of a block's body (on its opening node), or of the rest of the
  /// pattern (on node 0); at most 2**32 - 1.
  uint32_t width = 0;
  /// kRepeatOne: nothing but marks stands between it and the end of its block's success.
  bool last = false;
};

struct Analysis {
  explicit Analysis(Host& host) : facts(host) {}
  Array<Facts> facts;            // one for each node
  CharSet starts;                // of the pattern
  uint32_t width = 0;            // of its shortest match, or less
  bool looks_at_groups = false;  // back references, conditions
};

/// Fills `analysis` for the outline of `code`. Returns kMatch, kMemory or kStopped.
Status Analyze(Host& host, absl::Span<const uint32_t> code, absl::Span<const Node> nodes,
               Analysis& analysis);

}  // namespace krait::sre
