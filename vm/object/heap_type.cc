#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/object/attributes.h"
#include "vm/object/bound_method.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/shape.h"
#include "vm/object/slot_table.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"
#include "vm/object/type_mutator.h"
#include "vm/unicode/properties.h"

/// Classes made by class statements.
namespace krait {
namespace {

/// All exceptions lie in cells of one size, but those with fields of their own do not mix.
bool HasExceptionFields(const Type* type) {
  struct Row {
    const char* name;
    const char* fields;
  };
  static constexpr Row kRows[] = {
#define KRAIT_ROW(name, base, fields) {#name, fields},
      KRAIT_EXCEPTION_TYPES(KRAIT_ROW)
#undef KRAIT_ROW
  };
  if (type->instance_layout() != Layout::kException || type->HasFlag(Type::kHeapType)) return false;
  for (const Row& row : kRows) {
    if (*row.fields != 0 && type->name()->EqualsAscii(row.name)) return true;
  }
  return false;
}

bool AddsToLayout(Type* type) {
  Type* base = type->base();
  if (HasExceptionFields(type)) return true;
  return type->instance_layout() != base->instance_layout() ||
         type->instance_size() != base->instance_size() ||
         type->instance_shape()->Root()->count() != base->instance_shape()->Root()->count();
}

/// The ancestor that gave `type`'s instances their layout or their last __slots__.
Type* SolidBase(Type* type) {
  while (type->base() != nullptr && !AddsToLayout(type)) type = type->base();
  return type;
}

bool IsIdentifier(const Str* text) {
  if (text->length() == 0) return false;
  for (size_t i = 0; i < text->length(); ++i) {
    const char32_t c = text->At(i);
    const bool ok = c == '_' || (i == 0 ? IsXidStart(c) : IsXidContinue(c));
    if (!ok) return false;
  }
  return true;
}

/// `__name` in class C is stored as _C__name.
Result<Str*> Mangle(Thread& t, Str* cls, Str* name) {
  const std::string text = name->ToUtf8();
  if (!text.starts_with("__") || text.ends_with("__") || text.find('.') != std::string::npos) {
    return Str::Intern(t, name);
  }
  std::string prefix = cls->ToUtf8();
  prefix.erase(0, prefix.find_first_not_of('_'));
  if (prefix.empty()) return Str::Intern(t, name);
  return Str::InternUtf8(t, absl::StrCat("_", prefix, text));
}

}  // namespace

Result<Type*> TypeBuilder::BestBase(Thread& t, Tuple* bases) {
  Type* best = nullptr;
  Type* winner = nullptr;
  for (Value entry : bases->values()) {
    if (!Is<Type>(entry)) return RaiseTypeError(t, "bases must be types");
    Type* base = Cast<Type>(entry);
    if (!base->HasFlag(Type::kBaseType)) {
      return RaiseTypeError(
          t, absl::StrCat("type '", base->FullName(t), "' is not an acceptable base type"));
    }
    Type* solid = SolidBase(base);
    if (winner == nullptr || (solid != winner && solid->IsSubtypeOf(winner))) {
      winner = solid;
      best = base;
    } else if (!winner->IsSubtypeOf(solid)) {
      return RaiseTypeError(t, "multiple bases have instance lay-out conflict");
    }
  }
  return best;
}

namespace {

/// The class nearest to the built-in type that already has everything `type`'s instances have.
const Type* LayoutOrigin(const Type* type) {
  while (type->base() != nullptr && type->base()->HasFlag(Type::kHeapType) &&
         type->base()->HasFlag(Type::kHasDict) == type->HasFlag(Type::kHasDict)) {
    type = type->base();
  }
  return type;
}

/// Instances of different lengths: only classes that share what was added to the built-in type
/// agree on where it is.
bool HasItems(const Type* type) {
  const Layout layout = type->instance_layout();
  return layout == Layout::kInt || layout == Layout::kBytes || layout == Layout::kTuple;
}

/// Whether CPython's collector looks at the instances: those of classes, and those that hold
/// references.
bool IsCollected(const Type* type) {
  if (type->HasFlag(Type::kHeapType)) return true;
  constexpr Layout kPlain[] = {Layout::kInstance,  Layout::kInt,  Layout::kFloat,
                               Layout::kComplex,   Layout::kStr,  Layout::kBytes,
                               Layout::kByteArray, Layout::kRange};
  return std::find(std::begin(kPlain), std::end(kPlain), type->instance_layout()) ==
         std::end(kPlain);
}

bool SameLayout(const Type* a, const Type* b) {
  if (HasItems(a) && LayoutOrigin(a) != LayoutOrigin(b)) return false;
  return a->instance_layout() == b->instance_layout() && a->instance_size() == b->instance_size() &&
         a->attributes_offset() == b->attributes_offset() &&
         a->instance_shape()->Root()->count() == b->instance_shape()->Root()->count() &&
         a->HasFlag(Type::kHasDict) == b->HasFlag(Type::kHasDict) &&
         a->HasFlag(Type::kHasWeakref) == b->HasFlag(Type::kHasWeakref);
}

}  // namespace

const char* TypeBuilder::Incompatibility(const Type* old, const Type* fresh) {
  if (!fresh->is_complete() || IsCollected(old) != IsCollected(fresh)) return "deallocator";
  return SameLayout(old, fresh) ? nullptr : "object layout";
}

Result<Tuple*> TypeBuilder::CallMro(Thread& t, Type* type) {
  const Value self = Value::FromObject(type);
  if (TypeOf(t, self) == types(t).type) return ComputeMro(t, type, type->bases());
  const Value mro_method = TypeOf(t, self)->Lookup(t, names(t).mro);
  if (mro_method.SameBits(types(t).type->Lookup(t, names(t).mro))) {
    return ComputeMro(t, type, type->bases());
  }
  const Value bound = TRY(LookupSpecial(t, self, names(t).mro));
  Tuple* order = TRY(TupleOf(t, TRY(CallWith(t, bound))));
  if (order->size() == 0) return RaiseTypeError(t, "type MRO must not be empty");
  Type* solid = SolidBase(type);
  for (Value entry : order->values()) {
    if (!Is<Type>(entry)) {
      return RaiseTypeError(
          t, absl::StrCat("mro() returned a non-class ('", TypeName(t, entry), "')"));
    }
    if (!solid->IsSubtypeOf(SolidBase(Cast<Type>(entry)))) {
      return RaiseTypeError(t, absl::StrCat("mro() returned base with unsuitable layout ('",
                                            Cast<Type>(entry)->name()->ToUtf8(), "')"));
    }
  }
  return order;
}

// --- __slots__ -------------------------------------------------------------------------------

namespace {

/// What __slots__ asks for, checked and mangled, in the order CPython sorts it.
struct SlotNames {
  explicit SlotNames(Thread& t) : names(t) {}
  RootedVector names;
  bool dict = false;
  bool weakref = false;
};

Result<None> CollectSlots(Thread& t, Str* cls, Type* base, Dict* ns, Value slots, SlotNames& out) {
  const bool single = Is<Str>(slots);
  Tuple* given = single ? TRY(Tuple::Of(t, slots)) : TRY(TupleOf(t, slots));
  const Layout layout = base->instance_layout();
  if (given->size() > 0 && layout != Layout::kStr && t.vm().layouts().Info(layout).has_items) {
    return RaiseTypeError(t, absl::StrCat("nonempty __slots__ not supported for subtype of '",
                                          base->name()->ToUtf8(), "'"));
  }
  for (Value entry : given->values()) {
    if (!Is<Str>(entry)) {
      return RaiseTypeError(
          t, absl::StrCat("__slots__ items must be strings, not '", TypeName(t, entry), "'"));
    }
    Str* name = Cast<Str>(entry);
    if (!IsIdentifier(name)) return RaiseTypeError(t, "__slots__ must be identifiers");
    if (name->EqualsAscii("__dict__")) {
      if (out.dict || base->HasFlag(Type::kHasDict)) {
        return RaiseTypeError(t, "__dict__ slot disallowed: we already got one");
      }
      out.dict = true;
      continue;
    }
    if (name->EqualsAscii("__weakref__")) {
      if (out.weakref || base->HasFlag(Type::kHasWeakref)) {
        return RaiseTypeError(t,
                              "__weakref__ slot disallowed: either we already got one, or "
                              "__itemsize__ != 0");
      }
      out.weakref = true;
      continue;
    }
    Str* mangled = TRY(Mangle(t, cls, name));
    if (!ns->GetStr(t, mangled).IsUnbound() && !name->EqualsAscii("__classcell__") &&
        !name->EqualsAscii("__qualname__")) {
      return RaiseValueError(
          t, absl::StrCat("'", name->ToUtf8(), "' in __slots__ conflicts with class variable"));
    }
    out.names.push_back(Value::FromObject(mangled));
  }
  std::sort(out.names.begin(), out.names.end(),
            [](Value a, Value b) { return Str::Compare(Cast<Str>(a), Cast<Str>(b)) < 0; });
  return None{};
}

}  // namespace

// --- type.__new__ ----------------------------------------------------------------------------

namespace {

Value TakeFrom(Thread& t, Dict* ns, Str* key) { return ns->RemoveStr(t, key); }

/// Functions of these names are class or static methods without being told so.
Result<None> WrapSpecialMethods(Thread& t, Dict* ns) {
  const Value new_method = ns->GetStr(t, names(t).__new__);
  if (new_method.IsObject() && new_method.AsObject()->layout() == Layout::kFunction) {
    auto* wrapped = TRY(StaticMethod::New(t, types(t).staticmethod, new_method));
    TRY(ns->SetStr(t, names(t).__new__, Value::FromObject(wrapped)));
  }
  for (Str* name : {names(t).__init_subclass__, names(t).__class_getitem__}) {
    const Value method = ns->GetStr(t, name);
    if (!method.IsObject() || method.AsObject()->layout() != Layout::kFunction) continue;
    auto* wrapped = TRY(ClassMethod::New(t, types(t).classmethod, method));
    TRY(ns->SetStr(t, name, Value::FromObject(wrapped)));
  }
  return None{};
}

/// Calls __set_name__ of everything in the namespace that has one.
Result<None> CallSetNames(Thread& t, Type* type) {
  Dict* copy = TRY(type->dict()->Copy(t));
  size_t position = 0;
  Value key;
  Value value;
  while (copy->Next(position, key, value)) {
    const Value method = TRY(LookupSpecial(t, value, names(t).__set_name__));
    if (method.IsUnbound()) continue;
    if (CallWith(t, method, Value::FromObject(type), key).ok()) continue;
    const Value cause = t.TakePending();
    (void)Raise(t, &BuiltinTypes::RuntimeError,
                absl::StrCat("Error calling __set_name__ on '", TypeName(t, value), "' instance ",
                             TRY(Repr(t, key))->ToUtf8(), " in '", type->name()->ToUtf8(), "'"));
    if (auto* error = TryCast<Exception>(t.pending)) {
      error->set_cause(cause);
      error->set_context(cause);
      error->set_suppress_context(true);
    }
    return Raised{};
  }
  return None{};
}

/// super(type, type).__init_subclass__(**keywords).
Result<None> CallInitSubclass(Thread& t, Type* type, Args keywords) {
  const Tuple* order = type->mro();
  size_t at = 0;
  while (at < order->size() && order->At(at).AsObject() != type) ++at;
  if (at == order->size()) {
    return RaiseTypeError(t, "super(type, obj): obj must be an instance or subtype of type");
  }
  for (size_t i = at + 1; i < order->size(); ++i) {
    const Value found = Cast<Type>(order->At(i))->dict()->GetStr(t, names(t).__init_subclass__);
    if (found.IsUnbound()) continue;
    const DescrGetSlot get = TypeOf(t, found)->slots().descr_get;
    const Value bound =
        get == nullptr ? found : TRY(get(t, found, Value::Unbound(), Value::FromObject(type)));
    TRY(Call(t, bound, {keywords.values, 0, keywords.keyword_names}));
    return None{};
  }
  return None{};
}

/// The namespace's __classcell__ is where methods find __class__.
Result<None> FillClassCell(Thread& t, Type* type) {
  const Value cell = TakeFrom(t, type->dict(), names(t).__classcell__);
  if (cell.IsUnbound()) return None{};
  if (!Is<Cell>(cell)) {
    return RaiseTypeError(t,
                          absl::StrCat("__classcell__ must be a nonlocal cell, not ",
                                       TRY(Repr(t, Value::FromObject(TypeOf(t, cell))))->ToUtf8()));
  }
  Cast<Cell>(cell)->set_content(Value::FromObject(type));
  return None{};
}

}  // namespace

Result<Type*> TypeBuilder::NewHeapType(Thread& t, Type* metatype, Str* name, Tuple* bases,
                                       Dict* given_ns, Args keywords) {
  if (bases->size() == 0) bases = TRY(Tuple::Of(t, Value::FromObject(types(t).object)));
  for (size_t i = 0; i < name->length(); ++i) {
    if (name->At(i) == 0) return RaiseValueError(t, "type name must not contain null characters");
  }
  Type* base = TRY(BestBase(t, bases));
  Dict* ns = TRY(given_ns->Copy(t));

  const Value slots = ns->GetStr(t, names(t).__slots__);
  SlotNames slot_names(t);
  if (!slots.IsUnbound()) TRY(CollectSlots(t, name, base, ns, slots, slot_names));
  const Value qualname = ns->GetStr(t, names(t).__qualname__);
  if (!qualname.IsUnbound() && !Is<Str>(qualname)) {
    return RaiseTypeError(
        t, absl::StrCat("type __qualname__ must be a str, not ", TypeName(t, qualname)));
  }

  Type* type = TRY(NewUnnamed(t, metatype, base, base->instance_layout(), 0));
  type->flags_.store(Type::kHeapType | Type::kBaseType, std::memory_order_relaxed);
  type->instance_size_ = base->instance_size();
  type->attributes_offset_ = base->attributes_offset();
  if (type->attributes_offset_ == 0) {
    type->attributes_offset_ = t.vm().layouts().Info(base->instance_layout()).has_items
                                   ? Type::kTrailingAttributes
                                   : (base->instance_size() + 7u) & ~7u;
  }
  type->name_.Store(type, name);
  type->bases_.Store(type, bases);
  type->dict_.Store(type, ns);
  type->qualname_.Store(type, qualname.IsUnbound() ? name : Cast<Str>(qualname));
  if (!qualname.IsUnbound()) TakeFrom(t, ns, names(t).__qualname__);
  SetStatics(type, base);
  for (Value other : bases->values()) {
    constexpr uint32_t kFromAnyBase = Type::kHasDict | Type::kHasWeakref;
    type->SetFlag(static_cast<Type::Flag>(Cast<Type>(other)->flags() & kFromAnyBase));
  }
  // Classes keep their attributes in a dict of their own: metaclasses add none.
  const bool is_metatype = type->instance_layout() == Layout::kType;
  if (!is_metatype && (slots.IsUnbound() || slot_names.dict)) type->SetFlag(Type::kHasDict);
  if (slots.IsUnbound() || slot_names.weakref) type->SetFlag(Type::kHasWeakref);

  // Before mro(), which may call methods that say __class__, and before a slot of that name.
  TRY(FillClassCell(t, type));
  TRY(MakeInstanceShape(t, type, base, slot_names.names));
  TRY(WrapSpecialMethods(t, ns));
  if (ns->GetStr(t, names(t).__module__).IsUnbound()) {
    if (const Value module = CallerModule(t); !module.IsUnbound()) {
      TRY(ns->SetStr(t, names(t).__module__, module));
    }
  }
  TRY(AddTypeDescriptors(t, type));
  if (ns->GetStr(t, names(t).__doc__).IsUnbound()) {
    TRY(ns->SetStr(t, names(t).__doc__, Value::None()));
  }
  if (!ns->GetStr(t, names(t).__eq__).IsUnbound() && ns->GetStr(t, names(t).__hash__).IsUnbound()) {
    TRY(ns->SetStr(t, names(t).__hash__, Value::None()));
  }

  Tuple* mro = TRY(CallMro(t, type));
  type->mro_.Store(type, mro);
  InheritCollectionKind(type);
  TypeMutator::Invalidate(t, type);
  InheritSlots(t, type);
  for (Value entry : bases->values()) TRY(TypeMutator::AddSubclass(t, Cast<Type>(entry), type));
  TRY(CallSetNames(t, type));
  TRY(CallInitSubclass(t, type, keywords));
  return type;
}

/// Slots come first and never move; room for some attributes follows.
Result<None> TypeBuilder::MakeInstanceShape(Thread& t, Type* type, Type* base,
                                            RootedVector& slot_names) {
  const uint32_t inherited = base->instance_shape()->Root()->count();
  const auto own = static_cast<uint32_t>(slot_names.size());
  uint32_t capacity = 0;
  if (type->instance_layout() == Layout::kInstance) {
    constexpr uint32_t kFirstGuess = 4;
    capacity = inherited + own + (type->HasFlag(Type::kHasDict) ? kFirstGuess : 0);
    capacity = std::max(capacity, base->instance_shape()->inline_capacity());
  }
  Shape* shape = TRY(Shape::NewRoot(t, type, capacity, inherited + own));
  type->instance_shape_.Store(type, shape);
  for (uint32_t i = 0; i < own; ++i) {
    Str* name = Cast<Str>(slot_names[i]);
    auto* member = TRY(MemberDescriptor::New(t, type, name, inherited + i));
    TRY(type->dict()->SetStr(t, name, Value::FromObject(member)));
  }
  return None{};
}

namespace {

Result<Value> GetDict(Thread& t, Value self) {
  if (!self.IsObject()) return RaiseAttributeError(t, self, names(t).__dict__);
  return InstanceDict(t, self.AsObject());
}

Result<None> SetDict(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) {
    Dict* empty = TRY(Dict::New(t));
    return SetInstanceDict(t, self.AsObject(), empty);
  }
  if (!Is<Dict>(value)) {
    return RaiseTypeError(
        t, absl::StrCat("__dict__ must be set to a dictionary, not a '", TypeName(t, value), "'"));
  }
  return SetInstanceDict(t, self.AsObject(), Cast<Dict>(value));
}

Result<Value> GetWeakref(Thread& t, Value self) {
  const auto references = t.vm().weakrefs().ReferencesTo(self.AsObject());
  return references.empty() ? Value::None()
                            : Value::FromObject(reinterpret_cast<Object*>(references.front()));
}

constexpr GetSet kDictRow{"__dict__", &GetDict, &SetDict};
constexpr GetSet kWeakrefRow{"__weakref__", &GetWeakref};

}  // namespace

Result<None> TypeBuilder::AddTypeDescriptors(Thread& t, Type* type) {
  const auto add = [&](Type::Flag flag, const GetSet& row, Str* name) -> Result<None> {
    if (!type->HasFlag(flag) || !type->dict()->GetStr(t, name).IsUnbound()) return None{};
    for (Value base : type->bases()->values()) {
      // Metatypes have their __dict__ from type, which keeps it in a way of its own.
      const auto* parent = Cast<Type>(base);
      if (parent->HasFlag(flag) || !parent->Lookup(t, name).IsUnbound()) return None{};
    }
    auto* descriptor = TRY(GetSetDescriptor::New(t, type, &row));
    return type->dict()->SetStr(t, name, Value::FromObject(descriptor));
  };
  TRY(add(Type::kHasDict, kDictRow, names(t).__dict__));
  return add(Type::kHasWeakref, kWeakrefRow, names(t).__weakref__);
}

Value TypeBuilder::CallerModule(Thread& t) {
  Dict* globals = t.vm().CurrentGlobals(t);
  return globals == nullptr ? Value::Unbound() : globals->GetStr(t, names(t).__name__);
}

}  // namespace krait
