#include "vm/modules/sre/machine.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace krait::sre {
namespace {

constexpr size_t kMovedWords = 1 << 15;  // at a time
constexpr size_t kMostWords = std::numeric_limits<ptrdiff_t>::max() / sizeof(uint64_t);

bool RestoresMark(uint64_t entry) {
  return EntryOp(entry) == Op::kUndoMarkStart || EntryOp(entry) == Op::kUndoMarkEnd;
}

}  // namespace

Machine::Machine(Host& host, const Program& program)
    : code(program.words()),
      predicates(program.words() + program.header().predicates),
      tables(reinterpret_cast<const uint8_t*>(program.words() + program.header().tables)),
      limit(inline_stack + kInlineStack),
      stack(inline_stack),
      host(host),
      header(program.header()) {}

Machine::~Machine() {
  if (stack != inline_stack) {
    host.Free(stack, static_cast<size_t>(limit - stack) * sizeof(uint64_t));
  }
  if (marks != nullptr && marks != inline_state) {
    host.Free(marks, (size_t{header.groups} * 2 + header.slots) * sizeof(uint64_t));
  }
}

bool Machine::Prepare() {
  if (marks != nullptr) return true;
  size_t words = size_t{header.groups} * 2 + header.slots;
  uint64_t* state = inline_state;
  if (words > kInlineState) {
    state = static_cast<uint64_t*>(host.Resize(nullptr, 0, words * sizeof(uint64_t)));
    if (state == nullptr) return false;
  }
  std::fill_n(state, words, 0);
  marks = state;
  slots = state + size_t{header.groups} * 2;
  return true;
}

void Machine::ClearMarks() {
  std::fill_n(marks, size_t{header.groups} * 2, 0);
  last_index = 0;
}

ABSL_ATTRIBUTE_NOINLINE bool Machine::Poll() {
  budget = kWorkPerPoll;
  return host.Poll();
}

ABSL_ATTRIBUTE_NOINLINE uint64_t* Machine::Grow(uint64_t* top) {
  size_t used = static_cast<size_t>(top - stack);
  size_t size = static_cast<size_t>(limit - stack);
  if (size > kMostWords / 2) return nullptr;
  bool is_inline = stack == inline_stack;
  size_t old_bytes = is_inline ? 0 : size * sizeof(uint64_t);
  void* grown = host.Resize(is_inline ? nullptr : stack, old_bytes, size * 2 * sizeof(uint64_t));
  if (grown == nullptr) return nullptr;
  if (is_inline) std::memcpy(grown, inline_stack, used * sizeof(uint64_t));
  stack = static_cast<uint64_t*>(grown);
  limit = stack + size * 2;
  return stack + used;
}

uint64_t* Machine::CutBack(uint64_t* base, uint64_t* top) {
  // Entries are found from the top down, so what stays is first gathered at the top.
  uint64_t* kept = top;
  for (uint64_t* entry_end = top; entry_end != base;) {
    if (!Tick()) return nullptr;
    uint64_t entry = entry_end[-1];
    size_t words = EntryWords(EntryOp(entry));
    entry_end -= words;
    if (!RestoresMark(entry)) continue;
    kept -= words;
    std::memmove(kept, entry_end, words * sizeof(uint64_t));
  }
  while (kept != top) {
    size_t words = std::min(static_cast<size_t>(top - kept), kMovedWords);
    std::memmove(base, kept, words * sizeof(uint64_t));
    base += words;
    kept += words;
    Charge(words);
    if (!Tick()) return nullptr;
  }
  return base;
}

bool Machine::Unwind(uint64_t* base, uint64_t* top) {
  while (top != base) {
    if (!Tick()) return false;
    uint64_t entry = top[-1];
    if (RestoresMark(entry)) marks[EntryOperand(entry)] = top[-2];
    if (EntryOp(entry) == Op::kUndoMarkEnd) last_index = top[-3];
    top -= EntryWords(EntryOp(entry));
  }
  return true;
}

}  // namespace krait::sre
