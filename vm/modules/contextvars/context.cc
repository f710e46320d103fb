#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/contextvars/objects.h"
#include "vm/modules/system/threads.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/iterators.h"
#include "vm/object/module.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// contextvars.Context.
namespace krait::contextvars {

const NativeClass Context::kClass = {
    "_contextvars.Context",
    [](Object* object, Marker& marker) { marker.Visit(static_cast<Context*>(object)->root); },
    nullptr};

Result<Context*> NewContext(Thread& t, VariableMap map) {
  ValueArray* root = map.root();
  auto* context = TRY(NewNative<Context>(t, PartOf(t).context));
  context->set_map(VariableMap(root));
  return context;
}

Result<Context*> CurrentContext(Thread& t) {
  const Value present = TRY(t.vm().part<ThreadPart>().contexts.load()->Get(t, ThreadKey(t)));
  if (!present.IsUnbound()) return Cast<Context>(present);
  Context* fresh = TRY(NewContext(t, {}));
  TRY(SetCurrentContext(t, fresh));
  return fresh;
}

Result<None> SetCurrentContext(Thread& t, Context* context) {
  Dict* contexts = t.vm().part<ThreadPart>().contexts.load();
  return contexts->Set(t, ThreadKey(t), Value::FromObject(context));
}

namespace {

// --- Iterators -----------------------------------------------------------------------------------

enum Kind : uint8_t { kKeys, kValues, kItems, kKindCount };

/// Iterates over the variables as they were when it was made.
struct ContextIterator : NativeObject {
  static const NativeClass kClass;
  Field<Tuple*> pairs;  // variable, value, variable, value, ...
  std::atomic<size_t> at;
  Kind kind;
};

const NativeClass ContextIterator::kClass = {
    "context_iterator",
    [](Object* object, Marker& marker) {
      marker.Visit(static_cast<ContextIterator*>(object)->pairs);
    },
    nullptr};

Result<Tuple*> PairsOf(Thread& t, Context* context) {
  RootedVector pairs(t);
  context->map().List(pairs);
  return Tuple::From(t, {pairs.data(), pairs.size()});
}

template <Kind kKind>
Result<Value> NewIterator(Thread& t, Context* self) {
  Tuple* pairs = TRY(PairsOf(t, self));
  auto* iterator = TRY(NewNative<ContextIterator>(t, PartOf(t).iterators[kKind]));
  iterator->pairs.Store(iterator, pairs);
  iterator->kind = kKind;
  return iterator;
}

Result<Value> IteratorNext(Thread& t, Value self_value) {
  auto* self = Cast<ContextIterator>(self_value);
  const Tuple* pairs = self->pairs.Load();
  const size_t at = self->at.load(std::memory_order_relaxed);
  if (at >= pairs->size()) return Value::Unbound();
  self->at.store(at + 2, std::memory_order_relaxed);
  if (self->kind == kItems) return Tuple::Of(t, pairs->At(at), pairs->At(at + 1));
  return pairs->At(self->kind == kKeys ? at : at + 1);
}

// --- The mapping ---------------------------------------------------------------------------------

Result<Value> ContextNew(Thread& t, Type*, Args args) {
  if (args.count != 0 || args.has_keywords()) {
    return RaiseTypeError(t, "Context() does not accept any arguments");
  }
  return TRY(NewContext(t, {}));
}

/// The value of `key`, which must be a variable; Unbound when it has none here.
Result<Value> Find(Thread& t, Context* self, Value key) {
  if (auto* variable = TryCastNative<ContextVar>(key)) return self->map().Find(variable->serial);
  return RaiseTypeError(
      t, absl::StrCat("a ContextVar key was expected, got ", TRY(Repr(t, key))->ToUtf8()));
}

Result<Value> ContextGetItem(Thread& t, Value self, Value key) {
  const Value found = TRY(Find(t, Cast<Context>(self), key));
  if (found.IsUnbound()) return RaiseWithArgument(t, &BuiltinTypes::KeyError, key);
  return found;
}

Result<bool> ContextContains(Thread& t, Value self, Value key) {
  return !TRY(Find(t, Cast<Context>(self), key)).IsUnbound();
}

Result<int64_t> ContextLength(Thread&, Value self) {
  return static_cast<int64_t>(Cast<Context>(self)->map().size());
}

Result<Value> ContextIter(Thread& t, Value self) {
  return NewIterator<kKeys>(t, Cast<Context>(self));
}

Result<bool> HaveEqualItems(Thread& t, Context* a, Context* b) {
  const VariableMap other = b->map();
  if (a->map().size() != other.size()) return false;
  const Tuple* pairs = TRY(PairsOf(t, a));
  for (size_t i = 0; i < pairs->size(); i += 2) {
    const Value value = other.Find(Cast<ContextVar>(pairs->At(i))->serial);
    if (value.IsUnbound() || !TRY(Equals(t, pairs->At(i + 1), value))) return false;
  }
  return true;
}

Result<Value> ContextCompare(Thread& t, Value self, Value other, CompareOp op) {
  auto* that = TryCastNative<Context>(other);
  if (that == nullptr || (op != CompareOp::kEq && op != CompareOp::kNe)) {
    return Value::NotImplemented();
  }
  const bool equal = TRY(HaveEqualItems(t, Cast<Context>(self), that));
  return Value::FromBool(equal == (op == CompareOp::kEq));
}

Result<Value> ContextGet(Thread& t, Context* self, Value key, Value fallback) {
  const Value found = TRY(Find(t, self, key));
  return found.IsUnbound() ? fallback : found;
}

Result<Context*> ContextCopy(Thread& t, Context* self) { return NewContext(t, self->map()); }

// --- run -----------------------------------------------------------------------------------------

Result<Value> ContextRun(Thread& t, Context* self, Args args) {
  if (args.count == 0) return RaiseTypeError(t, "run() missing 1 required positional argument");
  Context* outer = TRY(CurrentContext(t));
  if (self->entered.exchange(true)) {
    return Raise(
        t, &BuiltinTypes::RuntimeError,
        absl::StrCat("cannot enter context: ", TRY(Repr(t, Value::FromObject(self)))->ToUtf8(),
                     " is already entered"));
  }
  Result<Value> result = Raised{};
  if (SetCurrentContext(t, self).ok()) {
    result = Call(t, args[0], args.Rest());
    const PendingScope aside(t);
    (void)SetCurrentContext(t, outer);  // the key is there: nothing to allocate
  }
  self->entered.store(false);
  return result;
}

constexpr Method kMethods[] = {
    Bind<ContextCopy>("copy", "($self, /)"),
    Bind<ContextGet>("get", "($self, key, default=None, /)"),
    Bind<NewIterator<kItems>>("items", "($self, /)"),
    Bind<NewIterator<kKeys>>("keys", "($self, /)"),
    HideSignature(Bind<ContextRun>("run", "($self, /, *args, **kwargs)")),
    Bind<NewIterator<kValues>>("values", "($self, /)"),
};

Result<Type*> NewIteratorType(Thread& t, const char* name) {
  NativeTypeSpec spec{};
  spec.name = name;
  spec.instance_size = sizeof(ContextIterator);
  spec.flags = Type::kDisallowNew;
  spec.spec.slots.iter = &IterSelf;
  spec.spec.slots.next = &IteratorNext;
  return TypeBuilder::NewNativeType(t, spec);
}

}  // namespace

Result<None> MakeContextType(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "_contextvars.Context";
  spec.instance_size = sizeof(Context);
  spec.flags = Type::kHasWeakref;
  TypeSlots& slots = spec.spec.slots;
  slots.new_ = &ContextNew;
  slots.hash = &slot_dispatch::HashNotImplemented;
  slots.compare = &ContextCompare;
  slots.iter = &ContextIter;
  slots.length = &ContextLength;
  slots.getitem = &ContextGetItem;
  slots.contains = &ContextContains;
  spec.spec.methods = kMethods;
  Part& part = PartOf(t);
  part.context = TRY(TypeBuilder::NewNativeType(t, spec));
  constexpr const char* kNames[kKindCount] = {"keys", "values", "items"};
  for (int kind = 0; kind < kKindCount; ++kind) {
    part.iterators[kind] = TRY(NewIteratorType(t, kNames[kind]));
  }
  return module->Add(t, "Context", Value::FromObject(part.context));
}

}  // namespace krait::contextvars
