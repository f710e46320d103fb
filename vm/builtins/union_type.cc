#include "vm/builtins/union_type.h"

#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/specs.h"
#include "vm/heap/rooted.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/generic_alias.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/union_type.h"

/// types.UnionType.
namespace krait {
namespace {

UnionType* AsUnion(Value value) { return Cast<UnionType>(value); }

bool IsUnionable(Value value) {
  return value.IsNone() || Is<Type>(value) || Is<GenericAlias>(value) || Is<UnionType>(value);
}

/// Types are the same only when identical; generic aliases are compared.
Result<bool> SameMember(Thread& t, Value a, Value b) {
  if (Is<GenericAlias>(a) && Is<GenericAlias>(b)) return Equals(t, a, b);
  return a.SameBits(b);
}

Result<None> AddMember(Thread& t, RootedVector& members, Value member) {
  if (Is<UnionType>(member)) {
    for (Value inner : AsUnion(member)->args()->values()) TRY(AddMember(t, members, inner));
    return None{};
  }
  if (member.IsNone()) member = Value::FromObject(types(t).none_type);
  for (size_t i = 0; i < members.size(); ++i) {
    if (TRY(SameMember(t, members[i], member))) return None{};
  }
  members.push_back(member);
  return None{};
}

/// One member alone is no union.
Result<Value> UnionOf(Thread& t, absl::Span<const Value> values) {
  RootedVector members(t);
  for (Value value : values) TRY(AddMember(t, members, value));
  if (members.size() == 1) return members[0];
  return UnionType::New(t, TRY(Tuple::From(t, {members.data(), members.size()})));
}

Result<Value> UnionRepr(Thread& t, Value self) {
  const Tuple* args = AsUnion(self)->args();
  StrWriter writer(t);
  for (size_t i = 0; i < args->size(); ++i) {
    if (i != 0) writer.AppendAscii(" | ");
    const Value member = args->At(i);
    if (member.SameBits(Value::FromObject(types(t).none_type))) {
      writer.AppendAscii("None");
    } else {
      TRY(AppendTypeName(t, writer, member));
    }
  }
  return writer.Finish(t);
}

Result<Value> MembersAsSet(Thread& t, Value self) {
  return CallWith(t, Value::FromObject(types(t).frozenset),
                  Value::FromObject(AsUnion(self)->args()));
}

Result<int64_t> UnionHash(Thread& t, Value self) { return Hash(t, TRY(MembersAsSet(t, self))); }

Result<Value> UnionCompare(Thread& t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<UnionType>(other)) {
    return Value::NotImplemented();
  }
  const Value left = TRY(MembersAsSet(t, self));
  const Value right = TRY(MembersAsSet(t, other));
  return RichCompare(t, left, right, op);
}

Result<Value> UnionOr(Thread& t, Value left, Value right) { return MakeUnion(t, left, right); }

Result<Tuple*> ParametersOf(Thread& t, UnionType* self) {
  if (self->parameters() == nullptr) self->set_parameters(TRY(TypeParameters(t, self->args())));
  return self->parameters();
}

/// (list[T] | int)[str]: the members with their type variables replaced, joined again.
Result<Value> UnionGetItem(Thread& t, Value self, Value item) {
  UnionType* old = AsUnion(self);
  Tuple* parameters = TRY(ParametersOf(t, old));
  Tuple* args = TRY(SubstituteParameters(t, self, old->args(), parameters, item));
  Value result = args->At(0);
  for (size_t i = 1; i < args->size(); ++i) {
    result = TRY(BinaryOperation(t, BinaryOperator::kOr, result, args->At(i)));
  }
  return result;
}

Result<Value> GetUnionArgs(Thread&, Value self) { return AsUnion(self)->args(); }
Result<Value> GetUnionParameters(Thread& t, Value self) { return ParametersOf(t, AsUnion(self)); }

/// A union is of the module that its type is of.
Result<Value> UnionGetAttr(Thread& t, Value self, Str* name) {
  if (!name->EqualsAscii("__module__")) return GenericGetAttr(t, self, name);
  return GetAttr(t, Value::FromObject(TypeOf(t, self)), name);
}

constexpr GetSet kUnionGetSets[] = {
    {"__args__", &GetUnionArgs, nullptr, true},
    {"__parameters__", &GetUnionParameters},
};

}  // namespace

Result<Value> MakeUnion(Thread& t, Value left, Value right) {
  if (!IsUnionable(left) || !IsUnionable(right)) return Value::NotImplemented();
  const Value both[] = {left, right};
  return UnionOf(t, both);
}

const TypeSpec& UnionTypeSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &UnionRepr;
    spec.slots.hash = &UnionHash;
    spec.slots.compare = &UnionCompare;
    spec.slots.getattr = &UnionGetAttr;
    spec.slots.getitem = &UnionGetItem;
    spec.slots.or_ = &UnionOr;
    spec.getset = kUnionGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
