#include "vm/modules/io/path_argument.h"

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {

Result<Value> FsPath(Thread& t, Value path) {
  if (Is<Str>(path) || Is<Bytes>(path)) return path;
  const Value method = TRY(LookupSpecial(t, path, names(t).__fspath__));
  if (method.IsUnbound()) {
    return RaiseTypeError(
        t, absl::StrCat("expected str, bytes or os.PathLike object, not ", TypeName(t, path)));
  }
  const Value result = TRY(CallWith(t, method));
  if (Is<Str>(result) || Is<Bytes>(result)) return result;
  return RaiseTypeError(
      t, absl::StrCat("expected ", TypeName(t, path), ".__fspath__() to return str or bytes, not ",
                      TypeName(t, result)));
}

Result<std::string> SystemPath(Thread& t, Value path) {
  const Value plain = TRY(FsPath(t, path));
  const Bytes* bytes;
  if (Is<Bytes>(plain)) {
    bytes = Cast<Bytes>(plain);
  } else {
    Str* errors = TRY(Str::InternUtf8(t, "surrogateescape"));
    bytes = TRY(EncodeWith(t, Codec::kUtf8, Cast<Str>(plain), errors));
  }
  if (bytes->view().find('\0') != std::string_view::npos) {
    return RaiseValueError(t, "embedded null byte");
  }
  return std::string(bytes->view());
}

}  // namespace krait
