#include "vm/object/dict_view.h"

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {

Result<DictView*> DictView::New(Thread& t, Dict* dict, Kind kind) {
  const BuiltinTypes& b = types(t);
  Type* const by_kind[] = {b.dict_keys, b.dict_values, b.dict_items};
  auto* view = TRY(AllocateExact<DictView>(t, by_kind[kind], sizeof(DictView)));
  view->set_flags(kind);
  view->dict_.Store(view, dict);
  return view;
}

Result<DictView*> DictView::NewOfType(Thread& t, Type* cls, Dict* dict, Kind kind) {
  auto* view = static_cast<DictView*>(TRY(AllocateInstance(t, cls, sizeof(DictView))));
  view->set_flags(kind);
  view->dict_.Store(view, dict);
  return view;
}

void DictView::Trace(Marker& marker) { marker.Visit(dict_); }

}  // namespace krait
