#include "vm/modules/builtins_functions.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {

Result<Value> BuiltinBreakpoint(Thread& t, Args args) {
  Str* name = TRY(Str::InternUtf8(t, "breakpointhook"));
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  const Value hook = sys.IsUnbound() ? sys : TRY(GetAttrOrUnbound(t, sys, name));
  if (hook.IsUnbound()) {
    return Raise(t, &BuiltinTypes::RuntimeError, "lost sys.breakpointhook");
  }
  return Call(t, hook, args);
}

}  // namespace krait
