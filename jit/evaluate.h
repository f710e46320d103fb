#pragma once

#include <utility>

#include "jit/runnable.h"
#include "jit/trace.h"

namespace krait::jit {

/// Runs without being compiled, micro-op by micro-op: what compiled code must agree with.
class UncompiledTrace : public Runnable {
 public:
  explicit UncompiledTrace(Trace trace) : Runnable(trace.exits.size()), trace_(std::move(trace)) {}

  Result<Left> Run(stencils::Activation& activation, Thread& t,
                   const CodeUnit* unit) const override;

 private:
  const Trace trace_;
};

}  // namespace krait::jit
