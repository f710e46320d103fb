#include "jit/evaluate.h"

#include <array>
#include <bit>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

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
  if constexpr (std::is_same_v<T, uop::Double>) {
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

class Evaluator {
 public:
  Evaluator(Thread& t, const Trace& trace, Value* slots)
      : t_(t), trace_(trace), slots_(slots), words_(trace.steps.size()) {}

  Result<uint32_t> Run();

 private:
  bool RunStep(ValueId id);
  bool RunMicroOp(ValueId id);
  void EnterLoop(bool first);
  Result<None> WriteSlots(const Exit& exit);

  Thread& t_;
  const Trace& trace_;
  Value* slots_;
  // Nothing collects until the end: micro-ops with stencils call nobody.
  std::vector<uint64_t> words_;
};

bool Evaluator::RunMicroOp(ValueId id) {
  const Step& step = trace_.steps[id];
  const uint64_t operands[2] = {words_[step.a], step.b == kNoValue ? 0 : words_[step.b]};
  if (!kRunners[step.operation](t_, operands, &words_[id])) return false;
  if (step.use == Use::kValue) return true;
  return Value::FromBits(words_[id]).AsBool() == (step.use == Use::kRequireTrue);
}

bool Evaluator::RunStep(ValueId id) {
  const Step& step = trace_.steps[id];
  switch (static_cast<TraceOperation>(step.operation)) {
    case TraceOperation::kConstant:
    case TraceOperation::kFloat:
      words_[id] = step.constant;
      return true;
    case TraceOperation::kSlot:
      words_[id] = slots_[step.constant].bits();
      return true;
    case TraceOperation::kPhi:
      return true;
    case TraceOperation::kLeave:
      return false;
    case TraceOperation::kPoll:
      return t_.poll_word.load(std::memory_order_relaxed) == 0;
  }
  return RunMicroOp(id);
}

/// The phis get their values all at once.
void Evaluator::EnterLoop(bool first) {
  std::vector<uint64_t> next;
  for (ValueId id = trace_.loop; id < trace_.steps.size(); ++id) {
    const Step& step = trace_.steps[id];
    if (!step.Is(TraceOperation::kPhi)) break;
    next.push_back(words_[first ? step.a : step.b]);
  }
  std::copy(next.begin(), next.end(), words_.begin() + trace_.loop);
}

Result<None> Evaluator::WriteSlots(const Exit& exit) {
  // Floats last: one that needs a cell may collect what has not been written.
  for (const bool floats : {false, true}) {
    for (const Exit::Slot& slot : exit.slots) {
      if ((trace_.ClassOf(slot.value) == RegisterClass::kFloat) != floats) continue;
      const uint64_t word = words_[slot.value];
      const Value value =
          floats ? TRY(Float::From(t_, std::bit_cast<double>(word))) : Value::FromBits(word);
      WriteSlot(slots_, slot.slot, value);
    }
  }
  return None{};
}

Result<uint32_t> Evaluator::Run() {
  ValueId id = 0;
  for (;;) {
    if (id == trace_.loop) EnterLoop(true);
    if (id == trace_.steps.size()) {
      EnterLoop(false);
      id = trace_.loop;
      while (id < trace_.steps.size() && trace_.steps[id].Is(TraceOperation::kPhi)) ++id;
      continue;
    }
    if (!RunStep(id)) break;
    ++id;
  }
  const uint32_t exit = trace_.steps[id].exit;
  TRY(WriteSlots(trace_.exits[exit]));
  return exit;
}

}  // namespace

Result<uint32_t> Evaluate(Thread& t, const Trace& trace, Value* slots) {
  return Evaluator(t, trace, slots).Run();
}

}  // namespace krait::jit
