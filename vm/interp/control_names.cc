#include "absl/strings/str_cat.h"
#include "vm/interp/handlers.h"
#include "vm/interp/instruction_functions.h"
#include "vm/interp/name_cache.h"
#include "vm/object/dict.h"
#include "vm/object/dict_keys.h"
#include "vm/object/exception.h"
#include "vm/object/host.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/uop/attributes.h"

/// Global, builtin and namespace names.
namespace krait::interp {
namespace {

Str* NameAt(Value* slots, int index) {
  return Cast<Str>(Frame::OfSlots(slots)->code->names()->At(index));
}

Raised RaiseNameError(Thread& t, Str* name) {
  (void)Raise(t, &BuiltinTypes::NameError,
              absl::StrCat("name '", name->ToUtf8(), "' is not defined"));
  if (PendingIs(t, &BuiltinTypes::NameError)) {
    Cast<Exception>(t.pending)->set_field(0, Value::FromObject(name));
  }
  return Raised{};
}

/// A name that is neither global nor built in.
Result<Value> MissingName(Thread& t, Str* name) {
  if (Host* host = t.vm().FindPart<Host>(); host != nullptr) {
    const Value value = TRY(host->MissingName(t, name));
    if (!value.IsUnbound()) return value;
  }
  return RaiseNameError(t, name);
}

/// The cached value in `dict`; Unbound when the cache is stale. `*absent`: it is known to have
/// none.
inline Value LoadCached(const Word& word, Dict* dict, bool* absent) {
  const auto cached = CachedEntry::Of(word.cache.load(std::memory_order_relaxed));
  *absent = false;
  const auto keys = uop::KeysOf::Run({dict}, {cached.version});
  if (cached.IsEmpty() || keys.exit) return Value::Unbound();
  *absent = cached.IsAbsent();
  if (*absent) return Value::Unbound();
  return OrUnbound(uop::LoadEntry::Run(keys.value, {cached.entry}));
}

/// Looks `name` up and lets `word` remember where it is, or that it is not there.
Value LookupAndLearn(Thread& t, Dict* dict, Str* name, Word& word) {
  const uint32_t version = dict->KeysVersion(t);
  const DictKeys* keys = dict->keys();
  const Value value = dict->GetStr(t, name);
  if (version == 0 || keys->version() != version) return value;
  const int64_t entry = keys->FindStr(name, name->Hash(t));
  constexpr uint32_t kAbsent = CachedEntry::kAbsent;
  if ((entry < 0) != value.IsUnbound() || entry >= int64_t{kAbsent}) return value;
  const CachedEntry found{version, entry < 0 ? kAbsent : static_cast<uint32_t>(entry)};
  word.cache.store(found.Pack(), std::memory_order_relaxed);
  return value;
}

/// mapping[name], or Unbound.
Result<Value> LookupItem(Thread& t, Value mapping, Str* name) {
  if (IsExactly<Dict>(mapping)) return Cast<Dict>(mapping)->GetStr(t, name);
  const Result<Value> value = GetItem(t, mapping, Value::FromObject(name));
  if (value.ok() || !ClearPendingIf(t, &BuiltinTypes::KeyError)) return value;
  return Value::Unbound();
}

/// The same of globals or builtins. A subclass of dict may have its own idea of items: of it
/// nothing is learnt.
Result<Value> LookupInNamespace(Thread& t, Dict* dict, Str* name, Word& word) {
  const Value mapping = Value::FromObject(dict);
  if (IsExactly<Dict>(mapping)) [[likely]]
    return LookupAndLearn(t, dict, name, word);
  return LookupItem(t, mapping, name);
}

Result<Value> LoadGlobalItem(Thread& t, const Frame* frame, Str* name, Word* words) {
  Value value = TRY(LookupInNamespace(t, frame->globals, name, words[1]));
  if (!value.IsUnbound()) return value;
  value = TRY(LookupInNamespace(t, frame->builtins, name, words[2]));
  return value.IsUnbound() ? MissingName(t, name) : value;
}

}  // namespace

[[gnu::noinline]] Result<Value> Run_LOAD_GLOBAL(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  return LoadGlobalItem(t, Frame::OfSlots(slots), NameAt(slots, pc->c), const_cast<Word*>(pc));
}

static KRAIT_HANDLER LoadGlobalGeneric(KRAIT_HANDLER_ARGUMENTS) {
  const Result<Value> value = Run_LOAD_GLOBAL(*t, slots, pc);
  if (!value.ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  slots[pc->a] = *value;
  pc += 3;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_LOAD_GLOBAL(KRAIT_HANDLER_ARGUMENTS) {
  const Frame* frame = Frame::OfSlots(slots);
  bool absent;
  Value value = LoadCached(pc[1], frame->globals, &absent);
  if (absent) value = LoadCached(pc[2], frame->builtins, &absent);
  if (value.IsUnbound()) [[unlikely]]
    KRAIT_TAIL(LoadGlobalGeneric);
  slots[pc->a] = value;
  pc += 3;
  KRAIT_DISPATCH();
}

namespace {

/// Stores into the entry that `word` remembers; false when that is stale or takes a lock.
inline bool StoreCached(uop::Machine m, const Word& word, Dict* dict, Value value) {
  const auto cached = CachedEntry::Of(word.cache.load(std::memory_order_relaxed));
  const auto keys = uop::KeysOf::Run({dict}, {cached.version});
  if (cached.IsEmpty() || keys.exit) return false;
  return !uop::StoreEntry::Run(m, keys.value, value, {cached.entry}).exit;
}

}  // namespace

[[gnu::noinline]] Result<Value> Run_STORE_GLOBAL(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  Dict* globals = Frame::OfSlots(slots)->globals;
  Str* name = NameAt(slots, pc->c);
  TRY(globals->SetStr(t, name, Load(slots, pc->b)));
  (void)LookupAndLearn(t, globals, name, const_cast<Word*>(pc)[1]);
  return Value::None();
}

static KRAIT_HANDLER StoreGlobalGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!Run_STORE_GLOBAL(*t, slots, pc).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc += 2;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_STORE_GLOBAL(KRAIT_HANDLER_ARGUMENTS) {
  Dict* globals = Frame::OfSlots(slots)->globals;
  if (!StoreCached({*t, pc}, pc[1], globals, Load(slots, pc->b))) [[unlikely]]
    KRAIT_TAIL(StoreGlobalGeneric);
  pc += 2;
  KRAIT_DISPATCH();
}

Result<Value> Run_DELETE_GLOBAL(Thread& t, Value* slots, const Word* pc) {
  Str* name = NameAt(slots, pc->c);
  if (Frame::OfSlots(slots)->globals->RemoveStr(t, name).IsUnbound()) {
    return RaiseNameError(t, name);
  }
  return Value::None();
}

namespace {

Result<Value> RequireLocals(Thread& t, Value* slots) {
  const Frame* frame = Frame::OfSlots(slots);
  const Value locals = frame->locals;
  // A function made of a module's code has its globals for locals.
  if (locals.IsUnbound() && frame->function != nullptr) return Value::FromObject(frame->globals);
  if (locals.IsUnbound()) return RaiseSystemError(t, "no locals found for a name");
  return locals;
}

/// A module's code: its names are globals.
inline bool RunsInGlobals(const Frame* frame) {
  return frame->locals.bits() == Value::FromObject(frame->globals).bits() &&
         IsExactly<Dict>(frame->locals);
}

}  // namespace

Result<Value> Run_LOAD_NAME(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  Frame* frame = Frame::OfSlots(slots);
  Str* name = NameAt(slots, pc->c);
  Value value = TRY(LookupItem(t, TRY(RequireLocals(t, slots)), name));
  if (value.IsUnbound()) value = frame->globals->GetStr(t, name);
  if (value.IsUnbound()) value = TRY(LookupItem(t, Value::FromObject(frame->builtins), name));
  if (value.IsUnbound()) return MissingName(t, name);
  return value;
}

Result<Value> Run_STORE_NAME(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  const Value locals = TRY(RequireLocals(t, slots));
  Str* name = NameAt(slots, pc->c);
  if (IsExactly<Dict>(locals)) {
    TRY(Cast<Dict>(locals)->SetStr(t, name, Load(slots, pc->b)));
  } else {
    TRY(SetItem(t, locals, Value::FromObject(name), Load(slots, pc->b)));
  }
  return Value::None();
}

static KRAIT_HANDLER LoadNameGeneric(KRAIT_HANDLER_ARGUMENTS) {
  const Result<Value> value = Run_LOAD_NAME(*t, slots, pc);
  if (!value.ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  slots[pc->a] = *value;
  pc += 3;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_LOAD_NAME(KRAIT_HANDLER_ARGUMENTS) {
  if (RunsInGlobals(Frame::OfSlots(slots))) [[likely]]
    KRAIT_TAIL(Handle_LOAD_GLOBAL);
  KRAIT_TAIL(LoadNameGeneric);
}

static KRAIT_HANDLER StoreNameGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!Run_STORE_NAME(*t, slots, pc).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc += 2;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_STORE_NAME(KRAIT_HANDLER_ARGUMENTS) {
  if (RunsInGlobals(Frame::OfSlots(slots))) [[likely]]
    KRAIT_TAIL(Handle_STORE_GLOBAL);
  KRAIT_TAIL(StoreNameGeneric);
}

Result<Value> Run_DELETE_NAME(Thread& t, Value* slots, const Word* pc) {
  const Value locals = TRY(RequireLocals(t, slots));
  Str* name = NameAt(slots, pc->c);
  if (IsExactly<Dict>(locals)) {
    if (Cast<Dict>(locals)->RemoveStr(t, name).IsUnbound()) return RaiseNameError(t, name);
    return Value::None();
  }
  if (!DelItem(t, locals, Value::FromObject(name)).ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::KeyError)) return Raised{};
    return RaiseNameError(t, name);
  }
  return Value::None();
}

Result<Value> Run_SETUP_ANNOTATIONS(Thread& t, Value* slots, const Word*) {
  const Value locals = TRY(RequireLocals(t, slots));
  const Value present = TRY(LookupItem(t, locals, names(t).__annotations__));
  if (!present.IsUnbound()) return Value::None();
  Dict* annotations = TRY(Dict::New(t));
  TRY(SetItem(t, locals, Value::FromObject(names(t).__annotations__),
              Value::FromObject(annotations)));
  return Value::None();
}

Result<Value> Run_LOAD_BUILD_CLASS(Thread& t, Value* slots, const Word*) {
  const Value build = Frame::OfSlots(slots)->builtins->GetStr(t, names(t).__build_class__);
  if (build.IsUnbound()) {
    return Raise(t, &BuiltinTypes::NameError, "__build_class__ not found");
  }
  return build;
}

}  // namespace krait::interp
