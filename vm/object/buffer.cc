#include "vm/object/buffer.h"

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"

namespace krait {

Result<None> FillBufferView(Thread& t, Value owner, uint8_t* data, size_t size, bool readonly,
                            int flags, BufferView* out) {
  if (readonly && (flags & kBufferWritable) != 0) {
    return Raise(t, &BuiltinTypes::BufferError, "Object is not writable.");
  }
  *out = {};
  out->data = data;
  out->size = static_cast<int64_t>(size);
  out->readonly = readonly;
  out->owner = owner;
  return None{};
}

bool HasBuffer(Thread& t, Value object) {
  return Is<Bytes>(object) || TypeOf(t, object)->slots().buffer != nullptr;
}

Result<None> Buffer::Take(Value object, int flags) {
  Release();
  const BufferSlot slot = TypeOf(t_, object)->slots().buffer;
  if (slot == nullptr) {
    return RaiseTypeError(
        t_, absl::StrCat("a bytes-like object is required, not '", TypeName(t_, object), "'"));
  }
  return slot(t_, object, flags, &view_);
}

void Buffer::Release() {
  if (view_.release != nullptr) view_.release(view_.owner);
  view_ = {};
}

}  // namespace krait
