#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/modules/sre/array.h"
#include "vm/modules/sre/host.h"
#include "vm/modules/sre/opcodes.h"

namespace krait::sre {

/// Where and why code was refused.
struct CodeError {
  size_t offset = 0;
  const char* reason = "";  // static storage
};

enum class NodeKind : uint8_t {
  kCharacter,  // a CharPredicate; code is its opcode
  kAt,         // variant: AtCode
  kMark,       // first: the mark
  kFail,
  kGroupRef,     // variant: CaseMode; first: the group
  kRepeatOne,    // variant: RepeatMode; first, last: counts; code is the item's opcode
  kBranch,       // then alternatives, each opened by a kAlternative
  kAlternative,  // partner: the next one, or kBranchEnd
  kBranchEnd,
  kRepeat,  // variant: RepeatMode; first, last: counts
  kRepeatEnd,
  kAtomic,
  kAtomicEnd,
  kLook,  // variant: 1 if the body must not match; first: characters to step back
  kLookEnd,
  kIf,    // first: the group; partner: kElse if there is one, or kIfEnd
  kElse,  // partner: kIfEnd
  kIfEnd,
  kEnd,  // of the pattern
};

enum class RepeatMode : uint8_t { kGreedy, kLazy, kPossessive };

/// A step of a pattern. Steps with a body are brackets in the list: an opening node and a closing
/// one, each the other's partner unless said otherwise above.
struct Node {
  NodeKind kind;
  uint8_t variant = 0;
  uint32_t code = 0;  // offset in the code
  uint32_t partner = 0;
  uint32_t first = 0;
  uint32_t last = 0;
};

/// Patterns longer than this are refused, so that 32 bits number whatever is made from them.
inline constexpr size_t kMaxCodeWords = size_t{1} << 26;

/// Checks code from any source and lists its steps. Accepted code has: opcodes with all their
/// operands; skips that lead where the compiler's lead, so that blocks nest; groups and marks below
/// `groups`; sets that end and whose block numbers exist; items of single-character repeats that
/// match one character. Returns kMatch, kInvalid (`error` says why), kMemory or kStopped.
Status ReadOutline(Host& host, absl::Span<const uint32_t> code, uint32_t groups, Array<Node>& nodes,
                   CodeError& error);

}  // namespace krait::sre
