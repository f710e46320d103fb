#include <algorithm>
#include <optional>
#include <utility>

#include "vm/compiler/flow/passes.h"

namespace krait::compiler {
namespace {

/// Instructions that only take the top of the stack, so that two of them may change places.
bool IsMovable(const Instruction& in) { return in.op == Op::STORE_FAST || in.op == Op::POP_TOP; }

/// The next movable instruction behind `at`; none if another one, or another line, comes first.
std::optional<size_t> NextMovable(const Block* block, size_t at, int line) {
  for (size_t i = at + 1; i < block->code.size(); ++i) {
    const Instruction& in = block->code[i];
    if (line >= 0 && in.position.line != line) return std::nullopt;
    if (in.op == Op::NOP) continue;
    if (IsMovable(in)) return i;
    return std::nullopt;
  }
  return std::nullopt;
}

/// Replaces a run of SWAPs and NOPs by the fewest SWAPs that do the same, at its end.
void ShortenRun(Block* block, size_t begin, size_t end, size_t depth) {
  std::vector<size_t> from(depth);  // where the entry of each place comes from, the top first
  for (size_t i = 0; i < depth; ++i) from[i] = i;
  for (size_t i = begin; i < end; ++i) {
    const Instruction& in = block->code[i];
    if (in.op == Op::SWAP) std::swap(from[0], from[static_cast<size_t>(in.argument) - 1]);
  }
  // Each cycle of the permutation is run through with the top of the stack as its spare place, from
  // the last SWAP to the first.
  constexpr size_t kDone = SIZE_MAX;
  size_t at = end;
  const auto put = [&](size_t place) {
    if (place == 0) return;
    --at;
    block->code[at].op = Op::SWAP;
    block->code[at].argument = static_cast<int>(place) + 1;
  };
  for (size_t first = 0; first < depth; ++first) {
    if (from[first] == kDone || from[first] == first) continue;
    size_t place = first;
    while (from[place] != kDone) {
      put(place);
      place = std::exchange(from[place], kDone);
    }
    put(place);
  }
  while (at > begin) block->code[--at].op = Op::NOP;
}

/// Lets instructions change places instead of what they take, from `at` back.
void MoveInstructions(Block* block, size_t at) {
  for (size_t i = at + 1; i-- > 0;) {
    Instruction& swap = block->code[i];
    if (swap.op == Op::NOP || IsMovable(swap)) continue;
    if (swap.op != Op::SWAP) return;
    const std::optional<size_t> first = NextMovable(block, i, -1);
    if (!first) return;
    std::optional<size_t> other = first;
    const int line = block->code[*first].position.line;
    for (int n = swap.argument - 1; n > 0; --n) {
      other = NextMovable(block, *other, line);
      if (!other) return;
    }
    swap.op = Op::NOP;
    std::swap(block->code[*first], block->code[*other]);
  }
}

}  // namespace

size_t OptimizeSwaps(Block* block, size_t at) {
  size_t end = at + 1;
  int depth = block->code[at].argument;
  bool is_run = false;
  for (; end < block->code.size(); ++end) {
    const Instruction& in = block->code[end];
    if (in.op == Op::SWAP) {
      depth = std::max(depth, in.argument);
      is_run = true;
    } else if (in.op != Op::NOP) {
      break;
    }
  }
  if (is_run) {
    ShortenRun(block, at, end, static_cast<size_t>(depth));
    at = end - 1;
  }
  MoveInstructions(block, at);
  return at;
}

}  // namespace krait::compiler
