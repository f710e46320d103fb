#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/heap/rooted.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/bound_method.h"
#include "vm/object/descriptors.h"
#include "vm/object/dict.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// classmethod, staticmethod and property.
namespace krait {
namespace {

/// What classmethod and staticmethod take over from the function they wrap.
Result<None> CopyFunctionAttributes(Thread& t, Value self, Value callable) {
  const Names& n = names(t);
  for (Str* name : {n.__module__, n.__name__, n.__qualname__, n.__doc__, n.__annotations__}) {
    const Value value = TRY(GetAttrOrUnbound(t, callable, name));
    if (!value.IsUnbound()) TRY(SetOwnAttribute(t, self.AsObject(), name, value));
  }
  return None{};
}

template <typename T>
Result<Value> WrapperNew(Thread& t, Type* cls, Args) {
  return T::New(t, cls, Value::None());
}

template <typename T>
Result<None> WrapperInit(Thread& t, Value self, Args args) {
  const char* name = std::is_same_v<T, ClassMethod> ? "classmethod" : "staticmethod";
  if (args.has_keywords()) {
    return RaiseTypeError(t, absl::StrCat(name, "() takes no keyword arguments"));
  }
  if (args.count != 1) {
    return RaiseTypeError(t, absl::StrCat(name, " expected 1 argument, got ", args.count));
  }
  Cast<T>(self)->set_callable(args[0]);
  return CopyFunctionAttributes(t, self, args[0]);
}

template <typename T>
Result<Value> WrapperRepr(Thread& t, Value self) {
  const char* name = std::is_same_v<T, ClassMethod> ? "classmethod" : "staticmethod";
  return Str::FromUtf8(
      t, absl::StrCat("<", name, "(", TRY(Repr(t, Cast<T>(self)->callable()))->ToUtf8(), ")>"));
}

template <typename T>
Result<Value> GetCallable(Thread&, Value self) {
  return Cast<T>(self)->callable();
}

template <typename T>
Result<Value> GetIsAbstract(Thread& t, Value self) {
  const Value abstract =
      TRY(GetAttrOrUnbound(t, Cast<T>(self)->callable(), names(t).__isabstractmethod__));
  return Value::FromBool(!abstract.IsUnbound() && TRY(IsTrue(t, abstract)));
}

Result<Value> GetOwnDict(Thread& t, Value self) { return InstanceDict(t, self.AsObject()); }

Result<Value> ClassMethodGet(Thread& t, Value self, Value instance, Value owner) {
  const Value callable = Cast<ClassMethod>(self)->callable();
  const Value type = owner.IsUnbound() ? Value::FromObject(TypeOf(t, instance)) : owner;
  const DescrGetSlot get = TypeOf(t, callable)->slots().descr_get;
  if (get != nullptr) return get(t, callable, type, type);
  return BoundMethod::New(t, callable, type);
}

Result<Value> StaticMethodGet(Thread&, Value self, Value, Value) {
  return Cast<StaticMethod>(self)->callable();
}

Result<Value> StaticMethodCall(Thread& t, Value self, Args args) {
  return Call(t, Cast<StaticMethod>(self)->callable(), args);
}

template <typename T>
constexpr GetSet kWrapperGetSets[] = {
    {"__func__", &GetCallable<T>, nullptr, true},
    {"__wrapped__", &GetCallable<T>, nullptr, true},
    {"__isabstractmethod__", &GetIsAbstract<T>},
    {"__dict__", &GetOwnDict},
};

// --- property --------------------------------------------------------------------------------

Property* AsProperty(Value value) { return Cast<Property>(value); }

Result<Value> PropertyNew(Thread& t, Type* cls, Args) {
  auto* property = static_cast<Property*>(TRY(AllocateInstance(t, cls, sizeof(Property))));
  const Value none = Value::None();
  property->Initialize(none, none, none, none, Value::Unbound());
  return property;
}

/// A docstring taken from the getter is kept in the instance of a subclass, as an attribute.
Result<None> StoreDoc(Thread& t, Value self, Value doc) {
  if (self.AsObject()->IsSubclassInstance()) return SetAttr(t, self, names(t).__doc__, doc);
  AsProperty(self)->set_doc(doc);
  return None{};
}

Result<None> PropertyInitialize(Thread& t, Value self, Value get, Value set, Value del, Value doc) {
  Property* property = AsProperty(self);
  property->Initialize(get, set, del, doc, Value::Unbound());
  property->set_getter_doc(false);
  if (!doc.IsNone() || get.IsNone()) {
    if (self.AsObject()->IsSubclassInstance()) return StoreDoc(t, self, doc);
    return None{};
  }
  const Value getter_doc = TRY(GetAttrOrUnbound(t, get, names(t).__doc__));
  if (getter_doc.IsUnbound() || getter_doc.IsNone()) return None{};
  property->set_getter_doc(true);
  return StoreDoc(t, self, getter_doc);
}

constexpr Method kPropertyInit = [] {
  Method method;
  method.name = "property";
  method.text_signature = "(fget=None, fset=None, fdel=None, doc=None)";
  method.signature = Signature::Parse("(fget=None, fset=None, fdel=None, doc=None)");
  return method;
}();

Result<None> PropertyInit(Thread& t, Value self, Args args) {
  Value bound[4];
  TRY(BindArguments(t, kPropertyInit, args, bound));
  return PropertyInitialize(t, self, bound[0], bound[1], bound[2], bound[3]);
}

/// "property 'x' of 'C' object has no getter".
Raised RaiseNo(Thread& t, Value self, Value instance, const char* what) {
  const Value name = AsProperty(self)->name();
  const std::string type = TypeOf(t, instance)->qualname()->ToUtf8();
  std::string text = "property";
  if (!name.IsUnbound()) {
    const Result<Str*> repr = Repr(t, name);
    if (!repr.ok()) return Raised{};
    absl::StrAppend(&text, " ", (*repr)->ToUtf8());
  }
  return Raise(t, &BuiltinTypes::AttributeError,
               absl::StrCat(text, " of '", type, "' object has no ", what));
}

Result<Value> PropertyGet(Thread& t, Value self, Value instance, Value) {
  if (instance.IsUnbound() || instance.IsNone()) return self;
  const Value get = AsProperty(self)->get();
  if (get.IsNone()) return RaiseNo(t, self, instance, "getter");
  return CallWith(t, get, instance);
}

Result<None> PropertySet(Thread& t, Value self, Value instance, Value value) {
  const bool deletes = value.IsUnbound();
  const Value function = deletes ? AsProperty(self)->del() : AsProperty(self)->set();
  if (function.IsNone()) return RaiseNo(t, self, instance, deletes ? "deleter" : "setter");
  if (deletes) {
    TRY(CallWith(t, function, instance));
  } else {
    TRY(CallWith(t, function, instance, value));
  }
  return None{};
}

/// property(...) of the same class with one part replaced.
Result<Value> PropertyCopy(Thread& t, Value self, Value get, Value set, Value del) {
  const Property* old = AsProperty(self);
  if (get.IsUnbound() || get.IsNone()) get = old->get();
  if (set.IsUnbound() || set.IsNone()) set = old->set();
  if (del.IsUnbound() || del.IsNone()) del = old->del();
  const Value doc = old->getter_doc() && !get.IsNone() ? Value::None() : old->doc();
  const Value copy = TRY(CallWith(t, Value::FromObject(TypeOf(t, self)), get, set, del, doc));
  if (Is<Property>(copy)) AsProperty(copy)->set_name(old->name());
  return copy;
}

Result<Value> PropertyGetter(Thread& t, Value self, Value function) {
  return PropertyCopy(t, self, function, Value(), Value());
}
Result<Value> PropertySetter(Thread& t, Value self, Value function) {
  return PropertyCopy(t, self, Value(), function, Value());
}
Result<Value> PropertyDeleter(Thread& t, Value self, Value function) {
  return PropertyCopy(t, self, Value(), Value(), function);
}

Result<None> PropertySetName(Thread& t, Value self, Args args) {
  if (args.count != 2) {
    return RaiseTypeError(t, absl::StrCat("__set_name__() takes 2 positional arguments but ",
                                          args.count, " were given"));
  }
  AsProperty(self)->set_name(args[1]);
  return None{};
}

Result<Value> GetFget(Thread&, Value self) { return AsProperty(self)->get(); }
Result<Value> GetFset(Thread&, Value self) { return AsProperty(self)->set(); }
Result<Value> GetFdel(Thread&, Value self) { return AsProperty(self)->del(); }
Result<Value> GetPropertyDoc(Thread&, Value self) { return AsProperty(self)->doc(); }
Result<None> SetPropertyDoc(Thread&, Value self, Value value) {
  AsProperty(self)->set_doc(value.IsUnbound() ? Value::None() : value);
  return None{};
}

Result<Value> GetPropertyIsAbstract(Thread& t, Value self) {
  const Property* property = AsProperty(self);
  for (Value part : {property->get(), property->set(), property->del()}) {
    const Value abstract = TRY(GetAttrOrUnbound(t, part, names(t).__isabstractmethod__));
    if (!abstract.IsUnbound() && TRY(IsTrue(t, abstract))) return Value::True();
  }
  return Value::False();
}

constexpr Method kPropertyMethods[] = {
    HideSignature(Bind<PropertyGetter>("getter", "($self, fget, /)")),
    HideSignature(Bind<PropertySetter>("setter", "($self, fset, /)")),
    HideSignature(Bind<PropertyDeleter>("deleter", "($self, fdel, /)")),
    HideSignature(Bind<PropertySetName>("__set_name__", "($self, *args)")),
};

constexpr GetSet kPropertyGetSets[] = {
    {"fget", &GetFget, nullptr, true},
    {"fset", &GetFset, nullptr, true},
    {"fdel", &GetFdel, nullptr, true},
    {"__doc__", &GetPropertyDoc, &SetPropertyDoc, true},
    {"__isabstractmethod__", &GetPropertyIsAbstract},
};

}  // namespace

const TypeSpec& ClassMethodSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &WrapperNew<ClassMethod>;
    spec.slots.init = &WrapperInit<ClassMethod>;
    spec.slots.repr = &WrapperRepr<ClassMethod>;
    spec.slots.descr_get = &ClassMethodGet;
    spec.getset = kWrapperGetSets<ClassMethod>;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& StaticMethodSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &WrapperNew<StaticMethod>;
    spec.slots.init = &WrapperInit<StaticMethod>;
    spec.slots.repr = &WrapperRepr<StaticMethod>;
    spec.slots.descr_get = &StaticMethodGet;
    spec.slots.call = &StaticMethodCall;
    spec.getset = kWrapperGetSets<StaticMethod>;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& PropertySpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.text_signature = "(fget=None, fset=None, fdel=None, doc=None)";
    spec.slots.new_ = &PropertyNew;
    spec.slots.init = &PropertyInit;
    spec.slots.descr_get = &PropertyGet;
    spec.slots.descr_set = &PropertySet;
    spec.methods = kPropertyMethods;
    spec.getset = kPropertyGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
