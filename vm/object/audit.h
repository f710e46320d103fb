#pragma once

#include <string_view>

#include "vm/object/args.h"
#include "vm/object/vm.h"

namespace krait {

/// What sys.addaudithook() collects.
class AuditPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kAudit;

  void TraceRoots(Marker& marker) override;

  Value hooks = Value::None();  // a list once there are any
};

/// Adds the part: once per VM, before anything else can be audited.
void InstallAudit(Vm& vm);

inline bool IsAudited(Thread& t) { return !t.vm().part<AuditPart>().hooks.IsNone(); }

/// Calls each hook with the event and a tuple of the arguments: what sys.audit() does. The first
/// exception stops it.
Result<None> CallAuditHooks(Thread& t, std::string_view event, Args args);

/// Tells the hooks, if there are any, of something that the documentation of Python's audit events
/// names.
template <typename... T>
Result<None> Audit(Thread& t, std::string_view event, T... arguments) {
  if (!IsAudited(t)) [[likely]]
    return None{};
  const Value values[] = {Value(arguments)..., Value::Unbound()};
  return CallAuditHooks(t, event, {values, sizeof...(arguments), nullptr});
}

}  // namespace krait
