#include "vm/builtins/generic_alias.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/iterator_faces.h"
#include "vm/builtins/iterator_state.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/builtins/union_type.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/generic_alias.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// types.GenericAlias.
namespace krait {

Result<Value> MakeGenericAlias(Thread& t, Value origin, Value args) {
  Tuple* tuple = Is<Tuple>(args) ? Cast<Tuple>(args) : TRY(Tuple::Of(t, args));
  return GenericAlias::New(t, types(t).generic_alias, origin, tuple, false);
}

namespace {

Result<Value> Attribute(Thread& t, Value object, const char* name) {
  Str* interned = TRY(Str::InternUtf8(t, name));
  return GetAttrOrUnbound(t, object, interned);
}

}  // namespace

Result<None> AppendTypeName(Thread& t, StrWriter& writer, Value item) {
  if (item.SameBits(Value::Ellipsis())) {
    writer.AppendAscii("...");
    return None{};
  }
  const bool alias = !TRY(Attribute(t, item, "__origin__")).IsUnbound() &&
                     !TRY(Attribute(t, item, "__args__")).IsUnbound();
  const Value name = alias ? Value::Unbound() : TRY(Attribute(t, item, "__qualname__"));
  const Value module = name.IsUnbound() ? name : TRY(Attribute(t, item, "__module__"));
  if (name.IsUnbound() || name.IsNone() || module.IsUnbound() || module.IsNone()) {
    writer.Append(TRY(Repr(t, item)));
    return None{};
  }
  if (!Is<Str>(module) || !Cast<Str>(module)->EqualsAscii("builtins")) {
    writer.Append(TRY(ToStr(t, module)));
    writer.Append('.');
  }
  writer.Append(TRY(ToStr(t, name)));
  return None{};
}

namespace {

GenericAlias* AsAlias(Value value) { return Cast<GenericAlias>(value); }

Result<Value> AliasNew(Thread& t, Type* cls, Args args) {
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    return RaiseTypeError(t, "GenericAlias() takes no keyword arguments");
  }
  if (args.count != 2) {
    return RaiseTypeError(t, absl::StrCat("GenericAlias expected 2 arguments, got ", args.count));
  }
  Tuple* tuple = Is<Tuple>(args[1]) ? Cast<Tuple>(args[1]) : TRY(Tuple::Of(t, args[1]));
  return GenericAlias::New(t, cls, args[0], tuple, false);
}

// --- repr ------------------------------------------------------------------------------------

Result<Value> AliasRepr(Thread& t, Value self) {
  const GenericAlias* alias = AsAlias(self);
  StrWriter writer(t);
  if (alias->starred()) writer.Append('*');
  TRY(AppendTypeName(t, writer, alias->origin()));
  writer.Append('[');
  const Tuple* args = alias->args();
  if (args->size() == 0) writer.AppendAscii("()");
  for (size_t i = 0; i < args->size(); ++i) {
    if (i != 0) writer.AppendAscii(", ");
    TRY(AppendTypeName(t, writer, args->At(i)));
  }
  writer.Append(']');
  return writer.Finish(t);
}

// --- Behaviour -------------------------------------------------------------------------------

Result<int64_t> AliasHash(Thread& t, Value self) {
  const int64_t origin = TRY(Hash(t, AsAlias(self)->origin()));
  const int64_t hash = origin ^ TRY(Hash(t, Value::FromObject(AsAlias(self)->args())));
  return hash == -1 ? -2 : hash;
}

Result<Value> AliasCompare(Thread& t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<GenericAlias>(self) ||
      !Is<GenericAlias>(other)) {
    return Value::NotImplemented();
  }
  const GenericAlias* a = AsAlias(self);
  const GenericAlias* b = AsAlias(other);
  const bool equal = a->starred() == b->starred() && TRY(Equals(t, a->origin(), b->origin())) &&
                     TRY(Equals(t, Value::FromObject(a->args()), Value::FromObject(b->args())));
  return Value::FromBool(equal == (op == CompareOp::kEq));
}

/// Makes an instance of the origin, which remembers the alias if it can.
Result<Value> AliasCall(Thread& t, Value self, Args args) {
  const Value made = TRY(Call(t, AsAlias(self)->origin(), args));
  const Result<None> set = SetAttr(t, made, names(t).__orig_class__, self);
  if (set.ok() || ClearPendingIf(t, &BuiltinTypes::AttributeError) ||
      ClearPendingIf(t, &BuiltinTypes::TypeError)) {
    return made;
  }
  return Raised{};
}

/// The attributes that are the alias's own; all others are its origin's.
constexpr std::string_view kOwnAttributes[] = {
    "__class__",       "__origin__",     "__args__",
    "__unpacked__",    "__parameters__", "__typing_unpacked_tuple_args__",
    "__mro_entries__", "__reduce_ex__",  "__reduce__",
    "__copy__",        "__deepcopy__",
};

Result<Value> AliasGetAttr(Thread& t, Value self, Str* name) {
  for (std::string_view own : kOwnAttributes) {
    if (name->EqualsAscii(own)) return GenericGetAttr(t, self, name);
  }
  return GetAttr(t, AsAlias(self)->origin(), name);
}

Result<Tuple*> ParametersOf(Thread& t, GenericAlias* alias) {
  if (alias->parameters() == nullptr) alias->set_parameters(TRY(TypeParameters(t, alias->args())));
  return alias->parameters();
}

Result<Value> AliasGetItem(Thread& t, Value self, Value item) {
  GenericAlias* alias = AsAlias(self);
  Tuple* parameters = TRY(ParametersOf(t, alias));
  Tuple* args = TRY(SubstituteParameters(t, self, alias->args(), parameters, item));
  return GenericAlias::New(t, types(t).generic_alias, alias->origin(), args, alias->starred());
}

/// One item: the alias, starred.
Result<Value> AliasIter(Thread& t, Value self) {
  const GenericAlias* alias = AsAlias(self);
  GenericAlias* starred =
      TRY(GenericAlias::New(t, TypeOf(t, self), alias->origin(), alias->args(), true));
  Tuple* items = TRY(Tuple::Of(t, Value::FromObject(starred)));
  return WithFace(TRY(TupleIterator::New(t, items)),
                  t.vm().part<IteratorFaces>().generic_alias_iterator);
}

Result<Value> AliasOr(Thread& t, Value left, Value right) { return MakeUnion(t, left, right); }

// --- Attributes ------------------------------------------------------------------------------

Result<Value> AliasMroEntries(Thread& t, GenericAlias* self, Value) {
  return Tuple::Of(t, self->origin());
}

Result<Value> AliasInstanceCheck(Thread& t, GenericAlias*, Value) {
  return RaiseTypeError(t, "isinstance() argument 2 cannot be a parameterized generic");
}

Result<Value> AliasSubclassCheck(Thread& t, GenericAlias*, Value) {
  return RaiseTypeError(t, "issubclass() argument 2 cannot be a parameterized generic");
}

Result<Value> AliasReduce(Thread& t, GenericAlias* self) {
  if (self->starred()) {
    GenericAlias* plain =
        TRY(GenericAlias::New(t, types(t).generic_alias, self->origin(), self->args(), false));
    const Value iterator = TRY(AliasIter(t, Value::FromObject(plain)));
    return ReduceIterator(t, "next", iterator);
  }
  Tuple* args = TRY(Tuple::Of(t, self->origin(), Value::FromObject(self->args())));
  const Value type = Value::FromObject(TypeOf(t, Value::FromObject(self)));
  return Tuple::Of(t, type, Value::FromObject(args));
}

Result<Value> AliasDir(Thread& t, GenericAlias* self) {
  Str* dir = names(t).__dir__;
  const Value method = TRY(LookupSpecial(t, self->origin(), dir));
  const Value listed =
      method.IsUnbound() ? Value::FromObject(TRY(List::New(t))) : TRY(CallWith(t, method));
  List* result = TRY(List::New(t));
  TRY(ForEach(t, listed, [&](Value name) { return result->Append(t, name); }));
  for (std::string_view own : kOwnAttributes) {
    const Value name = Value::FromObject(TRY(Str::InternUtf8(t, own)));
    if (!TRY(Contains(t, Value::FromObject(result), name))) TRY(result->Append(t, name));
  }
  return result;
}

Result<Value> GetOrigin(Thread&, Value self) { return AsAlias(self)->origin(); }
Result<Value> GetArgs(Thread&, Value self) { return AsAlias(self)->args(); }
Result<Value> GetUnpacked(Thread&, Value self) { return Value::FromBool(AsAlias(self)->starred()); }
Result<Value> GetParameters(Thread& t, Value self) { return ParametersOf(t, AsAlias(self)); }
Result<Value> GetUnpackedTupleArgs(Thread& t, Value self) {
  const GenericAlias* alias = AsAlias(self);
  const bool tuple = alias->origin().SameBits(Value::FromObject(types(t).tuple));
  if (!alias->starred() || !tuple) return Value::None();
  return alias->args();
}

constexpr Method kAliasMethods[] = {
    HideSignature(Bind<AliasMroEntries>("__mro_entries__", "($self, bases, /)")),
    HideSignature(Bind<AliasInstanceCheck>("__instancecheck__", "($self, instance, /)")),
    HideSignature(Bind<AliasSubclassCheck>("__subclasscheck__", "($self, cls, /)")),
    HideSignature(Bind<AliasReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<AliasDir>("__dir__", "($self, /)")),
};
constexpr GetSet kAliasGetSets[] = {
    {"__origin__", &GetOrigin, nullptr, true},
    {"__args__", &GetArgs, nullptr, true},
    {"__unpacked__", &GetUnpacked, nullptr, true},
    {"__parameters__", &GetParameters},
    {"__typing_unpacked_tuple_args__", &GetUnpackedTupleArgs},
};

}  // namespace

const TypeSpec& GenericAliasSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &AliasNew;
    spec.slots.repr = &AliasRepr;
    spec.slots.hash = &AliasHash;
    spec.slots.compare = &AliasCompare;
    spec.slots.call = &AliasCall;
    spec.slots.getattr = &AliasGetAttr;
    spec.slots.getitem = &AliasGetItem;
    spec.slots.iter = &AliasIter;
    spec.slots.or_ = &AliasOr;
    spec.methods = kAliasMethods;
    spec.getset = kAliasGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
