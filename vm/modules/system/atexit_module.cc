#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/modules/system/exit_functions.h"
#include "vm/modules/system/system_modules.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"

/// atexit.
namespace krait {
namespace {

/// The functions to be called when the program ends, in the order in which they were registered:
/// (function, args, names of the last args), or None once unregistered or called.
class AtexitPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kAtexit;

  explicit AtexitPart(List* callbacks) : callbacks_(callbacks) {}
  List* callbacks() { return callbacks_; }
  void TraceRoots(Marker& marker) override { marker.Visit(callbacks_); }

 private:
  List* callbacks_;  // a root
};

List* Callbacks(Thread& t) { return t.vm().part<AtexitPart>().callbacks(); }

Result<Value> AtexitRegister(Thread& t, Args args) {
  if (args.count == 0) {
    return RaiseTypeError(t, "register() takes at least 1 argument (0 given)");
  }
  if (TypeOf(t, args[0])->slots().call == nullptr) {
    return RaiseTypeError(t, "the first argument must be callable");
  }
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  Tuple* values = TRY(Tuple::From(t, {args.values + 1, args.count - 1 + keywords}));
  const Value names = args.has_keywords() ? Value::FromObject(args.keyword_names) : Value::None();
  Tuple* entry = TRY(Tuple::Of(t, args[0], Value::FromObject(values), names));
  List* callbacks = Callbacks(t);
  gil::CriticalSection lock(t, callbacks->lock_byte());
  TRY(callbacks->Append(t, Value::FromObject(entry)));
  return args[0];
}

/// Takes the function at `index` out of its place; null when it is gone already.
Tuple* TakeAt(Thread& t, size_t index) {
  List* callbacks = Callbacks(t);
  gil::CriticalSection lock(t, callbacks->lock_byte());
  const Value entry = callbacks->TryGet(index);
  if (!Is<Tuple>(entry)) return nullptr;
  callbacks->Set(index, Value::None());
  return Cast<Tuple>(entry);
}

Result<None> AtexitClear(Thread& t) {
  gil::CriticalSection lock(t, Callbacks(t)->lock_byte());
  Callbacks(t)->Clear();
  return None{};
}

Result<None> AtexitRun(Thread& t) {
  RunExitFunctions(t);
  return None{};
}

Result<None> AtexitUnregister(Thread& t, Value function) {
  List* callbacks = Callbacks(t);
  Tuple* present = TRY(callbacks->Snapshot(t));
  for (size_t i = 0; i < present->size(); ++i) {
    const Value entry = present->At(i);
    if (entry.IsNone()) continue;
    if (!TRY(RichCompareBool(t, Cast<Tuple>(entry)->At(0), function, CompareOp::kEq))) continue;
    gil::CriticalSection lock(t, callbacks->lock_byte());
    for (size_t at = 0; at < callbacks->size(); ++at) {
      if (callbacks->TryGet(at).SameBits(entry)) {
        callbacks->Set(at, Value::None());
        break;
      }
    }
  }
  return None{};
}

Result<int64_t> AtexitCount(Thread& t) { return static_cast<int64_t>(Callbacks(t)->size()); }

constexpr Method kFunctions[] = {
    Bind<AtexitRegister>("register", "($module, func, /, *args, **kwargs)"),
    Bind<AtexitClear>("_clear", "($module, /)"),
    Bind<AtexitUnregister>("unregister", "($module, func, /)"),
    Bind<AtexitRun>("_run_exitfuncs", "($module, /)"),
    Bind<AtexitCount>("_ncallbacks", "($module, /)"),
};

}  // namespace

void RunExitFunctions(Thread& t) {
  if (t.vm().modules()->GetStr(t, t.vm().names().sys).IsUnbound()) return;
  // What is registered meanwhile comes too late.
  for (size_t i = Callbacks(t)->size(); i-- > 0;) {
    Tuple* entry = TakeAt(t, i);
    if (entry == nullptr) continue;
    Tuple* values = Cast<Tuple>(entry->At(1));
    const Value names = entry->At(2);
    Tuple* keyword_names = names.IsNone() ? nullptr : Cast<Tuple>(names);
    const size_t keywords = keyword_names == nullptr ? 0 : keyword_names->size();
    const Args args{values->values().data(), static_cast<uint32_t>(values->size() - keywords),
                    keyword_names};
    if (!Call(t, entry->At(0), args).ok()) {
      WriteUnraisable(t, "in atexit callback", entry->At(0));
    }
  }
  (void)AtexitClear(t);
}

Result<None> InstallExitFunctions(Thread& t) {
  t.vm().AddPart(std::make_unique<AtexitPart>(TRY(List::New(t))));
  return None{};
}

Result<Module*> MakeAtexitModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "atexit"))));
  TRY(module->AddFunctions(t, kFunctions));
  return module;
}

}  // namespace krait
