#include "jit/evaluate.h"

#include <array>
#include <bit>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "jit/frames.h"
#include "vm/heap/marker.h"
#include "vm/heap/thread.h"
#include "vm/object/float.h"
#include "vm/uop/catalog.h"
#include "vm/uop/traits.h"
#include "vm/uop/words.h"

namespace krait::jit {
namespace {

using stencils::Use;

// A value is a word here, as in a register: bits of a Value, or of a double.
template <typename T>
T Take(uint64_t word) {
  if constexpr (uop::kIsImmediate<T>) {
    return {static_cast<uint32_t>(word)};
  } else if constexpr (std::is_same_v<T, uop::Double>) {
    return {std::bit_cast<double>(word)};
  } else {
    return uop::OperandType<T>::Take(Value::FromBits(word));
  }
}

/// Runs a micro-op; false if it leaves.
using Runner = bool (*)(Thread& t, const uint64_t* operands, uint64_t* result);

template <typename Op, typename... M, size_t... kIndex>
auto Call(const uint64_t* operands, std::index_sequence<kIndex...>, M&... machine) {
  using Operands = typename uop::Traits<Op>::Operands;
  return Op::Run(machine..., Take<std::tuple_element_t<kIndex, Operands>>(operands[kIndex])...);
}

template <typename Op>
bool RunOne(Thread& t, const uint64_t* operands, uint64_t* result) {
  const auto produced = [&] {
    if constexpr (uop::Traits<Op>::kTakesMachine) {
      uop::Machine machine{t, nullptr};
      return Call<Op>(operands, uop::IndexesOf<Op>(), machine);
    } else {
      return Call<Op>(operands, uop::IndexesOf<Op>());
    }
  }();
  if constexpr (uop::Traits<Op>::Result::kMayExit) {
    if (produced.exit) return false;
    *result = uop::WordOf(produced.value);
  } else {
    *result = uop::WordOf(produced);
  }
  return true;
}

template <typename Op>
constexpr Runner RunnerOf() {
  if constexpr (uop::kIsFast<Op>) return &RunOne<Op>;
  return nullptr;
}

template <typename... Ops>
constexpr std::array<Runner, sizeof...(Ops)> RunnersOf(uop::OpList<Ops...>) {
  return {RunnerOf<Ops>()...};
}

constexpr auto kRunners = RunnersOf(uop::AllOps());

/// The words of all values, which may be references.
class Words : public RootList {
 public:
  Words(Thread& t, size_t count) : RootList(t), words_(count) {}
  uint64_t& operator[](size_t i) { return words_[i]; }
  void TraceRoots(Marker& marker) override {
    for (uint64_t word : words_) marker.VisitAmbiguous(word);
  }

 private:
  std::vector<uint64_t> words_;
};

class Evaluator {
 public:
  Evaluator(Thread& t, const Trace& trace, stencils::Activation& activation)
      : t_(t), trace_(trace), activation_(activation), words_(t, trace.steps.size()) {}

  /// The number of the exit.
  uint32_t Run();
  Result<None> Leave(const Exit& exit, const CodeUnit* unit);

 private:
  bool RunStep(ValueId id);
  bool RunMicroOp(ValueId id);
  bool RunCall(ValueId id);
  void EnterLoop(uint32_t from);
  uint64_t WordOf(ValueId id) { return id == kNoValue ? 0 : words_[id]; }

  Thread& t_;
  const Trace& trace_;
  stencils::Activation& activation_;
  Words words_;
};

bool Evaluator::RunMicroOp(ValueId id) {
  const Step& step = trace_.steps[id];
  const Operation& operation = OperationOf(step.operation);
  uint64_t operands[] = {WordOf(step.a), WordOf(step.b), WordOf(step.c), 0};
  if (operation.has_immediate) operands[operation.operand_count] = step.constant;
  if (!kRunners[step.operation](t_, operands, &words_[id])) return false;
  if (step.use == Use::kValue) return true;
  return Value::FromBits(words_[id]).AsBool() == (step.use == Use::kRequireTrue);
}

bool Evaluator::RunCall(ValueId id) {
  const Step& step = trace_.steps[id];
  words_[id] = activation_.call(&t_, &activation_, step.constant, WordOf(step.a), WordOf(step.b),
                                WordOf(step.c));
  return words_[id] != Value::Raised().bits();
}

bool Evaluator::RunStep(ValueId id) {
  const Step& step = trace_.steps[id];
  if (step.always_leaves) return false;
  switch (static_cast<TraceOperation>(step.operation)) {
    case TraceOperation::kConstant:
    case TraceOperation::kFloat:
      words_[id] = step.constant;
      return true;
    case TraceOperation::kSlot:
      words_[id] = SlotAt(activation_, static_cast<uint32_t>(step.constant)).bits();
      return true;
    case TraceOperation::kPhi:
      return true;
    case TraceOperation::kStore:
      WriteSlot(activation_, static_cast<uint32_t>(step.constant), Value::FromBits(words_[step.a]));
      return true;
    case TraceOperation::kCall:
      return RunCall(id);
    case TraceOperation::kLeave:
      return false;
    case TraceOperation::kPoll:
      return t_.poll_word.load(std::memory_order_relaxed) == 0;
  }
  return RunMicroOp(id);
}

/// The phis get their values all at once: the first ones, or those with which a segment ends.
void Evaluator::EnterLoop(uint32_t from) {
  std::vector<uint64_t> next;
  for (ValueId id = trace_.loop; trace_.IsPhi(id); ++id) {
    const bool is_first = from == kNoSegment;
    next.push_back(
        words_[is_first ? trace_.steps[id].a : trace_.segments[from].back[id - trace_.loop]]);
  }
  for (size_t i = 0; i < next.size(); ++i) words_[trace_.loop + i] = next[i];
}

Result<None> Evaluator::Leave(const Exit& exit, const CodeUnit* unit) {
  PushFrames(t_, exit.frame, exit.frames_to_push);
  SetPc(activation_, exit, unit);
  // Floats last: one that needs a cell may collect, and that looks at slots.
  for (const bool floats : {false, true}) {
    for (const Exit::Slot& slot : exit.slots) {
      const bool is_float = trace_.ClassOf(slot.value) == RegisterClass::kFloat;
      const uint64_t word = words_[slot.value];
      Value value = is_float ? Value::None() : Value::FromBits(word);
      if (is_float && floats) value = TRY(Float::From(t_, std::bit_cast<double>(word)));
      if (is_float || !floats) WriteSlot(activation_, slot.slot, value);
    }
  }
  return None{};
}

uint32_t Evaluator::Run() {
  ValueId id = 0;
  uint32_t segment = 0;
  for (;;) {
    if (id == trace_.loop) EnterLoop(kNoSegment);
    if (id == trace_.EndOf(segment)) {
      EnterLoop(segment);
      segment = 0;
      id = trace_.loop;
      while (trace_.IsPhi(id)) ++id;
    } else if (RunStep(id)) {
      ++id;
    } else if (const uint32_t branch = trace_.steps[id].branch; branch != kNoSegment) {
      segment = branch;
      id = trace_.segments[branch].begin;
    } else {
      break;
    }
  }
  return trace_.steps[id].exit;
}

}  // namespace

Result<Runnable::Left> UncompiledTrace::Run(stencils::Activation& activation, Thread& t,
                                            const CodeUnit* unit) const {
  if (activation.call == nullptr) activation.call = &RunCallSite;
  Evaluator evaluator(t, trace_, activation);
  const uint32_t number = evaluator.Run();
  const Exit& exit = trace_.exits[number];
  const Result<None> written = evaluator.Leave(exit, unit);
  FindFunctions(t.frame, exit.frame, exit.frames_to_push);
  TRY(written);
  if (exit.raises) return Raised{};
  return Left{&exit, number};
}

}  // namespace krait::jit
