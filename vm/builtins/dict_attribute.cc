#include "vm/builtins/dict_attribute.h"

#include "absl/strings/str_cat.h"
#include "vm/object/attributes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"

namespace krait {

Result<Value> GetDictAttribute(Thread& t, Value self) { return InstanceDict(t, self.AsObject()); }

Result<None> SetDictAttribute(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, "cannot delete __dict__");
  if (!Is<Dict>(value)) {
    return RaiseTypeError(
        t, absl::StrCat("__dict__ must be set to a dictionary, not a '", TypeName(t, value), "'"));
  }
  return SetInstanceDict(t, self.AsObject(), Cast<Dict>(value));
}

}  // namespace krait
