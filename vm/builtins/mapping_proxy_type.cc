#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/mapping_proxy.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// mappingproxy: hands every question on to its mapping.
namespace krait {
namespace {

Value MappingOf(Value self) { return Cast<MappingProxy>(self)->mapping(); }

Value Unwrap(Value value) { return Is<MappingProxy>(value) ? MappingOf(value) : value; }

constexpr Method kNew = [] {
  Method method;
  method.name = "mappingproxy";
  method.text_signature = "(mapping)";
  method.signature = Signature::Parse("(mapping)");
  return method;
}();

Result<Value> ProxyNew(Thread& t, Type*, Args args) {
  Value mapping[1];
  TRY(BindArguments(t, kNew, args, mapping));
  if (TypeOf(t, mapping[0])->slots().getitem == nullptr || Is<List>(mapping[0]) ||
      Is<Tuple>(mapping[0])) {
    return RaiseTypeError(t, absl::StrCat("mappingproxy() argument must be a mapping, not ",
                                          TypeName(t, mapping[0])));
  }
  return MappingProxy::New(t, mapping[0]);
}

Result<Value> ProxyRepr(Thread& t, Value self) {
  Str* mapping = TRY(Repr(t, MappingOf(self)));
  StrWriter writer(t);
  writer.AppendAscii("mappingproxy(");
  writer.Append(mapping);
  writer.Append(')');
  return writer.Finish(t);
}

Result<Value> ProxyStr(Thread& t, Value self) { return ToStr(t, MappingOf(self)); }

Result<Value> ProxyCompare(Thread& t, Value self, Value other, CompareOp op) {
  return RichCompare(t, MappingOf(self), other, op);
}

Result<int64_t> ProxyLength(Thread& t, Value self) { return Length(t, MappingOf(self)); }

Result<Value> ProxyGetItem(Thread& t, Value self, Value key) {
  return GetItem(t, MappingOf(self), key);
}

Result<bool> ProxyContains(Thread& t, Value self, Value key) {
  return Contains(t, MappingOf(self), key);
}

Result<Value> ProxyIter(Thread& t, Value self) { return GetIter(t, MappingOf(self)); }

Result<Value> ProxyOr(Thread& t, Value left, Value right) {
  return BinaryOperation(t, BinaryOperator::kOr, Unwrap(left), Unwrap(right));
}

Result<Value> ProxyInplaceOr(Thread& t, Value self, Value) {
  return RaiseTypeError(
      t, absl::StrCat("'|=' is not supported by ", TypeName(t, self), "; use '|' instead"));
}

Result<Value> ProxyGet(Thread& t, MappingProxy* self, Value key, Value otherwise) {
  return CallMethodWith(t, self->mapping(), names(t).get, key, otherwise);
}

template <Str* Names::* kName>
Result<Value> ProxyCall(Thread& t, MappingProxy* self) {
  return CallMethodWith(t, self->mapping(), names(t).*kName);
}

Result<Value> ProxyReversed(Thread& t, MappingProxy* self) {
  return CallMethodWith(t, self->mapping(), names(t).__reversed__);
}

constexpr Method kProxyMethods[] = {
    HideSignature(Bind<ProxyGet>("get", "($self, key, default=None, /)")),
    HideSignature(Bind<ProxyCall<&Names::keys>>("keys", "($self, /)")),
    HideSignature(Bind<ProxyCall<&Names::values>>("values", "($self, /)")),
    HideSignature(Bind<ProxyCall<&Names::items>>("items", "($self, /)")),
    HideSignature(Bind<ProxyCall<&Names::copy>>("copy", "($self, /)")),
    HideSignature(Bind<ProxyReversed>("__reversed__", "($self, /)")),
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
};

}  // namespace

const TypeSpec& MappingProxySpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &ProxyNew;
    spec.slots.repr = &ProxyRepr;
    spec.slots.str = &ProxyStr;
    spec.slots.compare = &ProxyCompare;
    spec.slots.length = &ProxyLength;
    spec.slots.getitem = &ProxyGetItem;
    spec.slots.contains = &ProxyContains;
    spec.slots.iter = &ProxyIter;
    spec.slots.or_ = &ProxyOr;
    spec.slots.inplace_or = &ProxyInplaceOr;
    spec.methods = kProxyMethods;
    spec.flags = Type::kIsMapping;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
