#pragma once

namespace krait {

class Thread;

/// Gives the VM its interp::Consumers.
void InstallConsumers(Thread& t);

}  // namespace krait
