#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/gc_objects.h"
#include "vm/modules/registry.h"
#include "vm/object/audit.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// gc. Krait's collector has no generations: every collection is a full one, and what CPython
/// counts per generation is counted for all of them in the last.
namespace krait {
namespace {

constexpr int kGenerations = 3;

/// What the program set and may ask for again. None of it changes what the collector does.
class GcPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kGc;

  void TraceRoots(Marker& marker) override { marker.Visit(callbacks); }

  int thresholds[kGenerations] = {700, 10, 10};
  int debug = 0;
  uint64_t collections[kGenerations] = {};
  uint64_t collected[kGenerations] = {};
  int64_t frozen = 0;
  Value callbacks = Value::None();  // the list gc.callbacks
};

GcPart& PartOf(Thread& t) { return t.vm().part<GcPart>(); }

[[gnu::noinline]] Result<None> CallCallbacks(Thread& t, const char* phase, int generation,
                                             int64_t collected = 0) {
  const Value callbacks = PartOf(t).callbacks;
  if (!Is<List>(callbacks) || Cast<List>(callbacks)->size() == 0) return None{};
  Dict* info = TRY(Dict::New(t));
  TRY(info->SetStr(t, TRY(Str::InternUtf8(t, "generation")), Value::FromInt(generation)));
  TRY(info->SetStr(t, TRY(Str::InternUtf8(t, "collected")), Value::FromInt(collected)));
  TRY(info->SetStr(t, TRY(Str::InternUtf8(t, "uncollectable")), Value::FromInt(0)));
  const Value name = Value::FromObject(TRY(Str::FromUtf8(t, phase)));
  for (size_t i = 0;; ++i) {
    const Value callback = Cast<List>(callbacks)->TryGet(i);
    if (callback.IsUnbound()) return None{};
    if (!CallWith(t, callback, name, Value::FromObject(info)).ok()) {
      WriteUnraisable(t, "in", callback);
    }
  }
}

/// Counts what the collection freed of the objects that CPython's collector looks at. CPython's
/// count leaves out what reference counts freed before.
[[gnu::noinline]] Result<int64_t> GcCollect(Thread& t, int generation) {
  const uintptr_t* native_roots_begin = std::exchange(t.native_roots_begin, nullptr);
  if (generation < 0 || generation >= kGenerations) {
    return RaiseValueError(t, "invalid generation");
  }
  TRY(CallCallbacks(t, "start", generation));
  GcPart& part = PartOf(t);
  ++part.collections[generation];
  const int64_t before = CountTracked(t);
  CollectNow(t, native_roots_begin);
  const int64_t collected = std::max<int64_t>(before - CountTracked(t), 0);
  part.collected[generation] += static_cast<uint64_t>(collected);
  t.vm().weakrefs().RunQueued(t);
  TRY(CallCallbacks(t, "stop", generation, collected));
  return collected;
}

Result<None> GcEnable(Thread& t) {
  t.heap().set_enabled(true);
  return None{};
}
Result<None> GcDisable(Thread& t) {
  t.heap().set_enabled(false);
  return None{};
}
Result<bool> GcIsEnabled(Thread& t) { return t.heap().enabled(); }

Result<None> GcSetDebug(Thread& t, int flags) {
  PartOf(t).debug = flags;
  return None{};
}
Result<int64_t> GcGetDebug(Thread& t) { return int64_t{PartOf(t).debug}; }

Result<None> GcSetThreshold(Thread& t, Args args) {
  if (args.count < 1 || args.count > kGenerations) {
    return RaiseTypeError(t, absl::StrCat("set_threshold() takes at ",
                                          args.count < 1 ? "least 1 argument" : "most 3 arguments",
                                          " (", args.count, " given)"));
  }
  for (uint32_t i = 0; i < args.count; ++i) {
    const int64_t value = TRY(ToCInteger(t, args[i], INT32_MIN, INT32_MAX, "int"));
    PartOf(t).thresholds[i] = static_cast<int>(value);
  }
  return None{};
}

Result<Value> GcGetThreshold(Thread& t) {
  const int* thresholds = PartOf(t).thresholds;
  return Tuple::Of(t, Value::FromInt(thresholds[0]), Value::FromInt(thresholds[1]),
                   Value::FromInt(thresholds[2]));
}

Result<Value> GcGetCount(Thread& t) {
  return Tuple::Of(t, Value::FromInt(0), Value::FromInt(0), Value::FromInt(0));
}

Result<Value> GcGetStats(Thread& t) {
  List* list = TRY(List::New(t));
  for (int i = 0; i < kGenerations; ++i) {
    uint64_t count = PartOf(t).collections[i];
    if (i + 1 == kGenerations) {
      count = t.heap().stats().collections - PartOf(t).collections[0] - PartOf(t).collections[1];
    }
    Dict* row = TRY(Dict::New(t));
    const Value counted = TRY(Int::FromUnsigned(t, count));
    TRY(row->SetStr(t, TRY(Str::InternUtf8(t, "collections")), counted));
    const Value collected = TRY(Int::FromUnsigned(t, PartOf(t).collected[i]));
    TRY(row->SetStr(t, TRY(Str::InternUtf8(t, "collected")), collected));
    TRY(row->SetStr(t, TRY(Str::InternUtf8(t, "uncollectable")), Value::FromInt(0)));
    TRY(list->Append(t, Value::FromObject(row)));
  }
  return list;
}

// --- Objects ----------------------------------------------------------------------------------

Result<bool> GcIsTracked(Thread&, Value object) { return IsTracked(object); }

Result<Value> GcGetObjects(Thread& t, Value generation) {
  int64_t index = kGenerations - 1;
  if (!generation.IsNone()) {
    if (TypeOf(t, generation)->slots().index == nullptr) {
      return RaiseTypeError(t, absl::StrCat("argument should be integer or None, not '",
                                            TypeName(t, generation), "'"));
    }
    index = TRY(ToIndexSsize(t, generation));
    if (index == -1) index = kGenerations - 1;  // as None
    if (index >= kGenerations) {
      return RaiseValueError(
          t, absl::StrCat("generation parameter must be less than the number of available "
                          "generations (",
                          kGenerations, ")"));
    }
    if (index < 0) return RaiseValueError(t, "generation parameter cannot be negative");
  }
  TRY(Audit(t, "gc.get_objects", Value::FromInt(generation.IsNone() ? -1 : index)));
  if (index != kGenerations - 1) return List::New(t);
  CollectNow(t);  // what is garbage should not show
  return TrackedObjects(t);
}

Result<Value> GcGetReferents(Thread& t, Args args) {
  Tuple* objects = TRY(Tuple::From(t, {args.values, args.count}));
  TRY(Audit(t, "gc.get_referents", Value::FromObject(objects)));
  List* list = TRY(List::New(t));
  for (Value object : objects->values()) TRY(AddReferents(t, list, object));
  return list;
}

Result<Value> GcGetReferrers(Thread& t, Args args) {
  Tuple* targets = TRY(Tuple::From(t, {args.values, args.count}));
  TRY(Audit(t, "gc.get_referrers", Value::FromObject(targets)));
  CollectNow(t);  // what is garbage should not show
  return ReferrersOf(t, targets);
}

Result<bool> GcIsFinalized(Thread& t, Value object) {
  return object.IsObject() && HasFinalizer(t, object) &&
         t.vm().weakrefs().WasFinalized(object.AsObject());
}

// Frozen objects are those that collections leave alone; Krait's look at all, so that the call only
// has its count to show.
Result<None> GcFreeze(Thread& t) {
  PartOf(t).frozen = CountTracked(t);
  return None{};
}
Result<None> GcUnfreeze(Thread& t) {
  PartOf(t).frozen = 0;
  return None{};
}
Result<int64_t> GcGetFreezeCount(Thread& t) { return PartOf(t).frozen; }

constexpr Method kFunctions[] = {
    Bind<GcCollect>("collect", "($module, /, generation=2)").AsCollector(),
    Bind<GcEnable>("enable", "($module, /)"),
    Bind<GcDisable>("disable", "($module, /)"),
    Bind<GcIsEnabled>("isenabled", "($module, /)"),
    Bind<GcSetDebug>("set_debug", "($module, flags, /)"),
    Bind<GcGetDebug>("get_debug", "($module, /)"),
    HideSignature(Bind<GcSetThreshold>("set_threshold", "($module, *args)")),
    Bind<GcGetThreshold>("get_threshold", "($module, /)"),
    Bind<GcGetCount>("get_count", "($module, /)"),
    Bind<GcGetStats>("get_stats", "($module, /)"),
    Bind<GcIsTracked>("is_tracked", "($module, obj, /)"),
    Bind<GcIsFinalized>("is_finalized", "($module, obj, /)"),
    HideSignature(Bind<GcGetReferents>("get_referents", "($module, *objs)")),
    HideSignature(Bind<GcGetReferrers>("get_referrers", "($module, *objs)")),
    Bind<GcGetObjects>("get_objects", "($module, /, generation=None)"),
    Bind<GcFreeze>("freeze", "($module, /)"),
    Bind<GcUnfreeze>("unfreeze", "($module, /)"),
    Bind<GcGetFreezeCount>("get_freeze_count", "($module, /)"),
};

}  // namespace

Result<Module*> MakeGcModule(Thread& t) {
  GcPart& part = t.vm().AddPart(std::make_unique<GcPart>());
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "gc"))));
  TRY(module->AddFunctions(t, kFunctions));
  part.callbacks = Value::FromObject(TRY(List::New(t)));
  TRY(module->Add(t, "callbacks", part.callbacks));
  TRY(module->Add(t, "garbage", Value::FromObject(TRY(List::New(t)))));
  TRY(module->AddInt(t, "DEBUG_STATS", 1));
  TRY(module->AddInt(t, "DEBUG_COLLECTABLE", 2));
  TRY(module->AddInt(t, "DEBUG_UNCOLLECTABLE", 4));
  TRY(module->AddInt(t, "DEBUG_SAVEALL", 32));
  TRY(module->AddInt(t, "DEBUG_LEAK", 38));
  return module;
}

}  // namespace krait
