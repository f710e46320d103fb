#include "vm/object/module.h"

#include "vm/heap/marker.h"
#include "vm/object/dict.h"
#include "vm/object/int.h"
#include "vm/object/native_function.h"
#include "vm/object/native_object.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {

Result<Module*> Module::NewOfType(Thread& t, Type* cls) {
  return static_cast<Module*>(TRY(AllocateInstance(t, cls, sizeof(Module))));
}

Result<Module*> Module::New(Thread& t, Str* name) {
  Module* module = TRY(NewOfType(t, types(t).module));
  Dict* dict = TRY(Dict::New(t));
  module->set_dict(dict);
  const Names& n = names(t);
  TRY(dict->SetStr(t, n.__name__, Value::FromObject(name)));
  for (Str* key : {n.__doc__, n.__package__, n.__loader__, n.__spec__}) {
    TRY(dict->SetStr(t, key, Value::None()));
  }
  return module;
}

Result<None> Module::AddFunctions(Thread& t, absl::Span<const Method> methods) {
  const Value module_name = dict()->GetStr(t, names(t).__name__);
  for (const Method& method : methods) {
    NativeFunction* function =
        TRY(NativeFunction::New(t, &method, Value::FromObject(this), module_name));
    TRY(Add(t, method.name, Value::FromObject(function)));
  }
  return None{};
}

Result<None> Module::Add(Thread& t, std::string_view name, Value value) {
  Str* key = TRY(Str::InternUtf8(t, name));
  return dict()->SetStr(t, key, value);
}

Result<None> Module::AddInt(Thread& t, std::string_view name, int64_t value) {
  return Add(t, name, TRY(Int::From(t, value)));
}

Result<None> Module::AddStr(Thread& t, std::string_view name, std::string_view value) {
  return Add(t, name, Value::FromObject(TRY(Str::FromUtf8(t, value))));
}

void Module::Trace(Marker& marker) {
  marker.Visit(attributes_);
  marker.Visit(dict_);
}

}  // namespace krait
