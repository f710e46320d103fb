#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/heap/marker.h"

namespace krait {

class Thread;

/// mappingproxy: a read-only view of a mapping, such as a class's __dict__.
class MappingProxy : public Object {
 public:
  static constexpr Layout kLayout = Layout::kMappingProxy;
  static Result<MappingProxy*> New(Thread& t, Value mapping);
  Value mapping() const { return mapping_.Load(); }
  void Trace(Marker& marker) { marker.Visit(mapping_); }

 private:
  Field<Value> mapping_;
};

}  // namespace krait
