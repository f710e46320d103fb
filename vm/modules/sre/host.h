#pragma once

#include <cstddef>
#include <cstdint>

namespace krait::sre {

/// How an operation ended.
enum class Status : uint8_t {
  kNoMatch,
  kMatch,    // for operations that do not match: done
  kMemory,   // Host::Resize refused
  kStopped,  // Host::Poll said so
  kInvalid,  // the code is malformed
};

/// What the engine asks of its caller. The methods run on the thread of the operation.
class Host {
 public:
  /// Resizes `block` (null with 0 bytes: a new one) to `new_bytes`, never 0, and keeps its content;
  /// aligned for 8-byte words. Null refuses and leaves the block as it was.
  virtual void* Resize(void* block, size_t old_bytes, size_t new_bytes) = 0;
  virtual void Free(void* block, size_t bytes) = 0;

  /// Called every few thousand steps, under a millisecond apart; false stops the operation.
  /// It may run other code, use of the same pattern included, but must keep the subject as it is.
  virtual bool Poll() = 0;

 protected:
  ~Host() = default;
};

/// Polls the host after every 4096 calls of Tick.
class Ticker {
 public:
  explicit Ticker(Host& host) : host_(host) {}
  /// False: the host wants to stop.
  bool Tick() { return --left_ > 0 || Poll(); }

 private:
  static constexpr int kPeriod = 4096;
  bool Poll() {
    left_ = kPeriod;
    return host_.Poll();
  }
  Host& host_;
  int left_ = kPeriod;
};

}  // namespace krait::sre
