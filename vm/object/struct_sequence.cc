#include "vm/object/struct_sequence.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/object/attributes.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/repr_guard.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/value_array.h"

namespace krait::struct_sequence {
namespace {

/// The fields behind the tuple's items, in an array where a subclass instance of tuple keeps its
/// attributes; null when the type has none.
ValueArray* HiddenOf(Thread& t, Tuple* tuple) {
  Field<Object*>* field = AttributesField(TypeOf(t, Value::FromObject(tuple)), tuple);
  return static_cast<ValueArray*>(field->Load());
}

Result<None> AddCount(Thread& t, Type* type, const char* name, size_t count) {
  Str* key = TRY(Str::InternUtf8(t, name));
  return type->dict()->SetStr(t, key, Value::FromInt(static_cast<int64_t>(count)));
}

/// Only names of the tuple's items count for patterns.
Result<None> AddMatchArgs(Thread& t, Type* type, const StructSequenceSpec& spec) {
  RootedVector visible(t);
  for (uint32_t i = 0; i < spec.visible; ++i) {
    if (spec.fields[i] == nullptr) continue;
    visible.push_back(Value::FromObject(TRY(Str::InternUtf8(t, spec.fields[i]))));
  }
  Tuple* match_args = TRY(Tuple::From(t, {visible.data(), visible.size()}));
  return type->dict()->SetStr(t, names(t).__match_args__, Value::FromObject(match_args));
}

Raised RaiseWrongSize(Thread& t, const StructSequenceSpec& spec, const char* bound, size_t wanted,
                      size_t given) {
  return RaiseTypeError(t, absl::StrCat(spec.name, "() takes a", bound, " ", wanted, "-sequence (",
                                        given, "-sequence given)"));
}

Result<None> CheckSize(Thread& t, const StructSequenceSpec& spec, size_t given) {
  const size_t most = spec.fields.size();
  const size_t least = spec.visible;
  if (least == most) {
    return given == most ? Result<None>(None{}) : RaiseWrongSize(t, spec, "", most, given);
  }
  if (given < least) return RaiseWrongSize(t, spec, "n at least", least, given);
  if (given > most) return RaiseWrongSize(t, spec, "n at most", most, given);
  return None{};
}

constexpr Method kNew{"structseq", "(sequence, dict=None)", nullptr,
                      Signature::Parse("(sequence, dict=None)"), Method::Kind::kInstance};

}  // namespace

Result<Type*> NewType(Thread& t, const StructSequenceSpec& spec, const TypeSpec& behaviour) {
  NativeTypeSpec native;
  native.name = spec.name;
  native.base = types(t).tuple;
  native.flags = spec.constructible ? 0 : Type::kDisallowNew;
  native.spec = behaviour;
  native.spec.doc = spec.doc;
  Type* type = TRY(TypeBuilder::NewNativeType(t, native));
  type->SetFlag(Type::kBaseType, false);
  TRY(AddCount(t, type, "n_sequence_fields", spec.visible));
  TRY(AddCount(t, type, "n_fields", spec.fields.size()));
  TRY(AddCount(t, type, "n_unnamed_fields", spec.fields.size() - spec.named()));
  TRY(AddMatchArgs(t, type, spec));
  return type;
}

Result<Tuple*> New(Thread& t, const StructSequenceSpec& spec, Type* type,
                   absl::Span<const Value> values) {
  Tuple* tuple = TRY(Tuple::NewOfType(t, type, spec.visible));
  for (uint32_t i = 0; i < spec.visible; ++i) tuple->Set(i, values[i]);
  const size_t hidden = spec.fields.size() - spec.visible;
  if (hidden == 0) return tuple;
  ValueArray* array = TRY(ValueArray::New(t, hidden));
  for (size_t i = 0; i < hidden; ++i) {
    const size_t at = spec.visible + i;
    array->Set(i, at < values.size() ? values[at] : Value::None());
  }
  AttributesField(type, tuple)->Store(tuple, array);
  return tuple;
}

Value GetField(Thread& t, Value self, uint32_t index) {
  auto* tuple = Cast<Tuple>(self);
  if (index < tuple->size()) return tuple->At(index);
  return HiddenOf(t, tuple)->At(index - tuple->size());
}

Result<Value> NewFromPython(Thread& t, const StructSequenceSpec& spec, Type* type, Args args) {
  Value bound[2];
  TRY(BindArguments(t, kNew, args, bound));
  if (TypeOf(t, bound[0])->slots().iter == nullptr &&
      TypeOf(t, bound[0])->slots().getitem == nullptr) {
    return RaiseTypeError(t, "constructor requires a sequence");
  }
  Tuple* given = TRY(TupleOf(t, bound[0]));
  if (!bound[1].IsNone() && !Is<Dict>(bound[1])) {
    return RaiseTypeError(t, absl::StrCat(spec.name, "() takes a dict as second arg, if any"));
  }
  TRY(CheckSize(t, spec, given->size()));
  RootedVector values(t);
  for (Value item : given->values()) values.push_back(item);
  for (size_t i = given->size(); i < spec.fields.size(); ++i) {
    Value value = Value::Unbound();
    if (!bound[1].IsNone() && spec.fields[i] != nullptr) {
      value = Cast<Dict>(bound[1])->GetStr(t, TRY(Str::InternUtf8(t, spec.fields[i])));
    }
    values.push_back(value.IsUnbound() ? Value::None() : value);
  }
  return New(t, spec, type, {values.data(), values.size()});
}

/// As "os.terminal_size(columns=80, lines=24)": fields without a name leave theirs to the next.
Result<Value> Repr(Thread& t, const StructSequenceSpec& spec, Value self) {
  const auto* tuple = Cast<Tuple>(self);
  StrWriter writer(t);
  writer.AppendAscii(spec.name);
  writer.Append('(');
  size_t field = 0;
  for (size_t i = 0; i < tuple->size(); ++i, ++field) {
    while (field < spec.fields.size() && spec.fields[field] == nullptr) ++field;
    if (i != 0) writer.AppendAscii(", ");
    if (field < spec.fields.size()) writer.AppendAscii(spec.fields[field]);
    writer.Append('=');
    writer.Append(TRY(krait::Repr(t, tuple->At(i))));
  }
  writer.Append(')');
  return writer.Finish(t);
}

/// (type, (items, {name of a hidden field: its value})).
Result<Value> Reduce(Thread& t, const StructSequenceSpec& spec, Value self) {
  auto* tuple = Cast<Tuple>(self);
  Dict* hidden = TRY(Dict::New(t));
  for (size_t i = spec.visible; i < spec.fields.size(); ++i) {
    if (spec.fields[i] == nullptr) continue;
    Str* name = TRY(Str::InternUtf8(t, spec.fields[i]));
    TRY(hidden->SetStr(t, name, GetField(t, self, static_cast<uint32_t>(i))));
  }
  Tuple* items = TRY(Tuple::From(t, tuple->values()));
  Tuple* arguments = TRY(Tuple::Of(t, Value::FromObject(items), Value::FromObject(hidden)));
  return Tuple::Of(t, Value::FromObject(TypeOf(t, self)), Value::FromObject(arguments));
}

}  // namespace krait::struct_sequence
