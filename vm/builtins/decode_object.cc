#include "absl/strings/str_cat.h"
#include "vm/builtins/number_source.h"
#include "vm/builtins/str_methods.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {

Result<Str*> DecodeObject(Thread& t, Value object, Value encoding, Value errors) {
  if (Is<Str>(object)) return RaiseTypeError(t, "decoding str is not supported");
  const Value bytes = TRY(BytesOfBuffer(t, object));
  if (bytes.IsUnbound()) {
    return RaiseTypeError(t, absl::StrCat("decoding to str: need a bytes-like object, ",
                                          TypeName(t, object), " found"));
  }
  return DecodeText(t, Cast<Bytes>(bytes), encoding.IsUnbound() ? nullptr : Cast<Str>(encoding),
                    errors.IsUnbound() ? nullptr : Cast<Str>(errors));
}

}  // namespace krait
