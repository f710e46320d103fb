#pragma once

#include "vm/frame/generator.h"
#include "vm/uop/immediate.h"
#include "vm/uop/machine.h"

/// Suspended generators, whose frames compiled consumers keep in registers.
namespace krait::uop {

inline Value& FrameWordAt(Exact<Generator> generator, Immediate offset) {
  return *reinterpret_cast<Value*>(reinterpret_cast<char*>(generator.pointer) + offset.value);
}

/// A word of a generator's frame, `offset` bytes from the beginning of the generator. It may be
/// Unbound.
struct LoadFrameWord {
  static constexpr Effects kEffects = kReadsHeap;
  static Value Run(Exact<Generator> generator, Immediate offset) {
    return FrameWordAt(generator, offset);
  }
};

struct StoreFrameWord {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Exact<Generator> generator, Value value, Immediate offset) {
    FrameWordAt(generator, offset) = value;
    return {};
  }
};

inline bool IsResumable(Exact<Generator> generator) {
  const Generator::State state = generator->state();
  return state == Generator::State::kCreated || state == Generator::State::kSuspended;
}

/// It is a generator of that code object, and can be resumed: the code also says that it is no
/// coroutine.
struct RequireResumable {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Exact<Generator> generator, Value code) {
    if (!IsResumable(generator) || !Value::FromObject(generator->code()).SameBits(code)) {
      return Out<Done>::Exit();
    }
    return Done{};
  }
};

/// The generator waits at the yield with that address, or at its beginning, and no other thread can
/// resume it.
struct RequireSuspendedAt {
  static constexpr Effects kEffects = kReadsHeap | kMayExit | kLeaf;
  static Out<Done> Run(Machine& m, Exact<Generator> generator, Value yield) {
    if (!IsResumable(generator) || m.t.object_locks ||
        reinterpret_cast<uint64_t>(generator->frame()->pc) != yield.bits()) {
      return Out<Done>::Exit();
    }
    return Done{};
  }
};

/// One that was just made is resumed for the first time.
struct StartGenerator {
  static constexpr Effects kEffects = kWritesHeap;
  static Done Run(Exact<Generator> generator) {
    generator->set_state(Generator::State::kSuspended);
    return {};
  }
};

/// One that seems to be suspended returns, if nobody has looked at its frame.
struct FinishGenerator {
  static constexpr Effects kEffects = kReadsHeap | kWritesHeap | kMayExit;
  static Out<Done> Run(Exact<Generator> generator) {
    if (generator->frame()->Has(Frame::kHasObject)) return Out<Done>::Exit();
    generator->set_state(Generator::State::kFinished);
    return Done{};
  }
};

}  // namespace krait::uop
