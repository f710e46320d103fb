#include "vm/object/tuple.h"

#include <algorithm>

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

// More items than this do not fit any address space.
constexpr size_t kMaxSize = (size_t{1} << 48) / sizeof(Value);

size_t CellSize(size_t size) { return sizeof(Tuple) + size * sizeof(Value); }

}  // namespace

Tuple* Tuple::Empty(Thread& t) { return t.vm().empty_tuple(); }

void Tuple::Initialize(size_t size) { size_ = size; }

Result<Tuple*> Tuple::New(Thread& t, size_t size) {
  // The VM makes its empty tuple here, too: then there is none yet.
  if (size == 0 && Empty(t) != nullptr) return Empty(t);
  if (size > kMaxSize) return RaiseMemoryError(t);
  Tuple* tuple = TRY(AllocateExact<Tuple>(t, types(t).tuple, CellSize(size)));
  tuple->Initialize(size);
  return tuple;
}

Result<Tuple*> Tuple::NewOfType(Thread& t, Type* cls, size_t size) {
  if (size > kMaxSize) return RaiseMemoryError(t);
  auto* tuple = static_cast<Tuple*>(TRY(AllocateInstance(t, cls, CellSize(size))));
  tuple->Initialize(size);
  return tuple;
}

Result<Tuple*> Tuple::From(Thread& t, absl::Span<const Value> values) {
  if (values.empty()) return New(t, 0);
  if (values.size() > kMaxSize) return RaiseMemoryError(t);
  Tuple* tuple = TRY(AllocateExact<Tuple>(t, types(t).tuple, CellSize(values.size())));
  tuple->size_ = values.size();
  std::copy(values.begin(), values.end(), reinterpret_cast<Value*>(tuple->items()));
  return tuple;
}

void Tuple::Trace(Marker& marker) {
  for (size_t i = 0; i < size_; ++i) marker.Visit(items()[i]);
}

}  // namespace krait
