#include "absl/strings/str_cat.h"
#include "vm/code/function.h"
#include "vm/code/layouts.h"
#include "vm/heap/rooted.h"
#include "vm/modules/registry.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/bound_method.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
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
  Value callbacks = Value::None();  // the list gc.callbacks
};

GcPart& PartOf(Thread& t) { return t.vm().part<GcPart>(); }

Result<None> CallCallbacks(Thread& t, const char* phase, int generation) {
  const Value callbacks = PartOf(t).callbacks;
  if (!Is<List>(callbacks) || Cast<List>(callbacks)->size() == 0) return None{};
  Dict* info = TRY(Dict::New(t));
  TRY(info->SetStr(t, TRY(Str::InternUtf8(t, "generation")), Value::FromInt(generation)));
  TRY(info->SetStr(t, TRY(Str::InternUtf8(t, "collected")), Value::FromInt(0)));
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

/// Overwrites what earlier calls left on the native stack below: the collector takes stale words
/// there for references, and a program that asks for a collection wants to see what it frees.
[[gnu::noinline]] void WipeStack() {
  constexpr size_t kBytes = 16 << 10;
  volatile char words[kBytes];
  for (size_t i = 0; i < kBytes; ++i) words[i] = 0;
}

/// Objects that were reachable from cycles only are not told from others: the count is of those
/// whose finalizers or callbacks had to run.
Result<int64_t> GcCollect(Thread& t, int generation) {
  if (generation < 0 || generation >= kGenerations) {
    return RaiseValueError(t, "invalid generation");
  }
  TRY(CallCallbacks(t, "start", generation));
  ++PartOf(t).collections[generation];
  WipeStack();
  t.heap().Collect(t);
  t.vm().weakrefs().RunQueued(t);
  TRY(CallCallbacks(t, "stop", generation));
  return int64_t{0};
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
  if (args.has_keywords()) {
    return RaiseTypeError(t, "gc.set_threshold() takes no keyword arguments");
  }
  if (args.count < 1 || args.count > kGenerations) {
    return RaiseTypeError(t, absl::StrCat("gc.set_threshold requires 1 to 3 arguments"));
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
    TRY(row->SetStr(t, TRY(Str::InternUtf8(t, "collected")), Value::FromInt(0)));
    TRY(row->SetStr(t, TRY(Str::InternUtf8(t, "uncollectable")), Value::FromInt(0)));
    TRY(list->Append(t, Value::FromObject(row)));
  }
  return list;
}

// --- Objects ----------------------------------------------------------------------------------

/// Types whose instances CPython's collector never looks at, as they hold no references.
bool IsAtomic(Value value) {
  if (!value.IsObject()) return true;
  if (value.AsObject()->IsSubclassInstance()) return false;
  switch (value.AsObject()->layout()) {
    case Layout::kInt:
    case Layout::kFloat:
    case Layout::kComplex:
    case Layout::kStr:
    case Layout::kBytes:
    case Layout::kByteArray:
    case Layout::kRange:
    case Layout::kCode:
      return true;
    default:
      return false;
  }
}

Result<bool> GcIsTracked(Thread& t, Value object) {
  if (IsAtomic(object)) return false;
  if (IsExactly<Tuple>(object)) return Cast<Tuple>(object)->size() != 0;
  if (Is<Type>(object)) return Cast<Type>(object)->HasFlag(Type::kHeapType);
  if (!IsExactly<Dict>(object)) return true;
  // A dict is left alone until it holds something that matters.
  size_t position = 0;
  Value key;
  Value value;
  while (Cast<Dict>(object)->Next(position, key, value)) {
    if (TRY(GcIsTracked(t, key)) || TRY(GcIsTracked(t, value))) return true;
  }
  return false;
}

/// Puts what `object` refers to directly into `list`.
Result<None> AddReferents(Thread& t, List* list, Value object) {
  const auto add = [&](Value value) -> Result<None> {
    return value.IsObject() ? list->Append(t, value) : None{};
  };
  if (!object.IsObject()) return None{};
  if (Is<List>(object)) {
    for (size_t i = 0; i < Cast<List>(object)->size(); ++i) {
      TRY(list->Append(t, Cast<List>(object)->TryGet(i)));
    }
  } else if (Is<Tuple>(object)) {
    for (Value item : Cast<Tuple>(object)->values()) TRY(list->Append(t, item));
  } else if (Is<Dict>(object)) {
    size_t position = 0;
    Value key;
    Value value;
    while (Cast<Dict>(object)->Next(position, key, value)) {
      TRY(list->Append(t, key));
      TRY(list->Append(t, value));
    }
  } else if (Is<Set>(object)) {
    TRY(ForEach(t, object, [&](Value item) { return list->Append(t, item); }));
  } else if (Is<Function>(object)) {
    const auto* function = Cast<Function>(object);
    TRY(add(Value::FromObject(function->code())));
    TRY(add(Value::FromObject(function->globals())));
    if (function->closure() != nullptr) TRY(add(Value::FromObject(function->closure())));
    if (function->defaults() != nullptr) TRY(add(Value::FromObject(function->defaults())));
  } else if (Is<BoundMethod>(object)) {
    TRY(list->Append(t, Cast<BoundMethod>(object)->function()));
    TRY(list->Append(t, Cast<BoundMethod>(object)->self()));
  } else if (Is<Module>(object)) {
    TRY(add(Value::FromObject(Cast<Module>(object)->dict())));
  } else if (Is<Instance>(object)) {
    Dict* dict = TypeOf(t, object)->HasFlag(Type::kHasDict)
                     ? TRY(InstanceDict(t, object.AsObject()))
                     : nullptr;
    if (dict != nullptr) TRY(add(Value::FromObject(dict)));
    TRY(add(Value::FromObject(TypeOf(t, object))));
  }
  return None{};
}

Result<Value> GcGetReferents(Thread& t, Args args) {
  List* list = TRY(List::New(t));
  for (uint32_t i = 0; i < args.count; ++i) TRY(AddReferents(t, list, args[i]));
  return list;
}

Result<None> GcFreeze(Thread&) { return None{}; }
Result<None> GcUnfreeze(Thread&) { return None{}; }
Result<int64_t> GcGetFreezeCount(Thread&) { return int64_t{0}; }

constexpr Method kFunctions[] = {
    Bind<GcCollect>("collect", "($module, /, generation=2)"),
    Bind<GcEnable>("enable", "($module, /)"),
    Bind<GcDisable>("disable", "($module, /)"),
    Bind<GcIsEnabled>("isenabled", "($module, /)"),
    Bind<GcSetDebug>("set_debug", "($module, flags, /)"),
    Bind<GcGetDebug>("get_debug", "($module, /)"),
    Bind<GcSetThreshold>("set_threshold", "($module, *args)"),
    Bind<GcGetThreshold>("get_threshold", "($module, /)"),
    Bind<GcGetCount>("get_count", "($module, /)"),
    Bind<GcGetStats>("get_stats", "($module, /)"),
    Bind<GcIsTracked>("is_tracked", "($module, obj, /)"),
    Bind<GcGetReferents>("get_referents", "($module, *objs)"),
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
