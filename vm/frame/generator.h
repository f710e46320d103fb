#pragma once

#include <atomic>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/frame/frame.h"

namespace krait {

class Str;

/// generator, coroutine and async_generator: a frame that can be left and resumed, in one cell.
class Generator : public Object {
 public:
  static constexpr Layout kLayout = Layout::kGenerator;

  enum class State : uint8_t {
    kCreated,    // not started
    kSuspended,  // at a yield
    kRunning,
    kFinished,
  };

  /// Takes over a frame at its RETURN_GENERATOR by copying its header and its slots; null: those
  /// are unbound. Its `previous` is who calls it.
  static Result<Generator*> New(Thread& t, const Frame& header, const Value* slots);

  State state() const { return state_.load(std::memory_order_acquire); }
  void set_state(State state) { state_.store(state, std::memory_order_release); }
  /// Claims the generator for running; false when it runs already (another thread may be faster).
  bool TryRun(State from) {
    return state_.compare_exchange_strong(from, State::kRunning, std::memory_order_acq_rel);
  }
  Frame* frame() { return &frame_; }
  Code* code() const { return frame_.code; }
  Str* name() const { return name_.Load(); }
  void set_name(Str* name) { name_.Store(this, name); }
  Str* qualname() const { return qualname_.Load(); }
  void set_qualname(Str* qualname) { qualname_.Store(this, qualname); }
  /// The iterator that `yield from` or `await` delegates to now, or Unbound.
  Value yield_from();
  HandledException& handled() { return handled_; }
  /// Drops what the frame holds once it has finished.
  void Finish();

  // Asynchronous generators: the hooks and their state, as in CPython.
  bool hooks_inited = false;
  bool closed = false;
  bool running_async = false;
  Field<Value>& finalizer() { return finalizer_; }
  Field<Value>& origin() { return origin_; }

  void Trace(Marker& marker);

 private:
  std::atomic<State> state_;
  Field<Str*> name_;
  Field<Str*> qualname_;
  Field<Value> finalizer_;
  Field<Value> origin_;
  HandledException handled_;  // what its except blocks are handling while suspended
  Frame frame_;               // last: its slots follow
};

}  // namespace krait
