#include "vm/object/audit.h"

#include <memory>

#include "vm/heap/marker.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {

void AuditPart::TraceRoots(Marker& marker) { marker.Visit(hooks); }

void InstallAudit(Vm& vm) { vm.AddPart(std::make_unique<AuditPart>()); }

Result<None> CallAuditHooks(Thread& t, std::string_view event, Args args) {
  if (!IsAudited(t)) return None{};
  const Value name = Value::FromObject(TRY(Str::InternUtf8(t, event)));
  const Value tuple = Value::FromObject(TRY(Tuple::From(t, {args.values, args.count})));
  Tuple* hooks = TRY(Cast<List>(t.vm().part<AuditPart>().hooks)->Snapshot(t));
  for (Value hook : hooks->values()) TRY(CallWith(t, hook, name, tuple));
  return None{};
}

}  // namespace krait
