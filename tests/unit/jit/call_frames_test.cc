#include "jit/call_frames.h"

#include <gtest/gtest.h>

#include <cstring>
#include <map>

#include "stencils/abi.h"

namespace krait::jit {
namespace {

uint64_t Number(const std::string& bytes, size_t at, size_t size) {
  uint64_t number = 0;
  EXPECT_LE(at + size, bytes.size());
  std::memcpy(&number, bytes.data() + at, size);
  return number;
}

/// From where on in the code the caller's frame is how far above the stack pointer.
using Rows = std::map<uint64_t, uint64_t>;

/// Reads the second of two entries, which knows two instructions.
Rows RowsOf(const std::string& frames, uintptr_t code, size_t size) {
  const size_t entry = 4 + Number(frames, 0, 4);
  EXPECT_EQ(entry % 8, 0u);
  EXPECT_EQ(Number(frames, entry, 4) + 4 + entry, frames.size());
  EXPECT_EQ(Number(frames, entry + 4, 4), 0u);  // where the first is
  EXPECT_EQ(Number(frames, entry + 8, 8), code);
  EXPECT_EQ(Number(frames, entry + 16, 8), size);
  Rows rows;
  uint64_t location = 0;
  for (size_t at = entry + 24; at < frames.size() && frames[at] != 0;) {
    if (frames[at] == 0x04) {  // advance_loc4
      location += Number(frames, at + 1, 4);
      at += 5;
    } else {
      EXPECT_EQ(frames[at], 0x0e);  // def_cfa_offset
      rows[location] = Number(frames, at + 1, 1);
      at += 2;
    }
  }
  return rows;
}

Rows RowsOf(const std::string& code) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(code.data());
  return RowsOf(CallFramesOf({bytes, code.size()}), reinterpret_cast<uintptr_t>(bytes),
                code.size());
}

std::string Call() {
  return std::string("\x50\xff\x56") + char{offsetof(stencils::Activation, call)} + "\x59";
}

TEST(CallFramesTest, CodeThatCallsNobodyHasOneRow) {
  EXPECT_EQ(RowsOf("abc"), Rows());
  EXPECT_EQ(RowsOf(""), Rows());
}

TEST(CallFramesTest, TheFirstEntryBeginsBelowTheReturnAddress) {
  const std::string frames = CallFramesOf({});
  // def_cfa rsp, 8; offset return address, -8
  EXPECT_NE(frames.find("\x0c\x07\x08\x90\x01"), std::string::npos);
}

TEST(CallFramesTest, ACallHasAWordMoreOnTheStack) {
  EXPECT_EQ(RowsOf("ab" + Call() + "c"), (Rows{{3, 16}, {7, 8}}));
  EXPECT_EQ(RowsOf(Call() + Call()), (Rows{{1, 16}, {5, 8}, {6, 16}, {10, 8}}));
}

}  // namespace
}  // namespace krait::jit
