#include "vm/object/warn.h"

#include "vm/object/dict.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

Result<None> WarnAt(Thread& t, Type* BuiltinTypes::* category, std::string_view message,
                    int stack_level, Value source) {
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
    TRY(CallWith(t, warn, text, type, Value::FromInt(stack_level)));
  } else {
    TRY(CallWith(t, warn, text, type, Value::FromInt(stack_level), source));
  }
  return None{};
}

}  // namespace

Result<None> Warn(Thread& t, Type* BuiltinTypes::* category, std::string_view message,
                  Value source) {
  return WarnAt(t, category, message, 1, source);
}

Result<None> WarnDeprecated(Thread& t, std::string_view message, int stack_level) {
  return WarnAt(t, &BuiltinTypes::DeprecationWarning, message, stack_level, Value::Unbound());
}

}  // namespace krait
