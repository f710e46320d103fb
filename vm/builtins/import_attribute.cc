#include "vm/builtins/import_attribute.h"

#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"

namespace krait {

Result<Value> ImportAttribute(Thread& t, std::string_view module, std::string_view name) {
  Str* module_name = TRY(Str::InternUtf8(t, module));
  Str* attribute = TRY(Str::InternUtf8(t, name));
  Value found = t.vm().modules()->GetStr(t, module_name);
  if (found.IsUnbound() || found.IsNone()) {
    const Value import = t.vm().builtins()->GetStr(t, names(t).__import__);
    if (import.IsUnbound()) return Raise(t, &BuiltinTypes::ImportError, "__import__ not found");
    // With something to take from it, a dotted name gives the innermost module.
    Tuple* from = TRY(Tuple::Of(t, Value::FromObject(attribute)));
    found = TRY(CallWith(t, import, Value::FromObject(module_name), Value::None(), Value::None(),
                         Value::FromObject(from)));
  }
  return GetAttr(t, found, attribute);
}

}  // namespace krait
