#include "vm/code/function.h"

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"

namespace krait {

Dict* Function::BuiltinsOf(Thread& t, Dict* globals, Dict* otherwise) {
  const Value found = globals->GetStr(t, names(t).__builtins__);
  if (Is<Module>(found)) return Cast<Module>(found)->dict();
  if (Is<Dict>(found)) return Cast<Dict>(found);
  return otherwise != nullptr ? otherwise : t.vm().builtins();
}

Result<Function*> Function::New(Thread& t, Code* code, Dict* globals, Dict* builtins) {
  auto* function = TRY(AllocateExact<Function>(t, types(t).function, sizeof(Function)));
  function->code_.Store(function, code);
  function->globals_.Store(function, globals);
  function->builtins_.Store(function, BuiltinsOf(t, globals, builtins));
  function->set_name(code->name());
  function->set_qualname(code->qualname());
  const bool has_doc = code->consts()->size() > 0 && Is<Str>(code->consts()->At(0));
  function->set_doc(has_doc ? code->consts()->At(0) : Value::None());
  const Value module = globals->GetStr(t, names(t).__name__);
  function->set_module(module.IsUnbound() ? Value::None() : module);
  function->set_annotations(Value::Unbound());
  return function;
}

void Function::Trace(Marker& marker) {
  marker.Visit(attributes_);
  marker.Visit(code_);
  marker.Visit(globals_);
  marker.Visit(builtins_);
  marker.Visit(defaults_);
  marker.Visit(kwdefaults_);
  marker.Visit(closure_);
  marker.Visit(name_);
  marker.Visit(qualname_);
  marker.Visit(doc_);
  marker.Visit(module_);
  marker.Visit(annotations_);
}

}  // namespace krait
