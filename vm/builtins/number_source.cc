#include "vm/builtins/number_source.h"

#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/unicode/properties.h"

namespace krait {

Result<Str*> AsciiNumberText(Thread& t, Str* text) {
  if (text->is_ascii()) return text;
  StrWriter ascii(t);
  ascii.Reserve(text->length());
  WithCharacters(text, [&](const auto* characters) {
    for (size_t i = 0; i < text->length(); ++i) {
      const char32_t c = characters[i];
      const int digit = DecimalValue(c);
      if (c < 0x7F) {
        ascii.Append(c);
      } else if (IsSpace(c)) {
        ascii.Append(U' ');
      } else if (digit >= 0) {
        ascii.Append(U'0' + static_cast<char32_t>(digit));
      } else {
        ascii.Append(U'?');
        break;
      }
    }
  });
  return ascii.Finish(t);
}

Result<Value> BytesOfBuffer(Thread& t, Value object) {
  if (Is<Bytes>(object)) return object;
  if (TypeOf(t, object)->slots().buffer == nullptr) return Value::Unbound();
  const Result<Value> copy = CallWith(t, Value::FromObject(types(t).bytes), object);
  if (copy.ok()) return copy;
  // A buffer that cannot be had makes the object no bytes-like one.
  if (!ClearPendingIf(t, &BuiltinTypes::BufferError)) return Raised{};
  return Value::Unbound();
}

}  // namespace krait
