#include "vm/modules/operator_getters.h"

#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/modules/import.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/repr_guard.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// itemgetter, attrgetter and methodcaller: callables made of what to ask an object for.
namespace krait {
namespace {

Result<None> CheckNoKeywords(Thread& t, const char* function, Args args) {
  if (!args.has_keywords() || args.keyword_names->size() == 0) return None{};
  return RaiseTypeError(t, absl::StrCat(function, "() takes no keyword arguments"));
}

Result<None> CheckOneArgument(Thread& t, const char* function, Args args) {
  TRY(CheckNoKeywords(t, function, args));
  if (args.count == 1) return None{};
  return RaiseTypeError(t, absl::StrCat(function, " expected 1 argument, got ", args.count));
}

Value TypeValueOf(Thread& t, Object* object) {
  return Value::FromObject(TypeOf(t, Value::FromObject(object)));
}

/// "name(a, b)" of the type's name and the reprs of `values`; "name(...)" within itself.
Result<Value> ReprWithArguments(Thread& t, Value self, absl::Span<const Value> values,
                                Tuple* keyword_names = nullptr) {
  const std::string name = TypeName(t, self);
  const ReprGuard guard(t, self);
  if (guard.recursive()) return Str::FromUtf8(t, absl::StrCat(name, "(...)"));
  StrWriter writer(t);
  writer.AppendUtf8(name);
  writer.Append('(');
  const size_t positional = values.size() - (keyword_names == nullptr ? 0 : keyword_names->size());
  for (size_t i = 0; i < values.size(); ++i) {
    if (i != 0) writer.AppendAscii(", ");
    if (i >= positional) {
      writer.Append(Cast<Str>(keyword_names->At(i - positional)));
      writer.Append('=');
    }
    writer.Append(TRY(Repr(t, values[i])));
  }
  writer.Append(')');
  return writer.Finish(t);
}

// --- itemgetter ------------------------------------------------------------------------------

struct ItemGetter : NativeObject {
  static const NativeClass kClass;
  Field<Tuple*> items;
};

const NativeClass ItemGetter::kClass = {
    "operator.itemgetter",
    [](Object* self, Marker& marker) { marker.Visit(static_cast<ItemGetter*>(self)->items); },
    nullptr};

Result<Value> ItemGetterNew(Thread& t, Type* cls, Args args) {
  TRY(CheckNoKeywords(t, "itemgetter", args));
  if (args.count == 0) return RaiseTypeError(t, "itemgetter expected 1 argument, got 0");
  Tuple* items = TRY(Tuple::From(t, {args.values, args.count}));
  auto* self = TRY(NewNative<ItemGetter>(t, cls));
  self->items.Store(self, items);
  return self;
}

/// object[key], at once for a tuple or list and a plain index.
Result<Value> TakeItem(Thread& t, Value object, Value key) {
  if (key.IsInt() && IsExactly<Tuple>(object)) {
    const auto index = static_cast<uint64_t>(key.AsInt());
    if (index < Cast<Tuple>(object)->size()) return Cast<Tuple>(object)->At(index);
  }
  return GetItem(t, object, key);
}

Result<Value> ItemGetterCall(Thread& t, Value self, Args args) {
  TRY(CheckOneArgument(t, "itemgetter", args));
  const Tuple* items = Cast<ItemGetter>(self)->items.Load();
  const Value object = args[0];
  if (items->size() == 1) return TakeItem(t, object, items->At(0));
  Tuple* result = TRY(Tuple::New(t, items->size()));
  for (size_t i = 0; i < items->size(); ++i) {
    result->Set(i, TRY(TakeItem(t, object, items->At(i))));
  }
  return result;
}

Result<Value> ItemGetterRepr(Thread& t, Value self) {
  return ReprWithArguments(t, self, Cast<ItemGetter>(self)->items.Load()->values());
}

Result<Value> ItemGetterReduce(Thread& t, ItemGetter* self) {
  return Tuple::Of(t, TypeValueOf(t, self), Value::FromObject(self->items.Load()));
}

constexpr Method kItemGetterMethods[] = {Bind<ItemGetterReduce>("__reduce__", "($self, /)")};

// --- attrgetter ------------------------------------------------------------------------------

struct AttrGetter : NativeObject {
  static const NativeClass kClass;
  Field<Tuple*> names;
  /// For each name an interned str, or a tuple of those between its dots.
  Field<Tuple*> paths;
};

const NativeClass AttrGetter::kClass = {"operator.attrgetter",
                                        [](Object* object, Marker& marker) {
                                          auto* self = static_cast<AttrGetter*>(object);
                                          marker.Visit(self->names);
                                          marker.Visit(self->paths);
                                        },
                                        nullptr};

Result<Value> SplitAtDots(Thread& t, Str* name) {
  RootedVector parts(t);
  size_t begin = 0;
  for (size_t i = 0; i <= name->length(); ++i) {
    if (i < name->length() && name->At(i) != '.') continue;
    Str* part = TRY(Str::Substring(t, name, begin, i));
    parts.push_back(Value::FromObject(Str::Intern(t, part)));
    begin = i + 1;
  }
  if (parts.size() == 1) return parts[0];
  return Tuple::From(t, {parts.data(), parts.size()});
}

Result<Value> AttrGetterNew(Thread& t, Type* cls, Args args) {
  TRY(CheckNoKeywords(t, "attrgetter", args));
  if (args.count == 0) return RaiseTypeError(t, "attrgetter expected 1 argument, got 0");
  Tuple* given = TRY(Tuple::From(t, {args.values, args.count}));
  Tuple* paths = TRY(Tuple::New(t, args.count));
  for (size_t i = 0; i < args.count; ++i) {
    if (!Is<Str>(args[i])) return RaiseTypeError(t, "attribute name must be a string");
    paths->Set(i, TRY(SplitAtDots(t, Cast<Str>(args[i]))));
  }
  auto* self = TRY(NewNative<AttrGetter>(t, cls));
  self->names.Store(self, given);
  self->paths.Store(self, paths);
  return self;
}

Result<Value> FollowPath(Thread& t, Value object, Value path) {
  if (Is<Str>(path)) return GetAttr(t, object, Cast<Str>(path));
  const Tuple* parts = Cast<Tuple>(path);
  for (size_t i = 0; i < parts->size(); ++i) {
    object = TRY(GetAttr(t, object, Cast<Str>(parts->At(i))));
  }
  return object;
}

Result<Value> AttrGetterCall(Thread& t, Value self, Args args) {
  TRY(CheckOneArgument(t, "attrgetter", args));
  const Tuple* paths = Cast<AttrGetter>(self)->paths.Load();
  const Value object = args[0];
  if (paths->size() == 1) return FollowPath(t, object, paths->At(0));
  Tuple* result = TRY(Tuple::New(t, paths->size()));
  for (size_t i = 0; i < paths->size(); ++i) {
    result->Set(i, TRY(FollowPath(t, object, paths->At(i))));
  }
  return result;
}

Result<Value> AttrGetterRepr(Thread& t, Value self) {
  return ReprWithArguments(t, self, Cast<AttrGetter>(self)->names.Load()->values());
}

Result<Value> AttrGetterReduce(Thread& t, AttrGetter* self) {
  return Tuple::Of(t, TypeValueOf(t, self), Value::FromObject(self->names.Load()));
}

constexpr Method kAttrGetterMethods[] = {Bind<AttrGetterReduce>("__reduce__", "($self, /)")};

// --- methodcaller ----------------------------------------------------------------------------

struct MethodCaller : NativeObject {
  static const NativeClass kClass;
  Field<Str*> name;
  Field<Tuple*> values;         // positional arguments, then those by keyword
  Field<Tuple*> keyword_names;  // null: none
};

const NativeClass MethodCaller::kClass = {"operator.methodcaller",
                                          [](Object* object, Marker& marker) {
                                            auto* self = static_cast<MethodCaller*>(object);
                                            marker.Visit(self->name);
                                            marker.Visit(self->values);
                                            marker.Visit(self->keyword_names);
                                          },
                                          nullptr};

Result<Value> MethodCallerNew(Thread& t, Type* cls, Args args) {
  if (args.count == 0) {
    return RaiseTypeError(t, "methodcaller needs at least one argument, the method name");
  }
  if (!Is<Str>(args[0])) return RaiseTypeError(t, "method name must be a string");
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  Tuple* values = TRY(Tuple::From(t, {args.values + 1, args.count - 1 + keywords}));
  auto* self = TRY(NewNative<MethodCaller>(t, cls));
  self->name.Store(self, Str::Intern(t, Cast<Str>(args[0])));
  self->values.Store(self, values);
  if (keywords != 0) self->keyword_names.Store(self, args.keyword_names);
  return self;
}

Result<Value> MethodCallerCall(Thread& t, Value self, Args args) {
  TRY(CheckOneArgument(t, "methodcaller", args));
  auto* caller = Cast<MethodCaller>(self);
  const Tuple* values = caller->values.Load();
  Tuple* keyword_names = caller->keyword_names.Load();
  const size_t keywords = keyword_names == nullptr ? 0 : keyword_names->size();
  return CallMethod(
      t, args[0], caller->name.Load(),
      {values->values().data(), static_cast<uint32_t>(values->size() - keywords), keyword_names});
}

Result<Value> MethodCallerRepr(Thread& t, Value self) {
  auto* caller = Cast<MethodCaller>(self);
  RootedVector values(t);
  values.push_back(Value::FromObject(caller->name.Load()));
  for (Value value : caller->values.Load()->values()) values.push_back(value);
  return ReprWithArguments(t, self, {values.data(), values.size()}, caller->keyword_names.Load());
}

/// (type, (name, arguments...)), the type wrapped in a functools.partial if there are keywords.
Result<Value> MethodCallerReduce(Thread& t, MethodCaller* self) {
  const Value type = TypeValueOf(t, self);
  const auto values = self->values.Load()->values();
  const Value name = Value::FromObject(self->name.Load());
  Tuple* keyword_names = self->keyword_names.Load();
  RootedVector words(t);
  if (keyword_names == nullptr) {
    words.push_back(name);
    for (Value value : values) words.push_back(value);
    return Tuple::Of(t, type, Value::FromObject(TRY(Tuple::From(t, {words.data(), words.size()}))));
  }
  const Value functools = TRY(ImportModule(t, TRY(Str::InternUtf8(t, "_functools"))));
  const Value partial = TRY(GetAttr(t, functools, TRY(Str::InternUtf8(t, "partial"))));
  const size_t positional = values.size() - keyword_names->size();
  words.push_back(type);
  words.push_back(name);
  for (Value value : values.subspan(positional)) words.push_back(value);
  const Value constructor = TRY(Call(t, partial, {words.data(), 2, keyword_names}));
  Tuple* rest = TRY(Tuple::From(t, values.first(positional)));
  return Tuple::Of(t, constructor, Value::FromObject(rest));
}

constexpr Method kMethodCallerMethods[] = {Bind<MethodCallerReduce>("__reduce__", "($self, /)")};

struct GetterType {
  const char* name;
  uint32_t size;
  NewSlot new_;
  CallSlot call;
  UnarySlot repr;
  absl::Span<const Method> methods;
};

constexpr GetterType kTypes[] = {
    {"operator.itemgetter", sizeof(ItemGetter), &ItemGetterNew, &ItemGetterCall, &ItemGetterRepr,
     kItemGetterMethods},
    {"operator.attrgetter", sizeof(AttrGetter), &AttrGetterNew, &AttrGetterCall, &AttrGetterRepr,
     kAttrGetterMethods},
    {"operator.methodcaller", sizeof(MethodCaller), &MethodCallerNew, &MethodCallerCall,
     &MethodCallerRepr, kMethodCallerMethods},
};

}  // namespace

Result<None> AddOperatorGetters(Thread& t, Module* module) {
  for (const GetterType& row : kTypes) {
    NativeTypeSpec spec{};
    spec.name = row.name;
    spec.instance_size = row.size;
    spec.spec.slots.new_ = row.new_;
    spec.spec.slots.call = row.call;
    spec.spec.slots.repr = row.repr;
    spec.spec.methods = row.methods;
    Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
    TRY(module->Add(t, type->name()->ToUtf8(), Value::FromObject(type)));
  }
  return None{};
}

}  // namespace krait
