#include "tests/unit/vm/pyc/unit_checker.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/code/operands.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

constexpr uint32_t kLastBit = 63;  // stands for this stack slot and all above it

bool EndsFlow(Opcode op) {
  return op == Opcode::JUMP || op == Opcode::JUMP_BACK || op == Opcode::RETURN ||
         op == Opcode::RAISE || op == Opcode::RERAISE;
}

/// Neither collects nor raises.
bool IsSafe(Opcode op) { return op == Opcode::MOVE || op == Opcode::JUMP; }

/// What stack slots hold a value that the collector has kept.
using Slots = std::vector<bool>;

class Checker {
 public:
  explicit Checker(const CodeUnit& unit)
      : unit_(unit),
        locals_(unit.code()->localsplus_count()),
        slots_(static_cast<int>(unit.frame_slots())),
        state_at_(unit.word_count()) {}

  std::string Run() {
    FindInstructions();
    for (uint32_t word = 0; error_.empty() && word < unit_.word_count(); ++word) {
      if (is_start_[word]) CheckRanges(word);
    }
    CheckHandlers();
    if (error_.empty() && unit_.word_count() > 0) Reach(0, Slots(slots_ - locals_));
    while (error_.empty() && !waiting_.empty()) {
      const uint32_t word = waiting_.back();
      waiting_.pop_back();
      Step(word);
    }
    return error_;
  }

 private:
  void Fail(uint32_t word, const std::string& reason) {
    if (!error_.empty()) return;
    const Word& instruction = unit_.words()[word];
    const char* name = instruction.op < static_cast<int>(Opcode::kCount)
                           ? OpcodeName(static_cast<Opcode>(instruction.op))
                           : "?";
    error_ = absl::StrCat("word ", word, " (", name, "): ", reason);
  }

  Opcode OpAt(uint32_t word) const { return static_cast<Opcode>(unit_.words()[word].op); }

  void FindInstructions() {
    is_start_.assign(unit_.word_count() + 1, false);
    uint32_t word = 0;
    while (word < unit_.word_count()) {
      is_start_[word] = true;
      if (unit_.words()[word].op >= static_cast<int>(Opcode::kCount)) return Fail(word, "opcode");
      word += InstructionLength(unit_.words() + word);
    }
    if (word != unit_.word_count()) error_ = "the last instruction is cut off";
    is_start_[word] = true;
  }

  void CheckRanges(uint32_t word) {
    const int constants = static_cast<int>(unit_.code()->consts()->size()) + 1;
    const int names = static_cast<int>(unit_.code()->names()->size());
    VisitOperands(unit_, word, [&](Operand operand) {
      const int value = operand.value;
      bool ok = true;
      switch (operand.role) {
        case OperandRole::kRead:
          ok = value == kNoOperand || (value < 0 ? ~value < constants : value < slots_);
          break;
        case OperandRole::kWrite:
        case OperandRole::kReadSlot:
        case OperandRole::kChange:
          ok = value >= 0 && value < slots_;
          break;
        case OperandRole::kTarget:
          ok = value >= 0 && value < static_cast<int>(unit_.word_count()) && is_start_[value];
          break;
        case OperandRole::kName:
          ok = value >= 0 && value < names;
          break;
        case OperandRole::kNumber:
          break;
      }
      if (!ok) Fail(word, absl::StrCat("operand ", value, " is out of range"));
    });
  }

  void CheckHandlers() {
    uint32_t end = 0;
    for (const UnitHandler& handler : unit_.handlers()) {
      if (handler.begin < end || handler.end < handler.begin || handler.end > unit_.word_count() ||
          !is_start_[handler.begin] || !is_start_[handler.end]) {
        error_ = "bad handler";
      }
      end = handler.end;
    }
  }

  bool IsLive(uint32_t word, int slot) const {
    const uint64_t live = unit_.PositionOf(word).live_stack;
    const uint32_t index = static_cast<uint32_t>(slot - locals_);
    return (live >> std::min(index, kLastBit) & 1) != 0;
  }

  /// Control comes to `word` in this state.
  void Reach(uint32_t word, const Slots& state) {
    if (word >= unit_.word_count()) return Fail(word - 1, "runs off the end");
    Slots& known = state_at_[word];
    if (known.empty()) {  // a frame always has stack slots
      known = state;
      waiting_.push_back(word);
      return;
    }
    bool changed = false;
    for (size_t i = 0; i < known.size(); ++i) {
      changed |= known[i] && !state[i];
      known[i] = known[i] && state[i];
    }
    if (changed) waiting_.push_back(word);
  }

  void Step(uint32_t word) {
    Slots state = state_at_[word];
    const Opcode op = OpAt(word);
    const bool is_safe = IsSafe(op);
    if (!is_safe) {
      for (int slot = locals_; slot < slots_ && slot - locals_ < static_cast<int>(kLastBit);
           ++slot) {
        if (IsLive(word, slot) && !state[slot - locals_]) {
          Fail(word, absl::StrCat("slot ", slot, " is said to be live, but may hold anything"));
        }
      }
    }
    CheckReads(word, state, is_safe);
    if (!is_safe) {
      for (int slot = locals_; slot < slots_; ++slot) {
        if (!IsLive(word, slot)) state[slot - locals_] = false;
      }
      EnterHandler(word, state);
    }
    VisitOperands(unit_, word, [&](Operand operand) {
      const bool writes =
          operand.role == OperandRole::kWrite || operand.role == OperandRole::kChange;
      if (writes && operand.value >= locals_) state[operand.value - locals_] = true;
    });
    VisitOperands(unit_, word, [&](Operand operand) {
      if (operand.role == OperandRole::kTarget) {
        Reach(static_cast<uint32_t>(operand.value), state);
      }
    });
    if (!EndsFlow(op)) Reach(word + InstructionLength(unit_.words() + word), state);
  }

  void CheckReads(uint32_t word, const Slots& state, bool is_safe) {
    VisitOperands(unit_, word, [&](Operand operand) {
      if (operand.role != OperandRole::kRead && operand.role != OperandRole::kReadSlot &&
          operand.role != OperandRole::kChange) {
        return;
      }
      if (operand.value == kNoOperand || operand.value < locals_) return;
      if (!state[operand.value - locals_]) {
        Fail(word, absl::StrCat("reads slot ", operand.value, ", which may hold anything"));
      }
      if (!is_safe && !IsLive(word, operand.value)) {
        Fail(word, absl::StrCat("reads slot ", operand.value, ", which the collector ignores"));
      }
    });
  }

  void EnterHandler(uint32_t word, Slots state) {
    const UnitHandler* handler = unit_.HandlerOf(word);
    if (handler == nullptr) return;
    int slot = handler->depth;
    const int pushed = handler->push_lasti ? 2 : 1;
    if (slot + pushed > slots_ - locals_) return Fail(word, "its handler has no room");
    if (handler->target >= unit_.word_count() || !is_start_[handler->target]) {
      return Fail(word, "its handler is nowhere");
    }
    for (int i = 0; i < pushed; ++i) state[slot++] = true;
    Reach(handler->target, state);
  }

  const CodeUnit& unit_;
  const int locals_;
  const int slots_;
  std::vector<bool> is_start_;
  std::vector<Slots> state_at_;
  std::vector<uint32_t> waiting_;
  std::string error_;
};

}  // namespace

std::string CheckUnit(const CodeUnit& unit) { return Checker(unit).Run(); }

}  // namespace krait
