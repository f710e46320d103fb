#include "vm/modules/contextvars/module.h"

#include <atomic>
#include <memory>

#include "vm/modules/contextvars/objects.h"
#include "vm/modules/system/threads.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"

/// The _contextvars module.
namespace krait {
namespace contextvars {

void Part::TraceRoots(Marker& marker) {
  marker.Visit(context);
  marker.Visit(variable);
  marker.Visit(token);
  for (Type* type : iterators) marker.Visit(type);
  marker.Visit(missing);
}

namespace {

Result<Context*> CopyContext(Thread& t) { return NewContext(t, TRY(CurrentContext(t))->map()); }

constexpr Method kFunctions[] = {
    Bind<CopyContext>("copy_context", "($module, /)"),
};

}  // namespace
}  // namespace contextvars

Result<Module*> MakeContextvarsModule(Thread& t) {
  t.vm().AddPart(std::make_unique<contextvars::Part>());
  std::atomic<Dict*>& contexts = t.vm().part<ThreadPart>().contexts;
  if (contexts.load() == nullptr) contexts.store(TRY(Dict::New(t)));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_contextvars"))));
  TRY(module->AddFunctions(t, contextvars::kFunctions));
  TRY(contextvars::MakeContextType(t, module));
  TRY(contextvars::MakeVariableType(t, module));
  TRY(contextvars::MakeTokenType(t, module));
  return module;
}

}  // namespace krait
