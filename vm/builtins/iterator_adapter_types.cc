#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/iterator_state.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/iterator_adapters.h"
#include "vm/object/iterators.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"
#include "vm/object/weakref.h"

/// enumerate, zip, map, filter and reversed.
namespace krait {
namespace {

template <typename T>
Result<Value> NextOf(Thread& t, Value self) {
  return Cast<T>(self)->Next(t);
}

template <typename T>
TypeSpec AdapterSpec(NewSlot new_slot, absl::Span<const Method> methods) {
  TypeSpec spec;
  spec.slots.new_ = new_slot;
  spec.slots.iter = &IterSelf;
  spec.slots.next = &NextOf<T>;
  spec.methods = methods;
  return spec;
}

Value TypeOfSelf(Thread& t, Object* self) {
  return Value::FromObject(TypeOf(t, Value::FromObject(self)));
}

/// The iterators of args[first], args[first + 1], ...
Result<Tuple*> IteratorsOf(Thread& t, Args args, size_t first) {
  Tuple* iterators = TRY(Tuple::New(t, args.count - first));
  for (size_t i = first; i < args.count; ++i) {
    iterators->Set(i - first, TRY(GetIter(t, args[i])));
  }
  return iterators;
}

/// Subclasses may take keywords of their own; the types themselves take none.
Result<None> CheckNoKeywords(Thread& t, const Type* cls, const Type* type, Args args) {
  if (cls != type || !args.has_keywords() || args.keyword_names->size() == 0) return None{};
  return RaiseTypeError(t, absl::StrCat(type->name()->ToUtf8(), "() takes no keyword arguments"));
}

Raised RaiseBadKeyword(Thread& t, const Str* name, const char* function) {
  return RaiseTypeError(t, absl::StrCat("'", name->ToUtf8(),
                                        "' is an invalid keyword argument for ", function, "()"));
}

// --- enumerate(iterable, start=0) ----------------------------------------------------------------

Result<Value> MakeEnumerate(Thread& t, Type* cls, Value iterable, Value start) {
  const Value index = start.IsUnbound() ? Value::FromInt(0) : TRY(ToIndex(t, start));
  return Enumerate::New(t, cls, TRY(GetIter(t, iterable)), index);
}

Result<Value> EnumerateNew(Thread& t, Type* cls, Args args) {
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  const size_t total = args.count + keywords;
  if (total == 0 || (total > 2 && args.count == 0)) {
    return RaiseTypeError(t, "enumerate() missing required argument 'iterable'");
  }
  if (total > 2) {
    return RaiseTypeError(
        t, absl::StrCat("enumerate() takes at most 2 arguments (", total, " given)"));
  }
  Value given[2] = {Value::Unbound(), Value::Unbound()};
  for (size_t i = 0; i < args.count; ++i) given[i] = args[i];
  for (size_t k = 0; k < keywords; ++k) {
    const Str* name = Cast<Str>(args.keyword_names->At(k));
    const bool is_start = name->EqualsAscii("start");
    const bool known = is_start ? total == 2 : args.count == 0 && name->EqualsAscii("iterable");
    if (!known) return RaiseBadKeyword(t, name, "enumerate");
    given[is_start] = args[args.count + k];
  }
  return MakeEnumerate(t, cls, given[0], given[1]);
}

Result<Value> EnumerateReduce(Thread& t, Enumerate* self) {
  const Value args = Value::FromObject(TRY(Tuple::Of(t, self->iterator(), self->index())));
  return Tuple::Of(t, TypeOfSelf(t, self), args);
}

constexpr Method kEnumerateMethods[] = {
    HideSignature(Bind<EnumerateReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
};

// --- zip(*iterables, strict=False)
// -----------------------------------------------------------------

Result<Value> ZipNew(Thread& t, Type* cls, Args args) {
  bool strict = false;
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  if (keywords > 1) {
    return RaiseTypeError(
        t, absl::StrCat("zip() takes at most 1 keyword argument (", keywords, " given)"));
  }
  if (keywords == 1) {
    const Str* name = Cast<Str>(args.keyword_names->At(0));
    if (!name->EqualsAscii("strict")) return RaiseBadKeyword(t, name, "zip");
    strict = TRY(IsTrue(t, args[args.count]));
  }
  return Zip::New(t, cls, TRY(IteratorsOf(t, args, 0)), strict);
}

Result<Value> ZipReduce(Thread& t, Zip* self) {
  const Value iterators = Value::FromObject(self->iterators());
  if (!self->strict()) return Tuple::Of(t, TypeOfSelf(t, self), iterators);
  return Tuple::Of(t, TypeOfSelf(t, self), iterators, Value::True());
}

Result<None> ZipSetState(Thread&, Zip* self, bool strict) {
  self->set_strict(strict);
  return None{};
}

constexpr Method kZipMethods[] = {
    HideSignature(Bind<ZipReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<ZipSetState>("__setstate__", "($self, state, /)")),
};

// --- map(function, *iterables)
// -----------------------------------------------------------------------

Result<Value> MapNew(Thread& t, Type* cls, Args args) {
  TRY(CheckNoKeywords(t, cls, types(t).map, args));
  if (args.count < 2) return RaiseTypeError(t, "map() must have at least two arguments.");
  return Map::New(t, cls, args[0], TRY(IteratorsOf(t, args, 1)));
}

Result<Value> MapReduce(Thread& t, Map* self) {
  const Tuple* iterators = self->iterators();
  Tuple* args = TRY(Tuple::New(t, iterators->size() + 1));
  args->Set(0, self->function());
  for (size_t i = 0; i < iterators->size(); ++i) args->Set(i + 1, iterators->At(i));
  return Tuple::Of(t, TypeOfSelf(t, self), Value::FromObject(args));
}

constexpr Method kMapMethods[] = {HideSignature(Bind<MapReduce>("__reduce__", "($self, /)"))};

// --- filter(function, iterable)
// ------------------------------------------------------------------------

Result<Value> FilterNew(Thread& t, Type* cls, Args args) {
  TRY(CheckNoKeywords(t, cls, types(t).filter, args));
  if (args.count != 2) {
    return RaiseTypeError(t, absl::StrCat("filter expected 2 arguments, got ", args.count));
  }
  return Filter::New(t, cls, args[0], TRY(GetIter(t, args[1])));
}

Result<Value> FilterReduce(Thread& t, Filter* self) {
  const Value args = Value::FromObject(TRY(Tuple::Of(t, self->function(), self->iterator())));
  return Tuple::Of(t, TypeOfSelf(t, self), args);
}

constexpr Method kFilterMethods[] = {HideSignature(Bind<FilterReduce>("__reduce__", "($self, /)"))};

// --- reversed(sequence)
// ----------------------------------------------------------------------------

Result<Value> ReversedNew(Thread& t, Type* cls, Args args) {
  TRY(CheckNoKeywords(t, cls, types(t).reversed, args));
  if (args.count != 1) {
    return RaiseTypeError(t, absl::StrCat("reversed expected 1 argument, got ", args.count));
  }
  const Value sequence = args[0];
  const Value own = TRY(LookupSpecial(t, sequence, names(t).__reversed__));
  if (!own.IsUnbound() && !own.IsNone()) return CallWith(t, own);
  const TypeSlots& slots = TypeOf(t, sequence)->slots();
  if (own.IsNone() || slots.getitem == nullptr || Is<Dict>(sequence) || Is<WeakProxy>(sequence)) {
    return RaiseTypeError(t,
                          absl::StrCat("'", TypeName(t, sequence), "' object is not reversible"));
  }
  return Reversed::New(t, cls, sequence, TRY(Length(t, sequence)));
}

Result<int64_t> ReversedLengthHint(Thread& t, Reversed* self) {
  const Value sequence = self->sequence();
  if (sequence.IsUnbound()) return 0;
  const int64_t size = TRY(Length(t, sequence));
  const int64_t left = self->index() + 1;
  return size < left ? 0 : left;
}

Result<Value> ReversedReduce(Thread& t, Reversed* self) {
  const Value sequence = self->sequence();
  const Value type = TypeOfSelf(t, self);
  if (sequence.IsUnbound()) {
    const Value nothing = Value::FromObject(Tuple::Empty(t));
    return Tuple::Of(t, type, Value::FromObject(TRY(Tuple::Of(t, nothing))));
  }
  const Value args = Value::FromObject(TRY(Tuple::Of(t, sequence)));
  return Tuple::Of(t, type, args, TRY(Int::From(t, self->index())));
}

Result<None> ReversedSetState(Thread& t, Reversed* self, IteratorState state) {
  const Value sequence = self->sequence();
  if (sequence.IsUnbound()) return None{};
  const int64_t size = TRY(Length(t, sequence));
  self->set_index(std::clamp<int64_t>(state.value, -1, size - 1));
  return None{};
}

constexpr Method kReversedMethods[] = {
    HideSignature(Bind<ReversedLengthHint>("__length_hint__", "($self, /)")),
    HideSignature(Bind<ReversedReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<ReversedSetState>("__setstate__", "($self, state, /)")),
};

}  // namespace

const TypeSpec& EnumerateSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec = AdapterSpec<Enumerate>(&EnumerateNew, kEnumerateMethods);
    spec.text_signature = "(iterable, start=0)";
    return spec;
  }();
  return kSpec;
}

const TypeSpec& ZipSpec() {
  static const TypeSpec kSpec = AdapterSpec<Zip>(&ZipNew, kZipMethods);
  return kSpec;
}

const TypeSpec& MapSpec() {
  static const TypeSpec kSpec = AdapterSpec<Map>(&MapNew, kMapMethods);
  return kSpec;
}

const TypeSpec& FilterSpec() {
  static const TypeSpec kSpec = AdapterSpec<Filter>(&FilterNew, kFilterMethods);
  return kSpec;
}

const TypeSpec& ReversedSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec = AdapterSpec<Reversed>(&ReversedNew, kReversedMethods);
    spec.text_signature = "(sequence, /)";
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
