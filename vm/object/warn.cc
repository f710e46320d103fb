#include "vm/object/warn.h"

#include "vm/object/dict.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {

Result<None> Warn(Thread& t, Type* BuiltinTypes::* category, std::string_view message,
                  Value source) {
  // The machinery belongs to a module, which a VM need not have.
  Str* module_name = TRY(Str::InternUtf8(t, "_warnings"));
  const Value module = t.vm().modules()->GetStr(t, module_name);
  if (module.IsUnbound()) return None{};
  Str* warn_name = TRY(Str::InternUtf8(t, "warn"));
  const Value warn = TRY(GetAttrOrUnbound(t, module, warn_name));
  if (warn.IsUnbound()) return None{};
  const Value text = Value::FromObject(TRY(Str::FromUtf8(t, message)));
  const Value type = Value::FromObject(types(t).*category);
  if (source.IsUnbound()) {
    TRY(CallWith(t, warn, text, type));
  } else {
    TRY(CallWith(t, warn, text, type, Value::FromInt(1), source));
  }
  return None{};
}

Result<None> WarnDeprecated(Thread& t, std::string_view message) {
  return Warn(t, &BuiltinTypes::DeprecationWarning, message);
}

}  // namespace krait
