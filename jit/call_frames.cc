#include "jit/call_frames.h"

#include <algorithm>
#include <cstddef>

#include "stencils/abi.h"

namespace krait::jit {
namespace {

// Names and numbers of the DWARF standard, and of its x86-64 supplement.
constexpr uint8_t kAdvanceLocation4 = 0x04;
constexpr uint8_t kDefineCfa = 0x0c;
constexpr uint8_t kDefineCfaOffset = 0x0e;
constexpr uint8_t kOffset = 0x80;  // and a register
constexpr uint8_t kNop = 0;
constexpr uint8_t kStackPointer = 7;
constexpr uint8_t kReturnAddress = 16;

/// The stencil of a call: push rax; call [rsi + call]; pop rcx. The same bytes elsewhere, in a
/// constant, would do little harm.
constexpr uint8_t kCall[] = {0x50, 0xFF, 0x56, offsetof(stencils::Activation, call), 0x59};
static_assert(offsetof(stencils::Activation, call) < 128);
constexpr size_t kPushSize = 1;

void Append(std::string& bytes, uint64_t number, size_t size) {
  bytes.append(reinterpret_cast<const char*>(&number), size);
}

/// What begins an entry is its length without that.
std::string Entry(std::string content) {
  constexpr size_t kLengthSize = 4;
  while ((kLengthSize + content.size()) % 8 != 0) Append(content, kNop, 1);
  std::string entry;
  Append(entry, content.size(), kLengthSize);
  return entry + content;
}

/// What holds where the code begins: the stack pointer points at the return address.
std::string CommonEntry() {
  std::string entry;
  Append(entry, UINT32_MAX, 4);  // no entry of a function
  Append(entry, 1, 1);           // version
  Append(entry, 0, 1);           // no augmentation
  Append(entry, 1, 1);           // addresses are counted in bytes,
  Append(entry, 0x78, 1);        // offsets in units of -8
  Append(entry, kReturnAddress, 1);
  for (uint8_t byte : {kDefineCfa, kStackPointer, uint8_t{8}}) Append(entry, byte, 1);
  Append(entry, kOffset | kReturnAddress, 1);
  Append(entry, 1, 1);
  return Entry(entry);
}

/// Going on from `from`, and from there on what is on the stack besides the return address.
void AppendRow(std::string& entry, size_t from, size_t to, uint8_t stack_size) {
  Append(entry, kAdvanceLocation4, 1);
  Append(entry, to - from, 4);
  Append(entry, kDefineCfaOffset, 1);
  Append(entry, 8 + uint64_t{stack_size}, 1);
}

std::string EntryOf(absl::Span<const uint8_t> code) {
  std::string entry;
  Append(entry, 0, 4);  // where the common entry is
  Append(entry, reinterpret_cast<uintptr_t>(code.data()), 8);
  Append(entry, code.size(), 8);
  size_t from = 0;
  const auto begin = code.begin();
  for (auto at = begin;; at += sizeof(kCall)) {
    at = std::search(at, code.end(), std::begin(kCall), std::end(kCall));
    if (at == code.end()) return Entry(entry);
    const auto call = static_cast<size_t>(at - begin);
    AppendRow(entry, from, call + kPushSize, 8);
    AppendRow(entry, call + kPushSize, call + sizeof(kCall), 0);
    from = call + sizeof(kCall);
  }
}

}  // namespace

std::string CallFramesOf(absl::Span<const uint8_t> code) { return CommonEntry() + EntryOf(code); }

}  // namespace krait::jit
