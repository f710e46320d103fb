#include "vm/object/union_type.h"

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"

namespace krait {

Result<UnionType*> UnionType::New(Thread& t, Tuple* args) {
  auto* made = TRY(AllocateExact<UnionType>(t, types(t).union_type, sizeof(UnionType)));
  made->args_.Store(made, args);
  return made;
}

void UnionType::Trace(Marker& marker) {
  marker.Visit(args_);
  marker.Visit(parameters_);
}

}  // namespace krait
