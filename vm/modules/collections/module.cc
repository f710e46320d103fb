#include "vm/modules/collections/module.h"

#include <memory>

#include "vm/modules/collections/types.h"
#include "vm/object/str.h"

namespace krait {

Result<Module*> MakeCollectionsModule(Thread& t) {
  t.vm().AddPart(std::make_unique<collections::Part>());
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_collections"))));
  TRY(collections::AddDeque(t, module));
  TRY(collections::AddDequeIterators(t, module));
  TRY(collections::AddDefaultDict(t, module));
  TRY(collections::AddOrderedDict(t, module));
  TRY(collections::AddOrderedDictViews(t));
  TRY(collections::AddTupleGetter(t, module));
  TRY(collections::AddCountElements(t, module));
  return module;
}

}  // namespace krait
