#include "tests/fuzz/assembly.h"

#include <algorithm>

#include "vm/pyc/exception_table.h"
#include "vm/pyc/opcodes_311.h"

namespace krait::fuzz {
namespace {

bool IsJump(uint8_t opcode) {
  const Argument311 argument = GetOpcode311(opcode).argument;
  return argument == Argument311::kForward || argument == Argument311::kBackward;
}

/// The same jump in the other direction, or the opcode itself if there is none.
uint8_t Reversed(uint8_t opcode) {
  constexpr uint8_t kPairs[][2] = {
      {kJUMP_FORWARD311, kJUMP_BACKWARD311},
      {kPOP_JUMP_FORWARD_IF_FALSE311, kPOP_JUMP_BACKWARD_IF_FALSE311},
      {kPOP_JUMP_FORWARD_IF_TRUE311, kPOP_JUMP_BACKWARD_IF_TRUE311},
      {kPOP_JUMP_FORWARD_IF_NONE311, kPOP_JUMP_BACKWARD_IF_NONE311},
      {kPOP_JUMP_FORWARD_IF_NOT_NONE311, kPOP_JUMP_BACKWARD_IF_NOT_NONE311},
  };
  for (const auto& [forward, backward] : kPairs) {
    if (opcode == forward) return backward;
    if (opcode == backward) return forward;
  }
  return opcode == kJUMP_BACKWARD_NO_INTERRUPT311 ? kJUMP_FORWARD311 : opcode;
}

int PrefixesFor(uint32_t arg) { return arg > 0xFFFFFF ? 3 : arg > 0xFFFF ? 2 : arg > 0xFF; }

void AppendVarint(std::string& out, uint32_t value, uint8_t mark) {
  int shift = 30;
  while (shift > 0 && value >> shift == 0) shift -= 6;
  for (; shift >= 0; shift -= 6) {
    const uint8_t more = shift > 0 ? 0x40 : 0;
    out.push_back(static_cast<char>(mark | more | (value >> shift & 0x3F)));
    mark = 0;
  }
}

}  // namespace

std::optional<Assembly> Assembly::Decode(std::string_view code, std::string_view exception_table) {
  Assembly result;
  const auto byte = [code](size_t i) { return static_cast<uint8_t>(code[i]); };
  const int units = static_cast<int>(code.size() / 2);
  std::vector<int> index_of(units + 1, -1);
  for (int unit = 0; unit < units;) {
    index_of[unit] = result.size();
    uint32_t arg = 0;
    while (unit < units - 1 && byte(2 * unit) == kEXTENDED_ARG311) {
      arg = arg << 8 | byte(2 * unit++ + 1);
    }
    Instruction in;
    in.opcode = byte(2 * unit);
    arg = arg << 8 | byte(2 * unit + 1);
    in.arg = static_cast<int32_t>(arg & INT32_MAX);
    unit += 1 + GetOpcode311(in.opcode).caches;
    if (IsJump(in.opcode)) {
      const bool forward = GetOpcode311(in.opcode).argument == Argument311::kForward;
      const int64_t target = forward ? int64_t{unit} + in.arg : int64_t{unit} - in.arg;
      if (target < 0 || target > units) return std::nullopt;
      in.target = static_cast<int>(target);
    }
    result.instructions.push_back(in);
  }
  index_of[units] = result.size();
  const auto index_at = [&](uint32_t unit) {
    return unit > static_cast<uint32_t>(units) ? -1 : index_of[unit];
  };
  for (Instruction& in : result.instructions) {
    if (in.target < 0) continue;
    in.target = index_at(in.target);
    if (in.target < 0) return std::nullopt;
  }
  ExceptionTableReader reader(
      {reinterpret_cast<const uint8_t*>(exception_table.data()), exception_table.size()});
  ExceptionEntry entry;
  while (reader.Next(&entry)) {
    const Handler handler{index_at(entry.begin), index_at(entry.end), index_at(entry.target),
                          entry.depth, entry.push_lasti};
    if (handler.begin < 0 || handler.end < 0 || handler.target < 0) return std::nullopt;
    result.handlers.push_back(handler);
  }
  return result;
}

std::string Assembly::Encode(std::string* exception_table) const {
  std::vector<Instruction> all = instructions;
  std::vector<int> unit_of(all.size() + 1);
  // Arguments decide how many prefixes there are, and these how far it is to jump.
  for (int round = 0; round < 8; ++round) {
    int unit = 0;
    for (size_t i = 0; i < all.size(); ++i) {
      unit_of[i] = unit;
      unit += PrefixesFor(all[i].arg) + 1 + GetOpcode311(all[i].opcode).caches;
    }
    unit_of[all.size()] = unit;
    for (size_t i = 0; i < all.size(); ++i) {
      Instruction& in = all[i];
      if (!IsJump(in.opcode)) continue;
      int distance = unit_of[in.target] - unit_of[i + 1];
      const bool backward = GetOpcode311(in.opcode).argument == Argument311::kBackward;
      if ((distance < 0) != backward) in.opcode = Reversed(in.opcode);
      if (GetOpcode311(in.opcode).argument == Argument311::kBackward) distance = -distance;
      in.arg = std::max(distance, 0);
    }
  }
  std::string code;
  for (const Instruction& in : all) {
    for (int prefix = PrefixesFor(in.arg); prefix > 0; --prefix) {
      code.push_back(static_cast<char>(kEXTENDED_ARG311));
      code.push_back(static_cast<char>(in.arg >> (8 * prefix)));
    }
    code.push_back(static_cast<char>(in.opcode));
    code.push_back(static_cast<char>(in.arg));
    code.append(2 * size_t{GetOpcode311(in.opcode).caches}, '\0');
  }
  std::vector<Handler> sorted = handlers;
  std::sort(sorted.begin(), sorted.end(),
            [](const Handler& a, const Handler& b) { return a.begin < b.begin; });
  exception_table->clear();
  for (const Handler& handler : sorted) {
    if (handler.begin >= handler.end) continue;
    AppendVarint(*exception_table, unit_of[handler.begin], 0x80);
    AppendVarint(*exception_table, unit_of[handler.end] - unit_of[handler.begin], 0);
    AppendVarint(*exception_table, unit_of[handler.target], 0);
    AppendVarint(*exception_table, handler.depth << 1 | (handler.push_lasti ? 1 : 0), 0);
  }
  return code;
}

template <typename F>
void Assembly::ForEachReference(F move) {
  for (Instruction& in : instructions) {
    if (in.target >= 0) in.target = move(in.target);
  }
  for (Handler& handler : handlers) {
    handler.begin = move(handler.begin);
    handler.end = move(handler.end);
    handler.target = move(handler.target);
  }
}

void Assembly::Insert(int index, const std::vector<Instruction>& added) {
  const int count = static_cast<int>(added.size());
  ForEachReference([=](int at) { return at >= index ? at + count : at; });
  instructions.insert(instructions.begin() + index, added.begin(), added.end());
}

void Assembly::Erase(int index, int count) {
  count = std::min(count, size() - index);
  instructions.erase(instructions.begin() + index, instructions.begin() + index + count);
  ForEachReference([=](int at) { return at <= index ? at : std::max(index, at - count); });
}

std::string EmptyLineTable(size_t units) {
  constexpr uint8_t kEntry = 0x80;
  constexpr uint8_t kNoLocation = 15;
  std::string table;
  while (units > 0) {
    const size_t length = std::min<size_t>(units, 8);
    table.push_back(static_cast<char>(kEntry | kNoLocation << 3 | (length - 1)));
    units -= length;
  }
  return table;
}

}  // namespace krait::fuzz
