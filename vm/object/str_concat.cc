#include <algorithm>

#include "vm/object/str.h"
#include "vm/object/str_buffer.h"
#include "vm/object/str_copy.h"

namespace krait {

Result<Str*> Str::Concat(Thread& t, Str* left, Str* right) {
  if (right->length() == 0) return Exact(t, left);
  if (left->length() == 0) return Exact(t, right);
  const size_t length = left->length() + right->length();
  const int width = std::max(left->width(), right->width());
  const bool ascii = left->is_ascii() && right->is_ascii();
  if (length * width < StrBuffer::kMinResult) {
    Str* result = TRY(NewUninitialized(t, length, width, ascii));
    CopyCharacters(result->data_, width, left->data_, left->width(), left->length());
    CopyCharacters(static_cast<uint8_t*>(result->data_) + left->length() * width, width,
                   right->data_, right->width(), right->length());
    return result;
  }

  Str* result = TRY(NewShared(t, length, width, ascii));
  const bool chained = (left->flags() & kShared) != 0;
  const size_t left_size = left->length() * width;
  StrBuffer* buffer = chained ? left->buffer().Load() : nullptr;
  if (!chained || width != left->width() ||
      !buffer->Extend(static_cast<uint8_t*>(left->data_) + left_size, right->length() * width)) {
    buffer = TRY(StrBuffer::New(t, length * width, chained));
    CopyCharacters(buffer->data(), width, left->data_, left->width(), left->length());
  }
  CopyCharacters(buffer->data() + left_size, width, right->data_, right->width(), right->length());
  result->buffer().Store(result, buffer);
  result->data_ = buffer->data();
  return result;
}

}  // namespace krait
