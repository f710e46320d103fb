#include "vm/object/weakref.h"

#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {

Result<WeakRef*> WeakRef::New(Thread& t, Type* cls, Object* referent, Value callback) {
  auto* reference = static_cast<WeakRef*>(TRY(AllocateInstance(t, cls, sizeof(WeakRef))));
  reference->referent_.store(referent, std::memory_order_release);
  reference->callback_.Store(reference, callback);
  reference->set_hash(-1);
  t.vm().weakrefs().AddReference(referent, reference);
  return reference;
}

}  // namespace krait
