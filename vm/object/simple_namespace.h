#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/heap/marker.h"

namespace krait {

/// types.SimpleNamespace: an object with nothing but attributes. AllocateInstance makes one.
class SimpleNamespace : public Object {
 public:
  static constexpr Layout kLayout = Layout::kSimpleNamespace;

  void Trace(Marker& marker) { marker.Visit(attributes_); }

 private:
  Field<Object*> attributes_;  // see Type::attributes_offset
};

}  // namespace krait
