#include "vm/pyc/bad_code.h"

#include "absl/strings/str_cat.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"

namespace krait {

Raised RaiseBadCode(Thread& t, const CodeFields& fields, const std::string& reason) {
  return RaiseValueError(t, absl::StrCat("bad code object ", fields.name->ToUtf8(), " in ",
                                         fields.filename->ToUtf8(), ": ", reason));
}

Raised RaiseBadCodeAt(Thread& t, const CodeFields& fields, uint32_t unit,
                      const std::string& reason) {
  return RaiseBadCode(t, fields, absl::StrCat("at offset ", 2 * uint64_t{unit}, ": ", reason));
}

}  // namespace krait
