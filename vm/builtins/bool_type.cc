#include "vm/builtins/int_slots.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

constexpr Method kSignature = ConstructorSignature("bool", "(x=False, /)");

Result<Value> BoolNew(Thread& t, Type*, Args args) {
  Value object;
  TRY(BindArguments(t, kSignature, args, &object));
  return Value::FromBool(TRY(IsTrue(t, object)));
}

Result<Value> BoolRepr(Thread& t, Value self) {
  return Value::FromObject(self.AsBool() ? names(t).True_ : names(t).False_);
}

Result<Value> BoolAnd(Thread& t, Value a, Value b) {
  if (!a.IsBool() || !b.IsBool()) return int_slots::And(t, a, b);
  return Value::FromBool(a.AsBool() && b.AsBool());
}

Result<Value> BoolXor(Thread& t, Value a, Value b) {
  if (!a.IsBool() || !b.IsBool()) return int_slots::Xor(t, a, b);
  return Value::FromBool(a.AsBool() != b.AsBool());
}

Result<Value> BoolOr(Thread& t, Value a, Value b) {
  if (!a.IsBool() || !b.IsBool()) return int_slots::Or(t, a, b);
  return Value::FromBool(a.AsBool() || b.AsBool());
}

}  // namespace

const TypeSpec& BoolSpec() {
  static const TypeSpec kSpec{
      .slots =
          {
              .repr = &BoolRepr,
              .new_ = &BoolNew,
              .and_ = &BoolAnd,
              .xor_ = &BoolXor,
              .or_ = &BoolOr,
          },
      .methods = {},
      .getset = {},
  };
  return kSpec;
}

}  // namespace krait
