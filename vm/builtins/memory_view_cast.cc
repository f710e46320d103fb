#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/memory_view_index.h"
#include "vm/builtins/memory_view_item.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/memory_view.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// memoryview.cast.
namespace krait {
namespace {

bool HasZeroInShape(const MemoryView* view) {
  for (int i = 0; i < view->dimensions(); ++i) {
    if (view->shape()[i] == 0) return true;
  }
  return false;
}

/// The new shape, checked; `product` is its number of items.
Result<None> ReadShape(Thread& t, absl::Span<const Value> sizes, int64_t* out, int64_t* product) {
  *product = 1;
  for (size_t i = 0; i < sizes.size(); ++i) {
    if (!IsIntLike(sizes[i])) {
      return RaiseTypeError(t, "memoryview.cast(): elements of shape must be integers");
    }
    out[i] = TRY(ToIndexSsize(t, sizes[i]));
    if (out[i] <= 0) {
      return RaiseValueError(t, "memoryview.cast(): elements of shape must be integers > 0");
    }
    if (__builtin_mul_overflow(*product, out[i], product)) {
      return RaiseValueError(t, "memoryview.cast(): product(shape) > SSIZE_MAX");
    }
  }
  return None{};
}

struct NewFormat {
  std::string text;
  int64_t item_size;
};

Result<NewFormat> CheckFormats(Thread& t, const MemoryView* self, Str* format) {
  if (!format->is_ascii()) {
    TRY(EncodeText(t, format, TRY(Str::InternUtf8(t, "ascii")), TRY(Str::InternUtf8(t, "strict"))));
  }
  NewFormat result{format->ToUtf8(), 0};
  char to;
  char from;
  result.item_size = NativeItemSize(result.text.c_str(), &to);
  const char* which = result.item_size == 0                        ? "destination"
                      : NativeItemSize(self->format(), &from) == 0 ? "source"
                                                                   : nullptr;
  if (which != nullptr) {
    return RaiseValueError(
        t, absl::StrCat("memoryview: ", which,
                        " format must be a native single character format prefixed with an "
                        "optional '@'"));
  }
  if (!IsByteCode(from) && !IsByteCode(to)) {
    return RaiseTypeError(t, "memoryview: cannot cast between two non-byte formats");
  }
  if (self->items().ByteCount() % result.item_size != 0) {
    return RaiseTypeError(t, "memoryview: length is not a multiple of itemsize");
  }
  return result;
}

}  // namespace

Result<Value> MemoryViewCast(Thread& t, MemoryView* self, Value format, Value shape) {
  TRY(CheckNotReleased(t, self));
  if (!self->items().IsContiguous()) {
    return RaiseTypeError(t, "memoryview: casts are restricted to C-contiguous views");
  }
  const bool shaped = !shape.IsUnbound();
  if ((shaped || self->dimensions() != 1) && HasZeroInShape(self)) {
    return RaiseTypeError(t, "memoryview: cannot cast view with zeros in shape or strides");
  }
  absl::Span<const Value> sizes;
  if (shaped) {
    if (!Is<Tuple>(shape) && !Is<List>(shape)) {
      return RaiseTypeError(t, "shape must be a list or a tuple");
    }
    sizes = Is<Tuple>(shape) ? Cast<Tuple>(shape)->values() : Cast<List>(shape)->values();
    if (sizes.size() > MemoryView::kMaxDimensions) {
      return RaiseValueError(t, "memoryview: number of dimensions must not exceed 64");
    }
    if (self->dimensions() != 1 && sizes.size() != 1) {
      return RaiseTypeError(t, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
  }
  const NewFormat target = TRY(CheckFormats(t, self, Cast<Str>(format)));
  const int64_t bytes = self->items().ByteCount();
  int64_t sides[MemoryView::kMaxDimensions];
  int64_t product;
  int dimensions = 1;
  sides[0] = bytes / target.item_size;
  if (shaped) {
    TRY(ReadShape(t, sizes, sides, &product));
    int64_t wanted;
    if (__builtin_mul_overflow(product, target.item_size, &wanted) || wanted != bytes) {
      return RaiseTypeError(t, "memoryview: product(shape) * itemsize != buffer size");
    }
    dimensions = static_cast<int>(sizes.size());
  }
  MemoryView* view = TRY(MemoryView::NewLike(t, self, dimensions));
  view->SetFormat(target.text.c_str(), target.item_size);
  int64_t stride = target.item_size;
  for (int i = dimensions; i-- > 0;) {
    view->mutable_shape()[i] = sides[i];
    view->mutable_strides()[i] = stride;
    stride *= sides[i];
  }
  return view;
}

}  // namespace krait
