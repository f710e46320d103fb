#include "vm/object/bound_method.h"

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/vm.h"

namespace krait {

Result<Cell*> Cell::New(Thread& t, Value content) {
  Cell* cell = TRY(AllocateExact<Cell>(t, types(t).cell, sizeof(Cell)));
  cell->set_content(content);
  return cell;
}

void Cell::Trace(Marker& marker) { marker.Visit(content_); }

Result<BoundMethod*> BoundMethod::New(Thread& t, Value function, Value self) {
  auto* method = TRY(AllocateExact<BoundMethod>(t, types(t).method, sizeof(BoundMethod)));
  method->function_.Store(method, function);
  method->self_.Store(method, self);
  return method;
}

void BoundMethod::Trace(Marker& marker) {
  marker.Visit(function_);
  marker.Visit(self_);
}

}  // namespace krait
