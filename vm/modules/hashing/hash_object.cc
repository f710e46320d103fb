#include "vm/modules/hashing/hash_object.h"

#include "vm/object/exception.h"

namespace krait::hashing {

Result<None> HashInput::Take(Value data) {
  if (Is<Str>(data)) return RaiseTypeError(t_, "Strings must be encoded before hashing");
  if (!HasBuffer(t_, data)) {
    return RaiseTypeError(t_, "object supporting the buffer API required");
  }
  TRY(buffer_.Take(data));
  if (buffer_.view().dimensions > 1) {
    return Raise(t_, &BuiltinTypes::BufferError, "Buffer must be single dimension");
  }
  return None{};
}

Result<Str*> HexOf(Thread& t, ByteSpan bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  if (bytes.empty()) return t.vm().empty_str();
  Str* text = TRY(Str::NewUninitialized(t, 2 * bytes.size(), 1, true));
  auto* out = static_cast<char*>(const_cast<void*>(text->data()));
  for (uint8_t byte : bytes) {
    *out++ = kDigits[byte >> 4];
    *out++ = kDigits[byte & 15];
  }
  return text;
}

}  // namespace krait::hashing
