#include "tests/fuzz/stack_forms.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <utility>

#include "vm/pyc/opcodes_311.h"
#include "vm/pyc/stack_effect.h"

namespace krait::fuzz {
namespace {

StackInstruction Decoded(const Instruction& in) {
  StackInstruction result;
  result.op = GetOpcode311(in.opcode).stack_op;
  result.arg = in.arg;
  return result;
}

/// How many values the instruction takes from the stack, and puts there.
std::pair<int64_t, int64_t> DepthsOf(const Instruction& in) {
  const StackInstruction decoded = Decoded(in);
  const StackEffect effect = EffectOf(decoded.op);
  const auto count = [&](const char* letters) {
    int64_t sum = 0;
    for (; *letters != '\0'; ++letters) {
      if (*letters != '|') sum += *letters == 'N' ? OperandCount(decoded) : 1;
    }
    return sum;
  };
  int64_t takes = count(effect.takes);
  int64_t gives = count(effect.gives);
  if (const char* left = std::strchr(effect.takes, '|')) gives += left - effect.takes;
  if (in.opcode == kLOAD_GLOBAL311) gives += in.arg & 1;
  return {takes, gives};
}

/// How far down an instruction reaches without taking.
int64_t ReachOf(const Instruction& in) {
  switch (in.opcode) {
    case kCOPY311:
    case kSWAP311:
      return in.arg;
    case kLIST_APPEND311:
    case kSET_ADD311:
    case kLIST_EXTEND311:
    case kSET_UPDATE311:
    case kDICT_UPDATE311:
    case kDICT_MERGE311:
      return int64_t{in.arg} + 1;
    case kMAP_ADD311:
      return int64_t{in.arg} + 2;
    default:
      return 0;
  }
}

bool EndsRun(const Instruction& in) {
  return in.target >= 0 || in.opcode == kRETURN_VALUE311 || in.opcode == kRERAISE311 ||
         in.opcode == kRAISE_VARARGS311 || in.opcode == kRETURN_GENERATOR311;
}

}  // namespace

bool IsBound(uint8_t opcode) {
  constexpr uint8_t kBound[] = {
      kPRECALL311,   kCALL311,   kKW_NAMES311,       kEXTENDED_ARG311,
      kMAKE_CELL311, kRESUME311, kCOPY_FREE_VARS311, kRETURN_GENERATOR311};
  return std::find(std::begin(kBound), std::end(kBound), opcode) != std::end(kBound);
}

bool DecidesDepth(const Instruction& in) {
  if (IsBound(in.opcode) || in.target >= 0) return true;
  const StackEffect effect = EffectOf(GetOpcode311(in.opcode).stack_op);
  return std::strchr(effect.takes, 'N') != nullptr || std::strchr(effect.gives, 'N') != nullptr;
}

std::vector<int> NeutralRuns(const std::vector<Instruction>& all, int begin) {
  constexpr int kLongest = 24;
  std::vector<int> lengths;
  int64_t depth = 0;
  for (int i = begin; i < static_cast<int>(all.size()) && i < begin + kLongest; ++i) {
    if (EndsRun(all[i])) break;
    const auto [takes, gives] = DepthsOf(all[i]);
    if (takes > depth || ReachOf(all[i]) > depth) break;
    depth += gives - takes;
    if (depth == 0) lengths.push_back(i + 1 - begin);
  }
  return lengths;
}

const Alternatives& Alternatives::Get() {
  static const Alternatives& alternatives = *new Alternatives();
  return alternatives;
}

Alternatives::Alternatives() {
  for (int opcode = 0; opcode < 256; ++opcode) {
    if (GetOpcode311(opcode).name == nullptr) continue;
    all_.push_back(opcode);
    if (!IsBound(opcode)) groups_[KeyOf(opcode)].push_back(opcode);
  }
}

const std::vector<uint8_t>& Alternatives::Of(uint8_t opcode) const {
  const auto found = groups_.find(KeyOf(opcode));
  return found == groups_.end() ? all_ : found->second;
}

Alternatives::Key Alternatives::KeyOf(uint8_t opcode) {
  const Opcode311& info = GetOpcode311(opcode);
  const StackEffect effect = EffectOf(info.stack_op);
  // What is left in place is neither taken nor given.
  std::string takes = effect.takes;
  std::string gives = effect.gives;
  const size_t left = takes.find('|');
  if (left != std::string::npos) {
    gives = takes.substr(0, left) + gives;
    takes.erase(left, 1);
  }
  const bool jumps =
      info.argument == Argument311::kForward || info.argument == Argument311::kBackward;
  const int64_t operands =
      takes.find('N') == std::string::npos && gives.find('N') == std::string::npos
          ? 0
          : OperandCount(Decoded({opcode, 5, -1}));
  return {std::move(takes), std::move(gives), jumps, operands};
}

}  // namespace krait::fuzz
