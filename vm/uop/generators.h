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

/// It is a generator of that code object, and can be resumed: the code also says that it is no
/// coroutine.
struct RequireResumable {
  static constexpr Effects kEffects = kReadsHeap | kMayExit;
  static Out<Done> Run(Exact<Generator> generator, Value code) {
    const Generator::State state = generator->state();
    const bool is_resumable =
        state == Generator::State::kCreated || state == Generator::State::kSuspended;
    if (!is_resumable || !Value::FromObject(generator->code()).SameBits(code)) {
      return Out<Done>::Exit();
    }
    return Done{};
  }
};

/// The generator waits at the yield with that address, and no other thread can resume it.
struct RequireSuspendedAt {
  static constexpr Effects kEffects = kReadsHeap | kMayExit | kLeaf;
  static Out<Done> Run(Machine& m, Exact<Generator> generator, Value yield) {
    const bool is_suspended = generator->state() == Generator::State::kSuspended;
    if (!is_suspended || m.t.object_locks ||
        reinterpret_cast<uint64_t>(generator->frame()->pc) != yield.bits()) {
      return Out<Done>::Exit();
    }
    return Done{};
  }
};

}  // namespace krait::uop
