#include "vm/object/type.h"

#include "absl/strings/str_cat.h"
#include "vm/heap/marker.h"
#include "vm/object/dict.h"
#include "vm/object/lookup_cache.h"
#include "vm/object/shape.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/value_array.h"
#include "vm/object/vm.h"

namespace krait {

bool Type::IsSubtypeOf(const Type* ancestor) const {
  if (this == ancestor) return true;
  if (!is_complete()) {
    for (const Type* type = base(); type != nullptr; type = type->base()) {
      if (type == ancestor) return true;
    }
    return false;
  }
  for (Value type : ancestors()) {
    if (type.AsObject() == ancestor) return true;
  }
  return false;
}

std::string Type::FullName(Thread&) const {
  std::string text = name()->ToUtf8();
  return module() == nullptr ? text : absl::StrCat(module()->ToUtf8(), ".", text);
}

absl::Span<const Value> Type::ancestors() const {
  const Tuple* order = mro();
  return order == nullptr ? absl::Span<const Value>() : order->values();
}

Value Type::LookupUncached(Thread& t, Str* name) const {
  for (Value entry : ancestors()) {
    // A custom mro() may name objects that are no types with a dict; Python checks them at
    // creation.
    const Value found = Cast<Type>(entry)->dict()->GetStr(t, name);
    if (!found.IsUnbound()) return found;
  }
  return Value::Unbound();
}

Value Type::Lookup(Thread& t, Str* name) const {
  const uint64_t seen = version();
  LookupCache::Entry& entry = t.lookup_cache->At(seen, name);
  if (entry.version == seen && entry.name == name) return Value::FromBits(entry.value_bits);
  const Value found = LookupUncached(t, name);
  // A change during the lookup renewed the version: what was found may be neither old nor new.
  if (version() == seen) entry = {seen, name, found.bits()};
  return found;
}

void Type::Trace(Marker& marker) {
  marker.Visit(name_);
  marker.Visit(qualname_);
  marker.Visit(module_);
  marker.Visit(bases_);
  marker.Visit(mro_);
  marker.Visit(base_);
  marker.Visit(dict_);
  marker.Visit(instance_shape_);
  marker.Visit(subclasses_);
}

}  // namespace krait
