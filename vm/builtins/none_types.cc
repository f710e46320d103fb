#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"
#include "vm/object/warn.h"

/// The types of None, ... and NotImplemented, each of which has but one instance.
namespace krait {
namespace {

/// `name` is what CPython calls the type here.
Result<None> RefuseArguments(Thread& t, Args args, const char* name) {
  if (args.count == 0 && !args.has_keywords()) return None{};
  return RaiseTypeError(t, absl::StrCat(name, " takes no arguments"));
}

Result<Value> NoneNew(Thread& t, Type*, Args args) {
  TRY(RefuseArguments(t, args, "NoneType"));
  return Value::None();
}
Result<Value> EllipsisNew(Thread& t, Type*, Args args) {
  TRY(RefuseArguments(t, args, "EllipsisType"));
  return Value::Ellipsis();
}
Result<Value> NotImplementedNew(Thread& t, Type*, Args args) {
  TRY(RefuseArguments(t, args, "NotImplementedType"));
  return Value::NotImplemented();
}

Result<Value> NoneRepr(Thread& t, Value) { return names(t).None_; }
Result<Value> EllipsisRepr(Thread& t, Value) { return Str::InternUtf8(t, "Ellipsis"); }
Result<Value> NotImplementedRepr(Thread& t, Value) { return Str::InternUtf8(t, "NotImplemented"); }

Result<bool> NoneTruth(Thread&, Value) { return false; }
Result<bool> NotImplementedTruth(Thread& t, Value) {
  TRY(WarnDeprecated(t, "NotImplemented should not be used in a boolean context"));
  return true;
}

// Pickled by the names they have among the builtins, which are their reprs.
constexpr Method kEllipsisMethods[] = {
    HideSignature(Bind<EllipsisRepr>("__reduce__", "($self, /)")),
};
constexpr Method kNotImplementedMethods[] = {
    HideSignature(Bind<NotImplementedRepr>("__reduce__", "($self, /)")),
};

}  // namespace

const TypeSpec& NoneTypeSpec() {
  static const TypeSpec kSpec{
      .slots = {.repr = &NoneRepr, .new_ = &NoneNew, .truth = &NoneTruth},
      .methods = {},
      .getset = {},
  };
  return kSpec;
}

const TypeSpec& EllipsisSpec() {
  static const TypeSpec kSpec{
      .slots = {.repr = &EllipsisRepr, .getattr = &GenericGetAttr, .new_ = &EllipsisNew},
      .methods = kEllipsisMethods,
      .getset = {},
  };
  return kSpec;
}

const TypeSpec& NotImplementedTypeSpec() {
  static const TypeSpec kSpec{
      .slots = {.repr = &NotImplementedRepr,
                .new_ = &NotImplementedNew,
                .truth = &NotImplementedTruth},
      .methods = kNotImplementedMethods,
      .getset = {},
  };
  return kSpec;
}

}  // namespace krait
