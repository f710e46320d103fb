#include "jit/verify.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "jit/changes.h"
#include "jit/evaluate.h"
#include "jit/frames.h"
#include "vm/interp/tier_up.h"
#include "vm/object/vm.h"

namespace krait::jit {
namespace {

using stencils::Activation;

bool IsAlone(Thread& t) {
  int count = 0;
  t.vm().threads().ForEach([&](gil::ThreadState&) { ++count; });
  return count == 1;
}

/// One run of the code, and of the micro-ops beside it.
class Comparison : private Activation {
 public:
  /// `report` gets what is different.
  using Report = absl::FunctionRef<void(const std::string& difference)>;
  Comparison(const Trace& trace, const CompiledTrace& code, Activation& activation, Thread& t,
             Report report)
      : trace_(trace),
        code_(code),
        entered_(activation),
        t_(t),
        report_(report),
        evaluator_(t, trace, *this, &changes_) {
    slots = activation.slots;
    inlined = activation.inlined;
    outer = activation.outer;
    std::copy(std::begin(activation.generated), std::end(activation.generated), generated);
    call = &CallAndCompare;
    if (activation.call == nullptr) activation.call = &RunCallSite;
  }

  Result<Runnable::Left> Run(const CodeUnit* unit);

  enum class Verdict : uint8_t { kSame, kAmongThreads, kPolled, kDifferent };
  Verdict verdict() const { return verdict_; }

 private:
  bool IsComparing() const { return verdict_ == Verdict::kSame; }
  void Differ(const std::string& difference) {
    verdict_ = Verdict::kDifferent;
    report_(difference);
  }
  std::string Name(ValueId step) const {
    return absl::StrCat("%", step, " = ", NameOf(trace_.steps[step].operation));
  }

  void RunAhead();
  void CompareMemory();
  void CompareWord(const std::string& what, uint64_t found, uint64_t expected, bool is_float);
  void CompareCall(uint64_t what, const uint64_t* operands);
  void CompareWayOut(const Recipe& recipe);
  bool IsPoll(ValueId step) const { return trace_.steps[step].Is(TraceOperation::kPoll); }

  static uint64_t CallAndCompare(Thread* t, Activation* activation, uint64_t what, uint64_t x,
                                 uint64_t y, uint64_t z);

  const Trace& trace_;
  const CompiledTrace& code_;
  Activation& entered_;  // the thread's own, which makes calls
  Thread& t_;
  const Report report_;
  Changes changes_;
  Evaluator evaluator_;
  bool was_asked_ = false;   // to leave stale code, when the micro-ops began to run ahead
  bool has_called_ = false;  // where the evaluator is now, if that is a call
  Verdict verdict_ = Verdict::kSame;
};

/// Runs the micro-ops up to where the code is compared with them.
void Comparison::RunAhead() {
  // A lock for all keeps other threads waiting until the next call.
  if (t_.object_locks && !IsAlone(t_)) {
    verdict_ = Verdict::kAmongThreads;
    return;
  }
  // Nobody but this thread takes that bit away again.
  was_asked_ = t_.poll_word.load(std::memory_order_relaxed) == interp::TierUp::kStaleCode;
  changes_.Forget();
  evaluator_.GoOn();
  changes_.Undo();
  has_called_ = false;
}

void Comparison::CompareMemory() {
  if (!IsComparing()) return;
  if (const auto difference = changes_.FirstDifference()) {
    CompareWord(absl::StrFormat("the word at %p", difference->at), difference->found,
                difference->expected, false);
  }
}

/// Which NaN an operation gives is up to the order of its operands, which is the compiler's choice.
void Comparison::CompareWord(const std::string& what, uint64_t found, uint64_t expected,
                             bool is_float) {
  const bool are_nan = is_float && std::isnan(std::bit_cast<double>(found)) &&
                       std::isnan(std::bit_cast<double>(expected));
  if (!IsComparing() || found == expected || are_nan) return;
  Differ(
      absl::StrFormat("%s is %#x, not %#x, at %s", what, found, expected, Name(evaluator_.at())));
}

void Comparison::CompareCall(uint64_t what, const uint64_t* operands) {
  const Step& step = trace_.steps[evaluator_.at()];
  const bool is_poll = IsPoll(evaluator_.at());
  if (is_poll) {
    verdict_ = Verdict::kPolled;
  } else if (!evaluator_.IsAtCall() || step.constant != what) {
    Differ(
        absl::StrCat("the code calls something, and the micro-ops are at ", Name(evaluator_.at())));
  }
  int i = 0;
  for (ValueId operand : {step.a, step.b, step.c}) {
    if (operand == kNoValue || !IsComparing()) continue;
    CompareWord(absl::StrCat("operand ", i), operands[i], evaluator_.WordOf(operand), false);
    ++i;
  }
  CompareMemory();
}

uint64_t Comparison::CallAndCompare(Thread* t, Activation* activation, uint64_t what, uint64_t x,
                                    uint64_t y, uint64_t z) {
  auto& comparison = *static_cast<Comparison*>(activation);
  if (comparison.IsComparing()) {
    const uint64_t operands[] = {x, y, z};
    comparison.CompareCall(what, operands);
  }
  Activation& entered = comparison.entered_;
  const uint64_t result = entered.call(t, &entered, what, x, y, z);
  if (!comparison.IsComparing()) return result;
  std::ranges::copy(entered.generated, comparison.generated);  // one may have been made
  comparison.changes_.Forget();
  comparison.has_called_ = true;
  if (comparison.evaluator_.Answer(result)) comparison.RunAhead();
  return result;
}

void Comparison::CompareWayOut(const Recipe& recipe) {
  const bool by_poll = IsPoll(recipe.step) || IsPoll(evaluator_.at());
  if (by_poll && !was_asked_) {
    verdict_ = Verdict::kPolled;
    return;
  }
  const bool is_before_call = evaluator_.IsAtCall() && !has_called_;
  if (recipe.step != evaluator_.at() || is_before_call) {
    Differ(absl::StrCat("the code leaves at ", Name(recipe.step), ", the micro-ops at ",
                        Name(evaluator_.at())));
    return;
  }
  const Exit& exit_of_step = trace_.exits[trace_.steps[recipe.step].exit];
  const auto compare = [&](const std::string& what, const Location& found, ValueId expected) {
    if (expected == kNoValue || Exit::IsObject(expected)) return;
    CompareWord(what, WordAt(found, *this), evaluator_.WordOf(expected),
                trace_.ClassOf(expected) == RegisterClass::kFloat);
  };
  for (size_t i = 0; i < recipe.slots.size(); ++i) {
    const auto& [slot, location] = recipe.slots[i];
    compare(absl::StrCat("slot ", slot), location, exit_of_step.slots[i].value);
  }
  for (size_t i = 0; i < recipe.objects.size(); ++i) {
    const std::vector<Recipe::Object::Field>& fields = recipe.objects[i].fields;
    if (const auto& otherwise = recipe.objects[i].otherwise) {
      compare(absl::StrCat("what object ", i, " is"), *otherwise,
              exit_of_step.objects[i].otherwise);
    }
    for (size_t k = 0; k < fields.size(); ++k) {
      compare(absl::StrCat("field ", k, " of object ", i), fields[k].location,
              exit_of_step.objects[i].fields[k].value);
    }
  }
  CompareMemory();
}

Result<Runnable::Left> Comparison::Run(const CodeUnit* unit) {
  RunAhead();
  const Recipe& recipe = code_.Enter(*this, t_);
  if (IsComparing()) CompareWayOut(recipe);
  unpushed = entered_.unpushed;
  const Result<Runnable::Left> left = code_.Leave(*this, t_, unit);
  entered_.unpushed = unpushed;
  TRY(left);
  return Runnable::Left{&recipe, recipe.step};
}

}  // namespace

Result<Runnable::Left> VerifiedTrace::Run(Activation& activation, Thread& t,
                                          const CodeUnit* unit) const {
  const auto report = [&](const std::string& difference) {
    verification_.report(absl::StrCat("machine code is wrong: ", difference, "\nloop of ", where_,
                                      "\n", Print(trace_)));
  };
  Comparison comparison(trace_, *code_, activation, t, report);
  const Result<Left> left = comparison.Run(unit);
  using Verdict = Comparison::Verdict;
  switch (comparison.verdict()) {
    case Verdict::kSame:
      ++verification_.compared;
      break;
    case Verdict::kAmongThreads:
      ++verification_.among_threads;
      break;
    case Verdict::kPolled:
      ++verification_.polled;
      break;
    case Verdict::kDifferent:
      ++verification_.different;
  }
  return left;
}

}  // namespace krait::jit
