#pragma once

#include "vm/object/vm.h"

namespace krait {

/// Writes tracebacks to descriptors from where nothing may be allocated, locked or trusted:
/// handlers of fatal signals. What a running thread is changing may come out wrong, but reading it
/// is safe.
class FaultDump {
 public:
  /// Takes no ownership of the descriptor.
  explicit FaultDump(int descriptor) : descriptor_(descriptor) {}

  void Text(const char* text);
  /// The frames of `thread`, below "Stack (most recent call first):".
  void Stack(const Thread& thread);
  /// Those of all threads, the one that `current` (a native thread, or 0) names being told apart.
  void AllThreads(gil::ThreadGroup& threads, uintptr_t current);

 private:
  void Bytes(const char* bytes, size_t size);
  void Number(uint64_t number);
  void Hex(uint64_t number, int digits);
  void Name(const Value& name);
  void Frames(const Thread& thread);

  int descriptor_;
};

}  // namespace krait
