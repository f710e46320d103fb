#include "jit/alternatives.h"
#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/uop/catalog.h"

/// Sums and products, however large, of which only low bits are asked for:
///
///     state = (state * 1103515245 + 12345) & 0x7FFFFFFF
///
/// Machine arithmetic has those bits. In between nothing may leave, since a slot would hold what it
/// does not hold in Python; so all operands are looked at first.
namespace krait::jit {

using uop::kNumberOf;

namespace {

/// The micro-op that wraps where an instruction's first alternative leaves; kNoOperation: none
/// does.
uint16_t WrappingOf(const Word* pc) {
  if (FormOf(static_cast<Opcode>(pc->op)) != Form::kBinary) return kNoOperation;
  switch (AlternativesOf(static_cast<Opcode>(pc->op)).front()) {
    case kNumberOf<uop::AddInt>:
      return kNumberOf<uop::WrappingAddInt>;
    case kNumberOf<uop::SubtractInt>:
      return kNumberOf<uop::WrappingSubtractInt>;
    case kNumberOf<uop::MultiplyInt>:
      return kNumberOf<uop::WrappingMultiplyInt>;
    default:
      return kNoOperation;
  }
}

bool IsAnd(const Word* pc) {
  return FormOf(static_cast<Opcode>(pc->op)) == Form::kBinary &&
         AlternativesOf(static_cast<Opcode>(pc->op)).front() == kNumberOf<uop::AndInt>;
}

}  // namespace

/// Whether what the instruction computes goes through others of its kind to an AND with a mask, and
/// nowhere else. Then their operands are known to be ints from here on.
bool Recorder::BeginWrapping(const Word* pc) {
  const int first_temporary = FrameUnit()->code()->localsplus_count();
  std::vector<int16_t> operands = {pc->b, pc->c};
  const Word* at = pc;
  for (;;) {
    const int16_t result = at->a;
    if (result < first_temporary) return false;
    ++at;
    if (!IsAnd(at) && WrappingOf(at) == kNoOperation) return false;
    if ((at->b == result) == (at->c == result)) return false;
    const int16_t other = at->b == result ? at->c : at->b;
    if (IsAnd(at)) {
      if (other >= 0 || !Actual(other).IsInt() || Actual(other).AsInt() < 0) return false;
      break;
    }
    operands.push_back(other);
  }
  for (int16_t operand : operands) {
    if (!Actual(operand).IsInt()) return false;
  }
  for (int16_t operand : operands) (void)Required(Operand(operand), kIntType);
  wraps_until_ = at;
  return true;
}

/// Records the instruction if it is part of such a chain, or begins one.
bool Recorder::RecordWrapping(const Word* pc) {
  if (wraps_until_ == nullptr) {
    if (WrappingOf(pc) == kNoOperation || !BeginWrapping(pc)) return false;
  }
  const bool ends = pc == wraps_until_;
  Step step{.operation = kNumberOf<uop::AndInt>};
  if (!ends) step.operation = WrappingOf(pc);
  step.a = Required(Operand(pc->b), kIntType);
  step.b = Required(Operand(pc->c), kIntType);
  SetSlot(pc->a, Add(step));
  if (ends) wraps_until_ = nullptr;
  return true;
}

}  // namespace krait::jit
