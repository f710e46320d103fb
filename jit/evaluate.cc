#include "jit/evaluate.h"

#include <array>
#include <bit>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "jit/frames.h"
#include "jit/new_objects.h"
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

}  // namespace

bool RunMicroOp(Thread& t, uint16_t operation, const uint64_t* operands, uint64_t* result) {
  return kRunners[operation](t, operands, result);
}

bool Evaluator::RunMicroOpOf(ValueId id) {
  const Step& step = trace_.steps[id];
  const Operation& operation = OperationOf(step.operation);
  uint64_t operands[] = {WordOf(step.a), WordOf(step.b), WordOf(step.c), 0};
  if (operation.has_immediate) operands[operation.operand_count] = step.constant;
  if (changes_ != nullptr) changes_->NoteBefore(t_, step.operation, operands);
  if (!RunMicroOp(t_, step.operation, operands, &words_[id])) return false;
  if (changes_ != nullptr) changes_->NoteAfter(step.operation, operands);
  if (step.use == Use::kValue) return true;
  return Value::FromBits(words_[id]).AsBool() == (step.use == Use::kRequireTrue);
}

void Evaluator::RunStore(const Step& step) {
  const auto slot = static_cast<uint32_t>(step.constant);
  if (changes_ != nullptr) changes_->Note(&SlotAt(activation_, slot), sizeof(Value));
  WriteSlot(activation_, slot, Value::FromBits(words_[step.a]));
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
      RunStore(step);
      return true;
    case TraceOperation::kCall:  // see GoOn
    case TraceOperation::kLeave:
      return false;
    case TraceOperation::kPoll:
      return t_.poll_word.load(std::memory_order_relaxed) == 0;
  }
  return RunMicroOpOf(id);
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
  Value made[Exit::kMostObjects];
  const auto is_float = [&](ValueId value) {
    return !Exit::IsObject(value) && trace_.ClassOf(value) == RegisterClass::kFloat;
  };
  const auto value_of = [&](ValueId id) -> Result<Value> {
    if (id == kNoValue) return Value::None();
    if (Exit::IsObject(id)) return made[id - Exit::kFirstObject];
    if (is_float(id)) return Float::From(t_, std::bit_cast<double>(words_[id]));
    return Value::FromBits(words_[id]);
  };
  const auto field = [&](const Exit::Object::Field& field) { return value_of(field.value); };
  const auto otherwise = [&](const Exit::Object& object) {
    return object.otherwise == kNoValue ? Value::Unbound()
                                        : Value::FromBits(words_[object.otherwise]);
  };
  // Memory may run out, or be collected: what takes some comes last, when all slots have something.
  const auto takes_memory = [&](ValueId value) { return Exit::IsObject(value) || is_float(value); };
  for (const auto& [slot, value] : exit.slots) {
    WriteSlot(activation_, slot, takes_memory(value) ? Value::None() : TRY(value_of(value)));
  }
  TRY(MakeObjects(t_, exit.objects, made, field, otherwise));
  for (const auto& [slot, value] : exit.slots) {
    if (takes_memory(value)) WriteSlot(activation_, slot, TRY(value_of(value)));
  }
  return None{};
}

bool Evaluator::IsAtCall() const {
  const Step& step = trace_.steps[at_];
  return step.Is(TraceOperation::kCall) && !step.always_leaves;
}

/// The step was done, or leaves; whether the trace goes on.
bool Evaluator::Pass(bool was_done) {
  const uint32_t branch = trace_.steps[at_].branch;
  if (was_done) {
    ++at_;
  } else if (branch != kNoSegment) {
    segment_ = branch;
    at_ = trace_.segments[branch].begin;
  } else {
    return false;
  }
  return true;
}

void Evaluator::GoOn() {
  for (;;) {
    if (at_ == trace_.loop) EnterLoop(kNoSegment);
    if (at_ == trace_.EndOf(segment_)) {
      EnterLoop(segment_);
      segment_ = 0;
      at_ = trace_.loop;
      while (trace_.IsPhi(at_)) ++at_;
      continue;
    }
    if (IsAtCall() || !Pass(RunStep(at_))) return;
  }
}

bool Evaluator::Answer(uint64_t result) {
  words_[at_] = result;
  return Pass(result != Value::Raised().bits());
}

uint32_t Evaluator::Run() {
  do {
    GoOn();
    if (!IsAtCall()) break;
  } while (Answer(Call()));
  return trace_.steps[at_].exit;
}

uint64_t Evaluator::Call() {
  const Step& step = trace_.steps[at_];
  return activation_.call(&t_, &activation_, step.constant, WordOf(step.a), WordOf(step.b),
                          WordOf(step.c));
}

Result<Runnable::Left> UncompiledTrace::Run(stencils::Activation& activation, Thread& t,
                                            const CodeUnit* unit) const {
  if (activation.call == nullptr) activation.call = &RunCallSite;
  Evaluator evaluator(t, trace_, activation);
  const uint32_t number = evaluator.Run();
  const Exit& exit = trace_.exits[number];
  if (activation.unpushed != nullptr && exit.returns) return Left{&exit, number};
  PushEntered(t, activation);
  const Result<None> written = evaluator.Leave(exit, unit);
  FindFunctions(t.frame, exit.frame, exit.frames_to_push);
  TRY(written);
  return Left{&exit, number};
}

}  // namespace krait::jit
