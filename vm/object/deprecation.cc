#include "vm/object/deprecation.h"

#include "vm/object/dict.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {

Result<None> WarnDeprecated(Thread& t, std::string_view message) {
  // The machinery belongs to a module, which a VM need not have.
  Str* module_name = TRY(Str::InternUtf8(t, "_warnings"));
  const Value module = t.vm().modules()->GetStr(t, module_name);
  if (module.IsUnbound()) return None{};
  Str* warn_name = TRY(Str::InternUtf8(t, "warn"));
  const Value warn = TRY(GetAttrOrUnbound(t, module, warn_name));
  if (warn.IsUnbound()) return None{};
  Str* text = TRY(Str::FromUtf8(t, message));
  TRY(CallWith(t, warn, Value::FromObject(text), Value::FromObject(types(t).DeprecationWarning)));
  return None{};
}

}  // namespace krait
