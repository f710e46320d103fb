#include "absl/strings/str_cat.h"
#include "vm/builtins/weak_references.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/weakref.h"

/// _weakref.
namespace krait {
namespace {

Result<Value> WeakrefProxy(Thread& t, Value object, Value callback) {
  const bool callable = TypeOf(t, object)->slots().call != nullptr;
  Type* cls = callable ? types(t).weakcallableproxy : types(t).weakproxy;
  return MakeWeakReference(t, cls, object, callback);
}

Result<int64_t> WeakrefCount(Thread& t, Value object) {
  if (!object.IsObject()) return int64_t{0};
  return static_cast<int64_t>(t.vm().weakrefs().ReferencesTo(object.AsObject()).size());
}

Result<Value> WeakrefList(Thread& t, Value object) {
  List* list = TRY(List::New(t));
  if (!object.IsObject()) return list;
  for (WeakRef* reference : t.vm().weakrefs().ReferencesTo(object.AsObject())) {
    TRY(list->Append(t, Value::FromObject(reference)));
  }
  return list;
}

/// Drops dct[key] if it is a reference that is dead, without a chance for another to take the key
/// in between.
Result<None> WeakrefRemoveDead(Thread& t, Dict* dct, Value key) {
  const Value found = TRY(dct->Get(t, key));
  if (found.IsUnbound()) return None{};
  if (!Is<WeakRef>(found) && !Is<WeakProxy>(found)) return RaiseTypeError(t, "not a weakref");
  if (Cast<WeakRef>(found)->referent() == nullptr) TRY(dct->Remove(t, key));
  return None{};
}

constexpr Method kFunctions[] = {
    Bind<WeakrefCount>("getweakrefcount", "($module, object, /)"),
    Bind<WeakrefRemoveDead>("_remove_dead_weakref", "($module, dct, key, /)"),
    Bind<WeakrefList>("getweakrefs", "($module, object, /)"),
    Bind<WeakrefProxy>("proxy", "($module, object, callback=None, /)"),
};

}  // namespace

Result<Module*> MakeWeakrefModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_weakref"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->Add(t, "ref", Value::FromObject(types(t).weakref)));
  TRY(module->Add(t, "ReferenceType", Value::FromObject(types(t).weakref)));
  TRY(module->Add(t, "ProxyType", Value::FromObject(types(t).weakproxy)));
  TRY(module->Add(t, "CallableProxyType", Value::FromObject(types(t).weakcallableproxy)));
  return module;
}

}  // namespace krait
