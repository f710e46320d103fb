#pragma once

#include "vm/core/result.h"
#include "vm/object/vm.h"

namespace krait {

class Object;
class Thread;
class Type;

/// Types of iterators that work as another type's but go by a name of their own.
class IteratorFaces : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kBuiltins;

  Type* generic_alias_iterator = nullptr;  // a tuple_iterator
  Type* line_iterator = nullptr;           // a list_iterator
  Type* positions_iterator = nullptr;      // a list_iterator

  void TraceRoots(Marker& marker) override;
};

/// Makes the types; once per VM.
Result<None> InstallIteratorFaces(Thread& t);

/// `iterator`, which nobody else knows yet, under the name of `face`.
Value WithFace(Object* iterator, const Type* face);

}  // namespace krait
