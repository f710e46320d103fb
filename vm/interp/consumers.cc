#include "vm/interp/consumers.h"

#include <algorithm>
#include <iterator>

#include "vm/code/operands.h"
#include "vm/frame/generator.h"
#include "vm/interp/calls.h"
#include "vm/interp/handlers.h"
#include "vm/interp/tier_up.h"
#include "vm/interp/tracing.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"

namespace krait::interp {

namespace {

/// Of functions that become machine code.
bool MayStandIn(Thread& t, Value iterable) {
  if (!IsExactly<Generator>(iterable) || TypeOf(t, iterable) != types(t).generator) return false;
  const auto state = Cast<Generator>(iterable)->state();
  if (state != Generator::State::kCreated && state != Generator::State::kSuspended) return false;
  const auto* tier_up = t.vm().FindPart<TierUp>();
  return tier_up != nullptr && tier_up->IsEnabled() && !IsTracing(t);
}

}  // namespace

Consumer ConsumerOf(Thread& t, Value callee) {
  if (IsExactly<NativeFunction>(callee)) return Cast<NativeFunction>(callee)->method().consumer;
  if (IsExactly<MethodDescriptor>(callee)) return Cast<MethodDescriptor>(callee)->method().consumer;
  if (!IsExactly<Type>(callee)) return Consumer::kNone;
  const auto* type = Cast<Type>(callee);
  if (type == types(t).list) return Consumer::kList;
  if (type == types(t).set) return Consumer::kSet;
  if (type == types(t).tuple || type == types(t).frozenset) return Consumer::kCollect;
  return Consumer::kNone;
}

Function* KnownConsumer(Thread& t, Consumer consumer, Value iterable) {
  if (consumer == Consumer::kNone || !MayStandIn(t, iterable)) return nullptr;
  const Tuple* known = Cast<Generator>(iterable)->code()->consumers();
  if (known == nullptr) return nullptr;
  const Value function = known->At(static_cast<size_t>(consumer));
  return function.IsNone() ? nullptr : Cast<Function>(function);
}

Frame* TryPushConsumer(Thread& t, Value* slots, const Word* pc, Consumer consumer, Value callee,
                       Value self) {
  if (pc->c != 1 || pc[1].operands[0] != kNoOperand) return nullptr;
  const Value iterable = Load(slots, pc[2].operands[0]);
  auto* consumers = t.vm().FindPart<Consumers>();
  if (consumers == nullptr || !MayStandIn(t, iterable)) return nullptr;
  SavePc(slots, pc);
  const Result<Function*> function =
      consumers->FunctionFor(t, consumer, Cast<Generator>(iterable)->code());
  Frame* frame = function.ok() ? TryMakeSimpleFrame(&t, *function, 3) : nullptr;
  if (frame == nullptr) {
    t.pending = Value::Unbound();  // the native function does without
    return nullptr;
  }
  const Value arguments[] = {iterable, callee, self.IsUnbound() ? Value::None() : self};
  std::copy(std::begin(arguments), std::end(arguments), frame->slots());
  EnterSimpleFrame(&t, frame, pc + pc[1].operands[2], pc->a);
  return frame;
}

}  // namespace krait::interp
