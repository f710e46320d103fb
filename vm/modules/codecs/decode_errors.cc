#include "vm/modules/codecs/decode_errors.h"

#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"

namespace krait {

Result<size_t> DecodeErrors::Handle(StrWriter& out, size_t start, size_t end, const char* reason) {
  switch (handler_) {
    case ErrorHandler::kStrict:
      return RaiseDecodeError(t_, encoding_, input_, start, end, reason);
    case ErrorHandler::kIgnore:
      return end;
    case ErrorHandler::kReplace:
      out.Append(U'\uFFFD');
      return end;
    default:
      break;
  }
  const Value error = TRY(NewDecodeError(t_, encoding_, input_, start, end, reason));
  const HandledError handled = TRY(CallErrorHandler(t_, errors_, error, input_->size(), true));
  input_ = handled.input;
  out.Append(Cast<Str>(handled.replacement));
  return handled.position;
}

}  // namespace krait
