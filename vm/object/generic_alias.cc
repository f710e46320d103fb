#include "vm/object/generic_alias.h"

#include "vm/heap/marker.h"
#include "vm/object/native_object.h"
#include "vm/object/tuple.h"

namespace krait {

Result<GenericAlias*> GenericAlias::New(Thread& t, Type* cls, Value origin, Tuple* args,
                                        bool starred) {
  auto* alias = static_cast<GenericAlias*>(TRY(AllocateInstance(t, cls, sizeof(GenericAlias))));
  alias->origin_.Store(alias, origin);
  alias->args_.Store(alias, args);
  alias->set_flags(starred ? 1 : 0);
  return alias;
}

void GenericAlias::Trace(Marker& marker) {
  marker.Visit(origin_);
  marker.Visit(args_);
  marker.Visit(parameters_);
}

}  // namespace krait
