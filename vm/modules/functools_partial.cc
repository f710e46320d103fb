#include "absl/strings/str_cat.h"
#include "vm/builtins/dict_attribute.h"
#include "vm/builtins/generic_alias.h"
#include "vm/heap/rooted.h"
#include "vm/modules/functools_types.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/repr_guard.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// functools.partial.
namespace krait {
namespace {

struct Partial : NativeObject {
  static const NativeClass kClass;
  Field<Value> function;
  Field<Tuple*> args;
  Field<Dict*> keywords;  // a program can change it
};

const NativeClass Partial::kClass = {"functools.partial",
                                     [](Object* object, Marker& marker) {
                                       auto* self = static_cast<Partial*>(object);
                                       marker.Visit(self->function);
                                       marker.Visit(self->args);
                                       marker.Visit(self->keywords);
                                     },
                                     nullptr};

Result<Value> PartialCall(Thread& t, Value self, Args args);

bool HasOwnAttributes(Thread& t, Object* object) {
  const Shape* shape = ShapeOf(t, object);
  return shape->is_dictionary() || shape->parent() != nullptr;
}

Result<Value> PartialNew(Thread& t, Type* cls, Args args) {
  if (args.count == 0) {
    return RaiseTypeError(t, "type 'partial' takes at least one argument");
  }
  Value function = args[0];
  if (TypeOf(t, function)->slots().call == nullptr) {
    return RaiseTypeError(t, "the first argument must be callable");
  }
  Tuple* before = Tuple::Empty(t);
  Dict* keywords = nullptr;
  // A partial of a partial calls the innermost function directly.
  if (auto* inner = TryCastNative<Partial>(function);
      inner != nullptr && TypeOf(t, function)->slots().call == &PartialCall &&
      !HasOwnAttributes(t, inner)) {
    before = inner->args.Load();
    keywords = TRY(inner->keywords.Load()->Copy(t));
    function = inner->function.Load();
  }
  Tuple* all = TRY(Tuple::New(t, before->size() + args.count - 1));
  for (size_t i = 0; i < before->size(); ++i) all->Set(i, before->At(i));
  for (size_t i = 1; i < args.count; ++i) all->Set(before->size() + i - 1, args[i]);
  if (keywords == nullptr) keywords = TRY(Dict::New(t));
  for (size_t i = 0; args.has_keywords() && i < args.keyword_names->size(); ++i) {
    TRY(keywords->Set(t, args.keyword_names->At(i), args[args.count + i]));
  }
  auto* self = TRY(NewNative<Partial>(t, cls));
  self->function.Store(self, function);
  self->args.Store(self, all);
  self->keywords.Store(self, keywords);
  return self;
}

/// Puts the stored arguments and those of the call into `values`, which has room, and calls.
Result<Value> CallWithValues(Thread& t, Partial* self, const Tuple* before, Args args, size_t given,
                             Value* values) {
  const size_t stored = before->size();
  for (size_t i = 0; i < stored; ++i) values[i] = before->At(i);
  for (size_t i = 0; i < given; ++i) values[stored + i] = args[i];
  return Call(t, self->function.Load(),
              {values, static_cast<uint32_t>(stored + args.count), args.keyword_names});
}

/// Calls with stored keyword arguments under those of the call, which win.
Result<Value> CallWithKeywords(Thread& t, Partial* self, Dict* stored, Args args) {
  RootedVector key_list(t);
  RootedVector values(t);
  const Tuple* before = self->args.Load();
  for (Value value : before->values()) values.push_back(value);
  for (size_t i = 0; i < args.count; ++i) values.push_back(args[i]);
  const size_t positional = values.size();
  size_t position = 0;
  Value key;
  Value value;
  while (stored->Next(position, key, value)) {
    if (!Is<Str>(key)) return RaiseTypeError(t, "keywords must be strings");
    key_list.push_back(key);
    values.push_back(value);
  }
  for (size_t i = 0; args.has_keywords() && i < args.keyword_names->size(); ++i) {
    const Value name = args.keyword_names->At(i);
    size_t at = 0;
    while (at < key_list.size() && !Cast<Str>(key_list[at])->Equals(Cast<Str>(name))) ++at;
    if (at == key_list.size()) {
      key_list.push_back(name);
      values.push_back(args[args.count + i]);
    } else {
      values.Set(positional + at, args[args.count + i]);
    }
  }
  Tuple* keyword_names = TRY(Tuple::From(t, {key_list.data(), key_list.size()}));
  return Call(t, self->function.Load(),
              {values.data(), static_cast<uint32_t>(positional), keyword_names});
}

Result<Value> PartialCall(Thread& t, Value self_value, Args args) {
  auto* self = Cast<Partial>(self_value);
  TRY(CheckNativeStack(t));
  Dict* stored = self->keywords.Load();
  if (stored->size() != 0) return CallWithKeywords(t, self, stored, args);
  const Tuple* before = self->args.Load();
  const size_t stored_count = before->size();
  if (stored_count == 0) return Call(t, self->function.Load(), args);
  const size_t given = args.count + (args.has_keywords() ? args.keyword_names->size() : 0);
  constexpr size_t kOnStack = 8;
  if (stored_count + given <= kOnStack) {
    Value values[kOnStack];
    return CallWithValues(t, self, before, args, given, values);
  }
  RootedVector values(t);
  values.resize(stored_count + given);
  return CallWithValues(t, self, before, args, given, values.data());
}

Result<Value> PartialRepr(Thread& t, Value self_value) {
  const ReprGuard guard(t, self_value);
  if (guard.recursive()) return Str::FromUtf8(t, "...");
  auto* self = Cast<Partial>(self_value);
  StrWriter writer(t);
  writer.AppendUtf8(TypeName(t, self_value));
  writer.Append('(');
  writer.Append(TRY(Repr(t, self->function.Load())));
  const Tuple* args = self->args.Load();
  for (size_t i = 0; i < args->size(); ++i) {
    writer.AppendAscii(", ");
    writer.Append(TRY(Repr(t, args->At(i))));
  }
  const Dict* keywords = self->keywords.Load();
  size_t position = 0;
  Value key;
  Value value;
  while (keywords->Next(position, key, value)) {
    writer.AppendAscii(", ");
    writer.Append(TRY(ToStr(t, key)));
    writer.Append('=');
    writer.Append(TRY(Repr(t, value)));
  }
  writer.Append(')');
  return writer.Finish(t);
}

Result<Value> PartialReduce(Thread& t, Partial* self) {
  const Value function = self->function.Load();
  Value attributes = Value::None();
  if (HasOwnAttributes(t, self)) attributes = Value::FromObject(TRY(InstanceDict(t, self)));
  Tuple* state = TRY(Tuple::Of(t, function, Value::FromObject(self->args.Load()),
                               Value::FromObject(self->keywords.Load()), attributes));
  return Tuple::Of(t, Value::FromObject(TypeOf(t, Value::FromObject(self))),
                   Value::FromObject(TRY(Tuple::Of(t, function))), Value::FromObject(state));
}

Result<None> PartialSetState(Thread& t, Partial* self, Value state) {
  const Tuple* parts = TryCast<Tuple>(state);
  const bool valid = parts != nullptr && parts->size() == 4 &&
                     TypeOf(t, parts->At(0))->slots().call != nullptr && Is<Tuple>(parts->At(1)) &&
                     (parts->At(2).IsNone() || Is<Dict>(parts->At(2))) &&
                     (parts->At(3).IsNone() || Is<Dict>(parts->At(3)));
  if (!valid) return RaiseTypeError(t, "invalid partial state");
  Value args = parts->At(1);
  if (!IsExactly<Tuple>(args)) {
    args = Value::FromObject(TRY(Tuple::From(t, Cast<Tuple>(args)->values())));
  }
  Dict* keywords;
  if (parts->At(2).IsNone()) {
    keywords = TRY(Dict::New(t));
  } else {
    keywords = Cast<Dict>(parts->At(2));
    if (!IsExactly<Dict>(parts->At(2))) keywords = TRY(keywords->Copy(t));
  }
  if (!parts->At(3).IsNone()) {
    TRY(SetInstanceDict(t, self, Cast<Dict>(parts->At(3))));
  } else if (HasOwnAttributes(t, self)) {
    TRY(SetInstanceDict(t, self, TRY(Dict::New(t))));
  }
  self->function.Store(self, parts->At(0));
  self->args.Store(self, Cast<Tuple>(args));
  self->keywords.Store(self, keywords);
  return None{};
}

constexpr Method kMethods[] = {
    Bind<PartialReduce>("__reduce__", "($self, /)"),
    Bind<PartialSetState>("__setstate__", "($self, state, /)"),
    Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod(),
};

Result<Value> GetFunction(Thread&, Value self) { return Cast<Partial>(self)->function.Load(); }
Result<Value> GetArgs(Thread&, Value self) { return Cast<Partial>(self)->args.Load(); }
Result<Value> GetKeywords(Thread&, Value self) { return Cast<Partial>(self)->keywords.Load(); }

constexpr GetSet kMembers[] = {
    {"func", &GetFunction, nullptr, true},
    {"args", &GetArgs, nullptr, true},
    {"keywords", &GetKeywords, nullptr, true},
    {"__dict__", &GetDictAttribute, &SetDictAttribute},
};

}  // namespace

Result<None> AddPartial(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "functools.partial";
  spec.instance_size = sizeof(Partial);
  spec.flags = Type::kBaseType | Type::kHasWeakref;
  spec.has_dict = true;
  spec.spec.slots.new_ = &PartialNew;
  spec.spec.slots.call = &PartialCall;
  spec.spec.slots.repr = &PartialRepr;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  t.vm().part<FunctoolsPart>().partial = type;
  return module->Add(t, "partial", Value::FromObject(type));
}

}  // namespace krait
