#pragma once

#include <exception>
#include <new>
#include <vector>

#include "krait/error.h"
#include "vm/api/state.h"

/// From Python into the host program's code.
namespace krait::inline v1::internal {

/// A Python thread runs host code: the calls into the VM that this makes find its Thread.
class HostScope {
 public:
  HostScope(VmState& state, Thread& t) : state_(state), adopted_(state.Adopt(t)) {}
  ~HostScope() {
    if (adopted_) state_.Disown();
  }
  HostScope(const HostScope&) = delete;
  HostScope& operator=(const HostScope&) = delete;

 private:
  VmState& state_;
  const bool adopted_;
};

/// The state of the VM that `t` runs in.
VmState& StateOf(Thread& t);

/// Calls `body()`, which runs host code; what that throws becomes a status.
template <typename F>
auto Guarded(VmState& state, Thread& t, F&& body) -> decltype(body()) {
  const HostScope scope(state, t);
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return RaiseInPython("MemoryError", "");
  } catch (const std::exception& error) {
    return RaiseInPython("RuntimeError", error.what());
  } catch (...) {
    return RaiseInPython("RuntimeError", "a C++ function threw what is no std::exception");
  }
}

/// The arguments of a call as handles, `self` first if there is one.
std::vector<Value> WrapArguments(VmState& state, inside::Value self, Args args);

/// Method::entry of a HostMethod.
Result<inside::Value> CallHostMethod(Thread& t, const Method& method, inside::Value self,
                                     Args args);

}  // namespace krait::inline v1::internal
