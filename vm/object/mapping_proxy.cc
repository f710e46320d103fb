#include "vm/object/mapping_proxy.h"

#include "vm/object/allocate.h"
#include "vm/object/vm.h"

namespace krait {

Result<MappingProxy*> MappingProxy::New(Thread& t, Value mapping) {
  auto* proxy = TRY(AllocateExact<MappingProxy>(t, types(t).mappingproxy, sizeof(MappingProxy)));
  proxy->mapping_.Store(proxy, mapping);
  return proxy;
}

}  // namespace krait
