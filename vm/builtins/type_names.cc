#include "vm/builtins/type_names.h"

#include "absl/container/flat_hash_set.h"
#include "vm/heap/rooted.h"
#include "vm/object/tuple.h"

namespace krait {

Result<None> MergeTypeNames(Thread& t, Type* type, Dict* into) {
  // By the bases: a class whose MRO is being made has none yet, and a mro() may leave bases out.
  RootedVector types(t);
  types.push_back(Value::FromObject(type));
  absl::flat_hash_set<const Type*> known{type};
  for (size_t i = 0; i < types.size(); ++i) {
    const Type* next = Cast<Type>(types[i]);
    TRY(into->Merge(t, next->dict(), true));
    for (Value base : next->bases()->values()) {
      if (known.insert(Cast<Type>(base)).second) types.push_back(base);
    }
  }
  return None{};
}

}  // namespace krait
