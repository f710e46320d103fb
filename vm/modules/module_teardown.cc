#include "vm/modules/module_teardown.h"

#include "vm/heap/rooted.h"
#include "vm/modules/gc_objects.h"
#include "vm/modules/sys_part.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/weakref.h"

namespace krait {
namespace {

bool AnythingWaits(Thread& t) {
  return t.vm().weakrefs().finalizable_count() > t.vm().part<SysPart>().finalizable_at_start;
}

void SetSysAttribute(Thread& t, Dict* sys, const char* name, Value value) {
  const Result<Str*> key = Str::InternUtf8(t, name);
  if (!key.ok() || !sys->SetStr(t, *key, value).ok()) t.pending = Value::Unbound();
}

/// Attributes of sys that can keep objects of the program alive, or that import with.
void ResetSysAttributes(Thread& t, Dict* sys) {
  static constexpr const char* kForgotten[] = {
      "path",
      "argv",
      "ps1",
      "ps2",
      "last_type",
      "last_value",
      "last_traceback",
      "path_hooks",
      "path_importer_cache",
      "meta_path",
  };
  for (const char* name : kForgotten) SetSysAttribute(t, sys, name, Value::None());
  static constexpr const char* kStreams[][2] = {
      {"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
  for (const auto& [name, original] : kStreams) {
    const Result<Str*> key = Str::InternUtf8(t, original);
    const Value stream = key.ok() ? sys->GetStr(t, *key) : Value::Unbound();
    SetSysAttribute(t, sys, name, stream.IsUnbound() ? Value::None() : stream);
  }
}

/// Takes all out of sys.modules but sys and builtins, which finalizers print with; `references`
/// gets weak references to them, in the order of their import.
/// Not in line: no stack frame may hold a module when the collector looks.
[[gnu::noinline]] Result<None> TakeModules(Thread& t, RootedVector& references) {
  Dict* modules = t.vm().modules();
  RootedVector taken(t);
  size_t position = 0;
  Value name;
  Value module;
  while (modules->Next(position, name, module)) {
    const auto* known = TryCast<Module>(module);
    const bool stays = known != nullptr && (known->dict() == t.vm().builtins() ||
                                            name.SameBits(Value::FromObject(names(t).sys)));
    if (stays) continue;
    taken.push_back(name);
    if (known == nullptr) continue;
    references.push_back(Value::FromObject(
        TRY(WeakRef::New(t, types(t).weakref, module.AsObject(), Value::None()))));
  }
  for (Value key : taken) TRY(modules->Remove(t, key));
  return None{};
}

/// What is out of reach is finalized, and so is what that kept alive.
void CollectAll(Thread& t) {
  constexpr int kMostRounds = 8;  // a finalizer can make objects with finalizers
  for (int round = 0; round < kMostRounds; ++round) {
    CollectNow(t);
    if (!t.vm().weakrefs().has_queued()) return;
    t.vm().weakrefs().RunQueued(t);
  }
}

/// Names of one underscore go first, the builtins stay.
void ClearModule(Thread& t, Dict* dict) {
  RootedVector names_of_all(t);
  size_t position = 0;
  Value key;
  Value value;
  while (dict->Next(position, key, value)) names_of_all.push_back(key);
  for (bool private_names : {true, false}) {
    for (Value name : names_of_all) {
      if (!Is<Str>(name)) continue;
      const std::string text = Cast<Str>(name)->ToUtf8();
      const bool is_private = text.starts_with("_") && !text.starts_with("__");
      if (is_private != private_names || text == "__builtins__") continue;
      if (!dict->Set(t, name, Value::None()).ok()) t.pending = Value::Unbound();
    }
  }
}

}  // namespace

void PrepareModuleTeardown(Thread& t) {
  t.vm().part<SysPart>().finalizable_at_start = t.vm().weakrefs().finalizable_count();
}

bool TearDownModules(Thread& t) {
  t.vm().part<SysPart>().finalizing = true;
  if (!AnythingWaits(t)) return false;
  RootedVector references(t);
  if (!TakeModules(t, references).ok()) t.pending = Value::Unbound();
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  if (Is<Module>(sys)) ResetSysAttributes(t, Cast<Module>(sys)->dict());
  t.vm().FlushInlineCaches(t);  // they can hold modules
  CollectAll(t);
  // A module that something still holds, or this thread's stack seems to, ends empty.
  for (size_t i = references.size(); i > 0 && AnythingWaits(t); --i) {
    if (Object* module = Cast<WeakRef>(references[i - 1])->referent()) {
      ClearModule(t, static_cast<Module*>(module)->dict());
    }
  }
  CollectAll(t);
  return true;
}

}  // namespace krait
